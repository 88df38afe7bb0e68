/* SPDX-License-Identifier: EUPL-1.2 */
#include "program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ARGUMENTS_MAX 32

int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool full_run(void)
{
    return getenv("HV_TEST_FULL") != NULL;
}

static const char *named_by(const char *variable)
{
    const char *path = getenv(variable);
    if (path == NULL) {
        fail_msg("%s does not name a program; run this test by ctest", variable);
    }
    return path;
}

const char *program_server(void)
{
    return named_by("HV_HOUVASTD");
}

const char *program_client(void)
{
    return named_by("HV_HOUVAST");
}

/* ---- Processes ---- */

static void give_environment(const char *const *environment)
{
    static const char *const foreign[] = { "HOUVAST_CONFIG",     "HOUVAST_DATA",
                                           "HOUVAST_LISTEN",     "HOUVAST_PROGRAMMES",
                                           "HOUVAST_LANGUAGE",   "HOUVAST_LOG_LEVEL",
                                           "HOUVAST_PUBLIC_URL", "CREDENTIALS_DIRECTORY" };
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
        unsetenv(foreign[i]);
    }
    for (; environment != NULL && *environment != NULL; environment++) {
        putenv((char *)(uintptr_t)*environment);
    }
}

static _Noreturn void become(const struct program_order *order, int output, pid_t parent)
{
    char *arguments[ARGUMENTS_MAX + 2] = { (char *)(uintptr_t)order->path };
    for (size_t i = 0; i < ARGUMENTS_MAX && order->arguments[i] != NULL; i++) {
        arguments[i + 1] = (char *)(uintptr_t)order->arguments[i];
    }
    setsid();
    dup2(open(order->input_file != NULL ? order->input_file : "/dev/null", O_RDONLY | O_CLOEXEC),
         STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    if (order->error_file != NULL) {
        dup2(open(order->error_file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600),
             STDERR_FILENO);
    }
    give_environment(order->environment);
    if (order->user != 0 && (setgid(order->user) != 0 || setuid(order->user) != 0)) {
        _exit(126);
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* after setuid, which clears it */
    if (getppid() == parent) {
        execv(order->path, arguments);
    }
    _exit(127);
}

void program_start(const struct program_order *order, struct program *ret)
{
    pid_t parent = getpid();
    int ends[2];

    fflush(NULL);
    assert_return_code(pipe2(ends, O_CLOEXEC), errno);
    pid_t pid = fork();
    assert_return_code(pid, errno);
    if (pid == 0) {
        become(order, ends[1], parent);
    }
    close(ends[1]);
    *ret = (struct program){ .pid = pid, .output = ends[0], .handle = pidfd_open(pid, 0) };
    assert_return_code(ret->handle, errno);
}

static bool readable(int fd, int64_t until)
{
    struct pollfd poller = { .fd = fd, .events = POLLIN };
    int64_t left = until - now_ms();
    return poll(&poller, 1, left > 0 ? (int)left : 0) > 0;
}

bool program_first_line(struct program *program, char *ret, size_t room)
{
    int64_t until = now_ms() + PROGRAM_WAIT_MS;
    size_t size = 0;
    char c = '\0';

    while (readable(program->output, until) && read(program->output, &c, 1) == 1) {
        if (c == '\n') {
            ret[size] = '\0';
            return true;
        }
        if (size + 1 < room) {
            ret[size++] = c;
        }
    }
    return false;
}

void program_signal(const struct program *program, int number)
{
    assert_true(program->pid > 0);
    assert_return_code(pidfd_send_signal(program->handle, number, NULL, 0), errno);
}

static void forget(struct program *program)
{
    close(program->handle);
    close(program->output);
    *program = (struct program){ .pid = 0 };
}

struct program_end program_wait(struct program *program, int milliseconds)
{
    struct program_end end = { .exit_code = -1 };
    siginfo_t information = { .si_pid = 0 };

    assert_true(program->pid > 0);
    if (!readable(program->handle, now_ms() + milliseconds)) {
        end.late = true;
        program_signal(program, SIGKILL);
    }
    assert_return_code(waitid(P_PIDFD, (id_t)program->handle, &information, WEXITED), errno);
    if (information.si_code == CLD_EXITED) {
        end.exit_code = information.si_status;
    } else {
        end.signal = information.si_status;
    }
    forget(program);
    return end;
}

static void read_all(int fd, char *ret, size_t room)
{
    int64_t until = now_ms() + PROGRAM_WAIT_MS;
    char rest[4096];
    size_t size = 0;
    ssize_t got = 1;

    while (got > 0 && readable(fd, until)) {
        bool fits = size + 1 < room;
        got = read(fd, fits ? ret + size : rest, fits ? room - size - 1 : sizeof rest);
        size += fits && got > 0 ? (size_t)got : 0;
    }
    ret[size] = '\0';
}

void program_run(const struct program_order *order, struct program_outcome *ret)
{
    struct program_order caught = *order;
    char folder[PROGRAM_PATH];
    char error_file[PROGRAM_PATH];
    struct program program;
    size_t size;

    folder_make(folder);
    assert_return_code(chmod(folder, 0711), errno);
    path_join(error_file, folder, "stderr");
    caught.error_file = error_file;
    program_start(&caught, &program);
    read_all(program.output, ret->output, sizeof ret->output);
    ret->end = program_wait(&program, PROGRAM_WAIT_MS);
    char *error = file_read(error_file, &size);
    snprintf(ret->error, sizeof ret->error, "%s", error);
    free(error);
    folder_remove(folder);
}

/* ---- Folders and files ---- */

void path_join(char ret[PROGRAM_PATH], const char *folder, const char *name)
{
    int size = snprintf(ret, PROGRAM_PATH, "%s/%s", folder, name);
    assert_in_range(size, 1, PROGRAM_PATH - 1);
}

void folder_make(char ret_path[PROGRAM_PATH])
{
    const char *below = getenv("TMPDIR");
    path_join(ret_path, below != NULL ? below : "/tmp", "houvast.XXXXXX");
    assert_non_null(mkdtemp(ret_path));
}

static void
for_each_file(const char *folder, void (*does)(const char *path, void *data), void *data)
{
    DIR *directory = opendir(folder);
    char path[PROGRAM_PATH];
    assert_non_null(directory);
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            path_join(path, folder, entry->d_name);
            does(path, data);
        }
    }
    closedir(directory);
}

