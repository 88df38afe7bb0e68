/* SPDX-License-Identifier: EUPL-1.2 */
#include "core/scopes.h"

struct hv_key_scope hv_scope_answer(const struct hv_run *run,
                                    uint16_t seat,
                                    enum hv_round round,
                                    enum hv_keep keep,
                                    uint16_t generation)
{
    return (struct hv_key_scope){
        .owner = HV_OWNER_SEAT,
        .number = seat,
        .run = run->number,
        .meeting = run->meeting,
        .round = round,
        .keep = keep,
        .generation = generation,
    };
}

struct hv_key_scope
hv_scope_signal(const struct hv_run *run, uint16_t seat, enum hv_round round, uint16_t generation)
{
    return hv_scope_answer(run, seat, round, HV_KEEP_SIGNAL, generation);
}

struct hv_key_scope
hv_scope_page_signal(const struct hv_unit *unit, uint16_t seat, uint16_t meeting)
{
    return (struct hv_key_scope){
        .owner = seat != 0 ? HV_OWNER_SEAT : HV_OWNER_UNIT,
        .number = seat != 0 ? seat : unit->number,
        .meeting = meeting,
        .keep = HV_KEEP_SIGNAL,
        .generation = unit->signals_seen_to,
    };
}

struct hv_key_scope hv_scope_joint(const struct hv_run *run, uint16_t unit)
{
    return (struct hv_key_scope){
        .owner = HV_OWNER_UNIT,
        .number = unit,
        .run = run->number,
        .meeting = run->meeting,
        .keep = HV_KEEP_DRAFT,
    };
}

struct hv_key_scope hv_scope_joint_copy(const struct hv_run *run, uint16_t seat, enum hv_keep keep)
{
    return hv_scope_answer(run, seat, HV_ROUND_FIRST, keep, HV_GENERATION_JOINT);
}

struct hv_key_scope hv_scope_matched(const struct hv_run *run, uint16_t unit)
{
    struct hv_key_scope scope = hv_scope_joint(run, unit);

    scope.keep = HV_KEEP_MEETING;
    return scope;
}

struct hv_key_scope hv_scope_name(uint16_t seat)
{
    return (struct hv_key_scope){
        .owner = HV_OWNER_SEAT,
        .number = seat,
        .keep = HV_KEEP_COURSE,
    };
}

/* Generations of the keys of a person. */
enum {
    PERSON_LIGHT = 1,
    PERSON_TAGS,
    PERSON_NOTE /* the first; the others follow */
};

static struct hv_key_scope person(uint16_t seat, unsigned generation)
{
    return (struct hv_key_scope){
        .owner = HV_OWNER_PERSON,
        .number = seat,
        .keep = HV_KEEP_COURSE,
        .generation = (uint16_t)generation,
    };
}

struct hv_key_scope hv_scope_person_light(uint16_t seat)
{
    return person(seat, PERSON_LIGHT);
}

struct hv_key_scope hv_scope_person_tags(uint16_t seat)
{
    return person(seat, PERSON_TAGS);
}

struct hv_key_scope hv_scope_person_note(uint16_t seat, uint16_t taken_away)
{
    return person(seat, PERSON_NOTE + (unsigned)taken_away);
}

struct hv_key_scope hv_scope_words(uint16_t seat, uint16_t life)
{
    return (struct hv_key_scope){
        .owner = HV_OWNER_WORDS,
        .number = seat,
        .keep = HV_KEEP_COURSE,
        .generation = life,
    };
}

struct hv_key_scope hv_scope_outbox(const struct hv_group *group, const struct hv_seat *seat)
{
    return (struct hv_key_scope){
        .owner = HV_OWNER_OUTBOX,
        .number = seat->number,
        .meeting = group->meetings_opened,
        .keep = HV_KEEP_MEETING,
        .generation = seat->life,
    };
}

struct hv_key_scope hv_scope_facilitator(const struct hv_group *group)
{
    return (struct hv_key_scope){
        .owner = HV_OWNER_FACILITATOR,
        .meeting = group->meetings_opened,
        .keep = HV_KEEP_MEETING,
    };
}
