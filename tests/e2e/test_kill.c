/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kill -9 while sixteen people write. When a client was told "done" for a command, that command is
 * in the journal: after every kill the files are opened, by another process and as the kill left
 * them, and each acknowledged id must be there exactly once, at positions without gaps. Then the
 * server starts again, everyone comes back by themselves, finds their place and their own last
 * words, and goes on.
 *
 * When it dies is drawn in numbers of commands and answers, and in turns of the loop after that; no
 * clock has a part in it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "journal/sqlite.h"
#include "party.h"
#include "raw.h"
#include "server.h"

#define ROUNDS      200
#define ROUNDS_FULL 2000
#define ROUNDS_A_FOLDER \
    20 /* then a new folder: a restart replays everything, and that is not what is tested here */
#define COUPLES     8
#define PARTNERS    (2 * COUPLES)
#define AT_ONCE     3  /* commands that each has under way */
#define ANSWERS_MAX 60 /* of a round */
#define ACKED_MAX   (ROUNDS_A_FOLDER * (ANSWERS_MAX + PARTNERS * AT_ONCE) + 1024)

struct writer {
    struct partner *partner;
    uint32_t acked; /* the revision of the last acknowledged save */
    struct {
        uint8_t id[HV_CLIENT_ID_SIZE];
        uint32_t revision;
    } under_way[AT_ONCE];
    uint32_t under_way_count;
};

struct hall {
    struct dice dice;
    struct server server;
    struct crowd crowd;
    struct party party;
    struct writer writers[PARTNERS];
    struct hv_id log; /* the group's */
    struct hv_id acked[ACKED_MAX];
    uint32_t acked_count;
    uint32_t answers; /* in this round */
    uint32_t enough;  /* so many answers end it */
    bool writing;
    uint64_t acked_ever;
    uint32_t rounds;
    uint32_t kept_unanswered; /* found in the journal though nobody had been told */
};

static struct hall hall;

/* ---- Writing ---- */

static void words_of(uint32_t seat, uint32_t revision, char text[64])
{
    snprintf(text, 64, "Stoel %u schreef dit als zin %u", seat, revision);
}

static void write_more(struct writer *writer)
{
    struct partner *partner = writer->partner;
    char text[64];

    while (hall.writing && writer->under_way_count < AT_ONCE) {
        uint32_t place = writer->under_way_count;
        words_of(partner->seat, partner->revision + 1, text);
        assert_true(partner_send(&hall.party, partner, text, writer->under_way[place].id));
        writer->under_way[place].revision = partner->revision;
        writer->under_way_count++;
    }
}

static void on_reply(struct guest *guest, const struct hv_client_reply *reply)
{
    struct writer *writer = guest->data;
    uint32_t place = 0;

    assert_int_equal(reply->outcome, HV_CLIENT_DONE);
    while (place < writer->under_way_count &&
           memcmp(writer->under_way[place].id, reply->id, HV_CLIENT_ID_SIZE) != 0) {
        place++;
    }
    assert_true(place < writer->under_way_count); /* asked, and not answered before */
    assert_true(writer->under_way[place].revision > writer->acked); /* in order */
    writer->acked = writer->under_way[place].revision;
    writer->under_way[place] = writer->under_way[--writer->under_way_count];
    assert_true(hall.acked_count < ACKED_MAX);
    memcpy(hall.acked[hall.acked_count++].b, reply->id, HV_CLIENT_ID_SIZE);
    hall.acked_ever++;
    hall.answers++;
    write_more(writer);
}

static bool is_enough(void *data)
{
    (void)data;
    return hall.answers >= hall.enough;
}

static bool is_all_answered(void *data)
{
    (void)data;
    for (uint32_t i = 0; i < PARTNERS; i++) {
        if (hall.writers[i].under_way_count > 0) {
            return false;
        }
    }
    return true;
}

/* ---- What the files hold ---- */

struct audit {
    struct hv_read read;
    struct hv_journal *journal;
    enum hv_code code;
    struct hv_id *ids;
    uint32_t count;
    uint32_t room;
    bool done;
    bool closed;
};

static void on_read(struct hv_read *read,
                    enum hv_code code,
                    const struct hv_stored *records,
                    uint32_t count,
                    uint64_t head)
{
    struct audit *audit = read->data;
    audit->code = code;
    if (code == HV_OK && audit->count + count > audit->room) {
        audit->room = (audit->count + count) * 2;
        audit->ids = realloc(audit->ids, audit->room * sizeof *audit->ids);
        assert_non_null(audit->ids);
    }
    for (uint32_t i = 0; code == HV_OK && i < count; i++) {
        assert_int_equal(records[i].position, audit->count + 1); /* no gap, none twice */
        audit->ids[audit->count++] = records[i].id;
    }
    audit->done = code != HV_OK || audit->count == head;
    if (!audit->done) {
        read->after = audit->count;
        audit->journal->read(audit->journal, read);
    }
}

static void on_store_closed(void *data)
{
    struct audit *audit = data;
    audit->closed = true;
}

static int compare_ids(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct hv_id));
}

/* All ids of the group's log, sorted; of a copy, so that the server has to recover what the kill
 * left. */
