/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Panes as text: every picture is a labelled list. Pure: what goes in comes out as lines on a page.
 *
 *     render_field.c   questions and answers
 *     render_hall.c    stage and wall, as everyone sees them
 *     render_unit.c    what a couple does together
 *     render_quiz.c    what somebody gets to know of a quiz
 *     render_board.c   what facilitators see
 */
#ifndef HV_CLI_RENDER_H
#define HV_CLI_RENDER_H

#include "houvast/v1/wire.pb-c.h"
#include "input.h"
#include "page.h"

/* Finds the definition that a pane names; NULL: it did not come (yet). */
struct hv_definitions {
    const Houvast__V1__Definition *(*find)(void *data, const ProtobufCBinaryData *hash);
    void *data;
};

/* ---- render_field.c ---- */

/* The question with what there is to choose from, who may see the answer, and how to type it. */
void hv_render_question(struct hv_page *page, const struct hv_question *question);

/* An answer; `value` may be NULL. */
void hv_render_answer(struct hv_page *page,
                      unsigned indent,
                      const struct hv_question *question,
                      Houvast__V1__Answer answer,
                      const Houvast__V1__Value *value);

/* ---- render_hall.c ---- */

enum hv_word hv_word_of_stage(Houvast__V1__StageKind kind);

/* What is left of a clock at `now` of the server, as "9:32" or "9:32 (pauze)"; empty when there is
 * none. Below zero: "0:00". */
struct hv_clock {
    char text[32];
};
struct hv_clock
hv_clock(const Houvast__V1__Timer *timer, int64_t now, enum hv_client_language language);

/* Where the evening is: titles and what people do now. */
void hv_render_where(struct hv_page *page, const Houvast__V1__StagePane *stage);

/* The same with everything else of the stage: titles, what people do now, announcement; and the
 * prompts where they may be shown to all. Without the clock. */
void hv_render_stage(struct hv_page *page,
                     const Houvast__V1__StagePane *stage,
                     const struct hv_definitions *definitions);

/* Whether the wall is shown unasked: to couples when the group shares, talks or closes, on the
 * projector always; to nobody in a break. */
bool hv_wall_is_due(const Houvast__V1__StagePane *stage, bool projector);

/* What is on the wall of what is under way `now`; of all evening while nothing is, or with NULL. */
void hv_render_wall(struct hv_page *page,
                    const Houvast__V1__WallPane *wall,
                    const struct hv_definitions *definitions,
                    const Houvast__V1__StagePane *now);

/* ---- render_unit.c ---- */

/* What the couple does now, together; `unit` has a run under way and `definition` is its exercise.
 */
void hv_render_unit(struct hv_page *page,
                    const Houvast__V1__UnitPane *unit,
                    const Houvast__V1__Definition *definition,
                    const Houvast__V1__WallPane *wall);

/* ---- render_quiz.c ---- */

/* Of each question of a quiz that this person closed: whether the own answer was right, what is,
 * and why. Nothing when there are none. */
void hv_render_scored(struct hv_page *page,
                      const Houvast__V1__SeatPane *seat,
                      const Houvast__V1__Definition *definition);

/* ---- render_qr.c ---- */

/* A QR code in block characters, with its quiet zone. False: it is wider than the page, or none. */
bool hv_render_qr(struct hv_page *page, const Houvast__V1__QrPage *qr);

/* ---- render_board.c ---- */

/* `now`: the server's clock, ms. */
void hv_render_board(struct hv_page *page,
                     const Houvast__V1__BoardPane *board,
                     const Houvast__V1__StagePane *stage,
                     const struct hv_definitions *definitions,
                     int64_t now);

void hv_render_agenda(struct hv_page *page,
                      const Houvast__V1__BoardPane *board,
                      const struct hv_definitions *definitions);

/* A step's name as it is called: its own title, or that of its exercise. */
const char *hv_board_step_title(const Houvast__V1__BoardStep *step,
                                const struct hv_definitions *definitions,
                                enum hv_client_language language);

/* Rows of reads; `name` is that of the seat in the row. */
void hv_render_card(struct hv_page *page, const Houvast__V1__ReadRow *row);
void hv_render_note(struct hv_page *page,
                    const Houvast__V1__ReadRow *row,
                    uint32_t number,
                    const struct hv_definitions *definitions);
void hv_render_given(struct hv_page *page,
                     const Houvast__V1__ReadRow *row,
                     const struct hv_definitions *definitions);
/* Light, tags and note, and how to change them. */
void hv_render_person(struct hv_page *page, const Houvast__V1__ReadRow *row, const char *name);
void hv_render_roster_row(struct hv_page *page, const Houvast__V1__ReadRow *row, const char *name);

#endif
