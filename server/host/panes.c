/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Drawing: which panes somebody reads now, what they look like now, and who has not got that yet. A
 * pane's frame is made anew only when its body differs, and is there only while somebody is to get
 * it.
 */
#include <assert.h>
#include <stdlib.h>

#include "host/group_room.h"

static struct hv_drawn *find_or_add(struct hv_group_room *group_room, struct hv_pane_key key)
{
    for (uint32_t i = 0; i < group_room->drawn_count; i++) {
        struct hv_drawn *drawn = group_room->drawn[i];
        if (drawn->key.kind == key.kind && drawn->key.number == key.number) {
            return drawn;
        }
    }
    assert(group_room->drawn_count < HV_DRAWN_MAX);
    struct hv_drawn *drawn = calloc(1, sizeof *drawn);
    if (drawn != NULL) {
        drawn->key = key;
        drawn->epoch = group_room->epoch;
        group_room->drawn[group_room->drawn_count++] = drawn;
    }
    return drawn;
}

void hv_group_room_forget_looks(struct hv_group_room *group_room)
{
    for (uint32_t i = 0; i < group_room->drawn_count; i++) {
        if (group_room->drawn[i]->frame == NULL) {
            memset(group_room->drawn[i]->hash, 0, sizeof group_room->drawn[i]->hash);
        }
    }
}

void hv_group_room_forget_drawn(struct hv_group_room *group_room)
{
    for (uint32_t i = 0; i < group_room->drawn_count; i++) {
        hv_frame_release(group_room->drawn[i]->frame);
        free(group_room->drawn[i]);
    }
    group_room->drawn_count = 0;
}

/* ---- Who reads what ---- */

static struct hv_shown *
find_shown(struct hv_shown *shown, uint32_t count, const struct hv_drawn *drawn)
{
    for (uint32_t i = 0; i < count; i++) {
        if (shown[i].drawn == drawn) {
            return &shown[i];
        }
    }
    return NULL;
}

/* What the member has of a pane that it reads: what it got before, also when it was about to be
 * told that this is gone. */
static uint64_t revision_kept(struct hv_member *member,
                              struct hv_shown *before,
                              uint32_t before_count,
                              const struct hv_drawn *drawn)
{
    const struct hv_shown *shown = find_shown(before, before_count, drawn);
    if (shown != NULL) {
        return shown->revision;
    }
    struct hv_shown *gone = find_shown(member->gone, member->gone_count, drawn);
    if (gone == NULL) {
        return 0;
    }
    uint64_t revision = gone->revision;
    *gone = member->gone[--member->gone_count];
    return revision;
}

/* A pane that is not read any more is taken away; who reads it again gets it again. */
static void choose_panes(struct hv_group_room *group_room, struct hv_member *member)
{
    struct hv_pane_key keys[HV_PANES_MAX];
    struct hv_shown before[HV_PANES_MAX];
    uint32_t before_count = member->shown_count;
    uint32_t count = hv_group_panes(group_room->group, member->device, keys);

    memcpy(before, member->shown, before_count * sizeof before[0]);
    member->shown_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct hv_drawn *drawn = find_or_add(group_room, keys[i]);
        if (drawn == NULL) {
            continue;
        }
        uint64_t revision = revision_kept(member, before, before_count, drawn);
        member->shown[member->shown_count++] =
            (struct hv_shown){ .drawn = drawn, .revision = revision };
        drawn->wanting += keys[i].kind != HV_PANE_WORK || revision == 0;
    }
    for (uint32_t i = 0; i < before_count; i++) {
        if (before[i].revision > 0 &&
            find_shown(member->shown, member->shown_count, before[i].drawn) == NULL) {
            assert(member->gone_count < HV_PANES_MAX);
            member->gone[member->gone_count++] = before[i];
        }
    }
}

/* Who was removed has to go; who is something else than it was welcomed as comes in anew. */
static enum hv_farewell reason_to_leave(const struct hv_group_room *group_room,
                                        struct hv_member *member)
{
    struct hv_device_facts facts;

    if (!hv_group_device_facts(group_room->group, member->device, &facts) || facts.removed) {
        return HV_FAREWELL_REMOVED;
    }
    member->placed_by = facts.placed_by;
    return hv_group_room_is_as_welcomed(member, &facts) ? 0 : HV_FAREWELL_PLACED;
}

static void choose_for(struct hv_group_room *group_room, struct hv_member *member)
{
    enum hv_farewell reason = reason_to_leave(group_room, member);

    if (reason == HV_FAREWELL_REMOVED) {
        hv_member_dismiss(member, reason);
    } else if (reason != 0) {
        hv_member_dismiss_after_replies(member, reason);
    } else {
        choose_panes(group_room, member);
    }
}

