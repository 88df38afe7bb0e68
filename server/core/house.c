/* SPDX-License-Identifier: EUPL-1.2 */
#include "core/house.h"

#include "core/event.h"

struct login {
    uint8_t token_hash[HV_TOKEN_HASH_SIZE];
    int64_t ends_at;
};

struct hv_house {
    struct hv_arena *arena;
    bool founded;
    struct hv_id owner_from;
    uint8_t owner[HV_TOKEN_HASH_SIZE]; /* of the token of the house */
    uint8_t verifier[HV_HOUSE_VERIFIER_MAX];
    uint32_t verifier_size;                   /* 0: no passphrase was set */
    struct login logins[HV_HOUSE_LOGINS_MAX]; /* the oldest first */
    uint32_t login_count;
    struct hv_house_second_factor second_factor;
    struct hv_house_group **groups; /* in the order in which they were made */
    uint32_t group_count;
    uint32_t group_room;
};

struct hv_house *hv_house_new(struct hv_arena *arena)
{
    struct hv_house *house = hv_arena_alloc(arena, sizeof *house);

    if (house != NULL) {
        house->arena = arena;
    }
    return house;
}

bool hv_house_founded(const struct hv_house *house)
{
    return house->founded;
}

int64_t hv_house_owner_until(const struct hv_house *house,
                             const uint8_t token_hash[HV_TOKEN_HASH_SIZE],
                             bool (*equal)(const void *a, const void *b, size_t size))
{
    bool owner = equal(house->owner, token_hash, HV_TOKEN_HASH_SIZE);
    int64_t until = owner && house->founded && house->verifier_size == 0 ? INT64_MAX : 0;

    for (uint32_t i = 0; i < house->login_count; i++) {
        if (equal(house->logins[i].token_hash, token_hash, HV_TOKEN_HASH_SIZE)) {
            until = house->logins[i].ends_at;
        }
    }
    return until;
}

struct hv_id hv_house_owner_from(const struct hv_house *house)
{
    return house->owner_from;
}

struct hv_bytes hv_house_verifier(const struct hv_house *house)
{
    return (struct hv_bytes){ .data = house->verifier, .size = house->verifier_size };
}

struct hv_house_second_factor hv_house_second_factor(const struct hv_house *house)
{
    return house->second_factor;
}

const struct hv_house_group *hv_house_group(const struct hv_house *house, uint32_t index)
{
    return index < house->group_count ? house->groups[index] : NULL;
}

static struct hv_house_group *find(const struct hv_house *house, struct hv_id log)
{
    for (uint32_t i = 0; i < house->group_count; i++) {
        if (hv_id_equal(house->groups[i]->log, log)) {
            return house->groups[i];
        }
    }
    return NULL;
}

const struct hv_house_group *hv_house_find(const struct hv_house *house, struct hv_id log)
{
    return find(house, log);
}

/* ---- Deciding ---- */

static const struct hv_house_group *made_by(const struct hv_house *house, struct hv_id command)
{
    for (uint32_t i = 0; i < house->group_count; i++) {
        if (hv_id_equal(house->groups[i]->command, command)) {
            return house->groups[i];
        }
    }
    return NULL;
}

static bool is_title(struct hv_bytes title)
{
    return title.size >= 1 && title.size <= HV_GROUP_TITLE_MAX;
}

enum hv_refusal hv_house_make_group(const struct hv_house *house,
                                    const struct hv_house_event *wanted,
                                    bool *ret_again,
                                    struct hv_house_event *ret)
{
    const struct hv_house_group *before = made_by(house, wanted->command);

    if (!house->founded) {
        return HV_REFUSAL_NOT_ALLOWED;
    }
    if (before != NULL) {
        *ret_again = true;
        *ret = (struct hv_house_event){
            .type = HV_HOUSE_GROUP_MADE,
            .log = before->log,
            .command = before->command,
            .at = before->made_at,
            .deadline = before->deadline,
            .title = before->title,
            .programme = before->programme,
        };
        return HV_REFUSAL_NONE;
    }
    if (!is_title(wanted->title) || wanted->programme.size == 0 || hv_id_is_zero(wanted->log) ||
        hv_id_is_zero(wanted->command) || find(house, wanted->log) != NULL) {
        return HV_REFUSAL_INVALID;
    }
    if (house->group_count == HV_GROUPS_MAX) {
        return HV_REFUSAL_FULL;
    }
    *ret_again = false;
    *ret = (struct hv_house_event){
        .type = HV_HOUSE_GROUP_MADE,
        .log = wanted->log,
        .command = wanted->command,
        .at = wanted->at,
        .deadline = INT64_MAX,
        .title = wanted->title,
        .programme = wanted->programme,
    };
    return HV_REFUSAL_NONE;
}

/* ---- Taking in ---- */

static enum hv_code make_room(struct hv_house *house)
{
    uint32_t room = house->group_room == 0 ? 16 : house->group_room * 2;
    struct hv_house_group **grown;

    if (house->group_count < house->group_room) {
        return HV_OK;
    }
    grown = hv_arena_array(house->arena, room, sizeof(struct hv_house_group *));
    if (grown == NULL) {
        return HV_ENOMEM;
    }
    for (uint32_t i = 0; i < house->group_count; i++) {
        grown[i] = house->groups[i];
    }
    house->groups = grown;
    house->group_room = room;
    return HV_OK;
}

static enum hv_code add_group(struct hv_house *house, const struct hv_house_event *event)
{
    struct hv_house_group *group;

