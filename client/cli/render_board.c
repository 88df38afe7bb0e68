/* SPDX-License-Identifier: EUPL-1.2 */
#include "render.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A line made of parts, each behind a separator. */
struct parts {
    char text[512];
    size_t size;
};

static void add_part(struct parts *parts, const char *text)
{
    size_t room = sizeof parts->text - parts->size;
    int size =
        snprintf(parts->text + parts->size, room, "%s%s", parts->size > 0 ? " · " : "", text);

    if (size > 0) {
        parts->size += (size_t)size < room ? (size_t)size : room - 1;
    }
}

static void add_named(struct parts *parts, const char *sentence, const char *name)
{
    const char *names[] = { name, NULL };
    char *filled = hv_fill(sentence, names);

    if (filled != NULL) {
        add_part(parts, filled);
        free(filled);
    }
}

/* ---- Units ---- */

static enum hv_word word_of_presence(Houvast__V1__Presence presence)
{
    switch ((int)presence) {
    case HOUVAST__V1__PRESENCE__PRESENCE_HERE:
        return HV_WORD_PRESENCE_HERE;
    case HOUVAST__V1__PRESENCE__PRESENCE_ONE_PARTNER:
        return HV_WORD_PRESENCE_ONE;
    case HOUVAST__V1__PRESENCE__PRESENCE_ON_PAPER:
        return HV_WORD_PRESENCE_PAPER;
    case HOUVAST__V1__PRESENCE__PRESENCE_AWAY:
        return HV_WORD_PRESENCE_AWAY;
    default:
        return HV_WORD_PRESENCE_EXPECTED;
    }
}

static enum hv_word word_of_seat(const Houvast__V1__BoardSeat *seat)
{
    switch ((int)seat->state) {
    case HOUVAST__V1__SEAT_STATE__SEAT_STATE_BUSY:
        return HV_WORD_SEAT_BUSY;
    case HOUVAST__V1__SEAT_STATE__SEAT_STATE_CLOSED:
        return HV_WORD_SEAT_CLOSED;
    case HOUVAST__V1__SEAT_STATE__SEAT_STATE_ABSENT:
        return HV_WORD_SEAT_ABSENT;
    default:
        return seat->consent ? HV_WORD_SEAT_WAITING : HV_WORD_SEAT_NO_CONSENT;
    }
}

static bool is_present(const Houvast__V1__BoardUnit *unit)
{
    return unit->presence == HOUVAST__V1__PRESENCE__PRESENCE_HERE ||
           unit->presence == HOUVAST__V1__PRESENCE__PRESENCE_ONE_PARTNER;
}

static void add_place(struct parts *parts,
                      const Houvast__V1__BoardUnit *unit,
                      const Houvast__V1__Definition *definition,
                      enum hv_client_language language)
{
    if (definition == NULL || unit->place == NULL || !is_present(unit)) {
        return;
    }
    if (unit->form == HOUVAST__V1__FORM__FORM_SHORT) {
        add_part(parts, hv_word(HV_WORD_FORM_SHORT, language));
    } else if (unit->form == HOUVAST__V1__FORM__FORM_LIGHT) {
        add_part(parts, hv_word(HV_WORD_FORM_LIGHT, language));
    }
    if (unit->place->stage < definition->n_stages) {
        Houvast__V1__StageKind kind = definition->stages[unit->place->stage]->kind;

        add_part(parts, hv_word(hv_word_of_stage(kind), language));
    }
    if (unit->opened) {
        add_part(parts, hv_word(HV_WORD_UNIT_OPENED, language));
    }
    if (unit->joint_confirmed) {
        add_part(parts, hv_word(HV_WORD_UNIT_CONFIRMED, language));
    }
    if (!unit->sharing) {
        add_part(parts, hv_word(HV_WORD_UNIT_SHARING_CLOSED, language));
    }
}

static void add_signal(struct parts *parts,
                       Houvast__V1__Signal signal,
                       const char *whose,
                       const struct hv_page *page)
{
    if (signal == HOUVAST__V1__SIGNAL__SIGNAL_TALK) {
        add_named(parts, hv_word(HV_WORD_REQUEST_TALK, page->language), whose);
    } else if (signal == HOUVAST__V1__SIGNAL__SIGNAL_CALL) {
        add_named(parts, hv_word(HV_WORD_REQUEST_CALL, page->language), whose);
    }
}

