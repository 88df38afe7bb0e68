/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How the owner comes in and goes: login, passphrase, logout, and into a group.
 *
 *   login     job: check, then the code -> OWNER_CAME -> Admission
 *   set       job: check the one until now; job: make a verifier -> PASSPHRASE_SET
 *             -> reply with the token of a new login
 *   enter     held while the group invites a facilitator (group_arrivals.c)
 *             -> reply with its token
 *
 * While a job runs the message waits at the head of its queue, and is served again after it.
 */
#include "host/house_room.h"
#include "host/secret_job.h"

#define PASSPHRASE_MIN 12 /* code points */

/* What a record tells; the zeros behind it are part of the ids that journals hold. */
#define WHAT_SIZE 8
static const uint8_t login[WHAT_SIZE] = "login";
static const uint8_t set[WHAT_SIZE] = "set";
static const uint8_t logout[WHAT_SIZE] = "logout";
static const uint8_t factor[WHAT_SIZE] = "factor";

/* The id of a record: of what was asked, and of what came of it. */
static struct hv_id record_id(const struct hv_house_room *house_room,
                              const uint8_t what[WHAT_SIZE],
                              struct hv_id asked,
                              struct hv_bytes outcome)
{
    struct hv_id hash;

    hv_vault_hash_id(outcome, &hash);
    return hv_room_make_id(&house_room->room, (struct hv_bytes){ .data = what, .size = WHAT_SIZE },
                           asked, (struct hv_bytes){ .data = hash.b, .size = sizeof hash.b });
}

enum hv_served hv_owner_append(struct hv_house_room *house_room,
                               struct hv_member *member,
                               const struct hv_message *message,
                               const struct hv_house_event *event)
{
    struct hv_bytes nothing = { .data = NULL, .size = 0 };
    struct hv_id id = record_id(house_room, factor, message->id, nothing);

    if (hv_house_room_append(house_room, id, event) != HV_OK) {
        member->host->counts.faults++;
        return hv_member_refuse(member, message->id, HV_REFUSAL_FAILED);
    }
    return HV_SERVED_UNDER_WAY;
}

static enum hv_served give_token(struct hv_member *member, struct hv_id id)
{
    uint8_t token[HV_TOKEN_SIZE];
    uint8_t hash[HV_TOKEN_HASH_SIZE];

    hv_host_token(member->host, member->host->config.house, id, token, hash);
    hv_member_admit(member, token);
    explicit_bzero(token, sizeof token);
    return HV_SERVED_ANSWERED;
}

/* ---- Login ---- */

/* Passphrase and code are both looked at, whatever the other is; which was wrong is not said. */
static enum hv_served come_in(struct hv_house_room *house_room,
                              struct hv_member *member,
                              const struct hv_message *message,
                              bool right)
{
    struct hv_host *host = member->host;
    int64_t now = hv_host_now(host);
    struct hv_bytes nothing = { .data = NULL, .size = 0 };
    struct hv_id id = record_id(house_room, login, message->id, nothing);
    struct hv_house_event event = { .type = HV_HOUSE_OWNER_CAME,
                                    .log = host->config.house,
                                    .at = now,
                                    .ends_at = now + HV_HOUSE_LOGIN_MS };
    uint8_t token[HV_TOKEN_SIZE];

    hv_host_token(host, host->config.house, id, token, event.token_hash);
    explicit_bzero(token, sizeof token);
    bool again = hv_house_owner_until(house_room->house, event.token_hash, hv_vault_equal) > now;
    bool fits = hv_owner_code_fits(house_room, message->login.code, again, &event.code_step);
    if (!right || !fits) {
        return hv_member_turn_away(member, HV_FAREWELL_NOT_ADMITTED);
    }
    hv_guesses_know(&host->guesses, &member->peer);
    if (again) {
        return give_token(member, id);
    }
    if (hv_house_room_append(house_room, id, &event) != HV_OK) {
        host->counts.faults++;
        return hv_member_turn_away(member, HV_FAREWELL_FAILED);
    }
    return HV_SERVED_UNDER_WAY;
}

