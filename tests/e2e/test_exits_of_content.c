/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who sees what, on a real server: the tables of tests/disclosure held against every way out of it.
 * An evening goes through states of the matrix; in each, canaries of 128 bits that people typed are
 * looked for in what every device shows and may read, in every byte that it was sent, in what the
 * terminal client prints, in the log at level debug, in the admin socket's pages, in every file of
 * the data folder, and in a backup.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "admin.h"
#include "onlookers.h"
#include "tests/disclosure/tables.h"

struct count {
    uint32_t cells, leaks, missing;
    uint32_t found[STORY_EXITS]; /* canaries that were seen, so that the search is seen to work */
};

static struct tables tables;
static struct count count;
static enum story_state state_now, state_before;

/* ---- Judging ---- */

static void judge(enum story_exit out,
                  enum story_observer as,
                  enum story_class item,
                  enum expectation expected,
                  bool seen)
{
    bool leak = expected == NEVER && seen;
    bool lack = expected == MUST && !seen;

    count.cells++;
    count.leaks += leak;
    count.missing += lack;
    count.found[out] += seen;
    if (leak || lack) {
        print_error("%s: %s in state %s by %s to %s\n", leak ? "leak" : "missing",
                    table_classes[item], table_states[state_now], table_exits[out],
                    table_observers[as]);
    }
}

static enum expectation
expect(enum story_class item, enum story_state state, enum story_exit out, enum story_observer as)
{
    unsigned line;

    return tables_expect(&tables, (struct cell){ item, state, out, as }, true, &line);
}

/* What the observer gets by this exit now. Own work is not sent again while one writes. */
static void judge_now(enum story_exit out, enum story_observer as, const struct heard *heard)
{
    for (enum story_class item = 0; item < STORY_CLASSES; item++) {
        if (scene.planted[item]) {
            enum expectation expected = expect(item, state_now, out, as);
            if (expected == MUST && out == STORY_EXIT_work) {
                expected = MAY;
            }
            judge(out, as, item, expected, heard_has(heard, 0, scene.canaries[item]));
        }
    }
}

/* Whether any of these exits lets the item out, now or in the state before. */
static enum expectation
best_of(enum story_class item, enum story_exit from, enum story_exit to, enum story_observer as)
{
    const enum story_state states[] = { state_before, state_now };
    enum expectation best = NEVER;

    for (size_t i = 0; i < 2; i++) {
        for (enum story_exit out = from; out <= to; out++) {
            enum expectation expected = expect(item, states[i], out, as);
            best = expected > best ? expected : best;
        }
    }
    return best;
}

/* Every byte since the last time: on the way to this state it passed the state before. */
static void judge_line(struct onlooker *onlooker)
{
    const struct heard *heard = &onlooker->line->heard;

    for (enum story_class item = 0; item < STORY_CLASSES; item++) {
        if (scene.planted[item]) {
            bool never = best_of(item, STORY_EXIT_stage, STORY_EXIT_resume, onlooker->as) == NEVER;
            judge(STORY_EXIT_resume, onlooker->as, item, never ? NEVER : MAY,
                  heard_has(heard, onlooker->judged, scene.canaries[item]));
        }
    }
}

static void judge_terminal(struct onlooker *onlooker)
{
    struct heard heard = { 0 };
    size_t size;
    char *text = file_read(onlooker->output, &size);

    heard_add(&heard, text, size);
    free(text);
    for (enum story_class item = 0; item < STORY_CLASSES; item++) {
        if (scene.planted[item]) {
            enum expectation now = expect(item, state_now, STORY_EXIT_cli, onlooker->as);
            bool never = best_of(item, STORY_EXIT_cli, STORY_EXIT_cli, onlooker->as) == NEVER;
            /* what does not change is not said again */
            bool seen = heard_has(&heard, now == MUST ? 0 : onlooker->judged, scene.canaries[item]);
            judge(STORY_EXIT_cli, onlooker->as, item,
                  never         ? NEVER
                  : now == MUST ? MUST
                                : MAY,
                  seen);
        }
    }
    onlooker->judged = heard.size;
    heard_free(&heard);
}

static void add_message(struct heard *heard, const ProtobufCMessage *message)
{
    size_t size = protobuf_c_message_get_packed_size(message);
    uint8_t *bytes = malloc(size + 1);

    assert_non_null(bytes);
    protobuf_c_message_pack(message, bytes);
    heard_add(heard, bytes, size);
    free(bytes);
}

static void judge_panes(const struct onlooker *onlooker)
{
    for (enum story_exit out = STORY_EXIT_stage; out <= STORY_EXIT_board; out++) {
        struct heard heard = { 0 };
        for (uint32_t number = 0; number <= ONLOOKERS_SEATS; number++) {
            const Houvast__V1__Pane *pane =
                hv_client_pane(onlooker->guest->client, 1 + (int)out, number);
            if (pane != NULL) {
                add_message(&heard, &pane->base);
            }
        }
        judge_now(out, onlooker->as, &heard);
        heard_free(&heard);
    }
}

/* ---- Reading ---- */

