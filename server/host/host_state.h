/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the files of host/ share about the whole: private to this room.
 *
 * Every way in from outside, calls of host.h and callbacks of the journal and the key store alike,
 * is one turn: hv_host_enter, work, hv_host_leave. Turns never nest; that is asserted. What lies in
 * the turn's arena is gone after it, and after each command served.
 */
#ifndef HV_HOST_HOST_STATE_H
#define HV_HOST_HOST_STATE_H

#include "host/guesses.h"
#include "host/host.h"

struct hv_room;
struct hv_house_room;
struct hv_job;
struct hv_key_errand;

/* A turn decodes, decides and seals one record of at most HV_JOURNAL_BODY_MAX at a time. */
#define HV_TURN_ARENA_MAX ((size_t)16 * 1024 * 1024)
/* A whole course of 16 couples folds into a small part of this. */
#define HV_FOLD_ARENA_MAX ((size_t)64 * 1024 * 1024)
/* Rooms that load and replay at the same time; more wait, so that a crowd at the door costs the
 * groups that are open little. */
#define HV_ROOMS_OPENING_MAX 4
/* A room that failed answers FAILED so long before it is tried again. */
#define HV_ROOM_FAILED_MS 10000
/* After so many panes drawn and frames sent the rest waits for the next turn of the loop, so that
 * what comes in meanwhile is heard, and no reply waits for a whole hall: about 2 ms. */
#define HV_TURN_WORK_MAX 256
/* What the server itself could not carry out is tried again after that long. */
#define HV_ERRAND_RETRY_MS 60000
#define HV_SWEEP_MS        3600000

struct hv_host {
    struct hv_host_config config;
    struct hv_arena turn;
    bool inside;
    bool closing;
    bool closed;

    int64_t wake;       /* what was asked of ports.wake_at last */
    int64_t next_round; /* when members and rooms have to be looked at */
    int64_t next_sweep;

    struct hv_house_room *house; /* NULL once it has ended */
    struct hv_room *groups;      /* open ones, and those that failed just now */
    struct hv_room *ending;      /* closed; wait for requests under way */
    bool reap;                   /* a room in `groups` was closed */
    struct hv_room *outgoing;    /* to draw and send at the next tick, the longest waiting first */
    struct hv_room **outgoing_last;
    uint32_t opening; /* rooms that load or replay */
    struct hv_member *members;
    uint64_t members_ever;
    struct hv_key_errand *key_errands; /* changes of keys under way that no record waits for */
    struct hv_job *jobs;               /* under way, then those that wait; jobs.h */
    struct hv_guesses guesses;
    struct hv_arena address_arena;
    struct hv_bytes addresses[HV_ADDRESSES_MAX];
    uint32_t address_count;
    struct hv_host_counts counts;

    void (*on_open)(void *data, enum hv_code code, const uint8_t owner_token[HV_TOKEN_SIZE]);
    void *on_open_data;
    bool open_decided; /* on_open is due with open_code */
    enum hv_code open_code;
    void (*on_closed)(void *data);
    void *on_closed_data;
};

void hv_host_enter(struct hv_host *host);
void hv_host_leave(struct hv_host *host);

int64_t hv_host_now(const struct hv_host *host);
struct hv_id hv_host_random_id(const struct hv_host *host);

/* door.c: the house is open, or cannot be: on_open is due, and members who wait are brought in or
 * dismissed. */
void hv_host_opened(struct hv_host *host, enum hv_code code);

/* ---- rounds.c ---- */

/* See that a round comes at `at` or before. */
void hv_host_wake_by(struct hv_host *host, int64_t at);

/* The group's panes are drawn at the next tick, which comes at once: once for all records of a turn
 * of the loop. */
void hv_host_mark_dirty(struct hv_host *host, struct hv_room *room);
/* Somebody in the room is due, or its panes are. */
void hv_host_outgoing(struct hv_host *host, struct hv_room *room);
void hv_host_forget_outgoing(struct hv_host *host, struct hv_room *room);

/* Keys whose end has passed go, in the key store and in the rooms that are open. */
void hv_host_sweep(struct hv_host *host, int64_t now);

/* ---- open_rooms.c ---- */

/* The open room of a group, or one that failed just now; NULL when there is none. */
struct hv_room *hv_host_find_room(const struct hv_host *host, struct hv_id log);

/* The room of a group that the house knows; opened when it sleeps. NULL without memory. */
struct hv_room *hv_host_open_group(struct hv_host *host, struct hv_id log);
void hv_host_open_house(struct hv_host *host);

/* Rooms that wait begin to open, as many as may at once; one has ended opening, so the next may
 * begin. */
void hv_host_start_rooms(struct hv_host *host);
void hv_host_opening_ended(struct hv_host *host);

/* Frees rooms that are closed and wait for nothing; or all of them, whatever they wait for. */
void hv_host_reap_rooms(struct hv_host *host);
void hv_host_free_rooms(struct hv_host *host);

/* ---- host.c ---- */

/* The disk is full, or it is not any more. */
void hv_host_read_only(struct hv_host *host, struct hv_id log, bool read_only);

/* The 32 bytes that command `id` of `log` gives out, as people see them: log, then secret; and what
 * is kept of the secret. */
void hv_host_token(const struct hv_host *host,
                   struct hv_id log,
                   struct hv_id id,
                   uint8_t ret_token[HV_TOKEN_SIZE],
                   uint8_t ret_hash[HV_TOKEN_HASH_SIZE]);

/* ---- arrivals.c ---- */

/* It said Arrive, which is the head of its queue: it is brought to the room that its card or code
 * opens, as soon as that can be known, or dismissed. */
void hv_host_bring_arrival(struct hv_member *member);

/* The same for all who still wait for that. */
void hv_host_bring_arrivals(struct hv_host *host);

/* The typed code, of a card or a lobby, without what people put between; untouched when it can be
 * neither. */
void hv_host_read_code(const struct hv_arrival *arrival, uint8_t ret[HV_CARD_CODE_SIZE]);

/* Groups that may have a meeting open are opened, so that their cards and codes are found. False:
 * some of them are not open yet. */
bool hv_host_open_evenings(struct hv_host *host);

/* ---- jobs.c ---- */

/* Those that wait, or all, get no answer any more. */
void hv_host_drop_jobs(struct hv_host *host, bool running);

/* ---- library.c: NULL when there is none of that id ---- */

const struct hv_exercise *hv_library_exercise(const struct hv_library *library, struct hv_bytes id);
const struct hv_statement *hv_library_statement(const struct hv_library *library,
                                                struct hv_bytes id);
const struct hv_programme *hv_library_programme(const struct hv_library *library,
                                                struct hv_bytes id);

/*
 * key_errands.c: changes of keys that no record waits for. Without memory or on failure they are
 * logged and left: destroying is found again at the next replay or sweep, extending is repeated
 * while the room is open, and found again at its next opening.
 */
void hv_host_destroy_keys(struct hv_host *host,
                          struct hv_id log,
                          const struct hv_id *ids,
                          uint32_t count);
void hv_host_extend_keys(struct hv_host *host,
                         struct hv_id log,
                         uint8_t ends_with,
                         int64_t ends_at);
void hv_host_sweep_keys(struct hv_host *host, int64_t now);

/* They are not answered any more. */
void hv_host_drop_key_errands(struct hv_host *host);

#endif
