/* SPDX-License-Identifier: EUPL-1.2 */
#include "journal/disk.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "journal/job.h"

#define MAGIC 0x68766a31u /* "hvj1" */

/* What the first unit of a frame holds. */
struct header {
    uint32_t magic;
    uint32_t kind;
    uint64_t size;
    struct hv_id log;
    struct hv_id id;
    uint64_t number;
    int64_t ends_at;
    uint64_t payload_checksum;
    uint64_t checksum; /* of all above */
};

_Static_assert(sizeof(struct header) <= HV_DISK_UNIT, "a header is one unit");
_Static_assert(sizeof(struct hv_disk_key) == HV_DISK_UNIT, "a key is one unit");

uint32_t hv_choose(struct hv_choice choice, uint32_t n)
{
    uint32_t chosen = choice.choose == NULL ? 0 : choice.choose(choice.data, n);

    assert(chosen < n);
    return chosen;
}

/* FNV-1a by words: finds what a crash does, not what an attacker does. */
static uint64_t checksum(const uint8_t *bytes, size_t size)
{
    uint64_t hash = 14695981039346656037u ^ size;
    size_t at = 0;

    for (; at + 8 <= size; at += 8) {
        uint64_t word;
        memcpy(&word, bytes + at, 8);
        hash = (hash ^ word) * 1099511628211u;
        hash ^= hash >> 29;
    }
    for (; at < size; at++) {
        hash = (hash ^ bytes[at]) * 1099511628211u;
    }
    return hash;
}

static size_t whole_units(size_t size)
{
    return (size + HV_DISK_UNIT - 1) / HV_DISK_UNIT * HV_DISK_UNIT;
}

void hv_disk_free(struct hv_disk *disk)
{
    free(disk->cache);
    free(disk->platter);
    free(disk->dirty);
    *disk = (struct hv_disk){ 0 };
}

static void make_room(struct hv_disk *disk, size_t more)
{
    if (disk->size + more <= disk->room) {
        return;
    }
    size_t room = 2 * disk->room + more + 4096;
    disk->cache = hv_job_memory(disk->cache, room);
    disk->platter = hv_job_memory(disk->platter, room);
    disk->room = room;
}

static void seal_keys(uint8_t *payload, size_t size)
{
    for (size_t at = 0; at < size; at += HV_DISK_UNIT) {
        struct hv_disk_key *key = (void *)(payload + at);
        key->checksum = checksum((const uint8_t *)key, offsetof(struct hv_disk_key, checksum));
    }
}

void hv_disk_write(struct hv_disk *disk, struct hv_disk_frame *frame, struct hv_bytes payload)
{
    size_t all = HV_DISK_UNIT + whole_units(payload.size);

    make_room(disk, all);
    uint8_t *to = disk->cache + disk->size;
    memset(to, 0, all);
    if (payload.size > 0) {
        memcpy(to + HV_DISK_UNIT, payload.data, payload.size);
    }
    if (frame->kind == HV_FRAME_KEYS) {
        seal_keys(to + HV_DISK_UNIT, payload.size);
    }
    struct header header = {
        .magic = MAGIC,
        .kind = (uint32_t)frame->kind,
        .size = payload.size,
        .log = frame->log,
        .id = frame->id,
        .number = frame->number,
        .ends_at = frame->ends_at,
        .payload_checksum = checksum(to + HV_DISK_UNIT, payload.size),
    };
    header.checksum = checksum((const uint8_t *)&header, offsetof(struct header, checksum));
    memcpy(to, &header, sizeof header);
    frame->payload = disk->size + HV_DISK_UNIT;
    frame->size = payload.size;
    disk->size += all;
}

static void mark_dirty(struct hv_disk *disk, size_t sector)
{
    if (disk->dirty_count > 0 && disk->dirty[disk->dirty_count - 1] == sector) {
        return;
    }
    if (disk->dirty_count == disk->dirty_room) {
        disk->dirty_room = 2 * disk->dirty_room + 16;
        disk->dirty = hv_job_memory(disk->dirty, disk->dirty_room * sizeof *disk->dirty);
    }
    disk->dirty[disk->dirty_count++] = sector;
}

void hv_disk_wipe(struct hv_disk *disk, size_t at, size_t size)
{
    assert(at + size <= disk->size);
    memset(disk->cache + at, HV_DISK_WIPED, size);
    for (size_t sector = at / HV_DISK_SECTOR; sector * HV_DISK_SECTOR < at + size; sector++) {
        if (sector * HV_DISK_SECTOR < disk->durable) {
            mark_dirty(disk, sector);
        }
    }
}

