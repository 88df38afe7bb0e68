/* SPDX-License-Identifier: EUPL-1.2 */
#include "join.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- Taking back ---- */

static const Houvast__V1__FieldState *state_of(const struct join *join, uint32_t field)
{
    const Houvast__V1__SeatPane *seat = join_seat(join);

    for (size_t i = 0; seat != NULL && i < seat->n_fields; i++) {
        if (seat->fields[i]->field == field) {
            return seat->fields[i];
        }
    }
    return NULL;
}

static bool is_closed(const Houvast__V1__SeatPane *seat, Houvast__V1__Round round)
{
    for (size_t i = 0; i < seat->n_envelopes; i++) {
        if (seat->envelopes[i]->round == round) {
            return seat->envelopes[i]->closed;
        }
    }
    return false;
}

/* Whether a field is one that the couple confirmed together. */
static bool is_confirmed(const struct join *join, uint32_t field)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);
    bool confirmed = false;

    for (size_t i = 0; unit != NULL && unit->joint_confirmed && i < unit->n_joints; i++) {
        confirmed = confirmed || (unit->joints[i]->field == field &&
                                  unit->joints[i]->answer == HOUVAST__V1__ANSWER__ANSWER_GIVEN);
    }
    return confirmed;
}

/* The fields of closed envelopes, answered or not; and what was confirmed together. */
static void list_closed(struct join *join)
{
    const Houvast__V1__Definition *definition = join_definition(join);
    const Houvast__V1__SeatPane *seat = join_seat(join);

    join->field_count = 0;
    for (size_t i = 0; definition != NULL && seat != NULL && i < seat->n_fields; i++) {
        uint32_t field = seat->fields[i]->field;

        if (field < definition->n_fields && field < 32 && join->field_count < 32 &&
            is_closed(seat, definition->fields[field]->round)) {
            join->fields[join->field_count++] = field;
        }
    }
    for (uint32_t i = 0; definition != NULL && i < definition->n_fields; i++) {
        if (join->field_count < 32 && is_confirmed(join, i)) {
            join->fields[join->field_count++] = i;
        }
    }
}

void join_take_back(struct join *join)
{
    list_closed(join);
    if (join->field_count == 0) {
        join_tell(join, HV_WORD_TAKE_BACK_NONE);
        return;
    }
    join->mode = JOIN_TAKE_BACK;
    join->discards = 0;
    join_show(join);
}

/* Of an intake it is not told whether there is anything, nor whether it was taken back. */
static enum hv_word word_of_state(const Houvast__V1__FieldState *state,
                                  const Houvast__V1__Field *field)
{
    if (field->keep == HOUVAST__V1__KEEP__KEEP_INTAKE) {
        return HV_WORD_TAKE_BACK_INTAKE;
    }
    if (state->taken_back) {
        return HV_WORD_TAKE_BACK_DONE;
    }
    return state->shown ? HV_WORD_SHOWN : HV_WORD_KEPT;
}

/* What a person let be read, of an own answer or of one that was confirmed together. */
static bool is_widened(const struct join *join, uint32_t field)
{
    const Houvast__V1__FieldState *state = state_of(join, field);
    const Houvast__V1__SeatPane *seat = join_seat(join);

    return state != NULL ? state->widened != 0
                         : seat != NULL && field < 32 && (seat->joint_widened >> field & 1) != 0;
}

/* Of what was confirmed together: this person's own yes to the group. */
static bool is_let_go(const struct join *join, uint32_t field)
{
    const Houvast__V1__SeatPane *seat = join_seat(join);

    return seat != NULL && field < 32 && (seat->joint_to_group >> field & 1) != 0;
}

static void add_state(const struct join *join, struct hv_page *page, uint32_t field)
{
    const Houvast__V1__FieldState *state = state_of(join, field);
    const Houvast__V1__Field *asked = join_definition(join)->fields[field];

    if (state != NULL) {
        hv_page_add(page, 4, hv_word(word_of_state(state, asked), page->language));
    }
    if (is_widened(join, field)) {
        hv_page_add(page, 4,
                    hv_word(state != NULL ? HV_WORD_WIDENED_STATE : HV_WORD_WIDENED_JOINT_STATE,
                            page->language));
    }
    if (is_let_go(join, field)) {
        hv_page_add(page, 4, hv_word(HV_WORD_LET_GO_STATE, page->language));
    }
}

/* Whether one of them was written together and may go to the group. */
static bool may_go(const struct join *join, uint32_t fields)
{
    const Houvast__V1__Definition *definition = join_definition(join);

    for (uint32_t i = 0; definition != NULL && i < definition->n_fields && i < 32; i++) {
        if ((fields >> i & 1) != 0 && is_confirmed(join, i) &&
            hv_shape_may_go_to_group(definition->fields[i])) {
            return true;
        }
    }
    return false;
}

