/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The log of the server: one line a happening, for an operator.
 *
 *     <6>at=2026-11-20T18:30:00.123Z event=server.ready port=8443
 *
 * <N> is the priority that journald reads; the rest is logfmt, time in UTC. Nothing that a person
 * wrote can stand in it: a happening and the keys of its values are rows of HV_LOG_EVENT_MAP, and a
 * value is an id, a number, a yes/no or a code. A pointer, text above all, does not compile.
 *
 *     hv_log(log, HV_LOG_JOURNAL_CONFLICT, group_id, position);
 *
 * Any thread may log once the log has been set up; a line is written whole.
 */
#ifndef HV_BASE_LOG_H
#define HV_BASE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/bytes.h"
#include "base/error.h"

/* The numbers are journald's. */
enum hv_log_level {
    HV_LOG_LEVEL_ERROR = 3,
    HV_LOG_LEVEL_WARNING = 4,
    HV_LOG_LEVEL_NOTICE = 5,
    HV_LOG_LEVEL_INFO = 6,
    HV_LOG_LEVEL_DEBUG = 7,
};

/*
 * The one place where a kind of happening is registered: constant, level, name, and the keys of its
 * values in the order of the call, divided by single spaces.
 */
#define HV_LOG_EVENT_MAP(X)                                                         \
    X(HV_LOG_SERVER_READY, INFO, "server.ready", "port")                            \
    X(HV_LOG_SERVER_STOPPING, NOTICE, "server.stopping", "signal")                  \
    X(HV_LOG_SERVER_STOPPED, NOTICE, "server.stopped", "")                          \
    X(HV_LOG_CONFIG_REFUSED, ERROR, "config.refused", "code line")                  \
    X(HV_LOG_GROUP_OPENED, INFO, "group.opened", "group position")                  \
    X(HV_LOG_GROUP_CLOSED, INFO, "group.closed", "group position code")             \
    X(HV_LOG_GROUP_FAULT, ERROR, "group.fault", "group position code")              \
    X(HV_LOG_JOURNAL_CONFLICT, NOTICE, "journal.conflict", "group position")        \
    X(HV_LOG_JOURNAL_FAULT, ERROR, "journal.fault", "group code")                   \
    X(HV_LOG_JOURNAL_FULL, ERROR, "journal.full", "free_bytes")                     \
    X(HV_LOG_JOURNAL_WRITABLE, NOTICE, "journal.writable", "")                      \
    X(HV_LOG_BACKUP_MADE, NOTICE, "backup.made", "")                                \
    X(HV_LOG_BACKUP_FAILED, ERROR, "backup.failed", "code")                         \
    X(HV_LOG_VAULT_FAULT, ERROR, "vault.fault", "key code")                         \
    X(HV_LOG_VAULT_SWEPT, INFO, "vault.swept", "keys")                              \
    X(HV_LOG_CONNECTION_OPENED, DEBUG, "connection.opened", "connection")           \
    X(HV_LOG_CONNECTION_CLOSED, DEBUG, "connection.closed", "connection status")    \
    X(HV_LOG_CONNECTION_REFUSED, NOTICE, "connection.refused", "status")            \
    X(HV_LOG_CONNECTION_SLOW, NOTICE, "connection.slow", "connection queued_bytes") \
    X(HV_LOG_FRAME_MALFORMED, NOTICE, "frame.malformed", "connection code size")    \
    X(HV_LOG_LIMIT_REACHED, WARNING, "limit.reached", "limit")

enum hv_log_event {
#define HV_LOG_EVENT_CONSTANT(constant, level, name, keys) constant,
    HV_LOG_EVENT_MAP(HV_LOG_EVENT_CONSTANT)
#undef HV_LOG_EVENT_CONSTANT
    HV_LOG_EVENT_COUNT
};

/* Where lines go. Set up by one of the two functions below, then only read. */
struct hv_log {
    enum hv_log_level least; /* lines of less weight (a higher number) are left out */
    /* One whole line with its newline, not ended by NUL, valid until the function returns. */
    void (*write)(void *to, const char *line, size_t size);
    void *to;
    int64_t (*now)(void); /* milliseconds since 1970, UTC */
};

/* Lines go to `file`, each at once, stamped with the system's clock. The log borrows `file`. */
void hv_log_to_file(struct hv_log *log, FILE *file, enum hv_log_level least);

/* Reads "error", "warning", "notice", "info" or "debug"; false, `ret` untouched, on other words. */
bool hv_log_level_from_name(const char *name, enum hv_log_level *ret);