    if (!is_title(event->title) || hv_id_is_zero(event->log) || find(house, event->log) != NULL ||
        house->group_count == HV_GROUPS_MAX) {
        return HV_ECORRUPT;
    }
    group = hv_arena_alloc(house->arena, sizeof *group);
    if (group == NULL || make_room(house) != HV_OK) {
        return HV_ENOMEM;
    }
    *group = (struct hv_house_group){
        .log = event->log,
        .command = event->command,
        .title = { .data = hv_arena_copy(house->arena, event->title.data, event->title.size),
                   .size = event->title.size },
        .programme = { .data = hv_arena_copy(house->arena, event->programme.data,
                                             event->programme.size),
                       .size = event->programme.size },
        .made_at = event->at,
        .deadline = event->deadline,
    };
    if (group->title.data == NULL || group->programme.data == NULL) {
        return HV_ENOMEM;
    }
    house->groups[house->group_count++] = group;
    return HV_OK;
}

static enum hv_code change_group(struct hv_house *house, const struct hv_house_event *event)
{
    struct hv_house_group *group = find(house, event->log);

    if (group == NULL) {
        return HV_ECORRUPT;
    }
    if (event->type == HV_HOUSE_GROUP_ENDED) {
        group->ended = true;
        group->deadline = INT64_MAX;
    } else {
        group->deadline = event->deadline;
    }
    return HV_OK;
}

static void drop_login(struct hv_house *house, uint32_t place)
{
    house->login_count--;
    memmove(&house->logins[place], &house->logins[place + 1],
            (house->login_count - place) * sizeof house->logins[0]);
}

static void drop_token(struct hv_house *house, const uint8_t token_hash[HV_TOKEN_HASH_SIZE])
{
    for (uint32_t i = house->login_count; i > 0; i--) {
        if (memcmp(house->logins[i - 1].token_hash, token_hash, HV_TOKEN_HASH_SIZE) == 0) {
            drop_login(house, i - 1);
        }
    }
}

static enum hv_code add_login(struct hv_house *house, const struct hv_house_event *event)
{
    if (house->verifier_size == 0) {
        return HV_ECORRUPT;
    }
    drop_token(house, event->token_hash);
    for (uint32_t i = house->login_count; i > 0; i--) {
        if (house->logins[i - 1].ends_at <= event->at) {
            drop_login(house, i - 1);
        }
    }
    if (house->login_count == HV_HOUSE_LOGINS_MAX) {
        drop_login(house, 0);
    }
    struct login *login = &house->logins[house->login_count++];
    memcpy(login->token_hash, event->token_hash, HV_TOKEN_HASH_SIZE);
    login->ends_at = event->ends_at;
    return HV_OK;
}

static enum hv_code set_passphrase(struct hv_house *house, const struct hv_house_event *event)
{
    if (event->verifier.size == 0 || event->verifier.size > HV_HOUSE_VERIFIER_MAX) {
        return HV_ECORRUPT;
    }
    memcpy(house->verifier, event->verifier.data, event->verifier.size);
    house->verifier_size = (uint32_t)event->verifier.size;
    house->login_count = 0;
    return add_login(house, event);
}

static enum hv_code drop_passphrase(struct hv_house *house, const struct hv_house_event *event)
{
    if (house->verifier_size == 0 || hv_id_is_zero(event->command)) {
        return HV_ECORRUPT;
    }
    house->verifier_size = 0;
    house->login_count = 0;
    house->owner_from = event->command;
    memcpy(house->owner, event->token_hash, HV_TOKEN_HASH_SIZE);
    return HV_OK;
}

static enum hv_code set_second_factor(struct hv_house *house, const struct hv_house_event *event)
{
    if (house->second_factor.set || house->verifier_size == 0 || hv_id_is_zero(event->command) ||
        event->code_step <= 0) {
        return HV_ECORRUPT;
    }
    house->second_factor = (struct hv_house_second_factor){
        .set = true,
        .from = event->command,
        .used = event->code_step,
    };
    return HV_OK;
}

static enum hv_code drop_second_factor(struct hv_house *house)
{
    if (!house->second_factor.set) {
        return HV_ECORRUPT;
    }
    house->second_factor = (struct hv_house_second_factor){ .set = false };
    return HV_OK;
}

/* A code that was used brings nobody in again. */
static enum hv_code come_in(struct hv_house *house, const struct hv_house_event *event)
{
    struct hv_house_second_factor *factor = &house->second_factor;

    if (factor->set ? event->code_step <= factor->used : event->code_step != 0) {
        return HV_ECORRUPT;
    }
    factor->used = event->code_step;
    return add_login(house, event);
}

enum hv_code hv_house_evolve(struct hv_house *house, const struct hv_house_event *event)
{
    if (house->founded == (event->type == HV_HOUSE_FOUNDED)) {
        return HV_ECORRUPT;
    }
    switch (event->type) {
    case HV_HOUSE_FOUNDED:
        house->founded = true;
        memcpy(house->owner, event->token_hash, HV_TOKEN_HASH_SIZE);
        return HV_OK;
    case HV_HOUSE_GROUP_MADE:
        return add_group(house, event);
    case HV_HOUSE_DEADLINE_MOVED:
    case HV_HOUSE_GROUP_ENDED:
        return change_group(house, event);
    case HV_HOUSE_PASSPHRASE_SET:
        return set_passphrase(house, event);
    case HV_HOUSE_OWNER_CAME:
        return come_in(house, event);
    case HV_HOUSE_OWNER_LEFT:
        drop_token(house, event->token_hash);
        return HV_OK;
    case HV_HOUSE_PASSPHRASE_GONE:
        return drop_passphrase(house, event);
    case HV_HOUSE_SECOND_FACTOR_SET:
        return set_second_factor(house, event);
    case HV_HOUSE_SECOND_FACTOR_GONE:
        return drop_second_factor(house);
    case HV_HOUSE_EVENT_END:
        break;
    }
    return HV_ECORRUPT;
}
