/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The terminal gives every byte at once and echoes nothing; this file keeps the line under way and
 * echoes it. What is left to the terminal is turning Ctrl-C and Ctrl-Z into signals. A signal that
 * ends the program by force still clears the page, with calls that are allowed in such a moment.
 */
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define ENTER_SCREEN "\033[?1049h\033[2J\033[H"
#define CLEAR_SCREEN "\033[2J\033[H"
#define LEAVE_SCREEN "\033[2J\033[H\033[?1049l"
#define CLEAR_LINE   "\r\033[K"

enum {
    WIDEST = 100,
    END_SIGNALS = 3,
    QUIET_MS = 100,
    QUIET_READS = 64 /* a key that is held down never is quiet */
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
    char line[HV_LINE_MAX + 1];
    size_t size;
    unsigned characters;
    unsigned escape; /* bytes of an escape sequence seen */
    char input[4096];
    size_t input_at, input_size;
};

/* What has to be put right when the program dies. */
static struct {
    volatile sig_atomic_t screen;
    volatile sig_atomic_t changed;
    int flags; /* of standard input, which libuv changes; -1: not known */
    struct termios before;
} at_death = { .flags = -1 };

/* ---- Writing ---- */

static void put_bytes(const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, size);

        if (written < 0 && errno != EINTR && errno != EAGAIN) {
            return;
        }
        if (written > 0) {
            bytes += written;
            size -= (size_t)written;
        }
    }
}

static void put(const char *text)
{
    put_bytes(text, strlen(text));
}

static void wipe(char **text)
{
    if (*text != NULL) {
        explicit_bzero(*text, strlen(*text));
        free(*text);
        *text = NULL;
    }
}

/* ---- Dying ---- */

static void on_crash(int number)
{
    if (at_death.screen) {
        put(LEAVE_SCREEN);
    }
    if (at_death.changed) {
        tcsetattr(STDIN_FILENO, TCSANOW, &at_death.before);
    }
    if (at_death.flags >= 0) {
        fcntl(STDIN_FILENO, F_SETFL, at_death.flags);
    }
    signal(number, SIG_DFL);
    raise(number);
}

static void watch_crashes(void)
{
    static const int numbers[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT };

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        signal(numbers[i], on_crash);
    }
}

/* ---- The terminal's own ways ---- */

static void take_over(struct hv_terminal *terminal)
{
    struct termios now;

    if (!terminal->person || tcgetattr(STDIN_FILENO, &now) != 0) {
        return;
    }
    if (!at_death.changed) {
        at_death.before = now;
        at_death.changed = 1;
    }
    now.c_lflag &= (tcflag_t) ~(ICANON | ECHO);
    now.c_cc[VMIN] = 1;
    now.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &now);
}

static void give_back(void)
{
    if (at_death.changed) {
        tcsetattr(STDIN_FILENO, TCSADRAIN, &at_death.before);
        at_death.changed = 0;
    }
}

/* What is typed on or pasted while the page goes is nobody's: a shell would run it, and keep it in
 * its history. */
static void drop_typed(void)
{
    struct pollfd wait = { .fd = STDIN_FILENO, .events = POLLIN };
    char rest[4096];
    int reads = 0;

    while (reads++ < QUIET_READS && poll(&wait, 1, QUIET_MS) > 0 &&
           read(STDIN_FILENO, rest, sizeof rest) > 0) {
    }
    explicit_bzero(rest, sizeof rest);
}

static struct winsize size_of_screen(void)
{
    struct winsize size = { .ws_row = 0 };

    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    return size;
}

unsigned hv_terminal_width(const struct hv_terminal *terminal)
{
    unsigned width = size_of_screen().ws_col;
    const char *columns = getenv("COLUMNS");

    (void)terminal;
    if (width == 0 && columns != NULL) {
        width = (unsigned)strtoul(columns, NULL, 10);
    }
    if (width == 0) {
        width = 80;
    }
    return width < WIDEST ? width : WIDEST;
}

