/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The words of seats: drawn and checked in jobs, and the tickets they give.
 *
 * The core says WORDS when a command lacks nothing else. Then a job is done, and the command is
 * decided again with what came of it:
 *
 *   AddUnit, DealWords   words are drawn; job: a verifier of each
 *   UnlockSeat           job: check what was typed
 */
#include <assert.h>

#include "host/group_room.h"
#include "host/secret_job.h"
#include "host/words.h"

#define TICKET 2 /* which secret of a command it is; see hv_vault_token */

static void make_ticket(const struct hv_group_room *group_room,
                        struct hv_id command,
                        uint8_t ret[HV_TICKET_SIZE])
{
    static_assert(HV_TICKET_SIZE == HV_TOKEN_SECRET_SIZE, "a ticket is made as tokens are");

    hv_vault_token(group_room->room.host->config.vault, group_room->room.chain.log, command, TICKET,
                   ret);
}

static void hash_ticket(const struct hv_group_room *group_room,
                        const uint8_t ticket[HV_TICKET_SIZE],
                        uint8_t ret[HV_TOKEN_HASH_SIZE])
{
    hv_vault_token_hash(group_room->room.host->config.vault, group_room->room.chain.log, ticket,
                        ret);
}

/* ---- What a command gets ---- */

static struct hv_new_words words_of(const struct hv_secret *secret)
{
    return (struct hv_new_words){
        .text = { .data = secret->text, .size = secret->size },
        .verifier = hv_bytes_from_text(secret->verifier),
    };
}

/* The seat may rest, or have other words, since the job began: then nothing is known yet. */
static enum hv_proof proof_of(const struct hv_group_room *group_room,
                              const struct hv_secret_job *job,
                              const struct hv_command *command)
{
    struct hv_bytes verifier =
        hv_group_verifier(group_room->group, command->unlock_seat.seat, command->now);

    if (!hv_bytes_equal(hv_bytes_from_text(job->secrets[0].verifier), verifier)) {
        return HV_PROOF_NONE;
    }
    return job->code == HV_OK ? HV_PROOF_RIGHT : HV_PROOF_WRONG;
}

static void complete_unlock(const struct hv_group_room *group_room,
                            const struct hv_secret_job *job,
                            struct hv_command *command)
{
    struct hv_unlock_seat *unlock = &command->unlock_seat;
    uint8_t ticket[HV_TICKET_SIZE];

    if (unlock->words.size == 0) {
        unlock->proof =
            hv_group_words_fit(group_room, command->device, unlock->seat, unlock->ticket)
                ? HV_PROOF_TICKET
                : HV_PROOF_NONE;
        return;
    }
    make_ticket(group_room, command->id, ticket);
    hash_ticket(group_room, ticket, unlock->ticket_hash);
    explicit_bzero(ticket, sizeof ticket);
    unlock->proof = job != NULL ? proof_of(group_room, job, command) : HV_PROOF_NONE;
}

enum hv_code hv_group_words_complete(const struct hv_group_room *group_room,
                                     struct hv_member *member,
                                     struct hv_command *command)
{
    const struct hv_secret_job *job = member->secret_job;

    if (job != NULL && job->code != HV_OK && job->code != HV_EPERM) {
        return job->code;
    }
    switch ((int)command->type) {
    case HV_COMMAND_UNLOCK_SEAT:
        complete_unlock(group_room, job, command);
        break;
    case HV_COMMAND_ADD_UNIT:
        for (uint32_t i = 0; job != NULL && i < job->count; i++) {
            command->add_unit.words[i] = words_of(&job->secrets[i]);
        }
        break;
    case HV_COMMAND_DEAL_WORDS:
        if (job != NULL) {
            command->deal_words.words = words_of(&job->secrets[0]);
        }
        break;
    default:
        break;
    }
    return HV_OK;
}

/* ---- The job ---- */

