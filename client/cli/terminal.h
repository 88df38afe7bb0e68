/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The terminal, in lines: something is printed, something is asked, a line comes back. It moves no
 * cursor about, so it works over ssh and with a screen reader.
 *
 * The one exception: pages. What is private, or was opened between partners, is shown as a page on
 * the alternate screen, which leaves nothing behind in the scrollback; the next page, leaving, and
 * every end of the program, also by a signal, clear it first. Without a terminal, with TERM=dumb or
 * --plain, pages are printed as lines like everything else.
 *
 * What is typed is echoed by this program, not by the terminal, and stands in no history. A line
 * holds at most HV_LINE_CHARACTERS; what is more is not taken, with a bell. Ctrl-C and Ctrl-Z are
 * signals.
 */
#ifndef HV_CLI_TERMINAL_H
#define HV_CLI_TERMINAL_H

#include <uv.h>

#include "line.h"
#include "words.h"

struct hv_terminal;

struct hv_terminal_handlers {
    /* Before a byte that was typed is taken. May be NULL. */
    void (*on_typed)(void *data);
    /* A line, without its newline. It is wiped when the handler returns. */
    void (*on_line)(void *data, const char *line);
    /* Nothing more comes in: end of input, Ctrl-C, or a signal to end. Once. */
    void (*on_end)(void *data);
    /* A person pressed Ctrl-C or Ctrl-D. True: not yet, something is asked first. May be NULL. */
    bool (*on_interrupt)(void *data);
    /* The screen has another size now. May be NULL. */
    void (*on_resize)(void *data);
};

/* Standard input and output; one at a time. A libuv error, or 0. */
int hv_terminal_open(uv_loop_t *loop,
                     bool plain,
                     enum hv_client_language language,
                     const struct hv_terminal_handlers *handlers,
                     void *data,
                     struct hv_terminal **ret);

/* Clears the page, gives the terminal back as it was; the loop lets go of it by itself. */
void hv_terminal_close(struct hv_terminal *terminal);

/* A person sits at both ends. */
bool hv_terminal_is_person(const struct hv_terminal *terminal);

/* Prints lines in the ordinary flow; what was being typed is shown again after them. */
void hv_terminal_print(struct hv_terminal *terminal, const char *text);

/* Shows a page instead of the one before. A page that is too long is shown in parts, an Enter each.
 * After Ctrl-Z it comes back with the first Enter. */
void hv_terminal_page(struct hv_terminal *terminal, const char *text);

/* A part of the page was not shown yet; a line that is handed over now was typed before it. */
bool hv_terminal_is_unread(const struct hv_terminal *terminal);

/* Clears the page and goes back to the ordinary flow. */
void hv_terminal_clear(struct hv_terminal *terminal);

/* What stands before the place to type; it is shown from now on. `secret`: what is typed is not
 * echoed. */
void hv_terminal_ask(struct hv_terminal *terminal, const char *prompt, bool secret);

/* Forgets what was typed so far. */
void hv_terminal_forget(struct hv_terminal *terminal);

/* No line is handed over until this is taken back: input that is not typed waits for what it asked.
 */
void hv_terminal_hold(struct hv_terminal *terminal, bool hold);

#endif
