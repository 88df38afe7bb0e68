/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"

#include <time.h>

#define EVENING_END_HOUR 4
#define WAIT_MAX_MS      30000

int64_t hv_clock_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t hv_clock_evening_end(int64_t now)
{
    struct tm local;
    time_t seconds = (time_t)(now / 1000);

    localtime_r(&seconds, &local);
    if (local.tm_hour >= EVENING_END_HOUR) {
        local.tm_mday++;
    }
    local.tm_hour = EVENING_END_HOUR;
    local.tm_min = local.tm_sec = 0;
    local.tm_isdst = -1;
    return (int64_t)mktime(&local) * 1000;
}

static void ring(struct hv_alarm *alarm)
{
    uv_idle_stop(&alarm->soon);
    alarm->at = INT64_MAX;
    alarm->on_time(alarm->data);
}

static void on_soon(uv_idle_t *soon)
{
    ring(soon->data);
}

static void on_timer(uv_timer_t *timer)
{
    struct hv_alarm *alarm = timer->data;
    int64_t now = hv_clock_now();

    if (now >= alarm->at || now < alarm->set_at) {
        ring(alarm);
    } else {
        hv_alarm_set(alarm, alarm->at);
    }
}

void hv_alarm_init(uv_loop_t *loop, struct hv_alarm *alarm, void (*on_time)(void *data), void *data)
{
    *alarm = (struct hv_alarm){ .at = INT64_MAX, .on_time = on_time, .data = data };
    uv_timer_init(loop, &alarm->timer);
    uv_idle_init(loop, &alarm->soon);
    alarm->timer.data = alarm->soon.data = alarm;
}

/* Timers of the loop stand still while a laptop sleeps, and know nothing of a clock that is set: so
 * no wait is long, and the clock decides. And a timer of 0 ms that is started in a timer's callback
 * is called in the same turn, for ever; an idle handle waits for the next. */
void hv_alarm_set(struct hv_alarm *alarm, int64_t at)
{
    alarm->at = at;
    alarm->set_at = hv_clock_now();
    uv_timer_stop(&alarm->timer);
    uv_idle_stop(&alarm->soon);
    if (at == INT64_MAX) {
        return;
    }
    int64_t delay = at - alarm->set_at;
    if (delay <= 0) {
        uv_idle_start(&alarm->soon, on_soon);
        return;
    }
    uv_update_time(alarm->timer.loop);
    uv_timer_start(&alarm->timer, on_timer, delay > WAIT_MAX_MS ? WAIT_MAX_MS : (uint64_t)delay, 0);
}

void hv_alarm_close(struct hv_alarm *alarm)
{
    uv_close((uv_handle_t *)&alarm->timer, NULL);
    uv_close((uv_handle_t *)&alarm->soon, NULL);
}