struct reading {
    struct heard heard;
    uint8_t id[HV_CLIENT_ID_SIZE];
    bool done;
};

static void on_page(struct guest *guest, const struct hv_client_page *page)
{
    struct reading *reading = guest->data;

    if (page->rows != NULL) {
        add_message(&reading->heard, &page->rows->base);
    }
    reading->done = page->last;
}

static void on_reply(struct guest *guest, const struct hv_client_reply *reply)
{
    struct reading *reading = guest->data;

    reading->done = reading->done || memcmp(reply->id, reading->id, sizeof reading->id) == 0;
}

static bool is_read(void *data)
{
    const struct reading *reading = data;
    return reading->done;
}

static void
read_into(struct guest *guest, Houvast__V1__ReadKind kind, uint32_t number, struct reading *reading)
{
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;

    read.kind = kind;
    read.run = scene.party.run;
    read.number = number;
    reading->done = false;
    guest->data = reading;
    guest->on_page = on_page;
    guest->on_reply = on_reply;
    if (hv_client_read(guest->client, &read, reading->id) == HV_CLIENT_OK) {
        crowd_wait(&scene.crowd, is_read, reading, "a page was read, or refused");
    }
    guest->on_page = NULL;
    guest->on_reply = NULL;
}

static void judge_reads(const struct onlooker *onlooker)
{
    static const struct {
        enum story_exit out;
        Houvast__V1__ReadKind kind;
        bool of_seat;
    } reads[] = {
        { STORY_EXIT_own_work, HOUVAST__V1__READ_KIND__READ_KIND_OWN_WORK, true },
        { STORY_EXIT_answers, HOUVAST__V1__READ_KIND__READ_KIND_ANSWERS, false },
        { STORY_EXIT_notes, HOUVAST__V1__READ_KIND__READ_KIND_NOTES, false },
        { STORY_EXIT_roster, HOUVAST__V1__READ_KIND__READ_KIND_ROSTER, false },
        { STORY_EXIT_cards, HOUVAST__V1__READ_KIND__READ_KIND_CARDS, false },
        { STORY_EXIT_couple_cards, HOUVAST__V1__READ_KIND__READ_KIND_COUPLE_CARDS, false },
        { STORY_EXIT_outbox_key, HOUVAST__V1__READ_KIND__READ_KIND_OUTBOX_KEY, true },
        { STORY_EXIT_person, HOUVAST__V1__READ_KIND__READ_KIND_PERSON, true },
        { STORY_EXIT_history, HOUVAST__V1__READ_KIND__READ_KIND_HISTORY, true },
        { STORY_EXIT_statement, HOUVAST__V1__READ_KIND__READ_KIND_STATEMENT, true },
        { STORY_EXIT_slips, HOUVAST__V1__READ_KIND__READ_KIND_SLIPS, false },
        { STORY_EXIT_meetings, HOUVAST__V1__READ_KIND__READ_KIND_MEETINGS, false },
    };

    for (size_t i = 0; i < sizeof reads / sizeof reads[0]; i++) {
        struct reading reading = { .done = false };
        uint32_t seats = reads[i].of_seat ? 2 : 1;
        for (uint32_t seat = 1; seat <= seats; seat++) {
            read_into(onlooker->guest, reads[i].kind, reads[i].of_seat ? seat : 0, &reading);
        }
        judge_now(reads[i].out, onlooker->as, &reading.heard);
        heard_free(&reading.heard);
    }
}

/* ---- The operator ---- */

static void add_file(struct heard *heard, const char *path)
{
    size_t size;
    char *bytes = file_read(path, &size);

    heard_add(heard, bytes, size);
    free(bytes);
}

static void add_folder(struct heard *heard, const char *folder)
{
    char path[PROGRAM_PATH];
    DIR *directory = opendir(folder);

    assert_non_null(directory);
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (entry->d_type == DT_REG) {
            path_join(path, folder, entry->d_name);
            add_file(heard, path);
        }
    }
    closedir(directory);
}

static void add_pages(struct heard *heard)
{
    static const char *const pages[] = { "/metrics", "/healthz", "/readyz", "/backup" };
    struct reply reply;

    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        admin_ask(&scene.server, "GET", pages[i], &reply);
        heard_add(heard, reply.head, strlen(reply.head));
        heard_add(heard, reply.body, strlen(reply.body));
        reply_forget(&reply);
    }
}

static void add_backup(struct heard *heard)
{
    static struct program_outcome outcome;
    char folder[PROGRAM_PATH];
    path_join(folder, scene.server.folder, "backup");
    const char *arguments[] = { "backup", folder, "--data", scene.server.data, NULL };

    program_run(&(struct program_order){ .path = program_server(), .arguments = arguments },
                &outcome);
    assert_int_equal(outcome.end.exit_code, 0);
    add_folder(heard, folder);
    assert_true(heard_has(heard, 0, "SQLite format 3"));
    folder_remove(folder);
}