void join_add_take_back(struct join *join, struct hv_page *page)
{
    const Houvast__V1__Definition *definition = join_definition(join);

    if (join->discards != 0) {
        hv_page_say(page, HV_WORD_DISCARD_SURE);
        return;
    }
    for (uint32_t i = 0; definition != NULL && i < join->field_count; i++) {
        if (join->fields[i] >= definition->n_fields) {
            continue;
        }
        hv_page_item(page, 0, hv_digits((int64_t)i + 1).text,
                     hv_text_in(definition->fields[join->fields[i]]->prompt, page->language));
        add_state(join, page, join->fields[i]);
    }
    hv_page_gap(page);
    hv_page_say(page, HV_WORD_TAKE_BACK_ASK);
    if (may_go(join, UINT32_MAX)) {
        hv_page_say(page, HV_WORD_LET_GO_ASK);
    }
}

/* Back to whatever is asked of this person. */
static void go_back(struct join *join, enum hv_word notice)
{
    join->notice = notice;
    join->wants = true;
    join_sit_down(join);
}

void join_await(struct join *join, int asked, enum hv_word done)
{
    join->awaited = asked;
    join->done = done;
    hv_session_say(&join->session, HV_WORD_MOMENT);
}

void join_tell_done(struct join *join, int asked)
{
    join->awaited = 0;
    if (asked == HOUVAST__V1__COMMAND__WHAT_SPLIT ||
        asked == HOUVAST__V1__COMMAND__WHAT_GIVE_CONSENT) {
        join->notice = join->done;
        join_rest(join);
    } else if (join->mode == JOIN_TAKE_BACK) {
        go_back(join, join->done);
    } else if (join->mode == JOIN_EARLIER) {
        join_tell(join, join->done);
    } else {
        hv_session_say(&join->session, join->done);
    }
}

static void take_back(struct join *join, uint32_t fields, bool discard)
{
    if (hv_send_take_back(join->session.device, join->run, join->seat, fields, discard)) {
        join_await(join, HOUVAST__V1__COMMAND__WHAT_TAKE_BACK,
                   discard ? HV_WORD_DISCARDED : HV_WORD_TAKEN_BACK);
    }
}

/* Everything that a closed envelope could hold, in whatever form: with all of it goes its key. */
static uint32_t all_closed(const struct join *join)
{
    const Houvast__V1__Definition *definition = join_definition(join);
    const Houvast__V1__SeatPane *seat = join_seat(join);
    uint32_t fields = 0;

    for (size_t i = 0; definition != NULL && seat != NULL && i < definition->n_fields && i < 32;
         i++) {
        const Houvast__V1__Field *field = definition->fields[i];

        if (is_closed(seat, field->round) &&
            field->type != HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_INFO &&
            field->visibility != HOUVAST__V1__VISIBILITY__VISIBILITY_JOINT) {
            fields |= UINT32_C(1) << i;
        }
    }
    return fields;
}

/* The fields that a number or "alles" stands for; 0: none. */
static uint32_t fields_named(const struct join *join, const char *text)
{
    unsigned long number = strtoul(text, NULL, 10);

    if (strcasecmp(text, "alles") == 0 || strcasecmp(text, "all") == 0) {
        return all_closed(join);
    }
    return number >= 1 && number <= join->field_count ? UINT32_C(1) << join->fields[number - 1] : 0;
}

/* What follows the word, when the line begins with it; NULL otherwise. */
static const char *behind(const char *line, const char *word)
{
    size_t size = strlen(word);

    return strncasecmp(line, word, size) == 0 && line[size] == ' '
               ? line + size + strspn(line + size, " ")
               : NULL;
}

const char *join_behind_discard(const char *line)
{
    const char *rest = behind(line, "wis");

    return rest != NULL ? rest : behind(line, "discard");
}

const char *join_behind_read(const char *line)
{
    const char *rest = behind(line, "lees");

    return rest != NULL ? rest : behind(line, "read");
}

const char *join_behind_group(const char *line)
{
    const char *rest = behind(line, "groep");

    return rest != NULL ? rest : behind(line, "group");
}

void join_widen(struct join *join, uint32_t run, uint32_t field, bool joint, bool widened)
{
    if (hv_send_widen(join->session.device, run, join->seat, UINT32_C(1) << field, !widened,
                      false)) {
        join_await(join, HOUVAST__V1__COMMAND__WHAT_WIDEN,
                   widened ? HV_WORD_WIDENED_OFF
                   : joint ? HV_WORD_WIDENED_JOINT
                           : HV_WORD_WIDENED);
    }
}

