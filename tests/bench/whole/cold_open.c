/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * W8: how long it takes until a facilitator has everything on the screen, of a group that sleeps on
 * a server that was just started: from Hello to the last pane. Two groups: one evening, meeting 1
 * with eight couples, played by `houvast rehearse` over real connections; and a course of 16 seats
 * and 40,000 records, eight evenings a week apart, lived in this process (life.h), the last of them
 * yesterday. The course is opened by a real server, and connecting is in the figure. So soon after
 * an evening a server does not let its group sleep; so that one is opened in this process, on a
 * clock that says tomorrow. The disk is not cold: what the kernel knows of the files it keeps.
 *
 *     cold_open <houvastd> <houvast> <source folder> [rounds [records of the course]]
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "crowd.h"
#include "server.h"
#include "whole/life.h"

#define COUPLES    8
#define EVENINGS   8
#define EXERCISES  4 /* an evening */
#define DAY_MS     (24 * HOUR_MS)
#define SAVE_MS    10000
#define QUIET_MS   300 /* after so long without a pane, the one before was the last */
#define ROUNDS_MAX 99

static struct crowd crowd;

static double now_ms_exactly(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* ---- Two groups ---- */

struct known_group {
    struct server server;
    uint8_t token[HV_TOKEN_SIZE]; /* of a facilitator */
    uint64_t records;
};

struct search {
    uint8_t log[16];
    bool found;
    uint8_t token[HV_TOKEN_SIZE];
    bool entered;
};

static void on_groups(struct guest *guest, const struct hv_client_page *page)
{
    struct search *search = guest->data;

    if (page->groups != NULL && page->groups->n_rows == 1 && page->groups->rows[0]->log.len == 16) {
        memcpy(search->log, page->groups->rows[0]->log.data, 16);
        search->found = true;
    }
}

static void on_entered(struct guest *guest, const struct hv_client_reply *reply)
{
    struct search *search = guest->data;

    if (reply->token != NULL) {
        memcpy(search->token, reply->token, HV_TOKEN_SIZE);
        search->entered = true;
    }
}

static bool is_found(void *data)
{
    return ((const struct search *)data)->found;
}

static bool is_in(void *data)
{
    return ((const struct search *)data)->entered;
}

/* The owner goes into the only group there is. */
static void enter_group(struct known_group *known)
{
    Houvast__V1__CatalogueRead read = HOUVAST__V1__CATALOGUE_READ__INIT;
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    Houvast__V1__EnterGroup enter = HOUVAST__V1__ENTER_GROUP__INIT;
    struct search search = { .found = false };

    crowd_open(&crowd, known->server.owner);
    struct guest *owner = crowd_join(&crowd, crowd.address.token);
    owner->data = &search;
    owner->on_page = on_groups;
    read.kind = HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_GROUPS;
    assert_int_equal(hv_client_catalogue_read(owner->client, &read, NULL), HV_CLIENT_OK);
    crowd_wait(&crowd, is_found, &search, "the group was found");
    enter.log = (ProtobufCBinaryData){ .data = search.log, .len = sizeof search.log };
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_ENTER_GROUP;
    command.enter_group = &enter;
    owner->on_reply = on_entered;
    assert_int_equal(hv_client_house_command(owner->client, &command, owner->asked), HV_CLIENT_OK);
    crowd_wait(&crowd, is_in, &search, "the owner went in");
    memcpy(known->token, search.token, HV_TOKEN_SIZE);
    crowd_close(&crowd);
}

static void make_evening(struct known_group *known)
{
    static struct program_outcome outcome;
    char link[PROGRAM_PATH];
    unsigned long long done = 0;
    const char *const arguments[] = { "rehearse", link,     "--fast", "--couples", "8",
                                      "--json",   "--seed", "7",      NULL };

    server_make(&known->server);
    server_start(&known->server);
    path_join(link, known->server.data, "owner.link");
    program_run(&(struct program_order){ .path = program_client(), .arguments = arguments },
                &outcome);
    const char *acknowledged = strstr(outcome.output, "\"acknowledged\":");
    if (outcome.end.exit_code != 0 || acknowledged == NULL ||
        sscanf(acknowledged, "\"acknowledged\": %llu", &done) != 1) {
        give_up("the rehearsal failed: %s%s", outcome.error, outcome.output);
    }
    known->records = done;
    enter_group(known);
    server_stop(&known->server);
}

static void do_turns(struct group *group, bool (*turns)(struct group *group, uint32_t turn))
{
    for (uint32_t turn = 0; turns(group, turn); turn++) {
        life_settle(group->leader.life);
    }
    life_settle(group->leader.life);
}

static bool begin_first(struct group *group, uint32_t turn)
{
    return group_begin(group, turn, true);
}

static bool begin_again(struct group *group, uint32_t turn)
{
    return group_begin(group, turn, false);
}

static void live_evening(struct group *group, uint32_t saves)
{
    struct life *life = group->leader.life;

    for (uint32_t i = 0; i < EXERCISES; i++) {
        do_turns(group, group_push);
        for (uint32_t save = 1; save <= saves; save++) {
            life_pass(life, SAVE_MS);
            group_save(group, save % 2, save, 40 + 300 * save / saves);
            life_settle(life);
        }
        group_close_envelopes(group);
        life_settle(life);
    }
    Houvast__V1__EndMeeting end = HOUVAST__V1__END_MEETING__INIT;
    device_do(&group->leader, HOUVAST__V1__COMMAND__WHAT_END_MEETING, &end.base);
    group->step = 0;
}

static void make_course(struct known_group *known, uint32_t records)
{
    static struct life life;
    static struct group group;
    struct hv_host_counts counts;
    char programmes[PROGRAM_PATH];
    uint32_t saves = records / (EVENINGS * EXERCISES * 2 * COUPLES);

    server_make(&known->server);
    path_join(programmes, getenv("HV_SOURCE_DIR"), "programmes");
    life_open(&life, known->server.data, programmes,
              (int64_t)time(NULL) * 1000 - ((EVENINGS - 1) * 7 + 1) * DAY_MS);
    group_make(&group, &life, COUPLES);
    for (uint32_t i = 0; i < EVENINGS; i++) {
        if (i > 0) {
            life_pass(&life, 7 * DAY_MS - EXERCISES * saves * SAVE_MS);
        }
        do_turns(&group, i == 0 ? begin_first : begin_again);
        live_evening(&group, saves);
    }
    hv_host_counts(life.host, &counts);
    known->records = counts.records;
    memcpy(known->token, group.leader.token, HV_TOKEN_SIZE);
    group_leave(&group);
    life_close(&life);
}

/* ---- Opening ---- */

/* Milliseconds until the last pane was sent, in this process and a day later. */
static double open_tomorrow(struct known_group *known)
{
    static struct life life;
    struct device facilitator;
    char programmes[PROGRAM_PATH];

    path_join(programmes, getenv("HV_SOURCE_DIR"), "programmes");
    life_open(&life, known->server.data, programmes, (int64_t)time(NULL) * 1000 + DAY_MS);
    life_settle(&life);
    double began = now_ms_exactly();
    device_enter(&facilitator, &life, known->token);
    life_settle(&life);
    double took = now_ms_exactly() - began;
    if (life.frames < 3) { /* welcome, stage, board */
        give_up("the facilitator did not get its panes");
    }
    device_leave(&facilitator);
    life_close(&life);
    return took;
}

static void on_turn(uv_timer_t *timer)
{
    (void)timer; /* it makes the loop turn */
}

/* Milliseconds until the last pane came. */
static double open_cold(struct known_group *known)
{
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];

    hv_client_token_format(known->token, token);
    server_start(&known->server);
    crowd_open(&crowd, known->server.owner);
    double began = now_ms_exactly();
    double last = began;
    double end = began + 20000;
    uint64_t panes = 0;
    struct guest *guest = crowd_approach(&crowd, token);
    uv_timer_start(&crowd.patience, on_turn, 20, 20);
    while (now_ms_exactly() < end) {
        uv_run(&crowd.loop, UV_RUN_ONCE);
        if (guest->panes != panes) {
            panes = guest->panes;
            last = now_ms_exactly();
            end = last + QUIET_MS;
        }
    }
    uv_timer_stop(&crowd.patience);
    if (guest_board(guest) == NULL || guest_stage(guest) == NULL) {
        give_up("the facilitator did not get its panes");
    }
    crowd_close(&crowd);
    server_stop(&known->server);
    return last - began;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

static double
median_of(struct known_group *known, double (*open)(struct known_group *), uint32_t rounds)
{
    double times[ROUNDS_MAX];

    for (uint32_t i = 0; i < rounds; i++) {
        times[i] = open(known);
    }
    qsort(times, rounds, sizeof times[0], compare);
    return times[rounds / 2];
}

int main(int argc, char **argv)
{
    static struct known_group evening, course;
    uint32_t rounds = argc > 4 ? (uint32_t)strtoul(argv[4], NULL, 10) : 5;
    uint32_t records = argc > 5 ? (uint32_t)strtoul(argv[5], NULL, 10) : 40000;

    if (argc < 4 || rounds == 0 || rounds > ROUNDS_MAX) {
        give_up("usage: cold_open <houvastd> <houvast> <source folder> [rounds [records]]");
    }
    setenv("HV_HOUVASTD", argv[1], 1);
    setenv("HV_HOUVAST", argv[2], 1);
    setenv("HV_SOURCE_DIR", argv[3], 1);
    make_evening(&evening);
    make_course(&course, records);
    double of_evening = median_of(&evening, open_tomorrow, rounds);
    double of_course = median_of(&course, open_cold, rounds);
    printf(
        "{\"workload\": \"W8\", \"rounds\": %u, \"evening_records\": %llu, \"evening_ms\": %.1f, "
        "\"course_records\": %llu, \"course_ms\": %.1f}\n",
        rounds, (unsigned long long)evening.records, of_evening, (unsigned long long)course.records,
        of_course);
    server_remove(&evening.server);
    server_remove(&course.server);
    return 0;
}
