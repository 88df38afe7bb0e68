/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The vault: keys and what is done with them. Secrets stop here: no other room holds a key's bytes
 * or calls libsodium.
 *
 * A vault holds what is derived from the server key. A ring holds the open keys of one log while
 * its group is open. Apart from reading the server key's file neither does any I/O: wrapped keys
 * come from and go to the key store (journal/keystore.h) by way of the host. Random bytes come from
 * the caller, so that the simulator can drive it; at run time they come from libsodium. A vault may
 * be shared between threads; a ring has one owner and no lock.
 *
 *   sealing   XChaCha20-Poly1305 (IETF), 192-bit random nonce before the ciphertext; libsodium
 *   wrapping  the same, under a key derived from the server key; associated data: key id, log
 *   deriving  BLAKE2b (crypto_kdf), one context a use
 *   hashes    BLAKE2b
 *   passphrases  Argon2id
 *   padding   ISO/IEC 7816-4 to a power of two from 256 B to 512 KiB, then multiples of 64 KiB
 *
 * Padding adds at least one byte: 255 B become 256 B, and 256 B become 512 B.
 *
 * Locked memory: keys lie in pages that are kept out of core dumps, and out of swap as far as
 * RLIMIT_MEMLOCK reaches; past that limit everything works and pages may be swapped. A vault takes
 * one page. A ring without keys takes none; with keys it takes 48 bytes a key, rounded up to 1, 2,
 * 3, 4, 6, 9 … pages of 4 KiB, and one page more that is not locked. For 200 keys that is 12 KiB
 * locked and 16 KiB in all. Each ring with keys takes four of the process's memory mappings (Linux
 * allows 65,530).
 */
#ifndef HV_VAULT_VAULT_H
#define HV_VAULT_VAULT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"

#define HV_SERVER_KEY_SIZE   32
#define HV_HASH_SIZE         32
#define HV_TOKEN_SECRET_SIZE 16
#define HV_NONCE_SIZE        24
#define HV_SEAL_OVERHEAD     40 /* nonce and tag */

/* HV_WRAPPED_KEY_SIZE of journal/keystore.h; the host asserts that they agree. */
#define HV_VAULT_WRAPPED_SIZE 72

/* Where random bytes come from. Must be of cryptographic quality outside the simulator. */
struct hv_random {
    void (*fill)(void *data, void *buffer, size_t size);
    void *data;
};

/* libsodium's generator. */
extern const struct hv_random hv_random_system;

struct hv_vault; /* what is derived from the server key, in locked memory */
struct hv_ring;  /* the open keys of one log, in locked memory */

/*
 * The vault on the server key from `$CREDENTIALS_DIRECTORY/houvast.key` when that variable is set
 * and not empty (it is never made there; missing: HV_ENOTFOUND), else from `path`. When that file
 * does not exist it is made with mode 0600 whatever the umask, fsynced with its folder; a missing
 * folder is HV_ENOTFOUND.
 *
 * Refused with HV_EINVAL and one sentence that says what to do: a symbolic link, what is no regular
 * file, another size than 32 bytes, another owner, a mode beyond 0600. A credential may belong to
 * root, with a mode up to 0640, for that is what systemd's access lists look like.
 *
 * HV_EPERM, HV_EFULL, HV_EIO, HV_ENOMEM: as the operating system says. `error` may be NULL. `ret`
 * is freed by hv_vault_free, which wipes it.
 */
enum hv_code hv_vault_open(const char *path,
                           struct hv_random random,
                           struct hv_error *error,
                           struct hv_vault **ret);

/* A vault on a given key, for the simulator and tests. HV_ENOMEM, HV_EIO. */
enum hv_code
hv_vault_new(const uint8_t key[HV_SERVER_KEY_SIZE], struct hv_random random, struct hv_vault **ret);
void hv_vault_free(struct hv_vault *vault); /* wipes; NULL is fine */

/* The id of the key for `scope` (canonical bytes, ≤ 64) in `log`: a keyed hash, so that on disk it
 * tells nothing. */
void hv_vault_key_id(const struct hv_vault *vault,
                     struct hv_id log,
                     struct hv_bytes scope,
                     struct hv_id *ret);

/* A fresh random key, wrapped for the key store. It is not in any ring yet. */
void hv_vault_make_key(const struct hv_vault *vault,
                       struct hv_id log,
                       struct hv_id id,
                       uint8_t ret_wrapped[HV_VAULT_WRAPPED_SIZE]);

/* The token secret that command `id` of `log` gives out: a keyed hash, so a repeated command gets
 * the same reply and nothing is stored. `index` tells several tokens of one command apart. */
void hv_vault_token(const struct hv_vault *vault,
                    struct hv_id log,
                    struct hv_id id,
                    uint32_t index,
                    uint8_t ret_secret[HV_TOKEN_SECRET_SIZE]);