/*
 * hv_log(log, event, values...): writes one line, unless its level is left out or `log` is NULL.
 * The number of values (at most 6) is that of the event's keys; another number is a bug.
 */
#define hv_log(...) HV_LOG_PICK(__VA_ARGS__, 6, 5, 4, 3, 2, 1, 0, )(__VA_ARGS__)

/* ---- What the macro is made of ---- */

enum hv_log_kind {
    HV_LOG_KIND_ID,
    HV_LOG_KIND_INT,
    HV_LOG_KIND_UINT,
    HV_LOG_KIND_BOOL,
    HV_LOG_KIND_CODE,
};

struct hv_log_value {
    enum hv_log_kind kind;
    union {
        struct hv_id id;
        int64_t number;
        uint64_t count;
        enum hv_code code;
    } as;
};

/* Writes a fault by its name; a bare enum is written as its number. */
static inline struct hv_log_value hv_log_code(enum hv_code code)
{
    return (struct hv_log_value){ .kind = HV_LOG_KIND_CODE, .as.code = code };
}

static inline struct hv_log_value hv_log_id(struct hv_id id)
{
    return (struct hv_log_value){ .kind = HV_LOG_KIND_ID, .as.id = id };
}

static inline struct hv_log_value hv_log_int(int64_t number)
{
    return (struct hv_log_value){ .kind = HV_LOG_KIND_INT, .as.number = number };
}

static inline struct hv_log_value hv_log_uint(uint64_t count)
{
    return (struct hv_log_value){ .kind = HV_LOG_KIND_UINT, .as.count = count };
}

static inline struct hv_log_value hv_log_bool(bool yes)
{
    return (struct hv_log_value){ .kind = HV_LOG_KIND_BOOL, .as.count = yes };
}

static inline struct hv_log_value hv_log_same(struct hv_log_value value)
{
    return value;
}

/* No pointer and no plain char has a row here, and there is no default: that is the point. */
/* clang-format off */
#define HV_LOG_VALUE(value)                                                                        \
    _Generic((value),                                                                              \
        struct hv_id: hv_log_id,                                                                   \
        struct hv_log_value: hv_log_same,                                                          \
        bool: hv_log_bool,                                                                         \
        short: hv_log_int,                                                                         \
        int: hv_log_int,                                                                           \
        long: hv_log_int,                                                                          \
        long long: hv_log_int,                                                                     \
        unsigned char: hv_log_uint,                                                                \
        unsigned short: hv_log_uint,                                                               \
        unsigned int: hv_log_uint,                                                                 \
        unsigned long: hv_log_uint,                                                                \
        unsigned long long: hv_log_uint)(value)
/* clang-format on */

#define HV_LOG_PICK(log, event, a, b, c, d, e, f, count, ...) HV_LOG_##count

#define HV_LOG_LINE(log, event, count, ...) \
    hv_log_line((log), (event), (count), (const struct hv_log_value[]){ __VA_ARGS__ })

#define HV_LOG_0(log, event)       hv_log_line((log), (event), 0, NULL)
#define HV_LOG_1(log, event, a)    HV_LOG_LINE(log, event, 1, HV_LOG_VALUE(a))
#define HV_LOG_2(log, event, a, b) HV_LOG_LINE(log, event, 2, HV_LOG_VALUE(a), HV_LOG_VALUE(b))
#define HV_LOG_3(log, event, a, b, c) \
    HV_LOG_LINE(log, event, 3, HV_LOG_VALUE(a), HV_LOG_VALUE(b), HV_LOG_VALUE(c))
#define HV_LOG_4(log, event, a, b, c, d) \
    HV_LOG_LINE(log, event, 4, HV_LOG_VALUE(a), HV_LOG_VALUE(b), HV_LOG_VALUE(c), HV_LOG_VALUE(d))
#define HV_LOG_5(log, event, a, b, c, d, e)                                                        \
    HV_LOG_LINE(log, event, 5, HV_LOG_VALUE(a), HV_LOG_VALUE(b), HV_LOG_VALUE(c), HV_LOG_VALUE(d), \
                HV_LOG_VALUE(e))
#define HV_LOG_6(log, event, a, b, c, d, e, f)                                                     \
    HV_LOG_LINE(log, event, 6, HV_LOG_VALUE(a), HV_LOG_VALUE(b), HV_LOG_VALUE(c), HV_LOG_VALUE(d), \
                HV_LOG_VALUE(e), HV_LOG_VALUE(f))

void hv_log_line(const struct hv_log *log,
                 enum hv_log_event event,
                 size_t count,
                 const struct hv_log_value *values);

#endif
