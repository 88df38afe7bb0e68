/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An evening with a look at everybody: a server with an exercise that has one question of each
 * visibility, two couples on pens, and a device or terminal client of every kind besides, each with
 * every byte that it was sent. What people type are canaries of 128 bits. There is one at a time.
 */
#ifndef HV_TESTS_E2E_ONLOOKERS_H
#define HV_TESTS_E2E_ONLOOKERS_H

#include "party.h"
#include "server.h"
#include "tap.h"
#include "tests/disclosure/words.h"

#define CANARY_SIZE   27 /* 26 symbols of 5 bits, and the end */
#define ONLOOKERS_MAX 24

/* Seats, which are those of the couples in order. */
enum {
    ONLOOKERS_AUTHOR = 1,
    ONLOOKERS_PARTNER,
    ONLOOKERS_SEATS = 4
};

/* Somebody who looks: a guest of the crowd, or a terminal client. */
struct onlooker {
    enum story_observer as;
    struct guest *guest;   /* NULL: a terminal client */
    struct tap_line *line; /* of the guest */
    struct program program;
    int input;                 /* of the terminal client, kept open */
    char output[PROGRAM_PATH]; /* what it prints */
    size_t judged;             /* bytes of line or output that were looked at before; the test's */
};

struct scene {
    struct dice dice;
    struct server server;
    struct tap tap;
    struct crowd crowd;
    struct party party;
    struct party elsewhere; /* another group */
    uv_timer_t pulse;       /* turns the loop: a file that grows wakes none */
    struct onlooker onlookers[ONLOOKERS_MAX];
    uint32_t onlooker_count;
    char canaries[STORY_CLASSES][CANARY_SIZE + 8];
    bool planted[STORY_CLASSES]; /* people typed it, in this run */
    uint32_t revision;
};
extern struct scene scene;

/* The evening is open, everybody is there, and nothing was pushed yet. */
void scene_begin(void);
void scene_end(void);

/* A new canary for the item. */
void scene_draw_canary(enum story_class item);

/* ---- What the couple does. All must succeed. ---- */

/* The exercise is pushed; author and partner answer every question that is theirs alone. */
void scene_draft(void);
void scene_close(uint32_t seat, bool shows);
void scene_reopen(void);
void scene_take_back(void);
void scene_open_together(void);
void scene_write_together(void);
void scene_agree(void);

/* ---- What the facilitator does ---- */

/* Ends the block, which closes the round. */
void scene_share(void);

/* Puts the author's line without a name on the wall. */
void scene_pick_line(void);
void scene_end_run(void);
void scene_clear_wall(void);
void scene_pause(void);

#endif
