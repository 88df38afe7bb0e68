/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A VFS over SQLite's own that fails when told to and remembers what was written and synced. One
 * for the process.
 */
#ifndef HV_TESTS_CONTRACT_FAULTY_VFS_H
#define HV_TESTS_CONTRACT_FAULTY_VFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FAULTY_VFS "houvast-faulty"

enum vfs_call {
    VFS_READ,
    VFS_WRITE,
    VFS_SYNC,
    VFS_TRUNCATE,
    VFS_OPEN
};

/* Calls `skip` … `skip + times - 1` of this kind on files whose name ends so give `code`. */
struct vfs_fault {
    enum vfs_call call;
    const char *ending; /* "" is every file */
    uint32_t skip;
    uint32_t times;
    int code;         /* of SQLite */
    bool does_it;     /* the call is carried out all the same */
    bool short_write; /* half of it is */
};

/* Registers it; again is fine. */
void faulty_vfs_register(void);

/* Sets, or takes away with NULL, the one fault. */
void faulty_vfs_fault(const struct vfs_fault *fault);

/* How often the fault has struck. */
uint32_t faulty_vfs_struck(void);

/* Calls of this kind since the fault was set. */
uint32_t faulty_vfs_calls(enum vfs_call call);

/* While it holds, every sync waits: a disk that does not answer. */
void faulty_vfs_hold(bool on);

enum vfs_event_kind {
    VFS_EVENT_WRITE,
    VFS_EVENT_TRUNCATE,
    VFS_EVENT_SYNC,
    VFS_EVENT_SYNC_FAILED, /* what was written since the last sync is lost, but for the page cache
                            */
    VFS_EVENT_MARK
};

struct vfs_event {
    enum vfs_event_kind kind;
    char file[32];   /* its name without the folder */
    uint64_t offset; /* TRUNCATE: the new size; MARK: the number */
    size_t size;
    uint8_t *bytes;
};

/* Starts to remember, from nothing; with false forgets and stops. */
void faulty_vfs_record(bool on);

/* Puts something of the test's own between the events. */
void faulty_vfs_mark(uint64_t number);

/* What was remembered; valid until recording stops, while no store is open. */
const struct vfs_event *faulty_vfs_events(size_t *ret_count);

#endif
