/* SPDX-License-Identifier: EUPL-1.2 */
/* Records as they lie in the journal, and those of the house. */
#include "named_fields.h"

#include "codec/record.h"

static struct hv_arena arena;

static int make_arena(void **state)
{
    (void)state;
    hv_arena_init(&arena, 16u * 1024u * 1024u);
    return 0;
}

static int free_arena(void **state)
{
    (void)state;
    hv_arena_free(&arena);
    return 0;
}

static void fill(void *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        ((uint8_t *)bytes)[i] = (uint8_t)(1 + random_below(255));
}

static struct hv_id keys[HV_RECORD_KEYS_MAX + 1];
static uint8_t sealed[1000 * 1000];

static struct hv_stored_record draw_record(uint32_t key_count, size_t size)
{
    struct hv_stored_record record = { .format = HV_RECORD_FORMAT,
                                       .position = random_number(),
                                       .at = (int64_t)random_number(),
                                       .keys = keys,
                                       .key_count = key_count,
                                       .sealed = { sealed, size } };
    fill(record.log.b, sizeof record.log.b);
    fill(record.previous, sizeof record.previous);
    fill(keys, key_count * sizeof keys[0]);
    fill(sealed, size < 4096 ? size : 4096);
    return record;
}

static struct hv_bytes encode(const struct hv_stored_record *record)
{
    struct hv_bytes bytes;
    assert_int_equal(hv_stored_record_encode(record, &arena, &bytes), HV_OK);
    return bytes;
}

static void assert_same(const struct hv_stored_record *a, const struct hv_stored_record *b)
{
    assert_int_equal(a->format, b->format);
    assert_true(hv_id_equal(a->log, b->log));
    assert_true(a->position == b->position && a->at == b->at);
    assert_memory_equal(a->previous, b->previous, HV_RECORD_HASH_SIZE);
    assert_int_equal(a->key_count, b->key_count);
    for (uint32_t i = 0; i < a->key_count; i++)
        assert_true(hv_id_equal(a->keys[i], b->keys[i]));
    assert_true(hv_bytes_equal(a->sealed, b->sealed));
}

static void a_stored_record_is_read_as_it_was_written(void **state)
{
    static const struct {
        uint32_t key_count;
        size_t size;
    } rows[] = { { 1, 296 }, { 2, 552 }, { HV_RECORD_KEYS_MAX, HV_RECORD_BODY_MAX + 1 + 40 } };
    (void)state;
    for (int round = 0; round < 50; round++) {
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            struct hv_stored_record read;
            const struct hv_stored_record record = draw_record(rows[i].key_count, rows[i].size);
            const struct hv_bytes bytes = encode(&record);
            assert_true(bytes.size <= HV_STORED_RECORD_MAX);
            assert_int_equal(hv_stored_record_decode(bytes, &arena, &read), HV_OK);
            assert_same(&read, &record);
            assert_true(hv_bytes_equal(encode(&read), bytes));
            hv_arena_reset(&arena);
        }
    }
    /* The first of its log. */
    struct hv_stored_record first = draw_record(1, 296), read;
    memset(first.previous, 0, sizeof first.previous);
    assert_int_equal(hv_stored_record_decode(encode(&first), &arena, &read), HV_OK);
    assert_same(&read, &first);
}

static void a_record_has_at_most_so_many_keys(void **state)
{
    struct hv_bytes bytes;
    struct hv_stored_record record = draw_record(HV_RECORD_KEYS_MAX + 1, 296), read;
    (void)state;
    assert_int_equal(hv_stored_record_encode(&record, &arena, &bytes), HV_ETOOBIG);
    record.key_count = 0; /* nothing says what sealed it */
    assert_int_equal(hv_stored_record_decode(encode(&record), &arena, &read), HV_ECORRUPT);
}

static void what_is_cut_off_or_newer_is_told(void **state)
{
    const struct hv_stored_record record = draw_record(2, 296);
    struct hv_stored_record read, newer = record;
    (void)state;
    const struct hv_bytes bytes = encode(&record);
    /* Up to the last byte of the last key everything before `sealed` may be whole; then it is a
     * record without a body. */
    for (size_t cut = 0; cut < bytes.size; cut++) {
        const enum hv_code code =
            hv_stored_record_decode((struct hv_bytes){ bytes.data, cut }, &arena, &read);
        assert_true(code == HV_ECORRUPT || (code == HV_OK && read.sealed.size == 0));
    }
    newer.format = HV_RECORD_FORMAT + 1;
    assert_int_equal(hv_stored_record_decode(encode(&newer), &arena, &read), HV_EVERSION);
    newer.format = 300;
    assert_int_equal(hv_stored_record_decode(encode(&newer), &arena, &read), HV_EVERSION);
    newer.format = 0;
    assert_int_equal(hv_stored_record_decode(encode(&newer), &arena, &read), HV_ECORRUPT);
}

