/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/door.h"

#include <stdio.h>
#include <string.h>

#define PROJECTORS_MAX 5

void door_make_group(struct device *owner)
{
    struct people *people = people_of(owner);
    if (people->group_asked || hv_client_state(owner->client) != HV_CLIENT_OPEN) {
        return;
    }
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    Houvast__V1__MakeGroup make = HOUVAST__V1__MAKE_GROUP__INIT;
    char title[] = "kanarie groep", programme[65];
    struct hv_bytes id = owner->world->library->programmes[0]->id;
    snprintf(programme, sizeof programme, "%.*s", (int)id.size, (const char *)id.data);
    make.title = title;
    make.programme = programme;
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_MAKE_GROUP;
    command.make_group = &make;
    people->group_asked = hv_client_house_command(owner->client, &command, NULL) == HV_CLIENT_OK;
}

static void wish_for(struct people *people, const uint8_t *id, struct wish wish)
{
    if (id != NULL) {
        memcpy(wish.id, id, sizeof wish.id);
        people->wishes[people->wish_count++] = wish;
    }
}

static Houvast__V1__Role role_of(enum device_kind kind)
{
    return kind == DEVICE_TABLE       ? HOUVAST__V1__ROLE__ROLE_TABLE
           : kind == DEVICE_PEN       ? HOUVAST__V1__ROLE__ROLE_PEN
           : kind == DEVICE_PROJECTOR ? HOUVAST__V1__ROLE__ROLE_PROJECTOR
                                      : HOUVAST__V1__ROLE__ROLE_CO_FACILITATOR;
}

static void invite(struct device *device, enum device_kind kind, uint16_t unit, uint16_t seat)
{
    Houvast__V1__Invite asked = HOUVAST__V1__INVITE__INIT;
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    asked.role = role_of(kind);
    asked.unit = kind == DEVICE_TABLE ? unit : 0;
    asked.seat = seat;
    command.invite = &asked;
    wish_for(people_of(device),
             people_ask(device, &command, HOUVAST__V1__COMMAND__WHAT_INVITE, true),
             (struct wish){ .kind = WISH_DEVICE, .device = kind, .unit = unit, .seat = seat });
}

static void add_unit(struct device *device)
{
    Houvast__V1__AddUnit asked = HOUVAST__V1__ADD_UNIT__INIT;
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    char one[] = "kanarie Noor", other[] = "kanarie Sam";
    char *names[] = { one, other };
    asked.names = names;
    asked.n_names = 2;
    command.add_unit = &asked;
    wish_for(people_of(device),
             people_ask(device, &command, HOUVAST__V1__COMMAND__WHAT_ADD_UNIT, true),
             (struct wish){ .kind = WISH_UNIT });
}

bool door_has_pens(uint16_t unit)
{
    return unit % 3 == 1;
}

static void unit_is_there(struct device *device, uint16_t unit)
{
    struct world *world = device->world;
    uint16_t seat = (uint16_t)(unit * 2 - 1);
    if (unit % 3 == 2) {
        invite(device, DEVICE_TABLE, unit, 0);
        return;
    }
    (void)world_expect_device(world, DEVICE_TABLE, unit, 0,
                              door_has_pens(unit) ? WAY_CODE : WAY_WALK_IN);
    if (door_has_pens(unit)) {
        (void)world_expect_device(world, DEVICE_PEN, unit, seat, WAY_CARD);
        (void)world_expect_device(world, DEVICE_PEN, unit, (uint16_t)(seat + 1), WAY_CARD);
    }
}

void door_replace_projector(struct device *facilitator)
{
    struct people *people = people_of(facilitator);
    if (people->projector == 0 || people->projectors == PROJECTORS_MAX) {
        people_read(facilitator, HOUVAST__V1__READ_KIND__READ_KIND_ROSTER, 0);
        return;
    }
    PEOPLE_ASK(facilitator, RemoveDevice, REMOVE_DEVICE, remove_device, false,
               { asked.device = people->projector; });
    people->projector = 0;
    people->projectors++;
    invite(facilitator, DEVICE_PROJECTOR, 0, 0);
}

