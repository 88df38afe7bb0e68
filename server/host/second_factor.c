/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The second factor of the owner's login.
 *
 *   read   a secret, made of the read's id: nothing is kept of it
 *   set    the passphrase and the first right code -> SECOND_FACTOR_SET with that id
 *   login  a code besides the passphrase (owner.c) -> OWNER_CAME with its step
 *   drop   the passphrase and one more code -> SECOND_FACTOR_GONE
 */
#include "vault/second_factor.h"

#include <stdio.h>

#include "host/house_room.h"

#define URI_SIZE 128

static bool fits(const struct hv_host *host,
                 struct hv_id from,
                 struct hv_bytes code,
                 int64_t used,
                 int64_t *ret_step)
{
    uint8_t secret[HV_SECOND_FACTOR_SIZE];

    hv_second_factor_secret(host->config.vault, host->config.house, from, secret);
    bool right = hv_second_factor_fits(secret, code, hv_host_now(host), used, ret_step);
    explicit_bzero(secret, sizeof secret);
    return right;
}

bool hv_owner_code_fits(const struct hv_house_room *house_room,
                        struct hv_bytes code,
                        bool again,
                        int64_t *ret_step)
{
    const struct hv_host *host = house_room->room.host;
    struct hv_house_second_factor factor = hv_house_second_factor(house_room->house);
    int64_t step = 0;

    bool right = fits(host, factor.from, code, again ? 0 : factor.used, &step);
    if (factor.set && !right) {
        return false;
    }
    *ret_step = factor.set ? step : 0;
    return true;
}

/* ---- Setting and dropping ---- */

static enum hv_served done(struct hv_member *member, const struct hv_message *message)
{
    hv_member_reply(member, message->id, HV_REFUSAL_NONE, 0, NULL);
    return HV_SERVED_ANSWERED;
}

/* Who finds a console open may neither keep the owner out nor take the factor away, nor try one
 * passphrase or code after another. Which of the two was wrong is not said. */
static enum hv_served change(struct hv_house_room *house_room,
                             struct hv_member *member,
                             const struct hv_message *message,
                             bool code_fits,
                             const struct hv_house_event *event)
{
    return hv_owner_is_known(member, code_fits)
               ? hv_owner_append(house_room, member, message, event)
               : hv_member_refuse(member, message->id, HV_REFUSAL_NOT_ACCEPTED);
}

enum hv_served hv_owner_set_second_factor(struct hv_house_room *house_room,
                                          struct hv_member *member,
                                          const struct hv_message *message)
{
    const struct hv_host *host = member->host;
    const struct hv_house_command *command = &message->house_command;
    struct hv_house_second_factor factor = hv_house_second_factor(house_room->house);
    struct hv_house_event event = { .type = HV_HOUSE_SECOND_FACTOR_SET,
                                    .log = host->config.house,
                                    .command = command->secret,
                                    .at = hv_host_now(host) };
    enum hv_served served;

    if (factor.set && hv_id_equal(factor.from, command->secret)) {
        return done(member, message); /* it is stored */
    }
    if (factor.set || hv_house_verifier(house_room->house).size == 0) {
        return hv_member_refuse(member, message->id, HV_REFUSAL_NOT_ALLOWED);
    }
    if (!hv_owner_was_checked(house_room, member, message, &served)) {
        return served;
    }
    bool right = fits(host, command->secret, command->code, 0, &event.code_step);
    return change(house_room, member, message, right, &event);
}

enum hv_served hv_owner_drop_second_factor(struct hv_house_room *house_room,
                                           struct hv_member *member,
                                           const struct hv_message *message)
{
    const struct hv_host *host = member->host;
    struct hv_house_second_factor factor = hv_house_second_factor(house_room->house);
    struct hv_house_event event = { .type = HV_HOUSE_SECOND_FACTOR_GONE,
                                    .log = host->config.house,
                                    .at = hv_host_now(host) };
    enum hv_served served;
    int64_t step;

    if (!factor.set) {
        return done(member, message);
    }
    if (!hv_owner_was_checked(house_room, member, message, &served)) {
        return served;
    }
    bool right = fits(host, factor.from, message->house_command.code, factor.used, &step);
    return change(house_room, member, message, right, &event);
}

/* ---- Telling ---- */

static enum hv_code tell_secret(const struct hv_host *host,
                                struct hv_second_factor_page *page,
                                char text[HV_SECOND_FACTOR_TEXT_SIZE],
                                char uri[URI_SIZE])
{
    uint8_t secret[HV_SECOND_FACTOR_SIZE];

    hv_second_factor_secret(host->config.vault, host->config.house, page->id, secret);
    enum hv_code code = hv_second_factor_text(secret, text);
    explicit_bzero(secret, sizeof secret);
    if (code == HV_OK) {
        snprintf(uri, URI_SIZE, "otpauth://totp/Houvast?secret=%s&issuer=Houvast", text);
        page->secret = hv_bytes_from_text(text);
        page->uri = hv_bytes_from_text(uri);
    }
    return code;
}

enum hv_served hv_owner_tell_second_factor(const struct hv_house_room *house_room,
                                           struct hv_member *member,
                                           const struct hv_message *message)
{
    struct hv_host *host = member->host;
    struct hv_second_factor_page page = { .id = message->id, .now = hv_host_now(host) };
    struct hv_bytes frame = { .data = NULL, .size = 0 };
    char text[HV_SECOND_FACTOR_TEXT_SIZE];
    char uri[URI_SIZE];
    enum hv_code code = HV_OK;

    if (hv_house_verifier(house_room->house).size == 0) {
        return hv_member_refuse(member, message->id, HV_REFUSAL_NOT_ALLOWED);
    }
    page.set = hv_house_second_factor(house_room->house).set;
    if (!page.set) {
        code = tell_secret(host, &page, text, uri);
    }
    if (code == HV_OK) {
        code = hv_codec_second_factor_page(&page, &host->turn, &frame);
    }
    explicit_bzero(text, sizeof text);
    explicit_bzero(uri, sizeof uri);
    return hv_member_answer(member, message->id, code, frame);
}