static enum hv_served begin_check(const struct hv_house_room *house_room,
                                  struct hv_member *member,
                                  const struct hv_message *message)
{
    hv_secret_job_release(member);
    if (!hv_secret_job_check_passphrase(member, message->login.passphrase,
                                        hv_house_verifier(house_room->house))) {
        return hv_member_turn_away(member, HV_FAREWELL_RESTING);
    }
    return HV_SERVED_HELD;
}

static struct hv_bytes verifier_of(const struct hv_secret_job *job)
{
    return hv_bytes_from_text(job->secrets[0].verifier);
}

enum hv_served hv_owner_login(struct hv_house_room *house_room,
                              struct hv_member *member,
                              const struct hv_message *message)
{
    const struct hv_secret_job *job = member->secret_job;

    /* Somebody may have set another passphrase meanwhile. */
    if (job == NULL || !hv_bytes_equal(verifier_of(job), hv_house_verifier(house_room->house))) {
        return begin_check(house_room, member, message);
    }
    if (job->code != HV_OK && job->code != HV_EPERM) {
        hv_guesses_forgive(&member->host->guesses, HV_GUESS_PASSPHRASE, &member->peer);
        return hv_member_turn_away(member, HV_FAREWELL_FAILED);
    }
    return come_in(house_room, member, message, job->code == HV_OK);
}

void hv_owner_login_settled(struct hv_member *author, struct hv_id id, enum hv_code code)
{
    if (code == HV_OK || code == HV_EDUPLICATE) {
        (void)give_token(author, id);
    } else if (code != HV_ECONFLICT) { /* then it is still at the head, and is decided again */
        (void)hv_member_turn_away(author, HV_FAREWELL_FAILED);
    }
}

/* ---- The passphrase ---- */

static enum hv_served store_passphrase(struct hv_house_room *house_room,
                                       struct hv_member *member,
                                       const struct hv_message *message,
                                       struct hv_bytes verifier)
{
    struct hv_host *host = member->host;
    int64_t now = hv_host_now(host);
    struct hv_house_event event = { .type = HV_HOUSE_PASSPHRASE_SET,
                                    .log = host->config.house,
                                    .at = now,
                                    .verifier = verifier,
                                    .ends_at = now + HV_HOUSE_LOGIN_MS };
    uint8_t token[HV_TOKEN_SIZE];

    hv_host_token(host, host->config.house, message->id, token, event.token_hash);
    if (hv_bytes_equal(verifier, hv_house_verifier(house_room->house))) { /* it is stored */
        memcpy(member->owner_hash, event.token_hash, sizeof member->owner_hash);
        hv_host_wake_by(host, event.ends_at);
        hv_member_reply(member, message->id, HV_REFUSAL_NONE, 0, token);
        return HV_SERVED_ANSWERED;
    }
    /* The login may have ended while the job ran. */
    if (hv_house_owner_until(house_room->house, member->owner_hash, hv_vault_equal) <= now) {
        return hv_member_turn_away(member, HV_FAREWELL_TOKEN);
    }
    struct hv_id id = record_id(house_room, set, message->id, verifier);
    if (hv_house_room_append(house_room, id, &event) != HV_OK) {
        host->counts.faults++;
        return hv_member_refuse(member, message->id, HV_REFUSAL_FAILED);
    }
    return HV_SERVED_UNDER_WAY;
}

static enum hv_served make_verifier(struct hv_member *member, const struct hv_message *message)
{
    return hv_secret_job_make_passphrase(member, message->house_command.passphrase)
               ? HV_SERVED_HELD
               : hv_member_refuse(member, message->id, HV_REFUSAL_BUSY);
}

