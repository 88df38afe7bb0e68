/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Bytes to core types and back, with every limit on input. Two families that share nothing but this
 * room:
 *
 *   wire     what crosses the socket: proto/houvast/v1/wire.proto, pane.proto, definition.proto
 *   records  what the journal keeps:  proto/houvast/v1/record.proto (frozen once shipped)
 *
 * Decoding uses the arena for everything, protobuf-c's allocations included: nothing is freed one
 * by one, and hostile input can cost no more than the arena's limit. Every string is checked to be
 * UTF-8 (utf8proc) without NUL and control characters other than newline and tab; every string,
 * bytes and repeated field is held to the limit that its proto declares (option
 * `houvast.v1.limit`). What is decoded borrows from the arena or from the input and is valid as
 * long as both.
 */
#ifndef HV_CODEC_CODEC_H
#define HV_CODEC_CODEC_H

#include "base/arena.h"
#include "base/error.h"
#include "core/group.h"
#include "core/house.h"

#define HV_PROTOCOL_VERSION 1u
#define HV_FRAME_IN_MAX     (16u * 1024u)
#define HV_FRAME_OUT_MAX    (64u * 1024u)
/* What decoding one frame, and making a command of it, takes of the arena at most. */
#define HV_DECODE_ARENA_MAX (128u * 1024u)
#define HV_TOKEN_SIZE \
    32 /* id of the log, then the secret; base64url without padding where people see it */

/* ---- what clients send ---- */

enum hv_message_kind {
    HV_MESSAGE_HELLO = 1,
    HV_MESSAGE_COMMAND,
    HV_MESSAGE_HOUSE_COMMAND,
    HV_MESSAGE_READ,           /* of a group: hv_read_key */
    HV_MESSAGE_CATALOGUE_READ, /* what can be pushed, which programmes and groups there are */
    HV_MESSAGE_ARRIVE,         /* with a card or a code, instead of Hello */
    HV_MESSAGE_LOGIN,          /* with the owner's passphrase, instead of Hello */
    HV_MESSAGE_QR_READ
};

enum hv_catalogue_kind {
    HV_CATALOGUE_EXERCISES = 1,
    HV_CATALOGUE_PROGRAMMES,
    HV_CATALOGUE_GROUPS,
    HV_CATALOGUE_ADDRESSES,
    HV_CATALOGUE_SECOND_FACTOR
};

/* Rows of a page, at most. */
#define HV_READ_ROWS_MAX 64

enum hv_language {
    HV_LANGUAGE_NL = 0,
    HV_LANGUAGE_EN = 1
};

struct hv_hello {
    uint32_t version_from, version_to; /* what the client speaks */
    enum hv_language language;
    struct hv_id log;               /* first half of the token */
    uint8_t secret[16];             /* second half */
    uint8_t ticket[HV_TICKET_SIZE]; /* of the seat that is unlocked there; zeros: none */
};

struct hv_arrival {
    uint32_t version_from, version_to;
    enum hv_role role; /* TABLE or PEN */
    bool by_card;
    struct hv_id log;                  /* by card: first half of its token */
    uint8_t secret[HV_TOKEN_SIZE / 2]; /* … and second half */
    struct hv_bytes code;              /* otherwise: 1 … 8 bytes, as they were typed */
};

struct hv_login {
    uint32_t version_from, version_to;
    struct hv_bytes passphrase; /* not empty */
    struct hv_bytes code;       /* of the second factor, as it was typed; may be empty */
};

struct hv_make_group {
    struct hv_bytes title;
    struct hv_bytes programme;
};

enum hv_house_command_type {
    HV_HOUSE_COMMAND_MAKE_GROUP = 1,
    HV_HOUSE_COMMAND_SET_PASSPHRASE,
    HV_HOUSE_COMMAND_ENTER_GROUP,
    HV_HOUSE_COMMAND_LOGOUT,
    HV_HOUSE_COMMAND_SET_SECOND_FACTOR,
    HV_HOUSE_COMMAND_DROP_SECOND_FACTOR
};

