/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * TOGETHER, state by state: each function below tells the story up to the state of its name, most
 * of them from where another one ends. story_tell_together has them all.
 */
#include "story_moves.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/group_state.h"

/* Before the first step. */
static void lobby(struct story *story)
{
    (void)story;
}

/* ---- Envelopes ---- */

/* The other couples answer the scale, so that there are enough answers, in every band. */
static void others_answer(struct story *story)
{
    static const uint8_t answers[] = { 1, 5, 9, 9 };

    for (uint16_t i = 0; i < sizeof answers; i++) {
        story_scale(story, (uint16_t)(3 + i), answers[i]);
        hall_close(&story->hall, (uint16_t)(3 + i), HV_ROUND_FIRST, STORY_NOTHING,
                   HV_SIGNAL_NOTHING);
    }
}

static void drafted(struct story *story)
{
    hall_start(&story->hall, 0, HALL_STEP_TOGETHER, false);
    hall_must(&story->hall, (struct hv_command){ .type = HV_COMMAND_SHOW_EXAMPLE,
                                                 .device = story->hall.facilitator,
                                                 .show_example = { HALL_STEP_TOGETHER, 1 } });
    story_plant_text(story, STORY_CLASS_example, HALL_EXAMPLE_FIRST);
    story_plant_text(story, STORY_CLASS_example_rest, HALL_EXAMPLE_SECOND);
    hall_move(&story->hall, HALL_BRIEF, HALL_SOLO);
    others_answer(story);
    story_write_author(story, true);
    story_write_partner(story, true);
}

static void reopened(struct story *story)
{
    drafted(story);
    story_close_author(story, STORY_ALL);
    hall_must(&story->hall, (struct hv_command){ .type = HV_COMMAND_REOPEN_ENVELOPE,
                                                 .device = hall_pen(&story->hall, story->author),
                                                 .reopen_envelope = { .run = hall_run(&story->hall),
                                                                      .seat = story->author } });
}

static void kept(struct story *story)
{
    drafted(story);
    story_close_author(story, STORY_NOTHING);
}

static void one_side(struct story *story)
{
    drafted(story);
    story_close_both(story, STORY_ALL, STORY_NOTHING);
}

static void ready(struct story *story)
{
    drafted(story);
    story_close_both(story, STORY_ALL, STORY_ALL);
}

static void dealt(struct story *story)
{
    ready(story);
    hall_must(&story->hall, (struct hv_command){ .type = HV_COMMAND_DEAL_WORDS,
                                                 .device = story->hall.facilitator,
                                                 .deal_words.seat = story->author });
}

static void handled(struct story *story)
{
    ready(story);
    story_say(story);
    if (story->choices.more_time) {
        story_give(story, HV_COMMAND_ASK_MORE_TIME, story_author_table(story));
        story_plant(story, STORY_CLASS_more_time);
    }
    for (int signal = 0; signal <= 1; signal++) {
        hall_must(&story->hall, (struct hv_command){ .type = HV_COMMAND_HANDLE_REQUEST,
                                                     .device = story->hall.facilitator,
                                                     .handle_request = { 1, signal != 0 } });
    }
}

/* ---- Opening ---- */

static enum hv_outcome try_open(struct story *story)
{
    return hall_try(&story->hall, (struct hv_command){ .type = HV_COMMAND_OPEN_TOGETHER,
                                                       .device = story_author_table(story),
                                                       .move_unit = { .run = hall_run(&story->hall),
                                                                      .from.stage = HALL_SOLO } });
}

static void open_together(struct story *story)
{
    assert_int_equal(try_open(story), HV_DECIDED);
}

static void sharing_closed(struct story *story)
{
    ready(story);
    hall_must(&story->hall,
              (struct hv_command){ .type = HV_COMMAND_SET_SHARING,
                                   .device = story->hall.facilitator,
                                   .set_sharing = { hall_run(&story->hall), 0, false } });
    assert_int_equal(try_open(story), HV_REFUSED);
}

static void one_partner(struct story *story)
{
    ready(story);
    hall_mark(&story->hall, 1, HV_PRESENCE_ONE_PARTNER, story->author);
    assert_int_equal(try_open(story), HV_REFUSED);
}

static void opened(struct story *story)
{
    ready(story);
    open_together(story);
}