static void judge_operator(void)
{
    struct heard heard[4] = { { 0 } };
    const enum story_exit exits[] = { STORY_EXIT_log, STORY_EXIT_metrics, STORY_EXIT_files,
                                      STORY_EXIT_backup };

    add_file(&heard[0], scene.server.log);
    add_pages(&heard[1]);
    add_folder(&heard[2], scene.server.data);
    add_backup(&heard[3]);
    assert_true(heard_has(&heard[0], 0, "event=connection.opened")); /* it is at level debug */
    assert_true(heard_has(&heard[1], 0, "houvast_records_total"));
    assert_true(heard_has(&heard[2], 0, "SQLite format 3"));
    for (size_t i = 0; i < 4; i++) {
        judge_now(exits[i], STORY_OBSERVER_operator, &heard[i]);
        heard_free(&heard[i]);
    }
}

/* ---- States ---- */

static bool is_marked(void *data)
{
    const char *mark = data;

    for (uint32_t i = 0; i < scene.onlooker_count; i++) {
        const struct onlooker *onlooker = &scene.onlookers[i];
        const Houvast__V1__StagePane *stage =
            onlooker->guest != NULL ? guest_stage(onlooker->guest) : NULL;
        if (stage != NULL && onlooker->as != STORY_OBSERVER_other_trainer &&
            strcmp(stage->announcement, mark) != 0) {
            return false;
        }
        if (onlooker->guest == NULL) {
            struct heard heard = { 0 };
            if (access(onlooker->output, F_OK) == 0) {
                add_file(&heard, onlooker->output);
            }
            bool has = heard_has(&heard, 0, mark);
            heard_free(&heard);
            if (!has) {
                return false;
            }
        }
    }
    return true;
}

/* Everybody has got what there is: an announcement came behind it. Then everything is looked at. */
static void look_around(enum story_state state)
{
    char *mark = scene.canaries[STORY_CLASS_announcement];

    state_before = count.cells == 0 ? state : state_now;
    state_now = state;
    scene_draw_canary(STORY_CLASS_announcement);
    scene.planted[STORY_CLASS_announcement] = true;
    guest_do(scene.party.leader, COMMAND(ANNOUNCE, Announce, announce, .text = mark));
    crowd_wait(&scene.crowd, is_marked, mark, "everybody had what there was");
    for (uint32_t i = 0; i < scene.onlooker_count; i++) {
        struct onlooker *onlooker = &scene.onlookers[i];
        if (onlooker->guest == NULL) {
            judge_terminal(onlooker);
            continue;
        }
        judge_line(onlooker);
        judge_panes(onlooker);
        judge_reads(onlooker);
        onlooker->judged = onlooker->line->heard.size;
    }
    judge_operator();
}

/* ---- The evening ---- */

static void first_run(void)
{
    scene_draft();
    look_around(STORY_STATE_drafted);
    scene_close(ONLOOKERS_AUTHOR, true);
    scene_reopen();
    look_around(STORY_STATE_reopened);
    scene_close(ONLOOKERS_AUTHOR, true);
    scene_close(ONLOOKERS_PARTNER, true);
    look_around(STORY_STATE_ready);
    scene_open_together();
    look_around(STORY_STATE_opened);
    scene_write_together();
    look_around(STORY_STATE_joint_drafted);
    scene_agree();
    look_around(STORY_STATE_joint_confirmed);
    scene_share();
    look_around(STORY_STATE_after_block);
    scene_pick_line();
    look_around(STORY_STATE_picked_a);
    scene_end_run();
    look_around(STORY_STATE_after_run);
    scene.party.run = 0;
}

static void second_run(void)
{
    scene_clear_wall();
    scene_draft();
    scene_close(ONLOOKERS_AUTHOR, false);
    look_around(STORY_STATE_kept);
    scene_close(ONLOOKERS_PARTNER, true);
    scene_open_together();
    look_around(STORY_STATE_opened_kept);
}

static void third_run(void)
{
    scene_draft();
    scene_close(ONLOOKERS_AUTHOR, true);
    scene_close(ONLOOKERS_PARTNER, true);
    scene_take_back();
    scene_open_together();
    look_around(STORY_STATE_taken_back);
}

static void fourth_run(void)
{
    scene_draft();
    scene_close(ONLOOKERS_AUTHOR, true);
    scene_close(ONLOOKERS_PARTNER, true);
    scene_open_together();
    look_around(STORY_STATE_opened);
    scene_pause();
    look_around(STORY_STATE_paused);
}

static void test_nothing_leaves_by_another_way(void **state)
{
    (void)state;
    tables_read(&tables);
    scene_begin();
    look_around(STORY_STATE_lobby);
    first_run();
    second_run();
    third_run();
    fourth_run();
    scene_end();
    print_message("%u cells, %u leaks, %u missing\n", count.cells, count.leaks, count.missing);
    assert_int_equal(count.leaks, 0);
    assert_int_equal(count.missing, 0);
    assert_true(count.found[STORY_EXIT_resume] > 0 && count.found[STORY_EXIT_cli] > 0);
    assert_true(count.found[STORY_EXIT_unit] > 0 && count.found[STORY_EXIT_answers] > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_leaves_by_another_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