static void add_requests(struct hv_page *page, const Houvast__V1__BoardUnit *unit)
{
    struct parts parts = { .size = 0 };

    if (unit->more_time) {
        add_part(&parts, hv_word(HV_WORD_REQUEST_TIME, page->language));
    }
    add_signal(&parts, unit->signal, hv_word(HV_WORD_REQUEST_OF_TABLE, page->language), page);
    for (size_t i = 0; i < unit->n_seats; i++) {
        add_signal(&parts, unit->seats[i]->signal, unit->seats[i]->name, page);
    }
    if (parts.size > 0) {
        hv_page_item(page, 4, "!", parts.text);
    }
}

static void add_unit(struct hv_page *page,
                     const Houvast__V1__BoardUnit *unit,
                     const Houvast__V1__Definition *definition,
                     int64_t now)
{
    struct parts names = { .size = 0 };
    struct parts state = { .size = 0 };
    char label[32];

    add_part(&state, hv_word(word_of_presence(unit->presence), page->language));
    if (!unit->online) {
        add_part(&state, hv_word(HV_WORD_UNIT_OFFLINE, page->language));
    }
    add_place(&state, unit, definition, page->language);
    for (size_t i = 0; i < unit->n_seats; i++) {
        const char *name = unit->seats[i]->name;

        add_part(&names, name[0] != '\0' ? name : "…");
        if (is_present(unit)) {
            add_named(&state, hv_word(word_of_seat(unit->seats[i]), page->language), name);
        }
        if (unit->seats[i]->split) {
            add_named(&state, hv_word(HV_WORD_SEAT_SPLIT, page->language), name);
        }
        if (unit->seats[i]->rests_until > now) {
            add_named(&state, hv_word(HV_WORD_SEAT_RESTS, page->language), name);
        }
    }
    snprintf(label, sizeof label, "%2u", unit->unit);
    hv_page_item(page, 0, label, names.text);
    hv_page_add(page, 4, state.text);
    add_requests(page, unit);
}

static const Houvast__V1__BoardStep *step_under_way(const Houvast__V1__BoardPane *board)
{
    for (size_t i = 0; i < board->n_steps; i++) {
        if (board->step != 0 && board->steps[i]->step == board->step) {
            return board->steps[i];
        }
    }
    return NULL;
}

static void add_guests(struct hv_page *page, const Houvast__V1__BoardPane *board)
{
    hv_page_gap(page);
    for (size_t i = 0; i < board->n_guests; i++) {
        hv_page_fill(page, HV_WORD_GUESTS_WAIT, hv_digits(board->guests[i]->device).text);
    }
}

void hv_render_board(struct hv_page *page,
                     const Houvast__V1__BoardPane *board,
                     const Houvast__V1__StagePane *stage,
                     const struct hv_definitions *definitions,
                     int64_t now)
{
    const Houvast__V1__BoardStep *step = step_under_way(board);
    const Houvast__V1__Definition *definition = NULL;

    if (stage != NULL) {
        hv_render_where(page, stage);
        if (stage->announcement[0] != '\0') {
            hv_page_fill(page, HV_WORD_ANNOUNCED, stage->announcement);
        }
    }
    if (step != NULL && step->exercise.len > 0) {
        definition = definitions->find(definitions->data, &step->exercise);
    }
    hv_page_gap(page);
    for (size_t i = 0; i < board->n_units; i++) {
        add_unit(page, board->units[i], definition, now);
    }
    if (board->n_guests > 0) {
        add_guests(page, board);
    }
    if (step != NULL && step->example_answers > 0) {
        hv_page_fill(page, HV_WORD_EXAMPLE_SHOWN, hv_digits(board->example_shown).text,
                     hv_digits(step->example_answers).text);
    }
    if (board->notes > 0) {
        hv_page_gap(page);
        hv_page_fill(page, HV_WORD_NOTES_WAIT, hv_digits(board->notes).text);
    }
    if (board->too_few > 0) {
        hv_page_say(page, HV_WORD_TOO_FEW);
    }
}

/* ---- Agenda ---- */

const char *hv_board_step_title(const Houvast__V1__BoardStep *step,
                                const struct hv_definitions *definitions,
                                enum hv_client_language language)
{
    const Houvast__V1__Definition *definition;

    if (step->title != NULL && hv_text_in(step->title, language)[0] != '\0') {
        return hv_text_in(step->title, language);
    }
    definition =
        step->exercise.len > 0 ? definitions->find(definitions->data, &step->exercise) : NULL;
    return definition != NULL ? hv_text_in(definition->title, language) : "";
}

static enum hv_word word_of_step(Houvast__V1__StepState state)
{
    switch ((int)state) {
    case HOUVAST__V1__STEP_STATE__STEP_STATE_UNDER_WAY:
        return HV_WORD_STEP_NOW;
    case HOUVAST__V1__STEP_STATE__STEP_STATE_DONE:
        return HV_WORD_STEP_DONE;
    case HOUVAST__V1__STEP_STATE__STEP_STATE_SKIPPED:
        return HV_WORD_STEP_SKIPPED;
    default:
        return HV_WORD_STEP_PLANNED;
    }
}

