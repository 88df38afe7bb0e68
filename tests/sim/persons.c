/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/persons.h"

#include "tests/sim/canaries.h"

void persons_read(struct device *device, uint32_t seat)
{
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;
    read.kind = HOUVAST__V1__READ_KIND__READ_KIND_PERSON;
    read.number = seat;
    (void)hv_client_read(device->client, &read, NULL);
}

void persons_light(struct device *device, uint32_t seat)
{
    PEOPLE_ASK(device, SetLight, SET_LIGHT, set_light, false, {
        asked.seat = seat;
        asked.light = people_chance(device, 60)
                          ? HOUVAST__V1__LIGHT__LIGHT_RED
                          : (Houvast__V1__Light)chance_below(&device->chance, 3);
    });
}

static void set_tag(struct device *device, uint32_t seat)
{
    PEOPLE_ASK(device, SetTag, SET_TAG, set_tag, false, {
        asked.seat = seat;
        asked.tag = (Houvast__V1__Tag)(1 + chance_below(&device->chance, HV_TAG_END - 1));
        asked.set = people_chance(device, 400);
    });
}

static void write_note(struct device *device, uint32_t seat)
{
    const struct law_piece piece = { .seat = (uint16_t)seat, .field = 0xff };
    uint32_t draw = (uint32_t)chance_next(&device->chance);
    char text[200] = "";
    if (!people_chance(device, 200)) {
        canaries_type(device, &piece, draw, 0, text, sizeof text);
    }
    PEOPLE_ASK(device, WriteNote, WRITE_NOTE, write_note, false, {
        asked.seat = seat;
        asked.text = text;
        asked.revision = device->canary_count;
    });
}

void persons_act(struct device *device, uint32_t seat)
{
    switch (chance_below(&device->chance, 4)) {
    case 0:
        persons_light(device, seat);
        break;
    case 1:
        set_tag(device, seat);
        break;
    case 2:
        write_note(device, seat);
        break;
    default:
        persons_read(device, seat);
        break;
    }
}
