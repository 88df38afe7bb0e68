/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "vault/vault.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define KIB          ((size_t)1024)

static const struct hv_id log_of_group = { .b = "log of a group" };
static const struct hv_id key_id = { .b = "one key" };
static const struct hv_id other_id = { .b = "another key" };
static const struct hv_bytes bound = { (const uint8_t *)"seat 1, run 7", 13 };

/* A ring with two keys. */
struct bench {
    struct hv_vault *vault;
    struct hv_ring *ring;
    struct hv_arena arena;
    unsigned seed;
};

static uint8_t draw(struct bench *bench)
{
    return (uint8_t)(rand_r(&bench->seed) >> 7);
}

static void add_fresh(struct bench *bench, struct hv_id id)
{
    uint8_t wrapped[HV_VAULT_WRAPPED_SIZE];
    hv_vault_make_key(bench->vault, log_of_group, id, wrapped);
    assert_int_equal(hv_ring_add(bench->ring, bench->vault, id, wrapped), HV_OK);
}

static struct hv_vault *new_vault(uint8_t byte)
{
    uint8_t key[HV_SERVER_KEY_SIZE];
    struct hv_vault *vault;
    memset(key, byte, sizeof key);
    assert_int_equal(hv_vault_new(key, hv_random_system, &vault), HV_OK);
    return vault;
}

static int set_up(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    assert_non_null(bench);
    bench->vault = new_vault(1);
    const char *seed = getenv("HV_SEED");
    bench->seed = seed != NULL ? (unsigned)strtoul(seed, NULL, 10) : (unsigned)time(NULL);
    print_message("HV_SEED=%u\n", bench->seed);
    hv_arena_init(&bench->arena, 8 * KIB * KIB);
    assert_int_equal(hv_ring_new(log_of_group, &bench->ring), HV_OK);
    add_fresh(bench, key_id);
    add_fresh(bench, other_id);
    *state = bench;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    hv_ring_free(bench->ring);
    hv_vault_free(bench->vault);
    hv_arena_free(&bench->arena);
    free(bench);
    return 0;
}

static struct hv_bytes
seal(struct bench *bench, struct hv_id id, struct hv_bytes plain, bool padded)
{
    struct hv_bytes sealed;
    assert_int_equal(
        hv_ring_seal(bench->ring, bench->vault, id, bound, plain, padded, &bench->arena, &sealed),
        HV_OK);
    return sealed;
}

static enum hv_code open_box(struct bench *bench,
                             struct hv_id id,
                             struct hv_bytes associated,
                             struct hv_bytes sealed,
                             bool padded,
                             struct hv_bytes *ret)
{
    return hv_ring_open(bench->ring, id, associated, sealed, padded, &bench->arena, ret);
}

/* Not opened, for this reason, and nothing was returned. */
static void assert_refused(struct bench *bench,
                           struct hv_id id,
                           struct hv_bytes associated,
                           struct hv_bytes sealed,
                           bool padded,
                           enum hv_code reason)
{
    struct hv_bytes plain = { (const uint8_t *)"untouched", 9 };
    assert_int_equal(open_box(bench, id, associated, sealed, padded, &plain), reason);
    assert_true(hv_bytes_equal(plain, hv_bytes_from_text("untouched")));
}

static void assert_opens_to(struct bench *bench,
                            struct hv_id id,
                            struct hv_bytes sealed,
                            bool padded,
                            struct hv_bytes plain)
{
    struct hv_bytes opened;
    assert_int_equal(open_box(bench, id, bound, sealed, padded, &opened), HV_OK);
    assert_true(hv_bytes_equal(opened, plain));
}

