/* SPDX-License-Identifier: EUPL-1.2 */
#include "story_moves.h"

#include <string.h>

#include "core/group_state.h"
#include "core/scopes.h"

struct hv_bytes story_canary(const struct story *story, enum story_class item)
{
    if (story->found[item].size != 0) {
        return story->found[item];
    }
    return (struct hv_bytes){ story->canaries[item], HALL_CANARY };
}

/* The table asks nobody who has a pen. */
static void remove_pens(struct story *story)
{
    const uint16_t pens[] = { hall_pen(&story->hall, story->author), story->hall.locked_pen };

    for (size_t i = 0; i < sizeof pens / sizeof pens[0]; i++) {
        hall_try(&story->hall, (struct hv_command){ .type = HV_COMMAND_REMOVE_DEVICE,
                                                    .device = story->hall.facilitator,
                                                    .remove_device.device = pens[i] });
    }
}

/* Where the author is in the end, and what the author does there. A break locked the seat; who
 * unlocks it then still sees a covered table. */
static void finish(struct story *story)
{
    struct hall *hall = &story->hall;
    uint16_t device = story->pass ? story_author_table(story) : hall_pen(hall, story->author);
    struct hv_command unlock = { .type = HV_COMMAND_UNLOCK_SEAT,
                                 .device = device,
                                 .unlock_seat.seat = story->author };
    struct hv_command ask = { .type = HV_COMMAND_ASK_MORE_TIME,
                              .device = story_author_table(story) };

    if (story->choices.author_closes && story->state == STORY_STATE_drafted) {
        hall_close(hall, story->author, HV_ROUND_FIRST, STORY_NOTHING, HV_SIGNAL_NOTHING);
        story_plant(story, STORY_CLASS_progress);
    }
    if (story->choices.partner_closes && story->state == STORY_STATE_kept) {
        hall_close(hall, story->partner, HV_ROUND_FIRST, STORY_NOTHING, HV_SIGNAL_NOTHING);
        story_plant(story, STORY_CLASS_both_ready);
    }
    if (story->pass) {
        remove_pens(story);
    }
    if (story->state != STORY_STATE_dealt) {
        hall_try(hall, unlock);
    }
    if (story->state == STORY_STATE_locked) {
        hall_must(hall, (struct hv_command){ .type = HV_COMMAND_LOCK_SEAT,
                                             .device = device,
                                             .seat_choice.seat = story->author });
    }
    unlock.unlock_seat.proof = HV_PROOF_WRONG;
    for (int i = 0; story->choices.tries && i < HV_WORDS_TRIES; i++) {
        story->planted[STORY_CLASS_tries] = hall_try(hall, unlock) == HV_DECIDED;
    }
    if (story->choices.withdraws && story->state != STORY_STATE_withdrawn) {
        story->planted[STORY_CLASS_consent] =
            hall_try(hall, story_withdrawal(story, device)) == HV_DECIDED;
    }
    if (story->state != STORY_STATE_handled) {
        story_say(story);
    }
    if (story->choices.narrows) {
        story->planted[STORY_CLASS_narrowing] =
            hall_try(hall, story_narrowing(story, HALL_JOINT, HV_VISIBLE_SELF)) == HV_DECIDED;
    }
    if (story->choices.splits) {
        story->planted[STORY_CLASS_split] = hall_try(hall, story_split(story)) == HV_DECIDED;
    }
    if (story->choices.widens_joint && story->state < STORY_STATE_turn_before) {
        const struct hv_command yes =
            story_widening(story, device, story->author, 1u << HALL_JOINT, true);
        story->planted[STORY_CLASS_joint_yes] = hall_try(hall, yes) == HV_DECIDED &&
                                                story->state != STORY_STATE_joint_both_yes &&
                                                story->state != STORY_STATE_joint_yes_off;
    }
    if (story->choices.lets_joint_go && story->state < STORY_STATE_turn_before &&
        !story->planted[STORY_CLASS_joint_go]) {
        const struct hv_command yes = story_letting_go(story, device, story->author, true);
        story->planted[STORY_CLASS_joint_go] =
            hall_try(hall, yes) == HV_DECIDED && story->state != STORY_STATE_joint_go_both &&
            story->state != STORY_STATE_joint_go_picked && story->state != STORY_STATE_joint_go_off;
    }
    if (story->choices.lit) {
        story->planted[STORY_CLASS_person_light] =
            hall_try(hall, story_lights(story, HV_LIGHT_ORANGE)) == HV_DECIDED;
    }
    if (story->choices.tagged) {
        story->planted[STORY_CLASS_person_tag] =
            hall_try(hall, story_tags(story, HV_TAG_TRAUMA)) == HV_DECIDED;
    }
    if (story->choices.more_time && story->state != STORY_STATE_handled) {
        story->planted[STORY_CLASS_more_time] = hall_try(hall, ask) == HV_DECIDED;
    }
}

/* What lets people in, as it stands in the end. A seat that has a pen shows no code. */
static void plant_codes(struct story *story)
{
    const struct hv_group *group = story->hall.group;
    const struct hv_seat *seat = hv_find_seat(group, story->author);
    const struct hv_key_scope scope = hv_scope_outbox(group, seat);

    if (group->lobby_open) {
        story_plant_found(story, STORY_CLASS_walk_in, group->lobby_code, sizeof group->lobby_code);
    }
    story_plant_found(story, STORY_CLASS_card, group->units[0].card_code,
                      sizeof group->units[0].card_code);
    story_plant_found(story,
                      hv_find_pen(group, story->author) == NULL ? STORY_CLASS_pen_code
                                                                : STORY_CLASS_spent_code,
                      seat->pen_code, sizeof seat->pen_code);
    if (seat->words.present) {
        story_plant_found(story, STORY_CLASS_words, seat->words.bytes, seat->words.size);
    }
    story_plant_found(story, STORY_CLASS_consent_hash, seat->consent_hash.b,
                      sizeof seat->consent_hash.b);
    hv_key_scope_bytes(&scope, story->outbox);
    story_plant_found(story, STORY_CLASS_outbox, story->outbox, sizeof story->outbox);
}

