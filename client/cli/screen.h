/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The screen and keyboard that this program runs on: standard input and output of the process, so
 * there is one. Bytes go to it at once; its modes and the alternate screen are put right at every
 * end, also when a signal ends the program by force.
 */
#ifndef HV_CLI_SCREEN_H
#define HV_CLI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

/* Remembers how standard input was, and puts it right should the program crash. Once, and before
 * anything below. */
void hv_screen_open(void);

/* As it was before hv_screen_open. */
void hv_screen_close(void);

/* Whether it has an alternate screen to show pages on: it is a terminal, and TERM is not dumb. */
bool hv_screen_shows_pages(void);

/* Columns to write in: those of the screen or of COLUMNS, at most 100; 80 when nobody knows. */
unsigned hv_screen_width(void);

/* How many lines of a page are shown at once, what is typed left out. */
unsigned hv_screen_rows(void);

/* ---- Keys ---- */

/* From now on each key comes at once and is not echoed; Ctrl-C and Ctrl-Z stay signals. */
void hv_screen_take_keys(void);

/* Keys come as they did before that. */
void hv_screen_give_keys_back(void);

/* Takes what is still typed on or pasted until the keys are quiet, and drops it: it is nobody's,
 * and a shell would run it and keep it in its history. Waits 100 ms for quiet, 6.4 s at most. */
void hv_screen_drop_keys(void);

/* ---- Writing ---- */

/* Waits until all of it is written; a screen that is gone takes nothing, and nobody is told. */
void hv_screen_put(const char *text);
void hv_screen_put_bytes(const char *bytes, size_t size);

/* The alternate screen, which leaves nothing behind in the scrollback; and back. */
void hv_screen_enter_page(void);
void hv_screen_leave_page(void);

/* Everything on it goes. */
void hv_screen_clear(void);

/* The line of the cursor goes. */
void hv_screen_clear_line(void);

#endif
