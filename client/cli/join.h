/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * `houvast join`: a couple's table, or one person's pen. Everything is a page on the alternate
 * screen, so that nothing private stays in the scrollback (terminal.h).
 *
 *     join.c        what comes in, and which page is shown
 *     join_door.c   before the device has its place
 *     join_home.c   the page of the couple: who writes, opening together, turns
 *     join_joint.c  a field that the couple fills in together
 *     join_words.c  the two words of a seat: at every pass on a table, once an evening on a pen
 *     join_seat.c   one person's own page: which one it is, consent, and taking it back
 *     join_rights.c taking answers back, and no longer sharing with the partner
 *     join_earlier.c  answers of exercises that are over, and taking those back
 *     join_keep.c   what this person answered, as far as this program knows
 *     join_write.c  questions, looking back, the envelope
 *     join_saying.c something for the facilitator, from any page
 *
 * A person's answers are wiped from this program when their seat is locked; they come back from the
 * server for whoever has the words of the seat.
 */
#ifndef HV_CLI_JOIN_H
#define HV_CLI_JOIN_H

#include "session.h"

/* An exit code. */
int hv_join(const struct hv_options *options);

/* ---- Inside ---- */

enum join_mode {
    JOIN_HOME = 0, /* of the couple */
    JOIN_WORDS,    /* the two words are asked */
    JOIN_UNLOCKING,
    JOIN_CONSENT,
    JOIN_WITHDRAW,  /* taking that back, asked once */
    JOIN_TAKE_BACK, /* answers of closed envelopes */
    JOIN_EARLIER,   /* answers of exercises that are over */
    JOIN_SPLIT,     /* no longer sharing with the partner, asked once */
    JOIN_FIELD,
    JOIN_REVIEW,
    JOIN_SIGNAL,
    JOIN_CLOSING, /* the envelope; waits for the server */
    JOIN_CLOSED,
    JOIN_NOTHING, /* nothing is asked of this person now */
    JOIN_JOINT,   /* a joint field is being written */
    JOIN_GUEST,   /* came with the walk-in code, and waits for a place */
    JOIN_BINDING  /* a pen that has no seat yet */
};

/* What one person has answered, as far as this program knows. */
struct own_answer {
    uint32_t revision; /* the last that was sent or came in */
    Houvast__V1__Answer answer;
    Houvast__V1__Value *value; /* or NULL */
};

#define JOIN_EARLIER_MAX 64

/* Answers of exercises that are over, tonight's and those of earlier evenings that the course
 * keeps, as they were last listed. */
struct earlier_answer {
    uint32_t run, field;
    bool joint;   /* written together */
    bool widened; /* the facilitators may read it, as far as this person is concerned */
    bool let_go;  /* and it may go to the group */
};

struct join_earlier {
    bool reading;
    Houvast__V1__ReadKind kind;          /* of what is being read */
    Houvast__V1__Definition *definition; /* of an earlier run, which came last; a copy, or NULL */
    uint32_t defined;                    /* that run */
    struct hv_page page;                 /* as far as they came */
    struct earlier_answer answers[JOIN_EARLIER_MAX];
    uint32_t count;
    uint32_t run;    /* of the last one listed; then of the one taken back */
    uint32_t fields; /* the one taken back, as a set */
};

