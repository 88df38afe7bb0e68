/* SPDX-License-Identifier: EUPL-1.2 */
#include "pane_bytes.h"

#include <assert.h>
#include <stdlib.h>

static void add(struct pane_bytes *bytes, const void *from, size_t size)
{
    if (bytes->size + size > bytes->room) {
        bytes->room = 2 * (bytes->size + size) + 256;
        bytes->data = realloc(bytes->data, bytes->room);
        assert(bytes->data != NULL);
    }
    if (size != 0) {
        memcpy(bytes->data + bytes->size, from, size);
    }
    bytes->size += size;
}

void pane_bytes_add_number(struct pane_bytes *bytes, int64_t number)
{
    add(bytes, &number, sizeof number);
}

static void add_bytes(struct pane_bytes *bytes, struct hv_bytes text)
{
    pane_bytes_add_number(bytes, (int64_t)text.size);
    add(bytes, text.data, text.size);
}

static void add_text(struct pane_bytes *bytes, struct hv_text text)
{
    add_bytes(bytes, text.nl);
    add_bytes(bytes, text.en);
}

static void add_id(struct pane_bytes *bytes, struct hv_id id)
{
    add(bytes, id.b, sizeof id.b);
}

/* For a read of no key it is all zero. */
static void add_scope(struct pane_bytes *bytes, const struct hv_key_scope *scope)
{
    uint8_t canonical[HV_KEY_SCOPE_BYTES];

    hv_key_scope_bytes(scope, canonical);
    add(bytes, canonical, sizeof canonical);
}

static void add_place(struct pane_bytes *bytes, struct hv_place place)
{
    pane_bytes_add_number(bytes, place.stage);
    pane_bytes_add_number(bytes, place.turn);
}

static void add_stage(struct pane_bytes *bytes, const struct hv_stage_pane *pane)
{
    const int64_t numbers[] = {
        pane->meeting_open,  pane->step_place,
        pane->step_count,    pane->step_kind,
        pane->run,           pane->stage_kind,
        pane->block,         pane->stage,
        pane->prompts,       pane->cover,
        pane->timer.set,     pane->timer.running,
        pane->timer.ends_at, pane->timer.remaining_ms,
        pane->lobby.open,    pane->lobby.here,
    };

    add(bytes, numbers, sizeof numbers);
    add_text(bytes, pane->meeting_title);
    add_text(bytes, pane->step_title);
    add_id(bytes, pane->exercise);
    add_bytes(bytes, pane->announcement);
    add_bytes(bytes, pane->lobby.code);
}

static void add_wall(struct pane_bytes *bytes, const struct hv_wall_pane *pane)
{
    pane_bytes_add_number(bytes, pane->item_count);
    for (uint32_t i = 0; i < pane->item_count; i++) {
        const struct hv_wall_item *item = &pane->items[i];
        const int64_t numbers[] = {
            item->kind,
            item->number,
            item->field,
            item->result.field,
            item->result.option,
            item->result.enough,
            item->result.counts[0],
            item->result.counts[1],
            item->result.counts[2],
            item->result.band_count,
        };

        add(bytes, numbers, sizeof numbers);
        add_id(bytes, item->exercise);
        add_text(bytes, item->example);
        add_bytes(bytes, item->text);
        add_bytes(bytes, item->name);
    }
    add_text(bytes, pane->example.title);
    for (uint8_t i = 0; i < pane->example.answer_count; i++) {
        add_text(bytes, pane->example.answers[i].prompt);
        add_text(bytes, pane->example.answers[i].answer);
    }
}