static void a_text_survives_and_takes_the_documented_size(void **state)
{
    const struct {
        size_t size;
        size_t padded;
    } rows[] = {
        { 0, 256 },
        { 1, 256 },
        { 254, 256 },
        { 255, 256 },
        { 256, 512 },
        { 257, 512 },
        { 511, 512 },
        { 512, 1024 },
        { 16 * KIB - 1, 16 * KIB },
        { 16 * KIB, 32 * KIB },
        { 256 * KIB, 512 * KIB },
        { 512 * KIB - 1, 512 * KIB },
        { 512 * KIB, 576 * KIB },
        { 512 * KIB + 1, 576 * KIB },
        { 576 * KIB - 1, 576 * KIB },
        { 576 * KIB, 640 * KIB },
        { 1024 * KIB - 1, 1024 * KIB },
        { 1024 * KIB, 1088 * KIB },
    };
    struct bench *bench = *state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        uint8_t *text = malloc(rows[i].size + 1);
        assert_non_null(text);
        for (size_t j = 0; j < rows[i].size; j++) {
            text[j] = draw(bench);
        }
        struct hv_bytes plain = { text, rows[i].size };
        struct hv_bytes sealed = seal(bench, key_id, plain, true);
        assert_int_equal(sealed.size, rows[i].padded + HV_SEAL_OVERHEAD);
        assert_opens_to(bench, key_id, sealed, true, plain);

        sealed = seal(bench, key_id, plain, false);
        assert_int_equal(sealed.size, rows[i].size + HV_SEAL_OVERHEAD);
        assert_opens_to(bench, key_id, sealed, false, plain);
        free(text);
        hv_arena_reset(&bench->arena);
    }
}

/* Texts that end like padding are where padding goes wrong. */
static void no_ending_is_mistaken_for_padding(void **state)
{
    static const uint8_t endings[] = { 0x00, 0x80 };
    struct bench *bench = *state;
    uint8_t text[1100];

    for (size_t e = 0; e < COUNT(endings); e++) {
        memset(text, endings[e], sizeof text);
        for (size_t size = 0; size <= sizeof text; size++) {
            struct hv_bytes plain = { text, size };
            assert_opens_to(bench, key_id, seal(bench, key_id, plain, true), true, plain);
            hv_arena_reset(&bench->arena);
        }
    }
}

static void a_text_without_bytes_needs_no_pointer(void **state)
{
    struct bench *bench = *state;
    struct hv_bytes nothing = { NULL, 0 };
    struct hv_bytes sealed;
    struct hv_bytes plain;

    for (int padded = 0; padded < 2; padded++) {
        assert_int_equal(hv_ring_seal(bench->ring, bench->vault, key_id, nothing, nothing,
                                      padded != 0, &bench->arena, &sealed),
                         HV_OK);
        assert_int_equal(open_box(bench, key_id, nothing, sealed, padded != 0, &plain), HV_OK);
        assert_int_equal(plain.size, 0);
    }
}

static void every_flipped_bit_is_noticed(void **state)
{
    struct bench *bench = *state;
    uint8_t text[300];
    uint8_t copy[600];

    for (size_t i = 0; i < 200; i++) {
        hv_arena_reset(&bench->arena);
        size_t size = draw(bench) + (size_t)(draw(bench) % 40);
        bool padded = i % 2 == 0;
        for (size_t j = 0; j < size; j++) {
            text[j] = draw(bench);
        }
        struct hv_bytes plain = { text, size };
        struct hv_bytes sealed = seal(bench, key_id, plain, padded);
        struct hv_bytes altered = { copy, sealed.size };
        assert_true(sealed.size <= sizeof copy);
        memcpy(copy, sealed.data, sealed.size);
        hv_arena_reset(&bench->arena);

        for (size_t bit = 0; bit < 8 * altered.size; bit++) {
            copy[bit / 8] ^= (uint8_t)(1 << bit % 8);
            assert_refused(bench, key_id, bound, altered, padded, HV_ECORRUPT);
            copy[bit / 8] ^= (uint8_t)(1 << bit % 8);
            hv_arena_reset(&bench->arena);
        }
        assert_opens_to(bench, key_id, altered, padded, plain);
    }
}

