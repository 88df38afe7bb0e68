/* SPDX-License-Identifier: EUPL-1.2 */
#include "onlookers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

enum stage {
    BRIEF,
    SOLO,
    REVEAL,
    TALK,
    JOINTLY,
    SHARE
};

/* One question of each visibility, in this order. */
enum field {
    PRIVATE,
    FACILITATORS,
    SHARED,
    JOINT,
    LINE,
    NAMED,
    FIELDS
};
static const enum story_class class_of[FIELDS] = { STORY_CLASS_S, STORY_CLASS_F, STORY_CLASS_P,
                                                   STORY_CLASS_J, STORY_CLASS_A, STORY_CLASS_G };
/* What may be shown at closing. */
#define ALONE (((1u << FIELDS) - 1) & ~(1u << JOINT))

/* ---- Moves ---- */

static struct guest *pen_of(uint32_t seat)
{
    return scene.party.partners[seat - 1].pen;
}

static void save(uint32_t seat, enum field field, const char *text)
{
    Houvast__V1__Value value;

    houvast__v1__value__init(&value);
    value.text = (char *)(uintptr_t)text;
    guest_do(pen_of(seat), COMMAND(SAVE_FIELD, SaveField, save_field, .run = scene.party.run,
                                   .seat = seat, .field = field, .revision = ++scene.revision,
                                   .answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN, .value = &value));
}

void scene_close(uint32_t seat, bool shows)
{
    guest_do(pen_of(seat),
             COMMAND(CLOSE_ENVELOPE, CloseEnvelope, close_envelope, .run = scene.party.run,
                     .seat = seat, .round = HOUVAST__V1__ROUND__ROUND_FIRST,
                     .shows = shows ? ALONE : 0));
}

void scene_draft(void)
{
    party_push(&scene.party, "exits");
    crowd_wait(&scene.crowd, party_is_in_place, &scene.party, "everyone could write");
    scene.planted[STORY_CLASS_J] = false;
    for (enum field field = 0; field < FIELDS; field++) {
        scene_draw_canary(class_of[field]);
        if (field != JOINT) {
            save(ONLOOKERS_AUTHOR, field, scene.canaries[class_of[field]]);
            save(ONLOOKERS_PARTNER, field, "van de ander");
            scene.planted[class_of[field]] = true;
        }
    }
}

void scene_open_together(void)
{
    Houvast__V1__Place solo = HOUVAST__V1__PLACE__INIT;

    solo.stage = SOLO;
    guest_do(pen_of(ONLOOKERS_PARTNER), COMMAND(OPEN_TOGETHER, OpenTogether, open_together,
                                                .run = scene.party.run, .from = &solo));
}

void scene_write_together(void)
{
    Houvast__V1__Value value;

    for (uint32_t stage = REVEAL; stage < JOINTLY; stage++) {
        Houvast__V1__Place from = HOUVAST__V1__PLACE__INIT;
        Houvast__V1__Place to = HOUVAST__V1__PLACE__INIT;
        from.stage = stage;
        to.stage = stage + 1;
        guest_do(pen_of(ONLOOKERS_AUTHOR),
                 COMMAND(MOVE_UNIT, MoveUnit, move_unit, .run = scene.party.run, .from = &from,
                         .to = &to));
    }
    houvast__v1__value__init(&value);
    value.text = scene.canaries[STORY_CLASS_J];
    guest_do(pen_of(ONLOOKERS_AUTHOR),
             COMMAND(SAVE_JOINT, SaveJoint, save_joint, .run = scene.party.run, .field = JOINT,
                     .revision = 1, .answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN, .value = &value));
    scene.planted[STORY_CLASS_J] = true;
}

void scene_agree(void)
{
    for (uint32_t seat = ONLOOKERS_AUTHOR; seat <= ONLOOKERS_PARTNER; seat++) {
        guest_do(pen_of(seat), COMMAND(MARK_JOINT, MarkJoint, mark_joint, .run = scene.party.run,
                                       .seat = seat, .revision = 1, .set = true));
    }
}

struct search {
    uint32_t note; /* of the line */
    bool found, done;
};

static void on_lines(struct guest *guest, const struct hv_client_page *page)
{
    struct search *search = guest->data;

    for (size_t i = 0; page->rows != NULL && i < page->rows->n_rows; i++) {
        const Houvast__V1__ReadRow *row = page->rows->rows[i];
        if (row->value != NULL && row->value->text != NULL &&
            strcmp(row->value->text, scene.canaries[STORY_CLASS_A]) == 0) {
            search->note = row->note;
            search->found = true;
        }
    }
    search->done = page->last;
}

static bool is_searched(void *data)
{
    const struct search *search = data;
    return search->done;
}

void scene_pick_line(void)
{
    struct guest *leader = scene.party.leader;
    struct search search = { .found = false };
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;

    read.kind = HOUVAST__V1__READ_KIND__READ_KIND_NOTES;
    read.run = scene.party.run;
    leader->data = &search;
    leader->on_page = on_lines;
    assert_int_equal(hv_client_read(leader->client, &read, NULL), HV_CLIENT_OK);
    crowd_wait(&scene.crowd, is_searched, &search, "the lines were read");
    leader->on_page = NULL;
    assert_true(search.found);
    guest_do(leader, COMMAND(PICK_NOTE, PickNote, pick_note, .run = scene.party.run, .field = LINE,
                             .note = search.note, .pick = true));
}

void scene_reopen(void)
{
    guest_do(pen_of(ONLOOKERS_AUTHOR),
             COMMAND(REOPEN_ENVELOPE, ReopenEnvelope, reopen_envelope, .run = scene.party.run,
                     .seat = ONLOOKERS_AUTHOR, .round = HOUVAST__V1__ROUND__ROUND_FIRST));
}

void scene_take_back(void)
{
    guest_do(pen_of(ONLOOKERS_AUTHOR),
             COMMAND(TAKE_BACK, TakeBack, take_back, .run = scene.party.run,
                     .seat = ONLOOKERS_AUTHOR, .fields = ALONE));
}

void scene_share(void)
{
    guest_do(scene.party.leader, COMMAND(MOVE_STAGE, MoveStage, move_stage, .run = scene.party.run,
                                         .from = SOLO, .to = SHARE));
}

static bool is_over(void *data)
{
    const Houvast__V1__BoardPane *board = guest_board(data);
    return board != NULL && board->run == 0;
}

void scene_end_run(void)
{
    struct guest *leader = scene.party.leader;

    guest_do(leader, COMMAND(END_STEP, EndStep, end_step, .step = guest_board(leader)->step,
                             .run = scene.party.run));
    crowd_wait(&scene.crowd, is_over, leader, "the step was over");
}

void scene_clear_wall(void)
{
    guest_do(scene.party.leader, HOUVAST__V1__COMMAND__WHAT_CLEAR_WALL,
             &((Houvast__V1__ClearWall)HOUVAST__V1__CLEAR_WALL__INIT).base);
}

void scene_pause(void)
{
    guest_do(scene.party.leader, COMMAND(SET_PAUSE, SetPause, set_pause, .on = true));
}
