/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How people come in who have no token: with their couple's card, or with a code that they type.
 * Who is turned away tries again later; now and then somebody types what opens nothing.
 */
#include <stdio.h>
#include <string.h>

#include "houvast/v1/wire.pb-c.h"
#include "tests/sim/world.h"

#define REST_MS 40000 /* after what opened nothing */
#define WRONG   200   /* of a thousand codes */

/* What hangs on the wall of the hall: the stage, as the projector shows it. */
static const Houvast__V1__StagePane *projected(const struct world *world)
{
    for (uint32_t i = 0; i < world->device_count; i++) {
        const struct device *device = &world->devices[i];
        const Houvast__V1__Pane *pane =
            device->kind == DEVICE_PROJECTOR
                ? hv_client_pane(device->client, HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE, 0)
                : NULL;
        if (pane != NULL) {
            return pane->stage;
        }
    }
    return NULL;
}

/* As people type: some do not bother with capitals, some mistake a symbol. */
static void type(struct device *device, char *code)
{
    if (chance_happens(&device->chance, WRONG)) {
        char *at = &code[chance_below(&device->chance, (uint32_t)strlen(code))];
        *at = *at == '7' ? '8' : '7';
        device->guesses = true;
    }
    for (char *at = code; *at != '\0'; at++) {
        bool small = *at >= 'A' && *at <= 'Z' && chance_happens(&device->chance, 300);
        *at = small ? (char)(*at - 'A' + 'a') : *at;
    }
}

/* What the person has in hand now, as text in `ret`; false: nothing. */
static bool find_way(struct device *device,
                     const Houvast__V1__StagePane *stage,
                     char ret[HV_CLIENT_TOKEN_TEXT_SIZE + 1])
{
    const struct world *world = device->world;
    const size_t room = HV_CLIENT_TOKEN_TEXT_SIZE + 1;
    device->guesses = false;
    if (device->way == WAY_WALK_IN) {
        if (stage->lobby == NULL) {
            return false;
        }
        snprintf(ret, room, "%s", stage->lobby->code);
    } else if (!world->cards[device->unit].there) {
        return false;
    } else if (device->way == WAY_CARD) {
        hv_client_token_format(world->cards[device->unit].token, ret);
        return true;
    } else {
        snprintf(ret, room, "%s", world->cards[device->unit].code);
    }
    type(device, ret);
    return true;
}

static void try_to_come_in(struct device *device)
{
    const Houvast__V1__StagePane *stage = projected(device->world);
    char text[HV_CLIENT_TOKEN_TEXT_SIZE + 1];
    if (device->world->now < device->arrives_at || stage == NULL || !stage->meeting_open ||
        !find_way(device, stage, text)) {
        return;
    }
    if (hv_id_is_zero(device->arrival)) {
        chance_fill(&device->engine, device->arrival.b, sizeof device->arrival.b);
    }
    world_arrive(device, &(struct hv_client_arrival){
                             .device = device->kind == DEVICE_PEN ? HV_CLIENT_PEN : HV_CLIENT_TABLE,
                             .card = device->way == WAY_CARD ? text : NULL,
                             .code = device->way == WAY_CARD ? NULL : text,
                             .id = device->arrival.b,
                         });
}

/* Who came with a card has to come again when the couple gets a new one; guests leave with their
 * lobby. Whoever was placed by a facilitator stays. */
static bool may_be_removed(const struct device *device)
{
    const Houvast__V1__Welcome *welcome = hv_client_welcome(device->client);
    return device->way != WAY_WALK_IN || welcome == NULL ||
           welcome->role == HOUVAST__V1__ROLE__ROLE_GUEST;
}

/* Turned away, or not in any more: it comes again, later, as somebody else when it was in. */
static void leave(struct device *device)
{
    enum hv_client_farewell farewell = hv_client_farewell(device->client);
    if (farewell == HV_CLIENT_FAREWELL_NOT_ADMITTED || farewell == HV_CLIENT_FAREWELL_RESTING) {
        device->world->counts.turned_away++;
    } else if (may_be_removed(device) &&
               (farewell == HV_CLIENT_FAREWELL_TOKEN || farewell == HV_CLIENT_FAREWELL_REMOVED)) {
        device->arrival = (struct hv_id){ .b = { 0 } };
    } else {
        world_broken(device->world, "somebody who was let in was shown out");
    }
    hv_client_free(device->client);
    device->client = NULL;
    device->arrives_at = device->world->now + REST_MS;
}

bool arrivals_act(struct device *device)
{
    if (device->client == NULL) {
        try_to_come_in(device);
        return true;
    }
    if (hv_client_state(device->client) == HV_CLIENT_FAREWELLED) {
        leave(device);
        return true;
    }
    return false;
}
