/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The power fails under a real file system: ext4 on a loop device is shut down in the middle of
 * load with EXT4_IOC_SHUTDOWN, so that only what had reached the device is left of it, then mounted
 * again. All that was promised must be there. Needs the right to mount, in a namespace of its own,
 * and a loop device. It does not model a disk that says it wrote what it did not.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/loop.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/contract/victim.h"

#define DISK_BYTES      (64 * 1024 * 1024)
#define EXT4_SHUTDOWN   _IOR('X', 125, uint32_t)
#define WITHOUT_FLUSHES 2u /* of its own journal too */

static uint64_t seed;

struct disk {
    char image[FOLDER_PATH]; /* the folder it lies in */
    char path[FOLDER_PATH];  /* where it is mounted */
    char data[FOLDER_PATH];  /* a folder on it */
    char device[64];
    int loop;
};

static bool make_file_system(const char *path)
{
    pid_t child = fork();
    int status = 0;

    assert_true(child >= 0);
    if (child == 0) {
        (void)execlp("mkfs.ext4", "mkfs.ext4", "-q", path, NULL);
        _exit(127);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The device goes by itself with the last who uses it. */
static bool attach(struct disk *disk, const char *image)
{
    int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
    int file = open(image, O_RDWR | O_CLOEXEC);
    struct loop_info64 info = { .lo_flags = LO_FLAGS_AUTOCLEAR };
    int number = control >= 0 ? ioctl(control, LOOP_CTL_GET_FREE) : -1;

    (void)snprintf(disk->device, sizeof disk->device, "/dev/loop%d", number);
    disk->loop = number >= 0 ? open(disk->device, O_RDWR | O_CLOEXEC) : -1;
    bool attached = disk->loop >= 0 && ioctl(disk->loop, LOOP_SET_FD, file) == 0 &&
                    ioctl(disk->loop, LOOP_SET_STATUS64, &info) == 0;
    (void)close(control);
    (void)close(file);
    return attached;
}

static bool disk_make(struct disk *disk)
{
    char image[FOLDER_PATH * 2];

    folder_make(disk->image);
    folder_make(disk->path);
    (void)snprintf(disk->data, sizeof disk->data, "%.*s/data", FOLDER_PATH - 8, disk->path);
    (void)snprintf(image, sizeof image, "%s/image", disk->image);
    int file = open(image, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_return_code(file, errno);
    assert_return_code(ftruncate(file, DISK_BYTES), errno);
    (void)close(file);
    return unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           make_file_system(image) && attach(disk, image) &&
           mount(disk->device, disk->path, "ext4", 0, NULL) == 0 && mkdir(disk->data, 0700) == 0;
}

static void disk_remove(struct disk *disk)
{
    (void)umount(disk->path);
    (void)close(disk->loop);
    folder_remove(disk->image);
    folder_remove(disk->path);
}

static void disk_cut(const struct disk *disk)
{
    uint32_t how = WITHOUT_FLUSHES;
    int folder = open(disk->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    assert_return_code(folder, errno);
    assert_return_code(ioctl(folder, EXT4_SHUTDOWN, &how), errno);
    (void)close(folder);
}

static void disk_return(const struct disk *disk)
{
    assert_return_code(umount(disk->path), errno);
    assert_return_code(mount(disk->device, disk->path, "ext4", 0, NULL), errno);
}

/* What was answered while the file system went down may be there or not: in those milliseconds
 * Linux lets an fsync go well whose bytes never reach the device. */
static void doubt(struct promise *promise, const struct promise *before)
{
    promise->acknowledged = promise->acknowledged && before->acknowledged;
    if (promise->key == KEY_STORED && before->key != KEY_STORED) {
        promise->key = KEY_ASKED;
    } else if (promise->key == KEY_DESTROYED && before->key != KEY_DESTROYED) {
        promise->key = KEY_DESTROY_ASKED;
    }
}

static void cut_and_check(const struct disk *disk, struct ledger *ledger, struct dice *dice)
{
    static struct ledger before;
    int from;
    pid_t victim = victim_start(disk->data, ledger->count, roll(dice), &from);
    uint32_t lines = 1 + roll_below(dice, 600);

    for (uint32_t i = 0; i < lines; i++) {
        assert_true(victim_tells(from, ledger));
    }
    before = *ledger;
    disk_cut(disk);
    assert_int_equal(kill(victim, SIGKILL), 0);
    while (victim_tells(from, ledger)) {
    }
    (void)close(from);
    assert_int_equal(waitpid(victim, NULL, 0), victim);
    for (uint32_t i = 0; i < ledger->count; i++) {
        doubt(&ledger->promises[i], &before.promises[i]);
    }
    disk_return(disk);
    check_folder(ledger, disk->data);
}

static void begin_anew(const struct disk *disk, struct ledger *ledger)
{
    folder_remove(disk->data);
    assert_return_code(mkdir(disk->data, 0700), errno);
    memset(ledger, 0, sizeof *ledger);
}

static void nothing_that_was_promised_is_lost(void **state)
{
    uint32_t rounds = getenv("HV_TEST_FULL") != NULL ? 100 : 10;
    struct ledger *ledger = calloc(1, sizeof *ledger);
    struct dice dice = { .state = seed };
    struct disk disk;

    (void)state;
    assert_non_null(ledger);
    if (!disk_make(&disk)) {
        print_message("not tried: no disk of our own is permitted here (%s)\n", strerror(errno));
        disk_remove(&disk);
        free(ledger);
        skip();
    }
    for (uint32_t round = 0; round < rounds; round++) {
        if (ledger->count > LEDGER_MAX / 2) {
            begin_anew(&disk, ledger);
        }
        cut_and_check(&disk, ledger, &dice);
    }
    disk_remove(&disk);
    free(ledger);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_that_was_promised_is_lost),
    };

    if (count == 5 && strcmp(arguments[1], "victim") == 0) {
        return victim_run(arguments + 2);
    }
    const char *given = getenv("HV_TEST_SEED");
    seed = given != NULL ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("HV_TEST_SEED=%llu\n", (unsigned long long)seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
