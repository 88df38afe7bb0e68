/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hashes, key ids, tokens and wrapped keys against fixed answers. The answers were computed without
 * libsodium: hashes by b2sum, keyed ones by Python's hashlib (crypto_kdf is BLAKE2b with salt and
 * person), boxes by OpenSSL's ChaCha20-Poly1305 under a subkey from a textbook HChaCha20, which
 * also gives the answer printed in draft-irtf-cfrg-xchacha. A change here loses every stored key.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "vault/vault.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Gives out the key 80 81 … 9f, and the nonce 40 41 … 57. */
static void fill_as_written(void *data, void *buffer, size_t size)
{
    uint8_t first = size == HV_NONCE_SIZE ? 0x40 : 0x80;
    (void)data;
    for (size_t i = 0; i < size; i++) {
        ((uint8_t *)buffer)[i] = (uint8_t)(first + i);
    }
}

static struct hv_id id_from(uint8_t first)
{
    struct hv_id id = { .b = { 0 } };
    for (size_t i = 0; i < sizeof id.b; i++) {
        id.b[i] = (uint8_t)(first + i);
    }
    return id;
}

static struct hv_vault *vault_from(uint8_t first)
{
    uint8_t key[HV_SERVER_KEY_SIZE];
    struct hv_vault *vault;
    for (size_t i = 0; i < sizeof key; i++) {
        key[i] = (uint8_t)(first + i);
    }
    struct hv_random random = { .fill = fill_as_written };
    assert_int_equal(hv_vault_new(key, random, &vault), HV_OK);
    return vault;
}

static void assert_hex(const void *bytes, size_t size, const char *hex)
{
    char text[1024];
    assert_true(2 * size < sizeof text);
    hv_hex_encode((struct hv_bytes){ bytes, size }, text);
    assert_string_equal(text, hex);
}

