/* SPDX-License-Identifier: EUPL-1.2 */
/* The exercise of hall_gates.h, state by state. */
#include "hall_gates.h"
#include "story_moves.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Both pick the first card; the author also one that the partner did not, or one that the partner
 * did. */
static void pick_cards(struct story *story)
{
    static const uint8_t partners[] = { 0, 1 };
    const uint8_t authors[] = { 0, story->choices.picks != 0 ? story->choices.picks : 2 };

    hall_save(&story->hall, story->author, HALL_PICK, HV_ANSWER_GIVEN,
              (struct hv_bytes){ authors, sizeof authors });
    hall_save(&story->hall, story->partner, HALL_PICK, HV_ANSWER_GIVEN,
              (struct hv_bytes){ partners, sizeof partners });
    story_plant(story, STORY_CLASS_match);
    story_plant(story, STORY_CLASS_unmatched);
}

/* All but one of those that are right; or, in a twin, just those. */
static void answer_quiz(struct story *story)
{
    static const uint8_t key[] = HALL_QUIZ_KEY;
    static const uint8_t partners[] = { 0 };
    uint8_t authors[sizeof key - 1];

    memcpy(authors, key, sizeof authors);
    authors[0] = story->choices.right ? key[0] : 0;
    hall_save(&story->hall, story->author, HALL_QUIZ, HV_ANSWER_GIVEN,
              (struct hv_bytes){ authors, sizeof authors });
    hall_save(&story->hall, story->partner, HALL_QUIZ, HV_ANSWER_GIVEN,
              (struct hv_bytes){ partners, sizeof partners });
    story_plant_found(story, STORY_CLASS_quiz_key, key, sizeof authors);
    story_plant_text(story, STORY_CLASS_quiz_why, HALL_QUIZ_WHY);
    story_plant(story, STORY_CLASS_quiz_score);
}

static void guess(struct story *story)
{
    hall_save(&story->hall, story->author, HALL_GUESS, HV_ANSWER_GIVEN,
              story_canary(story, STORY_CLASS_guess));
    hall_save(&story->hall, story->partner, HALL_GUESS, HV_ANSWER_GIVEN,
              hv_bytes_from_text("a guess of the partner"));
    story_plant(story, STORY_CLASS_guess);
}

static void write_blind(struct story *story)
{
    hall_save(&story->hall, story->author, HALL_BLIND, HV_ANSWER_GIVEN,
              story_canary(story, STORY_CLASS_blind));
    story_plant(story, STORY_CLASS_blind);
}

/* The other couples have not closed: so it waits, unless the facilitator insists. */
static void show_blind(struct story *story)
{
    struct hv_command move = {
        .type = HV_COMMAND_MOVE_STAGE,
        .device = story->hall.facilitator,
        .move_stage = { .run = hall_run(&story->hall), .from = HALL_SOLO, .to = HALL_GATES_BLIND }
    };

    if (story->state == STORY_STATE_gate_blind) {
        move.move_stage.force = true;
        hall_must(&story->hall, move);
    } else {
        assert_int_equal(hall_try(&story->hall, move), HV_REFUSED);
    }
}

static void write_for_record(struct story *story)
{
    hall_save(&story->hall, story->author, HALL_RECORD, HV_ANSWER_GIVEN,
              story_canary(story, STORY_CLASS_R));
    story_plant(story, STORY_CLASS_R);
}

static void answer_intake(struct story *story)
{
    hall_save(&story->hall, story->author, HALL_INTAKE, HV_ANSWER_GIVEN,
              story_canary(story, STORY_CLASS_intake));
    story_plant(story, STORY_CLASS_intake);
}

static void write_all(struct story *story)
{
    struct hall *hall = &story->hall;

    hall_must(hall, (struct hv_command){ .type = HV_COMMAND_PUSH_EXERCISE,
                                         .device = hall->facilitator,
                                         .insert_step.definition = hall_gates() });
    hall_move(hall, HALL_BRIEF, HALL_SOLO);
    story_write_author(story, false);
    story_write_partner(story, false);
    guess(story);
    pick_cards(story);
    write_for_record(story);
    write_blind(story);
    answer_quiz(story);
    answer_intake(story);
}

static void ready(struct story *story, uint32_t author_shows)
{
    write_all(story);
    story_close_both(story, author_shows, STORY_ALL);
}

static void open_gate(struct story *story, uint8_t from)
{
    hall_must(&story->hall, (struct hv_command){ .type = HV_COMMAND_OPEN_TOGETHER,
                                                 .device = story_author_table(story),
                                                 .move_unit = { .run = hall_run(&story->hall),
                                                                .from.stage = from } });
}

static void open_both(struct story *story)
{
    const struct hv_place from = { HALL_GATES_REVEAL, 0 }, to = { HALL_GATES_MATCH, 0 };

    open_gate(story, HALL_SOLO);
    story_move_unit(story, from, to);
    open_gate(story, HALL_GATES_MATCH);
}

static void open_all(struct story *story)
{
    ready(story, STORY_ALL);
    open_both(story);
}

static void light_up(struct story *story)
{
    hall_must(&story->hall, story_lights(story, HV_LIGHT_GREEN));
}

static void come_again(struct story *story)
{
    open_all(story);
    hall_move(&story->hall, HALL_SOLO, HALL_GATES_CLOSE);
    story_next_meeting(story);
}

void story_tell_gates(struct story *story)
{
    switch ((int)story->state) {
    case STORY_STATE_gate_written:
        write_all(story);
        break;
    case STORY_STATE_gate_kept:
        ready(story, STORY_NOTHING);
        open_both(story);
        break;
    case STORY_STATE_gate_alone:
        ready(story, STORY_ALL & ~(1u << HALL_SHARED));
        open_both(story);
        break;
    case STORY_STATE_gate_split:
        ready(story, STORY_ALL);
        hall_must(&story->hall, story_split(story));
        open_both(story);
        break;
    case STORY_STATE_gate_open:
        open_all(story);
        break;
    case STORY_STATE_gate_lit:
        open_all(story);
        light_up(story);
        break;
    case STORY_STATE_gate_later:
        come_again(story);
        break;
    case STORY_STATE_gate_lit_later:
        come_again(story);
        light_up(story);
        break;
    case STORY_STATE_gate_after:
        open_all(story);
        hall_move(&story->hall, HALL_SOLO, HALL_GATES_CLOSE);
        break;
    default:
        ready(story, STORY_ALL);
        show_blind(story);
        break;
    }
}