unsigned hv_terminal_rows(const struct hv_terminal *terminal)
{
    unsigned rows = size_of_screen().ws_row;

    (void)terminal;
    return rows == 0 ? 20 : rows > 4 ? rows - 2 : 2;
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
    put(terminal->more != NULL     ? hv_word(HV_WORD_MORE, terminal->language)
        : terminal->prompt != NULL ? terminal->prompt
                                   : "> ");
    if (!terminal->secret) {
        put_bytes(terminal->line, terminal->size);
    }
    terminal->prompted = true;
}

/* Leaves the line on which somebody may be typing. */
static void leave_line(struct hv_terminal *terminal)
{
    if (terminal->prompted) {
        put(terminal->screen_allowed ? CLEAR_LINE : "\n");
        terminal->prompted = false;
    }
}

static void empty_line(struct hv_terminal *terminal)
{
    explicit_bzero(terminal->line, sizeof terminal->line);
    terminal->size = 0;
    terminal->characters = 0;
}

void hv_terminal_forget(struct hv_terminal *terminal)
{
    empty_line(terminal);
}

/* ---- Showing ---- */

void hv_terminal_print(struct hv_terminal *terminal, const char *text)
{
    size_t size = strlen(text);

    leave_line(terminal);
    wipe(&terminal->page);
    put_bytes(text, size);
    if (size > 0 && text[size - 1] != '\n') {
        put("\n");
    }
    show_prompt(terminal);
}

/* How much of the text fits on the screen, in whole lines. */
static size_t part_that_fits(const struct hv_terminal *terminal, const char *text)
{
    unsigned left = hv_terminal_rows(terminal);
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
    size_t size = part_that_fits(terminal, text);
    char *rest = text[size] != '\0' ? strdup(text + size) : NULL;

    put(CLEAR_SCREEN);
    put_bytes(text, size);
    wipe(&terminal->more);
    terminal->more = rest;
    show_prompt(terminal);
}

void hv_terminal_page(struct hv_terminal *terminal, const char *text)
{
    if (!terminal->screen_allowed) {
        leave_line(terminal);
        put("\n");
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
        at_death.screen = 1;
        terminal->screen = true;
        put(ENTER_SCREEN);
    }
    show_part(terminal, text);
}

