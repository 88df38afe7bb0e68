/* SPDX-License-Identifier: EUPL-1.2 */
/* What was found, for a later run to compare with. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "drive/bench.h"

static json_t *goals_as_json(const struct bench *bench)
{
    json_t *list = json_array();
    for (size_t i = 0; i < goal_count; i++) {
        const struct goal *goal = &goals[i];
        double found = goal_found(bench->found, goal);
        if (isnan(found)) {
            continue;
        }
        json_t *one = json_pack("{s:s, s:f}", "goal", goal->text, "found", found);
        if (goal->factor >= 0) {
            json_object_set_new(one, goal->at_least ? "at_least" : "at_most",
                                json_real(goal->factor));
            json_object_set_new(one, "met", json_boolean(goal_is_met(goal, found)));
        }
        json_array_append_new(list, one);
    }
    return list;
}

void begin_result(struct bench *bench)
{
    time_t now = time(NULL);
    struct tm parts;

    gmtime_r(&now, &parts);
    strftime(bench->date, sizeof bench->date, "%Y-%m-%dT%H%M%SZ", &parts);
    snprintf(bench->result, sizeof bench->result, "%s/%s.json", bench->folder, bench->date);
}

/* Whoever looks meanwhile finds it whole. */
void write_result(const struct bench *bench)
{
    char next[2 * PATH_SIZE + 8];
    json_t *all =
        json_pack("{s:s, s:b, s:i, s:b, s:b, s:i, s:O, s:o}", "date", bench->date, "short",
                  (int)bench->quick, "rounds", (int)bench->rounds, "noisy", (int)bench->noisy,
                  "failed", (int)bench->failed, "processors", (int)sysconf(_SC_NPROCESSORS_ONLN),
                  "found", bench->found, "goals", goals_as_json(bench));
    snprintf(next, sizeof next, "%s.next", bench->result);
    if (json_dump_file(all, next, JSON_INDENT(1) | JSON_REAL_PRECISION(6)) != 0 ||
        rename(next, bench->result) != 0) {
        say("cannot write %s", bench->result);
    }
    json_decref(all);
}