static void paused(struct story *story)
{
    opened(story);
    hall_must(&story->hall, (struct hv_command){ .type = HV_COMMAND_SET_PAUSE,
                                                 .device = story->hall.facilitator,
                                                 .set_pause = { true } });
}

static void opened_kept(struct story *story)
{
    drafted(story);
    story_close_both(story, STORY_NOTHING, STORY_ALL);
    open_together(story);
}

static void opened_alone(struct story *story)
{
    one_side(story);
    open_together(story);
}

/* The author typed, and then chose to answer otherwise: what was typed is gone for everyone. */
static void took_back(struct story *story, enum hv_answer answer)
{
    static const uint8_t fields[] = { HALL_PRIVATE, HALL_FACILITATORS, HALL_SHARED,
                                      HALL_LINE,    HALL_NAMED,        HALL_WIDER };

    drafted(story);
    for (size_t i = 0; i < sizeof fields; i++) {
        hall_save(&story->hall, story->author, fields[i], answer, (struct hv_bytes){ 0 });
    }
    story_close_both(story, STORY_ALL, STORY_ALL);
    open_together(story);
}

static void aloud(struct story *story)
{
    took_back(story, HV_ANSWER_ALOUD);
}

static void skipped(struct story *story)
{
    took_back(story, HV_ANSWER_SKIPPED);
}

static void in_form(struct story *story, enum hv_form form)
{
    ready(story);
    hall_must(&story->hall,
              (struct hv_command){ .type = HV_COMMAND_DEAL_FORM,
                                   .device = story->hall.facilitator,
                                   .deal_form = { hall_run(&story->hall), 1, form } });
    open_together(story);
}

static void short_form(struct story *story)
{
    in_form(story, HV_FORM_SHORT);
}

static void light_form(struct story *story)
{
    in_form(story, HV_FORM_LIGHT);
}

/* What the light form asks is its author's alone. */
static void gentle(struct story *story)
{
    hall_start(&story->hall, 0, HALL_STEP_TOGETHER, false);
    hall_move(&story->hall, HALL_BRIEF, HALL_SOLO);
    hall_must(&story->hall,
              (struct hv_command){ .type = HV_COMMAND_DEAL_FORM,
                                   .device = story->hall.facilitator,
                                   .deal_form = { hall_run(&story->hall), 1, HV_FORM_LIGHT } });
    hall_save(&story->hall, story->author, HALL_GENTLE, HV_ANSWER_GIVEN,
              story_canary(story, STORY_CLASS_L));
    story_plant(story, STORY_CLASS_L);
    story_close_both(story, STORY_ALL, STORY_ALL);
    open_together(story);
}

/* The light form comes by the tag alone. */
static void feared(struct story *story)
{
    ready(story);
    hall_must(&story->hall, story_tags(story, HV_TAG_FEAR));
    open_together(story);
}

/* The key of what the author shows ends: F and P of this exercise are kept equally long. */
static void erased(struct story *story)
{
    opened(story);

    const struct hv_group *group = story->hall.group;
    const struct hv_run *run = hv_find_run(group, group->run);
    const struct hv_reflection *work = hv_reflection_of(group, run, story->author);
    const struct hv_event event = { .type = HV_EVENT_KEYS_DESTROYED,
                                    .keys_destroyed = { &work->fields[HALL_SHARED].value.scope,
                                                        1 } };
    const struct hv_record record = { .cause = { .type = HV_COMMAND_TICK, .at = story->hall.now },
                                      .events = &event,
                                      .event_count = 1 };

    assert_int_equal(hv_group_evolve(story->hall.group, &record), HV_OK);
}

/* ---- Answering together, and after it ---- */

static void joint_drafted(struct story *story)
{
    opened(story);
    for (uint8_t stage = HALL_REVEAL; stage < HALL_JOINTLY; stage++) {
        struct hv_place from = { stage, 0 };
        struct hv_place to = { (uint8_t)(stage + 1), 0 };
        story_move_unit(story, from, to);
    }
    hall_must(&story->hall, (struct hv_command){
                                .type = HV_COMMAND_SAVE_JOINT,
                                .device = story_author_table(story),
                                .save_field = { .run = hall_run(&story->hall),
                                                .field = HALL_JOINT,
                                                .revision = 1,
                                                .answer = HV_ANSWER_GIVEN,
                                                .packed = story_canary(story, STORY_CLASS_J) } });
    story_plant(story, STORY_CLASS_J);
}