static void set_lobby(struct device *device, bool open)
{
    PEOPLE_ASK(device, SetLobby, SET_LOBBY, set_lobby, true, { asked.open = open; });
}

/* Whose table a guest is: people say so; the page shows the device's number. 0: nobody knows. */
static uint16_t unit_of_guest(const struct world *world, uint32_t number)
{
    for (uint32_t i = 0; i < world->device_count; i++) {
        const struct device *guest = &world->devices[i];
        const Houvast__V1__Welcome *welcome =
            guest->client != NULL ? hv_client_welcome(guest->client) : NULL;
        if (guest->way == WAY_WALK_IN && welcome != NULL && welcome->device == number) {
            return guest->unit;
        }
    }
    return 0;
}

static void place_guest(struct device *device, const Houvast__V1__BoardPane *board)
{
    uint32_t number =
        board->guests[chance_below(&device->chance, (uint32_t)board->n_guests)]->device;
    uint16_t unit = unit_of_guest(device->world, number);
    if (unit == 0) {
        return;
    }
    PEOPLE_ASK(device, PlaceGuest, PLACE_GUEST, place_guest, true, {
        asked.device = number;
        asked.unit = unit;
    });
}

static void renew_card(struct device *device, const Houvast__V1__BoardPane *board)
{
    people_of(device)->cards_old = true;
    PEOPLE_ASK(device, RenewCard, RENEW_CARD, renew_card, true, {
        asked.unit = board->units[chance_below(&device->chance, (uint32_t)board->n_units)]->unit;
    });
}

static void deal_words(struct device *device, const Houvast__V1__BoardPane *board)
{
    const Houvast__V1__BoardUnit *unit =
        board->units[chance_below(&device->chance, (uint32_t)board->n_units)];
    people_of(device)->slips_old = true;
    PEOPLE_ASK(device, DealWords, DEAL_WORDS, deal_words, true, {
        asked.seat = unit->seats[chance_below(&device->chance, (uint32_t)unit->n_seats)]->seat;
    });
}

static bool has_all_slips(const struct world *world, const Houvast__V1__BoardPane *board)
{
    for (size_t i = 0; i < board->n_units; i++) {
        for (size_t j = 0; j < board->units[i]->n_seats; j++) {
            if (world->slips[board->units[i]->seats[j]->seat][0] == '\0') {
                return false;
            }
        }
    }
    return true;
}

bool door_print_slips(struct device *facilitator, const Houvast__V1__BoardPane *board)
{
    struct people *people = people_of(facilitator);
    if (!people->slips_old && has_all_slips(facilitator->world, board)) {
        return false;
    }
    people->slips_old = false;
    people_read(facilitator, HOUVAST__V1__READ_KIND__READ_KIND_SLIPS, 0);
    return true;
}

void door_tend(struct device *facilitator, const Houvast__V1__BoardPane *board)
{
    struct people *people = people_of(facilitator);
    const Houvast__V1__Pane *stage =
        people_pane(facilitator, HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE, 0);
    uint32_t draw = chance_below(&facilitator->chance, 100);
    if (stage == NULL) {
        return;
    }
    if (people->cards_old || !facilitator->world->cards[1].there) {
        people->cards_old = false;
        people_read(facilitator, HOUVAST__V1__READ_KIND__READ_KIND_COUPLE_CARDS, 0);
    } else if (board->n_guests > 0) {
        place_guest(facilitator, board);
    } else if (stage->stage->lobby == NULL || draw < 3) {
        set_lobby(facilitator, stage->stage->lobby == NULL);
    } else if (draw < 6 && board->n_units > 0) {
        renew_card(facilitator, board);
    } else if (draw == 6 && board->n_units > 0) {
        deal_words(facilitator, board);
    } else if (draw < 17) {
        people->slips_old = true; /* somebody lost one, or a reply came too late */
    }
}

