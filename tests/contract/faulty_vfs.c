/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/contract/faulty_vfs.h"

#include <assert.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CALL_KINDS 5

struct faulty_file {
    sqlite3_file base;
    char name[32];
    sqlite3_file *real; /* lies behind this structure */
};

/* Everything below is under the mutex: the store's thread calls, the test's thread looks. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct vfs_fault current;
static bool has_fault;
static uint32_t matched;
static uint32_t struck;
static uint32_t calls[CALL_KINDS];
static bool is_held;
static pthread_cond_t released = PTHREAD_COND_INITIALIZER;
static bool is_recording;
static struct vfs_event *events;
static size_t event_count;
static size_t event_room;

static sqlite3_vfs *real_vfs;

static bool ends_with(const char *name, const char *ending)
{
    size_t length = strlen(name);
    size_t tail = strlen(ending);

    return length >= tail && strcmp(name + length - tail, ending) == 0;
}

/* Whether this call is to fail, and how. */
static bool strikes(enum vfs_call call, const char *name, struct vfs_fault *ret)
{
    bool hit = false;

    pthread_mutex_lock(&mutex);
    calls[call]++;
    if (has_fault && current.call == call && ends_with(name, current.ending)) {
        hit = matched >= current.skip && matched - current.skip < current.times;
        matched++;
        struck += hit ? 1 : 0;
        *ret = current;
    }
    pthread_mutex_unlock(&mutex);
    return hit;
}

static void remember(enum vfs_event_kind kind,
                     const char *file,
                     uint64_t offset,
                     const void *bytes,
                     size_t size)
{
    pthread_mutex_lock(&mutex);
    if (is_recording) {
        if (event_count == event_room) {
            event_room = 2 * event_room + 256;
            events = realloc(events, event_room * sizeof *events);
            assert(events != NULL);
        }
        struct vfs_event *event = &events[event_count++];
        *event = (struct vfs_event){ .kind = kind, .offset = offset, .size = size };
        (void)snprintf(event->file, sizeof event->file, "%s", file);
        if (size > 0) {
            event->bytes = malloc(size);
            assert(event->bytes != NULL);
            memcpy(event->bytes, bytes, size);
        }
    }
    pthread_mutex_unlock(&mutex);
}

static struct faulty_file *of(sqlite3_file *file)
{
    return (struct faulty_file *)(void *)file;
}

static int on_close(sqlite3_file *file)
{
    return of(file)->real->pMethods->xClose(of(file)->real);
}

static int on_read(sqlite3_file *file, void *to, int size, sqlite3_int64 offset)
{
    struct vfs_fault fault;

    if (strikes(VFS_READ, of(file)->name, &fault)) {
        return fault.code;
    }
    return of(file)->real->pMethods->xRead(of(file)->real, to, size, offset);
}

static int write_through(struct faulty_file *file, const void *from, int size, sqlite3_int64 offset)
{
    int result = file->real->pMethods->xWrite(file->real, from, size, offset);

    if (result == SQLITE_OK) {
        remember(VFS_EVENT_WRITE, file->name, (uint64_t)offset, from, (size_t)size);
    }
    return result;
}

static int on_write(sqlite3_file *file, const void *from, int size, sqlite3_int64 offset)
{
    struct vfs_fault fault;

    if (!strikes(VFS_WRITE, of(file)->name, &fault)) {
        return write_through(of(file), from, size, offset);
    }
    if (fault.does_it) {
        (void)write_through(of(file), from, size, offset);
    } else if (fault.short_write) {
        (void)write_through(of(file), from, size / 2, offset);
    }
    return fault.code;
}

static int truncate_through(struct faulty_file *file, sqlite3_int64 size)
{
    int result = file->real->pMethods->xTruncate(file->real, size);

    if (result == SQLITE_OK) {
        remember(VFS_EVENT_TRUNCATE, file->name, (uint64_t)size, NULL, 0);
    }
    return result;
}

static int on_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    struct vfs_fault fault;

    if (strikes(VFS_TRUNCATE, of(file)->name, &fault)) {
        return fault.code;
    }
    return truncate_through(of(file), size);
}

static void wait_for_release(void)
{
    pthread_mutex_lock(&mutex);
    while (is_held) {
        pthread_cond_wait(&released, &mutex);
    }
    pthread_mutex_unlock(&mutex);
}

void faulty_vfs_hold(bool on)
{
    pthread_mutex_lock(&mutex);
    is_held = on;
    pthread_cond_broadcast(&released);
    pthread_mutex_unlock(&mutex);
}

