/* SPDX-License-Identifier: EUPL-1.2 */
#include "screen.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define ENTER_PAGE "\033[?1049h\033[2J\033[H"
#define CLEAR      "\033[2J\033[H"
#define LEAVE_PAGE "\033[2J\033[H\033[?1049l"
#define CLEAR_LINE "\r\033[K"

enum {
    WIDEST = 100,
    QUIET_MS = 100,
    QUIET_READS = 64 /* a key that is held down never is quiet */
};

/* What has to be put right when the program dies. */
static struct {
    volatile sig_atomic_t page;
    volatile sig_atomic_t changed;
    int flags; /* of standard input, which libuv changes; -1: not known */
    struct termios before;
} at_death = { .flags = -1 };

/* ---- Writing ---- */

void hv_screen_put_bytes(const char *bytes, size_t size)
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

void hv_screen_put(const char *text)
{
    hv_screen_put_bytes(text, strlen(text));
}

void hv_screen_enter_page(void)
{
    at_death.page = 1;
    hv_screen_put(ENTER_PAGE);
}

void hv_screen_leave_page(void)
{
    hv_screen_put(LEAVE_PAGE);
    at_death.page = 0;
}

void hv_screen_clear(void)
{
    hv_screen_put(CLEAR);
}

void hv_screen_clear_line(void)
{
    hv_screen_put(CLEAR_LINE);
}

/* ---- Its measures ---- */

bool hv_screen_shows_pages(void)
{
    const char *kind = getenv("TERM");

    return isatty(STDOUT_FILENO) && kind != NULL && kind[0] != '\0' && strcmp(kind, "dumb") != 0;
}

static struct winsize size_of_screen(void)
{
    struct winsize size = { .ws_row = 0 };

    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    return size;
}

unsigned hv_screen_width(void)
{
    unsigned width = size_of_screen().ws_col;
    const char *columns = getenv("COLUMNS");

    if (width == 0 && columns != NULL) {
        width = (unsigned)strtoul(columns, NULL, 10);
    }
    if (width == 0) {
        width = 80;
    }
    return width < WIDEST ? width : WIDEST;
}

unsigned hv_screen_rows(void)
{
    unsigned rows = size_of_screen().ws_row;

    return rows == 0 ? 20 : rows > 4 ? rows - 2 : 2;
}

/* ---- Keys ---- */

void hv_screen_take_keys(void)
{
    struct termios now;

    if (tcgetattr(STDIN_FILENO, &now) != 0) {
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

void hv_screen_give_keys_back(void)
{
    if (at_death.changed) {
        tcsetattr(STDIN_FILENO, TCSADRAIN, &at_death.before);
        at_death.changed = 0;
    }
}

void hv_screen_drop_keys(void)
{
    struct pollfd wait = { .fd = STDIN_FILENO, .events = POLLIN };
    char rest[4096];
    int reads = 0;

    while (reads++ < QUIET_READS && poll(&wait, 1, QUIET_MS) > 0 &&
           read(STDIN_FILENO, rest, sizeof rest) > 0) {
    }
    explicit_bzero(rest, sizeof rest);
}

/* ---- Its beginning and ends ---- */

/* Only with calls that are allowed in a handler of signals. */
static void on_crash(int number)
{
    if (at_death.page) {
        hv_screen_put(LEAVE_PAGE);
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

void hv_screen_open(void)
{
    static const int numbers[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT };

    at_death.flags = fcntl(STDIN_FILENO, F_GETFL);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        signal(numbers[i], on_crash);
    }
}

void hv_screen_close(void)
{
    hv_screen_give_keys_back();
    if (at_death.flags >= 0) {
        fcntl(STDIN_FILENO, F_SETFL, at_death.flags);
    }
}
