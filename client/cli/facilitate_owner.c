/* SPDX-License-Identifier: EUPL-1.2 */
#include "facilitate.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <sysexits.h>

#define PASSPHRASE_CHARACTERS 12 /* at least */

/* ---- Choosing ---- */

static void ask_title(struct lead *lead)
{
    lead->mode = LEAD_TITLE;
    hv_session_say(&lead->session, HV_WORD_NEW_GROUP);
    lead_ask(lead);
}

void lead_owner_begin(struct lead *lead)
{
    const char *path = lead->session.options->file;

    if (path != NULL && !hv_owner_file_read(path, &lead->file)) {
        fprintf(stderr, "houvast: %s: %s\n", lead->file.path, strerror(errno));
        hv_session_end(&lead->session, errno == EACCES ? EX_NOPERM : EX_CONFIG);
        return;
    }
    hv_device_catalogue_read(lead->session.device,
                             HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_PROGRAMMES);
    hv_device_catalogue_read(lead->session.device,
                             HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_GROUPS);
}

static void list_groups(struct lead *lead)
{
    struct hv_page page = hv_session_page(&lead->session);

    hv_page_say(&page, HV_WORD_GROUPS);
    for (size_t i = 0; i < lead->group_count; i++) {
        hv_page_item(&page, 2, hv_digits((int64_t)i + 1).text, lead->groups[i].title);
    }
    hv_page_say(&page, HV_WORD_GROUPS_HOW);
    hv_session_print(&lead->session, &page);
    lead->mode = LEAD_CHOOSING;
    lead_ask(lead);
}

static void take_groups(struct lead *lead, const Houvast__V1__GroupsPage *page)
{
    for (size_t i = 0; i < page->n_rows && lead->group_count < LEAD_NOTES_MAX; i++) {
        const Houvast__V1__GroupRow *row = page->rows[i];

        if (row->ended || row->log.len != 16) {
            continue;
        }
        memcpy(lead->groups[lead->group_count].log, row->log.data, 16);
        snprintf(lead->groups[lead->group_count].title, sizeof lead->groups[0].title, "%s",
                 row->title);
        lead->group_count++;
    }
}

static void take_programmes(struct lead *lead, const Houvast__V1__ProgrammesPage *page)
{
    size_t room = sizeof lead->programmes / sizeof lead->programmes[0];

    for (size_t i = 0; i < page->n_rows && lead->programme_count < room; i++) {
        size_t at = lead->programme_count++;

        snprintf(lead->programmes[at].id, sizeof lead->programmes[0].id, "%s", page->rows[i]->id);
        snprintf(lead->programmes[at].title, sizeof lead->programmes[0].title, "%s",
                 hv_text_in(page->rows[i]->title, lead->session.language));
    }
}

void lead_choose(struct lead *lead)
{
    if (lead->group_count > 0) {
        list_groups(lead);
    } else {
        ask_title(lead);
    }
}

/* ---- The passphrase ---- */

static void ask_new_passphrase(struct lead *lead)
{
    lead->mode = LEAD_PASSPHRASE;
    hv_session_say(&lead->session, HV_WORD_PASSPHRASE_HOW);
    lead_ask(lead);
}

/* The owner's link works as long as there is none. */
static void ask_passphrase(struct lead *lead)
{
    if (lead->session.entrance.link.kind == HV_LINK_TOKEN) {
        ask_new_passphrase(lead);
        return;
    }
    lead->mode = LEAD_PASSPHRASE_CURRENT;
    lead_ask(lead);
}

bool lead_keep_passphrase(struct lead *lead, const char *line)
{
    size_t size = strlen(line);

    if (size == 0) {
        lead_choose(lead);
    } else if (size >= sizeof lead->current_passphrase) {
        hv_session_say(&lead->session, HV_WORD_PASSPHRASE_SHORT);
    } else {
        memcpy(lead->current_passphrase, line, size + 1);
        return true;
    }
    return false;
}

static void take_current_passphrase(struct lead *lead, const char *line)
{
    if (lead_keep_passphrase(lead, line)) {
        ask_new_passphrase(lead);
    }
}

static bool is_passphrase_word(const char *line)
{
    return strcasecmp(line, "wachtzin") == 0 || strcasecmp(line, "passphrase") == 0;
}

/* A script is not asked for one. */
static bool is_first_start(const struct lead *lead)
{
    return lead->session.entrance.link.kind == HV_LINK_TOKEN &&
           hv_terminal_is_person(lead->session.terminal);
}

static void take_passphrase(struct lead *lead, const char *line)
{
    size_t size = strlen(line);

    if (size == 0) {
        lead_choose(lead);
    } else if (size >= sizeof lead->passphrase ||
               hv_input_characters(line) < PASSPHRASE_CHARACTERS) {
        hv_session_say(&lead->session, HV_WORD_PASSPHRASE_SHORT);
    } else {
        memcpy(lead->passphrase, line, size + 1);
        lead->mode = LEAD_PASSPHRASE_AGAIN;
        lead_ask(lead);
    }
}