/* The part of a sector that was durable before. */
static size_t durable_part(const struct hv_disk *disk, size_t sector)
{
    size_t left = disk->durable - sector * HV_DISK_SECTOR;

    return left < HV_DISK_SECTOR ? left : HV_DISK_SECTOR;
}

static void flush(struct hv_disk *disk, size_t sector)
{
    size_t at = sector * HV_DISK_SECTOR;

    memcpy(disk->platter + at, disk->cache + at, durable_part(disk, sector));
}

static void forget_cache(struct hv_disk *disk)
{
    disk->size = disk->durable;
    disk->dirty_count = 0;
    if (disk->durable > 0) {
        memcpy(disk->cache, disk->platter, disk->durable);
    }
}

void hv_disk_sync(struct hv_disk *disk)
{
    for (size_t i = 0; i < disk->dirty_count; i++) {
        flush(disk, disk->dirty[i]);
    }
    disk->dirty_count = 0;
    if (disk->size > disk->durable) {
        memcpy(disk->platter + disk->durable, disk->cache + disk->durable,
               disk->size - disk->durable);
    }
    disk->durable = disk->size;
}

/* What the crash left of the bytes that were appended: cut anywhere, one sector in four a hole. */
static void crash_tail(struct hv_disk *disk, struct hv_choice choice)
{
    size_t kept = hv_choose(choice, (uint32_t)(disk->size - disk->durable) + 1);
    size_t end = disk->durable + kept;
    size_t at = disk->durable;

    while (at < end) {
        size_t next = (at / HV_DISK_SECTOR + 1) * HV_DISK_SECTOR;
        size_t part = (next < end ? next : end) - at;
        if (hv_choose(choice, 4) == 3) {
            memset(disk->platter + at, 0, part);
        } else {
            memcpy(disk->platter + at, disk->cache + at, part);
        }
        at += part;
    }
    disk->durable = end;
}

void hv_disk_crash(struct hv_disk *disk, struct hv_choice choice)
{
    for (size_t i = 0; i < disk->dirty_count; i++) {
        if (hv_choose(choice, 2) == 1) {
            flush(disk, disk->dirty[i]);
        }
    }
    crash_tail(disk, choice);
    forget_cache(disk);
}

bool hv_disk_read(const struct hv_disk *disk, size_t *at, struct hv_disk_frame *ret)
{
    struct header header;

    if (*at + HV_DISK_UNIT > disk->size) {
        return false;
    }
    memcpy(&header, disk->cache + *at, sizeof header);
    size_t left = disk->size - *at - HV_DISK_UNIT;
    if (header.magic != MAGIC ||
        header.checksum != checksum((const uint8_t *)&header, offsetof(struct header, checksum)) ||
        header.size > left || whole_units(header.size) > left) {
        return false;
    }
    *ret = (struct hv_disk_frame){
        .kind = (enum hv_disk_frame_kind)header.kind,
        .payload = *at + HV_DISK_UNIT,
        .size = header.size,
        .log = header.log,
        .id = header.id,
        .number = header.number,
        .ends_at = header.ends_at,
    };
    *at += HV_DISK_UNIT + whole_units(header.size);
    return true;
}

const struct hv_disk_key *
hv_disk_key(const struct hv_disk *disk, const struct hv_disk_frame *frame, size_t i)
{
    const struct hv_disk_key *key = (const void *)(disk->cache + frame->payload + i * HV_DISK_UNIT);
    const uint8_t *bytes = (const uint8_t *)key;

    for (size_t at = 0; at < HV_DISK_UNIT; at++) {
        if (bytes[at] != HV_DISK_WIPED) {
            return key;
        }
    }
    return NULL;
}

static bool are_keys_whole(const struct hv_disk *disk, const struct hv_disk_frame *frame)
{
    for (size_t i = 0; i < frame->size / HV_DISK_UNIT; i++) {
        const struct hv_disk_key *key = hv_disk_key(disk, frame, i);
        if (key != NULL && key->checksum != checksum((const uint8_t *)key,
                                                     offsetof(struct hv_disk_key, checksum))) {
            return false;
        }
    }
    return true;
}

bool hv_disk_is_whole(const struct hv_disk *disk, const struct hv_disk_frame *frame)
{
    struct header header;

    if (frame->kind == HV_FRAME_KEYS) {
        return are_keys_whole(disk, frame);
    }
    memcpy(&header, disk->cache + frame->payload - HV_DISK_UNIT, sizeof header);
    return header.payload_checksum == checksum(disk->cache + frame->payload, frame->size);
}

void hv_disk_cut(struct hv_disk *disk, size_t size)
{
    assert(size <= disk->size);
    disk->size = size;
    if (disk->durable > size) {
        disk->durable = size;
    }
    hv_disk_sync(disk);
}
