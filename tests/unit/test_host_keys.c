/* SPDX-License-Identifier: EUPL-1.2 */
/* Keys: stored before the record that first uses them, gone when they have to go, and what that
 * does to what was said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "codec/record.h"
#include "host/host.h"
#include "houvast/v1/wire.pb-c.h"
#include "journal/memory.h"
#include "vault/vault.h"

#include "host_hall.h"

#define DAY         INT64_C(86400000)
#define MANY_RUNS   200
#define COURSE_DAYS 30 /* after the last meeting of the programme, and it has but one */

struct count {
    uint32_t keys[HV_KEEP_INTAKE + 1]; /* by class; 0 is the log's own */
    int64_t course_ends_at;            /* the latest */
    int64_t course_ends_first;         /* the earliest */
};

static void on_loaded(struct hv_key_load *load,
                      enum hv_code code,
                      const struct hv_wrapped_key *keys,
                      uint32_t count)
{
    struct count *ret = load->data;

    assert_int_equal(code, HV_OK);
    for (uint32_t i = 0; i < count; i++) {
        ret->keys[keys[i].ends_with]++;
        if (keys[i].ends_with == HV_KEEP_COURSE) {
            int64_t at = keys[i].ends_at;
            bool first = ret->keys[HV_KEEP_COURSE] == 1;
            ret->course_ends_at = first || at > ret->course_ends_at ? at : ret->course_ends_at;
            ret->course_ends_first =
                first || at < ret->course_ends_first ? at : ret->course_ends_first;
        }
    }
}

/* What the key store holds for the group. */
static struct count stored_keys(const struct hall *hall)
{
    struct hv_keystore *keystore = hv_memory_store_keystore(hall->world.store);
    struct count count = { .course_ends_at = 0 };
    struct hv_key_load load = { .on_loaded = on_loaded, .data = &count };

    memcpy(load.log.b, hall->facilitator_token, sizeof load.log.b);
    keystore->load(keystore, &load);
    hv_memory_store_run(hall->world.store);
    return count;
}

/* The word of a seat in run 1 that a page has; "" when it is gone or was never there. */
static void read_word(struct link *link, W(ReadKind) kind, uint32_t seat, char *ret, size_t size)
{
    struct hv_id id = world_id(link->world);
    W(Read) read = HOUVAST__V1__READ__INIT;
    W(ClientMessage) request = HOUVAST__V1__CLIENT_MESSAGE__INIT;

    read.id = (ProtobufCBinaryData){ .len = sizeof id.b, .data = id.b };
    read.kind = kind;
    read.run = 1;
    read.number = seat;
    read.most = 64;
    request.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_READ;
    request.read = &read;
    link_forget(link);
    link_say(link, &request);
    world_run(link->world);
    assert_int_equal(link->count, 1);
    W(ServerMessage) *message = link_message(link, 0);
    assert_int_equal(message->message_case, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_READ_PAGE);
    ret[0] = 0;
    for (size_t i = 0; i < message->read_page->n_rows; i++) {
        const W(ReadRow) *row = message->read_page->rows[i];
        if (row->seat == seat && row->field == FIELD_WORD && row->value != NULL) {
            snprintf(ret, size, "%s", row->value->text);
        }
    }
    houvast__v1__server_message__free_unpacked(message, NULL);
    link_forget(link);
}

static void read_own_word(struct link *pen, uint32_t seat, char *ret, size_t size)
{
    read_word(pen, HOUVAST__V1__READ_KIND__READ_KIND_OWN_WORK, seat, ret, size);
}