static void read_log(struct audit *audit)
{
    char copy[PROGRAM_PATH];
    struct hv_error error = { .text = "" };
    struct hv_sqlite_store *store;
    uv_loop_t loop;

    path_join(copy, hall.server.folder, "copy");
    folder_copy(hall.server.data, copy);
    assert_int_equal(uv_loop_init(&loop), 0);
    enum hv_code code = hv_sqlite_store_open(&loop, copy, &error, &store);
    if (code != HV_OK) {
        fail_msg("the files do not open after a kill: %s", error.text);
    }
    audit->journal = hv_sqlite_store_journal(store);
    audit->read = (struct hv_read){
        .log = hall.log, .max = HV_JOURNAL_READ_MAX, .on_read = on_read, .data = audit
    };
    audit->journal->read(audit->journal, &audit->read);
    while (!audit->done) {
        uv_run(&loop, UV_RUN_ONCE);
    }
    assert_int_equal(audit->code, HV_OK);
    hv_sqlite_store_close(store, on_store_closed, audit);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_true(audit->closed);
    assert_int_equal(uv_loop_close(&loop), 0);
    folder_remove(copy);
    qsort(audit->ids, audit->count, sizeof *audit->ids, compare_ids);
}

static uint32_t times(const struct audit *audit, const uint8_t id[HV_CLIENT_ID_SIZE])
{
    const struct hv_id *found =
        bsearch(id, audit->ids, audit->count, sizeof *audit->ids, compare_ids);
    return found != NULL ? 1 : 0;
}

static void audit_files(void)
{
    struct audit audit = { .code = HV_OK };
    read_log(&audit);
    for (uint32_t i = 1; i < audit.count; i++) {
        assert_false(hv_id_equal(audit.ids[i - 1], audit.ids[i])); /* once */
    }
    for (uint32_t i = 0; i < hall.acked_count; i++) {
        if (times(&audit, hall.acked[i].b) != 1) {
            fail_msg("an acknowledged command is not in the journal");
        }
    }
    for (uint32_t i = 0; i < PARTNERS; i++) {
        for (uint32_t j = 0; j < hall.writers[i].under_way_count; j++) {
            hall.kept_unanswered += times(&audit, hall.writers[i].under_way[j].id);
        }
    }
    free(audit.ids);
}

/* ---- Rounds ---- */

static void begin_folder(void)
{
    uint8_t token[HV_CLIENT_TOKEN_SIZE];

    server_make(&hall.server);
    server_start(&hall.server);
    crowd_open(&hall.crowd, hall.server.owner);
    party_make(&hall.party, &hall.crowd, "Golfslag", COUPLES);
    party_begin(&hall.party);
    party_write(&hall.party);
    hall.acked_count = 0;
    hall.writing = false;
    token_bytes(hall.party.leader->token, token);
    memcpy(hall.log.b, token, sizeof hall.log.b);
    for (uint32_t i = 0; i < PARTNERS; i++) {
        hall.writers[i] = (struct writer){ .partner = &hall.party.partners[i] };
        hall.party.partners[i].pen->data = &hall.writers[i];
        hall.party.partners[i].pen->on_reply = on_reply;
    }
}

static void end_folder(void)
{
    for (uint32_t i = 0; i < PARTNERS; i++) {
        hall.party.partners[i].pen->on_reply = NULL;
    }
    crowd_close(&hall.crowd);
    server_stop(&hall.server);
    server_remove(&hall.server);
}

static void write_until_it_dies(void)
{
    hall.writing = true;
    hall.answers = 0;
    hall.enough = dice_below(&hall.dice, ANSWERS_MAX);
    for (uint32_t i = 0; i < PARTNERS; i++) {
        write_more(&hall.writers[i]);
    }
    crowd_wait(&hall.crowd, is_enough, NULL, "enough was answered");
    hall.writing = dice_below(&hall.dice, 2) == 0;
    for (uint32_t turns = dice_below(&hall.dice, 12); turns > 0; turns--) {
        uv_run(&hall.crowd.loop, UV_RUN_NOWAIT);
    }
    server_kill(&hall.server);
    hall.writing = false;
}

static bool has_own_words(struct writer *writer)
{
    char text[64];
    const char *work = partner_work(&hall.party, writer->partner);
    words_of(writer->partner->seat, writer->acked, text);
    return work != NULL && strcmp(work, text) == 0;
}

/* The pane of own work comes at coming back only, so: come back once more, with everything
 * answered. */
static void come_back(void)
{
    server_start(&hall.server);
    crowd_return(&hall.crowd);
    crowd_wait(&hall.crowd, is_all_answered, NULL, "everything under way was answered");
    crowd_wait(&hall.crowd, party_is_in_place, &hall.party, "everyone was back in the stage");
}

static void check_own_words(void)
{
    server_stop(&hall.server);
    come_back();
    crowd_wait(&hall.crowd, party_has_its_work, &hall.party, "everyone had their own work");
    for (uint32_t i = 0; i < PARTNERS; i++) {
        struct writer *writer = &hall.writers[i];
        assert_int_equal(writer->acked, writer->partner->revision);
        if (writer->acked > 0 && !has_own_words(writer)) {
            fail_msg("seat %u does not find its own last words", writer->partner->seat);
        }
    }
}

static void test_nothing_acknowledged_is_lost(void **state)
{
    uint32_t rounds = full_run() ? ROUNDS_FULL : ROUNDS;
    int64_t began = now_ms();

    (void)state;
    dice_init(&hall.dice, "kill -9");
    for (hall.rounds = 0; hall.rounds < rounds;) {
        begin_folder();
        for (uint32_t i = 0; i < ROUNDS_A_FOLDER && hall.rounds < rounds; i++, hall.rounds++) {
            write_until_it_dies();
            audit_files();
            come_back();
        }
        check_own_words();
        audit_files();
        end_folder();
    }
    print_message("%u rounds, %llu acknowledged, %u stored though the answer was cut off, %u "
                  "restarts, %lld ms\n",
                  hall.rounds, (unsigned long long)hall.acked_ever, hall.kept_unanswered,
                  hall.rounds + hall.rounds / ROUNDS_A_FOLDER, (long long)(now_ms() - began));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_acknowledged_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
