/* SPDX-License-Identifier: EUPL-1.2 */
#include "terminal.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "screen.h"

enum {
    END_SIGNALS = 3
};

struct hv_terminal {
    uv_loop_t *loop;
    struct hv_terminal_handlers handlers;
    void *data;
    enum hv_client_language language;
    bool person; /* at both ends */
    bool screen_allowed;
    bool screen; /* the alternate one is on */
    bool prompted;
    bool secret;
    bool held;
    bool ended;
    bool closing;
    bool is_file; /* that cannot be polled */
    uv_poll_t poll;
    uv_timer_t wake; /* reads on: a file, or what came while it was held */
    uv_signal_t ends[END_SIGNALS];
    uv_signal_t suspend;
    uv_signal_t resume;
    uv_signal_t resize;
    unsigned handles; /* that are not closed yet */
    char *prompt;
    char *more;  /* the rest of a page that is too long */
    char *page;  /* as it was shown last, as long as it stands there untouched */
    char *shown; /* the same, until another page comes */
    struct hv_line line;
    char input[4096];
    size_t input_at, input_size;
};

static void wipe(char **text)
{
    if (*text != NULL) {
        explicit_bzero(*text, strlen(*text));
        free(*text);
        *text = NULL;
    }
}

bool hv_terminal_is_unread(const struct hv_terminal *terminal)
{
    return terminal->more != NULL;
}

bool hv_terminal_is_person(const struct hv_terminal *terminal)
{
    return terminal->person;
}

/* ---- The line under way ---- */

static void show_prompt(struct hv_terminal *terminal)
{
    if (!terminal->person || terminal->closing) {
        return;
    }
    hv_screen_put(terminal->more != NULL     ? hv_word(HV_WORD_MORE, terminal->language)
                  : terminal->prompt != NULL ? terminal->prompt
                                             : "> ");
    if (!terminal->secret) {
        hv_screen_put_bytes(terminal->line.text, terminal->line.size);
    }
    terminal->prompted = true;
}

/* Leaves the line on which somebody may be typing. */
static void leave_line(struct hv_terminal *terminal)
{
    if (terminal->prompted) {
        if (terminal->screen_allowed) {
            hv_screen_clear_line();
        } else {
            hv_screen_put("\n");
        }
        terminal->prompted = false;
    }
}

void hv_terminal_forget(struct hv_terminal *terminal)
{
    hv_line_empty(&terminal->line);
}

/* ---- Showing ---- */

void hv_terminal_print(struct hv_terminal *terminal, const char *text)
{
    size_t size = strlen(text);

    leave_line(terminal);
    wipe(&terminal->page);
    hv_screen_put_bytes(text, size);
    if (size > 0 && text[size - 1] != '\n') {
        hv_screen_put("\n");
    }
    show_prompt(terminal);
}

/* How much of the text fits on the screen, in whole lines. */
static size_t part_that_fits(const char *text)
{
    unsigned left = hv_screen_rows();
    const char *at = text;

    while (*at != '\0' && left > 0) {
        const char *end = strchrnul(at, '\n');

        at = *end == '\0' ? end : end + 1;
        left--;
    }
    return (size_t)(at - text);
}

static void show_part(struct hv_terminal *terminal, const char *text)
{
    size_t size = part_that_fits(text);
    char *rest = text[size] != '\0' ? strdup(text + size) : NULL;

    hv_screen_clear();
    hv_screen_put_bytes(text, size);
    wipe(&terminal->more);
    terminal->more = rest;
    show_prompt(terminal);
}

void hv_terminal_page(struct hv_terminal *terminal, const char *text)
{
    if (!terminal->screen_allowed) {
        leave_line(terminal);
        hv_screen_put("\n");
        hv_terminal_print(terminal, text);
        return;
    }
    if (terminal->screen && terminal->prompted && terminal->page != NULL &&
        strcmp(terminal->page, text) == 0) {
        return;
    }
    wipe(&terminal->page);
    wipe(&terminal->shown);
    terminal->page = strdup(text);
    terminal->shown = strdup(text);
    terminal->prompted = false;
    if (!terminal->screen) {
        terminal->screen = true;
        hv_screen_enter_page();
    }
    show_part(terminal, text);
}

void hv_terminal_clear(struct hv_terminal *terminal)
{
    wipe(&terminal->more);
    wipe(&terminal->page);
    wipe(&terminal->shown);
    if (terminal->screen) {
        hv_screen_leave_page();
        terminal->screen = false;
        terminal->prompted = false;
    }
}

