/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "drive/bench.h"

#define STOP_MS 10000

void give_up(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("houvast_bench: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

void say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

static void leave_last_processor(void)
{
    cpu_set_t processors;
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    CPU_ZERO(&processors);
    for (long i = 0; i < count - 1; i++) {
        CPU_SET((size_t)i, &processors);
    }
    if (count > 1) {
        sched_setaffinity(0, sizeof processors, &processors);
    }
}

/* Gone with the driver, whatever happens to the driver. */
static _Noreturn void become(const char *const *arguments, bool aside, int output)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(output, STDOUT_FILENO);
    if (aside) {
        leave_last_processor();
    }
    execv(arguments[0], (char *const *)(uintptr_t)arguments);
    fprintf(stderr, "cannot run %s: %s\n", arguments[0], strerror(errno));
    _exit(127);
}

void program_start(const char *const *arguments, bool aside, struct running *ret)
{
    int ends[2];
    if (pipe(ends) != 0) {
        give_up("pipe: %s", strerror(errno));
    }
    fflush(NULL);
    ret->process = fork();
    if (ret->process < 0) {
        give_up("fork: %s", strerror(errno));
    }
    if (ret->process == 0) {
        close(ends[0]);
        become(arguments, aside, ends[1]);
    }
    close(ends[1]);
    ret->output = ends[0];
}

void program_stop(struct running *running)
{
    kill(running->process, SIGTERM);
    for (int waited = 0; waitpid(running->process, NULL, WNOHANG) == 0; waited += 10) {
        if (waited == STOP_MS) {
            kill(running->process, SIGKILL);
        }
        poll(NULL, 0, 10);
    }
    close(running->output);
}

static void keep_last_line(char *line, size_t room, const char *text)
{
    size_t size = strcspn(text, "\n");
    snprintf(line, room, "%.*s", (int)size, text);
}

bool program_run(const char *const *arguments, char *ret_line, size_t room)
{
    struct running running;
    char text[8192];
    int status;

    ret_line[0] = '\0';
    program_start(arguments, false, &running);
    FILE *output = fdopen(running.output, "r");
    while (output != NULL && fgets(text, sizeof text, output) != NULL) {
        keep_last_line(ret_line, room, text);
    }
    waitpid(running.process, &status, 0);
    if (output != NULL) {
        fclose(output);
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void remove_folder(const char *path)
{
    const char *arguments[] = { "/bin/rm", "-rf", path, NULL };
    char line[256];
    if (!program_run(arguments, line, sizeof line)) {
        give_up("cannot remove %s", path);
    }
}

void make_empty_folder(const char *path)
{
    remove_folder(path);
    if (mkdir(path, 0700) != 0) {
        give_up("cannot make %s: %s", path, strerror(errno));
    }
}
