/* SPDX-License-Identifier: EUPL-1.2 */
#include "host/member.h"

#include <assert.h>
#include <stdlib.h>

#include "host/beat.h"
#include "host/room.h"
#include "host/secret_job.h"

#define CLOSE_STATUS 4000 /* + the reason, as in the close frame */

struct hv_member *hv_member_new(struct hv_host *host, void *link)
{
    struct hv_member *member = calloc(1, sizeof *member);

    if (member == NULL) {
        return NULL;
    }
    member->host = host;
    member->link = link;
    member->number = ++host->members_ever;
    member->step = HV_MEMBER_NEW;
    member->connected_at = hv_host_now(host);
    member->last = &member->first;
    member->reply_last = &member->reply_first;
    member->next = host->members;
    if (member->next != NULL) {
        member->next->previous = member;
    }
    host->members = member;
    host->counts.members++;
    return member;
}

static void drop_reply(struct hv_member *member)
{
    struct hv_waiting_reply *reply = member->reply_first;

    member->reply_first = reply->next;
    if (member->reply_first == NULL) {
        member->reply_last = &member->reply_first;
    }
    member->reply_count--;
    hv_frame_release(reply->frame);
    free(reply);
}

static void drop_outgoing(struct hv_member *member)
{
    hv_frame_release(member->welcome);
    member->welcome = NULL;
    member->definitions = NULL;
    while (member->reply_first != NULL) {
        drop_reply(member);
    }
    member->shown_count = 0;
    member->gone_count = 0;
}

static void drop_head(struct hv_member *member)
{
    struct hv_queued *head = member->first;

    member->first = head->next;
    if (member->first == NULL) {
        member->last = &member->first;
    }
    member->queued--;
    member->held = false;
    member->enters = false;
    hv_secret_job_release(member);
    explicit_bzero(head->bytes, head->size);
    free(head);
}

static void drop_queue(struct hv_member *member)
{
    while (member->first != NULL) {
        drop_head(member);
    }
}

static void leave(struct hv_member *member)
{
    if (member->room != NULL) {
        hv_room_member_left(member->room, member);
    }
    drop_outgoing(member);
    drop_queue(member);
}

void hv_member_free(struct hv_member *member)
{
    struct hv_host *host = member->host;

    leave(member);
    hv_frame_release(member->farewell);
    if (member->previous != NULL) {
        member->previous->next = member->next;
    } else {
        host->members = member->next;
    }
    if (member->next != NULL) {
        member->next->previous = member->previous;
    }
    host->counts.members--;
    explicit_bzero(&member->hello, sizeof member->hello);
    explicit_bzero(member->answer, sizeof member->answer);
    free(member);
}

/* ---- What it sent ---- */

bool hv_member_queue(struct hv_member *member, enum hv_message_kind kind, struct hv_bytes frame)
{
    if (member->queued == HV_MEMBER_COMMANDS_MAX) {
        hv_member_dismiss(member, HV_FAREWELL_TOO_FAST);
        return false;
    }
    struct hv_queued *queued = malloc(sizeof *queued + frame.size);
    if (queued == NULL) {
        hv_member_dismiss(member, HV_FAREWELL_TOO_FAST);
        return false;
    }
    *queued = (struct hv_queued){ .kind = kind, .size = (uint32_t)frame.size };
    memcpy(queued->bytes, frame.data, frame.size);
    *member->last = queued;
    member->last = &queued->next;
    member->queued++;
    return true;
}

void hv_member_answered(struct hv_member *member)
{
    assert(member->first != NULL);
    drop_head(member);
}

/* ---- What it gets ---- */

/* False: it was dismissed. */
static bool add_reply(struct hv_member *member, enum hv_code code, struct hv_bytes bytes)
{
    struct hv_frame *frame = code == HV_OK ? hv_frame_new(bytes) : NULL;
    struct hv_waiting_reply *reply = calloc(1, sizeof *reply);

    if (member->reply_count == HV_MEMBER_REPLIES_MAX) {
        hv_member_flush(member);
    }
    if (frame == NULL || reply == NULL || member->reply_count == HV_MEMBER_REPLIES_MAX) {
        bool slow = frame != NULL && reply != NULL;

        hv_frame_release(frame);
        free(reply);
        member->host->counts.faults += !slow;
        hv_member_dismiss(member, slow ? HV_FAREWELL_TOO_SLOW : HV_FAREWELL_FAILED);
        return false;
    }
    reply->frame = frame;
    *member->reply_last = reply;
    member->reply_last = &reply->next;
    member->reply_count++;
    return true;
}

static void push_reply(struct hv_member *member, enum hv_code code, struct hv_bytes bytes)
{
    if (add_reply(member, code, bytes)) {
        hv_member_answered(member);
        hv_member_due(member);
    }
}

static void send_reply(struct hv_member *member, const struct hv_reply *reply)
{
    struct hv_bytes bytes = { .data = NULL, .size = 0 };

    member->host->counts.replies++;
    member->host->counts.refusals += reply->refusal != HV_REFUSAL_NONE;
    enum hv_code code = hv_codec_reply(reply, &member->host->turn, &bytes);
    push_reply(member, code, bytes);
}

