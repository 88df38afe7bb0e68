/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A whole evening: the server and `houvast rehearse` play meeting 1 with six couples. Then
 * canaries, planted in everything a person can type, are looked for in every file and in the log:
 * there are none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin.h"
#include "party.h"
#include "server.h"

/* ---- The evening ---- */

static void play(const char *flag)
{
    static struct program_outcome outcome;
    struct server server;
    char link[PROGRAM_PATH];
    const char *const arguments[] = { "rehearse", link,     "--fast", "--couples", "6",
                                      "--quiet",  "--seed", "7",      NULL };

    server_make(&server);
    server.flag = flag;
    server_start(&server);
    path_join(link, server.data, "owner.link");
    int64_t began = now_ms();
    program_run(&(struct program_order){ .path = program_client(), .arguments = arguments },
                &outcome);
    print_message("%s%lld ms\n", outcome.output, (long long)(now_ms() - began));
    if (outcome.end.exit_code != 0) {
        char *log = server_log(&server);
        fail_msg("the rehearsal ended with %d, signal %d: %s\nthe server said:\n%s",
                 outcome.end.exit_code, outcome.end.signal, outcome.error, log);
    }
    server_stop(&server);
    server_remove(&server);
}

static void test_meeting_1_to_its_end(void **state)
{
    (void)state;
    play(NULL);
}

static void test_meeting_1_writing_in_callbacks(void **state)
{
    (void)state;
    play("--write-in-callback");
}

/* ---- Canaries ---- */

/* Words that stand nowhere else. */
#define TITLE     "Kwikstaarten"    /* of the group; and of the aliases, which begin with it */
#define ANSWER    "Roodborsttapuit" /* drafts, and what is kept and shown of them */
#define JOINT     "Zeekoeteieren"
#define NOTE      "Goudplevierveer"
#define SPOKEN    "Blauwborstzang"
#define ANNOUNCED "Wielewaalroep"

#define TYPED 6 /* of them; the rest are words of this program */
static const char *const canaries[] = {
    TITLE,
    ANSWER,
    JOINT,
    NOTE,
    SPOKEN,
    ANNOUNCED,
    /* what happened, and with what: kinds of records, exercises */
    "bond_story",
    "ground_rules",
    "hold_me_tight",
    "Houd me vast",
    "founded",
    "envelope",
    "step_started",
    "field_saved",
    "consent",
    "announce",
    "presence",
    "participation",
    "facilitator",
};

static bool file_holds(const char *path, const char *words)
{
    size_t size;
    char *bytes = file_read(path, &size);
    bool holds = memmem(bytes, size, words, strlen(words)) != NULL;
    free(bytes);
    return holds;
}

/* Every file of the folder, and the log; how many files there were. */
static unsigned look_everywhere(const struct server *server)
{
    char path[PROGRAM_PATH];
    unsigned files = 0;
    unsigned found = 0;
    DIR *directory = opendir(server->data);
    assert_non_null(directory);
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (entry->d_name[0] == '.' || entry->d_type == DT_SOCK) {
            continue;
        }
        path_join(path, server->data, entry->d_name);
        files++;
        for (size_t i = 0; i < sizeof canaries / sizeof canaries[0]; i++) {
            if (file_holds(path, canaries[i])) {
                print_error("%s holds \"%s\"\n", entry->d_name, canaries[i]);
                found++;
            }
        }
    }
    closedir(directory);
    for (size_t i = 0; i < sizeof canaries / sizeof canaries[0]; i++) {
        if (file_holds(server->log, canaries[i])) {
            print_error("the log holds \"%s\"\n", canaries[i]);
            found++;
        }
    }
    assert_int_equal(found, 0);
    return files;
}

/* And what the admin socket says. */
static void look_at_metrics(const struct server *server)
{
    struct reply reply;

    admin_ask(server, "GET", "/metrics", &reply);
    assert_non_null(strstr(reply.body, "houvast_records_total"));
    for (size_t i = 0; i < TYPED; i++) {
        assert_null(strstr(reply.body, canaries[i]));
    }
    reply_forget(&reply);
}

static void close_envelope(struct party *party, struct partner *partner, uint32_t shows)
{
    guest_do(partner->pen, COMMAND(CLOSE_ENVELOPE, CloseEnvelope, close_envelope, .run = party->run,
                                   .seat = partner->seat, .round = HOUVAST__V1__ROUND__ROUND_FIRST,
                                   .shows = shows, .signal = HOUVAST__V1__SIGNAL__SIGNAL_TALK));
}

struct notes {
    uint32_t count;
    uint32_t note;
    bool done;
};

static void on_notes(struct guest *guest, const struct hv_client_page *page)
{
    struct notes *notes = guest->data;
    for (size_t i = 0; page->rows != NULL && i < page->rows->n_rows; i++) {
        notes->note = page->rows->rows[i]->note;
        notes->count++;
    }
    notes->done = page->last;
}

static bool notes_came(void *data)
{
    const struct notes *notes = data;
    return notes->done;
}

