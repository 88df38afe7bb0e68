/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/people.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tests/sim/couples.h"
#include "tests/sim/door.h"
#include "tests/sim/leading.h"

#define OUTSTANDING_BY_CHOICE 6

struct people *people_of(struct device *device)
{
    if (device->people == NULL) {
        device->people = calloc(1, sizeof *device->people);
        assert(device->people != NULL);
    }
    return device->people;
}

void people_free(struct device *device)
{
    free(device->people);
}

uint32_t people_pause(struct device *device)
{
    if (device->world->secret.kind != SECRET_NONE) {
        return WORLD_ROUND_MS + chance_below(&device->chance, WORLD_ROUND_MS);
    }
    return device->kind == DEVICE_FACILITATOR ? 50 + chance_below(&device->chance, 400)
                                              : 20 + chance_below(&device->chance, 300);
}

const uint8_t *people_ask(struct device *device,
                          Houvast__V1__Command *command,
                          Houvast__V1__Command__WhatCase what,
                          bool stored)
{
    static uint8_t id[HV_CLIENT_ID_SIZE];
    command->what_case = what;
    enum hv_client_status status = hv_client_command(device->client, command, id);
    if (status != HV_CLIENT_OK) {
        return NULL;
    }
    world_asked(device, id, stored);
    return id;
}

void people_ask_nothing(struct device *device)
{
    uint8_t id[HV_CLIENT_ID_SIZE];
    chance_fill(&device->engine, id, sizeof id);
    device->unsaid++;
}

bool people_has_secret(const struct device *device, uint32_t seat)
{
    return device->world->secret.kind != SECRET_NONE && device->world->secret.seat == seat;
}

bool people_tells(const struct device *device, uint32_t seat, enum world_secret_kind kind)
{
    return people_has_secret(device, seat) && device->world->secret.kind == kind &&
           device->world->secret.told;
}

const Houvast__V1__Pane *
people_pane(const struct device *device, Houvast__V1__PaneKind kind, uint32_t number)
{
    return hv_client_pane(device->client, (int)kind, number);
}

const Houvast__V1__Definition *people_definition(const struct device *device,
                                                 const ProtobufCBinaryData *hash)
{
    return hash->len == HV_CLIENT_HASH_SIZE ? hv_client_definition(device->client, hash->data)
                                            : NULL;
}

bool people_chance(struct device *device, uint32_t in_thousand)
{
    return chance_happens(&device->chance, in_thousand);
}

void people_read(struct device *device, Houvast__V1__ReadKind kind, uint32_t run)
{
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;
    read.kind = kind;
    read.run = run;
    (void)hv_client_read(device->client, &read, NULL);
}

void people_on_reply(struct device *device, const struct hv_client_reply *reply)
{
    if (device->kind == DEVICE_OWNER) {
        door_group_answered(device, reply);
    } else if (memcmp(reply->id, people_of(device)->wrong, HV_CLIENT_ID_SIZE) == 0) {
        couples_tried(device, reply);
    } else {
        door_wish_answered(device, reply);
    }
}

void people_on_page(struct device *device, const struct hv_client_page *page)
{
    struct people *people = people_of(device);
    for (size_t i = 0; page->rows != NULL && i < page->rows->n_rows; i++) {
        const Houvast__V1__ReadRow *row = page->rows->rows[i];
        if (row->key.len > 0) {
            couples_keep_outbox_key(device->world, row);
        } else if (row->words[0] != '\0') {
            door_print_slip(device->world, row);
        } else if (row->code[0] != '\0') {
            door_print_card(device->world, row);
        } else if (row->role == HOUVAST__V1__ROLE__ROLE_PROJECTOR) {
            people->projector = row->device;
        } else if (row->run != 0) {
            people->note_run = row->run;
            people->note_field = row->field;
            people->note = row->note;
        }
    }
}

void people_act(struct device *device)
{
    /* Who sends less waits for less; that must not show in what is done besides. */
    if (device->world->secret.kind == SECRET_NONE &&
        hv_client_outstanding(device->client) >= OUTSTANDING_BY_CHOICE) {
        return;
    }
    switch (device->kind) {
    case DEVICE_OWNER:
        door_make_group(device);
        break;
    case DEVICE_FACILITATOR:
        leading_act(device);
        break;
    case DEVICE_TABLE:
    case DEVICE_PEN:
        couples_act(device);
        break;
    case DEVICE_PROJECTOR:
        break;
    }
}

bool people_may_let_go(const Houvast__V1__Definition *definition)
{
    for (size_t i = 0; definition != NULL && i < definition->n_fields; i++) {
        const Houvast__V1__Field *field = definition->fields[i];
        if (field->may_go_to_group &&
            field->visibility == HOUVAST__V1__VISIBILITY__VISIBILITY_JOINT) {
            return true;
        }
    }
    return false;
}