void hv_member_reply(struct hv_member *member,
                     struct hv_id id,
                     enum hv_refusal refusal,
                     uint32_t number,
                     const uint8_t *token)
{
    send_reply(member, &(struct hv_reply){
                           .id = id, .refusal = refusal, .number = number, .token = token });
}

void hv_member_reply_ticket(struct hv_member *member,
                            struct hv_id id,
                            const uint8_t ticket[HV_TICKET_SIZE])
{
    struct hv_reply reply = { .id = id };

    memcpy(reply.ticket, ticket, sizeof reply.ticket);
    send_reply(member, &reply);
    explicit_bzero(&reply, sizeof reply);
}

void hv_member_send_page(struct hv_member *member, struct hv_bytes page)
{
    member->host->counts.replies++;
    push_reply(member, HV_OK, page);
}

void hv_member_tell_token(struct hv_member *member, const uint8_t token[HV_TOKEN_SIZE])
{
    struct hv_bytes bytes = { .data = NULL, .size = 0 };

    enum hv_code code = hv_codec_admission(token, &member->host->turn, &bytes);
    if (!add_reply(member, code, bytes)) {
        return;
    }
    hv_member_flush(member); /* outside of a room nobody is due */
    member->step = HV_MEMBER_NEW;
    member->admitted = true;
    member->connected_at = hv_host_now(member->host);
    hv_host_wake_by(member->host, member->connected_at + HV_MEMBER_HELLO_MS);
}

static void leave_answered(struct hv_member *member)
{
    hv_member_answered(member);
    if (member->room != NULL) {
        hv_room_member_left(member->room, member);
    }
}

void hv_member_admit(struct hv_member *member, const uint8_t token[HV_TOKEN_SIZE])
{
    leave_answered(member);
    if (member->answer_at == 0) {
        hv_member_tell_token(member, token);
    } else {
        hv_beat_admit(member, token);
    }
}

void hv_member_reject(struct hv_member *member, enum hv_farewell reason)
{
    struct hv_bytes frame = { .data = member->first->bytes, .size = member->first->size };
    struct hv_error error = { .code = HV_OK };
    struct hv_message message;

    if (member->answer_at == 0 || reason == HV_FAREWELL_FAILED ||
        hv_codec_message_decode(frame, &member->host->turn, &error, &message) != HV_OK) {
        hv_member_dismiss(member, reason);
        return;
    }
    hv_beat_admit_nowhere(member, &message, reason);
    leave_answered(member);
}

void hv_member_welcome(struct hv_member *member, const struct hv_welcome *welcome)
{
    struct hv_bytes bytes = { .data = NULL, .size = 0 };

    enum hv_code code = hv_codec_welcome(welcome, &member->host->turn, &bytes);
    explicit_bzero(member->hello.secret, sizeof member->hello.secret); /* it has served */
    member->welcome = code == HV_OK ? hv_frame_new(bytes) : NULL;
    if (member->welcome == NULL) {
        member->host->counts.faults++;
        hv_member_dismiss(member, HV_FAREWELL_FAILED);
        return;
    }
    member->step = HV_MEMBER_IN;
    hv_member_due(member);
}

/* False: the link did not take it, and hv_host_writable will come. */
static bool offer(struct hv_member *member, struct hv_frame *frame)
{
    struct hv_host *host = member->host;

    if (host->config.ports.send(host->config.ports.data, member->link, frame)) {
        host->counts.frames_sent++;
        return true;
    }
    member->busy = true;
    member->busy_since = hv_host_now(host);
    hv_host_wake_by(host, member->busy_since + HV_MEMBER_STALL_MS);
    return false;
}

static bool send_welcome(struct hv_member *member)
{
    if (member->welcome == NULL) {
        return true;
    }
    if (!offer(member, member->welcome)) {
        return false;
    }
    hv_frame_release(member->welcome);
    member->welcome = NULL;
    return true;
}

static bool send_definitions(struct hv_member *member)
{
    const struct hv_definitions *definitions = member->definitions;

    for (uint32_t i = 0; definitions != NULL && i < definitions->count; i++) {
        if (definitions->entries[i].sequence <= member->definitions_sent) {
            continue;
        }
        if (!offer(member, definitions->entries[i].frame)) {
            return false;
        }
        member->definitions_sent = definitions->entries[i].sequence;
    }
    return true;
}

static bool send_replies(struct hv_member *member)
{
    while (member->reply_first != NULL) {
        if (!offer(member, member->reply_first->frame)) {
            return false;
        }
        drop_reply(member);
    }
    return true;
}

/* Work goes out once, when the seat was unlocked or its device came back. */
static bool is_due(const struct hv_shown *shown)
{
    if (shown->drawn->frame == NULL) {
        return false;
    }
    return shown->drawn->key.kind == HV_PANE_WORK ? shown->revision == 0
                                                  : shown->revision != shown->drawn->revision;
}

