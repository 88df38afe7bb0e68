/* SPDX-License-Identifier: EUPL-1.2 */
/* Who waits for work that takes long: words of seats wait apart, and take no place of a login. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "codec/record.h"
#include "host/host.h"
#include "host/jobs.h"
#include "houvast/v1/wire.pb-c.h"
#include "journal/memory.h"
#include "vault/vault.h"

#include "host_world.h"

enum {
    WORDS = HV_JOBS_RUNNING_MAX + HV_JOBS_YIELDING_MAX, /* two of them run at once */
    LOGINS = HV_JOBS_WAITING_MAX,
    ALL = WORDS + LOGINS
};

struct task {
    struct hv_job job; /* first */
    struct queue *queue;
    unsigned number;
};

struct queue {
    struct task tasks[ALL + 2];
    unsigned done[ALL + 2]; /* their numbers, in the order in which they were done */
    unsigned done_count, dropped;
};

static void on_work(struct hv_job *job)
{
    (void)job;
}

static void on_done(struct hv_job *job)
{
    struct task *task = (struct task *)job;

    task->queue->done[task->queue->done_count++] = task->number;
}

static void on_drop(struct hv_job *job)
{
    ((struct task *)job)->queue->dropped++;
}

static bool add(struct world *world, struct queue *queue, unsigned number, bool yields)
{
    struct task *task = &queue->tasks[number];

    *task = (struct task){
        .job = { .work = on_work, .done = on_done, .drop = on_drop, .yields = yields },
        .queue = queue,
        .number = number,
    };
    return hv_jobs_add(world->host, &task->job);
}

/* As many as there is room for, and one of each too many. */
static void fill(struct world *world, struct queue *queue)
{
    world->holds_jobs = true;
    for (unsigned i = 0; i < WORDS; i++) {
        assert_true(add(world, queue, i, true));
    }
    assert_false(add(world, queue, ALL, true));
    for (unsigned i = 0; i < LOGINS; i++) {
        assert_true(add(world, queue, WORDS + i, false));
    }
    assert_false(add(world, queue, ALL + 1, false));
    assert_false(add(world, queue, ALL, true));
}

static void a_login_goes_before_all_words_that_wait(void **state)
{
    struct world world;
    struct queue queue = { .done_count = 0 };

    (void)state;
    world_open(&world);
    fill(&world, &queue);
    world.holds_jobs = false;
    world_run(&world);
    assert_int_equal(world.jobs_at_once, HV_JOBS_RUNNING_MAX);
    assert_int_equal(queue.done_count, ALL);
    for (unsigned i = 0; i < ALL; i++) {
        bool ran = i < HV_JOBS_RUNNING_MAX; /* before anyone logged in */
        bool login = !ran && i < HV_JOBS_RUNNING_MAX + LOGINS;

        assert_int_equal(queue.done[i], ran     ? i
                                        : login ? WORDS + i - HV_JOBS_RUNNING_MAX
                                                : i - LOGINS);
    }
    assert_int_equal(queue.dropped, 0);
    world_close(&world);
}

/* In neither lane does anyone wait for a place in the other. */
static void each_lane_has_room_again_when_one_of_its_own_began(void **state)
{
    struct world world;
    struct queue queue = { .done_count = 0 };

    (void)state;
    world_open(&world);
    fill(&world, &queue);
    assert_true(world_work(&world)); /* the first login begins */
    assert_false(add(&world, &queue, ALL, true));
    assert_true(add(&world, &queue, ALL + 1, false));
    world.holds_jobs = false;
    world_run(&world);
    assert_int_equal(queue.done_count, ALL + 1);
    assert_int_equal(queue.done[LOGINS + HV_JOBS_RUNNING_MAX], ALL + 1);
    world_close(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_login_goes_before_all_words_that_wait),
        cmocka_unit_test(each_lane_has_room_again_when_one_of_its_own_began),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