void hv_render_agenda(struct hv_page *page,
                      const Houvast__V1__BoardPane *board,
                      const struct hv_definitions *definitions)
{
    for (size_t i = 0; i < board->n_steps; i++) {
        const Houvast__V1__BoardStep *step = board->steps[i];
        struct parts parts = { .size = 0 };
        char label[32], minutes[32];

        if (step->number[0] != '\0') {
            add_part(&parts, step->number);
        }
        add_part(&parts, hv_board_step_title(step, definitions, page->language));
        if (step->minutes > 0) {
            snprintf(minutes, sizeof minutes, "%u min", step->minutes);
            add_part(&parts, minutes);
        }
        if (step->state != HOUVAST__V1__STEP_STATE__STEP_STATE_PLANNED) {
            add_part(&parts, hv_word(word_of_step(step->state), page->language));
        }
        snprintf(label, sizeof label, "%s%2zu",
                 step->state == HOUVAST__V1__STEP_STATE__STEP_STATE_UNDER_WAY ? "> " : "  ", i + 1);
        hv_page_item(page, 0, label, parts.text);
    }
}

/* ---- Rows of reads ---- */

static void add_section(struct hv_page *page, enum hv_word heading, const Houvast__V1__Text *text)
{
    const char *words = hv_text_in(text, page->language);

    if (words[0] != '\0') {
        hv_page_gap(page);
        hv_page_say(page, heading);
        hv_page_add(page, 2, words);
    }
}

void hv_render_card(struct hv_page *page, const Houvast__V1__ReadRow *row)
{
    const Houvast__V1__Card *card = row->card;

    add_section(page, HV_WORD_CARD_SAY, row->say);
    if (card == NULL) {
        return;
    }
    add_section(page, HV_WORD_CARD_SAY, card->say);
    add_section(page, HV_WORD_CARD_PURPOSE, card->purpose);
    add_section(page, HV_WORD_CARD_ROOM, card->room);
    add_section(page, HV_WORD_CARD_WATCH, card->watch);
    add_section(page, HV_WORD_CARD_STUCK, card->if_stuck);
    add_section(page, HV_WORD_CARD_STOP, card->stop_if);
    add_section(page, HV_WORD_CARD_AFTER, card->after);
    if (card->n_examples > 0) {
        hv_page_gap(page);
        hv_page_say(page, HV_WORD_CARD_EXAMPLES);
    }
    for (size_t i = 0; i < card->n_examples; i++) {
        hv_page_item(page, 2, hv_digits((int64_t)i + 1).text,
                     hv_text_in(card->examples[i], page->language));
    }
}

static const Houvast__V1__Field *field_of(const Houvast__V1__ReadRow *row,
                                          const struct hv_definitions *definitions)
{
    const Houvast__V1__Definition *definition =
        row->exercise.len > 0 ? definitions->find(definitions->data, &row->exercise) : NULL;

    return definition != NULL && row->field < definition->n_fields ? definition->fields[row->field]
                                                                   : NULL;
}

/* The answer of a row on a page of its own, so that it can hang behind a label. */
static void add_row_answer(struct hv_page *page,
                           const char *label,
                           const Houvast__V1__ReadRow *row,
                           const struct hv_definitions *definitions)
{
    struct hv_question question = { .field = field_of(row, definitions), .run = row->run };
    struct hv_page answer;

    if (question.field == NULL) {
        return;
    }
    hv_page_init(&answer, page->language, 4000);
    hv_render_answer(&answer, 0, &question, row->answer, row->value);
    hv_page_item(page, 2, label, hv_page_text(&answer));
    hv_page_free(&answer);
}

void hv_render_note(struct hv_page *page,
                    const Houvast__V1__ReadRow *row,
                    uint32_t number,
                    const struct hv_definitions *definitions)
{
    char label[96];

    snprintf(label, sizeof label, "%2u%s%s%s", number, row->picked ? " *" : "",
             row->name[0] != '\0' ? " " : "", row->name);
    add_row_answer(page, label, row, definitions);
}

/* Beside whose it is: a person's, a couple's together, or nobody's that is told. */
static void add_given(struct hv_page *page,
                      const Houvast__V1__ReadRow *row,
                      const struct hv_definitions *definitions)
{
    const struct hv_digits digits = hv_digits(row->unit);
    const char *const number[] = { digits.text, NULL };
    char *couple = hv_fill(hv_word(HV_WORD_GIVEN_BY_COUPLE, page->language), number);
    bool together = row->seat == 0 && row->unit != 0 && couple != NULL;

    add_row_answer(page,
                   row->name[0] != '\0' ? row->name
                   : together           ? couple
                                        : "-",
                   row, definitions);
    free(couple);
}

