/* SPDX-License-Identifier: EUPL-1.2 */
#include <assert.h>

#include "host/group_room.h"
#include "host/house_room.h"

struct hv_room *hv_host_find_room(const struct hv_host *host, struct hv_id log)
{
    for (struct hv_room *room = host->groups; room != NULL; room = room->next) {
        if (room->step != HV_ROOM_CLOSED && hv_id_equal(room->chain.log, log)) {
            return room;
        }
    }
    return NULL;
}

void hv_host_start_rooms(struct hv_host *host)
{
    for (struct hv_room *room = host->groups; room != NULL && host->opening < HV_ROOMS_OPENING_MAX;
         room = room->next) {
        if (room->step == HV_ROOM_QUEUED) {
            host->opening++;
            hv_room_start(room);
        }
    }
}

void hv_host_opening_ended(struct hv_host *host)
{
    assert(host->opening > 0);
    host->opening--;
    hv_host_wake_by(host, hv_host_now(host)); /* rooms that wait are started there */
}

struct hv_room *hv_host_open_group(struct hv_host *host, struct hv_id log)
{
    struct hv_room *room = hv_host_find_room(host, log);

    if (room == NULL) {
        room = hv_group_room_new(host, log);
        if (room == NULL) {
            return NULL;
        }
        room->next = host->groups;
        host->groups = room;
        hv_host_start_rooms(host);
    }
    return room;
}

void hv_host_open_house(struct hv_host *host)
{
    host->house = hv_house_room_new(host);
    if (host->house == NULL) {
        hv_host_opened(host, HV_ENOMEM);
        return;
    }
    host->opening++;
    hv_room_start(&host->house->room);
}

static bool may_be_freed(const struct hv_room *room)
{
    return room->step == HV_ROOM_CLOSED && !hv_chain_is_waiting(&room->chain);
}

static void move_closed(struct hv_host *host)
{
    struct hv_room **place = &host->groups;

    while (*place != NULL) {
        struct hv_room *room = *place;
        if (room->step == HV_ROOM_CLOSED) {
            *place = room->next;
            room->next = host->ending;
            host->ending = room;
        } else {
            place = &room->next;
        }
    }
    host->reap = false;
}

void hv_host_reap_rooms(struct hv_host *host)
{
    struct hv_room **place = &host->ending;

    if (host->reap) {
        move_closed(host);
    }
    while (*place != NULL) {
        struct hv_room *room = *place;
        if (may_be_freed(room)) {
            *place = room->next;
            hv_host_forget_outgoing(host, room);
            room->kind->free(room);
        } else {
            place = &room->next;
        }
    }
    if (host->house != NULL && may_be_freed(&host->house->room)) {
        hv_host_forget_outgoing(host, &host->house->room);
        host->house->room.kind->free(&host->house->room);
        host->house = NULL;
        hv_host_wake_by(host, hv_host_now(host)); /* it failed, and rested: it is tried again */
    }
}

static void free_rooms(struct hv_room *room)
{
    while (room != NULL) {
        struct hv_room *next = room->next;
        /* The journal is not asked any more: it has answered everything, or is gone. */
        room->chain.following = false;
        hv_chain_close(&room->chain);
        hv_pace_free(&room->pace);
        room->kind->end(room);
        room->kind->free(room);
        room = next;
    }
}

void hv_host_free_rooms(struct hv_host *host)
{
    free_rooms(host->groups);
    free_rooms(host->ending);
    if (host->house != NULL) {
        free_rooms(&host->house->room);
    }
}
