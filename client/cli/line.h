/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The line that is being typed, byte by byte as a terminal gives them, and the keys that change it.
 * It stands in no history. What does not fit is not taken.
 */
#ifndef HV_CLI_LINE_H
#define HV_CLI_LINE_H

#include <stdbool.h>
#include <stddef.h>

#define HV_LINE_CHARACTERS 2000
#define HV_LINE_MAX        (4 * HV_LINE_CHARACTERS) /* bytes */

struct hv_line {
    char text[HV_LINE_MAX + 1]; /* UTF-8 if that was typed */
    size_t size;
    unsigned characters;
    unsigned escape; /* bytes of an escape sequence seen */
};

/* What a byte did. */
enum hv_line_key {
    HV_LINE_TYPED,     /* it changed the line, or means nothing */
    HV_LINE_ENTER,     /* the line is whole */
    HV_LINE_INTERRUPT, /* Ctrl-D on an empty line */
    HV_LINE_REDRAW     /* Ctrl-L */
};

/* A byte of somebody's keyboard. `echo`: the screen shows what it does to the line; a bell says,
 * with or without it, that the line is full. */
enum hv_line_key hv_line_type(struct hv_line *line, unsigned char byte, bool echo);

/* A byte of a file or pipe, in which no key has a meaning. */
enum hv_line_key hv_line_feed(struct hv_line *line, unsigned char byte);

/* Wipes what was typed; an escape sequence that is under way is still one. */
void hv_line_empty(struct hv_line *line);

#endif