void hv_terminal_clear(struct hv_terminal *terminal)
{
    wipe(&terminal->more);
    wipe(&terminal->page);
    wipe(&terminal->shown);
    if (terminal->screen) {
        put(LEAVE_SCREEN);
        terminal->screen = false;
        terminal->prompted = false;
        at_death.screen = 0;
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

    memcpy(line, terminal->line, terminal->size);
    line[terminal->size] = '\0';
    empty_line(terminal);
    wipe(&terminal->page);
    if (terminal->prompted) {
        put("\n");
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

/* The last character of the line, taken off it; its width. */
static unsigned take_last(struct hv_terminal *terminal)
{
    char last[5] = "";
    size_t size = 1;

    while (size < terminal->size && size < 4 &&
           (terminal->line[terminal->size - size] & 0xc0) == 0x80) {
        size++;
    }
    memcpy(last, terminal->line + terminal->size - size, size);
    terminal->size -= size;
    terminal->line[terminal->size] = '\0';
    terminal->characters--;
    return hv_text_width(last);
}

static void erase_last(struct hv_terminal *terminal)
{
    unsigned width = terminal->size > 0 ? take_last(terminal) : 0;

    for (; width > 0 && !terminal->secret; width--) {
        put("\b \b");
    }
}

static void erase_word(struct hv_terminal *terminal)
{
    while (terminal->size > 0 && terminal->line[terminal->size - 1] == ' ') {
        erase_last(terminal);
    }
    while (terminal->size > 0 && terminal->line[terminal->size - 1] != ' ') {
        erase_last(terminal);
    }
}

static void add_byte(struct hv_terminal *terminal, char byte)
{
    bool begins = (byte & 0xc0) != 0x80;

    if (terminal->size >= HV_LINE_MAX || (begins && terminal->characters >= HV_LINE_CHARACTERS)) {
        put(terminal->person ? "\a" : "");
        return;
    }
    terminal->line[terminal->size++] = byte;
    terminal->characters += begins;
    if (terminal->prompted && !terminal->secret) {
        put_bytes(&byte, 1);
    }
}

/* Arrow keys and their like mean nothing here. True: the byte belongs to one. */
static bool is_escape(struct hv_terminal *terminal, unsigned char byte)
{
    if (byte == '\033') {
        terminal->escape = 1;
        return true;
    }
    if (terminal->escape == 0) {
        return false;
    }
    terminal->escape++;
    if (terminal->escape == 2 ? byte != '[' && byte != 'O' : byte >= 0x40 && byte <= 0x7e) {
        terminal->escape = 0;
    }
    return true;
}

static void take_typed(struct hv_terminal *terminal, unsigned char byte)
{
    enum {
        CTRL_D = 4,
        BACKSPACE = 8,
        CTRL_L = 12,
        CTRL_U = 21,
        CTRL_W = 23,
        DELETE = 127
    };

    if (is_escape(terminal, byte)) {
        return;
    }
    switch (byte) {
    case '\n':
    case '\r':
        finish_line(terminal);
        break;
    case CTRL_D:
        if (terminal->size == 0) {
            interrupt(terminal);
        }
        break;
    case BACKSPACE:
    case DELETE:
        erase_last(terminal);
        break;
    case CTRL_U:
        while (terminal->size > 0) {
            erase_last(terminal);
        }
        break;
    case CTRL_W:
        erase_word(terminal);
        break;
    case CTRL_L:
        leave_line(terminal);
        show_prompt(terminal);
        break;
    default:
        if (byte == '\t' || byte >= ' ') {
            add_byte(terminal, byte == '\t' ? ' ' : (char)byte);
        }
        break;
    }
}

static void take_piped(struct hv_terminal *terminal, unsigned char byte)
{
    if (byte == '\n') {
        finish_line(terminal);
    } else if (byte >= ' ' && byte != 127) {
        add_byte(terminal, (char)byte);
    } else if (byte == '\t') {
        add_byte(terminal, ' ');
    }
}

static void take_input(struct hv_terminal *terminal)
{
    while (terminal->input_at < terminal->input_size && !terminal->closing &&
           (terminal->person || !terminal->held)) {
        unsigned char byte = (unsigned char)terminal->input[terminal->input_at++];

        if (terminal->person) {
            take_typed(terminal, byte);
        } else {
            take_piped(terminal, byte);
        }
    }
    if (terminal->input_at == terminal->input_size) {
        explicit_bzero(terminal->input, sizeof terminal->input);
        terminal->input_at = terminal->input_size = 0;
    }
}

static void finish_input(struct hv_terminal *terminal)
{
    if (terminal->size > 0 && !terminal->person) {
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
        put(LEAVE_SCREEN);
    }
    give_back();
    raise(SIGSTOP);
}

static void on_resume(uv_signal_t *signal, int number)
{
    struct hv_terminal *terminal = signal->data;

    (void)number;
    take_over(terminal);
    if (terminal->screen) {
        put(ENTER_SCREEN);
        put(hv_word(HV_WORD_BACK_AGAIN, terminal->language));
        put("\n");
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

static bool screen_is_allowed(bool plain)
{
    const char *kind = getenv("TERM");

    return !plain && isatty(STDOUT_FILENO) && kind != NULL && kind[0] != '\0' &&
           strcmp(kind, "dumb") != 0;
}

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
    terminal->screen_allowed = screen_is_allowed(plain);
    at_death.flags = fcntl(STDIN_FILENO, F_GETFL);
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
    watch_crashes();
    take_over(terminal);
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
        drop_typed();
    }
    give_back();
    if (at_death.flags >= 0) {
        fcntl(STDIN_FILENO, F_SETFL, at_death.flags);
    }
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
