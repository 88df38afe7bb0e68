/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A disk in memory, for memory.c: one file of frames, written first to a cache and made durable by
 * a sync. Internal to this room.
 *
 * A crash keeps of the unsynced writes what a choice function says, sector by sector: an overwrite
 * happened or not, the end of the file is cut anywhere, sectors before it may be holes. One sector
 * is written whole or not at all.
 *
 * A frame starts at a multiple of HV_DISK_UNIT with one unit of header, which has a checksum of its
 * own, and is followed by its payload. Two kinds of change happen in place: wiping a record's body
 * and wiping one entry of a frame of keys.
 */
#ifndef HV_JOURNAL_DISK_H
#define HV_JOURNAL_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "journal/keystore.h"

#define HV_DISK_UNIT   128u
#define HV_DISK_SECTOR 512u
#define HV_DISK_WIPED  0xDDu /* what destroyed bytes are overwritten with */

/* Gives 0 … n-1; n is at least 1. Deterministic when the same is asked in the same order. */
struct hv_choice {
    uint32_t (*choose)(void *data, uint32_t n);
    void *data;
};

/* 0 when `choose` is NULL. */
uint32_t hv_choose(struct hv_choice choice, uint32_t n);

enum hv_disk_frame_kind {
    HV_FRAME_RECORD = 1,
    HV_FRAME_END,
    HV_FRAME_KEYS,
    HV_FRAME_EXTEND
};

/* One frame as it is read back. */
struct hv_disk_frame {
    enum hv_disk_frame_kind kind;
    size_t payload; /* where it starts on the disk */
    size_t size;    /* of the payload */
    struct hv_id log;
    struct hv_id id;
    uint64_t number; /* RECORD: position; END: kind; EXTEND: ends_with */
    int64_t ends_at; /* EXTEND */
};

/* One key of a frame of keys, as it lies on the disk: one unit, so within one sector. */
struct hv_disk_key {
    struct hv_id id;
    struct hv_id log;
    int64_t ends_at;
    uint64_t ends_with;
    uint8_t wrapped[HV_WRAPPED_KEY_SIZE];
    uint64_t checksum;
};

struct hv_disk {
    uint8_t *cache;
    uint8_t *platter; /* what is durable: the first `durable` bytes */
    size_t size;      /* of the file in the cache */
    size_t durable;
    size_t room;
    size_t *dirty; /* sectors below `durable` that were overwritten and not synced */
    size_t dirty_count;
    size_t dirty_room;
};

void hv_disk_free(struct hv_disk *disk);

/* Writes a frame; `frame->payload` and `frame->size` are set. HV_FRAME_KEYS: `payload` is made of
 * struct hv_disk_key, whose checksums are set here. */
void hv_disk_write(struct hv_disk *disk, struct hv_disk_frame *frame, struct hv_bytes payload);

/* Overwrites with HV_DISK_WIPED, in place. */
void hv_disk_wipe(struct hv_disk *disk, size_t at, size_t size);

void hv_disk_sync(struct hv_disk *disk);

/* Loses unsynced writes as `choice` says; what is left is the file. */
void hv_disk_crash(struct hv_disk *disk, struct hv_choice choice);

/* Reads the frame at *at and moves *at behind it. False at the end or where no header is. */
bool hv_disk_read(const struct hv_disk *disk, size_t *at, struct hv_disk_frame *ret);

/* Whether the payload is what was written. Of keys: each is whole, or wiped. */
bool hv_disk_is_whole(const struct hv_disk *disk, const struct hv_disk_frame *frame);

/* The i-th key of a frame of keys; NULL when wiped. */
const struct hv_disk_key *
hv_disk_key(const struct hv_disk *disk, const struct hv_disk_frame *frame, size_t i);

/* Cuts the file at `size` and makes that durable. */
void hv_disk_cut(struct hv_disk *disk, size_t size);

#endif