static void take_passphrase_again(struct lead *lead, const char *line)
{
    if (strcmp(lead->passphrase, line) != 0) {
        hv_session_say(&lead->session, HV_WORD_PASSPHRASE_OTHER);
        ask_new_passphrase(lead);
    } else if (hv_send_set_passphrase(lead->session.device, line, lead->current_passphrase)) {
        lead->mode = LEAD_OPENING;
        explicit_bzero(lead->current_passphrase, sizeof lead->current_passphrase);
    }
    explicit_bzero(lead->passphrase, sizeof lead->passphrase);
}

/* Every login before this one, and the link, are worth nothing any more. */
static void passphrase_came(struct lead *lead, const struct hv_answered *answered)
{
    const struct hv_client_reply *reply = answered->reply;

    if (reply->outcome == HV_CLIENT_REFUSED &&
        reply->refusal == HOUVAST__V1__REFUSAL__REFUSAL_NOT_ACCEPTED) {
        ask_passphrase(lead);
        return;
    }
    if (reply->outcome == HV_CLIENT_DONE && reply->token != NULL) {
        hv_session_say(&lead->session, HV_WORD_PASSPHRASE_SET);
        hv_session_move(&lead->session, reply->token);
        lead->session.entrance.link.kind = HV_LINK_PLACE;
    }
    lead_choose(lead);
}

void lead_owner_page(struct lead *lead, const struct hv_client_page *page)
{
    if (page->groups != NULL) {
        take_groups(lead, page->groups);
        lead->groups_read = lead->groups_read || page->last;
    } else if (page->programmes != NULL) {
        take_programmes(lead, page->programmes);
        lead->programmes_read = lead->programmes_read || page->last;
    } else if (page->second_factor != NULL) {
        lead_second_factor_came(lead, page->second_factor);
    }
    if (lead->mode == LEAD_CONNECTING && lead->groups_read && lead->programmes_read) {
        if (is_first_start(lead)) {
            hv_session_say(&lead->session, HV_WORD_PASSPHRASE_FIRST);
            ask_passphrase(lead);
        } else {
            lead_choose(lead);
        }
    }
}

/* ---- Making and opening ---- */

static void open_group(struct lead *lead)
{
    lead->mode = LEAD_OPENING;
    hv_send_make_group(lead->session.device, lead->group.title, lead->group.programme,
                       lead->group.command);
}

/* The line in the file comes first: a token that nobody can get again would be a group that is
 * lost. */
static void make_group(struct lead *lead)
{
    if (getrandom(lead->group.command, sizeof lead->group.command, 0) !=
        (ssize_t)sizeof lead->group.command) {
        hv_session_end(&lead->session, EX_OSERR);
        return;
    }
    if (!hv_owner_file_put(&lead->file, &lead->group)) {
        fprintf(stderr, "houvast: %s: %s\n", lead->file.path, strerror(errno));
        hv_session_end(&lead->session, errno == EACCES ? EX_NOPERM : EX_IOERR);
        return;
    }
    open_group(lead);
}

static void choose_group(struct lead *lead, const char *line)
{
    uint32_t number = lead_number(line);
    const struct hv_owner_group *group;

    if (lead_second_factor(lead, line)) {
        return;
    }
    if (is_passphrase_word(line)) {
        ask_passphrase(lead);
        return;
    }
    if (strcasecmp(line, "nieuw") == 0 || strcasecmp(line, "new") == 0) {
        ask_title(lead);
        return;
    }
    if (number < 1 || number > lead->group_count) {
        hv_session_say(&lead->session, HV_WORD_GROUPS_HOW);
        return;
    }
    group = hv_owner_file_find(&lead->file, lead->groups[number - 1].log);
    if (group != NULL) {
        lead->group = *group;
        open_group(lead);
    } else if (hv_send_enter_group(lead->session.device, lead->groups[number - 1].log)) {
        lead->mode = LEAD_OPENING;
    }
}

void lead_owner_reply(struct lead *lead, const struct hv_answered *answered)
{
    int what = answered->asked - HV_ASKED_HOUSE;

    if (what == HOUVAST__V1__HOUSE_COMMAND__WHAT_SET_PASSPHRASE) {
        passphrase_came(lead, answered);
        return;
    }
    if (what == HOUVAST__V1__HOUSE_COMMAND__WHAT_SET_SECOND_FACTOR ||
        what == HOUVAST__V1__HOUSE_COMMAND__WHAT_DROP_SECOND_FACTOR) {
        lead_code_answered(lead, answered->reply);
        return;
    }
    if (answered->reply->outcome != HV_CLIENT_DONE || answered->reply->token == NULL) {
        lead_choose(lead);
        return;
    }
    if (what == HOUVAST__V1__HOUSE_COMMAND__WHAT_MAKE_GROUP) {
        memcpy(lead->group.log, answered->reply->token, sizeof lead->group.log);
        hv_owner_file_put(&lead->file, &lead->group);
    }
    hv_session_move(&lead->session, answered->reply->token);
}

