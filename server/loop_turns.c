/* SPDX-License-Identifier: EUPL-1.2 */
#include "loop_turns.h"

#include <assert.h>

/* libuv calls what events ask for from inside its polling, so a check handle comes too late to tell
 * waiting from working. From one prepare to the next all is work but for what the loop itself
 * counts as idle. */
static void on_prepare(uv_prepare_t *prepare)
{
    struct hv_loop_turns *turns = prepare->data;
    uint64_t now = uv_hrtime();
    uint64_t idle = uv_metrics_idle_time(prepare->loop);
    uint64_t passed = now - turns->at;
    uint64_t waited = idle - turns->idle;

    hv_histogram_add(&turns->worked, passed > waited ? passed - waited : 0);
    turns->at = now;
    turns->idle = idle;
}

void hv_loop_turns_start(uv_loop_t *loop, struct hv_loop_turns *turns)
{
    int rc = uv_loop_configure(loop, UV_METRICS_IDLE_TIME);

    assert(rc == 0);
    (void)rc;
    hv_histogram_init(&turns->worked, &hv_buckets_of_time);
    uv_prepare_init(loop, &turns->prepare);
    turns->prepare.data = turns;
    turns->at = uv_hrtime();
    turns->idle = uv_metrics_idle_time(loop);
    uv_prepare_start(&turns->prepare, on_prepare);
    uv_unref((uv_handle_t *)&turns->prepare);
}

void hv_loop_turns_stop(struct hv_loop_turns *turns)
{
    uv_close((uv_handle_t *)&turns->prepare, NULL);
}
