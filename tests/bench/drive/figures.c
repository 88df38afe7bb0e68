/* SPDX-License-Identifier: EUPL-1.2 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "drive/bench.h"

#define ROUNDS_MAX 100

static int by_size(const void *a, const void *b)
{
    const double *one = a, *other = b;
    return (*one > *other) - (*one < *other);
}

static double median(double *values, size_t count)
{
    if (count == 0) {
        return nan("");
    }
    qsort(values, count, sizeof values[0], by_size);
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static const json_t *
list_of(const json_t *found, const char *word, enum server_kind server, const char *figure)
{
    const json_t *of_case = json_object_get(found, word);
    return json_object_get(json_object_get(of_case, server_words[server]), figure);
}

double
figure_median(const json_t *found, const char *word, enum server_kind server, const char *figure)
{
    const json_t *list = list_of(found, word, server, figure);
    double values[ROUNDS_MAX];
    size_t count = json_array_size(list);
    count = count < ROUNDS_MAX ? count : ROUNDS_MAX;
    for (size_t i = 0; i < count; i++) {
        values[i] = json_number_value(json_array_get(list, i));
    }
    return median(values, count);
}

double goal_found(const json_t *found, const struct goal *goal)
{
    if (goal->to.word == NULL) {
        return figure_median(found, goal->of.word, goal->of.server, goal->of.figure);
    }
    const json_t *of = list_of(found, goal->of.word, goal->of.server, goal->of.figure);
    const json_t *to = list_of(found, goal->to.word, goal->to.server, goal->to.figure);
    double values[ROUNDS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < ROUNDS_MAX && i < json_array_size(of) && i < json_array_size(to); i++) {
        double base = json_number_value(json_array_get(to, i));
        if (base > 0) {
            values[count++] = json_number_value(json_array_get(of, i)) / base;
        }
    }
    return median(values, count);
}

/* ---- Showing ---- */

static const char *unit_of(const char *figure)
{
    static const struct {
        const char *figure, *unit;
    } units[] = { { "deliveries_s", "deliveries/s" },
                  { "cpu_us", "CPU us each" },
                  { "p50_us", "p50 us" },
                  { "p99_us", "p99 us" },
                  { "whole_p50_us", "p50 us" },
                  { "whole_p99_us", "p99 us" },
                  { "answers_s", "answers/s" },
                  { "answer_p50_us", "answer p50 us" },
                  { "answer_p99_us", "answer p99 us" },
                  { "rss_kb", "kB each" },
                  { "tcp_mb", "TCP MB" },
                  { "rss_mb", "RSS MB" },
                  { "generator", "generator CPU" },
                  { "loop_ms", "longest turn ms" },
                  { "loop_over", "turns > 10 ms" } };
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(units[i].figure, figure) == 0) {
            return units[i].unit;
        }
    }
    return figure;
}

static void print_number(double number)
{
    if (isnan(number)) {
        printf("%16s", "-");
    } else {
        printf("%16.*f", number < 10 ? 2 : number < 1000 ? 1 : 0, number);
    }
}

static void print_case(const json_t *found, const struct bench_case *shown)
{
    char figures[256];
    char *rest;
    const char *names[16];
    size_t count = 0;
    const json_t *of_case = json_object_get(found, shown->word);

    snprintf(figures, sizeof figures, "%s", shown->figures);
    for (char *name = strtok_r(figures, " ", &rest); name != NULL && count < 16;
         name = strtok_r(NULL, " ", &rest)) {
        names[count++] = name;
    }
    printf("\n%s\n%-12s", shown->title, "");
    for (size_t i = 0; i < count; i++) {
        printf("%16s", unit_of(names[i]));
    }
    putchar('\n');
    for (enum server_kind kind = 0; kind < SERVER_KINDS; kind++) {
        if (json_object_get(of_case, server_words[kind]) == NULL) {
            continue;
        }
        printf("%-12s", server_words[kind]);
        for (size_t i = 0; i < count; i++) {
            print_number(figure_median(found, shown->word, kind, names[i]));
        }
        putchar('\n');
    }
}