static void a_run_s_keys_are_stored_before_its_record(void **state)
{
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    world_open_meeting(&hall.facilitator);
    world_mark_here(&hall.facilitator, 1);
    struct count before = stored_keys(&hall);
    link_forget(&hall.facilitator);
    uint64_t records = world_counts(&hall.world).records;
    COMMAND(start, START_STEP, StartStep, start_step);
    start_part.step = 1;
    struct hv_id id = world_id(&hall.world);
    link_command(&hall.facilitator, id, start);

    assert_int_equal(hv_memory_store_waiting(hall.world.store), 1); /* the keys */
    assert_true(hv_memory_store_step(hall.world.store));
    assert_int_equal(world_counts(&hall.world).records, records);
    assert_int_equal(hv_memory_store_waiting(hall.world.store), 1); /* the record */
    world_run(&hall.world);
    assert_int_equal(link_reply(&hall.facilitator, id).refusal, HV_REFUSAL_NONE);
    assert_true(link_reply(&hall.facilitator, id).came);
    struct count after = stored_keys(&hall);
    assert_int_equal(after.keys[HV_KEEP_DRAFT] - before.keys[HV_KEEP_DRAFT],
                     3); /* and the unit's */
    assert_int_equal(after.keys[HV_KEEP_MEETING] - before.keys[HV_KEEP_MEETING], 2);
    assert_int_equal(after.keys[HV_KEEP_COURSE] - before.keys[HV_KEEP_COURSE], 4); /* and joint */
    assert_int_equal(after.keys[0], 1);

    /* Then typing needs no more keys. */
    hall_join(&hall);
    world_move_stage(&hall.facilitator, 1, STAGE_BRIEF, STAGE_SOLO);
    world_unlock(&hall.pens[0], 1);
    world_consent(&hall.pens[0], 1);
    world_save(&hall.pens[0], 1, 1, "zon");
    world_close_envelope(&hall.pens[0], 1, 1u << FIELD_WORD);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_MEETING],
                     after.keys[HV_KEEP_MEETING] + 1); /* of the seat's outbox, at unlocking */
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_COURSE],
                     after.keys[HV_KEEP_COURSE] - 1); /* of its slip, which was used */
    hall_end(&hall);
}

/* Of a couple with two pens and a table: they are there before anyone says anything, and go
 * together. */
static void what_a_page_says_makes_no_key(void **state)
{
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    world_open_meeting(&hall.facilitator);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_SIGNAL], 3);
    hall_join(&hall);
    COMMAND(give, GIVE_SIGNAL, GiveSignal, give_signal);
    give_part.signal = HOUVAST__V1__SIGNAL__SIGNAL_CALL;
    (void)link_do(&hall.pens[0], give);
    (void)link_do(&hall.table, give);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_SIGNAL], 3);
    COMMAND(handle, HANDLE_REQUEST, HandleRequest, handle_request);
    handle_part.unit = 1;
    handle_part.signal = true;
    (void)link_do(&hall.facilitator, handle);
    world_run(&hall.world);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_SIGNAL], 3); /* others */
    hall_end(&hall);
}

static void a_closed_envelope_takes_its_draft_key_along(void **state)
{
    struct hall hall;
    char word[64];

    (void)state;
    hall_begin(&hall);
    world_save(&hall.pens[0], 1, 1, "zon");
    uint32_t drafts = stored_keys(&hall).keys[HV_KEEP_DRAFT];
    world_close_envelope(&hall.pens[0], 1, 1u << FIELD_WORD);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_DRAFT], drafts - 1);
    read_own_word(&hall.pens[0], 1, word, sizeof word);
    assert_string_equal(word, "zon");
    hall_end(&hall);
}

/* ---- What is kept for a light ---- */

/* Both are asked apart, and have closed. */
static void ask_apart(struct hall *hall)
{
    char exercise[] = "apart";

    hall_prepare(hall);
    hall_join(hall);
    world_open_meeting(&hall->facilitator);
    world_mark_here(&hall->facilitator, 1);
    COMMAND(push, PUSH_EXERCISE, PushExercise, push_exercise);
    push_part.exercise = exercise;
    assert_int_equal(link_do(&hall->facilitator, push), 1);
    for (uint32_t seat = 1; seat <= 2; seat++) {
        struct link *pen = &hall->pens[seat - 1];

        world_unlock(pen, seat);
        world_consent(pen, seat);
        world_save(pen, seat, 1, "zon");
        world_close_envelope(pen, seat, 0);
    }
    hall_forget(hall);
}

static void assert_answer(struct hall *hall, uint32_t seat, const char *word)
{
    char found[64];

    read_word(&hall->facilitator, HOUVAST__V1__READ_KIND__READ_KIND_ANSWERS, seat, found,
              sizeof found);
    assert_string_equal(found, word);
}

