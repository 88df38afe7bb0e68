/* SPDX-License-Identifier: EUPL-1.2 */
/* The keys that no one needs any more once a record is stored. */
#include "core/group.h"
#include "core/group_state.h"
#include "core/scopes.h"
#include "core/visible.h"

struct useless {
    struct hv_key_scope *scopes;
    uint32_t count;
    uint32_t most;
    uint32_t skip; /* named by earlier calls */
};

static void add_useless(struct useless *useless, struct hv_key_scope scope)
{
    if (useless->skip > 0) {
        useless->skip--;
        return;
    }
    for (uint32_t i = 0; i < useless->count; i++) {
        if (hv_key_scope_equal(&useless->scopes[i], &scope)) {
            return;
        }
    }
    if (useless->count < useless->most) {
        useless->scopes[useless->count++] = scope;
    }
}

/* What the envelope carries is under its own keys now: its drafts have served. */
static void useless_at_closing(struct useless *useless,
                               const struct hv_group *group,
                               const struct hv_event *event)
{
    const struct hv_run *run = hv_find_run(group, event->envelope_closed.run);

    if (run != NULL) {
        add_useless(useless,
                    hv_scope_answer(run, event->envelope_closed.seat, event->envelope_closed.round,
                                    HV_KEEP_DRAFT, event->envelope_closed.generation));
    }
}

/* The classes of keys under which answers may lie. */
static const enum hv_keep answer_classes[] = { HV_KEEP_DRAFT, HV_KEEP_MEETING, HV_KEEP_COURSE,
                                               HV_KEEP_INTAKE };
enum {
    ANSWER_CLASSES = sizeof answer_classes / sizeof answer_classes[0]
};

static void useless_generation(struct useless *useless,
                               const struct hv_run *run,
                               uint16_t seat,
                               enum hv_round round,
                               uint16_t generation)
{
    for (unsigned i = 0; i < ANSWER_CLASSES; i++) {
        add_useless(useless, hv_scope_answer(run, seat, round, answer_classes[i], generation));
    }
}

/* What it held are drafts again: what was shown for a while stays nowhere. Its signal was given,
 * and stays. */
static void useless_at_reopening(struct useless *useless,
                                 const struct hv_group *group,
                                 const struct hv_event *event)
{
    const struct hv_run *run = hv_find_run(group, event->envelope_reopened.run);

    if (run != NULL) {
        useless_generation(useless, run, event->envelope_reopened.seat,
                           event->envelope_reopened.round,
                           (uint16_t)(event->envelope_reopened.generation - 1));
    }
}

/* Of a run of this meeting: what was begun in an envelope before new words were dealt. */
static void useless_drafts(struct useless *useless,
                           const struct hv_group *group,
                           const struct hv_run *run,
                           uint16_t seat)
{
    const struct hv_reflection *reflection = hv_reflection_of(group, run, seat);

    for (enum hv_round round = HV_ROUND_FIRST;
         reflection != NULL && run->meeting == group->meetings_opened && round <= HV_ROUND_SECOND;
         round++) {
        const struct hv_envelope *envelope = &reflection->envelopes[round];

        if (!envelope->closed && envelope->generation > 0) {
            useless_generation(useless, run, seat, round, (uint16_t)(envelope->generation - 1));
        }
    }
}

static void add_handled(struct useless *useless, const struct hv_signals *signals)
{
    for (unsigned i = 0; i < signals->handled; i++) {
        add_useless(useless, signals->slots[i].scope);
    }
}

/* Those of all pages go, whether anything was said there or not: which one stays would tell. */
static void
add_pages(struct useless *useless, const struct hv_group *group, const struct hv_unit *unit)
{
    struct hv_unit before = *unit;

    before.signals_seen_to--;
    add_useless(useless, hv_scope_page_signal(&before, 0, group->meetings_opened));
    for (unsigned member = 0; member < unit->member_count; member++) {
        add_useless(useless, hv_scope_page_signal(&before, (uint16_t)(unit->first_seat + member),
                                                  group->meetings_opened));
    }
}

static void useless_when_handled(struct useless *useless,
                                 const struct hv_group *group,
                                 const struct hv_event *event)
{
    const struct hv_unit *unit = hv_find_unit(group, event->request_handled.unit);

    if (unit == NULL || !event->request_handled.signal) {
        return;
    }
    add_handled(useless, &unit->signals);
    for (unsigned member = 0; member < unit->member_count; member++) {
        add_handled(useless, &group->seats[unit->first_seat + member - 1].signals);
    }
    add_pages(useless, group, unit);
}

/* A key goes when everything that may lie under it was discarded, written or not: whether it goes
 * must not tell what was. */
static void useless_of_envelope(struct useless *useless,
                                const struct hv_run *run,
                                uint16_t seat,
                                enum hv_round round,
                                const struct hv_reflection *reflection)
{
    for (unsigned i = 0; i < ANSWER_CLASSES; i++) {
        uint32_t fields = hv_fields_of_class(run, round, answer_classes[i]);

        if (fields != 0 && (fields & ~reflection->discarded) == 0) {
            add_useless(useless, hv_scope_answer(run, seat, round, answer_classes[i],
                                                 reflection->envelopes[round].generation));
        }
    }
}

/* The words on a slip have served, or have been replaced. */
static void useless_words(struct useless *useless, uint16_t seat, unsigned life)
{
    add_useless(useless, hv_scope_words(seat, (uint16_t)life));
}

