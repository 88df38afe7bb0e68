/* SPDX-License-Identifier: EUPL-1.2 */
/* What is sealed is sealed well, and no key stays longer than what it was made for. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tests/sim/audit.h"
#include "tests/sim/evidence.h"

#define DAY_MS       (INT64_C(24) * 3600 * 1000)
#define MEETINGS_MAX 1024
#define INTAKES_MAX  4096
#define SMALLEST     ((size_t)256)
#define LARGEST      ((size_t)512 * 1024) /* up to here sizes double */
#define STEP         ((size_t)64 * 1024)

struct search {
    struct evidence evidence;
    struct hv_arena spare;
    uint8_t (*nonces)[HV_NONCE_SIZE];
    uint32_t nonce_count, nonce_room;
    uint32_t meetings;
    int64_t evening_ends[MEETINGS_MAX]; /* by meeting, from 1 */
    int64_t last_meeting;
    uint16_t lives[HV_SEATS_MAX + 1];         /* by seat: how often it got new words so far */
    struct hv_key_scope intakes[INTAKES_MAX]; /* of what was closed and waits for a light */
    uint32_t intake_count;
};

static void note_nonce(struct search *search, const uint8_t *nonce)
{
    if (search->nonce_count == search->nonce_room) {
        search->nonce_room = search->nonce_room == 0 ? 1024 : 2 * search->nonce_room;
        search->nonces = realloc(search->nonces, search->nonce_room * sizeof *search->nonces);
        assert(search->nonces != NULL);
    }
    memcpy(search->nonces[search->nonce_count++], nonce, HV_NONCE_SIZE);
}

/* ---- Boxes ---- */

static bool is_padded(size_t size)
{
    return size >= LARGEST ? size % STEP == 0 : size >= SMALLEST && (size & (size - 1)) == 0;
}

static void check_box(struct search *search, struct hv_bytes sealed)
{
    if (sealed.size < HV_SEAL_OVERHEAD || !is_padded(sealed.size - HV_SEAL_OVERHEAD)) {
        world_broken(search->evidence.world, "the size of what is sealed tells how long it is");
    }
    note_nonce(search, sealed.data);
}

/* Bound to where it stands: it does not open as anything else. */
static void check_binding(struct search *search,
                          const struct hv_key_scope *scope,
                          struct hv_bytes associated,
                          struct hv_bytes sealed)
{
    uint8_t other[128];
    struct hv_bytes opened;
    assert(associated.size > 0 && associated.size <= sizeof other);
    memcpy(other, associated.data, associated.size);
    other[associated.size - 1] ^= 1;
    if (hv_ring_open(search->evidence.ring, evidence_key(search->evidence.world, scope),
                     (struct hv_bytes){ .data = other, .size = associated.size }, sealed, true,
                     &search->spare, &opened) == HV_OK) {
        world_broken(search->evidence.world, "what is sealed opens in another place as well");
    }
    hv_arena_reset(&search->spare);
}

/* ---- Ends ---- */

/* What was made outside an evening lives a day. A course's keys move with its last meeting, once
 * nothing stood in the way. */
static void
check_end(struct search *search, const struct hv_key_scope *scope, const struct evidence_key *key)
{
    struct world *world = search->evidence.world;
    bool undisturbed = world->counts.faults == 0 && world->counts.crashes == 0;
    if (scope->keep == HV_KEEP_DRAFT || scope->keep == HV_KEEP_MEETING) {
        if (scope->meeting > 0 && scope->meeting <= search->meetings &&
            key->ends_at > search->evening_ends[scope->meeting] + DAY_MS) {
            world_broken(world, "a key of an evening ends after it");
        }
    } else if (scope->keep == HV_KEEP_SIGNAL || scope->keep == HV_KEEP_INTAKE) {
        if (key->ends_at > world_clock(world) + 7 * DAY_MS) {
            world_broken(world, "a key of what the board alone has lives longer than a week");
        }
    } else if (undisturbed && search->meetings > 0 &&
               key->ends_at != search->last_meeting + 120 * DAY_MS &&
               key->ends_at != search->last_meeting + 30 * DAY_MS) {
        world_broken(world, "a key of the course does not end with it");
    }
}

static void on_part(struct evidence *evidence,
                    const struct hv_key_scope *scope,
                    struct hv_bytes associated,
                    struct hv_bytes sealed)
{
    struct search *search = evidence->data;
    const struct evidence_key *key =
        evidence_find_key(evidence, evidence_key(evidence->world, scope));
    check_box(search, sealed);
    if (key != NULL) {
        check_binding(search, scope, associated, sealed);
        check_end(search, scope, key);
    }
}

/* ---- Records ---- */

static void check_generation(struct search *search, const struct hv_event *event, uint16_t meeting)
{
    struct world *world = search->evidence.world;
    for (enum hv_keep keep = HV_KEEP_DRAFT; keep <= HV_KEEP_COURSE; keep++) {
        const struct hv_key_scope scope = {
            .owner = HV_OWNER_SEAT,
            .number = event->envelope_reopened.seat,
            .run = event->envelope_reopened.run,
            .meeting = meeting,
            .round = event->envelope_reopened.round,
            .keep = keep,
            .generation = (uint16_t)(event->envelope_reopened.generation - 1),
        };
        if (evidence_find_key(&search->evidence, evidence_key(world, &scope)) != NULL) {
            world_broken(world, "what an envelope held before it was opened again still opens");
        }
    }
}