static void a_light_takes_along_what_was_said_for_it(void **state)
{
    struct hall hall;
    char word[64];

    (void)state;
    ask_apart(&hall);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_INTAKE], 2);
    assert_answer(&hall, 1, "zon");
    read_own_word(&hall.pens[0], 1, word, sizeof word);
    assert_string_equal(word, "");
    COMMAND(light, SET_LIGHT, SetLight, set_light);
    light_part.seat = 1;
    light_part.light = HOUVAST__V1__LIGHT__LIGHT_GREEN;
    (void)link_do(&hall.facilitator, light);
    world_run(&hall.world);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_INTAKE], 1);
    assert_answer(&hall, 1, "");
    assert_answer(&hall, 2, "zon");
    hall_end(&hall);
}

static void without_a_light_it_lasts_a_week(void **state)
{
    struct hall hall;

    (void)state;
    ask_apart(&hall);
    world_run_until(&hall.world, EVENING + 6 * DAY);
    link_forget(&hall.facilitator);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_INTAKE], 2);
    assert_answer(&hall, 1, "zon");
    world_run_until(&hall.world, EVENING + 7 * DAY + 2 * 3600000);
    link_forget(&hall.facilitator);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_INTAKE], 0);
    assert_true(stored_keys(&hall).keys[HV_KEEP_COURSE] > 0);
    assert_answer(&hall, 1, "");
    hall_end(&hall);
}

/* Not while the block is open: the words would leave the partner's page at that very moment. */
static void what_was_discarded_takes_its_keys_along_when_the_block_ends(void **state)
{
    struct hall hall;
    char word[64];

    (void)state;
    hall_begin(&hall);
    for (uint32_t seat = 1; seat <= 2; seat++) {
        world_save(&hall.pens[seat - 1], seat, 1, "zon");
        world_close_envelope(&hall.pens[seat - 1], seat, 1u << FIELD_WORD);
    }
    struct count before = stored_keys(&hall);
    COMMAND(back, TAKE_BACK, TakeBack, take_back);
    back_part.run = 1;
    back_part.seat = 1;
    back_part.fields = 1u << FIELD_WORD | 1u << FIELD_SCALE;
    back_part.discard = true;
    (void)link_do(&hall.pens[0], back);
    read_own_word(&hall.pens[0], 1, word, sizeof word);
    assert_string_equal(word, "");
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_COURSE], before.keys[HV_KEEP_COURSE]);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_MEETING], before.keys[HV_KEEP_MEETING]);
    world_move_stage(&hall.facilitator, 1, STAGE_SOLO, STAGE_SHARE);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_COURSE], before.keys[HV_KEEP_COURSE] - 1);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_MEETING], before.keys[HV_KEEP_MEETING] - 1);
    read_own_word(&hall.pens[1], 2, word, sizeof word);
    assert_string_equal(word, "zon");
    hall_end(&hall);
}

/* The server died, or the key store failed, between the record and the destroying: the next replay
 * does it. */
static void a_draft_key_left_behind_is_destroyed_at_the_next_replay(void **state)
{
    struct hall hall;
    struct world again;
    struct link pen;
    char word[64];

    (void)state;
    hall_begin(&hall);
    world_save(&hall.pens[0], 1, 1, "zon");
    uint32_t drafts = stored_keys(&hall).keys[HV_KEEP_DRAFT];
    hv_memory_store_knobs(hall.world.store)->keys_failed = 1;
    world_close_envelope(&hall.pens[0], 1, 1u << FIELD_WORD);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_DRAFT], drafts);
    assert_int_equal(world_counts(&hall.world).faults, 1);
    hall_forget(&hall);
    world_stop(&hall.world);

    world_start(&again, hall.world.store, 3);
    world_run(&again);
    link_join(&pen, &again, hall.pen_tokens[0]);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_DRAFT], drafts - 1);
    read_own_word(&pen, 1, word, sizeof word);
    assert_string_equal(word, "zon");
    world_close(&again);
}

/* With everyone still connected: the fold is made anew without the keys, under their feet, and the
 * group goes on. */
