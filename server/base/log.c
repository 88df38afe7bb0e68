/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/log.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include <time.h>

/* Holds the longest line that the map allows; test_log.c writes it. */
#define LINE_SIZE 512

struct line {
    char text[LINE_SIZE];
    size_t size;
};

static const struct {
    enum hv_log_level level;
    const char *name;
    const char *keys;
} events[] = {
#define EVENT_ROW(constant, weight, name, keys) { HV_LOG_LEVEL_##weight, name, keys },
    HV_LOG_EVENT_MAP(EVENT_ROW)
#undef EVENT_ROW
};

static const struct {
    const char *name;
    enum hv_log_level level;
} levels[] = {
    { "error", HV_LOG_LEVEL_ERROR },   { "warning", HV_LOG_LEVEL_WARNING },
    { "notice", HV_LOG_LEVEL_NOTICE }, { "info", HV_LOG_LEVEL_INFO },
    { "debug", HV_LOG_LEVEL_DEBUG },
};

static int64_t system_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void write_to_file(void *to, const char *line, size_t size)
{
    FILE *file = to;

    /* A log that cannot be written must not stop an evening: the results are not looked at. */
    fwrite(line, 1, size, file);
    fflush(file);
}

void hv_log_to_file(struct hv_log *log, FILE *file, enum hv_log_level least)
{
    *log = (struct hv_log){ .least = least, .write = write_to_file, .to = file, .now = system_now };
}

bool hv_log_level_from_name(const char *name, enum hv_log_level *ret)
{
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        if (strcmp(name, levels[i].name) == 0) {
            *ret = levels[i].level;
            return true;
        }
    }
    return false;
}

static void add(struct line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(struct line *line, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    int added =
        vsnprintf(line->text + line->size, sizeof line->text - line->size, format, arguments);
    va_end(arguments);
    assert(added >= 0 && (size_t)added < sizeof line->text - line->size);
    line->size += (size_t)added;
}

static void add_time(struct line *line, int64_t now)
{
    time_t seconds = (time_t)(now / 1000);
    struct tm utc;
    char text[32];

    gmtime_r(&seconds, &utc);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
    add(line, "at=%s.%03dZ", text, (int)(now % 1000));
}

static void add_value(struct line *line, const struct hv_log_value *value)
{
    char hex[HV_ID_HEX_SIZE + 1];

    switch (value->kind) {
    case HV_LOG_KIND_ID:
        hv_id_to_hex(value->as.id, hex);
        add(line, "%s", hex);
        break;
    case HV_LOG_KIND_INT:
        add(line, "%" PRId64, value->as.number);
        break;
    case HV_LOG_KIND_UINT:
        add(line, "%" PRIu64, value->as.count);
        break;
    case HV_LOG_KIND_BOOL:
        add(line, "%s", value->as.count != 0 ? "yes" : "no");
        break;
    case HV_LOG_KIND_CODE:
        add(line, "%s", hv_code_name(value->as.code));
        break;
    }
}

static size_t key_count(const char *keys)
{
    size_t count = *keys != '\0';

    for (; *keys != '\0'; keys++) {
        count += *keys == ' ';
    }
    return count;
}

/* Adds one value under the first key of `keys`; returns the keys that are left. */
static const char *add_pair(struct line *line, const char *keys, const struct hv_log_value *value)
{
    size_t size = strcspn(keys, " ");

    add(line, " %.*s=", (int)size, keys);
    add_value(line, value);
    return keys[size] == ' ' ? keys + size + 1 : keys + size;
}

void hv_log_line(const struct hv_log *log,
                 enum hv_log_event event,
                 size_t count,
                 const struct hv_log_value *values)
{
    assert((size_t)event < HV_LOG_EVENT_COUNT);
    /* Asked of left out lines too: a wrong call must not wait for the day its level is on. */
    assert(count == key_count(events[event].keys));
    if (log == NULL || events[event].level > log->least) {
        return;
    }
    struct line line = { .size = 0 };
    const char *keys = events[event].keys;

    add(&line, "<%d>", (int)events[event].level);
    add_time(&line, log->now());
    add(&line, " event=%s", events[event].name);
    for (size_t i = 0; i < count; i++) {
        keys = add_pair(&line, keys, &values[i]);
    }
    add(&line, "\n");
    log->write(log->to, line.text, line.size);
}
