/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A disk that is really full: the data folder lies on a tmpfs of 4 MB. People are told that nothing
 * can be stored, nothing that was acknowledged is lost, and when there is room again the server
 * goes on by itself. Needs the right to mount, in a namespace of its own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "admin.h"
#include "party.h"
#include "server.h"

#define SAVES_MAX 150 /* of each partner, until the disk is full */
#define TRIES_MAX 50  /* until it is noticed that there is room again */

/* A small disk for this process and its children only. */
static bool mount_small_disk(const char *path)
{
    return unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("tmpfs", path, "tmpfs", 0, "size=4m,mode=0700") == 0;
}

static void fill_disk(const char *path)
{
    static const char bytes[4096];
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_return_code(fd, errno);
    while (write(fd, bytes, sizeof bytes) > 0) {
    }
    assert_int_equal(errno, ENOSPC);
    close(fd);
}

static void words_of(char text[900], uint32_t partner, uint32_t number)
{
    memset(text, '.', 899);
    text[899] = '\0';
    text[snprintf(text, 900, "Stoel %u, zin %u ", partner, number)] = '.';
}

struct story {
    struct party party;
    uint32_t stored[4]; /* the number of each partner's last acknowledged words */
};

static struct answer save(struct story *story, uint32_t partner, uint32_t number)
{
    char text[900];
    words_of(text, partner, number);
    struct answer answer = partner_save(&story->party, &story->party.partners[partner], text);
    if (answer.outcome == HV_CLIENT_DONE) {
        story->stored[partner] = number;
    } else {
        assert_int_equal(answer.refusal, HOUVAST__V1__REFUSAL__REFUSAL_READ_ONLY);
    }
    return answer;
}

/* How many saves it took until one was refused. */
static uint32_t write_until_full(struct story *story, uint32_t number)
{
    for (uint32_t i = 1; i < SAVES_MAX; i++) {
        for (uint32_t partner = 0; partner < 4; partner++) {
            if (save(story, partner, number + i).outcome != HV_CLIENT_DONE) {
                return i;
            }
        }
    }
    fail_msg("a full disk was never noticed");
    return 0;
}

static uint32_t write_until_it_heals(struct story *story, uint32_t number)
{
    for (uint32_t i = 1; i < TRIES_MAX; i++) {
        if (save(story, 0, number + i).outcome == HV_CLIENT_DONE) {
            return i;
        }
    }
    fail_msg("there is room again, and it was never noticed");
    return 0;
}

static void assert_readiness(const struct server *server, int status, const char *said)
{
    struct reply reply;

    admin_ask(server, "GET", "/readyz", &reply);
    assert_int_equal(reply.status, status);
    assert_string_equal(reply.body, said);
    reply_forget(&reply);
}

static void assert_all_is_there(struct story *story)
{
    char text[900];
    crowd_wait(story->party.crowd, party_has_its_work, &story->party,
               "everyone had their own work");
    for (uint32_t partner = 0; partner < 4; partner++) {
        words_of(text, partner, story->stored[partner]);
        assert_string_equal(partner_work(&story->party, &story->party.partners[partner]), text);
    }
}

static void test_full_disk_heals_without_restart(void **state)
{
    static struct crowd crowd;
    static struct story story;
    char disk[PROGRAM_PATH];
    char filler[PROGRAM_PATH];
    struct server server;

    (void)state;
    folder_make(disk);
    if (!mount_small_disk(disk)) {
        print_message("not tried: mounting a small disk is not permitted here (%s)\n",
                      strerror(errno));
        rmdir(disk);
        skip();
    }
    server_make(&server);
    path_join(server.data, disk, "data");
    path_join(filler, disk, "filler");
    server_start(&server);
    crowd_open(&crowd, server.owner);
    party_make(&story.party, &crowd, "Wad", 2);
    party_begin(&story.party);
    party_write(&story.party);
    for (uint32_t partner = 0; partner < 4; partner++) {
        assert_int_equal(save(&story, partner, 1).outcome, HV_CLIENT_DONE);
    }
    for (uint32_t round = 1; round <= 2; round++) {
        fill_disk(filler);
        uint32_t first = write_until_full(&story, round * 1000);
        for (uint32_t partner = 0; partner < 4; partner++) { /* everyone is told, again and again */
            assert_int_equal(save(&story, partner, round * 1000 + 200).outcome, HV_CLIENT_REFUSED);
        }
        assert_readiness(&server, 503, "the disk is full\n");
        assert_int_equal(unlink(filler), 0);
        uint32_t tries = write_until_it_heals(&story, round * 1000 + 300);
        assert_readiness(&server, 200, "ready\n");
        print_message("refused at save %u of each; %u tries after there was room\n", first, tries);
    }
    for (uint32_t i = 0; i < crowd.count; i++) {
        assert_true(crowd.guests[i].crowd == NULL ||
                    crowd.guests[i].losses == 0); /* nobody was thrown out */
    }
    server_stop(&server);
    server_start(&server);
    crowd_return(&crowd);
    assert_all_is_there(&story);
    crowd_close(&crowd);
    server_stop(&server);
    server_remove(&server);
    umount2(disk, MNT_DETACH);
    rmdir(disk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_full_disk_heals_without_restart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
