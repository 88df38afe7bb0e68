/* SPDX-License-Identifier: EUPL-1.2 */
/* The two words of a seat: unlocking with them, or with the ticket that they gave; locking; new
 * ones. */
#include "core/decide.h"
#include "core/scopes.h"

/* ---- Unlocking ---- */

static enum hv_refusal check_unlock(const struct hv_deciding *deciding, uint16_t seat)
{
    const struct hv_group *group = deciding->group;
    enum hv_refusal refusal = hv_check_own(deciding, seat);

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    /* Whoever has a pen is asked for nothing on the table that both look at. */
    if (deciding->device->role == HV_ROLE_TABLE && hv_find_pen(group, seat) != NULL) {
        return HV_REFUSAL_NOT_YOURS;
    }
    if (!group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    return hv_group_covered(group) ? HV_REFUSAL_NOT_YET : HV_REFUSAL_NONE;
}

static void
unlock(struct hv_deciding *deciding, const struct hv_seat *seat, const uint8_t *ticket_hash)
{
    uint16_t device = deciding->command->device;
    struct hv_event *event;

    hv_deciding_lock(deciding, 0, device);
    if (seat->unlocked_on != 0 && seat->unlocked_on != device) {
        hv_deciding_lock_seat(deciding, seat);
    }
    event = hv_deciding_emit(deciding, HV_EVENT_SEAT_UNLOCKED);
    event->seat_unlocked.seat = seat->number;
    event->seat_unlocked.device = device;
    memcpy(event->seat_unlocked.ticket_hash, ticket_hash, HV_TOKEN_HASH_SIZE);
    hv_deciding_key(deciding, hv_scope_outbox(deciding->group, seat));
}

/* Words are not looked at while the seat rests: the answer is that of wrong ones, and a record is
 * written just as for them, so that not even its time tells. */
static enum hv_refusal take_words(struct hv_deciding *deciding, const struct hv_seat *seat)
{
    const struct hv_unlock_seat *wanted = &deciding->command->unlock_seat;
    bool rests = hv_seat_rests(seat, deciding->command->now);

    if (wanted->proof == HV_PROOF_RIGHT && !rests) {
        unlock(deciding, seat, wanted->ticket_hash);
        return HV_REFUSAL_NONE;
    }
    deciding->told = HV_REFUSAL_WORDS;
    if (!rests) {
        hv_deciding_emit(deciding, HV_EVENT_SEAT_TRIED)->seat_tried.seat = seat->number;
    }
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_unlock_seat(struct hv_deciding *deciding)
{
    const struct hv_unlock_seat *wanted = &deciding->command->unlock_seat;
    const struct hv_seat *seat = hv_find_seat(deciding->group, wanted->seat);
    enum hv_refusal refusal = check_unlock(deciding, wanted->seat);

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    switch (wanted->proof) {
    case HV_PROOF_RIGHT:
    case HV_PROOF_WRONG:
        return take_words(deciding, seat);
    case HV_PROOF_TICKET:
        if (deciding->device->role != HV_ROLE_PEN ||
            !hv_seat_has_ticket(seat, deciding->command->device)) {
            break;
        }
        if (seat->unlocked_on != deciding->command->device) {
            unlock(deciding, seat, seat->ticket_hash);
        }
        return HV_REFUSAL_NONE;
    case HV_PROOF_NONE:
        break;
    }
    return HV_REFUSAL_WORDS;
}

/* ---- Locking ---- */

/* The server locks the seat of a page that came back without its ticket. */
static enum hv_refusal check_lock(const struct hv_deciding *deciding, uint16_t number)
{
    const struct hv_seat *seat = hv_find_seat(deciding->group, number);

    if (deciding->device != NULL) {
        return hv_check_unlocked(deciding, number);
    }
    return seat != NULL && (seat->unlocked_on != 0 || hv_seat_has_ticket(seat, seat->last_on))
               ? HV_REFUSAL_NONE
               : HV_REFUSAL_LOCKED;
}

enum hv_refusal hv_decide_lock_seat(struct hv_deciding *deciding)
{
    uint16_t number = deciding->command->seat_choice.seat;
    enum hv_refusal refusal = check_lock(deciding, number);

    if (refusal == HV_REFUSAL_NONE) {
        hv_deciding_lock_seat(deciding, hv_find_seat(deciding->group, number));
    }
    return refusal == HV_REFUSAL_LOCKED ? HV_REFUSAL_NONE : refusal;
}

/* ---- New words ---- */

bool hv_are_words(const struct hv_new_words *words)
{
    return words->text.size >= 1 && words->text.size <= HV_WORDS_TEXT_MAX &&
           words->verifier.size >= 1 && words->verifier.size <= HV_WORDS_PROOF_MAX;
}

struct hv_recorded_words hv_deciding_words(struct hv_deciding *deciding,
                                           uint16_t seat,
                                           uint16_t life,
                                           const struct hv_new_words *words)
{
    return (struct hv_recorded_words){
        .verifier = hv_deciding_bytes(deciding, words->verifier),
        .words = hv_deciding_part(deciding, hv_scope_words(seat, life), words->text),
    };
}

/* What was begun is put away with its keys; the next that is written there has others. */
static enum hv_refusal
begin_anew(struct hv_deciding *deciding, const struct hv_seat *seat, const struct hv_run *run)
{
    const struct hv_reflection *reflection = hv_reflection_of(deciding->group, run, seat->number);

    for (enum hv_round round = HV_ROUND_FIRST; round <= HV_ROUND_SECOND; round++) {
        if (reflection == NULL || reflection->envelopes[round].closed) {
            continue;
        }
        if (reflection->envelopes[round].generation + 1 == HV_GENERATION_JOINT) {
            return HV_REFUSAL_FULL;
        }
        hv_deciding_envelope_keys(deciding, run, seat->number, round,
                                  (uint16_t)(reflection->envelopes[round].generation + 1));
    }
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_deal_words(struct hv_deciding *deciding)
{
    const struct hv_deal_words *wanted = &deciding->command->deal_words;
    const struct hv_group *group = deciding->group;
    const struct hv_seat *seat = hv_find_seat(group, wanted->seat);
    enum hv_refusal refusal = HV_REFUSAL_NONE;
    struct hv_event *event;

    if (seat == NULL || group->units[seat->unit - 1].removed) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (seat->life == UINT16_MAX) {
        return HV_REFUSAL_FULL;
    }
    if (!hv_are_words(&wanted->words)) {
        return HV_REFUSAL_WORDS;
    }
    for (uint32_t i = 1; refusal == HV_REFUSAL_NONE && i <= group->run_count; i++) {
        const struct hv_run *run = hv_find_run(group, i);

        if (run->meeting == group->meetings_opened) {
            refusal = begin_anew(deciding, seat, run);
        }
    }
    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (seat->unlocked_on != 0) {
        hv_deciding_lock_seat(deciding, seat);
    }
    event = hv_deciding_emit(deciding, HV_EVENT_WORDS_DEALT);
    event->words_dealt.seat = seat->number;
    event->words_dealt.words =
        hv_deciding_words(deciding, seat->number, (uint16_t)(seat->life + 1), &wanted->words);
    return HV_REFUSAL_NONE;
}