/* Someone's own rule, in ground_rules, goes to the wall by the facilitator's hand. */
static void plant_a_note(struct party *party)
{
    char rule[] = NOTE " is onze regel";
    char *cells[] = { rule };
    Houvast__V1__Value value;
    struct notes notes = { .done = false };
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;

    houvast__v1__value__init(&value);
    value.n_cells = 1;
    value.cells = cells;
    party_push(party, "ground_rules");
    guest_do(party->partners[0].pen,
             COMMAND(SAVE_FIELD, SaveField, save_field, .run = party->run,
                     .seat = party->partners[0].seat, .field = 1, .revision = 1,
                     .answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN, .value = &value));
    close_envelope(party, &party->partners[0], 1u << 1);
    guest_do(party->leader,
             COMMAND(MOVE_STAGE, MoveStage, move_stage, .run = party->run, .from = 1, .to = 2));
    party->leader->data = &notes;
    party->leader->on_page = on_notes;
    read.kind = HOUVAST__V1__READ_KIND__READ_KIND_NOTES;
    read.run = party->run;
    assert_int_equal(hv_client_read(party->leader->client, &read, NULL), HV_CLIENT_OK);
    crowd_wait(party->crowd, notes_came, &notes, "the notes were read");
    assert_int_equal(notes.count, 1);
    guest_do(party->leader, COMMAND(PICK_NOTE, PickNote, pick_note, .run = party->run, .field = 1,
                                    .note = notes.note, .pick = true));
}

/* Both show what they wrote, in turns it opens to the other. */
static void plant_answers(struct party *party)
{
    party_write(party);
    for (uint32_t i = 0; i < party->partner_count; i++) {
        struct partner *partner = &party->partners[i];
        assert_int_equal(partner_save(party, partner, ANSWER " als kladje").outcome,
                         HV_CLIENT_DONE);
        assert_int_equal(partner_save(party, partner, ANSWER " blijft").outcome, HV_CLIENT_DONE);
        close_envelope(party, partner, i < 2 ? 1u << party->field : 0);
    }
    char spoken[] = SPOKEN " klonk het";
    char announced[] = ANNOUNCED " over vijf minuten";
    guest_do(party->leader, COMMAND(WRITE_WALL, WriteWall, write_wall, .text = spoken));
    guest_do(party->leader, COMMAND(ANNOUNCE, Announce, announce, .text = announced));
}

static bool marks_may_be_set(void *data)
{
    const struct party *party = data;
    const struct partner *partner = &party->partners[0];
    const Houvast__V1__UnitPane *unit = guest_unit(partner->pen, partner->unit);
    return unit != NULL && unit->run == party->run && unit->joint_revision == 1;
}

static void mark(const struct party *party, const struct partner *partner)
{
    guest_do(partner->pen, COMMAND(MARK_JOINT, MarkJoint, mark_joint, .run = party->run,
                                   .seat = partner->seat, .revision = 1, .set = true));
}

/* What a couple decides together: homework_set has joint fields. */
static void plant_joint(struct party *party)
{
    struct guest *pen = party->partners[0].pen;
    char words[] = JOINT " om acht uur";
    Houvast__V1__Value value;
    Houvast__V1__Place solo = HOUVAST__V1__PLACE__INIT;
    Houvast__V1__Place joint = HOUVAST__V1__PLACE__INIT;

    houvast__v1__value__init(&value);
    value.text = words;
    solo.stage = 1;
    joint.stage = 2;
    party_push(party, "homework_set");
    guest_do(pen, COMMAND(MOVE_UNIT, MoveUnit, move_unit, .run = party->run, .from = &solo,
                          .to = &joint));
    guest_do(pen,
             COMMAND(SAVE_JOINT, SaveJoint, save_joint, .run = party->run, .field = 1,
                     .revision = 1, .answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN, .value = &value));
    crowd_wait(party->crowd, marks_may_be_set, party, "the joint field was on the page");
    mark(party, &party->partners[0]);
    mark(party, &party->partners[1]);
}

static void test_nothing_typed_can_be_read(void **state)
{
    static struct crowd crowd;
    struct server server;
    struct party party;

    (void)state;
    server_make(&server);
    server_start(&server);
    crowd_open(&crowd, server.owner);
    party_make(&party, &crowd, TITLE, 2);
    party_begin(&party);
    plant_answers(&party);
    plant_a_note(&party);
    plant_joint(&party);
    char journal[PROGRAM_PATH];
    path_join(journal, server.data, "journal.db");
    assert_true(file_holds(journal, "SQLite format 3")); /* what is there is found */
    unsigned running = look_everywhere(&server);
    look_at_metrics(&server);
    Houvast__V1__EndMeeting end = HOUVAST__V1__END_MEETING__INIT;
    guest_do(party.leader, HOUVAST__V1__COMMAND__WHAT_END_MEETING, &end.base);
    crowd_close(&crowd);
    server_stop(&server);
    unsigned stopped = look_everywhere(&server);
    assert_true(running >= 6 && stopped >= 5);
    server_remove(&server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_meeting_1_to_its_end),
        cmocka_unit_test(test_meeting_1_writing_in_callbacks),
        cmocka_unit_test(test_nothing_typed_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
