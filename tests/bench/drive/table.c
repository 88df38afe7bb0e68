/* SPDX-License-Identifier: EUPL-1.2 */
/* What was found, for people to read. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "drive/bench.h"

#define COLUMNS_MAX 16
#define WORDS_MAX   256

struct columns {
    char text[WORDS_MAX];
    const char *names[COLUMNS_MAX];
    size_t count;
};

static void read_columns(const struct bench_case *shown, struct columns *ret)
{
    char *rest;
    ret->count = 0;
    snprintf(ret->text, sizeof ret->text, "%s", shown->figures);
    for (char *name = strtok_r(ret->text, " ", &rest); name != NULL && ret->count < COLUMNS_MAX;
         name = strtok_r(NULL, " ", &rest)) {
        ret->names[ret->count++] = name;
    }
}

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
                  { "batch", "records/commit" },
                  { "rss_kb", "kB each" },
                  { "tcp_mb", "TCP MB" },
                  { "generator", "generator CPU" },
                  { "logins_s", "all in after s" },
                  { "rests", "told to rest" },
                  { "evening_records", "evening records" },
                  { "evening_ms", "evening ms" },
                  { "course_records", "course records" },
                  { "course_ms", "course ms" },
                  { "records_per_group", "records/group" },
                  { "cpu_ms_per_group_hour", "CPU ms/group" },
                  { "cpu_us_per_record", "CPU us/record" },
                  { "memory_bytes_per_group", "bytes/group" },
                  { "memory_bytes_per_group_begun", "at its start" },
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
    struct columns columns;
    const json_t *of_case = json_object_get(found, shown->word);

    read_columns(shown, &columns);
    printf("\n%s\n%-12s", shown->title, "");
    for (size_t i = 0; i < columns.count; i++) {
        printf("%16s", unit_of(columns.names[i]));
    }
    putchar('\n');
    for (enum server_kind kind = 0; kind < SERVER_KINDS; kind++) {
        const json_t *rounds = json_object_get(of_case, server_words[kind]);
        size_t failed = rounds_failed(found, shown->word, kind);
        if (rounds == NULL) {
            continue;
        }
        printf("%-12s", server_words[kind]);
        for (size_t i = 0; i < columns.count && failed < json_array_size(rounds); i++) {
            print_number(figure_median(found, shown->word, kind, columns.names[i]));
        }
        if (failed > 0) {
            printf("    FAILED %zu of %zu rounds", failed, json_array_size(rounds));
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

static void print_goal(const struct goal *goal, double found)
{
    printf("%-48s%10.2f", goal->text, found);
    if (goal->factor < 0) {
        puts("            reported");
    } else {
        printf("%4s%7.2f  %s\n", goal->at_least ? ">=" : "<=", goal->factor,
               goal_is_met(goal, found) ? "met" : "MISSED");
    }
}

void print_goals(const struct bench *bench)
{
    printf("\n%-48s%10s%11s\n", "Goals (medians of the rounds)", "found", "asked");
    for (size_t i = 0; i < goal_count; i++) {
        const struct goal *goal = &goals[i];
        double found = goal_found(bench->found, goal);
        if (!isnan(found)) {
            print_goal(goal, found);
        } else if (json_object_get(bench->found, goal->of.word) != NULL) {
            printf("%-48s%10s            not measured\n", goal->text, "-");
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

static void print_row_against(const json_t *now,
                              const json_t *before,
                              const struct bench_case *shown,
                              enum server_kind kind)
{
    struct columns columns;
    const char *separator = "";

    read_columns(shown, &columns);
    for (size_t i = 0; i < columns.count; i++) {
        const char *name = columns.names[i];
        double here = figure_median(now, shown->word, kind, name);
        double there = figure_median(before, shown->word, kind, name);
        if (isnan(here) || isnan(there) || there <= 0) {
            continue;
        }
        if (separator[0] == '\0') {
            printf("%-18s%-12s", shown->word, server_words[kind]);
        }
        printf("%s%s %.2f", separator, unit_of(name), here / there);
        separator = ", ";
    }
    if (separator[0] != '\0') {
        putchar('\n');
    }
}

void print_against(const struct bench *bench, const json_t *before)
{
    const json_t *found = json_object_get(before, "found");

    printf("\nTo %s (1: the same)\n", bench->against);
    for (size_t i = 0; i < case_count; i++) {
        for (enum server_kind kind = 0; kind < SERVER_KINDS; kind++) {
            print_row_against(bench->found, found, &cases[i], kind);
        }
    }
}
