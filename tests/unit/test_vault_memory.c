/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where the bytes of a key are, by looking through the memory of this process: in one place while a
 * ring holds the key, and nowhere after it was dropped. And what a ring costs, by the kernel's own
 * figures.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sodium.h>

#include "vault/vault.h"

#include "memory_search.h"

#define KEY_SIZE 32

static const struct hv_id log_of_group = { .b = "log of a group" };
static const struct hv_id key_id = { .b = "the key" };
static const uint8_t server_key[HV_SERVER_KEY_SIZE] = { 7 };

_Static_assert(sizeof masked == KEY_SIZE, "what is looked for is a key");

/* How often the key stands where calls that returned had their variables; asked before any other.
 */
static size_t copies_left_on_stack(void)
{
    const uint8_t *here = __builtin_frame_address(0);
    return copies_between(here - 16 * KIB, here);
}

/* Draws the key to look for, once; what else is drawn comes from the system. */
static void fill_with_marked_key(void *data, void *buffer, size_t size)
{
    uint8_t *bytes = buffer;
    randombytes_buf(bytes, size);
    if (size == KEY_SIZE && *(bool *)data) {
        look_for(bytes);
        *(bool *)data = false;
    }
}

struct bench {
    struct hv_vault *vault;
    struct hv_ring *ring;
    bool draw_marked;
    uint8_t wrapped[HV_VAULT_WRAPPED_SIZE];
};

static int set_up(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    assert_non_null(bench);
    struct hv_random random = { .fill = fill_with_marked_key, .data = &bench->draw_marked };
    assert_int_equal(hv_vault_new(server_key, random, &bench->vault), HV_OK);
    assert_int_equal(hv_ring_new(log_of_group, &bench->ring), HV_OK);
    bench->draw_marked = true;
    hv_vault_make_key(bench->vault, log_of_group, key_id, bench->wrapped);
    *state = bench;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    hv_ring_free(bench->ring);
    hv_vault_free(bench->vault);
    free(bench);
    return 0;
}

static void add_fresh(struct hv_ring *ring, const struct hv_vault *vault, uint32_t number)
{
    struct hv_id id = { .b = { 0 } };
    uint8_t wrapped[HV_VAULT_WRAPPED_SIZE];
    hv_vault_hash_id((struct hv_bytes){ (const uint8_t *)&number, sizeof number }, &id);
    hv_vault_make_key(vault, log_of_group, id, wrapped);
    assert_int_equal(hv_ring_add(ring, vault, id, wrapped), HV_OK);
}

static void making_and_wrapping_a_key_leaves_no_copy(void **state)
{
    (void)state;
    assert_int_equal(copies_in_memory(), 0);
}

static void a_key_is_in_one_place_until_it_is_dropped(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(hv_ring_add(bench->ring, bench->vault, key_id, bench->wrapped), HV_OK);
    assert_int_equal(copies_in_memory(), 1);
    hv_ring_drop(bench->ring, key_id);
    assert_int_equal(copies_in_memory(), 0);
}

static void making_and_using_a_key_leaves_nothing_on_the_stack(void **state)
{
    struct bench *bench = *state;
    struct hv_bytes text = hv_bytes_from_text("eerste");
    struct hv_arena arena;
    struct hv_bytes sealed;
    enum hv_code codes[3];
    size_t left[4];

    hv_arena_init(&arena, 4 * KIB);
    bench->draw_marked = true;
    hv_vault_make_key(bench->vault, log_of_group, key_id, bench->wrapped);
    left[0] = copies_left_on_stack();
    codes[0] = hv_ring_add(bench->ring, bench->vault, key_id, bench->wrapped);
    left[1] = copies_left_on_stack();
    codes[1] = hv_ring_seal(bench->ring, bench->vault, key_id, text, text, true, &arena, &sealed);
    left[2] = copies_left_on_stack();
    codes[2] = hv_ring_open(bench->ring, key_id, text, sealed, true, &arena, &text);
    left[3] = copies_left_on_stack();
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(codes[i], HV_OK);
    }
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(left[i], 0);
    }
    assert_int_equal(copies_in_memory(), 1);
    hv_arena_free(&arena);
}

static void a_key_that_moves_leaves_no_copy(void **state)
{
    enum {
        KEYS = 600
    };
    struct bench *bench = *state;
    assert_int_equal(hv_ring_add(bench->ring, bench->vault, key_id, bench->wrapped), HV_OK);
    for (uint32_t i = 0; i < KEYS; i++) {
        add_fresh(bench->ring, bench->vault, i);
    }
    assert_int_equal(copies_in_memory(), 1);
    hv_ring_drop(bench->ring, key_id);
    assert_int_equal(copies_in_memory(), 0);
}

static void the_last_key_of_several_is_wiped_as_well(void **state)
{
    struct bench *bench = *state;
    struct hv_id last;
    uint8_t wrapped[HV_VAULT_WRAPPED_SIZE];

    for (uint32_t i = 0; i < 5; i++) {
        add_fresh(bench->ring, bench->vault, i);
    }
    memset(last.b, 0xff, sizeof last.b);
    bench->draw_marked = true;
    hv_vault_make_key(bench->vault, log_of_group, last, wrapped);
    assert_int_equal(hv_ring_add(bench->ring, bench->vault, last, wrapped), HV_OK);
    assert_int_equal(copies_in_memory(), 1);
    hv_ring_drop(bench->ring, last);
    assert_int_equal(copies_in_memory(), 0);
}