struct join {
    struct hv_session session;
    enum join_mode mode;
    bool is_table;
    uint32_t unit;
    uint32_t seat;      /* who chose to write here; 0: nobody */
    uint32_t consented; /* the seat that said yes here last; its page may be a moment behind */
    struct join_earlier earlier;
    uint32_t discards; /* set of fields that go for good, once they are sure; 0: none */
    uint32_t sat_run;  /* where the evening was when the seat was chosen */
    uint32_t sat_step;
    bool wants; /* a pen: asked for its page; otherwise some pages are only offered */
    bool rests; /* a pen: left its page in this run, and is not brought back by itself */
    uint32_t rests_in;
    bool by_ticket;   /* the last unlocking was, and not by words */
    bool words_later; /* a pen: its words were not given when they were asked; then only on request
                       */
    bool reading;     /* what this person wrote is on its way */
    bool work_read;   /* it came, as far as there is any */
    uint32_t run;     /* to which the rest belongs */
    uint32_t closed;  /* set of rounds whose envelope was closed here, by this seat; likewise */
    uint32_t closed_by;
    Houvast__V1__Round round;
    uint32_t fields[32]; /* of the envelope, in order */
    uint32_t field_count;
    uint32_t at; /* the question on the page; joint: the field itself */
    struct own_answer own[32];
    uint32_t shows;
    uint32_t to_group;   /* of those: what goes to the group too */
    char *lines;         /* of an answer in several lines, so far */
    bool lines_saved;    /* these are on their way to the server too */
    bool lines_warned;   /* that they will be dropped was said */
    char *fits;          /* of a text that was too long: what was saved of it */
    char *rest;          /* and what was not; NULL: it was not too long */
    enum hv_word notice; /* to be said on the next page; HV_WORD_COUNT: nothing */
    bool says;           /* something to the facilitator: the next line is what */
    int awaited;         /* kind of the request that is told of once it was done; 0: none */
    enum hv_word done;   /* then */
    int64_t typed_at;    /* the last key, in seconds of CLOCK_BOOTTIME */
};

/* ---- join.c ---- */

/* What everyone looks at; NULL when it is not there. */
const Houvast__V1__UnitPane *join_unit(const struct join *join);
const Houvast__V1__Definition *join_definition(const struct join *join);
const Houvast__V1__SeatPane *join_seat(const struct join *join);

/* Shows the page of the present mode anew. */
void join_show(struct join *join);

/* The same with a sentence on top, which stays until a line is typed. */
void join_tell(struct join *join, enum hv_word word);

/* Sentences that stand on top of every page. */
void join_add_top(struct join *join, struct hv_page *page);

/* Shows it as a page, frees it, and asks for a line: behind whether everything is saved. */
void join_put(struct join *join, struct hv_page *page);

/* Back to the page of the couple; what one person wrote is wiped. A table locks the seat. */
void join_leave_seat(struct join *join);

/* The same because that person wants it: a pen is not brought back by itself. */
void join_rest(struct join *join);

/* Takes lines together until a lone dot; nothing, or 'aloud', is an answer by itself. NULL: there
 * is more to come; else what was typed, which the caller wipes and frees. */
char *join_take_lines(struct join *join, const char *line, bool several);

/* Wipes the lines so far. */
void join_drop_lines(struct join *join);

/* A line that a list has no room for is taken off the lines so far, and shown. */
void join_check_rows(struct join *join, const struct hv_question *question);

/* A text that is too long is kept: what fits in `fits`, the rest in `rest`. False: no memory. */
bool join_keep_too_long(struct join *join, const struct hv_question *question, const char *typed);
void join_drop_too_long(struct join *join);
void join_add_too_long(struct join *join, struct hv_page *page, const struct hv_question *question);

/* Where the couple is; unspecified: nowhere they go by themselves. */
Houvast__V1__StageKind join_here(const struct join *join);

/* ---- join_door.c ---- */

void join_show_door(struct join *join);
void join_door_line(struct join *join, const char *line);

/* ---- join_home.c ---- */

void join_show_home(struct join *join);
void join_home_line(struct join *join, const char *line);

/* ---- join_words.c ---- */

/* Asks the words of the chosen seat, or uses the ticket that a pen has. */
void join_unlock(struct join *join);

/* A pen is one person's own: as soon as there is an evening its seat is unlocked, or its words are
 * asked. */
void join_unlock_pen(struct join *join);

/* Unlocking was refused. False: not for words, or too much waited; the words are not asked anew. */
bool join_words_refused(struct join *join, int refusal);

void join_show_words(struct join *join);
void join_words_line(struct join *join, const char *line);

/* ---- join_joint.c ---- */

void join_show_joint(struct join *join);
void join_joint_line(struct join *join, const char *line);

/* ---- join_seat.c ---- */