struct hv_house_command {
    enum hv_house_command_type type;
    struct hv_make_group make_group;
    struct hv_bytes passphrase; /* SET_PASSPHRASE: not empty */
    uint32_t passphrase_length; /* … in code points */
    struct hv_bytes current;    /* SET_PASSPHRASE: the one until now; and of the second factor */
    struct hv_id log;           /* ENTER_GROUP */
    struct hv_id secret;        /* SET_SECOND_FACTOR: the read that told it */
    struct hv_bytes code;       /* SET_SECOND_FACTOR, DROP_SECOND_FACTOR: as it was typed */
};

struct hv_message {
    enum hv_message_kind kind;
    struct hv_id id; /* of all but HELLO; the reply repeats it */
    union {
        struct hv_hello hello;
        struct hv_arrival arrival;
        struct hv_login login;
        struct hv_bytes qr_text; /* QR_READ: not empty */
        struct hv_house_command house_command;
        struct hv_read_key read;
        struct {
            enum hv_catalogue_kind kind;
            uint32_t from;
        } catalogue_read;
        const void *command; /* still in wire form: hv_codec_command makes it a core command */
    };
};

/*
 * A frame from a client. HV_EPROTOCOL: malformed, text that is not UTF-8, a limit passed, no known
 * message in it, nested too deep, larger than HV_FRAME_IN_MAX; `error` says which in words for the
 * log (never content) and the connection must be closed. HV_ENOMEM.
 */
enum hv_code hv_codec_message_decode(struct hv_bytes frame,
                                     struct hv_arena *arena,
                                     struct hv_error *error,
                                     struct hv_message *ret);

/* What a command needs from around it. */
struct hv_codec_surroundings {
    const struct hv_group *group; /* for the definition of a run's fields */
    const struct hv_exercise *(*find_exercise)(void *data, struct hv_bytes id); /* the library */
    void *data;
};

/* The core command in a decoded message; `device`, `now`, `random` and hashes are filled by the
 * host afterwards. A refusal (NOT_ACCEPTED, NOT_FOUND, INVALID) when the value does not fit its
 * field or something named is not there; `ret_refusal` is HV_REFUSAL_NONE otherwise. */
enum hv_code hv_codec_command(const struct hv_message *message,
                              const struct hv_codec_surroundings *surroundings,
                              struct hv_arena *arena,
                              enum hv_refusal *ret_refusal,
                              struct hv_command *ret);

/* ---- what the server sends; each gives one encoded ServerMessage of at most HV_FRAME_OUT_MAX in
 * the arena (HV_ETOOBIG beyond) ---- */

struct hv_welcome {
    uint32_t version;
    uint64_t epoch;    /* drawn when the host opened the group */
    int64_t now;       /* UTC ms */
    uint16_t device;   /* 0 for the house's owner */
    enum hv_role role; /* 0 for the house's owner */
    uint16_t unit, seat;
    uint32_t definition_count; /* that many definition messages follow at once */
};
enum hv_code
hv_codec_welcome(const struct hv_welcome *welcome, struct hv_arena *arena, struct hv_bytes *ret);

/* Why a connection ends, said before the close frame. */
enum hv_farewell {
    HV_FAREWELL_TOKEN = 1, /* unknown or removed; the same for both */
    HV_FAREWELL_VERSION,   /* no version in common */
    HV_FAREWELL_REPLACED,  /* a newer connection with this token */
    HV_FAREWELL_REMOVED,   /* the device was removed */
    HV_FAREWELL_MALFORMED, /* a frame that is not of this protocol */
    HV_FAREWELL_TOO_SLOW,  /* did not read for too long */
    HV_FAREWELL_TOO_FAST,  /* too many commands at once */
    HV_FAREWELL_STOPPING,  /* the server stops; come back */
    HV_FAREWELL_FAILED,    /* the server cannot go on with this group */
    HV_FAREWELL_PLACED,    /* what the device is has changed: come back at once, with a new token */
    HV_FAREWELL_NOT_ADMITTED, /* a card, code or passphrase that opens nothing now */
    HV_FAREWELL_RESTING       /* too many of those were wrong, or wait without a place */
};
/* `token` is what a placed device comes back with, or NULL. */
enum hv_code hv_codec_farewell(enum hv_farewell reason,
                               const uint8_t *token,
                               struct hv_arena *arena,
                               struct hv_bytes *ret);