/* Whatever of it is changed, it is bound to something else; the keys and the body are not part of
 * it. */
static void what_a_body_is_bound_to_tells_every_change(void **state)
{
    const struct hv_stored_record record = draw_record(2, 296);
    struct hv_stored_record changed[7];
    struct hv_bytes bound[8];
    (void)state;
    for (size_t i = 0; i < 7; i++)
        changed[i] = record;
    changed[0].format++;
    changed[1].log.b[0] ^= 1;
    changed[2].log.b[15] ^= 1;
    changed[3].position ^= UINT64_C(1) << 63;
    changed[4].at ^= 1;
    changed[5].previous[31] ^= 1;
    changed[6].key_count = 1;
    changed[6].sealed.size = 0;
    assert_int_equal(hv_stored_record_associated(&record, &arena, &bound[7]), HV_OK);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(hv_stored_record_associated(&changed[i], &arena, &bound[i]), HV_OK);
    assert_true(hv_bytes_equal(bound[6], bound[7]));
    for (size_t i = 0; i < 6; i++)
        for (size_t j = i + 1; j < 7; j++)
            assert_false(hv_bytes_equal(bound[i], bound[j]));
}

static void a_house_event_is_read_as_it_was_written(void **state)
{
    (void)state;
    for (int type = HV_HOUSE_FOUNDED; type < HV_HOUSE_EVENT_END; type++) {
        struct hv_house_event event = { .type = (enum hv_house_event_type)type,
                                        .at = 1,
                                        .deadline = INT64_MAX,
                                        .title = hv_bytes_from_text("Najaar"),
                                        .programme = hv_bytes_from_text("houd-me-vast"),
                                        .verifier = hv_bytes_from_text("$argon2id$v=19$..."),
                                        .ends_at = INT64_C(1) << 50,
                                        .code_step = INT64_C(1) << 40 };
        struct hv_house_event read;
        struct hv_bytes body;
        fill(event.log.b, sizeof event.log.b);
        fill(event.command.b, sizeof event.command.b);
        fill(event.token_hash, sizeof event.token_hash);
        assert_int_equal(hv_house_body_encode(&event, &arena, &body), HV_OK);
        assert_int_equal(hv_house_body_decode(body, &arena, &read), HV_OK);
        assert_int_equal(read.type, event.type);
        assert_true(hv_id_equal(read.log, event.log) && hv_id_equal(read.command, event.command));
        assert_true(read.at == event.at && read.deadline == event.deadline);
        assert_true(hv_bytes_equal(read.title, event.title));
        assert_true(hv_bytes_equal(read.programme, event.programme));
        assert_memory_equal(read.token_hash, event.token_hash, sizeof read.token_hash);
        assert_true(hv_bytes_equal(read.verifier, event.verifier));
        assert_true(read.ends_at == event.ends_at && read.code_step == event.code_step);
    }
}

static void what_is_no_house_event_is_told(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
        enum hv_code code;
    } rows[] = {
        { "", 0, HV_ECORRUPT },
        { "\x08\x01", 2, HV_ECORRUPT },         /* no event */
        { "\x08\x01\x10\x0b", 4, HV_ECORRUPT }, /* one that is not known */
        { "\x08\x01\x10\x02\x1a\x01x", 7, HV_ECORRUPT },
        { "\x08\x01\x10\x02\x3a\x01\xff", 7, HV_ECORRUPT },
        { "\x08\x02\x10\x05", 4, HV_EVERSION },
        { "\x08\x01\x10\x04", 4, HV_OK },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hv_house_event read;
        assert_int_equal(
            hv_house_body_decode((struct hv_bytes){ (const uint8_t *)rows[i].bytes, rows[i].size },
                                 &arena, &read),
            rows[i].code);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_arena, free_arena)
    const struct CMUnitTest tests[] = {
        TEST(a_stored_record_is_read_as_it_was_written),
        TEST(a_record_has_at_most_so_many_keys),
        TEST(what_is_cut_off_or_newer_is_told),
        TEST(what_a_body_is_bound_to_tells_every_change),
        TEST(a_house_event_is_read_as_it_was_written),
        TEST(what_is_no_house_event_is_told),
    };
    random_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