static void freeing_a_ring_wipes_its_keys(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(hv_ring_add(bench->ring, bench->vault, key_id, bench->wrapped), HV_OK);
    assert_int_equal(copies_in_memory(), 1);
    hv_ring_free(bench->ring);
    bench->ring = NULL;
    assert_int_equal(copies_in_memory(), 0);
}

static void a_key_that_is_refused_is_never_in_memory(void **state)
{
    struct bench *bench = *state;
    bench->wrapped[HV_VAULT_WRAPPED_SIZE - 1] ^= 1;
    assert_int_equal(hv_ring_add(bench->ring, bench->vault, key_id, bench->wrapped), HV_ECORRUPT);
    assert_int_equal(copies_in_memory(), 0);
}

/* Looks from now on for the key that is derived last: its traces would be the freshest. */
static void look_for_last_derived_key(void)
{
    uint8_t *key = sodium_malloc(KEY_SIZE);
    assert_non_null(key);
    crypto_kdf_derive_from_key(key, KEY_SIZE, 1, "hv:thash", server_key);
    look_for(key);
    sodium_free(key);
    sodium_stackzero(16 * KIB);
}

static void what_is_derived_is_in_one_place_until_the_vault_is_freed(void **state)
{
    struct bench *bench = *state;
    hv_vault_free(bench->vault);
    bench->vault = NULL;
    look_for_last_derived_key();
    assert_int_equal(copies_in_memory(), 0);
    enum hv_code code = hv_vault_new(server_key, hv_random_system, &bench->vault);
    size_t left = copies_left_on_stack();
    assert_int_equal(code, HV_OK);
    assert_int_equal(left, 0);
    assert_int_equal(copies_in_memory(), 1);
    hv_vault_free(bench->vault);
    bench->vault = NULL;
    assert_int_equal(copies_in_memory(), 0);
}

static void the_server_key_is_in_its_file_alone(void **state)
{
    struct bench *bench = *state;
    char folder[] = "/tmp/houvast-memory-XXXXXX";
    char path[64];
    struct hv_vault *vault;
    struct hv_random random = { .fill = fill_with_marked_key, .data = &bench->draw_marked };

    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/houvast.key", folder);
    unsetenv("CREDENTIALS_DIRECTORY");
    bench->draw_marked = true;
    enum hv_code code = hv_vault_open(path, random, NULL, &vault);
    size_t left = copies_left_on_stack();
    assert_int_equal(code, HV_OK);
    assert_int_equal(left, 0);
    assert_false(bench->draw_marked);
    assert_int_equal(copies_in_memory(), 0);
    hv_vault_free(vault);
    assert_int_equal(remove(path), 0);
    assert_int_equal(remove(folder), 0);
}

static void a_vault_cannot_be_written_over(void **state)
{
    struct bench *bench = *state;
    uintptr_t vault = (uintptr_t)bench->vault;
    struct mapping mapping = { .end = 0 };
    FILE *maps = fopen("/proc/self/maps", "re");

    assert_non_null(maps);
    while (vault >= mapping.end) {
        assert_true(next_mapping(maps, &mapping));
    }
    fclose(maps);
    assert_true(mapping.start <= vault);
    assert_true(mapping.readable);
    assert_false(mapping.writable);
}

/* A figure of /proc/self/status, in bytes. */
static size_t figure(const char *name)
{
    char line[256];
    size_t kib = 0;
    FILE *status = fopen("/proc/self/status", "re");
    assert_non_null(status);
    while (fgets(line, sizeof line, status) != NULL) {
        if (strncmp(line, name, strlen(name)) == 0) {
            kib = strtoull(line + strlen(name), NULL, 10);
        }
    }
    fclose(status);
    return kib * KIB;
}

/* The promise of vault.h, and a kibibyte for what is not in pages. */
static void a_ring_of_200_keys_costs_16_kib(void **state)
{
    enum {
        RINGS = 1000,
        KEYS = 200
    };
    struct bench *bench = *state;
    static struct hv_ring *rings[RINGS];
    size_t resident = figure("VmRSS:");
    size_t locked = figure("VmLck:");

    for (size_t i = 0; i < RINGS; i++) {
        assert_int_equal(hv_ring_new(log_of_group, &rings[i]), HV_OK);
        for (uint32_t j = 0; j < KEYS; j++) {
            add_fresh(rings[i], bench->vault, j);
        }
    }
    resident = (figure("VmRSS:") - resident) / RINGS;
    locked = (figure("VmLck:") - locked) / RINGS;
    print_message("%zu bytes resident and %zu locked, a ring of %d keys\n", resident, locked, KEYS);
    for (size_t i = 0; i < RINGS; i++) {
        hv_ring_free(rings[i]);
    }
    assert_in_range(resident, 12 * KIB, 17 * KIB);
    assert_true(locked <= 12 * KIB);
}

int main(void)
{
#define ON_BENCH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        ON_BENCH(making_and_wrapping_a_key_leaves_no_copy),
        ON_BENCH(a_key_is_in_one_place_until_it_is_dropped),
        ON_BENCH(making_and_using_a_key_leaves_nothing_on_the_stack),
        ON_BENCH(a_key_that_moves_leaves_no_copy),
        ON_BENCH(the_last_key_of_several_is_wiped_as_well),
        ON_BENCH(freeing_a_ring_wipes_its_keys),
        ON_BENCH(a_key_that_is_refused_is_never_in_memory),
        ON_BENCH(what_is_derived_is_in_one_place_until_the_vault_is_freed),
        ON_BENCH(a_vault_cannot_be_written_over),
        ON_BENCH(the_server_key_is_in_its_file_alone),
        ON_BENCH(a_ring_of_200_keys_costs_16_kib),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
