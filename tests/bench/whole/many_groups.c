/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * W9: many groups live at once, eight couples each, and one rehearsed hour in fast time: two
 * exercises, in which everyone types for ten minutes (a save each ten seconds) and closes the
 * envelope. The real core, codec, host, vault and SQLite journal with its fsync, without sockets:
 * what a frame costs on its way out is W1's. The clock is virtual; the figures are the processor's,
 * of all threads, with the frames of the commands made and the replies read in it too.
 *
 *     many_groups <empty folder> <programmes> [groups [saves of a seat]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "life.h"

#define EVENING   INT64_C(1763665200000) /* 2025-11-20 19:00 UTC */
#define COUPLES   8
#define EXERCISES 2
#define SAVE_MS   10000
#define TEXT_MAX  400
#define AT_ONCE   50 /* groups of which everyone asks in the same moment */

static struct life life;

static double processor_seconds(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static double resident_bytes(void)
{
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");

    if (file == NULL || fscanf(file, "%*u %lu", &pages) != 1) {
        give_up("no /proc/self/statm");
    }
    fclose(file);
    return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

static uint64_t records(void)
{
    struct hv_host_counts counts;

    hv_host_counts(life.host, &counts);
    return counts.records;
}

static void settle_now_and_then(uint32_t i)
{
    if (i % AT_ONCE == AT_ONCE - 1) {
        life_settle(&life);
    }
}

/* All groups do the same one after the other, with one command a device. */
static void all_begin(struct group *groups, uint32_t count)
{
    bool goes_on = true;

    for (uint32_t turn = 0; goes_on; turn++) {
        for (uint32_t i = 0; i < count; i++) {
            goes_on = group_begin(&groups[i], turn, true);
            settle_now_and_then(i);
        }
        life_settle(&life);
    }
}

static void all_play(struct group *groups, uint32_t count, uint32_t saves)
{
    bool goes_on = true;

    for (uint32_t turn = 0; goes_on; turn++) {
        for (uint32_t i = 0; i < count; i++) {
            goes_on = group_push(&groups[i], turn);
            settle_now_and_then(i);
        }
        life_settle(&life);
    }
    for (uint32_t save = 1; save <= saves; save++) {
        life_pass(&life, SAVE_MS);
        for (uint32_t i = 0; i < count; i++) {
            group_save(&groups[i], save % 2, save, save * TEXT_MAX / saves);
            settle_now_and_then(i);
        }
        life_settle(&life);
    }
    for (uint32_t i = 0; i < count; i++) {
        group_close_envelopes(&groups[i]);
        settle_now_and_then(i);
    }
    life_settle(&life);
}

int main(int argc, char **argv)
{
    uint32_t count = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 2000;
    uint32_t saves = argc > 4 ? (uint32_t)strtoul(argv[4], NULL, 10) : 60;

    if (argc < 3 || count == 0 || saves < EXERCISES) {
        give_up("usage: many_groups <empty folder> <programmes> [groups [saves of a seat]]");
    }
    life_open(&life, argv[1], argv[2], EVENING);
    struct group *groups = calloc(count, sizeof *groups);
    if (groups == NULL) {
        give_up("no memory");
    }
    memset(groups, 1, count * sizeof *groups); /* ours, and in memory from here on */
    double empty = resident_bytes();
    for (uint32_t i = 0; i < count; i++) {
        group_make(&groups[i], &life, COUPLES);
    }
    all_begin(groups, count);
    double began = processor_seconds();
    double full = resident_bytes();
    uint64_t stored = records();
    uint64_t frames = life.frames;
    int64_t at = life.now;
    for (uint32_t i = 0; i < EXERCISES; i++) {
        all_play(groups, count, saves / EXERCISES);
    }
    life_pass(&life, at + HOUR_MS - life.now);
    double took = processor_seconds() - began;
    double after = resident_bytes();
    stored = records() - stored;
    frames = life.frames - frames;
    printf(
        "{\"workload\": \"W9\", \"groups\": %u, \"couples\": %d, \"journal\": \"sqlite\", "
        "\"records_per_group\": %.0f, \"frames_per_group\": %.0f, \"cpu_ms_per_group_hour\": %.2f, "
        "\"cpu_us_per_record\": %.2f, \"cpu_share\": %.4f, \"memory_bytes_per_group_begun\": %.0f, "
        "\"memory_bytes_per_group\": %.0f}\n",
        count, COUPLES, (double)stored / count, (double)frames / count, took * 1e3 / count,
        took * 1e6 / (double)stored, took / 3600, (full - empty) / count, (after - empty) / count);
    for (uint32_t i = 0; i < count; i++) {
        group_leave(&groups[i]);
    }
    life_close(&life);
    free(groups);
    return 0;
}