static void add_unit(struct pane_bytes *bytes, const struct hv_unit_pane *pane)
{
    const int64_t numbers[] = {
        pane->unit,
        pane->admitted,
        pane->seat_count,
        pane->run,
        pane->form,
        pane->speaker,
        pane->in_block,
        pane->both_ready,
        pane->may_open,
        pane->opened_count,
        pane->joint_count,
        pane->joint_revision,
        pane->joint_confirmed,
        pane->only_author,
        pane->nameless,
    };

    add(bytes, numbers, sizeof numbers);
    add_id(bytes, pane->exercise);
    add_place(bytes, pane->place);
    for (uint8_t i = 0; i < pane->seat_count; i++) {
        pane_bytes_add_number(bytes, pane->seats[i].seat);
        pane_bytes_add_number(bytes, pane->seats[i].marked);
        pane_bytes_add_number(bytes, pane->seats[i].own_device);
        add_bytes(bytes, pane->seats[i].name);
        add_bytes(bytes, pane->seats[i].pen_code);
    }
    for (uint32_t i = 0; i < pane->opened_count; i++) {
        pane_bytes_add_number(bytes, pane->opened[i].seat);
        pane_bytes_add_number(bytes, pane->opened[i].field);
        pane_bytes_add_number(bytes, pane->opened[i].shown);
        add_bytes(bytes, pane->opened[i].packed);
    }
    for (uint32_t i = 0; i < pane->joint_count; i++) {
        pane_bytes_add_number(bytes, pane->joints[i].field);
        pane_bytes_add_number(bytes, pane->joints[i].revision);
        pane_bytes_add_number(bytes, pane->joints[i].answer);
        add_bytes(bytes, pane->joints[i].packed);
    }
}

static void add_seat(struct pane_bytes *bytes, const struct hv_seat_pane *pane)
{
    const int64_t numbers[] = {
        pane->seat,      pane->unit,      pane->consent_asked, pane->statement_version,
        pane->admitted,  pane->run,       pane->writable[0],   pane->writable[1],
        pane->closed[0], pane->closed[1], pane->field_count,
    };

    add(bytes, numbers, sizeof numbers);
    add_bytes(bytes, pane->name);
    add_bytes(bytes, pane->statement);
    add_text(bytes, pane->statement_text);
    for (uint32_t i = 0; i < pane->field_count; i++) {
        pane_bytes_add_number(bytes, pane->fields[i].field);
        pane_bytes_add_number(bytes, pane->fields[i].revision);
        pane_bytes_add_number(bytes, pane->fields[i].answer);
        pane_bytes_add_number(bytes, pane->fields[i].shown);
        pane_bytes_add_number(bytes, pane->fields[i].taken_back);
    }
}

static void add_work(struct pane_bytes *bytes, const struct hv_work_pane *pane)
{
    pane_bytes_add_number(bytes, pane->seat);
    pane_bytes_add_number(bytes, pane->value_count);
    for (uint32_t i = 0; i < pane->value_count; i++) {
        pane_bytes_add_number(bytes, pane->values[i].run);
        pane_bytes_add_number(bytes, pane->values[i].field);
        pane_bytes_add_number(bytes, pane->values[i].revision);
        pane_bytes_add_number(bytes, pane->values[i].answer);
        add_bytes(bytes, pane->values[i].packed);
    }
}

static void add_board_unit(struct pane_bytes *bytes, const struct hv_board_unit *unit)
{
    const int64_t numbers[] = {
        unit->unit,      unit->mark,    unit->online,
        unit->form,      unit->opened,  unit->joint_confirmed,
        unit->more_time, unit->sharing, unit->seat_count,
        unit->signal,
    };

    add(bytes, numbers, sizeof numbers);
    add_place(bytes, unit->place);
    for (uint8_t i = 0; i < unit->seat_count; i++) {
        pane_bytes_add_number(bytes, unit->seats[i].seat);
        pane_bytes_add_number(bytes, unit->seats[i].state);
        pane_bytes_add_number(bytes, unit->seats[i].consent);
        pane_bytes_add_number(bytes, unit->seats[i].signal);
        pane_bytes_add_number(bytes, unit->seats[i].split);
        add_bytes(bytes, unit->seats[i].name);
    }
}

