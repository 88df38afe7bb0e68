/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The law of disclosure once more, from the events of the log alone: who is who, what was written,
 * closed, shown, opened and picked, and so who may have which piece of it. Written from design.md
 * 5, apart from the core's view, so that a mistake in either shows.
 *
 *     law_new -> law_take for each record, in order, with a question in between -> law_free
 *
 *     law_take.c     the evening and its people
 *     law_writing.c  what was written, and the rules that the log itself has to keep
 *     law_persons.c  what facilitators know of persons
 *     law_reads.c    who reads what
 *     law_moves.c    what moves a pane
 */
#ifndef TESTS_SIM_LAW_H
#define TESTS_SIM_LAW_H

#include "core/event.h"
#include "core/pane.h"

#define LAW_DEVICES 1024
#define LAW_NOTES   256
#define LAW_STEPS   128

struct law_seat {
    uint16_t unit;
    bool consent;      /* a yes stands */
    struct hv_id text; /* it was said to */
    bool split;
    bool red;         /* its light */
    uint16_t tags;    /* set of enum hv_tag */
    uint16_t tonight; /* count of the meeting in which it was intoxicated */
    bool unread;      /* light or tags were erased before they were read */
    uint16_t unlocked_on;
    uint16_t life; /* how often it got new words */
};

struct law_unit {
    uint16_t first_seat;
    uint8_t members;
    bool removed;
    enum hv_presence_mark mark;
    uint16_t alone;
    bool closed; /* a member was split before this meeting */
};

struct law_device {
    enum hv_role role; /* 0: there is none */
    uint16_t unit, seat;
    bool removed;
};

struct law_work {
    bool closed[HV_ROUNDS];
    uint32_t shows;                  /* of closed envelopes */
    uint32_t to_group;               /* of those */
    uint32_t given;                  /* what they carry, and drafts */
    uint64_t options[HV_FIELDS_MAX]; /* of closed envelopes: the options that were chosen */
    uint32_t unread;                 /* of them: the fields whose keys are gone by now */
    uint32_t taken_back;
    uint32_t widened;
    uint32_t lit; /* closed, and the light of its author was set since */
    uint32_t revisions[HV_FIELDS_MAX];
    uint16_t lives[HV_FIELDS_MAX]; /* of the seat, when it was written */
};

struct law_unit_run {
    enum hv_form form;
    bool sharing;
    bool ready[HV_ROUNDS];
    uint32_t opened[HV_MEMBERS_MAX];
    uint16_t gates;
    uint8_t turns[HV_STAGES_MAX];
    uint64_t matched[HV_FIELDS_MAX]; /* what all of them chose and showed, when it opened */
    uint32_t unread;                 /* of them: the fields of which that cannot be known */
    uint32_t joint_revisions[HV_FIELDS_MAX];
    bool confirmed;
    uint32_t copies[HV_FIELDS_MAX][HV_MEMBERS_MAX]; /* the revision that each member has */
    uint8_t widened[HV_FIELDS_MAX]; /* members who let facilitators read it as it is */
    uint8_t let_go[HV_FIELDS_MAX];  /* members who let it go to the group */
    uint32_t noted[HV_FIELDS_MAX];  /* the revision that went there; 0 none, or no more */
};

struct law_note {
    uint8_t stage, field;
    uint16_t number, seat;
    bool picked;
};

struct law_run {
    struct law_run *before; /* the run before this one */
    uint32_t number;
    uint32_t meeting;
    const struct hv_exercise *exercise;
    bool over;
    uint8_t stage;
    bool round_closed[HV_STAGES_MAX];
    enum hv_visibility narrowed[HV_FIELDS_MAX]; /* 0: not */
    struct law_unit_run units[HV_UNITS_MAX + 1];
    struct law_work work[HV_SEATS_MAX + 1];
    struct law_note notes[LAW_NOTES];
    uint32_t note_count;
};

struct law_step {
    enum hv_step_kind kind;
    const struct hv_exercise *exercise;
};

struct law {
    const struct hv_programme *programme;
    struct hv_id text; /* of the statement, as it is asked now */
    bool meeting_open;
    bool paused;
    uint32_t meetings;
    int64_t evening_ends_at;
    uint32_t lines; /* that came on the wall of this meeting, or came back to it */
    uint16_t step;
    struct law_step steps[LAW_STEPS]; /* by id */
    struct law_run *run;              /* the latest; over or not */
    struct law_seat seats[HV_SEATS_MAX + 1];
    uint16_t seat_count;
    struct law_unit units[HV_UNITS_MAX + 1];
    uint16_t unit_count;
    struct law_device devices[LAW_DEVICES];
    const char *broken; /* the first rule that an event broke, or NULL */
};

struct law *law_new(void);
void law_free(struct law *law);

/* The record has to outlive the law: definitions are pointed to. */
void law_take(struct law *law, const struct hv_record *record);

/* Whether a device reads a pane now. */
bool law_reads(const struct law *law, uint16_t device, enum hv_pane_kind kind, uint16_t number);

/* A piece of writing: of a seat, or with `seat` 0 of a unit together; with `run` 0 a note about the
 * person in that seat. */
struct law_piece {
    uint32_t run;
    uint16_t unit, seat;
    uint8_t field;
    uint32_t revision;
};

/* Whether the person in a seat closed what a quiz asks in a run, for good. */
bool law_knows(const struct law *law, uint16_t seat, uint32_t run);

/* Whether a device may have it now, in a pane or (`pane` 0) a page that it read. */
bool law_may_have(const struct law *law,
                  uint16_t device,
                  enum hv_pane_kind pane,
                  const struct law_piece *piece);

/* Whether who may have it may be told whose it is. */
bool law_may_name(const struct law *law, uint16_t device, const struct law_piece *piece);

/* NULL, or what is wrong with the rows of a unit's pane: one for each field and member of every
 * gate that opened, shown where both (or in turns their author) showed it, and no other; of a match
 * one for each field (seat 0), shown where all chose the same, with that alone. */
struct law_row {
    uint16_t seat;
    uint8_t field;
    bool shown;
    uint64_t options; /* of a choice: what it holds */
};
const char *law_rows_fault(const struct law *law,
                           uint16_t unit,
                           uint32_t run,
                           const struct law_row *rows,
                           uint32_t count);

/* Whether all of a unit have closed one of the envelopes of the run under way, once. */
bool law_ready(const struct law *law, uint16_t unit, uint32_t run);

/* Whether a pane that is everyone's or a unit's may change by this event, which was just taken. */
bool law_moves(const struct law *law,
               const struct hv_event *event,
               enum hv_pane_kind kind,
               uint16_t number);

#endif
