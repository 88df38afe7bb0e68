/* SPDX-License-Identifier: EUPL-1.2 */
#include "load/kernel.h"

#include <dirent.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SECOND       UINT64_C(1000000000)
#define IDLE_MS_MAX  10000
#define IDLE_LOOK_MS 200
#define IDLE_LOOKS   3              /* one after the other */
#define IDLE_NS_MAX  (SECOND / 500) /* in that time */

uint64_t kernel_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * SECOND + (uint64_t)now.tv_nsec;
}

/* The number behind `word` in a small file; 0: neither is there. */
static uint64_t number_in(const char *path, const char *word)
{
    char text[8192];
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return 0;
    }
    size_t size = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[size] = '\0';
    const char *found = strstr(text, word);
    return found != NULL ? strtoull(found + strlen(word), NULL, 10) : 0;
}

uint64_t kernel_cpu(pid_t process)
{
    char path[300];
    uint64_t sum = 0;

    snprintf(path, sizeof path, "/proc/%d/task", (int)process);
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return 0;
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] != '.') {
            snprintf(path, sizeof path, "/proc/%d/task/%.200s/schedstat", (int)process,
                     entry->d_name);
            sum += number_in(path, "");
        }
    }
    closedir(folder);
    return sum;
}

void kernel_wait_idle(pid_t process)
{
    uint64_t before = kernel_cpu(process);
    unsigned quiet = 0;
    for (uint64_t waited = 0; quiet < IDLE_LOOKS && waited < IDLE_MS_MAX; waited += IDLE_LOOK_MS) {
        poll(NULL, 0, IDLE_LOOK_MS);
        uint64_t now = kernel_cpu(process);
        quiet = now - before < IDLE_NS_MAX ? quiet + 1 : 0;
        before = now;
    }
}

uint64_t kernel_memory(pid_t process)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)process);
    return number_in(path, "Rss:") * 1024;
}

uint64_t kernel_tcp_memory(void)
{
    char text[4096] = "";
    FILE *file = fopen("/proc/net/sockstat", "re");
    uint64_t pages = 0;
    if (file == NULL) {
        return 0;
    }
    while (fgets(text, sizeof text, file) != NULL) {
        const char *found = strncmp(text, "TCP:", 4) == 0 ? strstr(text, " mem ") : NULL;
        if (found != NULL) {
            pages = strtoull(found + 5, NULL, 10);
        }
    }
    fclose(file);
    return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* What all processors did but rest: their rest is measured, what they do is sampled at each tick of
 * the clock, which sees far too much of work that begins with one. */
uint64_t kernel_busy(void)
{
    uint64_t ticks[5] = { 0 }; /* user, nice, system, idle, iowait */
    FILE *file = fopen("/proc/stat", "re");
    if (file == NULL) {
        return 0;
    }
    int found = fscanf(file, "cpu %lu %lu %lu %lu %lu", &ticks[0], &ticks[1], &ticks[2], &ticks[3],
                       &ticks[4]);
    fclose(file);
    uint64_t rest = (ticks[3] + ticks[4]) * (SECOND / (uint64_t)sysconf(_SC_CLK_TCK));
    return found == 5 ? kernel_now() * (uint64_t)sysconf(_SC_NPROCESSORS_ONLN) - rest : 0;
}

void kernel_look(pid_t server, struct kernel_moment *ret)
{
    *ret = (struct kernel_moment){ .at = kernel_now(),
                                   .busy = kernel_busy(),
                                   .server = kernel_cpu(server),
                                   .own = kernel_cpu(getpid()) };
}

double kernel_foreign(const struct kernel_moment *from, const struct kernel_moment *to)
{
    double all = (double)(to->at - from->at) * (double)sysconf(_SC_NPROCESSORS_ONLN);
    double foreign = (double)(to->busy - from->busy) - (double)(to->server - from->server) -
                     (double)(to->own - from->own);
    return all > 0 && foreign > 0 ? foreign / all : 0;
}