static void choose_all(struct hv_group_room *group_room)
{
    struct hv_member *member = group_room->room.members;

    for (uint32_t i = 0; i < group_room->drawn_count; i++) {
        group_room->drawn[i]->wanting = 0;
    }
    while (member != NULL) {
        struct hv_member *next = member->room_next;
        if (member->step == HV_MEMBER_IN) {
            choose_for(group_room, member);
        }
        member = next;
    }
}

/* ---- What they look like ---- */

enum hv_code hv_group_room_presence(const struct hv_group_room *group_room, struct hv_presence *ret)
{
    uint32_t count = (uint32_t)hv_group_device_count(group_room->group) + 1;
    bool *online = hv_arena_array(&group_room->room.host->turn, count, sizeof *online);

    if (online == NULL) {
        return HV_ENOMEM;
    }
    for (const struct hv_member *member = group_room->room.members; member != NULL;
         member = member->room_next) {
        if (member->step == HV_MEMBER_IN && member->device < count) {
            online[member->device] = true;
        }
    }
    *ret = (struct hv_presence){ .device_online = online, .device_count = count };
    return HV_OK;
}

static enum hv_code encode(const struct hv_group_room *group_room,
                           const struct hv_presence *presence,
                           struct hv_pane_key key,
                           struct hv_bytes *ret_body)
{
    struct hv_arena *arena = &group_room->room.host->turn;
    struct hv_pane pane;

    enum hv_code code = hv_group_view(group_room->group, presence, key, arena, &pane);
    return code == HV_OK ? hv_codec_pane(group_room->group, &pane, arena, ret_body) : code;
}

void hv_drawn_let_go(struct hv_drawn *drawn)
{
    hv_frame_release(drawn->frame);
    drawn->frame = NULL;
}

static enum hv_code
renew(const struct hv_group_room *group_room, struct hv_drawn *drawn, struct hv_bytes body)
{
    uint8_t hash[HV_HASH_SIZE];
    struct hv_bytes bytes;

    hv_vault_hash(body, hash);
    bool same = memcmp(hash, drawn->hash, sizeof hash) == 0;
    if (same && drawn->frame != NULL) {
        return HV_OK;
    }
    uint64_t revision = drawn->revision + !same;
    enum hv_code code = hv_codec_pane_frame(drawn->key, group_room->epoch, revision, body,
                                            &group_room->room.host->turn, &bytes);
    if (code != HV_OK) {
        return code;
    }
    struct hv_frame *frame = hv_frame_new(bytes);
    if (frame == NULL) {
        return HV_ENOMEM;
    }
    hv_frame_release(drawn->frame);
    drawn->frame = frame;
    drawn->revision = revision;
    memcpy(drawn->hash, hash, sizeof hash);
    return HV_OK;
}

static enum hv_code
draw(struct hv_group_room *group_room, const struct hv_presence *presence, struct hv_drawn *drawn)
{
    struct hv_host *host = group_room->room.host;
    struct hv_bytes body;

    enum hv_code code = encode(group_room, presence, drawn->key, &body);
    if (code == HV_OK) {
        host->counts.panes_drawn++;
        code = renew(group_room, drawn, body);
    }
    if (code == HV_ETOOBIG && !drawn->too_big) {
        host->counts.faults++;
        hv_log(host->config.log, HV_LOG_LIMIT_REACHED, HV_FRAME_OUT_MAX);
    }
    drawn->too_big = code == HV_ETOOBIG;
    if (code == HV_ENOTFOUND || code == HV_ETOOBIG) {
        hv_drawn_let_go(drawn); /* nobody gets what was true before */
        memset(drawn->hash, 0, sizeof drawn->hash);
        return HV_OK;
    }
    return code;
}

/* A frame that is there was drawn before what changed since. */
static bool may_differ(const struct hv_group_room *group_room, const struct hv_drawn *drawn)
{
    uint32_t unit = hv_group_pane_unit(group_room->group, drawn->key);

    return drawn->frame == NULL || unit == 0 || (unit & group_room->units_changed) != 0;
}

static void draw_wanted(struct hv_group_room *group_room)
{
    struct hv_presence presence;

    enum hv_code code = hv_group_room_presence(group_room, &presence);
    for (uint32_t i = 0; code == HV_OK && i < group_room->drawn_count; i++) {
        struct hv_drawn *drawn = group_room->drawn[i];
        if (drawn->wanting == 0) {
            hv_drawn_let_go(drawn);
        } else if (may_differ(group_room, drawn)) {
            code = draw(group_room, &presence, drawn);
        }
    }
    group_room->units_changed = 0;
    if (code != HV_OK) {
        hv_room_fail(&group_room->room, code);
    }
}

void hv_group_room_draw(struct hv_room *room)
{
    struct hv_group_room *group_room = (struct hv_group_room *)room;

    if (!hv_group_room_is_ready(room)) {
        return;
    }
    choose_all(group_room);
    hv_definitions_refresh(&group_room->definitions, group_room->group, room->host);
    draw_wanted(group_room);
    for (struct hv_member *member = room->members; member != NULL; member = member->room_next) {
        hv_member_due_for_panes(member);
    }
}