static void joint_confirmed(struct story *story)
{
    joint_drafted(story);
    for (uint16_t seat = 1; seat <= 2; seat++) {
        hall_must(&story->hall,
                  (struct hv_command){
                      .type = HV_COMMAND_MARK_JOINT,
                      .device = story_author_table(story),
                      .mark_joint = { hall_run(&story->hall), seat, .revision = 1, .set = true } });
    }
}

static void after_block(struct story *story)
{
    joint_confirmed(story);
    hall_move(&story->hall, HALL_SOLO, HALL_SHARE);
}

static void moved_back(struct story *story)
{
    after_block(story);
    hall_move(&story->hall, HALL_SHARE, HALL_SOLO);
}

static void round_kept(struct story *story)
{
    opened_kept(story);
    hall_move(&story->hall, HALL_SOLO, HALL_SHARE);
}

/* ---- The wall ---- */

/* The number under which the facilitator finds the author's line. */
static uint16_t note_of(const struct story *story, enum story_class item)
{
    struct hv_read_key key = { .kind = HV_READ_NOTES, .run = 1, .most = 64 };
    struct hv_arena arena;
    struct hv_read_page page = { 0 };
    enum hv_refusal refusal;
    uint16_t note = UINT16_MAX;

    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(
        hv_group_read(story->hall.group, story->hall.facilitator, key, &arena, &refusal, &page),
        HV_OK);
    for (uint32_t i = 0; i < page.row_count; i++) {
        if (hv_bytes_equal(page.rows[i].packed, story_canary(story, item))) {
            note = page.rows[i].note;
        }
    }
    hv_arena_free(&arena);
    assert_int_not_equal(note, UINT16_MAX);
    return note;
}

static void pick(struct story *story, enum story_class item, bool set)
{
    uint8_t field = item == STORY_CLASS_A   ? HALL_LINE
                    : item == STORY_CLASS_W ? HALL_WIDER
                    : item == STORY_CLASS_J ? HALL_JOINT
                                            : HALL_NAMED;

    hall_must(&story->hall,
              (struct hv_command){ .type = HV_COMMAND_PICK_NOTE,
                                   .device = story->hall.facilitator,
                                   .pick_note = { 1, field, note_of(story, item), set } });
}

static void picked(struct story *story, bool line, bool named)
{
    after_block(story);
    if (line) {
        pick(story, STORY_CLASS_A, true);
    }
    if (line && !story->choices.keeps_from_group) {
        pick(story, STORY_CLASS_W, true);
    }
    if (named) {
        pick(story, STORY_CLASS_G, true);
    }
}

static void picked_a(struct story *story)
{
    picked(story, true, false);
}

static void picked_g(struct story *story)
{
    picked(story, false, true);
}

static void taken_away(struct story *story)
{
    picked(story, true, true);
    pick(story, STORY_CLASS_A, false);
    if (!story->choices.keeps_from_group) {
        pick(story, STORY_CLASS_W, false);
    }
    pick(story, STORY_CLASS_G, false);
}

static void wall_cleared(struct story *story)
{
    picked(story, true, true);
    story_give(story, HV_COMMAND_CLEAR_WALL, story->hall.facilitator);
}

/* ---- With a line on the wall ---- */

static void after_run(struct story *story)
{
    picked_a(story);
    hall_must(&story->hall,
              (struct hv_command){ .type = HV_COMMAND_END_STEP,
                                   .device = story->hall.facilitator,
                                   .end_step = { HALL_STEP_TOGETHER, hall_run(&story->hall) } });
}

static void repeated(struct story *story)
{
    after_run(story);
    hall_start(&story->hall, 0, HALL_STEP_TOGETHER, true);
}

static void in_break(struct story *story)
{
    after_run(story);
    hall_start(&story->hall, 0, HALL_STEP_BREAK, false);
}

static void ended(struct story *story)
{
    picked_a(story);
    story_give(story, HV_COMMAND_END_MEETING, story->hall.facilitator);
}

static void away(struct story *story)
{
    picked_a(story);
    hall_mark(&story->hall, 1, HV_PRESENCE_AWAY, 0);
}