void hv_render_given(struct hv_page *page,
                     const Houvast__V1__ReadRow *row,
                     const struct hv_definitions *definitions)
{
    const Houvast__V1__Field *field = field_of(row, definitions);

    if (field != NULL) {
        hv_page_gap(page);
        hv_page_add(page, 0, hv_text_in(field->prompt, page->language));
        add_given(page, row, definitions);
    }
}

static enum hv_word word_of_role(Houvast__V1__Role role)
{
    switch ((int)role) {
    case HOUVAST__V1__ROLE__ROLE_GUEST:
        return HV_WORD_ROLE_GUEST;
    case HOUVAST__V1__ROLE__ROLE_CO_FACILITATOR:
        return HV_WORD_ROLE_CO_FACILITATOR;
    case HOUVAST__V1__ROLE__ROLE_TABLE:
        return HV_WORD_ROLE_TABLE;
    case HOUVAST__V1__ROLE__ROLE_PEN:
        return HV_WORD_ROLE_PEN;
    case HOUVAST__V1__ROLE__ROLE_PROJECTOR:
        return HV_WORD_ROLE_PROJECTOR;
    case HOUVAST__V1__ROLE__ROLE_OBSERVER:
        return HV_WORD_ROLE_OBSERVER;
    default:
        return HV_WORD_ROLE_FACILITATOR;
    }
}

void hv_render_roster_row(struct hv_page *page, const Houvast__V1__ReadRow *row, const char *name)
{
    if (row->device == 0) {
        hv_page_fill(page, HV_WORD_ROSTER_SEAT, hv_digits(row->unit).text, name);
    } else if (row->role == HOUVAST__V1__ROLE__ROLE_PEN && row->seat != 0) {
        hv_page_fill(page, HV_WORD_ROSTER_PEN, hv_digits(row->device).text, name,
                     hv_digits(row->unit).text);
    } else if (row->seat != 0 || row->unit != 0) {
        hv_page_fill(page, HV_WORD_ROSTER_DEVICE_OF, hv_digits(row->device).text,
                     hv_word(word_of_role(row->role), page->language), hv_digits(row->unit).text);
    } else {
        hv_page_fill(page, HV_WORD_ROSTER_DEVICE, hv_digits(row->device).text,
                     hv_word(word_of_role(row->role), page->language));
    }
}

/* ---- One person ---- */

static enum hv_word word_of_light(Houvast__V1__Light light)
{
    switch ((int)light) {
    case HOUVAST__V1__LIGHT__LIGHT_GREEN:
        return HV_WORD_LIGHT_GREEN;
    case HOUVAST__V1__LIGHT__LIGHT_ORANGE:
        return HV_WORD_LIGHT_ORANGE;
    case HOUVAST__V1__LIGHT__LIGHT_RED:
        return HV_WORD_LIGHT_RED;
    default:
        return HV_WORD_LIGHT_NONE;
    }
}

void hv_render_person(struct hv_page *page, const Houvast__V1__ReadRow *row, const char *name)
{
    static const enum hv_word tags[] = {
        HV_WORD_TAG_FEAR,       HV_WORD_TAG_VIOLENCE,      HV_WORD_TAG_AFFAIR,
        HV_WORD_TAG_DISCLOSURE, HV_WORD_TAG_CRISIS,        HV_WORD_TAG_INTOXICATED,
        HV_WORD_TAG_TRAUMA,     HV_WORD_TAG_SEXUAL_HARM,   HV_WORD_TAG_SEPARATING,
        HV_WORD_TAG_CHILD,      HV_WORD_TAG_SHARED_DEVICE, HV_WORD_TAG_LANGUAGE,
    };

    hv_page_fill(page, HV_WORD_PERSON_OF, name);
    hv_page_say(page, word_of_light(row->light));
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        char label[16];

        snprintf(label, sizeof label, "[%c] %2zu", (row->tags >> (i + 1) & 1) != 0 ? 'x' : ' ',
                 i + 1);
        hv_page_item(page, 2, label, hv_word(tags[i], page->language));
    }
    if (row->note_text[0] != '\0') {
        hv_page_gap(page);
        hv_page_add(page, 2, row->note_text);
    }
    hv_page_gap(page);
    hv_page_say(page, HV_WORD_PERSON_WHAT);
    hv_page_say(page, HV_WORD_PERSON_HOW);
}