static void the_evening_s_keys_end_with_it(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    for (uint32_t i = 0; i < 2; i++) {
        world_save(&hall.pens[i], i + 1, 1, i == 0 ? "zon" : "maan");
        world_close_envelope(&hall.pens[i], i + 1, i == 0 ? 1u << FIELD_WORD : 0);
    }
    world_run_until(&hall.world, EVENING_ENDS_AT - 1);
    assert_true(stored_keys(&hall).keys[HV_KEEP_MEETING] > 0);
    uint32_t course = stored_keys(&hall).keys[HV_KEEP_COURSE];
    hall_forget(&hall);
    world_run_until(&hall.world, EVENING_ENDS_AT + 3600000);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_DRAFT], 0);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_MEETING], 0);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_COURSE], course);
    assert_int_equal(hall.facilitator.closed, 0);
    assert_int_equal(world_counts(&hall.world).faults, 0);
    hall_forget(&hall);
    world_open_meeting(&hall.facilitator);
    world_mark_here(&hall.facilitator, 1);
    assert_int_equal(world_start_step(&hall.facilitator, 0, 1), 2);
    hall_end(&hall);
}

struct ids {
    struct hv_id ids[64];
    uint32_t count;
    uint8_t class;
};

static void on_loaded_ids(struct hv_key_load *load,
                          enum hv_code code,
                          const struct hv_wrapped_key *keys,
                          uint32_t count)
{
    struct ids *ids = load->data;

    assert_int_equal(code, HV_OK);
    for (uint32_t i = 0; i < count; i++) {
        if (keys[i].ends_with == ids->class) {
            assert_true(ids->count < 64);
            ids->ids[ids->count++] = keys[i].id;
        }
    }
}

static void on_destroyed(struct hv_key_change *change, enum hv_code code, uint64_t swept)
{
    assert_int_equal(code, HV_OK);
    assert_int_equal(swept, change->count);
}

static void destroy_keys(struct hall *hall, enum hv_keep class)
{
    struct hv_keystore *keystore = hv_memory_store_keystore(hall->world.store);
    struct ids ids = { .class = (uint8_t) class };
    struct hv_key_load load = { .on_loaded = on_loaded_ids, .data = &ids };

    memcpy(load.log.b, hall->facilitator_token, sizeof load.log.b);
    keystore->load(keystore, &load);
    hv_memory_store_run(hall->world.store);
    assert_true(ids.count > 0);
    struct hv_key_change change = {
        .kind = HV_KEYS_DESTROY, .ids = ids.ids, .count = ids.count, .on_done = on_destroyed
    };
    keystore->change(keystore, &change);
    hv_memory_store_run(hall->world.store);
}

/* As when a laptop learns what time it is once it has found its network. */
static void a_clock_that_was_set_back_keeps_no_key_longer(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    hall_forget(&hall);
    world_run_until(&hall.world, EVENING + 60 * DAY);
    hall.world.now = EVENING + DAY;
    world_open_meeting(&hall.facilitator);
    world_mark_here(&hall.facilitator, 1);
    assert_int_equal(world_start_step(&hall.facilitator, 0, 1), 2);
    assert_true(stored_keys(&hall).keys[HV_KEEP_MEETING] > 0);
    hall_forget(&hall);
    world_run_until(&hall.world, EVENING_ENDS_AT + DAY + 3600000);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_MEETING], 0);
    hall_end(&hall);
}

/* Content whose key is not there any more is gone; all the rest of the group is there. */
static void without_its_key_content_is_gone_and_nothing_else(void **state)
{
    static const struct {
        enum hv_keep class;
        const char *words[2];
    } cases[] = { { HV_KEEP_DRAFT, { "zon", "maan" } },
                  { HV_KEEP_MEETING, { "zon", "" } },
                  { HV_KEEP_COURSE, { "", "maan" } } };

    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        struct hall hall;
        struct world again;
        struct link pen;
        char word[64];

        hall_begin(&hall);
        for (uint32_t i = 0; i < 2; i++) { /* the first shows, the second keeps */
            world_save(&hall.pens[i], i + 1, 1, i == 0 ? "zon" : "maan");
            world_close_envelope(&hall.pens[i], i + 1, i == 0 ? 1u << FIELD_WORD : 0);
        }
        hall_forget(&hall);
        world_stop(&hall.world);
        destroy_keys(&hall, cases[c].class);
        world_start(&again, hall.world.store, 11);
        world_run(&again);
        for (uint32_t i = 0; i < 2; i++) {
            link_join(&pen, &again, hall.pen_tokens[i]);
            read_own_word(&pen, i + 1, word, sizeof word);
            assert_string_equal(word, cases[c].words[i]);
        }
        link_join(&hall.facilitator, &again, hall.facilitator_token);
        assert_int_equal(world_counts(&again).faults, 0);
        link_forget(&hall.facilitator);
        world_close(&again);
    }
}