static enum hv_served begin_current(const struct hv_house_room *house_room,
                                    struct hv_member *member,
                                    const struct hv_message *message)
{
    struct hv_host *host = member->host;
    struct hv_bytes verifier = hv_house_verifier(house_room->house);

    hv_secret_job_release(member);
    if (!hv_guesses_try(&host->guesses, HV_GUESS_PASSPHRASE, &member->peer, hv_host_now(host))) {
        return hv_member_refuse(member, message->id, HV_REFUSAL_BUSY);
    }
    if (hv_secret_job_check_passphrase(member, message->house_command.current, verifier)) {
        return HV_SERVED_HELD;
    }
    hv_guesses_forgive(&host->guesses, HV_GUESS_PASSPHRASE, &member->peer);
    return hv_member_refuse(member, message->id, HV_REFUSAL_BUSY);
}

bool hv_owner_was_checked(const struct hv_house_room *house_room,
                          struct hv_member *member,
                          const struct hv_message *message,
                          enum hv_served *ret)
{
    const struct hv_secret_job *job = member->secret_job;

    if (job == NULL || !hv_bytes_equal(verifier_of(job), hv_house_verifier(house_room->house))) {
        *ret = begin_current(house_room, member, message);
        return false;
    }
    if (job->code != HV_OK && job->code != HV_EPERM) {
        hv_guesses_forgive(&member->host->guesses, HV_GUESS_PASSPHRASE, &member->peer);
        *ret = hv_member_refuse(member, message->id, HV_REFUSAL_FAILED);
        return false;
    }
    if (hv_house_owner_until(house_room->house, member->owner_hash, hv_vault_equal) <=
        hv_host_now(member->host)) {
        *ret = hv_member_turn_away(member, HV_FAREWELL_TOKEN); /* the login ended meanwhile */
        return false;
    }
    return true;
}

bool hv_owner_is_known(struct hv_member *member, bool also)
{
    if (member->secret_job->code != HV_OK || !also) {
        return false;
    }
    hv_guesses_forgive(&member->host->guesses, HV_GUESS_PASSPHRASE, &member->peer);
    hv_secret_job_release(member);
    return true;
}

static enum hv_served check_current(const struct hv_house_room *house_room,
                                    struct hv_member *member,
                                    const struct hv_message *message)
{
    enum hv_served served;

    if (!hv_owner_was_checked(house_room, member, message, &served)) {
        return served;
    }
    return hv_owner_is_known(member, true)
               ? make_verifier(member, message)
               : hv_member_refuse(member, message->id, HV_REFUSAL_NOT_ACCEPTED);
}

enum hv_served hv_owner_set_passphrase(struct hv_house_room *house_room,
                                       struct hv_member *member,
                                       const struct hv_message *message)
{
    const struct hv_secret_job *job = member->secret_job;

    if (message->house_command.passphrase_length < PASSPHRASE_MIN) {
        return hv_member_refuse(member, message->id, HV_REFUSAL_INVALID);
    }
    if (job == NULL && hv_house_verifier(house_room->house).size == 0) {
        return make_verifier(member, message);
    }
    if (job == NULL || job->checks) {
        return check_current(house_room, member, message);
    }
    if (job->code != HV_OK) {
        return hv_member_refuse(member, message->id, HV_REFUSAL_FAILED);
    }
    return store_passphrase(house_room, member, message, verifier_of(job));
}

/* ---- Logout ---- */

/* Without a passphrase nobody could come in again. */
enum hv_served hv_owner_logout(struct hv_house_room *house_room,
                               struct hv_member *member,
                               const struct hv_message *message)
{
    struct hv_host *host = member->host;
    struct hv_house_event event = { .type = HV_HOUSE_OWNER_LEFT,
                                    .log = host->config.house,
                                    .at = hv_host_now(host) };
    struct hv_bytes hash = { .data = member->owner_hash, .size = sizeof member->owner_hash };

    if (hv_house_verifier(house_room->house).size == 0) {
        return hv_member_refuse(member, message->id, HV_REFUSAL_NOT_ALLOWED);
    }
    if (hv_house_owner_until(house_room->house, member->owner_hash, hv_vault_equal) == 0) {
        hv_member_reply(member, message->id, HV_REFUSAL_NONE, 0, NULL); /* it is stored */
        return HV_SERVED_ANSWERED;
    }
    memcpy(event.token_hash, member->owner_hash, sizeof event.token_hash);
    struct hv_id id = record_id(house_room, logout, message->id, hash);
    if (hv_house_room_append(house_room, id, &event) != HV_OK) {
        host->counts.faults++;
        return hv_member_refuse(member, message->id, HV_REFUSAL_FAILED);
    }
    return HV_SERVED_UNDER_WAY;
}

