/* SPDX-License-Identifier: EUPL-1.2 */
#include "host/beat.h"

#include "host/host_state.h"

static int64_t next_beat(int64_t at)
{
    return (at + HV_BEAT_MS - 1) / HV_BEAT_MS * HV_BEAT_MS;
}

void hv_beat_begin(struct hv_member *member)
{
    member->answer_at = next_beat(hv_host_now(member->host) + HV_BEAT_MS);
}

static void wait_for_beat(struct hv_member *member)
{
    int64_t now = hv_host_now(member->host);

    if (member->answer_at < now) { /* its record took long */
        member->answer_at = next_beat(now);
    }
    member->step = HV_MEMBER_ANSWERED;
    hv_host_wake_by(member->host, member->answer_at);
}

void hv_beat_admit(struct hv_member *member, const uint8_t token[HV_TOKEN_SIZE])
{
    memcpy(member->answer, token, HV_TOKEN_SIZE);
    wait_for_beat(member);
}

/* Of the same id and code always the same, as a true one is; and nobody can tell what it is made
 * of. */
static void make_decoy(const struct hv_host *host,
                       const struct hv_message *message,
                       uint8_t ret_token[HV_TOKEN_SIZE])
{
    static const struct hv_id no_log = { { 0 } };
    uint8_t proof[sizeof message->id.b + HV_CARD_CODE_SIZE] = { 0 };
    uint8_t hash[HV_TOKEN_HASH_SIZE];
    struct hv_id log, command;

    memcpy(proof, message->id.b, sizeof message->id.b);
    hv_host_read_code(&message->arrival, proof + sizeof message->id.b);
    hv_vault_key_id(host->config.vault, no_log,
                    (struct hv_bytes){ .data = proof, .size = sizeof proof }, &command);
    hv_vault_key_id(host->config.vault, no_log,
                    (struct hv_bytes){ .data = command.b, .size = sizeof command.b }, &log);
    hv_host_token(host, log, command, ret_token, hash);
}

void hv_beat_admit_nowhere(struct hv_member *member,
                           const struct hv_message *message,
                           enum hv_farewell reason)
{
    member->nowhere = reason;
    make_decoy(member->host, message, member->answer);
    wait_for_beat(member);
}

void hv_beat_turn_away(struct hv_member *member)
{
    hv_beat_begin(member);
    wait_for_beat(member);
}

void hv_beat_answer(struct hv_member *member)
{
    member->answer_at = 0;
    if (member->admitted) {
        hv_member_dismiss(member, member->nowhere);
        return;
    }
    hv_member_tell_token(member, member->answer);
    explicit_bzero(member->answer, sizeof member->answer);
}