/* Its course has not begun, however long ago it was made. */
static void names_of_a_group_that_has_not_begun_stay(void **state)
{
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    struct count made = stored_keys(&hall);
    assert_true(made.keys[HV_KEEP_COURSE] > 0);
    assert_true(made.course_ends_at == HV_KEY_WITHOUT_END);
    link_drop(&hall.facilitator);
    world_run_until(&hall.world, EVENING + 400 * DAY);
    assert_int_equal(world_counts(&hall.world).groups_open, 0);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_COURSE], made.keys[HV_KEEP_COURSE]);

    link_open(&hall.facilitator, &hall.world);
    link_hello(&hall.facilitator, hall.facilitator_token);
    world_run(&hall.world);
    W(ServerMessage) *board = link_pane(&hall.facilitator, HOUVAST__V1__PANE_KIND__PANE_KIND_BOARD);
    assert_non_null(board);
    assert_string_equal(board->pane->board->units[0]->seats[0]->name, "Anna");
    houvast__v1__server_message__free_unpacked(board, NULL);
    hall_end(&hall);
}

/* The first meeting gives the course an end, each later one moves it. */
static void a_meeting_that_opens_gives_the_course_its_end(void **state)
{
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    assert_true(stored_keys(&hall).course_ends_at == HV_KEY_WITHOUT_END);
    for (int64_t day = 0; day < 20; day += 7) {
        world_run_until(&hall.world, EVENING + day * DAY);
        world_open_meeting(&hall.facilitator);
        struct count stored = stored_keys(&hall);
        assert_int_equal(stored.course_ends_at, EVENING + (day + COURSE_DAYS) * DAY);
        assert_int_equal(stored.course_ends_at, stored.course_ends_first);
        link_forget(&hall.facilitator);
    }
    assert_int_equal(world_counts(&hall.world).faults, 0);
    hall_end(&hall);
}

/* And then they go, though nobody comes back. */
static void when_the_course_has_ended_its_keys_are_gone(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    hall_forget(&hall);
    world_run_until(&hall.world, EVENING + COURSE_DAYS * DAY - 1);
    assert_true(stored_keys(&hall).keys[HV_KEEP_COURSE] > 0);
    world_run_until(&hall.world, EVENING + COURSE_DAYS * DAY + 3600000);
    assert_int_equal(stored_keys(&hall).keys[HV_KEEP_COURSE], 0);
    hall_end(&hall);
}

/* A meeting opens: the house notes it, the keys of its pages are made; from then on the key store
 * fails so often. */
static void open_meeting_and_fail(struct hall *hall, uint32_t failures)
{
    struct hv_id id = world_id(&hall->world);
    uint64_t records = world_counts(&hall->world).records;

    COMMAND(open, OPEN_MEETING, OpenMeeting, open_meeting);
    link_command(&hall->facilitator, id, open);
    while (world_counts(&hall->world).records == records) {
        assert_true(hv_memory_store_step(hall->world.store) || world_tick(&hall->world));
    }
    while (hv_memory_store_waiting(hall->world.store) == 0) {
        assert_true(world_tick(&hall->world));
    }
    assert_true(hv_memory_store_step(hall->world.store));
    hv_memory_store_knobs(hall->world.store)->keys_failed = failures;
    world_run(&hall->world);
    assert_true(link_reply(&hall->facilitator, id).came);
    assert_int_equal(link_reply(&hall->facilitator, id).refusal, HV_REFUSAL_NONE);
}

/* What the key store could not do, it is asked again while the room is open. */
static void an_end_that_could_not_be_stored_is_stored_later(void **state)
{
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    open_meeting_and_fail(&hall, 2);
    link_drop(&hall.facilitator);
    assert_true(stored_keys(&hall).course_ends_at == HV_KEY_WITHOUT_END);
    assert_int_equal(world_counts(&hall.world).faults, 1);
    world_run_until(&hall.world, EVENING + 60000);
    assert_true(stored_keys(&hall).course_ends_at == HV_KEY_WITHOUT_END);
    world_run_until(&hall.world, EVENING + 120000);
    assert_int_equal(stored_keys(&hall).course_ends_at, EVENING + COURSE_DAYS * DAY);
    assert_int_equal(world_counts(&hall.world).faults, 2);
    hall_end(&hall);
}

