/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Records as bytes. A stored record is, in the clear: format version, log, position, time, hash of
 * the previous record, key ids; then the sealed body. The body holds cause and events; each part of
 * content in it is sealed once more under its own key, so that destroying a key takes that content
 * and nothing else.
 *
 * The codec knows no cryptography: the host passes two functions that seal and open.
 */
#ifndef HV_CODEC_RECORD_H
#define HV_CODEC_RECORD_H

#include "base/arena.h"
#include "base/error.h"
#include "core/event.h"
#include "core/house.h"

#define HV_RECORD_FORMAT    1u
#define HV_RECORD_HASH_SIZE 32
#define HV_RECORD_KEYS_MAX  512 /* key ids in one record */
/* The largest plain body: padded and sealed, with everything that stands before it in the clear, it
 * fits a journal's 1 MiB. */
#define HV_RECORD_BODY_MAX   (960u * 1024u - 1u)
#define HV_STORED_RECORD_MAX (1024u * 1024u)

struct hv_seal_port {
    enum hv_code (*seal)(void *data,
                         const struct hv_key_scope *scope,
                         struct hv_bytes associated,
                         struct hv_bytes plain,
                         struct hv_arena *arena,
                         struct hv_bytes *ret);
    void *data;
};

struct hv_open_port {
    /* HV_EGONE: the key was destroyed. */
    enum hv_code (*open)(void *data,
                         const struct hv_key_scope *scope,
                         struct hv_bytes associated,
                         struct hv_bytes sealed,
                         struct hv_arena *arena,
                         struct hv_bytes *ret);
    void *data;
};

/* The plain body of a record; its parts are sealed by `port` with log, position, scope and place in
 * the record as associated data. HV_ETOOBIG: beyond what a journal takes once sealed, or a limit of
 * the format; HV_EINVAL: it could not be read back for another reason, as text that is not UTF-8.
 */
enum hv_code hv_record_body_encode(const struct hv_record *record,
                                   struct hv_id log,
                                   uint64_t position,
                                   const struct hv_seal_port *port,
                                   struct hv_arena *arena,
                                   struct hv_bytes *ret);

/* The other way. HV_ECORRUPT: not a body, beyond a limit, or a part that was altered. HV_EVERSION:
 * a newer format. */
enum hv_code hv_record_body_decode(struct hv_bytes body,
                                   struct hv_id log,
                                   uint64_t position,
                                   const struct hv_open_port *port,
                                   struct hv_arena *arena,
                                   struct hv_record *ret);

/* The same for the house; its records have no parts. */
enum hv_code hv_house_body_encode(const struct hv_house_event *event,
                                  struct hv_arena *arena,
                                  struct hv_bytes *ret);
enum hv_code
hv_house_body_decode(struct hv_bytes body, struct hv_arena *arena, struct hv_house_event *ret);

/* A record as it is stored. */
struct hv_stored_record {
    uint32_t format;
    struct hv_id log;
    uint64_t position;
    int64_t at;                            /* UTC ms */
    uint8_t previous[HV_RECORD_HASH_SIZE]; /* of the previous stored record's bytes; zeros for the
                                              first */
    const struct hv_id *keys;              /* [0] seals the body */
    uint32_t key_count;
    struct hv_bytes sealed;
};
enum hv_code hv_stored_record_encode(const struct hv_stored_record *record,
                                     struct hv_arena *arena,
                                     struct hv_bytes *ret);
enum hv_code hv_stored_record_decode(struct hv_bytes bytes,
                                     struct hv_arena *arena,
                                     struct hv_stored_record *ret);

/* What a body is bound to: format, log, position, at, previous. */
enum hv_code hv_stored_record_associated(const struct hv_stored_record *record,
                                         struct hv_arena *arena,
                                         struct hv_bytes *ret);

/* The encoded definition of an exercise or statement, without its hash: what the hash is of; and
 * the size of a programme's encoding against HV_PROGRAMME_BYTES_MAX. */
enum hv_code hv_record_exercise_encode(const struct hv_exercise *exercise,
                                       struct hv_arena *arena,
                                       struct hv_bytes *ret);
enum hv_code hv_record_statement_encode(const struct hv_statement *statement,
                                        struct hv_arena *arena,
                                        struct hv_bytes *ret);
enum hv_code hv_record_programme_encode(const struct hv_programme *programme,
                                        struct hv_arena *arena,
                                        struct hv_bytes *ret);

#endif