static void unit_removed(struct story *story)
{
    picked_a(story);
    hall_must(&story->hall, (struct hv_command){ .type = HV_COMMAND_REMOVE_UNIT,
                                                 .device = story->hall.facilitator,
                                                 .remove_unit.unit = 1 });
}

static void withdrawn(struct story *story)
{
    picked_a(story);
    hall_must(&story->hall, story_withdrawal(story, hall_pen(&story->hall, story->author)));
}

/* ---- Rights ---- */

/* All that the author wrote alone. */
static const uint32_t own_answers = 1u << HALL_PRIVATE | 1u << HALL_FACILITATORS |
                                    1u << HALL_SHARED | 1u << HALL_LINE | 1u << HALL_NAMED |
                                    1u << HALL_WIDER;

/* To their authors: what a set of fields holds. */
static void narrow(struct story *story, uint32_t fields)
{
    for (uint8_t field = 0; field < HALL_FIELDS; field++) {
        if ((fields >> field & 1) != 0) {
            hall_must(&story->hall, story_narrowing(story, field, HV_VISIBLE_SELF));
        }
    }
}

static void narrowed(struct story *story)
{
    picked(story, true, true);
    narrow(story, 1u << HALL_FACILITATORS | 1u << HALL_LINE | 1u << HALL_NAMED | 1u << HALL_COUNT);
}

static void narrowed_open(struct story *story)
{
    opened(story);
    narrow(story, 1u << HALL_FACILITATORS | 1u << HALL_SHARED | 1u << HALL_WIDER);
}

static void nameless(struct story *story)
{
    picked_g(story);
    hall_must(&story->hall, story_narrowing(story, HALL_NAMED, HV_VISIBLE_GROUP));
}

static void widen(struct story *story, uint16_t seat, uint32_t fields, bool on)
{
    hall_must(&story->hall, story_widening(story, hall_pen(&story->hall, seat), seat, fields, on));
}

static void widened(struct story *story)
{
    ready(story);
    widen(story, story->author, 1u << HALL_PRIVATE | 1u << HALL_SHARED, true);
}

static void joint_one_yes(struct story *story)
{
    joint_confirmed(story);
    widen(story, story->partner, 1u << HALL_JOINT, true);
}

static void joint_both_yes(struct story *story)
{
    joint_one_yes(story);
    widen(story, story->author, 1u << HALL_JOINT, true);
}

static void joint_yes_off(struct story *story)
{
    joint_both_yes(story);
    widen(story, story->partner, 1u << HALL_JOINT, false);
}

static void let_go(struct story *story, uint16_t seat, bool on)
{
    hall_must(&story->hall, story_letting_go(story, hall_pen(&story->hall, seat), seat, on));
}

static void joint_go_one(struct story *story)
{
    joint_confirmed(story);
    let_go(story, story->partner, true);
    if (story->choices.lets_joint_go) {
        let_go(story, story->author, true);
        story_plant(story, STORY_CLASS_joint_go);
    }
    hall_move(&story->hall, HALL_SOLO, HALL_SHARE);
}

static void joint_go_both(struct story *story)
{
    joint_confirmed(story);
    let_go(story, story->partner, true);
    let_go(story, story->author, true);
    hall_move(&story->hall, HALL_SOLO, HALL_SHARE);
}

static void joint_go_picked(struct story *story)
{
    joint_go_both(story);
    pick(story, STORY_CLASS_J, true);
}

static void joint_go_off(struct story *story)
{
    joint_go_picked(story);
    let_go(story, story->partner, false);
}

static void taken_back(struct story *story)
{
    ready(story);
    story_take_back(story, own_answers, false);
    open_together(story);
}

static void taken_back_open(struct story *story)
{
    opened(story);
    story_take_back(story, own_answers, false);
}

static void taken_back_after(struct story *story)
{
    picked(story, true, true);
    story_take_back(story, own_answers, false);
}

static void discarded_open(struct story *story)
{
    opened(story);
    story_take_back(story, own_answers, true);
}

static void discarded_after(struct story *story)
{
    discarded_open(story);
    hall_move(&story->hall, HALL_SOLO, HALL_SHARE);
}