/* A sync that fails may have done its work or not; the kernel calls the pages clean either way. */
static int on_sync(sqlite3_file *file, int flags)
{
    struct vfs_fault fault;
    bool hit = strikes(VFS_SYNC, of(file)->name, &fault);

    wait_for_release();
    if (hit && !fault.does_it) {
        remember(VFS_EVENT_SYNC_FAILED, of(file)->name, 0, NULL, 0);
        return fault.code;
    }
    int result = of(file)->real->pMethods->xSync(of(file)->real, flags);
    if (result == SQLITE_OK) {
        remember(VFS_EVENT_SYNC, of(file)->name, 0, NULL, 0);
    }
    return hit ? fault.code : result;
}

static int on_file_size(sqlite3_file *file, sqlite3_int64 *ret)
{
    return of(file)->real->pMethods->xFileSize(of(file)->real, ret);
}

static int on_lock(sqlite3_file *file, int level)
{
    return of(file)->real->pMethods->xLock(of(file)->real, level);
}

static int on_unlock(sqlite3_file *file, int level)
{
    return of(file)->real->pMethods->xUnlock(of(file)->real, level);
}

static int on_check_lock(sqlite3_file *file, int *ret)
{
    return of(file)->real->pMethods->xCheckReservedLock(of(file)->real, ret);
}

static int on_control(sqlite3_file *file, int op, void *argument)
{
    return of(file)->real->pMethods->xFileControl(of(file)->real, op, argument);
}

static int on_sector_size(sqlite3_file *file)
{
    return of(file)->real->pMethods->xSectorSize(of(file)->real);
}

static int on_device(sqlite3_file *file)
{
    return of(file)->real->pMethods->xDeviceCharacteristics(of(file)->real);
}

/* Version 1: no shared memory, no mapping; exclusive locking needs neither. */
static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = on_close,
    .xRead = on_read,
    .xWrite = on_write,
    .xTruncate = on_truncate,
    .xSync = on_sync,
    .xFileSize = on_file_size,
    .xLock = on_lock,
    .xUnlock = on_unlock,
    .xCheckReservedLock = on_check_lock,
    .xFileControl = on_control,
    .xSectorSize = on_sector_size,
    .xDeviceCharacteristics = on_device,
};

static int
on_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *ret_flags)
{
    struct faulty_file *faulty = of(file);
    const char *slash = path == NULL ? NULL : strrchr(path, '/');
    struct vfs_fault fault;

    (void)vfs;
    memset(faulty, 0, sizeof *faulty);
    (void)snprintf(faulty->name, sizeof faulty->name, "%s", slash == NULL ? "temp" : slash + 1);
    if (strikes(VFS_OPEN, faulty->name, &fault)) {
        return fault.code;
    }
    faulty->real = (sqlite3_file *)(void *)(faulty + 1);
    int result = real_vfs->xOpen(real_vfs, path, faulty->real, flags, ret_flags);
    if (faulty->real->pMethods != NULL) {
        faulty->base.pMethods = &methods;
    }
    return result;
}

void faulty_vfs_register(void)
{
    static sqlite3_vfs vfs;

    if (real_vfs != NULL) {
        return;
    }
    real_vfs = sqlite3_vfs_find(NULL);
    vfs = *real_vfs;
    vfs.zName = FAULTY_VFS;
    vfs.szOsFile = (int)sizeof(struct faulty_file) + real_vfs->szOsFile;
    vfs.xOpen = on_open;
    vfs.pNext = NULL;
    int result = sqlite3_vfs_register(&vfs, 0);
    assert(result == SQLITE_OK);
    (void)result;
}

void faulty_vfs_fault(const struct vfs_fault *fault)
{
    pthread_mutex_lock(&mutex);
    has_fault = fault != NULL;
    if (fault != NULL) {
        current = *fault;
    }
    matched = 0;
    struck = 0;
    memset(calls, 0, sizeof calls);
    pthread_mutex_unlock(&mutex);
}

uint32_t faulty_vfs_struck(void)
{
    pthread_mutex_lock(&mutex);
    uint32_t count = struck;
    pthread_mutex_unlock(&mutex);
    return count;
}

uint32_t faulty_vfs_calls(enum vfs_call call)
{
    pthread_mutex_lock(&mutex);
    uint32_t count = calls[call];
    pthread_mutex_unlock(&mutex);
    return count;
}

void faulty_vfs_record(bool on)
{
    pthread_mutex_lock(&mutex);
    for (size_t i = 0; i < event_count; i++) {
        free(events[i].bytes);
    }
    free(events);
    events = NULL;
    event_count = 0;
    event_room = 0;
    is_recording = on;
    pthread_mutex_unlock(&mutex);
}

void faulty_vfs_mark(uint64_t number)
{
    remember(VFS_EVENT_MARK, "", number, NULL, 0);
}

const struct vfs_event *faulty_vfs_events(size_t *ret_count)
{
    *ret_count = event_count;
    return events;
}
