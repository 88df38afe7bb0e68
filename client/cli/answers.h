/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the couples of a rehearsal answer: plausible, varied, and always accepted by the field. For
 * a field that is not known by its id, something that fits its type.
 */
#ifndef HV_CLI_ANSWERS_H
#define HV_CLI_ANSWERS_H

#include "chance.h"
#include "commands.h"

/* An answer with room for its parts. */
struct hv_answer {
    struct hv_answer_draft draft;
    int32_t numbers[3];
    uint32_t options[64];
    const char *cells[80];
    char text[512];
};

/* Aliases of two people, each their own couple by `index`. */
void hv_answers_names(uint32_t index, const char *ret_names[2]);

/*
 * An answer to `field`; `wall` is for options that come from the wall, and may be NULL; they are
 * those of `run`. `ret` points into itself: it must not be copied. Most answers are given, some
 * said aloud or passed over.
 */
void hv_answers_give(const Houvast__V1__Field *field,
                     const Houvast__V1__WallPane *wall,
                     uint32_t run,
                     struct hv_chance *chance,
                     struct hv_answer *ret);

/* What a facilitator writes on the wall because it was said aloud. */
const char *hv_answers_said_aloud(struct hv_chance *chance);

#endif