void hv_terminal_ask(struct hv_terminal *terminal, const char *prompt, bool secret)
{
    if (terminal->prompted && terminal->prompt != NULL && terminal->secret == secret &&
        strcmp(terminal->prompt, prompt) == 0) {
        return;
    }
    leave_line(terminal);
    wipe(&terminal->prompt);
    terminal->prompt = strdup(prompt);
    terminal->secret = secret;
    show_prompt(terminal);
}

/* ---- Typing ---- */

static void end_input(struct hv_terminal *terminal)
{
    if (!terminal->ended && !terminal->closing) {
        terminal->ended = true;
        terminal->handlers.on_end(terminal->data);
    }
}

/* A person can be asked first. */
static void interrupt(struct hv_terminal *terminal)
{
    bool stays = terminal->person && !terminal->ended && !terminal->closing &&
                 terminal->handlers.on_interrupt != NULL &&
                 terminal->handlers.on_interrupt(terminal->data);

    if (!stays) {
        end_input(terminal);
    }
}

static void finish_line(struct hv_terminal *terminal)
{
    char line[HV_LINE_MAX + 1];

    memcpy(line, terminal->line.text, terminal->line.size);
    line[terminal->line.size] = '\0';
    hv_line_empty(&terminal->line);
    wipe(&terminal->page);
    if (terminal->prompted) {
        hv_screen_put("\n");
        terminal->prompted = false;
    }
    if (terminal->more != NULL && line[0] == '\0') {
        char *more = terminal->more;

        terminal->more = NULL;
        show_part(terminal, more);
        wipe(&more);
        return;
    }
    terminal->handlers.on_line(terminal->data, line);
    explicit_bzero(line, sizeof line);
    if (!terminal->prompted) {
        show_prompt(terminal);
    }
}

static void take_byte(struct hv_terminal *terminal, unsigned char byte)
{
    bool echo = terminal->prompted && !terminal->secret;

    if (terminal->handlers.on_typed != NULL) {
        terminal->handlers.on_typed(terminal->data);
    }
    switch (terminal->person ? hv_line_type(&terminal->line, byte, echo)
                             : hv_line_feed(&terminal->line, byte)) {
    case HV_LINE_TYPED:
        break;
    case HV_LINE_ENTER:
        finish_line(terminal);
        break;
    case HV_LINE_INTERRUPT:
        interrupt(terminal);
        break;
    case HV_LINE_REDRAW:
        leave_line(terminal);
        show_prompt(terminal);
        break;
    }
}

static void take_input(struct hv_terminal *terminal)
{
    while (terminal->input_at < terminal->input_size && !terminal->closing &&
           (terminal->person || !terminal->held)) {
        take_byte(terminal, (unsigned char)terminal->input[terminal->input_at++]);
    }
    if (terminal->input_at == terminal->input_size) {
        explicit_bzero(terminal->input, sizeof terminal->input);
        terminal->input_at = terminal->input_size = 0;
    }
}

static void finish_input(struct hv_terminal *terminal)
{
    if (terminal->line.size > 0 && !terminal->person) {
        finish_line(terminal);
    }
    if (!terminal->closing) {
        if (!terminal->is_file) {
            uv_poll_stop(&terminal->poll);
        }
        uv_timer_stop(&terminal->wake);
        end_input(terminal);
    }
}

/* False: there is no more to be had now. */
static bool read_input(struct hv_terminal *terminal)
{
    ssize_t size;

    take_input(terminal);
    if (terminal->closing || terminal->ended || terminal->input_size > 0 ||
        (terminal->held && !terminal->person)) {
        return false;
    }
    size = read(STDIN_FILENO, terminal->input, sizeof terminal->input);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) {
        return false;
    }
    if (size <= 0) {
        finish_input(terminal);
        return false;
    }
    terminal->input_size = (size_t)size;
    take_input(terminal);
    return true;
}

static void on_readable(uv_poll_t *poll, int status, int events)
{
    (void)status;
    (void)events;
    read_input(poll->data);
}

static void on_wake(uv_timer_t *timer)
{
    struct hv_terminal *terminal = timer->data;

    if (!terminal->is_file) {
        take_input(terminal);
    } else if (read_input(terminal)) {
        uv_timer_start(timer, on_wake, 0, 0);
    }
}

static void listen_on(struct hv_terminal *terminal)
{
    if (terminal->held && !terminal->person) {
        if (!terminal->is_file) {
            uv_poll_stop(&terminal->poll);
        }
        return;
    }
    if (!terminal->is_file) {
        uv_poll_start(&terminal->poll, UV_READABLE | UV_DISCONNECT, on_readable);
    }
    uv_timer_start(&terminal->wake, on_wake, 0, 0);
}

