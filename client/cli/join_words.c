/* SPDX-License-Identifier: EUPL-1.2 */
#include "join.h"

#include <string.h>

/* Of the chosen seat; a pen is not told before its seat is unlocked. */
static const char *name_of(const struct join *join)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);

    for (size_t i = 0; unit != NULL && i < unit->n_seats; i++) {
        if (unit->seats[i]->seat == join->seat) {
            return unit->seats[i]->name;
        }
    }
    return "";
}

void join_show_words(struct join *join)
{
    struct hv_page page = hv_session_page(&join->session);
    const char *name = name_of(join);

    join_add_top(join, &page);
    if (name[0] != '\0') {
        hv_page_fill(&page, HV_WORD_HELLO, name);
    }
    hv_page_say(&page, HV_WORD_SLIP_ASK);
    join_put(join, &page);
}

static bool unlock_by(struct join *join, const char *words)
{
    join->by_ticket = words == NULL;
    return hv_send_unlock(join->session.device, join->seat, words);
}

void join_unlock(struct join *join)
{
    if (join->is_table || !hv_device_has_ticket(join->session.device)) {
        join->mode = JOIN_WORDS;
        join_show(join);
    } else {
        join->mode = unlock_by(join, NULL) ? JOIN_UNLOCKING : JOIN_HOME;
    }
}

void join_unlock_pen(struct join *join)
{
    if (join->is_table || join->mode != JOIN_HOME || join->words_later ||
        hv_device_unlocked(join->session.device) != 0 ||
        !hv_device_may_unlock(join->session.device)) {
        return;
    }
    if (hv_device_has_ticket(join->session.device)) {
        unlock_by(join, NULL); /* the page of the couple stays */
    } else {
        join_unlock(join);
    }
}

bool join_words_refused(struct join *join, int refusal)
{
    if (join->seat == 0 || (refusal != HOUVAST__V1__REFUSAL__REFUSAL_WORDS &&
                            refusal != HOUVAST__V1__REFUSAL__REFUSAL_BUSY)) {
        return false;
    }
    if (refusal == HOUVAST__V1__REFUSAL__REFUSAL_BUSY) {
        join->notice = HV_WORD_REFUSED_BUSY;
    } else if (!join->by_ticket) {
        join->notice = HV_WORD_REFUSED_WORDS;
    }
    join->mode = JOIN_WORDS;
    join_show(join);
    return true;
}

void join_words_line(struct join *join, const char *line)
{
    enum hv_way way = hv_input_way(line);

    if (way == HV_WAY_QUIT) {
        hv_session_leave(&join->session);
    } else if (line[0] == '\0' || way == HV_WAY_BACK || way == HV_WAY_LOCK) {
        join->words_later = true;
        join_leave_seat(join);
    } else if (strchr(line, ' ') == NULL || !unlock_by(join, line)) {
        join_tell(join, HV_WORD_SLIP_HOW);
    } else {
        join->words_later = false;
        join->mode = JOIN_UNLOCKING;
        join_show(join);
    }
}
