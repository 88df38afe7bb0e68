/* SPDX-License-Identifier: EUPL-1.2 */
#include "load/inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "load/link.h"

#define TURNS     "houvast_loop_turn_seconds_bucket{le=\""
#define RECORDS   "houvast_journal_batch_records_sum "
#define SLOW      "houvast_links_slow_total "
#define COMMITS   "houvast_journal_batch_records_count "
#define BLOCKED_S 0.01

static FILE *ask(const char *path)
{
    static const char request[] = "GET /metrics HTTP/1.1\r\nHost: houvast\r\n\r\n";
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (strlen(path) >= sizeof address.sun_path) {
        give_up("%s is too long for a socket", path);
    }
    memcpy(address.sun_path, path, strlen(path));
    if (connect(fd, (const struct sockaddr *)&address, sizeof address) != 0 ||
        send(fd, request, sizeof request - 1, MSG_NOSIGNAL) != (ssize_t)sizeof request - 1) {
        give_up("%s does not answer", path);
    }
    return fdopen(fd, "r");
}

static void read_line(const char *line, struct inside *inside)
{
    if (strncmp(line, RECORDS, strlen(RECORDS)) == 0) {
        inside->records = strtod(line + strlen(RECORDS), NULL);
    } else if (strncmp(line, SLOW, strlen(SLOW)) == 0) {
        inside->slow = strtod(line + strlen(SLOW), NULL);
    } else if (strncmp(line, COMMITS, strlen(COMMITS)) == 0) {
        inside->commits = strtod(line + strlen(COMMITS), NULL);
    } else if (strncmp(line, TURNS, strlen(TURNS)) == 0 && inside->count < INSIDE_BUCKETS_MAX) {
        char *end;
        inside->ends[inside->count] = strtod(line + strlen(TURNS), &end);
        inside->turns[inside->count++] = strtod(end + strlen("\"}"), NULL);
    }
}

void inside_look(const char *path, struct inside *ret)
{
    char line[512];

    *ret = (struct inside){ .count = 0 };
    if (path == NULL) {
        return;
    }
    FILE *page = ask(path);
    while (page != NULL && fgets(line, sizeof line, page) != NULL) {
        read_line(line, ret);
    }
    if (page == NULL || ret->count == 0) {
        give_up("%s says nothing of the loop", path);
    }
    fclose(page);
}

/* The highest bucket is that of turns without end: its own end is taken as the one before. */
static double end_of(const struct inside *inside, uint32_t bucket)
{
    return isinf(inside->ends[bucket]) && bucket > 0 ? inside->ends[bucket - 1]
                                                     : inside->ends[bucket];
}

void inside_report(json_t *found, const struct inside *from, const struct inside *to)
{
    double over = 0;
    double highest = 0;

    if (to->count == 0) {
        return;
    }
    for (uint32_t i = 0; i < to->count; i++) {
        double below = i > 0 ? to->turns[i - 1] - from->turns[i - 1] : 0;
        double here = to->turns[i] - from->turns[i] - below;
        highest = here > 0 ? end_of(to, i) : highest;
        over += to->ends[i] > BLOCKED_S ? here : 0;
    }
    json_object_set_new(found, "loop_ms", json_real(highest * 1000));
    json_object_set_new(found, "loop_over", json_real(over));
    json_object_set_new(found, "dropped", json_real(to->slow - from->slow));
    if (to->commits > from->commits) {
        json_object_set_new(
            found, "batch",
            json_real((to->records - from->records) / (to->commits - from->commits)));
    }
}
