/* SPDX-License-Identifier: EUPL-1.2 */
/* What the owner reads: groups, programmes, exercises, addresses. */
#include "host/house_room.h"

enum hv_served hv_house_room_exercises(struct hv_member *member, const struct hv_message *message)
{
    const struct hv_library *library = member->host->config.library;
    struct hv_bytes page = { .data = NULL, .size = 0 };

    enum hv_code code =
        hv_codec_exercises_page(message->id, library->exercises, library->exercise_count,
                                message->catalogue_read.from, &member->host->turn, &page);
    return hv_member_answer(member, message->id, code, page);
}

static enum hv_served serve_programmes(struct hv_member *member, const struct hv_message *message)
{
    const struct hv_library *library = member->host->config.library;
    struct hv_bytes page = { .data = NULL, .size = 0 };

    enum hv_code code = hv_codec_programmes_page(
        message->id, library->programmes, library->programme_count, &member->host->turn, &page);
    return hv_member_answer(member, message->id, code, page);
}

static enum hv_served serve_groups(const struct hv_house_room *house_room,
                                   struct hv_member *member,
                                   const struct hv_message *message)
{
    struct hv_bytes page = { .data = NULL, .size = 0 };

    enum hv_code code = hv_codec_groups_page(
        message->id, house_room->house, message->catalogue_read.from, &member->host->turn, &page);
    return hv_member_answer(member, message->id, code, page);
}

enum hv_served hv_house_room_catalogue(const struct hv_house_room *house_room,
                                       struct hv_member *member,
                                       const struct hv_message *message)
{
    switch (message->catalogue_read.kind) {
    case HV_CATALOGUE_EXERCISES:
        return hv_house_room_exercises(member, message);
    case HV_CATALOGUE_PROGRAMMES:
        return serve_programmes(member, message);
    case HV_CATALOGUE_ADDRESSES:
        return hv_member_send_addresses(member, message);
    case HV_CATALOGUE_SECOND_FACTOR:
        return hv_owner_tell_second_factor(house_room, member, message);
    case HV_CATALOGUE_GROUPS:
        break;
    }
    return serve_groups(house_room, member, message);
}
