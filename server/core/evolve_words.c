/* SPDX-License-Identifier: EUPL-1.2 */
/* Who holds a seat, and with what. */
#include "core/evolve.h"
#include "core/scopes.h"
#include "core/slot.h"

bool hv_evolve_holds_a_seat(const struct hv_group *group, uint16_t device)
{
    for (unsigned i = 0; i < group->seat_count; i++) {
        if (group->seats[i].unlocked_on == device) {
            return true;
        }
    }
    return false;
}

void hv_evolve_end_ticket(struct hv_seat *seat)
{
    memset(seat->ticket_hash, 0, sizeof seat->ticket_hash);
}

enum hv_code
hv_evolve_words(struct hv_group *group, struct hv_seat *seat, const struct hv_recorded_words *words)
{
    struct hv_key_scope scope = hv_scope_words(seat->number, seat->life);

    if (words->verifier.size < 1 || words->verifier.size > HV_WORDS_PROOF_MAX ||
        !words->words.present || !hv_key_scope_equal(&words->words.scope, &scope)) {
        return HV_ECORRUPT;
    }
    memset(seat->verifier, 0, sizeof seat->verifier);
    memcpy(seat->verifier, words->verifier.data, words->verifier.size);
    seat->tries = 0;
    seat->rests_until = 0;
    return hv_slot_store(group->arena, &seat->words, &words->words);
}

/* ---- Unlocking and locking ---- */

static bool is_zero(const uint8_t hash[HV_TOKEN_HASH_SIZE])
{
    static const uint8_t zero[HV_TOKEN_HASH_SIZE];

    return memcmp(hash, zero, sizeof zero) == 0;
}

static bool may_hold(const struct hv_group *group, const struct hv_seat *seat, uint16_t number)
{
    const struct hv_device *device = hv_find_device(group, number);

    return device != NULL && !device->removed && device->unit == seat->unit &&
           (device->role != HV_ROLE_PEN || device->seat == seat->number) &&
           seat->unlocked_on == 0 && !hv_evolve_holds_a_seat(group, number) && group->meeting_open;
}

enum hv_code hv_evolve_seat_unlocked(struct hv_group *group,
                                     const struct hv_cause *cause,
                                     const struct hv_event *event)
{
    struct hv_seat *seat = hv_evolve_seat(group, event->seat_unlocked.seat);

    (void)cause;
    if (seat == NULL || !may_hold(group, seat, event->seat_unlocked.device) ||
        is_zero(event->seat_unlocked.ticket_hash)) {
        return HV_ECORRUPT;
    }
    seat->unlocked_on = event->seat_unlocked.device;
    for (unsigned i = 0; i < group->seat_count; i++) {
        if (group->seats[i].last_on == seat->unlocked_on) {
            group->seats[i].last_on = 0;
        }
    }
    seat->last_on = seat->unlocked_on;
    memcpy(seat->ticket_hash, event->seat_unlocked.ticket_hash, HV_TOKEN_HASH_SIZE);
    seat->tries = 0;
    seat->rests_until = 0;
    hv_slot_clear(&seat->words);
    return HV_OK;
}

enum hv_code hv_evolve_seat_locked(struct hv_group *group,
                                   const struct hv_cause *cause,
                                   const struct hv_event *event)
{
    struct hv_seat *seat = hv_evolve_seat(group, event->seat_locked.seat);

    if (seat == NULL) {
        return HV_ECORRUPT;
    }
    seat->unlocked_on = 0;
    seat->locked_at = cause->at;
    if (cause->type == HV_COMMAND_LOCK_SEAT) {
        seat->last_on = 0; /* nothing is under way */
        seat->paused_on = 0;
    }
    if (!event->seat_locked.keeps_ticket) {
        hv_evolve_end_ticket(seat);
    }
    return HV_OK;
}

enum hv_code hv_evolve_seat_tried(struct hv_group *group,
                                  const struct hv_cause *cause,
                                  const struct hv_event *event)
{
    struct hv_seat *seat = hv_evolve_seat(group, event->seat_tried.seat);

    if (seat == NULL) {
        return HV_ECORRUPT;
    }
    seat->tries++;
    if (seat->tries == HV_WORDS_TRIES) {
        seat->tries = 0;
        seat->rests_until = cause->at + HV_WORDS_REST_MS;
    }
    return HV_OK;
}

/* ---- New words ---- */

/* Drafts go; a closed envelope stays as it is, for others. */
static enum hv_code begin_anew(const struct hv_exercise *exercise, struct hv_reflection *written)
{
    for (enum hv_round round = HV_ROUND_FIRST; round <= HV_ROUND_SECOND; round++) {
        struct hv_envelope *envelope = &written->envelopes[round];

        if (envelope->closed) {
            continue;
        }
        if (envelope->generation + 1 == HV_GENERATION_JOINT) {
            return HV_ECORRUPT;
        }
        envelope->generation++;
        for (unsigned i = 0; i < exercise->field_count; i++) {
            if (exercise->fields[i].round == round) {
                written->fields[i].answer = HV_ANSWER_NONE;
                written->fields[i].revision = 0;
                hv_slot_clear(&written->fields[i].value);
            }
        }
    }
    return HV_OK;
}

static enum hv_code empty_seat(struct hv_group *group, const struct hv_seat *seat)
{
    uint8_t member = hv_member_index(&group->units[seat->unit - 1], seat->number);
    enum hv_code code = HV_OK;

    for (uint32_t i = 0; code == HV_OK && i < group->run_count; i++) {
        struct hv_run *run = group->runs[i];
        struct hv_reflection *written = hv_unit_in_run(run, seat->unit)->members[member];

        /* nobody tells by new words what was said to it with others */
        hv_evolve_ask_again(group, run, seat->unit, UINT32_MAX, (uint8_t)(1u << member));
        if (written != NULL && run->meeting == group->meetings_opened) {
            code = begin_anew(run->exercise, written);
        }
    }
    return code;
}

enum hv_code hv_evolve_words_dealt(struct hv_group *group,
                                   const struct hv_cause *cause,
                                   const struct hv_event *event)
{
    struct hv_seat *seat = hv_evolve_seat(group, event->words_dealt.seat);
    enum hv_code code;

    (void)cause;
    if (seat == NULL || seat->unlocked_on != 0 || seat->life == UINT16_MAX) {
        return HV_ECORRUPT;
    }
    code = empty_seat(group, seat);
    seat->life++;
    seat->last_on = 0;
    seat->paused_on = 0;
    hv_evolve_end_ticket(seat);
    return code == HV_OK ? hv_evolve_words(group, seat, &event->words_dealt.words) : code;
}
