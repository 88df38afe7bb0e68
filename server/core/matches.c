/* SPDX-License-Identifier: EUPL-1.2 */
#include "core/matches.h"

#include "core/disclosure.h"
#include "core/scopes.h"
#include "core/value.h"
#include "core/visible.h"

/* A set of options, one bit each. */
static uint64_t options_of(struct hv_bytes packed)
{
    uint64_t options = 0;

    for (size_t i = 0; i < packed.size && packed.data[i] < HV_OPTIONS_MAX; i++) {
        options |= (uint64_t)1 << packed.data[i];
    }
    return options;
}

static uint64_t chosen(const struct hv_group *group,
                       const struct hv_run *run,
                       uint16_t seat,
                       enum hv_round round,
                       uint8_t field)
{
    struct hv_bytes packed;

    return (hv_partner_fields(group, run, seat, round) >> field & 1) != 0 &&
                   hv_closed_answer(group, run, seat, field, &packed)
               ? options_of(packed)
               : 0;
}

static uint64_t chosen_by_all(const struct hv_group *group,
                              const struct hv_run *run,
                              const struct hv_unit *unit,
                              enum hv_round round,
                              uint8_t field)
{
    uint8_t present = hv_unit_present(unit);
    uint64_t options = UINT64_MAX;

    for (unsigned member = 0; member < unit->member_count; member++) {
        if ((present >> member & 1) != 0) {
            options &= chosen(group, run, (uint16_t)(unit->first_seat + member), round, field);
        }
    }
    return options;
}

static struct hv_bytes pack(uint64_t options, uint8_t ret[HV_OPTIONS_MAX])
{
    size_t count = 0;

    for (uint8_t i = 0; i < HV_OPTIONS_MAX; i++) {
        if ((options >> i & 1) != 0) {
            ret[count++] = i;
        }
    }
    return (struct hv_bytes){ .data = ret, .size = count };
}

const struct hv_carried *hv_deciding_matches(struct hv_deciding *deciding,
                                             const struct hv_run *run,
                                             const struct hv_unit *unit,
                                             const struct hv_gate *gate,
                                             uint8_t *ret_count)
{
    struct hv_carried *matches = hv_deciding_array(deciding, HV_FIELDS_MAX, sizeof *matches);
    uint8_t packed[HV_OPTIONS_MAX];
    uint8_t count = 0;

    for (uint8_t i = 0; matches != NULL && i < run->exercise->field_count; i++) {
        if ((gate->fields >> i & 1) != 0) {
            uint64_t options = chosen_by_all(deciding->group, run, unit, gate->round, i);

            matches[count++] = (struct hv_carried){
                .field = i,
                .answer = HV_ANSWER_GIVEN,
                .part = hv_deciding_part(deciding, hv_scope_matched(run, unit->number),
                                         pack(options, packed)),
            };
        }
    }
    *ret_count = count;
    return matches;
}
