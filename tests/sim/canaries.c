/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/canaries.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PREFIX      "kanarie "
#define PREFIX_SIZE (sizeof PREFIX - 1)
#define DIGITS      8 /* hexadecimal: two of the device, six of the text */

static void *grown(void *array, uint32_t count, uint32_t *room, size_t size)
{
    if (count < *room) {
        return array;
    }
    *room = *room == 0 ? 64 : *room * 2;
    void *larger = realloc(array, *room * size);
    assert(larger != NULL);
    return larger;
}

/* ---- Typing ---- */

void canaries_type(struct device *device,
                   const struct law_piece *piece,
                   uint32_t draw,
                   uint32_t characters,
                   char *ret,
                   size_t size)
{
    static const char *const tails[] = { "", " bang", " ik ben bang",
                                         " ik ben bang dat je weggaat" };
    uint32_t count = device->canary_count;
    device->canaries = grown(device->canaries, count, &device->canary_room, sizeof *piece);
    device->canaries[count] = *piece;
    device->canary_count++;
    snprintf(ret, size, PREFIX "%02x%06x %08x%s", device->number, count, draw, tails[draw % 4]);
    if (characters > 0 && strlen(ret) > characters) {
        ret[characters] = '\0';
    }
}

/* ---- Looking ---- */

static bool read_digits(const uint8_t *at, uint32_t *ret)
{
    uint32_t number = 0;
    for (unsigned i = 0; i < DIGITS; i++) {
        bool digit = at[i] >= '0' && at[i] <= '9';
        if (!digit && (at[i] < 'a' || at[i] > 'f')) {
            return false;
        }
        number = number << 4 | (uint32_t)(digit ? at[i] - '0' : at[i] - 'a' + 10);
    }
    *ret = number;
    return true;
}

/* The piece whose canary this is; NULL: it is none, as a name is. */
static const struct law_piece *piece_of(const struct world *world, const uint8_t *at)
{
    uint32_t number;
    if (!read_digits(at, &number) || number >> 24 >= world->device_count) {
        return NULL;
    }
    const struct device *writer = &world->devices[number >> 24];
    uint32_t count = number & 0xffffff;
    return count < writer->canary_count ? &writer->canaries[count] : NULL;
}

/* Adds the pieces that stand in these bytes. */
static void find_pieces(const struct world *world,
                        const void *bytes,
                        size_t size,
                        struct law_piece **pieces,
                        uint32_t *count)
{
    const uint8_t *at = bytes, *end = at + size;
    while ((at = memmem(at, (size_t)(end - at), PREFIX, PREFIX_SIZE)) != NULL) {
        at += PREFIX_SIZE;
        const struct law_piece *piece = (size_t)(end - at) >= DIGITS ? piece_of(world, at) : NULL;
        if (piece != NULL) {
            *pieces = realloc(*pieces, (*count + 1) * sizeof **pieces);
            assert(*pieces != NULL);
            (*pieces)[(*count)++] = *piece;
        }
    }
}

static void find_named(const struct world *world, const char *text, struct told_frame *frame)
{
    find_pieces(world, text, strlen(text), &frame->named, &frame->named_count);
}

static void
note_page(const struct world *world, const Houvast__V1__ReadPage *page, struct told_frame *frame)
{
    frame->pane = 0;
    for (size_t i = 0; i < page->n_rows; i++) {
        const Houvast__V1__ReadRow *row = page->rows[i];
        bool named = row->seat != 0 || row->unit != 0 || row->name[0] != '\0';
        if (row->value == NULL || !named) {
            continue;
        }
        find_named(world, row->value->text, frame);
        for (size_t j = 0; j < row->value->n_cells; j++) {
            find_named(world, row->value->cells[j], frame);
        }
    }
}

static void
note_wall(const struct world *world, const Houvast__V1__WallPane *wall, struct told_frame *frame)
{
    for (size_t i = 0; i < wall->n_items; i++) {
        const Houvast__V1__WallItem *item = wall->items[i];
        uint32_t answers = 0;
        for (size_t j = 0; item->result != NULL && j < item->result->n_counts; j++) {
            answers += item->result->counts[j];
        }
        frame->thin = frame->thin || (item->result != NULL && answers < 6);
        if (item->name[0] != '\0') {
            find_named(world, item->text, frame);
        }
    }
}

