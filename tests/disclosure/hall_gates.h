/* SPDX-License-Identifier: EUPL-1.2 */
/* An exercise of the library for a hall: what both choose matches, what one guesses of the other
 * opens beside it. Its first four fields are those of TOGETHER (hall.h). */
#ifndef HV_TESTS_DISCLOSURE_HALL_GATES_H
#define HV_TESTS_DISCLOSURE_HALL_GATES_H

#include "hall.h"

enum {
    /* HALL_JOINT: P text that nobody answers */
    HALL_GUESS = HALL_JOINT + 1, /* P text: of what the other wrote in HALL_SHARED */
    HALL_PICK,                   /* P cards: up to two of HALL_CARDS match */
    HALL_RECORD,                 /* R text */
    HALL_BLIND,                  /* G text: what all write blind, and appears at once */
    HALL_QUIZ,                   /* S quiz: right are all of HALL_ANSWERS but the first */
    HALL_INTAKE,                 /* F text: until the light is set */
    HALL_GATES_FIELDS
};
enum {
    HALL_CARDS = 6,
    HALL_ANSWERS = 13
};

/* What only who has closed the quiz may get. */
#define HALL_QUIZ_KEY "\1\2\3\4\5\6\7\10\11\12\13\14"
#define HALL_QUIZ_WHY "why these and no other"

/* Stages: brief, solo, and then */
enum {
    HALL_GATES_REVEAL = HALL_SOLO + 1,
    HALL_GATES_MATCH,
    HALL_GATES_BLIND, /* of the group: waits for all */
    HALL_GATES_CLOSE
};

const struct hv_exercise *hall_gates(void);

#endif
