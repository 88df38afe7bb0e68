/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which requests go together, as transcripts: what waits, and what each batch takes of it. A letter
 * is a request: a-f append to the log of that name, A-F end it, 1-6 read it, P puts a key, X
 * destroys one, L loads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "journal/batch.h"
#include "tests/contract/store.h"

static struct hv_job *job_of(char letter)
{
    enum hv_job_kind kind = HV_JOB_APPEND;
    uint64_t log = 0;

    if (letter == 'P') {
        kind = HV_JOB_PUT;
    } else if (letter == 'X') {
        kind = HV_JOB_DESTROY;
    } else if (letter == 'L') {
        kind = HV_JOB_LOAD;
    } else if (letter >= 'A' && letter <= 'F') {
        kind = HV_JOB_END;
        log = (uint64_t)(letter - 'A');
    } else if (letter >= '1' && letter <= '6') {
        kind = HV_JOB_READ;
        log = (uint64_t)(letter - '1');
    } else {
        log = (uint64_t)(letter - 'a');
    }
    struct hv_job *job = hv_job_new(kind, 0);
    job->log = id_of(2, log);
    job->count = 1;
    job->position = (uint64_t)letter;
    return job;
}

static void add(struct hv_job_list *list, const char *letters)
{
    for (; *letters != '\0'; letters++) {
        hv_job_list_push(list, job_of(*letters));
    }
}

static char *write_out(const struct hv_job_list *list, char *to)
{
    for (const struct hv_job *job = list->first; job != NULL; job = job->next) {
        *to++ = (char)job->position;
    }
    return to;
}

/* "puts|appends|reads|destroys" */
static void take(struct hv_job_list *waiting, char *ret)
{
    struct hv_batch batch;
    struct hv_job_list *parts[] = { &batch.puts, &batch.appends, &batch.reads, &batch.destroys };

    hv_batch_take(waiting, HV_BATCH_ROWS, &batch);
    for (size_t i = 0; i < 4; i++) {
        ret = write_out(parts[i], ret);
        *ret++ = i < 3 ? '|' : '\0';
        hv_job_list_clear(parts[i]);
    }
}

static void batches_keep_the_promised_order(void **state)
{
    static const struct {
        const char *waiting;
        const char *batches[4];
    } rows[] = {
        { "abc", { "|abc||" } },        { "aPb", { "P|ab||" } }, /* a put may come earlier */
        { "PaX", { "P|a||X" } },                                 /* a destruction comes last */
        { "aXb", { "|a||X", "|b||" } }, /* and nothing before it that came after it */
        { "XPX", { "|||X", "P|||X" } }, { "XXa", { "|||XX", "|a||" } },
        { "XL", { "|||X", "||L|" } },   { "a1bA2", { "|abA|12|" } },
        { "PLaPX", { "PP|a|L|X" } },
    };
    char taken[64];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hv_job_list waiting = { 0 };
        add(&waiting, rows[i].waiting);
        for (size_t j = 0; j < 4 && rows[i].batches[j] != NULL; j++) {
            take(&waiting, taken);
            assert_string_equal(taken, rows[i].batches[j]);
        }
        assert_int_equal(waiting.count, 0);
        assert_null(waiting.first);
    }
}

/* One log with a long queue: another log's request is in the first batch all the same, and a
 * destruction waits for what was asked before it. */
static void a_long_queue_holds_up_nobody_else(void **state)
{
    struct hv_job_list waiting = { 0 };
    struct hv_batch batch;
    uint32_t batches = 0;

    (void)state;
    for (uint32_t i = 0; i < 8000; i++) {
        add(&waiting, "a");
    }
    add(&waiting, "bcAX");
    hv_batch_take(&waiting, HV_BATCH_ROWS, &batch);
    assert_int_equal(batch.appends.count, HV_BATCH_PER_LOG + 2);
    assert_int_equal(batch.destroys.count, 0);
    assert_int_equal(batch.appends.last->position, 'c');
    while (batch.destroys.count == 0) {
        assert_true(batch.appends.count > 0);
        hv_job_list_clear(&batch.appends);
        hv_batch_take(&waiting, HV_BATCH_ROWS, &batch);
        batches++;
    }
    assert_int_equal(batch.appends.last->position, 'A');
    assert_int_equal(batches, 8000 / HV_BATCH_PER_LOG);
    hv_job_list_clear(&batch.appends);
    hv_job_list_clear(&batch.destroys);
}

static void a_batch_is_bounded(void **state)
{
    struct hv_job_list waiting = { 0 };
    struct hv_batch batch;

    (void)state;
    for (uint64_t i = 0; i < 2000; i++) {
        struct hv_job *job = job_of(i % 2 == 0 ? 'a' : '1');
        job->log = id_of(3, i);
        hv_job_list_push(&waiting, job);
    }
    hv_batch_take(&waiting, HV_BATCH_ROWS, &batch);
    uint32_t rows = batch.appends.count + HV_BATCH_READ * batch.reads.count;
    assert_in_range(rows, HV_BATCH_ROWS - HV_BATCH_READ + 1, HV_BATCH_ROWS);
    assert_int_equal(waiting.count + batch.appends.count + batch.reads.count, 2000);
    hv_job_list_clear(&batch.appends);
    hv_job_list_clear(&batch.reads);
    hv_job_list_clear(&waiting);
}

/* More than a batch may hold, in one request: it goes, alone. */
static void one_large_request_is_a_batch(void **state)
{
    struct hv_job_list waiting = { 0 };
    struct hv_batch batch;

    (void)state;
    add(&waiting, "PPa");
    waiting.first->count = 5000;
    hv_batch_take(&waiting, HV_BATCH_ROWS, &batch);
    assert_int_equal(batch.puts.count, 1);
    assert_int_equal(batch.appends.count, 0);
    hv_job_list_clear(&batch.puts);
    hv_batch_take(&waiting, HV_BATCH_ROWS, &batch);
    assert_int_equal(batch.puts.count, 1);
    assert_int_equal(batch.appends.count, 1);
    hv_job_list_clear(&batch.puts);
    hv_job_list_clear(&batch.appends);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(batches_keep_the_promised_order),
        cmocka_unit_test(a_long_queue_holds_up_nobody_else),
        cmocka_unit_test(a_batch_is_bounded),
        cmocka_unit_test(one_large_request_is_a_batch),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