static void tell_all(struct story *story)
{
    struct hall *hall = &story->hall;

    hall_must(hall, (struct hv_command){ .type = HV_COMMAND_ANNOUNCE,
                                         .device = hall->facilitator,
                                         .announce.text =
                                             story_canary(story, STORY_CLASS_announcement) });
    hall_must(hall, (struct hv_command){
                        .type = HV_COMMAND_WRITE_WALL,
                        .device = hall->facilitator,
                        .write_wall = { .field = 0xff,
                                        .text = story_canary(story, STORY_CLASS_spoken) } });
    hall_must(hall, (struct hv_command){
                        .type = HV_COMMAND_WRITE_NOTE,
                        .device = hall->facilitator,
                        .write_note = { .seat = story->author,
                                        .revision = 1,
                                        .text = story_canary(story, STORY_CLASS_note) } });
    story_plant(story, STORY_CLASS_note);
    story_plant(story, STORY_CLASS_announcement);
    story_plant(story, STORY_CLASS_spoken);
    story_plant(story, STORY_CLASS_alias);
    story_plant_text(story, STORY_CLASS_guide, HALL_GUIDE);
}

bool story_tell(struct story *story,
                uint64_t seed,
                enum story_state state,
                uint16_t author,
                bool pass,
                struct story_choices choices)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
    struct hv_bytes names[HALL_SEATS];

    memset(story, 0, sizeof *story);
    story->state = state;
    story->choices = choices;
    story->author = author;
    story->partner = (uint16_t)(3 - author);
    story->pass = pass;
    for (size_t i = 0; i < sizeof story->canaries; i++) {
        (&story->canaries[0][0])[i] = (uint8_t)letters[hall_random(&seed) % 32];
    }
    for (size_t i = 0; i < HALL_SEATS; i++) {
        names[i] = hv_bytes_from_text("someone");
    }
    names[author - 1] = story_canary(story, STORY_CLASS_alias);
    hall_open(&story->hall, seed, author, names);
    tell_all(story);
    if (state < STORY_STATE_turn_before) {
        story_tell_together(story);
    } else if (state >= STORY_STATE_gate_ready) {
        story_tell_gates(story);
    } else if (!story_tell_turns(story)) {
        return false;
    }
    finish(story);
    plant_codes(story);
    return true;
}

void story_free(struct story *story)
{
    hall_free(&story->hall);
}

/* ---- Observers ---- */

/* Who was the partner until the author was split. */
static bool is_ex_partner(const struct story *story)
{
    return story->state == STORY_STATE_split || story->state == STORY_STATE_split_open ||
           story->state == STORY_STATE_closed_space || story->state == STORY_STATE_turn_split;
}

unsigned story_devices(const struct story *story,
                       enum story_observer observer,
                       uint16_t ret[STORY_DEVICES_MAX])
{
    const struct hall *hall = &story->hall;

    switch (observer) {
    case STORY_OBSERVER_author:
        ret[0] = hall_pen(hall, story->author);
        return story->pass ? 0 : 1;
    case STORY_OBSERVER_sitting:
        ret[0] = story_author_table(story);
        return story->pass ? 1 : 0;
    case STORY_OBSERVER_partner:
        ret[0] = hall_pen(hall, story->partner);
        return 1;
    case STORY_OBSERVER_table:
        ret[0] = story_author_table(story);
        return story->pass ? 0 : 1;
    case STORY_OBSERVER_locked_pen:
        ret[0] = hall->locked_pen;
        return story->pass ? 0 : 1;
    case STORY_OBSERVER_other:
        ret[0] = hall_pen(hall, 3);
        return 1;
    case STORY_OBSERVER_other_table:
        ret[0] = hall_table(hall, 3);
        return 1;
    case STORY_OBSERVER_facilitator:
        ret[0] = hall->facilitator;
        return 1;
    case STORY_OBSERVER_co_facilitator:
        ret[0] = hall->co_facilitator;
        return 1;
    case STORY_OBSERVER_projector:
        ret[0] = hall->projector;
        return 1;
    case STORY_OBSERVER_observer:
        ret[0] = hall->observer;
        return 1;
    case STORY_OBSERVER_removed:
        ret[0] = hall->removed_pen;
        return 1;
    case STORY_OBSERVER_guest:
        ret[0] = hall->guest;
        return 1;
    case STORY_OBSERVER_unbound:
        ret[0] = hall->unbound_pen;
        return 1;
    case STORY_OBSERVER_stranger:
        ret[0] = 0;
        ret[1] = 999;
        ret[2] = UINT16_MAX;
        return 3;
    case STORY_OBSERVER_ex_partner:
        ret[0] = hall_pen(hall, story->partner);
        return is_ex_partner(story) ? 1 : 0;
    case STORY_OBSERVER_removed_person:
        ret[0] = hall_pen(hall, story->author);
        ret[1] = hall_pen(hall, story->partner);
        ret[2] = story_author_table(story);
        ret[3] = hall->locked_pen;
        return story->state == STORY_STATE_unit_removed ? 4 : 0;
    case STORY_OBSERVER_other_trainer:
    case STORY_OBSERVER_operator:
    case STORY_OBSERVERS:
        break;
    }
    return 0;
}