/* The seat is unlocked: shows whatever is asked of this person. */
void join_sit_down(struct join *join);
void join_show_own(struct join *join);
void join_own_line(struct join *join, const char *line);
void join_own_reply(struct join *join, const struct hv_answered *answered);

/* Whether an envelope of this person can be written in, or is closed; of the first that is so,
 * which one. */
bool join_may_write(const struct join *join, Houvast__V1__Round *ret_round);
bool join_has_closed(const struct join *join, Houvast__V1__Round *ret_round);

/* This person's yes is taken back, with one more line: no more than it takes to give it. */
void join_withdraw(struct join *join);

/* Opens the closed envelope of this person again. */
void join_reopen(struct join *join);

/* ---- join_rights.c ---- */

/* Of what was asked now: `done` is said when the server has done it, and not before. */
void join_await(struct join *join, int asked, enum hv_word done);

/* Says it, and goes on from there. */
void join_tell_done(struct join *join, int asked);

/* The seat must be unlocked here; otherwise it is said that it is not. */
void join_take_back(struct join *join);
void join_add_take_back(struct join *join, struct hv_page *page);
void join_take_back_line(struct join *join, const char *line);
void join_split(struct join *join);
void join_split_line(struct join *join, const char *line);

/* What follows the word for discarding, when the line begins with it; NULL otherwise. */
const char *join_behind_discard(const char *line);

/* The same of the word for letting the facilitators read. */
const char *join_behind_read(const char *line);

/* Lets them read an answer that they may not read so far, or the other way round; of one that was
 * written together it is this person's own yes. */
void join_widen(struct join *join, uint32_t run, uint32_t field, bool joint, bool widened);

/* The same of the word for letting it go to the group, and of doing so. */
const char *join_behind_group(const char *line);
void join_let_go(struct join *join, uint32_t run, uint32_t field, bool let_go);

/* Each of these by its word; false: the line is another one. */
bool join_begins_right(struct join *join, const char *line);

/* ---- join_earlier.c ---- */

/* The seat must be unlocked here; otherwise it is said that it is not. */
void join_look_back(struct join *join);
void join_show_earlier(struct join *join);
void join_earlier_came(struct join *join, const struct hv_client_page *page);
void join_earlier_line(struct join *join, const char *line);

/* Wipes what came. */
void join_forget_earlier(struct join *join);

/* ---- join_keep.c ---- */

/* Wipes what this person answered. */
void join_wipe_own(struct join *join);

/* An answer that is newer than what is known of the field, or as new. */
void join_remember(struct join *join,
                   uint32_t field,
                   uint32_t revision,
                   Houvast__V1__Answer answer,
                   const Houvast__V1__Value *value);

/* What came back from the server; what was typed here since then is newer and stays. */
void join_take_work(struct join *join);
void join_take_rows(struct join *join, const struct hv_client_page *page);

/* Whether answers of this person are on the server that are not here. */
bool join_lacks_work(const struct join *join);

/* ---- join_write.c ---- */

/* The fields of this envelope that are asked of this person; `ret` may be NULL. How many. */
uint32_t join_list_fields(const struct join *join, Houvast__V1__Round round, uint32_t ret[32]);

/* Begins with the first question that has no answer yet, or with looking back. */
void join_begin_writing(struct join *join, Houvast__V1__Round round);

void join_add_question(struct join *join, struct hv_page *page);
void join_add_review(struct join *join, struct hv_page *page);
void join_field_line(struct join *join, const char *line);
void join_review_line(struct join *join, const char *line);
void join_signal_line(struct join *join, const char *line);

/* A word that says where to go; false: not from here. */
bool join_go(struct join *join, enum hv_way way);

/* ---- join_saying.c ---- */

/* The word that asks for it, alone on a line. */
bool join_begins_saying(const char *line);

void join_show_saying(struct join *join);
void join_saying_line(struct join *join, const char *line);

/* One of the three lines, by its number; false: none of them. */
bool join_read_signal(const char *line, Houvast__V1__Signal *ret);

#endif