void hv_terminal_hold(struct hv_terminal *terminal, bool hold)
{
    if (terminal->held != hold && !terminal->ended && !terminal->closing) {
        terminal->held = hold;
        listen_on(terminal);
    }
}

/* ---- Signals ---- */

static void take_keys(const struct hv_terminal *terminal)
{
    if (terminal->person) {
        hv_screen_take_keys();
    }
}

static void on_end_signal(uv_signal_t *signal, int number)
{
    if (number == SIGINT) {
        interrupt(signal->data);
    } else {
        end_input(signal->data);
    }
}

/* Put aside with Ctrl-Z: nothing stays on the screen meanwhile. */
static void on_suspend(uv_signal_t *signal, int number)
{
    struct hv_terminal *terminal = signal->data;

    (void)number;
    if (terminal->screen) {
        hv_screen_leave_page();
    }
    hv_screen_give_keys_back();
    raise(SIGSTOP);
}

static void on_resume(uv_signal_t *signal, int number)
{
    struct hv_terminal *terminal = signal->data;

    (void)number;
    take_keys(terminal);
    if (terminal->screen) {
        hv_screen_enter_page();
        hv_screen_put(hv_word(HV_WORD_BACK_AGAIN, terminal->language));
        hv_screen_put("\n");
        wipe(&terminal->page);
        wipe(&terminal->more);
        terminal->more = terminal->shown != NULL ? strdup(terminal->shown) : NULL;
    }
    show_prompt(terminal);
}

static void on_resize(uv_signal_t *signal, int number)
{
    struct hv_terminal *terminal = signal->data;

    (void)number;
    if (terminal->handlers.on_resize != NULL && !terminal->closing) {
        terminal->handlers.on_resize(terminal->data);
    }
}

static void watch(struct hv_terminal *terminal, uv_signal_t *signal, int number, uv_signal_cb on)
{
    uv_signal_init(terminal->loop, signal);
    signal->data = terminal;
    uv_signal_start(signal, on, number);
    uv_unref((uv_handle_t *)signal);
    terminal->handles++;
}

/* ---- Life ---- */

int hv_terminal_open(uv_loop_t *loop,
                     bool plain,
                     enum hv_client_language language,
                     const struct hv_terminal_handlers *handlers,
                     void *data,
                     struct hv_terminal **ret)
{
    static const int end_signals[END_SIGNALS] = { SIGINT, SIGTERM, SIGHUP };
    struct hv_terminal *terminal = calloc(1, sizeof *terminal);

    if (terminal == NULL) {
        return UV_ENOMEM;
    }
    terminal->loop = loop;
    terminal->language = language;
    terminal->handlers = *handlers;
    terminal->data = data;
    terminal->person = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    terminal->screen_allowed = !plain && hv_screen_shows_pages();
    hv_screen_open();
    terminal->is_file = uv_poll_init(loop, &terminal->poll, STDIN_FILENO) != 0;
    terminal->poll.data = terminal;
    terminal->handles += !terminal->is_file;
    uv_timer_init(loop, &terminal->wake);
    terminal->wake.data = terminal;
    terminal->handles++;
    for (int i = 0; i < END_SIGNALS; i++) {
        watch(terminal, &terminal->ends[i], end_signals[i], on_end_signal);
    }
    watch(terminal, &terminal->suspend, SIGTSTP, on_suspend);
    watch(terminal, &terminal->resume, SIGCONT, on_resume);
    watch(terminal, &terminal->resize, SIGWINCH, on_resize);
    take_keys(terminal);
    listen_on(terminal);
    *ret = terminal;
    return 0;
}

static void on_handle_closed(uv_handle_t *handle)
{
    struct hv_terminal *terminal = handle->data;

    terminal->handles--;
    if (terminal->handles == 0) {
        explicit_bzero(terminal, sizeof *terminal);
        free(terminal);
    }
}

void hv_terminal_close(struct hv_terminal *terminal)
{
    leave_line(terminal);
    hv_terminal_clear(terminal);
    if (terminal->person) {
        hv_screen_drop_keys();
    }
    hv_screen_close();
    terminal->closing = true;
    wipe(&terminal->prompt);
    if (!terminal->is_file) {
        uv_close((uv_handle_t *)&terminal->poll, on_handle_closed);
    }
    uv_close((uv_handle_t *)&terminal->wake, on_handle_closed);
    for (int i = 0; i < END_SIGNALS; i++) {
        uv_close((uv_handle_t *)&terminal->ends[i], on_handle_closed);
    }
    uv_close((uv_handle_t *)&terminal->suspend, on_handle_closed);
    uv_close((uv_handle_t *)&terminal->resume, on_handle_closed);
    uv_close((uv_handle_t *)&terminal->resize, on_handle_closed);
}
