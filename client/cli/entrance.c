/* SPDX-License-Identifier: EUPL-1.2 */
#include "entrance.h"

#include <string.h>
#include <strings.h>

enum {
    WALK_IN_CODE = 6,
    CARD_CODE = 8
};

/* ---- Steps ---- */

/* Who walks in waits to be placed; whoever has a card says what this device is. */
static enum hv_entrance_step after_code(struct hv_entrance *entrance, const char *code)
{
    entrance->device = HV_CLIENT_TABLE;
    return hv_code_size(code) == WALK_IN_CODE ? HV_ENTRANCE_READY : HV_ENTRANCE_DEVICE;
}

static bool take_link(struct hv_entrance *entrance, const struct hv_link *link)
{
    if (link->kind != HV_LINK_TOKEN && entrance->way == HV_BY_LINK) {
        return false;
    }
    if ((link->kind == HV_LINK_CARD || link->kind == HV_LINK_CODE) && entrance->way != HV_BY_CODE) {
        return false;
    }
    entrance->link = *link;
    switch (link->kind) {
    case HV_LINK_TOKEN:
        entrance->step = HV_ENTRANCE_READY;
        break;
    case HV_LINK_CARD:
        entrance->step = HV_ENTRANCE_DEVICE;
        break;
    case HV_LINK_CODE:
        memcpy(entrance->typed, link->secret, sizeof link->secret);
        entrance->step = after_code(entrance, link->secret);
        break;
    case HV_LINK_PLACE:
        entrance->step = entrance->way == HV_BY_CODE ? HV_ENTRANCE_CODE : HV_ENTRANCE_PASSPHRASE;
        break;
    }
    return true;
}

bool hv_entrance_begin(struct hv_entrance *entrance,
                       enum hv_entrance_way way,
                       const struct hv_link *link)
{
    *entrance = (struct hv_entrance){ .way = way, .step = HV_ENTRANCE_LINK };
    return link == NULL || take_link(entrance, link);
}

static enum hv_word take_pasted(struct hv_entrance *entrance, const char *line)
{
    struct hv_link link;
    bool taken;

    if (!hv_link_read(line, &link)) {
        return HV_WORD_LINK_NONE;
    }
    taken = take_link(entrance, &link);
    explicit_bzero(&link, sizeof link);
    return taken ? HV_WORD_COUNT : HV_WORD_LINK_ELSEWHERE;
}

static enum hv_word take_code(struct hv_entrance *entrance, const char *line)
{
    unsigned size = hv_code_size(line);

    if ((size != WALK_IN_CODE && size != CARD_CODE) || strlen(line) >= sizeof entrance->typed) {
        return HV_WORD_CODE_HOW;
    }
    memcpy(entrance->typed, line, strlen(line) + 1);
    entrance->step = after_code(entrance, line);
    return HV_WORD_COUNT;
}

static enum hv_word take_device(struct hv_entrance *entrance, const char *line)
{
    if (strcmp(line, "1") != 0 && strcmp(line, "2") != 0) {
        return HV_WORD_DEVICE_HOW;
    }
    entrance->device = line[0] == '1' ? HV_CLIENT_TABLE : HV_CLIENT_PEN;
    entrance->step = HV_ENTRANCE_READY;
    return HV_WORD_COUNT;
}

static enum hv_word take_passphrase(struct hv_entrance *entrance, const char *line)
{
    if (line[0] == '\0' || strlen(line) >= sizeof entrance->typed) {
        return HV_WORD_PASSPHRASE_NONE;
    }
    memcpy(entrance->typed, line, strlen(line) + 1);
    entrance->step = HV_ENTRANCE_LOGIN_CODE;
    return HV_WORD_COUNT;
}

