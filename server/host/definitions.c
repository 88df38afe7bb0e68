/* SPDX-License-Identifier: EUPL-1.2 */
#include <assert.h>

#include "host/group_room.h"

static_assert(HV_DEFINITIONS_MAX >= HV_EXERCISES_MAX + HV_STEPS_MAX, "an agenda names no more");

static bool is_listed(const struct hv_definitions *definitions, struct hv_id hash)
{
    for (uint32_t i = 0; i < definitions->listed_count; i++) {
        if (hv_id_equal(definitions->listed[i]->hash, hash)) {
            return true;
        }
    }
    return false;
}

static bool is_encoded(const struct hv_definitions *definitions, struct hv_id hash)
{
    for (uint32_t i = 0; i < definitions->count; i++) {
        if (hv_id_equal(definitions->entries[i].hash, hash)) {
            return true;
        }
    }
    return false;
}

static void drop_unlisted(struct hv_definitions *definitions)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < definitions->count; i++) {
        if (is_listed(definitions, definitions->entries[i].hash)) {
            definitions->entries[kept++] = definitions->entries[i];
        } else {
            hv_frame_release(definitions->entries[i].frame);
        }
    }
    definitions->count = kept;
}

static void
add(struct hv_definitions *definitions, const struct hv_exercise *exercise, struct hv_host *host)
{
    struct hv_bytes bytes;

    enum hv_code code = hv_codec_definition(exercise, &host->turn, &bytes);
    struct hv_frame *frame = code == HV_OK ? hv_frame_new(bytes) : NULL;
    if (frame == NULL) {
        host->counts.faults++;
        return;
    }
    uint32_t place = definitions->count++;
    definitions->entries[place].hash = exercise->hash;
    definitions->entries[place].sequence = ++definitions->sequence;
    definitions->entries[place].frame = frame;
}

void hv_definitions_refresh(struct hv_definitions *definitions,
                            const struct hv_group *group,
                            struct hv_host *host)
{
    const struct hv_exercise *listed[HV_DEFINITIONS_MAX];
    uint32_t count = hv_group_definitions(group, listed, HV_DEFINITIONS_MAX);

    if (count == definitions->listed_count &&
        memcmp(listed, definitions->listed, count * sizeof(const struct hv_exercise *)) == 0) {
        return;
    }
    memcpy(definitions->listed, listed, count * sizeof(const struct hv_exercise *));
    definitions->listed_count = count;
    drop_unlisted(definitions);
    for (uint32_t i = 0; i < count; i++) {
        if (!is_encoded(definitions, listed[i]->hash)) {
            add(definitions, listed[i], host);
        }
    }
}

void hv_definitions_unlist(struct hv_definitions *definitions)
{
    definitions->listed_count = 0;
}

void hv_definitions_free(struct hv_definitions *definitions)
{
    definitions->listed_count = 0;
    drop_unlisted(definitions);
}