static void a_box_cut_short_or_made_longer_is_noticed(void **state)
{
    struct bench *bench = *state;
    uint8_t copy[HV_SEAL_OVERHEAD + 256 + 1] = { 0 };
    struct hv_bytes sealed = seal(bench, key_id, hv_bytes_from_text("eerste"), true);

    assert_int_equal(sealed.size, sizeof copy - 1);
    memcpy(copy, sealed.data, sealed.size);
    for (size_t size = 0; size <= sizeof copy; size++) {
        if (size != sealed.size) {
            struct hv_bytes other = { copy, size };
            assert_refused(bench, key_id, bound, other, true, HV_ECORRUPT);
        }
    }
    assert_refused(bench, key_id, bound, (struct hv_bytes){ NULL, 0 }, false, HV_ECORRUPT);
}

static void a_box_opens_only_with_its_own_key_and_associated_data(void **state)
{
    static const char *const others[] = { "", "seat 1, run 8", "seat 2, run 7", "seat 1, run 7 ",
                                          "seat 1, run " };
    struct bench *bench = *state;
    struct hv_bytes sealed = seal(bench, key_id, hv_bytes_from_text("eerste"), true);

    for (size_t i = 0; i < COUNT(others); i++) {
        struct hv_bytes associated = hv_bytes_from_text(others[i]);
        assert_refused(bench, key_id, associated, sealed, true, HV_ECORRUPT);
    }
    assert_refused(bench, other_id, bound, sealed, true, HV_ECORRUPT);
    assert_opens_to(bench, key_id, sealed, true, hv_bytes_from_text("eerste"));
}

static void what_was_not_padded_does_not_open_as_padded(void **state)
{
    struct bench *bench = *state;
    uint8_t text[1024] = { 0x80 };
    const struct {
        const char *why;
        size_t size;
        size_t mark; /* where the byte 0x80 stands, if within size */
    } rows[] = {
        { "empty", 0, 0 },
        { "no padded size", 255, 3 },
        { "no mark", 256, 256 },
        { "half the size would have done", 512, 255 },
        { "not a power of two", 768, 700 },
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        memset(text, 0, sizeof text);
        text[rows[i].mark] = 0x80;
        struct hv_bytes sealed =
            seal(bench, key_id, (struct hv_bytes){ text, rows[i].size }, false);
        print_message("%s\n", rows[i].why);
        assert_refused(bench, key_id, bound, sealed, true, HV_ECORRUPT);
    }
}

static void the_same_text_never_looks_the_same(void **state)
{
    struct bench *bench = *state;
    struct hv_bytes plain = hv_bytes_from_text("twee keer hetzelfde");
    struct hv_bytes one = seal(bench, key_id, plain, true);
    struct hv_bytes two = seal(bench, key_id, plain, true);

    assert_memory_not_equal(one.data, two.data, HV_NONCE_SIZE);
    assert_memory_not_equal(one.data + HV_NONCE_SIZE, two.data + HV_NONCE_SIZE, 256);
}

static void a_dropped_key_is_gone_and_the_other_stays(void **state)
{
    struct bench *bench = *state;
    struct hv_bytes plain = hv_bytes_from_text("eerste");
    struct hv_bytes one = seal(bench, key_id, plain, true);
    struct hv_bytes two = seal(bench, other_id, plain, true);
    struct hv_bytes sealed = { NULL, 0 };

    hv_ring_drop(bench->ring, key_id);
    hv_ring_drop(bench->ring, key_id);
    assert_false(hv_ring_has(bench->ring, key_id));
    assert_true(hv_ring_has(bench->ring, other_id));
    assert_refused(bench, key_id, bound, one, true, HV_EGONE);
    assert_refused(bench, key_id, bound, (struct hv_bytes){ NULL, 0 }, true, HV_EGONE);
    assert_opens_to(bench, other_id, two, true, plain);
    assert_int_equal(
        hv_ring_seal(bench->ring, bench->vault, key_id, bound, plain, true, &bench->arena, &sealed),
        HV_ENOTFOUND);
    assert_null(sealed.data);

    add_fresh(bench, key_id);
    assert_refused(bench, key_id, bound, one, true, HV_ECORRUPT);
}

