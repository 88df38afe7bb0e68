/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A server without sockets: the real core, codec, host, vault and SQLite journal in this process,
 * on a clock that only the caller moves. So a course of months, or an hour of thousands of groups,
 * is lived as fast as the processor and the disk allow. Frames that the host sends are counted and
 * dropped, replies are read.
 *
 * What goes wrong ends the program with a sentence: nothing here is to be measured then.
 */
#ifndef HV_TESTS_BENCH_LIFE_H
#define HV_TESTS_BENCH_LIFE_H

#include <uv.h>

#include "host/host.h"
#include "houvast/v1/wire.pb-c.h"
#include "journal/sqlite.h"

#define HOUR_MS INT64_C(3600000)

#define GROUP_SEATS_MAX 16
#define LIFE_JOBS_MAX   2 /* a host asks for no more at a time */

struct life {
    uv_loop_t loop;
    struct hv_arena arena;
    struct hv_library library;
    struct hv_sqlite_store *store;
    struct hv_vault *vault;
    struct hv_host *host;
    int64_t now;  /* UTC ms */
    int64_t wake; /* as the host asked */
    uint64_t ids;
    uint32_t awaited; /* replies, pages and welcomes */
    struct life_job {
        void (*work)(void *job);
        void (*done)(void *job);
        void *job;
    } jobs[LIFE_JOBS_MAX]; /* to be worked at in the next turn */
    uint32_t job_count;
    bool opened, closed;
    uint8_t owner[HV_TOKEN_SIZE];
    uint64_t frames, bytes; /* sent */
};

struct device {
    struct life *life;
    struct hv_member *member;
    uint32_t unit, seat;
    uint32_t number; /* of the last reply */
    uint8_t token[HV_TOKEN_SIZE];
    uint8_t given[HV_TOKEN_SIZE];      /* by the last reply */
    char words[HV_WORDS_TEXT_MAX + 1]; /* on the slip of its seat */
};

/* At `now`, UTC ms. `folder` is made when it is not there, and has then what houvastd needs to
 * serve it. `programmes` is that of the tree. */
void life_open(struct life *life, const char *folder, const char *programmes, int64_t now);
/* Everyone leaves, everything is on the disk, and the files are closed. */
void life_close(struct life *life);

/* The clock goes on; what is due by then is done. */
void life_pass(struct life *life, int64_t milliseconds);

/* Until every question has its answer. */
void life_settle(struct life *life);

/* Comes in with its token. To be settled. */
void device_enter(struct device *device, struct life *life, const uint8_t token[HV_TOKEN_SIZE]);
void device_leave(struct device *device);

/* ASK(START_STEP, StartStep, start_step, .from = 0, .step = 1) */
#define ASK(CASE, Type, word, ...)                                                                \
    HOUVAST__V1__COMMAND__WHAT_##CASE,                                                            \
        &((Houvast__V1__##Type){                                                                  \
              .base = PROTOBUF_C_MESSAGE_INIT(&houvast__v1__##word##__descriptor), __VA_ARGS__ }) \
             .base

/* To be settled; at most one a device at a time. */
void device_ask(struct device *device,
                Houvast__V1__Command__WhatCase what_case,
                ProtobufCMessage *what);
/* Settles; the reply's number. */
uint32_t
device_do(struct device *device, Houvast__V1__Command__WhatCase what_case, ProtobufCMessage *what);

/* ---- A group of couples, every partner with a pen ---- */

struct group {
    struct device leader, projector;
    struct device pens[GROUP_SEATS_MAX];
    uint32_t seats;
    uint32_t run, step;
};

/* The owner makes it, everyone comes in. */
void group_make(struct group *group, struct life *life, uint32_t couples);
void group_leave(struct group *group);

/* An evening without agenda: everyone is here, unlocks, and consents when that is asked. To be
 * settled after each call: `turn` goes from 0 until it gives false. So many groups can do the same
 * at the same time. */
bool group_begin(struct group *group, uint32_t turn, bool consents);

/* Pushes bond_story and takes everyone to where they are alone. To be settled as above. */
bool group_push(struct group *group, uint32_t turn);

/* Everyone saves a text of `size` bytes; `revision` is higher each time. To be settled. */
void group_save(struct group *group, uint32_t field, uint32_t revision, uint32_t size);

/* Everyone closes the envelope and shows what is in it. To be settled. */
void group_close_envelopes(struct group *group);

_Noreturn void give_up(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