/* What a device may no longer see is taken off its screen, not left there. */
static bool send_gone(struct hv_member *member)
{
    struct hv_bytes bytes;

    while (member->gone_count > 0) {
        const struct hv_shown *gone = &member->gone[member->gone_count - 1];
        enum hv_code code =
            hv_codec_pane_frame(gone->drawn->key, gone->drawn->epoch, gone->revision,
                                (struct hv_bytes){ 0 }, &member->host->turn, &bytes);
        struct hv_frame *frame = code == HV_OK ? hv_frame_new(bytes) : NULL;
        if (frame == NULL) {
            hv_member_dismiss(member, HV_FAREWELL_FAILED);
            return false;
        }
        bool sent = offer(member, frame);
        hv_frame_release(frame);
        if (!sent) {
            return false;
        }
        member->gone_count--;
    }
    return true;
}

static void note_work_sent(struct hv_drawn *drawn)
{
    assert(drawn->wanting > 0);
    drawn->wanting--;
    if (drawn->wanting == 0) {
        hv_drawn_let_go(drawn);
    }
}

static bool send_panes(struct hv_member *member)
{
    for (uint32_t i = 0; i < member->shown_count; i++) {
        struct hv_shown *shown = &member->shown[i];
        if (!is_due(shown)) {
            continue;
        }
        if (!offer(member, shown->drawn->frame)) {
            return false;
        }
        shown->revision = shown->drawn->revision;
        if (shown->drawn->key.kind == HV_PANE_WORK) {
            note_work_sent(shown->drawn);
        }
    }
    return true;
}

static uint32_t panes_due(const struct hv_member *member)
{
    uint32_t count = member->gone_count;

    for (uint32_t i = 0; i < member->shown_count; i++) {
        count += is_due(&member->shown[i]);
    }
    return count;
}

void hv_member_due_for_panes(struct hv_member *member)
{
    if (panes_due(member) > 0) {
        hv_member_due(member);
    }
}

static void send_all(struct hv_member *member)
{
    if (!(send_welcome(member) && send_definitions(member) && send_replies(member))) {
        return;
    }
    if (member->leaving != 0) {
        hv_member_dismiss(member, member->leaving);
        return;
    }
    (void)(send_gone(member) && send_panes(member));
}

static void gather(struct hv_member *member, bool more)
{
    const struct hv_host_ports *ports = &member->host->config.ports;

    if (ports->gather != NULL) {
        ports->gather(ports->data, member->link, more);
    }
}

void hv_member_flush(struct hv_member *member)
{
    if (member->step == HV_MEMBER_DISMISSED || member->busy) {
        return;
    }
    bool several = (member->welcome != NULL) + member->reply_count + panes_due(member) > 1;
    if (several) {
        gather(member, true);
    }
    send_all(member);
    if (several) {
        gather(member, false);
    }
}

void hv_member_part(struct hv_member *member)
{
    struct hv_host *host = member->host;

    if (member->farewell != NULL && (member->busy || !offer(member, member->farewell))) {
        return;
    }
    hv_frame_release(member->farewell);
    member->farewell = NULL;
    host->config.ports.close(host->config.ports.data, member->link, member->reason);
}

static enum hv_code encode_farewell(const struct hv_member *member, struct hv_bytes *ret)
{
    struct hv_host *host = member->host;
    uint8_t token[HV_TOKEN_SIZE], hash[HV_TOKEN_HASH_SIZE];

    if (member->reason != HV_FAREWELL_PLACED) {
        return hv_codec_farewell(member->reason, NULL, &host->turn, ret);
    }
    hv_host_token(host, member->hello.log, member->placed_by, token, hash);
    enum hv_code code = hv_codec_farewell(member->reason, token, &host->turn, ret);
    explicit_bzero(token, sizeof token);
    return code;
}

void hv_member_dismiss(struct hv_member *member, enum hv_farewell reason)
{
    struct hv_host *host = member->host;
    bool stalled = member->busy && reason == HV_FAREWELL_TOO_SLOW;
    struct hv_bytes bytes;

    if (member->step == HV_MEMBER_DISMISSED) {
        return;
    }
    if (!member->busy) {
        (void)(send_welcome(member) && send_replies(member)); /* what was carried out is said */
    }
    member->step = HV_MEMBER_DISMISSED;
    member->reason = reason;
    leave(member);
    host->counts.slow += reason == HV_FAREWELL_TOO_SLOW;
    if (reason == HV_FAREWELL_NOT_ADMITTED || reason == HV_FAREWELL_RESTING) {
        host->counts.rejected++;
        hv_log(host->config.log, HV_LOG_CONNECTION_REFUSED, CLOSE_STATUS + (int)reason);
    }
    if (!stalled && encode_farewell(member, &bytes) == HV_OK) {
        member->farewell = hv_frame_new(bytes);
    }
    hv_member_part(member);
}

void hv_member_dismiss_after_replies(struct hv_member *member, enum hv_farewell reason)
{
    if (member->step != HV_MEMBER_DISMISSED && member->leaving == 0) {
        member->leaving = reason;
        hv_member_due(member);
    }
}