bool hv_group_words_lack(const struct hv_command *command)
{
    if (command->type == HV_COMMAND_UNLOCK_SEAT) {
        return command->unlock_seat.words.size > 0 && command->unlock_seat.proof == HV_PROOF_NONE;
    }
    return command->type == HV_COMMAND_ADD_UNIT || command->type == HV_COMMAND_DEAL_WORDS;
}

static bool draw(struct hv_member *member, uint32_t count, uint8_t language)
{
    const struct hv_random *random = &member->host->config.ports.random;
    char texts[HV_MEMBERS_MAX][HV_WORDS_TEXT_MAX + 1];
    struct hv_bytes bytes[HV_MEMBERS_MAX];
    uint8_t drawn[8];

    for (uint32_t i = 0; i < count; i++) {
        random->fill(random->data, drawn, sizeof drawn);
        hv_words_draw(drawn, language, texts[i]);
        bytes[i] = hv_bytes_from_text(texts[i]);
    }
    bool begun = hv_secret_job_make_words(member, bytes, count);
    explicit_bzero(texts, sizeof texts);
    explicit_bzero(drawn, sizeof drawn);
    return begun;
}

/* What cannot be words is checked all the same, and is not they. */
static bool check(const struct hv_group_room *group_room,
                  struct hv_member *member,
                  const struct hv_command *command)
{
    char text[HV_WORDS_TEXT_MAX + 1] = "";

    if (!hv_words_read(command->unlock_seat.words, text)) {
        text[0] = '\0';
    }
    bool begun = hv_secret_job_check_words(
        member, hv_bytes_from_text(text),
        hv_group_verifier(group_room->group, command->unlock_seat.seat, command->now));
    explicit_bzero(text, sizeof text);
    return begun;
}

enum hv_served hv_group_words_begin(const struct hv_group_room *group_room,
                                    struct hv_member *member,
                                    const struct hv_command *command)
{
    bool begun;

    hv_secret_job_release(member);
    if (command->type == HV_COMMAND_UNLOCK_SEAT) {
        begun = check(group_room, member, command);
    } else if (command->type == HV_COMMAND_ADD_UNIT) {
        begun = draw(member, command->add_unit.member_count, command->add_unit.language);
    } else {
        begun = draw(member, 1, command->deal_words.language);
    }
    return begun ? HV_SERVED_HELD : hv_member_refuse(member, command->id, HV_REFUSAL_BUSY);
}

/* ---- Tickets ---- */

void hv_group_words_reply(const struct hv_group_room *group_room,
                          struct hv_member *member,
                          struct hv_id command,
                          uint16_t seat)
{
    uint8_t ticket[HV_TICKET_SIZE];

    make_ticket(group_room, command, ticket);
    if (hv_group_words_fit(group_room, member->device, seat, ticket)) {
        hv_member_reply_ticket(member, command, ticket);
    } else {
        hv_member_reply(member, command, HV_REFUSAL_WORDS, 0, NULL);
    }
    explicit_bzero(ticket, sizeof ticket);
}

bool hv_group_words_fit(const struct hv_group_room *group_room,
                        uint16_t device,
                        uint16_t seat,
                        const uint8_t ticket[HV_TICKET_SIZE])
{
    uint8_t hash[HV_TOKEN_HASH_SIZE];

    hash_ticket(group_room, ticket, hash);
    return hv_group_ticket(group_room->group, device, seat, hash, hv_vault_equal);
}

uint16_t hv_group_words_left_open(const struct hv_group_room *group_room)
{
    const struct hv_member *member = group_room->room.members;
    struct hv_device_facts facts;

    for (; member != NULL; member = member->room_next) {
        uint16_t device = member->step == HV_MEMBER_WAITING
                              ? hv_group_room_device(group_room, &member->hello)
                              : 0;

        if (device != 0 && hv_group_device_facts(group_room->group, device, &facts) &&
            facts.unlocked != 0 &&
            !hv_group_words_fit(group_room, device, facts.unlocked, member->hello.ticket)) {
            return facts.unlocked;
        }
    }
    return 0;
}
