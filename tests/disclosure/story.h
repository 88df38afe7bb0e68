/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Stories: for each state of expectations.tsv a history of a hall that ends in it, with a canary in
 * every item. Two stories that differ only in one choice of struct story_choices differ only in
 * that secret.
 */
#ifndef HV_TESTS_DISCLOSURE_STORY_H
#define HV_TESTS_DISCLOSURE_STORY_H

#include "hall.h"
#include "words.h"

/* What a twin of a story has otherwise. */
struct story_choices {
    uint8_t scale;         /* the author's answer to the A scale: 1, or 5 */
    uint8_t picks;         /* the author's second card: one that the partner picked too (1), or not
                              (0 is 2, or 3) */
    bool right;            /* the author's answer to the quiz is */
    enum hv_signal signal; /* at closing */
    bool author_closes;    /* in state `drafted`: the author closes, keeping everything */
    bool partner_closes;   /* in state `kept`: the partner closes too, keeping everything */
    bool withdraws;        /* the author withdraws consent at the end */
    bool more_time;        /* the author's table asks for more time at the end */
    bool tries;            /* somebody tries wrong words at the author's seat until it rests */
    bool splits;           /* a facilitator splits the author at the end */
    bool narrows;          /* a facilitator narrows a field that nobody answered, at the end */
    bool keeps_from_group; /* the author shows the partner alone what may go to the group too */
    bool widens_joint;     /* the author lets the facilitators read what is confirmed together */
    bool lets_joint_go;    /* the author lets the group have it */
    bool lit, tagged;      /* a facilitator gives the author a light, a tag, at the end */
    enum hv_signal from_pen, from_table; /* said from a page at the end, when it is something */
};

struct story {
    struct hall hall;
    enum story_state state;
    struct story_choices choices;
    uint16_t author, partner; /* seats 1 and 2, or 2 and 1 */
    bool pass;                /* the author's seat is unlocked on the table in the end */
    bool planted[STORY_CLASSES];
    struct hv_bytes found[STORY_CLASSES]; /* of the classes whose bytes no canary can be */
    uint8_t outbox[HV_KEY_SCOPE_BYTES];
    uint8_t canaries[STORY_CLASSES][HALL_CANARY];
};

/* Tells the story; false when there is none of this state with this author (a turn before the
 * first). To be freed either way. */
bool story_tell(struct story *story,
                uint64_t seed,
                enum story_state state,
                uint16_t author,
                bool pass,
                struct story_choices choices);
void story_free(struct story *story);

struct hv_bytes story_canary(const struct story *story, enum story_class item);

/* The devices of the group that are this observer now; none when it does not exist in this story,
 * or is no device of it. */
#define STORY_DEVICES_MAX 4
unsigned story_devices(const struct story *story,
                       enum story_observer observer,
                       uint16_t ret[STORY_DEVICES_MAX]);

#endif
