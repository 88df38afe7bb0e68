/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The keys of one open log: scopes of the core on one side, key ids of the vault and the key store
 * on the other. Private to host/.
 *
 * A key comes into the ring when it is loaded, or when a record that is being made needs it; then
 * it is `made` until the key store has it. Only after that may the record be appended. A key that
 * ended, or that is not there any more, is gone: what it sealed opens as HV_EGONE.
 */
#ifndef HV_HOST_KEYRING_H
#define HV_HOST_KEYRING_H

#include "codec/record.h"
#include "host/host_state.h"

/* For arrays by keep class; 0 is none. */
#define HV_KEEP_CLASSES (HV_KEEP_INTAKE + 1)

struct hv_key_end {
    struct hv_id id;
    uint8_t ends_with; /* enum hv_keep; 0 for the log's own key */
    int64_t ends_at;
};

struct hv_keyring {
    struct hv_host *host;
    struct hv_id log;
    struct hv_ring *ring;
    struct hv_key_end *ends; /* of each key in the ring */
    uint32_t end_count;
    uint32_t end_room;
    struct hv_wrapped_key *made; /* for the record being made; not known to be stored */
    uint32_t made_count;
    uint32_t made_room;
    struct hv_id *used; /* by the record being made, in the turn's arena; [0] is the log's own */
    uint32_t used_count;
    int64_t keep_ends[HV_KEEP_CLASSES]; /* for the record being made, by keep class */
    bool course_unsure; /* the key store may have another end of the course than is said here */
};

enum hv_code hv_keyring_open(struct hv_keyring *keyring, struct hv_host *host, struct hv_id log);
void hv_keyring_close(struct hv_keyring *keyring);

/* Take in what the key store gave; keys whose end has passed are left out. HV_ECORRUPT: wrapped by
 * another server key. */
enum hv_code hv_keyring_take(struct hv_keyring *keyring,
                             const struct hv_wrapped_key *keys,
                             uint32_t count,
                             int64_t now);

/* A record is going to be made: its keys end as `keep_ends` says. Makes the log's own key when
 * there is none. */
enum hv_code hv_keyring_begin(struct hv_keyring *keyring, const int64_t keep_ends[HV_KEEP_CLASSES]);
/* See that there is a key for `scope`. */
enum hv_code hv_keyring_ensure(struct hv_keyring *keyring, const struct hv_key_scope *scope);
/* 32 bytes for others, made of the key for `scope`; see hv_ring_derive. HV_EGONE: it is not there.
 */
enum hv_code hv_keyring_derive(const struct hv_keyring *keyring,
                               const struct hv_key_scope *scope,
                               const char *context,
                               uint8_t ret[HV_HASH_SIZE]);
/* The key store has what was made; or it has not, and the ring must not have it either. */
void hv_keyring_made_stored(struct hv_keyring *keyring);
void hv_keyring_forget_made(struct hv_keyring *keyring);

/* For the codec; valid as long as the keyring. Sealing makes keys that are missing and notes which
 * were used. */
struct hv_seal_port hv_keyring_seal_port(struct hv_keyring *keyring);
struct hv_open_port hv_keyring_open_port(struct hv_keyring *keyring);

/* Destroy those of the keys that are still there, here and in the key store. */
void hv_keyring_destroy(struct hv_keyring *keyring,
                        const struct hv_key_scope *scopes,
                        uint32_t count);

/* Drop keys whose end has passed (the sweep destroys them in the key store). Whether there was any.
 */
bool hv_keyring_drop_ended(struct hv_keyring *keyring, int64_t now);

/* The course ends at `ends_at`: all its keys do then, here and in the key store, those too that had
 * a later end or none. When the key store could not do it, `course_unsure` is set later on, and it
 * is to be called again. */
void hv_keyring_end_course(struct hv_keyring *keyring, int64_t ends_at);

#endif