void door_print_card(struct world *world, const Houvast__V1__ReadRow *row)
{
    if (row->unit > HV_UNITS_MAX || row->token.len != HV_TOKEN_SIZE ||
        strlen(row->code) != HV_CARD_CODE_SIZE) {
        world_broken(world, "a couple's card lacks something");
        return;
    }
    world->cards[row->unit].there = true;
    memcpy(world->cards[row->unit].token, row->token.data, HV_TOKEN_SIZE);
    memcpy(world->cards[row->unit].code, row->code, HV_CARD_CODE_SIZE + 1);
}

/* With new words the seat begins anew, and so does the outbox of its page. */
void door_print_slip(struct world *world, const Houvast__V1__ReadRow *row)
{
    if (row->seat > HV_SEATS_MAX || strlen(row->words) > HV_WORDS_TEXT_MAX) {
        world_broken(world, "a slip is of nobody, or too long");
        return;
    }
    if (strcmp(world->slips[row->seat], row->words) != 0) {
        world->outbox[row->seat].there = false;
        memcpy(world->outbox[row->seat].before, world->outbox[row->seat].key, HV_SECRET_SIZE);
        memcpy(world->slips[row->seat], row->words, strlen(row->words) + 1);
    }
}

void door_group_answered(struct device *owner, const struct hv_client_reply *reply)
{
    if (reply->outcome == HV_CLIENT_REFUSED) {
        people_of(owner)->group_asked = false;
    } else if (reply->token != NULL) {
        (void)world_add_device(owner->world, DEVICE_FACILITATOR, reply->token, 0, 0);
    }
}

static bool take_wish(struct people *people, const uint8_t *id, struct wish *ret)
{
    for (uint32_t i = 0; i < people->wish_count; i++) {
        if (memcmp(people->wishes[i].id, id, HV_CLIENT_ID_SIZE) == 0) {
            *ret = people->wishes[i];
            people->wishes[i] = people->wishes[--people->wish_count];
            return true;
        }
    }
    return false;
}

static void device_is_there(struct world *world, const struct wish *wish, const uint8_t *token)
{
    struct device *there = world_add_device(world, wish->device, token, wish->unit, wish->seat);
    if (wish->device == DEVICE_FACILITATOR) {
        /* two facilitators press at once: the second makes no group and invites nobody */
        people_of(there)->colleague = true;
        people_of(there)->units_asked = world->couples;
        people_of(there)->devices_asked = 1;
    }
}

void door_wish_answered(struct device *facilitator, const struct hv_client_reply *reply)
{
    struct people *people = people_of(facilitator);
    struct wish wish;
    if (!take_wish(people, reply->id, &wish)) {
        return;
    }
    if (reply->outcome == HV_CLIENT_DONE && wish.kind == WISH_UNIT) {
        unit_is_there(facilitator, (uint16_t)reply->number);
    } else if (reply->outcome == HV_CLIENT_DONE) {
        device_is_there(facilitator->world, &wish, reply->token);
    } else if (reply->outcome == HV_CLIENT_REFUSED && wish.kind == WISH_UNIT) {
        people->units_asked--;
    } else if (reply->outcome == HV_CLIENT_REFUSED) {
        invite(facilitator, wish.device, wish.unit, wish.seat);
    }
}

bool door_set_up(struct device *facilitator)
{
    struct people *people = people_of(facilitator);
    if (people->units_asked < facilitator->world->couples) {
        people->units_asked++;
        add_unit(facilitator);
        return true;
    }
    if (people->devices_asked == 0) {
        people->devices_asked++;
        invite(facilitator, DEVICE_PROJECTOR, 0, 0);
        invite(facilitator, DEVICE_FACILITATOR, 0, 0);
        return true;
    }
    return false;
}
