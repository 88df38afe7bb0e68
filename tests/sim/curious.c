/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/curious.h"

#include "tests/sim/persons.h"

void curious_facilitator(struct device *device, const Houvast__V1__BoardPane *board)
{
    if (board->run != 0 && device->world->secret.kind == SECRET_NONE && people_chance(device, 40)) {
        uint32_t run = 1 + (uint32_t)chance_below(&device->chance, board->run);
        people_read(device, HOUVAST__V1__READ_KIND__READ_KIND_ANSWERS, run);
    }
}

static void read_own(struct device *device, Houvast__V1__ReadKind kind, uint32_t seat)
{
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;
    read.kind = kind;
    read.number = seat;
    (void)hv_client_read(device->client, &read, NULL);
}

static void withdraw(struct device *device, const Houvast__V1__SeatPane *seat)
{
    people_of(device)->withdrew = true;
    PEOPLE_ASK(device, GiveConsent, GIVE_CONSENT, give_consent, false, {
        asked.seat = seat->seat;
        asked.statement = seat->given->id;
        asked.version = seat->given->version;
        asked.language = HOUVAST__V1__LANGUAGE__LANGUAGE_NL;
    });
}

static void write_without_consent(struct device *device, const Houvast__V1__SeatPane *seat)
{
    PEOPLE_ASK(device, SaveField, SAVE_FIELD, save_field, false, {
        asked.run = seat->run;
        asked.seat = seat->seat;
        asked.field = seat->fields[0]->field;
        asked.revision = seat->fields[0]->revision + 1;
        asked.answer = HOUVAST__V1__ANSWER__ANSWER_ALOUD;
    });
}

void curious_couple(struct device *device, const Houvast__V1__SeatPane *seat)
{
    if (seat == NULL) {
        return;
    }
    uint32_t draw = chance_below(&device->chance, 1000);
    if (draw < 20) {
        read_own(device, HOUVAST__V1__READ_KIND__READ_KIND_OWN_WORK, seat->seat);
    } else if (draw >= 990) {
        persons_read(device, seat->seat);
    } else if (draw >= 985) {
        read_own(device, HOUVAST__V1__READ_KIND__READ_KIND_STATEMENT, seat->seat);
    } else if (draw >= 960) {
        read_own(device, HOUVAST__V1__READ_KIND__READ_KIND_HISTORY, seat->seat);
    } else if (draw < 21 && seat->given != NULL) {
        withdraw(device, seat);
    } else if (draw < 200 && seat->statement != NULL && seat->run != 0 && seat->n_fields > 0) {
        write_without_consent(device, seat);
    }
}