/* The server died in between: the group sets it right when it is opened. */
static void an_end_that_differs_is_set_right_at_the_next_opening(void **state)
{
    struct hall hall;
    struct world again;
    struct link facilitator;

    (void)state;
    hall_prepare(&hall);
    open_meeting_and_fail(&hall, 1);
    hall_forget(&hall);
    world_stop(&hall.world);
    assert_true(stored_keys(&hall).course_ends_at == HV_KEY_WITHOUT_END);

    world_start(&again, hall.world.store, 9);
    world_run(&again);
    link_join(&facilitator, &again, hall.facilitator_token);
    assert_int_equal(stored_keys(&hall).course_ends_at, EVENING + COURSE_DAYS * DAY);
    link_forget(&facilitator);
    world_close(&again);
}

static void deal_words(struct link *facilitator, uint32_t seat)
{
    COMMAND(deal, DEAL_WORDS, DealWords, deal_words);
    deal_part.seat = seat;
    (void)link_do(facilitator, deal);
}

static void run_again(struct link *facilitator, uint32_t run)
{
    COMMAND(start, START_STEP, StartStep, start_step);
    start_part.from = start_part.step = 1;
    start_part.run = run;
    start_part.again = true;
    assert_int_equal(link_do(facilitator, start), run + 1);
    world_move_stage(facilitator, run + 1, STAGE_BRIEF, STAGE_SOLO);
}

static void skip_word(struct link *pen, uint32_t run)
{
    COMMAND(save, SAVE_FIELD, SaveField, save_field);
    save_part.run = run;
    save_part.seat = 1;
    save_part.field = FIELD_WORD;
    save_part.revision = 1;
    save_part.answer = HOUVAST__V1__ANSWER__ANSWER_SKIPPED;
    (void)link_do(pen, save);
}

/* However many runs there were: for each key that goes there is one for what is begun anew. */
static void new_words_take_what_was_begun_in_many_runs(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    for (uint32_t run = 1; run < MANY_RUNS; run++) {
        skip_word(&hall.pens[0], run);
        run_again(&hall.facilitator, run);
        hall_forget(&hall);
        hall.world.now += 1000; /* a pace that the host allows */
    }
    struct count before = stored_keys(&hall);
    deal_words(&hall.facilitator, 1);
    struct count after = stored_keys(&hall);
    assert_true(before.keys[HV_KEEP_DRAFT] > MANY_RUNS);
    assert_int_equal(after.keys[HV_KEEP_DRAFT], before.keys[HV_KEEP_DRAFT]);
    assert_int_equal(after.keys[HV_KEEP_MEETING] + 1, before.keys[HV_KEEP_MEETING]); /* outbox */
    assert_int_equal(after.keys[HV_KEEP_COURSE], before.keys[HV_KEEP_COURSE] + 1);   /* slip */
    hall_end(&hall);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_s_keys_are_stored_before_its_record),
        cmocka_unit_test(what_a_page_says_makes_no_key),
        cmocka_unit_test(a_closed_envelope_takes_its_draft_key_along),
        cmocka_unit_test(a_light_takes_along_what_was_said_for_it),
        cmocka_unit_test(without_a_light_it_lasts_a_week),
        cmocka_unit_test(what_was_discarded_takes_its_keys_along_when_the_block_ends),
        cmocka_unit_test(a_draft_key_left_behind_is_destroyed_at_the_next_replay),
        cmocka_unit_test(the_evening_s_keys_end_with_it),
        cmocka_unit_test(a_clock_that_was_set_back_keeps_no_key_longer),
        cmocka_unit_test(without_its_key_content_is_gone_and_nothing_else),
        cmocka_unit_test(names_of_a_group_that_has_not_begun_stay),
        cmocka_unit_test(a_meeting_that_opens_gives_the_course_its_end),
        cmocka_unit_test(when_the_course_has_ended_its_keys_are_gone),
        cmocka_unit_test(an_end_that_could_not_be_stored_is_stored_later),
        cmocka_unit_test(an_end_that_differs_is_set_right_at_the_next_opening),
        cmocka_unit_test(new_words_take_what_was_begun_in_many_runs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
