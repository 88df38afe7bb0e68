/* SPDX-License-Identifier: EUPL-1.2 */
/* TURNS, state by state. */
#include "story_moves.h"

static void turn_before(struct story *story, uint32_t author_shows)
{
    hall_start(&story->hall, 0, HALL_STEP_TURNS, false);
    hall_move(&story->hall, HALL_BRIEF, HALL_SOLO);
    story_write_author(story, false);
    story_write_partner(story, false);
    story_close_both(story, author_shows, STORY_ALL);
}

/* Goes on until this turn is under way. */
static void turn(struct story *story, uint8_t number)
{
    struct hv_place place = { HALL_SOLO, 0 };

    for (uint8_t i = 1; i <= number; i++) {
        struct hv_place next = { HALL_TURNS_SPEAK, i };

        story_move_unit(story, place, next);
        place = next;
    }
}

bool story_tell_turns(struct story *story)
{
    bool first = story->author == 1;
    uint8_t own = first ? 1 : 2;

    if ((story->state == STORY_STATE_turn_pending && first) ||
        (story->state == STORY_STATE_turn_past && !first)) {
        return false;
    }
    turn_before(story, story->state == STORY_STATE_turn_kept ? STORY_NOTHING : STORY_ALL);
    if (story->state == STORY_STATE_turn_split) {
        hall_must(&story->hall, story_split(story));
    }
    if (story->state == STORY_STATE_turn_pending) {
        turn(story, 1);
    } else if (story->state == STORY_STATE_turn_past) {
        turn(story, 2);
    } else if (story->state != STORY_STATE_turn_before) {
        turn(story, own);
    }
    if (story->state == STORY_STATE_turn_after) {
        hall_move(&story->hall, HALL_SOLO, HALL_TURNS_CLOSE);
    }
    return true;
}
