/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whether every device was entitled to what it got, by the law (law.h) at the time it was sent. A
 * frame is drawn from a state that may be some records old, and the store may tell the server of a
 * record a moment before it tells the simulator; so it is judged by the best of the states around.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/sim/audit.h"
#include "tests/sim/canaries.h"
#include "tests/sim/evidence.h"

#define LATE      3  /* records that a sender may be behind */
#define LATE_PAGE 40 /* … with a page, which is drawn once and may wait for a slow connection */
#define EARLY     1

enum {
    MOVED_STAGE = 0,
    MOVED_WALL,
    MOVED_UNIT, /* and one more for each unit */
    MOVED_PANES = MOVED_UNIT + HV_UNITS_MAX + 1
};

/* What was found of one frame so far. */
struct judged {
    const struct told_frame *frame;
    bool reads, ready, rows, named, knows;
    const char *fault; /* of the rows */
    uint64_t pieces; /* set of those it may have; a frame has fewer than 64, or the last ones count
                        together */
};

struct trial {
    struct world *world;
    struct judged *frames; /* by head */
    uint32_t count;
    uint32_t *moves[MOVED_PANES]; /* by position: how many records moved this pane up to there */
    uint64_t head;
};

static void accuse(const struct trial *trial, const struct told_frame *frame, const char *what)
{
    fprintf(stderr, "device %u (%d in the log) of kind %d, pane %d of %u, record %llu\n",
            frame->device->number, frame->number, (int)frame->device->kind, frame->pane, frame->of,
            (unsigned long long)frame->head);
    world_broken(trial->world, what);
}

/* ---- By the state ---- */

static void judge(const struct law *law, struct judged *judged)
{
    const struct told_frame *frame = judged->frame;
    enum hv_pane_kind kind = frame->pane > 0 ? (enum hv_pane_kind)frame->pane : 0;
    if (frame->pane > 0 && !frame->gone) {
        judged->reads = judged->reads || law_reads(law, frame->number, kind, frame->of);
    }
    if (frame->pane == HV_PANE_UNIT && !frame->gone) {
        const char *fault =
            law_rows_fault(law, frame->of, frame->run, frame->rows, frame->row_count);
        judged->rows = judged->rows || fault == NULL;
        judged->fault = fault;
        judged->ready = judged->ready || law_ready(law, frame->of, frame->run);
    }
    judged->knows =
        judged->knows || (kind == HV_PANE_SEAT && law_knows(law, frame->of, frame->run));
    bool named = true;
    for (uint32_t i = 0; i < frame->named_count; i++) {
        named = named && law_may_name(law, frame->number, &frame->named[i]);
    }
    judged->named = judged->named || named;
    for (uint32_t i = 0; frame->pane >= 0 && i < frame->piece_count; i++) {
        if (law_may_have(law, frame->number, kind, &frame->pieces[i])) {
            judged->pieces |= UINT64_C(1) << (i < 64 ? i : 63);
        }
    }
}

static void sentence(const struct trial *trial, const struct judged *judged)
{
    const struct told_frame *frame = judged->frame;
    if (frame->pane > 0 && !frame->gone && !judged->reads) {
        accuse(trial, frame, "a device got a pane that it does not read");
    }
    if (frame->pane == HV_PANE_UNIT && !frame->gone && !judged->rows) {
        accuse(trial, frame, judged->fault);
    }
    if (!judged->named) {
        accuse(trial, frame, "a name stands beside what goes without names");
    }
    if (frame->explains && !judged->knows) {
        accuse(trial, frame, "a device got what is right before its person had answered");
    }
    if (frame->thin) {
        accuse(trial, frame, "a result of too few stands on the wall");
    }
    if (frame->ready && !judged->ready) {
        accuse(trial, frame, "a couple was called ready before both had closed");
    }
    for (uint32_t i = 0; i < frame->piece_count; i++) {
        if ((judged->pieces >> (i < 64 ? i : 63) & 1) == 0) {
            const struct law_piece *piece = &frame->pieces[i];
            fprintf(stderr, "run %u, unit %u, seat %u, field %u, revision %u\n", piece->run,
                    piece->unit, piece->seat, piece->field, piece->revision);
            accuse(trial, frame, "a device got what somebody wrote and was not for it");
        }
    }
}

/* ---- By what moved ---- */

static int place_of(const struct told_frame *frame)
{
    switch (frame->pane) {
    case HV_PANE_STAGE:
        return MOVED_STAGE;
    case HV_PANE_WALL:
        return MOVED_WALL;
    case HV_PANE_UNIT:
        return MOVED_UNIT + frame->of;
    default:
        return -1;
    }
}

static void note_moves(struct trial *trial,
                       const struct law *law,
                       const struct hv_record *record,
                       uint64_t position)
{
    for (unsigned place = 0; place < MOVED_PANES; place++) {
        bool moves = false;
        for (uint32_t i = 0; i < record->event_count; i++) {
            enum hv_pane_kind kind = place == MOVED_STAGE  ? HV_PANE_STAGE
                                     : place == MOVED_WALL ? HV_PANE_WALL
                                                           : HV_PANE_UNIT;
            moves = moves || law_moves(law, &record->events[i], kind,
                                       (uint16_t)(place > MOVED_UNIT ? place - MOVED_UNIT : 0));
        }
        trial->moves[place][position] = trial->moves[place][position - 1] + moves;
    }
}