static void a_key_that_is_there_already_stays_as_it_is(void **state)
{
    struct bench *bench = *state;
    struct hv_bytes plain = hv_bytes_from_text("eerste");
    struct hv_bytes sealed = seal(bench, key_id, plain, true);

    add_fresh(bench, key_id);
    assert_opens_to(bench, key_id, sealed, true, plain);
    hv_ring_drop(bench->ring, key_id);
    assert_false(hv_ring_has(bench->ring, key_id));
}

static void a_derived_key_is_of_one_key_and_one_use(void **state)
{
    struct bench *bench = *state;
    uint8_t first[HV_HASH_SIZE], again[HV_HASH_SIZE], use[HV_HASH_SIZE], other[HV_HASH_SIZE];

    assert_int_equal(hv_ring_derive(bench->ring, key_id, "outbox", first), HV_OK);
    assert_int_equal(hv_ring_derive(bench->ring, key_id, "outbox", again), HV_OK);
    assert_int_equal(hv_ring_derive(bench->ring, key_id, "inbox", use), HV_OK);
    assert_int_equal(hv_ring_derive(bench->ring, other_id, "outbox", other), HV_OK);
    assert_memory_equal(first, again, sizeof first);
    assert_memory_not_equal(first, use, sizeof first);
    assert_memory_not_equal(first, other, sizeof first);
    hv_ring_drop(bench->ring, key_id);
    assert_int_equal(hv_ring_derive(bench->ring, key_id, "outbox", again), HV_EGONE);
    assert_memory_equal(first, again, sizeof first); /* untouched */
}