static void hashes_are_plain_blake2b(void **state)
{
    static const uint8_t zeroes[1000];
    const struct {
        struct hv_bytes bytes;
        const char *hash;
        const char *id;
    } rows[] = {
        { { NULL, 0 },
          "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
          "cae66941d9efbd404e4d88758ea67670" },
        { hv_bytes_from_text("houvast"),
          "cd7c8fd9e41e94a9d7ed3879a28fb028502c3d9cdfa1c8ca7649449e28811d62",
          "0707194304bc6eea1e5bf272785ddeab" },
        { { zeroes, sizeof zeroes },
          "919da92d5040aeac86a75eb4125da3d0a9423bae8ae422b733b755f7baa8dadf",
          "8c4f87abd07f9bf325b52dac4a399466" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint8_t hash[HV_HASH_SIZE];
        struct hv_id id;
        hv_vault_hash(rows[i].bytes, hash);
        hv_vault_hash_id(rows[i].bytes, &id);
        assert_hex(hash, sizeof hash, rows[i].hash);
        assert_hex(id.b, sizeof id.b, rows[i].id);
    }
}

static void what_is_derived_has_fixed_answers(void **state)
{
    const struct {
        uint32_t index;
        const char *secret;
    } tokens[] = {
        { 0, "c3a6824891ec692a4e5729c828b5dd14" },
        { 1, "54d67f27026acd549d03ed323bdb81a8" },
        { 0x01020304, "70072d84496baca91a883a14639b1f76" },
    };
    struct hv_vault *vault = vault_from(0);
    struct hv_id log = id_from(0x60);
    struct hv_id id;
    uint8_t secret[HV_TOKEN_SECRET_SIZE];
    uint8_t hash[HV_HASH_SIZE];

    (void)state;
    hv_vault_key_id(vault, log, hv_bytes_from_text("seat 3"), &id);
    assert_hex(id.b, sizeof id.b, "bb3980331cf0f48420d774b1dd914a15");
    hv_vault_key_id(vault, log, (struct hv_bytes){ NULL, 0 }, &id);
    assert_hex(id.b, sizeof id.b, "d4c3564ad15849de43970d1c2ff6065a");

    for (size_t i = COUNT(tokens); i-- > 0;) {
        hv_vault_token(vault, log, id_from(0x70), tokens[i].index, secret);
        assert_hex(secret, sizeof secret, tokens[i].secret);
    }
    hv_vault_token_hash(vault, log, secret, hash);
    assert_hex(hash, sizeof hash,
               "4e29bd06fa2087c93403cb567f70964558e1419a9e2b6fc0237146e9f68eb7d7");
    hv_vault_free(vault);
}

static void a_wrapped_key_and_a_box_have_fixed_answers(void **state)
{
    static const uint8_t associated[] = { 0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1,
                                          0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7 };
    struct hv_bytes plain = hv_bytes_from_text(
        "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
        "future, sunscreen would be it.");
    struct hv_vault *vault = vault_from(0);
    struct hv_id log = id_from(0x60);
    struct hv_id id = id_from(0x70);
    uint8_t wrapped[HV_VAULT_WRAPPED_SIZE];
    struct hv_ring *ring;
    struct hv_arena arena;
    struct hv_bytes sealed;

    (void)state;
    hv_arena_init(&arena, 4096);
    hv_vault_make_key(vault, log, id, wrapped);
    assert_hex(wrapped, sizeof wrapped,
               "404142434445464748494a4b4c4d4e4f5051525354555657"
               "62a6f3b7568cfb308e00a4bd98809eb1d97b76486655d2c80b494ea2ea9a5975"
               "659782eaaaddd5d74e72910f13ec2939");

    assert_int_equal(hv_ring_new(log, &ring), HV_OK);
    assert_int_equal(hv_ring_add(ring, vault, id, wrapped), HV_OK);
    struct hv_bytes bound = { associated, sizeof associated };
    assert_int_equal(hv_ring_seal(ring, vault, id, bound, plain, false, &arena, &sealed), HV_OK);
    assert_hex(sealed.data, sealed.size,
               "404142434445464748494a4b4c4d4e4f5051525354555657"
               "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
               "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
               "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
               "21f9664c97637da9768812f615c68b13b52e"
               "c0875924c1c7987947deafd8780acf49");

    plain = hv_bytes_from_text("abc");
    assert_int_equal(hv_ring_seal(ring, vault, id, bound, plain, true, &arena, &sealed), HV_OK);
    assert_int_equal(sealed.size, HV_SEAL_OVERHEAD + 256);
    assert_hex(sealed.data + sealed.size - 16, 16, "b00747b277d13e521a987ed50c750107");

    hv_ring_free(ring);
    hv_vault_free(vault);
    hv_arena_free(&arena);
}

static void assert_all_differ(const void *rows, size_t count, size_t size)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            const uint8_t *bytes = rows;
            assert_memory_not_equal(bytes + i * size, bytes + j * size, size);
        }
    }
}

static void a_key_id_is_of_one_scope_log_and_server_key(void **state)
{
    static const char *const scopes[] = { "", "a", "ab", "b", "seat 3", "seat 30" };
    char longest[64] = { 0 };
    struct hv_id ids[2 * 3 * (COUNT(scopes) + 1)];
    size_t count = 0;

    (void)state;
    for (uint8_t server_key = 0; server_key < 2; server_key++) {
        struct hv_vault *vault = vault_from(server_key);
        struct hv_vault *same = vault_from(server_key);
        for (uint8_t log = 0; log < 3; log++) {
            for (size_t i = 0; i <= COUNT(scopes); i++) {
                struct hv_bytes scope = i < COUNT(scopes)
                                            ? hv_bytes_from_text(scopes[i])
                                            : (struct hv_bytes){ (uint8_t *)longest, 64 };
                struct hv_id again;
                hv_vault_key_id(vault, id_from(log), scope, &ids[count]);
                hv_vault_key_id(same, id_from(log), scope, &again);
                assert_true(hv_id_equal(ids[count], again));
                count++;
            }
        }
        hv_vault_free(vault);
        hv_vault_free(same);
    }
    assert_int_equal(count, COUNT(ids));
    assert_all_differ(ids, count, sizeof ids[0]);
}