/* Records that moved the pane after `from` and up to `to`, with the doubt there is. */
static uint32_t moved(const struct trial *trial, unsigned place, uint64_t from, uint64_t to)
{
    from = from > LATE ? from - LATE : 0;
    to = to + EARLY < trial->head ? to + EARLY : trial->head;
    return to > from ? trial->moves[place][to] - trial->moves[place][from] : 0;
}

struct pane_history {
    uint64_t epoch, revision;
    uint64_t head; /* when this revision was sent first */
};

static void check_moves(const struct trial *trial)
{
    struct pane_history histories[MOVED_PANES] = { 0 };
    for (uint32_t i = 0; i < trial->count; i++) {
        const struct told_frame *frame = trial->frames[i].frame;
        int place = place_of(frame);
        if (place < 0 || frame->gone) {
            continue;
        }
        struct pane_history *history = &histories[place];
        if (history->epoch != frame->epoch) {
            *history = (struct pane_history){ frame->epoch, frame->revision, frame->head };
        } else if (frame->revision > history->revision) {
            uint32_t most = moved(trial, (unsigned)place, history->head, frame->head);
            if (most == 0) {
                accuse(trial, frame, "a pane changed by what somebody did alone");
            } else if (frame->revision - history->revision > most) {
                accuse(trial, frame, "a revision counts more than the changes of its pane");
            }
            history->revision = frame->revision;
            history->head = frame->head;
        }
    }
}

/* ---- By what the same device got before ---- */

struct before {
    uint64_t serial, revision;
    uint32_t run, form, stage;
    bool ready, there;
};

static void check_device(const struct trial *trial, const struct device *device)
{
    static struct before befores[HV_PANE_BOARD + 1][HV_SEATS_MAX + 1];
    memset(befores, 0, sizeof befores);
    for (uint32_t i = 0; i < trial->world->told.count; i++) {
        const struct told_frame *frame = &trial->world->told.frames[i];
        if (frame->device != device || frame->pane <= 0 || frame->of > HV_SEATS_MAX) {
            continue;
        }
        struct before *before = &befores[frame->pane][frame->of];
        if (before->there && !frame->gone && before->serial == frame->serial &&
            before->revision == frame->revision && frame->pane != HV_PANE_WORK) {
            accuse(trial, frame, "a pane was sent again though nothing changed");
        }
        if (frame->pane == HV_PANE_UNIT && before->ready && !frame->ready && !frame->gone &&
            before->run == frame->run && before->form == frame->form &&
            before->stage == frame->stage) {
            accuse(trial, frame, "both were ready, and then were not");
        }
        *before = (struct before){ frame->serial, frame->revision, frame->run,  frame->form,
                                   frame->stage,  frame->ready,    !frame->gone };
    }
}

/* ---- All of it ---- */

static int by_head(const void *a, const void *b)
{
    const struct told_frame *one = ((const struct judged *)a)->frame;
    const struct told_frame *other = ((const struct judged *)b)->frame;
    if (one->head != other->head) {
        return one->head < other->head ? -1 : 1;
    }
    return one->order < other->order ? -1 : 1;
}

static void prepare(struct trial *trial, struct world *world, uint64_t head)
{
    *trial = (struct trial){ .world = world, .head = head, .count = world->told.count };
    trial->frames = calloc(trial->count + 1, sizeof *trial->frames);
    assert(trial->frames != NULL);
    for (uint32_t i = 0; i < trial->count; i++) {
        trial->frames[i].frame = &world->told.frames[i];
    }
    if (trial->count > 0) {
        qsort(trial->frames, trial->count, sizeof *trial->frames, by_head);
    }
    for (unsigned i = 0; i < MOVED_PANES; i++) {
        trial->moves[i] = calloc(head + 1, sizeof *trial->moves[i]);
        assert(trial->moves[i] != NULL);
    }
}

static void conclude(struct trial *trial)
{
    for (uint32_t i = 0; i < trial->count && trial->world->broken == NULL; i++) {
        sentence(trial, &trial->frames[i]);
    }
    if (trial->world->broken == NULL) {
        check_moves(trial);
    }
    for (uint32_t i = 0; i < trial->world->device_count && trial->world->broken == NULL; i++) {
        check_device(trial, &trial->world->devices[i]);
    }
    for (unsigned i = 0; i < MOVED_PANES; i++) {
        free(trial->moves[i]);
    }
    free(trial->frames);
}

void audit_told(struct world *world)
{
    struct evidence evidence;
    struct trial trial;
    if (hv_id_is_zero(world->group)) {
        return;
    }
    evidence_gather(world, &evidence);
    prepare(&trial, world, evidence.count);
    struct law *law = law_new();
    uint32_t first = 0;
    for (uint32_t i = 0; i < evidence.count && world->broken == NULL; i++) {
        struct hv_record record;
        uint64_t position = i + 1;
        if (!evidence_open(&evidence, i, &evidence.arena, &record)) {
            break;
        }
        law_take(law, &record);
        if (law->broken != NULL) {
            fprintf(stderr, "record %llu\n", (unsigned long long)position);
            world_broken(world, law->broken);
        }
        note_moves(&trial, law, &record, position);
        while (first < trial.count && trial.frames[first].frame->head + EARLY < position) {
            first++;
        }
        for (uint32_t j = first;
             j < trial.count && trial.frames[j].frame->head <= position + LATE_PAGE; j++) {
            const struct told_frame *frame = trial.frames[j].frame;
            if (frame->pane <= 0 || frame->head <= position + LATE) {
                judge(law, &trial.frames[j]);
            }
        }
    }
    conclude(&trial);
    law_free(law);
    evidence_discard(&evidence);
}