static void add_board(struct pane_bytes *bytes, const struct hv_board_pane *pane)
{
    const int64_t numbers[] = {
        pane->meeting_open,  pane->meeting,    pane->evening_ends_at, pane->step_started_at,
        pane->step,          pane->run,        pane->stage,           pane->notes,
        pane->too_few,       pane->step_count, pane->unit_count,      pane->guest_count,
        pane->example_shown, pane->began_at,   pane->paused,          pane->only_author,
        pane->nameless,
    };

    add(bytes, numbers, sizeof numbers);
    for (uint8_t i = 0; i < pane->step_count; i++) {
        pane_bytes_add_number(bytes, pane->steps[i].step);
        pane_bytes_add_number(bytes, pane->steps[i].kind);
        pane_bytes_add_number(bytes, pane->steps[i].minutes);
        pane_bytes_add_number(bytes, pane->steps[i].state);
        pane_bytes_add_number(bytes, pane->steps[i].example_answers);
        add_bytes(bytes, pane->steps[i].number);
        add_text(bytes, pane->steps[i].title);
        add_id(bytes, pane->steps[i].exercise);
    }
    for (uint8_t i = 0; i < pane->unit_count; i++) {
        add_board_unit(bytes, &pane->units[i]);
    }
    for (uint8_t i = 0; i < pane->guest_count; i++) {
        pane_bytes_add_number(bytes, pane->guests[i].device);
        pane_bytes_add_number(bytes, pane->guests[i].online);
    }
}

void pane_bytes_add(struct pane_bytes *bytes, const struct hv_pane *pane)
{
    pane_bytes_add_number(bytes, pane->key.kind);
    pane_bytes_add_number(bytes, pane->key.number);
    switch (pane->key.kind) {
    case HV_PANE_STAGE:
        add_stage(bytes, &pane->stage);
        break;
    case HV_PANE_WALL:
        add_wall(bytes, &pane->wall);
        break;
    case HV_PANE_UNIT:
        add_unit(bytes, &pane->unit);
        break;
    case HV_PANE_SEAT:
        add_seat(bytes, &pane->seat);
        break;
    case HV_PANE_WORK:
        add_work(bytes, &pane->work);
        break;
    case HV_PANE_BOARD:
        add_board(bytes, &pane->board);
        break;
    }
}

void pane_bytes_add_page(struct pane_bytes *bytes, const struct hv_read_page *page)
{
    pane_bytes_add_number(bytes, page->row_count);
    pane_bytes_add_number(bytes, page->next);
    for (uint32_t i = 0; i < page->row_count; i++) {
        const struct hv_read_row *row = &page->rows[i];
        const int64_t numbers[] = {
            row->run,   row->seat, row->unit,   row->device, row->role,
            row->field, row->note, row->picked, row->answer, row->step,
        };

        add(bytes, numbers, sizeof numbers);
        add_bytes(bytes, row->packed);
        add_bytes(bytes, row->name);
        add_bytes(bytes, row->code);
        add_id(bytes, row->card_id);
        add_scope(bytes, &row->scope);
        add_id(bytes, row->exercise);
        add_text(bytes, row->say);
        add_text(bytes, row->title);
        add_text(bytes, row->card != NULL ? row->card->card.say : (struct hv_text){ { 0 }, { 0 } });
    }
}

void pane_bytes_free(struct pane_bytes *bytes)
{
    free(bytes->data);
    *bytes = (struct pane_bytes){ 0 };
}

bool pane_bytes_have(const struct pane_bytes *bytes, struct hv_bytes text)
{
    return bytes->size != 0 && memmem(bytes->data, bytes->size, text.data, text.size) != NULL;
}

bool pane_bytes_equal(const struct pane_bytes *a, const struct pane_bytes *b)
{
    return hv_bytes_equal((struct hv_bytes){ a->data, a->size },
                          (struct hv_bytes){ b->data, b->size });
}