static void remove_entry(const char *path, void *data)
{
    struct stat status;
    (void)data;
    if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        folder_remove(path);
    } else {
        (void)unlink(path);
    }
}

void folder_remove(const char *path)
{
    for_each_file(path, remove_entry, NULL);
    (void)rmdir(path);
}

static void copy_entry(const char *path, void *data)
{
    char target[PROGRAM_PATH];
    struct stat status;
    size_t size;
    if (lstat(path, &status) == 0 && S_ISSOCK(status.st_mode)) {
        return;
    }
    char *bytes = file_read(path, &size);
    path_join(target, data, strrchr(path, '/') + 1);
    file_write(target, bytes, size, 0600);
    free(bytes);
}

void folder_copy(const char *from, const char *to)
{
    char target[PROGRAM_PATH];
    snprintf(target, sizeof target, "%s", to);
    assert_return_code(mkdir(target, 0700), errno);
    for_each_file(from, copy_entry, target);
}

char *file_read(const char *path, size_t *ret_size)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        fail_msg("cannot read %s: %s", path, strerror(errno));
    }
    assert_return_code(fstat(fd, &status), errno);
    char *bytes = malloc((size_t)status.st_size + 1);
    assert_non_null(bytes);
    size_t size = 0;
    for (ssize_t got; size < (size_t)status.st_size &&
                      (got = read(fd, bytes + size, (size_t)status.st_size - size)) > 0;) {
        size += (size_t)got;
    }
    close(fd);
    bytes[size] = '\0';
    *ret_size = size;
    return bytes;
}

void file_write(const char *path, const void *bytes, size_t size, mode_t mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    assert_return_code(fd, errno);
    assert_int_equal(write(fd, bytes, size), size);
    assert_return_code(fchmod(fd, mode), errno);
    close(fd);
}

/* ---- Chance ---- */

void dice_init(struct dice *dice, const char *what_for)
{
    const char *given = getenv("HV_TEST_SEED");
    if (given != NULL) {
        dice->seed = strtoull(given, NULL, 0);
    } else {
        assert_int_equal(getrandom(&dice->seed, sizeof dice->seed, 0), sizeof dice->seed);
    }
    dice->state = dice->seed;
    print_message("%s: HV_TEST_SEED=%llu\n", what_for, (unsigned long long)dice->seed);
}

/* splitmix64 */
uint64_t dice_roll(struct dice *dice)
{
    uint64_t z = dice->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

uint32_t dice_below(struct dice *dice, uint32_t n)
{
    return (uint32_t)(dice_roll(dice) % n);
}