/* ---- What is typed ---- */

static void list_programmes(struct lead *lead)
{
    struct hv_page page = hv_session_page(&lead->session);

    for (size_t i = 0; i < lead->programme_count; i++) {
        hv_page_item(&page, 2, hv_digits((int64_t)i + 1).text, lead->programmes[i].title);
    }
    hv_session_print(&lead->session, &page);
}

static void ask_couples(struct lead *lead)
{
    lead->mode = LEAD_COUPLES;
    hv_session_say(&lead->session, HV_WORD_COUPLES_HOW);
    lead_ask(lead);
}

static void take_title(struct lead *lead, const char *line)
{
    size_t size = strlen(line);

    if (lead_second_factor(lead, line)) {
        return;
    }
    if (is_passphrase_word(line)) {
        ask_passphrase(lead);
        return;
    }
    if (size == 0 || size >= sizeof lead->group.title) {
        hv_session_say(&lead->session, HV_WORD_TITLE_HOW);
        return;
    }
    memset(&lead->group, 0, sizeof lead->group);
    memcpy(lead->group.title, line, size + 1);
    if (lead->programme_count == 0) {
        hv_session_say(&lead->session, HV_WORD_NO_PROGRAMMES);
        return;
    }
    if (lead->programme_count == 1) {
        memcpy(lead->group.programme, lead->programmes[0].id, sizeof lead->group.programme);
        ask_couples(lead);
        return;
    }
    list_programmes(lead);
    lead->mode = LEAD_PROGRAMME;
    lead_ask(lead);
}

static void take_programme(struct lead *lead, const char *line)
{
    uint32_t number = line[0] == '\0' ? 1 : lead_number(line);

    if (number < 1 || number > lead->programme_count) {
        list_programmes(lead);
        return;
    }
    memcpy(lead->group.programme, lead->programmes[number - 1].id, sizeof lead->group.programme);
    ask_couples(lead);
}

static void take_couple(struct lead *lead, const char *line)
{
    enum hv_word problem;

    if (line[0] == '\0') {
        make_group(lead);
        return;
    }
    if (lead->couple_count == LEAD_COUPLES_MAX) {
        hv_session_say(&lead->session, HV_WORD_COUPLES_FULL);
        return;
    }
    problem = hv_names_read(line, lead->couples[lead->couple_count]);
    if (problem == HV_WORD_COUNT) {
        lead->couple_count++;
    } else {
        hv_session_say(&lead->session, problem);
    }
}

void lead_owner_line(struct lead *lead, const char *line)
{
    switch (lead->mode) {
    case LEAD_PASSPHRASE_CURRENT:
        take_current_passphrase(lead, line);
        break;
    case LEAD_PASSPHRASE:
        take_passphrase(lead, line);
        break;
    case LEAD_PASSPHRASE_AGAIN:
        take_passphrase_again(lead, line);
        break;
    case LEAD_CODE_PASSPHRASE:
        lead_take_code_passphrase(lead, line);
        break;
    case LEAD_CODE:
        lead_take_code(lead, line);
        break;
    case LEAD_CHOOSING:
        choose_group(lead, line);
        break;
    case LEAD_TITLE:
        take_title(lead, line);
        break;
    case LEAD_PROGRAMME:
        take_programme(lead, line);
        break;
    case LEAD_COUPLES:
        take_couple(lead, line);
        break;
    case LEAD_CONNECTING:
    case LEAD_OPENING:
    case LEAD_EVENING:
    case LEAD_PERSON:
        break;
    }
}

/* ---- The couples of a new group ---- */

bool lead_is_adding(const struct lead *lead)
{
    return lead->couple_count > 0 && !lead->links_told;
}

bool lead_add_couples(struct lead *lead)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    char names[96];

    if (!lead_is_adding(lead) || hv_device_waiting(lead->session.device) > 0) {
        return lead_is_adding(lead);
    }
    if (lead->couple_added < lead->couple_count) {
        const char *const pair[] = { lead->couples[lead->couple_added][0],
                                     lead->couples[lead->couple_added][1] };

        lead->couple_added += hv_send_add_unit(lead->session.device, pair, 2);
        return true;
    }
    if (board->n_units < lead->couple_count) {
        return true;
    }
    if (lead->couple_invited < lead->couple_count) {
        const Houvast__V1__BoardUnit *unit = board->units[lead->couple_invited];

        snprintf(names, sizeof names, "%s & %s", lead->couples[lead->couple_invited][0],
                 lead->couples[lead->couple_invited][1]);
        lead->couple_invited++;
        lead_ask_link(lead, HOUVAST__V1__ROLE__ROLE_TABLE, unit->unit, 0, names);
        return true;
    }
    lead->links_told = true;
    lead_ask_link(lead, HOUVAST__V1__ROLE__ROLE_PROJECTOR, 0, 0, "");
    return true;
}