static void a_token_is_of_one_command_log_index_and_server_key(void **state)
{
    static const uint32_t indexes[] = { 0, 1, 2, 256, 0x01000000, UINT32_MAX };
    uint8_t secrets[2 * 2 * 3 * COUNT(indexes)][HV_TOKEN_SECRET_SIZE];
    uint8_t hashes[COUNT(secrets)][HV_HASH_SIZE];
    size_t count = 0;

    (void)state;
    for (uint8_t server_key = 0; server_key < 2; server_key++) {
        struct hv_vault *vault = vault_from(server_key);
        for (uint8_t log = 0; log < 2; log++) {
            for (uint8_t id = 0; id < 3; id++) {
                for (size_t i = 0; i < COUNT(indexes); i++) {
                    uint8_t again[HV_TOKEN_SECRET_SIZE];
                    hv_vault_token(vault, id_from(log), id_from(id), indexes[i], secrets[count]);
                    hv_vault_token(vault, id_from(log), id_from(id), indexes[i], again);
                    assert_true(hv_vault_equal(secrets[count], again, sizeof again));
                    hv_vault_token_hash(vault, id_from(log), secrets[count], hashes[count]);
                    count++;
                }
            }
        }
        hv_vault_free(vault);
    }
    assert_int_equal(count, COUNT(secrets));
    assert_all_differ(secrets, count, sizeof secrets[0]);
    assert_all_differ(hashes, count, sizeof hashes[0]);
}

static void a_token_hash_is_of_one_log_and_server_key(void **state)
{
    static const uint8_t secret[HV_TOKEN_SECRET_SIZE] = { 1, 2, 3 };
    uint8_t hashes[2 * 3][HV_HASH_SIZE];
    size_t count = 0;

    (void)state;
    for (uint8_t server_key = 0; server_key < 2; server_key++) {
        struct hv_vault *vault = vault_from(server_key);
        for (uint8_t log = 0; log < 3; log++) {
            hv_vault_token_hash(vault, id_from(log), secret, hashes[count++]);
        }
        hv_vault_free(vault);
    }
    assert_all_differ(hashes, count, sizeof hashes[0]);
}

/* The same bytes go into both hashes; only the keys they are hashed under differ. */
static void a_key_id_never_gives_away_a_token(void **state)
{
    struct hv_vault *vault = vault_from(0);
    struct hv_id command = id_from(0x70);
    uint8_t scope[sizeof command.b + sizeof(uint32_t)] = { 0 };
    uint8_t secret[HV_TOKEN_SECRET_SIZE];
    struct hv_id id;

    (void)state;
    memcpy(scope, command.b, sizeof command.b);
    hv_vault_key_id(vault, id_from(0), (struct hv_bytes){ scope, sizeof scope }, &id);
    hv_vault_token(vault, id_from(0), command, 0, secret);
    assert_memory_not_equal(id.b, secret, sizeof secret);
    hv_vault_free(vault);
}

static void equal_means_every_byte(void **state)
{
    uint8_t a[33] = { 0 };
    uint8_t b[33] = { 0 };

    (void)state;
    assert_true(hv_vault_equal(a, b, sizeof a));
    for (size_t i = 0; i < sizeof a; i++) {
        b[i] = 0x80;
        assert_false(hv_vault_equal(a, b, sizeof a));
        assert_true(hv_vault_equal(a, b, i));
        b[i] = 0;
    }
}

static void the_system_gives_fresh_bytes_each_time(void **state)
{
    uint8_t draws[16][HV_NONCE_SIZE] = { { 0 } };

    (void)state;
    for (size_t i = 0; i < COUNT(draws); i++) {
        hv_random_system.fill(hv_random_system.data, draws[i], sizeof draws[i]);
    }
    assert_all_differ(draws, COUNT(draws), sizeof draws[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_are_plain_blake2b),
        cmocka_unit_test(what_is_derived_has_fixed_answers),
        cmocka_unit_test(a_wrapped_key_and_a_box_have_fixed_answers),
        cmocka_unit_test(a_key_id_is_of_one_scope_log_and_server_key),
        cmocka_unit_test(a_token_is_of_one_command_log_index_and_server_key),
        cmocka_unit_test(a_token_hash_is_of_one_log_and_server_key),
        cmocka_unit_test(a_key_id_never_gives_away_a_token),
        cmocka_unit_test(equal_means_every_byte),
        cmocka_unit_test(the_system_gives_fresh_bytes_each_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