static void split(struct story *story)
{
    ready(story);
    hall_must(&story->hall, story_split(story));
    open_together(story);
}

static void split_open(struct story *story)
{
    opened(story);
    hall_must(&story->hall, story_split(story));
}

/* The evening after: what was there is gone from everywhere, but for what its readers may look up.
 */
static void next_meeting(struct story *story)
{
    picked(story, true, true);
    if (story->state == STORY_STATE_closed_space) {
        hall_must(&story->hall, story_split(story));
    }
    story_next_meeting(story);
}

static void asked_again(struct story *story)
{
    next_meeting(story);
    hall_consent(&story->hall, story->partner, hall_new_statement());
}

/* ---- Telling ---- */

void story_tell_together(struct story *story)
{
    static void (*const tellings[STORY_STATES])(struct story *) = {
        [STORY_STATE_lobby] = lobby,
        [STORY_STATE_drafted] = drafted,
        [STORY_STATE_reopened] = reopened,
        [STORY_STATE_kept] = kept,
        [STORY_STATE_one_side] = one_side,
        [STORY_STATE_ready] = ready,
        [STORY_STATE_dealt] = dealt,
        [STORY_STATE_reset] = dealt,
        [STORY_STATE_sharing_closed] = sharing_closed,
        [STORY_STATE_opened] = opened,
        [STORY_STATE_opened_kept] = opened_kept,
        [STORY_STATE_opened_alone] = opened_alone,
        [STORY_STATE_aloud] = aloud,
        [STORY_STATE_skipped] = skipped,
        [STORY_STATE_short] = short_form,
        [STORY_STATE_light] = light_form,
        [STORY_STATE_gentle] = gentle,
        [STORY_STATE_feared] = feared,
        [STORY_STATE_erased] = erased,
        [STORY_STATE_joint_drafted] = joint_drafted,
        [STORY_STATE_joint_confirmed] = joint_confirmed,
        [STORY_STATE_after_block] = after_block,
        [STORY_STATE_round_kept] = round_kept,
        [STORY_STATE_picked_a] = picked_a,
        [STORY_STATE_picked_g] = picked_g,
        [STORY_STATE_taken_away] = taken_away,
        [STORY_STATE_wall_cleared] = wall_cleared,
        [STORY_STATE_after_run] = after_run,
        [STORY_STATE_repeated] = repeated,
        [STORY_STATE_break] = in_break,
        [STORY_STATE_paused] = paused,
        [STORY_STATE_ended] = ended,
        [STORY_STATE_locked] = opened, /* story_tell locks the seat in the end */
        [STORY_STATE_away] = away,
        [STORY_STATE_one_partner] = one_partner,
        [STORY_STATE_unit_removed] = unit_removed,
        [STORY_STATE_handled] = handled,
        [STORY_STATE_moved_back] = moved_back,
        [STORY_STATE_withdrawn] = withdrawn,
        [STORY_STATE_narrowed] = narrowed,
        [STORY_STATE_narrowed_open] = narrowed_open,
        [STORY_STATE_nameless] = nameless,
        [STORY_STATE_widened] = widened,
        [STORY_STATE_joint_one_yes] = joint_one_yes,
        [STORY_STATE_joint_both_yes] = joint_both_yes,
        [STORY_STATE_joint_yes_off] = joint_yes_off,
        [STORY_STATE_joint_go_one] = joint_go_one,
        [STORY_STATE_joint_go_both] = joint_go_both,
        [STORY_STATE_joint_go_picked] = joint_go_picked,
        [STORY_STATE_joint_go_off] = joint_go_off,
        [STORY_STATE_taken_back] = taken_back,
        [STORY_STATE_taken_back_open] = taken_back_open,
        [STORY_STATE_taken_back_after] = taken_back_after,
        [STORY_STATE_discarded_open] = discarded_open,
        [STORY_STATE_discarded_after] = discarded_after,
        [STORY_STATE_split] = split,
        [STORY_STATE_split_open] = split_open,
        [STORY_STATE_next_meeting] = next_meeting,
        [STORY_STATE_closed_space] = next_meeting,
        [STORY_STATE_asked_again] = asked_again,
    };

    if (tellings[story->state] == NULL) {
        fail_msg("state %d has no story", (int)story->state);
    }
    tellings[story->state](story);
}