void print_table(const struct bench *bench)
{
    for (size_t i = 0; i < case_count; i++) {
        if (json_object_get(bench->found, cases[i].word) != NULL) {
            print_case(bench->found, &cases[i]);
        }
    }
}

static bool is_met(const struct goal *goal, double found)
{
    return goal->at_least ? found >= goal->factor : found <= goal->factor;
}

void print_goals(const struct bench *bench)
{
    printf("\n%-46s%10s%10s\n", "Goals (median of the rounds)", "found", "asked");
    for (size_t i = 0; i < goal_count; i++) {
        const struct goal *goal = &goals[i];
        double found = goal_found(bench->found, goal);
        if (!isnan(found)) {
            printf("%-46s%10.2f%4s%6.2f  %s\n", goal->text, found,
                   goal->at_least ? ">=" : "<=", goal->factor,
                   is_met(goal, found) ? "met" : "MISSED");
        }
    }
    if (bench->failed) {
        printf("\nSomething was not measured; what went wrong is said above.\n");
    }
    if (bench->noisy) {
        printf("\nOthers used more than %.0f %% of the machine in some rounds: do not trust these "
               "figures.\n",
               FOREIGN_MAX * 100);
    }
}

void print_against(const struct bench *bench)
{
    json_error_t error;
    json_t *before = json_load_file(bench->against, 0, &error);
    if (before == NULL) {
        give_up("cannot read %s: %s", bench->against, error.text);
    }
    const json_t *old = json_object_get(before, "found");
    printf("\nTo %s (1: the same)\n", bench->against);
    for (size_t i = 0; i < case_count; i++) {
        for (enum server_kind kind = 0; kind < SERVER_KINDS; kind++) {
            char figures[256];
            char *rest;
            snprintf(figures, sizeof figures, "%s", cases[i].figures);
            const char *separator = "";
            for (char *name = strtok_r(figures, " ", &rest); name != NULL;
                 name = strtok_r(NULL, " ", &rest)) {
                double now = figure_median(bench->found, cases[i].word, kind, name);
                double then = figure_median(old, cases[i].word, kind, name);
                if (isnan(now) || isnan(then) || then <= 0) {
                    continue;
                }
                if (separator[0] == '\0') {
                    printf("%-10s%-12s", cases[i].word, server_words[kind]);
                }
                printf("%s%s %.2f", separator, unit_of(name), now / then);
                separator = ", ";
            }
            if (separator[0] != '\0') {
                putchar('\n');
            }
        }
    }
    json_decref(before);
}

/* ---- Keeping ---- */

static json_t *goals_as_json(const struct bench *bench)
{
    json_t *list = json_array();
    for (size_t i = 0; i < goal_count; i++) {
        double found = goal_found(bench->found, &goals[i]);
        if (!isnan(found)) {
            json_array_append_new(list, json_pack("{s:s, s:f, s:f, s:b}", "goal", goals[i].text,
                                                  "found", found, "asked", goals[i].factor, "met",
                                                  (int)is_met(&goals[i], found)));
        }
    }
    return list;
}

void write_result(const struct bench *bench)
{
    char path[2 * PATH_SIZE], date[32];
    time_t now = time(NULL);
    struct tm parts;

    gmtime_r(&now, &parts);
    strftime(date, sizeof date, "%Y-%m-%dT%H%M%SZ", &parts);
    snprintf(path, sizeof path, "%s/%s.json", bench->folder, date);
    json_t *all = json_pack("{s:s, s:b, s:i, s:b, s:i, s:O, s:o}", "date", date, "short",
                            (int)bench->quick, "rounds", (int)bench->rounds, "noisy",
                            (int)bench->noisy, "processors", (int)sysconf(_SC_NPROCESSORS_ONLN),
                            "found", bench->found, "goals", goals_as_json(bench));
    if (json_dump_file(all, path, JSON_INDENT(1) | JSON_REAL_PRECISION(6)) != 0) {
        give_up("cannot write %s", path);
    }
    json_decref(all);
    printf("\nKept in %s\n", path);
}