/* The answer to Arrive and Login: a token, for Hello. */
enum hv_code hv_codec_admission(const uint8_t token[HV_TOKEN_SIZE],
                                struct hv_arena *arena,
                                struct hv_bytes *ret);

struct hv_reply {
    struct hv_id id;
    enum hv_refusal refusal;        /* HV_REFUSAL_NONE: done */
    uint32_t number;                /* outcome */
    const uint8_t *token;           /* HV_TOKEN_SIZE bytes, or NULL */
    uint8_t ticket[HV_TICKET_SIZE]; /* zeros: none */
};
enum hv_code
hv_codec_reply(const struct hv_reply *reply, struct hv_arena *arena, struct hv_bytes *ret);

/* A pane with its epoch and revision. The encoding of equal panes is equal bytes. `group` gives
 * definitions for unpacking values. */
enum hv_code hv_codec_pane(const struct hv_group *group,
                           const struct hv_pane *pane,
                           struct hv_arena *arena,
                           struct hv_bytes *ret_body);
/* The frame around a pane's body: what readers get. Its head takes at most HV_PANE_HEAD_MAX bytes.
 */
#define HV_PANE_HEAD_MAX 64u
enum hv_code hv_codec_pane_frame(struct hv_pane_key key,
                                 uint64_t epoch,
                                 uint64_t revision,
                                 struct hv_bytes body,
                                 struct hv_arena *arena,
                                 struct hv_bytes *ret);

/* The public definition: no card, tags or quiz key. The same bytes for every reader. */
enum hv_code hv_codec_definition(const struct hv_exercise *exercise,
                                 struct hv_arena *arena,
                                 struct hv_bytes *ret);

/* The rows of a page. HV_ECORRUPT: an answer in it fits no field of its run. */
enum hv_code hv_codec_read_page(const struct hv_group *group,
                                struct hv_id id,
                                const struct hv_read_page *page,
                                struct hv_arena *arena,
                                struct hv_bytes *ret);

/* Groups for the owner, and what the catalogue offers: HV_READ_ROWS_MAX rows a page from row `from`
 * on; of programmes the first page is the only one. */
enum hv_code hv_codec_groups_page(struct hv_id id,
                                  const struct hv_house *house,
                                  uint32_t from,
                                  struct hv_arena *arena,
                                  struct hv_bytes *ret);
enum hv_code hv_codec_programmes_page(struct hv_id id,
                                      const struct hv_programme *const *programmes,
                                      uint32_t count,
                                      struct hv_arena *arena,
                                      struct hv_bytes *ret);
enum hv_code hv_codec_exercises_page(struct hv_id id,
                                     const struct hv_exercise *const *exercises,
                                     uint32_t count,
                                     uint32_t from,
                                     struct hv_arena *arena,
                                     struct hv_bytes *ret);

/* Where people reach this server: at most HV_ADDRESSES_MAX, of at most HV_ADDRESS_MAX bytes each.
 */
#define HV_ADDRESSES_MAX 32
#define HV_ADDRESS_MAX   300
enum hv_code hv_codec_addresses_page(struct hv_id id,
                                     const struct hv_bytes *addresses,
                                     uint32_t count,
                                     struct hv_arena *arena,
                                     struct hv_bytes *ret);

/* The owner's second factor. */
struct hv_second_factor_page {
    struct hv_id id;
    bool set;
    struct hv_bytes secret, uri; /* not set: a secret for one, as base32 and as otpauth:// */
    int64_t now;                 /* UTC ms */
};
enum hv_code hv_codec_second_factor_page(const struct hv_second_factor_page *page,
                                         struct hv_arena *arena,
                                         struct hv_bytes *ret);

/* A QR code: `side` modules a side, one bit a module, row by row, the highest bit first. */
#define HV_QR_SIDE_MAX 177u
struct hv_qr {
    uint32_t side;
    struct hv_bytes modules;
};
enum hv_code hv_codec_qr_page(struct hv_id id,
                              const struct hv_qr *qr,
                              struct hv_arena *arena,
                              struct hv_bytes *ret);

#endif