static uint64_t options_of(const Houvast__V1__Value *value)
{
    uint64_t options = 0;
    for (size_t i = 0; value != NULL && i < value->n_options; i++) {
        options |= value->options[i] < 64 ? UINT64_C(1) << value->options[i] : 0;
    }
    return options;
}

/* The makers' own texts: what is right in a quiz, and why. */
static bool explains(const struct hv_library *library, const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < library->exercise_count; i++) {
        const struct hv_exercise *exercise = library->exercises[i];
        for (unsigned j = 0; j < exercise->field_count; j++) {
            struct hv_bytes why = exercise->fields[j].explanation.nl;
            if (why.size > 0 && memmem(bytes, size, why.data, why.size) != NULL) {
                return true;
            }
        }
    }
    return false;
}

static void note_unit(const Houvast__V1__UnitPane *unit, struct told_frame *frame)
{
    frame->run = unit->run;
    frame->form = (uint32_t)unit->form;
    frame->stage = unit->place != NULL ? unit->place->stage : 0;
    frame->ready = unit->both_ready;
    frame->rows = calloc(unit->n_opened + 1, sizeof *frame->rows);
    assert(frame->rows != NULL);
    for (size_t i = 0; i < unit->n_opened; i++) {
        frame->rows[frame->row_count++] =
            (struct law_row){ .seat = (uint16_t)unit->opened[i]->seat,
                              .field = (uint8_t)unit->opened[i]->field,
                              .shown = unit->opened[i]->shown || unit->opened[i]->value != NULL,
                              .options = options_of(unit->opened[i]->value) };
    }
}

static void
note_pane(const struct world *world, const Houvast__V1__Pane *pane, struct told_frame *frame)
{
    frame->pane = (int)pane->kind;
    frame->of = (uint16_t)pane->number;
    frame->epoch = pane->epoch;
    frame->revision = pane->revision;
    frame->gone = pane->body_case == HOUVAST__V1__PANE__BODY__NOT_SET;
    if (pane->body_case == HOUVAST__V1__PANE__BODY_UNIT) {
        note_unit(pane->unit, frame);
    } else if (pane->body_case == HOUVAST__V1__PANE__BODY_SEAT) {
        frame->run = pane->seat->run;
    } else if (pane->body_case == HOUVAST__V1__PANE__BODY_WALL) {
        note_wall(world, pane->wall, frame);
    }
}

void canaries_look(struct device *device,
                   uint64_t head,
                   const Houvast__V1__ServerMessage *message,
                   const uint8_t *bytes,
                   size_t size)
{
    struct world *world = device->world;
    const Houvast__V1__Welcome *welcome = hv_client_welcome(device->client);
    struct told_frame frame = { .head = head,
                                .order = world->told.count,
                                .device = device,
                                .number = welcome != NULL ? (uint16_t)welcome->device : 0,
                                .serial = device->connection->serial,
                                .pane = -1 };
    frame.explains = explains(world->library, bytes, size);
    find_pieces(world, bytes, size, &frame.pieces, &frame.piece_count);
    if (message->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE) {
        note_pane(world, message->pane, &frame);
    } else if (message->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_READ_PAGE) {
        note_page(world, message->read_page, &frame);
    }
    if (frame.pane > 0 || frame.piece_count > 0 || frame.explains) {
        struct told *told = &world->told;
        told->frames = grown(told->frames, told->count, &told->room, sizeof *told->frames);
        told->frames[told->count++] = frame;
    }
}

void canaries_free(struct world *world)
{
    for (uint32_t i = 0; i < world->told.count; i++) {
        free(world->told.frames[i].pieces);
        free(world->told.frames[i].named);
        free(world->told.frames[i].rows);
    }
    free(world->told.frames);
    for (uint32_t i = 0; i < world->device_count; i++) {
        free(world->devices[i].canaries);
    }
}

/* ---- The head ---- */

static void on_record(struct hv_follow *follow, const struct hv_stored *record)
{
    struct world *world = follow->data;
    world->head = record->position;
}

static void on_state(struct hv_follow *follow, enum hv_code code)
{
    (void)follow;
    (void)code;
}

void canaries_follow(struct world *world)
{
    if (hv_id_is_zero(world->group)) {
        return;
    }
    struct hv_journal *journal = hv_memory_store_journal(world->store);
    world->follow = (struct hv_follow){ .log = world->group,
                                        .after = world->head,
                                        .on_record = on_record,
                                        .on_state = on_state,
                                        .data = world };
    journal->follow(journal, &world->follow);
}