/* The reply tells what came of it, and may bring a new token. */
static bool waits_for_reply(const struct hv_member *member)
{
    return member->first != NULL && member->first->kind == HV_MESSAGE_HOUSE_COMMAND &&
           member->first->served;
}

int64_t hv_owner_dismiss_ended(struct hv_house_room *house_room, int64_t now)
{
    struct hv_room *room = &house_room->room;
    int64_t next = INT64_MAX;

    for (struct hv_member *member = room->members; member != NULL;) {
        struct hv_member *following = member->room_next;
        int64_t until = hv_house_owner_until(house_room->house, member->owner_hash, hv_vault_equal);
        if (member->step == HV_MEMBER_IN && until <= now && !waits_for_reply(member)) {
            hv_member_dismiss_after_replies(member, HV_FAREWELL_TOKEN);
        } else if (member->step == HV_MEMBER_IN && until > now && until < next) {
            next = until;
        }
        member = following;
    }
    return next;
}

/* ---- Into a group ---- */

enum hv_served hv_owner_enter_group(struct hv_house_room *house_room,
                                    struct hv_member *member,
                                    const struct hv_message *message)
{
    struct hv_host *host = member->host;
    struct hv_id log = message->house_command.log;
    const struct hv_house_group *known = hv_house_find(house_room->house, log);

    if (known == NULL || known->ended) {
        return hv_member_refuse(member, message->id, HV_REFUSAL_NOT_FOUND);
    }
    struct hv_room *group = hv_host_open_group(host, log);
    if (group == NULL || group->step == HV_ROOM_FAILED) {
        return hv_member_refuse(member, message->id, HV_REFUSAL_FAILED);
    }
    member->held_for = log;
    member->held_command = message->id;
    member->enters = true;
    group->errand_at = 0; /* somebody waits: it is tried at once, whatever failed before */
    if (group->members == NULL) {
        group->empty_since = hv_host_now(host); /* and it does not go to sleep now */
    }
    hv_host_wake_by(host, hv_host_now(host));
    return HV_SERVED_HELD;
}

bool hv_house_room_entering(const struct hv_host *host, struct hv_id log, struct hv_id *ret_command)
{
    const struct hv_member *member = host->house != NULL ? host->house->room.members : NULL;

    for (; member != NULL; member = member->room_next) {
        if (member->held && member->enters && hv_id_equal(member->held_for, log)) {
            *ret_command = member->held_command;
            return true;
        }
    }
    return false;
}

bool hv_house_room_entered(struct hv_host *host,
                           struct hv_id log,
                           struct hv_id command,
                           enum hv_refusal refusal)
{
    struct hv_member *member = host->house != NULL ? host->house->room.members : NULL;
    uint8_t token[HV_TOKEN_SIZE];
    uint8_t hash[HV_TOKEN_HASH_SIZE];

    while (member != NULL &&
           !(member->held && member->enters && hv_id_equal(member->held_for, log) &&
             hv_id_equal(member->held_command, command))) {
        member = member->room_next;
    }
    if (member == NULL) {
        return false;
    }
    hv_host_token(host, log, command, token, hash);
    hv_member_reply(member, command, refusal, 0, refusal == HV_REFUSAL_NONE ? token : NULL);
    hv_room_pump(&host->house->room);
    return true;
}