static void useless_when_unlocked(struct useless *useless,
                                  const struct hv_group *group,
                                  const struct hv_event *event)
{
    const struct hv_seat *seat = hv_find_seat(group, event->seat_unlocked.seat);

    if (seat != NULL) {
        useless_words(useless, seat->number, seat->life);
    }
}

/* With new words: what was begun and not closed, and what pages kept of it. */
static void useless_when_dealt(struct useless *useless,
                               const struct hv_group *group,
                               const struct hv_event *event)
{
    const struct hv_seat *seat = hv_find_seat(group, event->words_dealt.seat);
    struct hv_seat before;

    if (seat == NULL || seat->life == 0) {
        return;
    }
    before = *seat;
    before.life--;
    useless_words(useless, seat->number, before.life);
    add_useless(useless, hv_scope_outbox(group, &before));
    for (uint32_t i = 1; i <= group->run_count; i++) {
        useless_drafts(useless, group, hv_find_run(group, i), seat->number);
    }
}

/* A block is over: what its members chose alike stands nowhere any more. */
static void useless_matches(struct useless *useless, const struct hv_group *group, uint32_t number)
{
    const struct hv_run *run = hv_find_run(group, number);

    for (uint16_t unit = 1; run != NULL && unit <= group->unit_count; unit++) {
        if (hv_unit_in_run(run, unit)->matched != NULL) {
            add_useless(useless, hv_scope_matched(run, unit));
        }
    }
}

/* What was discarded, once its block is over. */
static void useless_discards(struct useless *useless, const struct hv_group *group, uint32_t number)
{
    const struct hv_run *run = hv_find_run(group, number);

    for (uint16_t seat = 1; run != NULL && seat <= group->seat_count; seat++) {
        const struct hv_reflection *reflection = hv_reflection_of(group, run, seat);

        if (reflection != NULL) {
            useless_of_envelope(useless, run, seat, HV_ROUND_FIRST, reflection);
            useless_of_envelope(useless, run, seat, HV_ROUND_SECOND, reflection);
        }
    }
}

/* In an open block it stays until that ends: see hv_evolve_taken_back. */
static void useless_when_taken_back(struct useless *useless,
                                    const struct hv_group *group,
                                    const struct hv_event *event)
{
    const struct hv_run *run = hv_find_run(group, event->taken_back.run);

    if (run != NULL && (run->over || !hv_in_block(run))) {
        useless_discards(useless, group, run->number);
    }
}

/* The light is set: what facilitators had to know for it has served, of all that is closed. Closing
 * was for good, so these are never made again. */
static void useless_when_lit(struct useless *useless,
                             const struct hv_group *group,
                             const struct hv_event *event)
{
    uint16_t seat = event->light_set.seat;

    for (uint32_t i = 1; i <= group->run_count; i++) {
        const struct hv_run *run = hv_find_run(group, i);
        const struct hv_reflection *reflection = hv_reflection_of(group, run, seat);

        for (enum hv_round round = HV_ROUND_FIRST; reflection != NULL && round <= HV_ROUND_SECOND;
             round++) {
            if (reflection->envelopes[round].closed &&
                hv_fields_of_class(run, round, HV_KEEP_INTAKE) != 0) {
                add_useless(useless, hv_scope_answer(run, seat, round, HV_KEEP_INTAKE,
                                                     reflection->envelopes[round].generation));
            }
        }
    }
}

/* With the key go all versions of it, which lie in the journal. */
static void useless_when_note_taken_away(struct useless *useless,
                                         const struct hv_group *group,
                                         const struct hv_event *event)
{
    const struct hv_seat *seat = hv_find_seat(group, event->note_written.seat);

    if (seat != NULL && !event->note_written.text.present) {
        add_useless(useless,
                    hv_scope_person_note(seat->number, (uint16_t)(seat->notes_taken_away - 1)));
    }
}

uint32_t hv_group_useless_keys(const struct hv_group *group,
                               const struct hv_record *record,
                               uint32_t skip,
                               struct hv_key_scope *ret,
                               uint32_t most)
{
    struct useless useless = { .scopes = ret, .most = most, .skip = skip };

    for (uint32_t i = 0; i < record->event_count; i++) {
        const struct hv_event *event = &record->events[i];

        switch ((int)event->type) {
        case HV_EVENT_ENVELOPE_CLOSED:
            useless_at_closing(&useless, group, event);
            break;
        case HV_EVENT_ENVELOPE_REOPENED:
            useless_at_reopening(&useless, group, event);
            break;
        case HV_EVENT_REQUEST_HANDLED:
            useless_when_handled(&useless, group, event);
            break;
        case HV_EVENT_SEAT_UNLOCKED:
            useless_when_unlocked(&useless, group, event);
            break;
        case HV_EVENT_WORDS_DEALT:
            useless_when_dealt(&useless, group, event);
            break;
        case HV_EVENT_TAKEN_BACK:
            useless_when_taken_back(&useless, group, event);
            break;
        case HV_EVENT_LIGHT_SET:
            useless_when_lit(&useless, group, event);
            break;
        case HV_EVENT_NOTE_WRITTEN:
            useless_when_note_taken_away(&useless, group, event);
            break;
        case HV_EVENT_STAGE_MOVED:
            useless_matches(&useless, group, event->stage_moved.run);
            useless_discards(&useless, group, event->stage_moved.run);
            break;
        case HV_EVENT_RUN_ENDED:
            useless_matches(&useless, group, event->run_ended.run);
            useless_discards(&useless, group, event->run_ended.run);
            break;
        default:
            break;
        }
    }
    return useless.count;
}