/* The words on a slip open no more once they were used, or others were dealt. */
static void check_slip(struct search *search, uint16_t seat, unsigned life)
{
    const struct hv_key_scope scope = { .owner = HV_OWNER_WORDS,
                                        .number = seat,
                                        .keep = HV_KEEP_COURSE,
                                        .generation = (uint16_t)life };
    struct world *world = search->evidence.world;
    if (evidence_find_key(&search->evidence, evidence_key(world, &scope)) != NULL) {
        world_broken(world, "words that were used, or replaced, can still be read");
    }
}

static void note_intake(struct search *search, const struct hv_event *event)
{
    for (unsigned i = 0; i < event->envelope_closed.value_count; i++) {
        const struct hv_part *part = &event->envelope_closed.values[i].part;
        if (part->present && part->scope.keep == HV_KEEP_INTAKE) {
            assert(search->intake_count < INTAKES_MAX);
            search->intakes[search->intake_count++] = part->scope;
        }
    }
}

/* What was said for a light opens no more once that is set. */
static void check_light(struct search *search, uint16_t seat)
{
    struct world *world = search->evidence.world;
    for (uint32_t i = search->intake_count; i > 0; i--) {
        const struct hv_key_scope scope = search->intakes[i - 1];
        if (scope.number != seat) {
            continue;
        }
        if (evidence_find_key(&search->evidence, evidence_key(world, &scope)) != NULL) {
            world_broken(world, "what was said for a light can be read when that is set");
        }
        search->intakes[i - 1] = search->intakes[--search->intake_count];
        world->counts.lit++;
    }
}

/* `meeting`: how many were opened so far. */
static void check_record(struct search *search, const struct hv_record *record, uint32_t *meeting)
{
    for (uint32_t i = 0; i < record->event_count; i++) {
        const struct hv_event *event = &record->events[i];
        *meeting += event->type == HV_EVENT_MEETING_OPENED;
        if (event->type == HV_EVENT_ENVELOPE_REOPENED) {
            check_generation(search, event, (uint16_t)*meeting);
        } else if (event->type == HV_EVENT_ENVELOPE_CLOSED) {
            note_intake(search, event);
        } else if (event->type == HV_EVENT_LIGHT_SET) {
            check_light(search, event->light_set.seat);
        } else if (event->type == HV_EVENT_SEAT_UNLOCKED) {
            check_slip(search, event->seat_unlocked.seat, search->lives[event->seat_unlocked.seat]);
        } else if (event->type == HV_EVENT_WORDS_DEALT) {
            check_slip(search, event->words_dealt.seat, search->lives[event->words_dealt.seat]++);
        }
    }
}

/* The evenings first: the ends of all keys are measured by them. */
static void note_evenings(struct search *search)
{
    for (uint32_t i = 0; i < search->evidence.count; i++) {
        struct hv_record record;
        if (!evidence_open(&search->evidence, i, &search->spare, &record)) {
            return;
        }
        for (uint32_t j = 0; j < record.event_count; j++) {
            if (record.events[j].type == HV_EVENT_MEETING_OPENED) {
                assert(search->meetings + 1 < MEETINGS_MAX);
                search->evening_ends[++search->meetings] =
                    record.events[j].meeting_opened.evening_ends_at;
                search->last_meeting = record.cause.at;
            }
        }
        hv_arena_reset(&search->spare);
    }
}

static void search_records(struct search *search)
{
    struct hv_arena turn;
    uint32_t meeting = 0;
    hv_arena_init(&turn, EVIDENCE_ARENA_MAX);
    search->evidence.on_part = on_part;
    search->evidence.data = search;
    for (uint32_t i = 0; i < search->evidence.count; i++) {
        struct hv_record record;
        struct hv_stored_record stored;
        if (hv_stored_record_decode(search->evidence.records[i].body, &turn, &stored) != HV_OK ||
            !evidence_open(&search->evidence, i, &turn, &record)) {
            break;
        }
        check_box(search, stored.sealed);
        check_record(search, &record, &meeting);
        hv_arena_reset(&turn);
    }
    hv_arena_free(&turn);
}

/* ---- All of it ---- */

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, HV_NONCE_SIZE);
}

static void check_nonces(struct search *search)
{
    for (uint32_t i = 0; i < search->evidence.key_count; i++) {
        note_nonce(search, search->evidence.keys[i].nonce);
    }
    if (search->nonce_count > 0) {
        qsort(search->nonces, search->nonce_count, sizeof *search->nonces, by_bytes);
    }
    for (uint32_t i = 1; i < search->nonce_count; i++) {
        if (by_bytes(search->nonces[i - 1], search->nonces[i]) == 0) {
            world_broken(search->evidence.world, "a nonce was used twice");
        }
    }
}

/* Another log's key of the same scope is another key. */
static void check_ids(struct world *world)
{
    uint8_t bytes[HV_KEY_SCOPE_BYTES];
    struct hv_id here, there;
    const struct hv_key_scope scope = { .owner = HV_OWNER_SEAT, .number = 1 };
    hv_key_scope_bytes(&scope, bytes);
    const struct hv_bytes text = { .data = bytes, .size = sizeof bytes };
    hv_vault_key_id(world->vault, world->group, text, &here);
    hv_vault_key_id(world->vault, WORLD_HOUSE_LOG, text, &there);
    if (hv_id_equal(here, there)) {
        world_broken(world, "two logs name their keys alike");
    }
}

void audit_keys(struct world *world)
{
    struct search *search = calloc(1, sizeof *search);
    assert(search != NULL);
    if (!hv_id_is_zero(world->group)) {
        check_ids(world);
        evidence_gather(world, &search->evidence);
        hv_arena_init(&search->spare, EVIDENCE_ARENA_MAX);
        note_evenings(search);
        search_records(search);
        check_nonces(search);
        hv_arena_free(&search->spare);
        evidence_discard(&search->evidence);
    }
    free(search->nonces);
    free(search);
}