static void a_wrapped_key_opens_only_where_it_belongs(void **state)
{
    struct bench *bench = *state;
    const struct hv_id id = { .b = "a third key" };
    struct hv_vault *other_vault = new_vault(2);
    struct hv_ring *other_ring;
    uint8_t wrapped[HV_VAULT_WRAPPED_SIZE];

    assert_int_equal(hv_ring_new((struct hv_id){ .b = "other log" }, &other_ring), HV_OK);
    hv_vault_make_key(bench->vault, log_of_group, id, wrapped);
    assert_int_equal(hv_ring_add(bench->ring, other_vault, id, wrapped), HV_ECORRUPT);
    assert_int_equal(hv_ring_add(other_ring, bench->vault, id, wrapped), HV_ECORRUPT);
    struct hv_id near = id;
    near.b[15] = 1;
    assert_int_equal(hv_ring_add(bench->ring, bench->vault, near, wrapped), HV_ECORRUPT);
    for (size_t bit = 0; bit < 8 * sizeof wrapped; bit++) {
        wrapped[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(hv_ring_add(bench->ring, bench->vault, id, wrapped), HV_ECORRUPT);
        wrapped[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    assert_false(hv_ring_has(bench->ring, id));
    assert_false(hv_ring_has(bench->ring, near));
    assert_false(hv_ring_has(other_ring, id));

    assert_int_equal(hv_ring_add(bench->ring, bench->vault, id, wrapped), HV_OK);
    assert_true(hv_ring_has(bench->ring, id));
    hv_ring_free(other_ring);
    hv_vault_free(other_vault);
}

static void a_full_arena_is_said_and_costs_nothing(void **state)
{
    struct bench *bench = *state;
    struct hv_bytes plain = hv_bytes_from_text("eerste");
    struct hv_bytes sealed = seal(bench, key_id, plain, true);
    struct hv_bytes none = { NULL, 0 };
    struct hv_arena small;

    hv_arena_init(&small, 64);
    assert_int_equal(
        hv_ring_seal(bench->ring, bench->vault, key_id, bound, plain, true, &small, &none),
        HV_ENOMEM);
    assert_int_equal(hv_ring_open(bench->ring, key_id, bound, sealed, true, &small, &none),
                     HV_ENOMEM);
    assert_null(none.data);
    assert_opens_to(bench, key_id, sealed, true, plain);
    hv_arena_free(&small);
}

/* One of many keys, and a box that only it opens. */
struct tracked {
    struct hv_id id;
    bool present;
    uint8_t box[HV_SEAL_OVERHEAD + 2];
};

static void change_one(struct bench *bench, struct tracked *one, size_t number)
{
    if (one->present) {
        hv_ring_drop(bench->ring, one->id);
    } else {
        uint8_t text[2] = { (uint8_t)number, (uint8_t)(number >> 8) };
        add_fresh(bench, one->id);
        struct hv_bytes box = seal(bench, one->id, (struct hv_bytes){ text, 2 }, false);
        memcpy(one->box, box.data, sizeof one->box);
    }
    one->present = !one->present;
}

static void assert_as_tracked(struct bench *bench, const struct tracked *one, size_t number)
{
    uint8_t text[2] = { (uint8_t)number, (uint8_t)(number >> 8) };
    struct hv_bytes box = { one->box, sizeof one->box };
    assert_int_equal(hv_ring_has(bench->ring, one->id), one->present);
    if (one->present) {
        assert_opens_to(bench, one->id, box, false, (struct hv_bytes){ text, 2 });
    } else {
        assert_refused(bench, one->id, bound, box, false, HV_EGONE);
    }
}

static void many_keys_come_and_go_without_mixing_up(void **state)
{
    enum {
        KEYS = 700,
        CHANGES = 6000
    };
    struct bench *bench = *state;
    struct tracked *keys = calloc(KEYS, sizeof *keys);

    assert_non_null(keys);
    for (size_t i = 0; i < KEYS; i++) {
        for (size_t j = 0; j < sizeof keys[i].id.b; j++) {
            keys[i].id.b[j] = draw(bench);
        }
    }
    for (size_t i = 0; i < CHANGES; i++) {
        size_t number = (size_t)rand_r(&bench->seed) % KEYS;
        change_one(bench, &keys[number], number);
        if (i % 500 == 0 || i == CHANGES - 1) {
            for (size_t j = 0; j < KEYS; j++) {
                assert_as_tracked(bench, &keys[j], j);
            }
        }
        hv_arena_reset(&bench->arena);
    }
    free(keys);
}

static void nothing_may_be_freed(void **state)
{
    struct hv_ring *ring;

    (void)state;
    hv_ring_free(NULL);
    hv_vault_free(NULL);
    assert_int_equal(hv_ring_new(log_of_group, &ring), HV_OK);
    assert_false(hv_ring_has(ring, key_id));
    hv_ring_drop(ring, key_id);
    hv_ring_free(ring);
}

int main(void)
{
#define ON_BENCH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        ON_BENCH(a_text_survives_and_takes_the_documented_size),
        ON_BENCH(no_ending_is_mistaken_for_padding),
        ON_BENCH(a_text_without_bytes_needs_no_pointer),
        ON_BENCH(every_flipped_bit_is_noticed),
        ON_BENCH(a_box_cut_short_or_made_longer_is_noticed),
        ON_BENCH(a_box_opens_only_with_its_own_key_and_associated_data),
        ON_BENCH(what_was_not_padded_does_not_open_as_padded),
        ON_BENCH(the_same_text_never_looks_the_same),
        ON_BENCH(a_dropped_key_is_gone_and_the_other_stays),
        ON_BENCH(a_key_that_is_there_already_stays_as_it_is),
        ON_BENCH(a_derived_key_is_of_one_key_and_one_use),
        ON_BENCH(a_wrapped_key_opens_only_where_it_belongs),
        ON_BENCH(a_full_arena_is_said_and_costs_nothing),
        ON_BENCH(many_keys_come_and_go_without_mixing_up),
        cmocka_unit_test(nothing_may_be_freed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
