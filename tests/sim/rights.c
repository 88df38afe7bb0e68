/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/rights.h"

static void split(struct device *device, uint32_t seat)
{
    PEOPLE_ASK(device, Split, SPLIT, split, false, { asked.seat = seat; });
}

/* One answer more or less that the facilitators may read; some are not for that. */
static void
widen(struct device *device, const Houvast__V1__SeatPane *seat, uint32_t fields, uint32_t draw)
{
    uint32_t field = seat->n_fields > 0 ? seat->fields[draw % seat->n_fields]->field : 0;
    PEOPLE_ASK(device, Widen, WIDEN, widen, false, {
        asked.run = seat->run;
        asked.seat = seat->seat;
        asked.fields = fields & UINT32_C(1) << field;
        asked.on = people_chance(device, 800);
    });
}

/* The partner of whoever has a secret does not say so, or both would be seen to. */
bool rights_of_couple(struct device *device,
                      const Houvast__V1__SeatPane *seat,
                      const Houvast__V1__Definition *definition)
{
    const struct world_secret *secret = &device->world->secret;
    const Houvast__V1__Pane *pane =
        people_pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT, seat->unit);
    bool is_secret =
        secret->kind == SECRET_LETS_READ && (seat->seat - 1) / 2 == (secret->seat - 1u) / 2;
    if (pane == NULL || !pane->unit->joint_confirmed || pane->unit->n_joints == 0) {
        return false;
    }
    uint32_t draw = chance_below(&device->chance, (uint32_t)pane->unit->n_joints);
    uint32_t field = pane->unit->joints[draw]->field;
    bool on = is_secret || people_chance(device, 850);
    bool to_group = people_chance(device, 700) && field < definition->n_fields &&
                    definition->fields[field]->may_go_to_group;
    PEOPLE_ASK_IF(!is_secret || people_tells(device, seat->seat, SECRET_LETS_READ), device, Widen,
                  WIDEN, widen, false, {
                      asked.run = seat->run;
                      asked.seat = seat->seat;
                      asked.fields = UINT32_C(1) << field;
                      asked.on = on;
                      asked.to_group = to_group;
                  });
    return true;
}

/* All of the envelope, or some of it. */
void rights_of_author(struct device *device, const Houvast__V1__SeatPane *seat, uint32_t fields)
{
    bool all = people_chance(device, 300);
    uint32_t some = (uint32_t)chance_next(&device->chance);
    if (people_chance(device, 30)) {
        split(device, seat->seat);
        return;
    }
    if (people_chance(device, 300)) {
        if (!people_has_secret(device, seat->seat)) { /* facilitators would read it, as they may */
            widen(device, seat, fields, some);
        }
        return;
    }
    PEOPLE_ASK(device, TakeBack, TAKE_BACK, take_back, false, {
        asked.run = seat->run;
        asked.seat = seat->seat;
        asked.fields = all ? fields : fields & some;
        asked.discard = people_chance(device, 500);
    });
}

void rights_of_facilitator(struct device *device, const Houvast__V1__BoardPane *board)
{
    const Houvast__V1__BoardUnit *unit =
        board->units[chance_below(&device->chance, (uint32_t)board->n_units)];
    uint32_t member = chance_below(&device->chance, 2);
    if (people_chance(device, 100) && unit->n_seats > member) {
        split(device, unit->seats[member]->seat);
        return;
    }
    PEOPLE_ASK(device, NarrowField, NARROW_FIELD, narrow_field, false, {
        asked.run = board->run;
        asked.field = chance_below(&device->chance, 6);
        asked.to = people_chance(device, 700) ? HOUVAST__V1__VISIBILITY__VISIBILITY_SELF
                                              : HOUVAST__V1__VISIBILITY__VISIBILITY_GROUP;
    });
}
