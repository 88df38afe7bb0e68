/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The clock of the wall, and an alarm set by it. Times are UTC ms, as everywhere in the host.
 */
#ifndef HV_CLOCK_H
#define HV_CLOCK_H

#include <stdint.h>
#include <uv.h>

int64_t hv_clock_now(void);

/* The next 04:00 after `now`, in the local time zone. */
int64_t hv_clock_evening_end(int64_t now);

struct hv_alarm {
    uv_timer_t timer;
    uv_idle_t soon;
    int64_t at;
    int64_t set_at;
    void (*on_time)(void *data);
    void *data;
};

/* Two handles on `loop`, until hv_alarm_close; the alarm must outlive their closing. Not set yet.
 */
void hv_alarm_init(uv_loop_t *loop,
                   struct hv_alarm *alarm,
                   void (*on_time)(void *data),
                   void *data);

/* Call on_time once, at `at` or soon when that has passed, or when the clock was set back
 * meanwhile: in the next turn of the loop, never in this one, so that a caller who always asks
 * again lets everything else go on. A later call replaces this one; INT64_MAX: never. */
void hv_alarm_set(struct hv_alarm *alarm, int64_t at);
void hv_alarm_close(struct hv_alarm *alarm);

#endif