/* 'lees' with a number: facilitators may read it, or no more. */
static void widen_line(struct join *join, const char *number)
{
    uint32_t fields = fields_named(join, number);

    for (uint32_t i = 0; i < join->field_count; i++) {
        uint32_t field = join->fields[i];

        if (fields == UINT32_C(1) << field) {
            join_widen(join, join->run, field, state_of(join, field) == NULL,
                       is_widened(join, field));
            return;
        }
    }
    hv_session_say(&join->session, HV_WORD_TAKE_BACK_HOW);
}

void join_let_go(struct join *join, uint32_t run, uint32_t field, bool let_go)
{
    if (hv_send_widen(join->session.device, run, join->seat, UINT32_C(1) << field, !let_go, true)) {
        join_await(join, HOUVAST__V1__COMMAND__WHAT_WIDEN,
                   let_go ? HV_WORD_LET_GO_OFF : HV_WORD_LET_GO);
    }
}

/* 'groep' with a number: what was written together may go to the group, or no more. */
static void let_go_line(struct join *join, const char *number)
{
    uint32_t fields = fields_named(join, number);

    for (uint32_t i = 0; i < join->field_count; i++) {
        uint32_t field = join->fields[i];

        if (fields == UINT32_C(1) << field && may_go(join, fields)) {
            join_let_go(join, join->run, field, is_let_go(join, field));
            return;
        }
    }
    hv_session_say(&join->session, HV_WORD_TAKE_BACK_HOW);
}

/* Whether none of them is an own answer. */
static bool is_joint(const struct join *join, uint32_t fields)
{
    for (uint32_t i = 0; i < join->field_count; i++) {
        if ((fields >> join->fields[i] & 1) != 0 && state_of(join, join->fields[i]) != NULL) {
            return false;
        }
    }
    return fields != 0;
}

static void discard_line(struct join *join, const char *line)
{
    int yes = hv_input_yes(line);

    if (yes < 0) {
        hv_session_say(&join->session, HV_WORD_INPUT_YES_NO);
    } else if (yes == 0) {
        go_back(join, HV_WORD_NOT_DONE);
    } else {
        take_back(join, join->discards, true);
    }
}

void join_take_back_line(struct join *join, const char *line)
{
    const char *discards = join_behind_discard(line);
    const char *reads = join_behind_read(line);
    const char *group = join_behind_group(line);
    uint32_t fields;

    if (join->discards != 0) {
        discard_line(join, line);
        return;
    }
    if (reads != NULL) {
        widen_line(join, reads);
        return;
    }
    if (group != NULL) {
        let_go_line(join, group);
        return;
    }
    fields = fields_named(join, discards != NULL ? discards : line);
    if (line[0] == '\0' || hv_input_way(line) == HV_WAY_BACK) {
        go_back(join, HV_WORD_COUNT);
    } else if (hv_input_way(line) == HV_WAY_QUIT) {
        hv_session_leave(&join->session);
    } else if (fields == 0) {
        hv_session_say(&join->session, HV_WORD_TAKE_BACK_HOW);
    } else if (is_joint(join, fields)) {
        hv_session_say(&join->session, HV_WORD_TAKE_BACK_JOINT);
    } else if (discards != NULL) {
        join->discards = fields;
        join_show(join);
    } else {
        take_back(join, fields, false);
    }
}

/* ---- No longer sharing ---- */

void join_split(struct join *join)
{
    if (join_seat(join) == NULL) {
        join_tell(join, HV_WORD_REFUSED_LOCKED);
        return;
    }
    join->mode = JOIN_SPLIT;
    join_show(join);
}

void join_split_line(struct join *join, const char *line)
{
    int yes = hv_input_yes(line);

    if (yes < 0) {
        hv_session_say(&join->session, HV_WORD_INPUT_YES_NO);
    } else if (yes == 0) {
        go_back(join, HV_WORD_NOT_DONE);
    } else if (hv_send_split(join->session.device, join->seat)) {
        join_await(join, HOUVAST__V1__COMMAND__WHAT_SPLIT, HV_WORD_SPLIT_DONE);
    }
}

/* ---- The words for both ---- */

bool join_begins_right(struct join *join, const char *line)
{
    if (strcasecmp(line, "terugnemen") == 0 || strcasecmp(line, "takeback") == 0) {
        join_take_back(join);
    } else if (strcasecmp(line, "eerder") == 0 || strcasecmp(line, "earlier") == 0) {
        join_look_back(join);
    } else if (strcasecmp(line, "apart") == 0) {
        join_split(join);
    } else {
        return false;
    }
    return true;
}
