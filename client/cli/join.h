/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * `houvast join`: a couple's table, or one person's pen. Everything is a page on the alternate
 * screen, so that nothing private stays in the scrollback (terminal.h).
 *
 *     join.c        what comes in, and which page is shown
 *     join_home.c   the page of the couple: who writes, opening together, turns, what is joint
 *     join_write.c  one person's own pages: consent, questions, looking back, the envelope
 *
 * A table has no memory of who wrote what: a person's answers are wiped from this program when
 * their seat is locked.
 */
#ifndef HV_CLI_JOIN_H
#define HV_CLI_JOIN_H

#include "session.h"

/* An exit code. */
int hv_join(const struct hv_options *options);

/* ---- Inside ---- */

enum join_mode {
    JOIN_HOME = 0, /* of the couple */
    JOIN_UNLOCKING,
    JOIN_CONSENT,
    JOIN_FIELD,
    JOIN_REVIEW,
    JOIN_SIGNAL,
    JOIN_CLOSING, /* the envelope; waits for the server */
    JOIN_CLOSED,
    JOIN_NOTHING, /* nothing is asked of this person now */
    JOIN_JOINT    /* a joint field is being written */
};

/* What one person has answered, as far as this program knows. */
struct own_answer {
    uint32_t revision; /* the last that was sent or came in */
    Houvast__V1__Answer answer;
    Houvast__V1__Value *value; /* or NULL */
};

struct join {
    struct hv_session session;
    enum join_mode mode;
    bool is_table;
    uint32_t unit;
    uint32_t seat;      /* who chose to write here; 0: nobody */
    uint32_t consented; /* the seat that said yes here last; its page may be a moment behind */
    uint32_t run;       /* to which the rest belongs */
    uint32_t closed;    /* set of rounds whose envelope was closed here, by this seat; likewise */
    uint32_t closed_by;
    Houvast__V1__Round round;
    uint32_t fields[32]; /* of the envelope, in order */
    uint32_t field_count;
    uint32_t at; /* the question on the page; joint: the field itself */
    struct own_answer own[32];
    uint32_t shows;
    char *lines;         /* of an answer in several lines, so far */
    bool lines_saved;    /* these are on their way to the server too */
    enum hv_word notice; /* to be said on the next page; HV_WORD_COUNT: nothing */
    unsigned idle;       /* seconds without a key at an unlocked table */
};

/* ---- join.c ---- */

/* What everyone looks at; NULL when it is not there. */
const Houvast__V1__UnitPane *join_unit(const struct join *join);
const Houvast__V1__Definition *join_definition(const struct join *join);
const Houvast__V1__SeatPane *join_seat(const struct join *join);

/* Shows the page of the present mode anew. */
void join_show(struct join *join);

/* Sentences that stand on top of every page, and the clock. */
void join_add_top(struct join *join, struct hv_page *page);

/* Shows it as a page, frees it, and asks for a line: behind whether everything is saved. */
void join_put(struct join *join, struct hv_page *page);

/* Back to the page of the couple; what one person wrote is wiped. A table locks the seat. */
void join_leave_seat(struct join *join);

/* Takes lines together until a lone dot; nothing, or 'aloud', is an answer by itself. NULL: there
 * is more to come; else what was typed, which the caller wipes and frees. */
char *join_take_lines(struct join *join, const char *line, bool several);

/* ---- join_home.c ---- */

void join_show_home(struct join *join);
void join_home_line(struct join *join, const char *line);
void join_show_joint(struct join *join);
void join_joint_line(struct join *join, const char *line);

/* ---- join_write.c ---- */

/* The seat is unlocked: shows whatever is asked of this person. */
void join_sit_down(struct join *join);
void join_show_own(struct join *join);
void join_own_line(struct join *join, const char *line);
void join_own_reply(struct join *join, const struct hv_answered *answered);

/* Wipes what this person answered. */
void join_wipe_own(struct join *join);

#endif