bool hv_login_code_read(const char *line, char ret_code[HV_CLIENT_LOGIN_CODE_SIZE + 1])
{
    char code[HV_CLIENT_LOGIN_CODE_SIZE + 1] = "";
    size_t size = 0;

    for (; *line != '\0'; line++) {
        if (*line == ' ') {
            continue;
        }
        if (*line < '0' || *line > '9' || size == HV_CLIENT_LOGIN_CODE_SIZE) {
            return false;
        }
        code[size++] = *line;
    }
    if (size != HV_CLIENT_LOGIN_CODE_SIZE) {
        return false;
    }
    memcpy(ret_code, code, sizeof code);
    return true;
}

static enum hv_word take_login_code(struct hv_entrance *entrance, const char *line)
{
    entrance->login_code[0] = '\0';
    if (line[0] != '\0' && !hv_login_code_read(line, entrance->login_code)) {
        return HV_WORD_LOGIN_CODE_HOW;
    }
    entrance->step = HV_ENTRANCE_READY;
    return HV_WORD_COUNT;
}

enum hv_word hv_entrance_take(struct hv_entrance *entrance, const char *line)
{
    switch (entrance->step) {
    case HV_ENTRANCE_LINK:
        return take_pasted(entrance, line);
    case HV_ENTRANCE_CODE:
        return take_code(entrance, line);
    case HV_ENTRANCE_DEVICE:
        return take_device(entrance, line);
    case HV_ENTRANCE_PASSPHRASE:
        return take_passphrase(entrance, line);
    case HV_ENTRANCE_LOGIN_CODE:
        return take_login_code(entrance, line);
    case HV_ENTRANCE_READY:
        break;
    }
    return HV_WORD_COUNT;
}

/* ---- Asking ---- */

enum hv_word hv_entrance_ask(const struct hv_entrance *entrance, enum hv_word link)
{
    switch (entrance->step) {
    case HV_ENTRANCE_CODE:
        return HV_WORD_ASK_CODE;
    case HV_ENTRANCE_DEVICE:
        return HV_WORD_ASK_DEVICE;
    case HV_ENTRANCE_PASSPHRASE:
        return HV_WORD_ASK_PASSPHRASE;
    case HV_ENTRANCE_LOGIN_CODE:
        return HV_WORD_ASK_LOGIN_CODE;
    case HV_ENTRANCE_LINK:
    case HV_ENTRANCE_READY:
        break;
    }
    return link;
}

bool hv_entrance_is_secret(const struct hv_entrance *entrance)
{
    return entrance->step == HV_ENTRANCE_LINK || entrance->step == HV_ENTRANCE_PASSPHRASE;
}

/* ---- Coming in ---- */

void hv_entrance_entry(const struct hv_entrance *entrance,
                       struct hv_client_arrival *ret_arrival,
                       struct hv_entry *ret_entry)
{
    bool by_card = entrance->link.kind == HV_LINK_CARD;

    *ret_arrival = (struct hv_client_arrival){
        .device = entrance->device,
        .card = by_card ? entrance->link.secret : NULL,
        .code = by_card ? NULL : entrance->typed,
    };
    *ret_entry = (struct hv_entry){ .token = NULL };
    if (entrance->link.kind == HV_LINK_TOKEN) {
        ret_entry->token = entrance->link.address.token;
    } else if (entrance->way == HV_BY_PASSPHRASE) {
        ret_entry->passphrase = entrance->typed;
        ret_entry->code = entrance->login_code;
    } else {
        ret_entry->arrival = ret_arrival;
    }
}

void hv_entrance_wipe(struct hv_entrance *entrance)
{
    explicit_bzero(entrance->typed, sizeof entrance->typed);
    explicit_bzero(entrance->login_code, sizeof entrance->login_code);
    explicit_bzero(entrance->link.secret, sizeof entrance->link.secret);
    explicit_bzero(entrance->link.address.token, sizeof entrance->link.address.token);
}

bool hv_entrance_again(struct hv_entrance *entrance)
{
    if (entrance->link.kind == HV_LINK_TOKEN) {
        return false;
    }
    entrance->link.kind = HV_LINK_PLACE;
    entrance->step = entrance->way == HV_BY_CODE ? HV_ENTRANCE_CODE : HV_ENTRANCE_PASSPHRASE;
    return true;
}
