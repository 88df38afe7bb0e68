/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The house: the one journal per server above the groups. It knows who its owner is and the index
 * of groups. A fold like a group, with the same rules; its records hold house events.
 *
 * The owner comes in with a token of the house until a passphrase is set, and from then on with a
 * login, which lasts HV_HOUSE_LOGIN_MS. A passphrase that was forgotten can be taken away: then the
 * house has another token. A login may take a second factor besides: a code that changes with time,
 * each of which is used once. The house knows what its secret is made of and which code was used
 * last, not the secret.
 */
#ifndef HV_CORE_HOUSE_H
#define HV_CORE_HOUSE_H

#include "base/arena.h"
#include "base/error.h"
#include "core/command.h"
#include "core/refusal.h"

#define HV_GROUPS_MAX      4096
#define HV_GROUP_TITLE_MAX 80 /* bytes */

#define HV_HOUSE_LOGIN_MS     (INT64_C(12) * 60 * 60 * 1000)
#define HV_HOUSE_LOGINS_MAX   16  /* live ones; the oldest goes when one more comes */
#define HV_HOUSE_VERIFIER_MAX 128 /* bytes of what a passphrase is checked against */

struct hv_house;

enum hv_house_event_type {
    HV_HOUSE_FOUNDED = 1,    /* first record: the owner's token hash */
    HV_HOUSE_GROUP_MADE,     /* the group's log and title; the group's own first record follows */
    HV_HOUSE_DEADLINE_MOVED, /* when a sleeping group has to be woken */
    HV_HOUSE_GROUP_ENDED,
    HV_HOUSE_PASSPHRASE_SET,    /* ends all logins and the founding's token; begins one */
    HV_HOUSE_OWNER_CAME,        /* a login begins */
    HV_HOUSE_OWNER_LEFT,        /* … and ends before its time */
    HV_HOUSE_SECOND_FACTOR_SET, /* the next logins take a code too; those that are there stay */
    HV_HOUSE_SECOND_FACTOR_GONE,
    HV_HOUSE_PASSPHRASE_GONE, /* ends all logins; the owner comes in with a new token */
    HV_HOUSE_EVENT_END
};

struct hv_house_event {
    enum hv_house_event_type type;
    struct hv_id log;      /* of the group */
    struct hv_id command;  /* id of the command that caused it; also what the group's facilitator
                              token comes from. SECOND_FACTOR_SET: what its secret comes from;
                              PASSPHRASE_GONE: what the owner's token does */
    int64_t at;            /* UTC ms */
    int64_t deadline;      /* UTC ms, INT64_MAX none */
    struct hv_bytes title; /* 1 … HV_GROUP_TITLE_MAX bytes; alias of the group */
    struct hv_bytes programme;              /* id */
    uint8_t token_hash[HV_TOKEN_HASH_SIZE]; /* FOUNDED, PASSPHRASE_GONE; of the login */
    struct hv_bytes verifier;               /* PASSPHRASE_SET: 1 … HV_HOUSE_VERIFIER_MAX bytes */
    int64_t ends_at;                        /* PASSPHRASE_SET, OWNER_CAME: the login, UTC ms */
    int64_t code_step; /* SECOND_FACTOR_SET, OWNER_CAME: of the code that was used; 0 none */
};

struct hv_house_group {
    struct hv_id log;
    struct hv_id command; /* that made it */
    struct hv_bytes title;
    struct hv_bytes programme;
    int64_t made_at;
    int64_t deadline;
    bool ended;
};

struct hv_house *hv_house_new(struct hv_arena *arena);
enum hv_code hv_house_evolve(struct hv_house *house, const struct hv_house_event *event);
bool hv_house_founded(const struct hv_house *house);

/* Until when this is the hash of a token of the owner, UTC ms: of a login, or, while no passphrase
 * is set, of the house (INT64_MAX). 0: it is not. Takes as long for any hash. */
int64_t hv_house_owner_until(const struct hv_house *house,
                             const uint8_t token_hash[HV_TOKEN_HASH_SIZE],
                             bool (*equal)(const void *a, const void *b, size_t size));

/* The command id that the token of the house comes from; zero since the founding. */
struct hv_id hv_house_owner_from(const struct hv_house *house);

/* What the passphrase is checked against; empty: none was set. Borrows from the house. */
struct hv_bytes hv_house_verifier(const struct hv_house *house);

/* What a login takes besides the passphrase. */
struct hv_house_second_factor {
    bool set;
    struct hv_id from; /* what its secret is made of; zero: it is not set */
    int64_t used;      /* the step of the code that was used last: a later one counts */
};
struct hv_house_second_factor hv_house_second_factor(const struct hv_house *house);

/* Make a group: fills the event, or says why not: NOT_ALLOWED before the founding, FULL, INVALID
 * for an empty or too long title, no programme, or a log that is there. A command id that made a
 * group before gives HV_REFUSAL_NONE and `ret_again` true with the event of the first time. */
enum hv_refusal hv_house_make_group(const struct hv_house *house,
                                    const struct hv_house_event *wanted,
                                    bool *ret_again,
                                    struct hv_house_event *ret);

/* Groups in the order in which they were made; `index` from 0; NULL past the end. Borrows from the
 * house. */
const struct hv_house_group *hv_house_group(const struct hv_house *house, uint32_t index);
const struct hv_house_group *hv_house_find(const struct hv_house *house, struct hv_id log);

#endif