/* A token as people see it: the id of the log, then the secret, as base64url without padding and
 * with a final zero. */
#define HV_TOKEN_TEXT_SIZE 44
void hv_vault_token_text(const uint8_t token[sizeof(struct hv_id) + HV_TOKEN_SECRET_SIZE],
                         char ret_text[HV_TOKEN_TEXT_SIZE]);

/* What is kept of a token: a keyed hash of its secret. Compare with hv_vault_equal. */
void hv_vault_token_hash(const struct hv_vault *vault,
                         struct hv_id log,
                         const uint8_t secret[HV_TOKEN_SECRET_SIZE],
                         uint8_t ret_hash[HV_HASH_SIZE]);

/*
 * Passphrases: Argon2id. A verifier is a text of at most HV_VERIFIER_MAX bytes with a final zero;
 * it holds its parameters and a salt, which comes from libsodium's generator. Both functions take
 * time and memory by design, so they run on a thread of their own; they need no vault.
 */
#define HV_VERIFIER_MAX 127
struct hv_passphrase_cost {
    uint64_t operations;
    size_t memory; /* bytes */
};
/* 3 operations, 64 MiB: some 150 ms. */
extern const struct hv_passphrase_cost hv_passphrase_cost_usual;
/* Of two words: 2 operations, 19 MiB, some 35 ms. A hall types them at the same minute; what keeps
 * guessing slow is that a seat rests. */
extern const struct hv_passphrase_cost hv_passphrase_cost_words;

/* HV_ENOMEM. */
enum hv_code hv_passphrase_verifier(struct hv_bytes passphrase,
                                    struct hv_passphrase_cost cost,
                                    char ret[HV_VERIFIER_MAX + 1]);
/* HV_EPERM: it is another passphrase. HV_ENOMEM. */
enum hv_code hv_passphrase_check(struct hv_bytes passphrase,
                                 const char verifier[HV_VERIFIER_MAX + 1]);

/* Constant-time comparison. */
bool hv_vault_equal(const void *a, const void *b, size_t size);

/* BLAKE2b, 32 bytes, unkeyed: the hash chain of records. */
void hv_vault_hash(struct hv_bytes bytes, uint8_t ret_hash[HV_HASH_SIZE]);

/* BLAKE2b, 16 bytes, unkeyed: ids of definitions. */
void hv_vault_hash_id(struct hv_bytes bytes, struct hv_id *ret);

/* An empty ring for `log`. HV_ENOMEM. */
enum hv_code hv_ring_new(struct hv_id log, struct hv_ring **ret);
void hv_ring_free(struct hv_ring *ring); /* wipes; NULL is fine */

/* Open a wrapped key into the ring. HV_ECORRUPT: not wrapped by this server key for this log and
 * id. An id that is in the ring already stays as it is (HV_OK). HV_ENOMEM. */
enum hv_code hv_ring_add(struct hv_ring *ring,
                         const struct hv_vault *vault,
                         struct hv_id id,
                         const uint8_t wrapped[HV_VAULT_WRAPPED_SIZE]);
bool hv_ring_has(const struct hv_ring *ring, struct hv_id id);
void hv_ring_drop(struct hv_ring *ring, struct hv_id id); /* wipes that key; unknown ids are fine */

/*
 * Seal `plain` under key `id` of the ring. `padded`: pad as said above first. The result lies in
 * the arena: nonce, ciphertext, tag; the plain text is never copied there besides. HV_ENOTFOUND:
 * the ring has no such key. HV_ENOMEM.
 */
enum hv_code hv_ring_seal(const struct hv_ring *ring,
                          const struct hv_vault *vault,
                          struct hv_id id,
                          struct hv_bytes associated,
                          struct hv_bytes plain,
                          bool padded,
                          struct hv_arena *arena,
                          struct hv_bytes *ret);

/*
 * Open what hv_ring_seal made; the plain text lies in the arena, so in memory that is wiped when
 * the arena takes it back, and not locked. HV_EGONE: the ring has no such key (it was destroyed).
 * HV_ECORRUPT: altered, sealed otherwise, or with other associated data. HV_ENOMEM.
 */
enum hv_code hv_ring_open(const struct hv_ring *ring,
                          struct hv_id id,
                          struct hv_bytes associated,
                          struct hv_bytes sealed,
                          bool padded,
                          struct hv_arena *arena,
                          struct hv_bytes *ret);

/* A key for others, made of key `id` of the ring: a keyed hash of `context`, which no other use may
 * have. HV_EGONE: the ring has no such key. */
enum hv_code hv_ring_derive(const struct hv_ring *ring,
                            struct hv_id id,
                            const char *context,
                            uint8_t ret[HV_HASH_SIZE]);

#endif
