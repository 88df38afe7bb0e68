/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Time: a tick draws what is dirty and sends what is due; when something else is to be done it is a
 * round, which looks at every member and every room.
 */
#include "host/beat.h"
#include "host/group_room.h"
#include "host/house_room.h"

static void ask_wake(struct hv_host *host, int64_t at)
{
    if (at < host->wake) {
        host->wake = at;
        host->config.ports.wake_at(host->config.ports.data, at);
    }
}

void hv_host_wake_by(struct hv_host *host, int64_t at)
{
    if (at < host->next_round) {
        host->next_round = at;
    }
    ask_wake(host, at);
}

void hv_host_outgoing(struct hv_host *host, struct hv_room *room)
{
    if (room->outgoing) {
        return;
    }
    room->outgoing = true;
    room->next_outgoing = NULL;
    *host->outgoing_last = room;
    host->outgoing_last = &room->next_outgoing;
    ask_wake(host, hv_host_now(host));
}

void hv_host_mark_dirty(struct hv_host *host, struct hv_room *room)
{
    room->dirty = true;
    hv_host_outgoing(host, room);
}

void hv_host_forget_outgoing(struct hv_host *host, struct hv_room *room)
{
    struct hv_room **place = &host->outgoing;

    while (*place != NULL && *place != room) {
        place = &(*place)->next_outgoing;
    }
    if (*place != NULL) {
        *place = room->next_outgoing;
        if (host->outgoing_last == &room->next_outgoing) {
            host->outgoing_last = place;
        }
    }
    room->outgoing = false;
}

/* Just past each full hour, so that an evening's keys go when the evening ends. */
void hv_host_sweep(struct hv_host *host, int64_t now)
{
    host->next_sweep = (now / HV_SWEEP_MS + 1) * HV_SWEEP_MS + 1;
    hv_host_wake_by(host, host->next_sweep);
    hv_host_sweep_keys(host, now);
    for (struct hv_room *room = host->groups; room != NULL; room = room->next) {
        hv_room_drop_ended_keys(room, now);
    }
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t look_at_member(struct hv_member *member, int64_t now)
{
    int64_t hello_by = member->connected_at + HV_MEMBER_HELLO_MS;
    int64_t read_by = member->busy_since + HV_MEMBER_STALL_MS;

    if (member->step == HV_MEMBER_ANSWERED) {
        if (member->answer_at > now) {
            return member->answer_at;
        }
        hv_beat_answer(member);
    } else if (member->step == HV_MEMBER_NEW) {
        if (hello_by > now) {
            return hello_by;
        }
        hv_member_dismiss(member, HV_FAREWELL_TOO_SLOW);
    } else if (member->step == HV_MEMBER_IN && member->busy) {
        if (read_by > now) {
            return read_by;
        }
        hv_log(member->host->config.log, HV_LOG_CONNECTION_SLOW, member->number,
               member->reply_count);
        hv_member_dismiss(member, HV_FAREWELL_TOO_SLOW);
    } else if (member->step == HV_MEMBER_DISMISSED && member->farewell != NULL) {
        if (read_by > now) {
            return read_by;
        }
        hv_frame_release(member->farewell); /* it would never take it */
        member->farewell = NULL;
        member->reason = HV_FAREWELL_TOO_SLOW;
        hv_member_part(member);
    }
    return INT64_MAX;
}

static int64_t look_at_members(struct hv_host *host, int64_t now)
{
    int64_t next = INT64_MAX;

    for (struct hv_member *member = host->members; member != NULL; member = member->next) {
        next = sooner(next, look_at_member(member, now));
    }
    return next;
}

/* Being open, it sees to it itself; and the index hears what comes next. */
static void wake_group(struct hv_host *host, struct hv_id log)
{
    struct hv_room *room = hv_host_open_group(host, log);

    if (room != NULL && hv_group_room_is_ready(room)) {
        hv_house_room_deadline(host, log, hv_group_room_deadline(room, hv_host_now(host)));
    }
}

/* Groups whose deadline has come are opened. */
static int64_t wake_groups(struct hv_host *host, int64_t now)
{
    const struct hv_house *house = hv_house_room_house(host);
    const struct hv_house_group *known;
    int64_t next = INT64_MAX;

    for (uint32_t i = 0; house != NULL && (known = hv_house_group(house, i)) != NULL; i++) {
        if (known->ended || known->deadline == INT64_MAX) {
            continue;
        }
        if (known->deadline > now) {
            next = sooner(next, known->deadline);
        } else {
            wake_group(host, known->log);
        }
    }
    return next;
}

static int64_t look_at_rooms(struct hv_host *host, int64_t now)
{
    int64_t next = wake_groups(host, now);

    hv_host_start_rooms(host);
    hv_host_bring_arrivals(host);
    hv_arena_reset(&host->turn);
    for (struct hv_room *room = host->groups; room != NULL; room = room->next) {
        next = sooner(next, hv_room_tick(room, now));
        hv_arena_reset(&host->turn);
    }
    if (host->house != NULL) {
        next = sooner(next, hv_room_tick(&host->house->room, now));
    } else if (host->open_decided) {
        hv_host_open_house(host);
    }
    return next;
}

static void look_at_all(struct hv_host *host, int64_t now)
{
    int64_t next = look_at_members(host, now);

    next = sooner(next, look_at_rooms(host, now));
    if (host->next_sweep <= now) {
        hv_host_sweep(host, now);
    }
    hv_host_wake_by(host, sooner(next, host->next_sweep));
}

static void draw_when_dirty(struct hv_room *room)
{
    if (room->dirty) {
        room->dirty = false;
        if (room->step == HV_ROOM_LIVE) {
            room->kind->draw(room);
        }
    }
}

static uint64_t work_done(const struct hv_host *host)
{
    return host->counts.panes_drawn + host->counts.frames_sent;
}

/* Drawing makes members due, and being sent something may make the room dirty. */
static void send_outgoing(struct hv_host *host)
{
    uint64_t enough = work_done(host) + HV_TURN_WORK_MAX;

    while (host->outgoing != NULL && work_done(host) < enough) {
        struct hv_room *room = host->outgoing;
        struct hv_member *member;
        draw_when_dirty(room);
        while (work_done(host) < enough && (member = hv_room_next_due(room)) != NULL) {
            hv_member_flush(member);
        }
        if (room->due == NULL && !room->dirty) {
            hv_host_forget_outgoing(host, room);
        }
        hv_arena_reset(&host->turn);
    }
    if (host->outgoing != NULL) {
        ask_wake(host, hv_host_now(host));
    }
}

/* By a clock that was set back the next sweep would be as late as that. */
static void notice_clock(struct hv_host *host, int64_t now)
{
    if (host->next_sweep > now + HV_SWEEP_MS + 1) {
        host->next_sweep = host->next_round = now;
    }
}

void hv_host_tick(struct hv_host *host)
{
    hv_host_enter(host);
    if (!host->closing) {
        int64_t now = hv_host_now(host);
        host->wake = INT64_MAX;
        notice_clock(host, now);
        if (host->next_round <= now) {
            host->next_round = INT64_MAX;
            look_at_all(host, now);
        }
        send_outgoing(host);
        hv_host_wake_by(host, host->next_round);
    }
    hv_host_leave(host);
}
