/* SPDX-License-Identifier: EUPL-1.2 */
#include "join.h"

#include <stdlib.h>
#include <string.h>

static void wipe_value(struct own_answer *own)
{
    if (own->value != NULL) {
        houvast__v1__value__free_unpacked(own->value, NULL);
        own->value = NULL;
    }
}

/* The texts first: freeing alone would leave them in memory. */
static void wipe_texts(Houvast__V1__Value *value)
{
    if (value->text != NULL) {
        explicit_bzero(value->text, strlen(value->text));
    }
    for (size_t i = 0; i < value->n_cells; i++) {
        explicit_bzero(value->cells[i], strlen(value->cells[i]));
    }
}

void join_wipe_own(struct join *join)
{
    for (size_t i = 0; i < 32; i++) {
        if (join->own[i].value != NULL) {
            wipe_texts(join->own[i].value);
        }
        wipe_value(&join->own[i]);
        join->own[i] = (struct own_answer){ .revision = 0 };
    }
    join_forget_earlier(join);
    join->shows = 0;
    join->to_group = 0;
    join->field_count = 0;
    join->reading = false;
    join->work_read = false;
    join_drop_too_long(join);
}

/* A copy that is this program's own. */
static Houvast__V1__Value *copy_value(const Houvast__V1__Value *value)
{
    uint8_t *packed = malloc(houvast__v1__value__get_packed_size(value) + 1);
    Houvast__V1__Value *copy;
    size_t size;

    if (packed == NULL) {
        return NULL;
    }
    size = houvast__v1__value__pack(value, packed);
    copy = houvast__v1__value__unpack(NULL, size, packed);
    explicit_bzero(packed, size);
    free(packed);
    return copy;
}

void join_remember(struct join *join,
                   uint32_t field,
                   uint32_t revision,
                   Houvast__V1__Answer answer,
                   const Houvast__V1__Value *value)
{
    struct own_answer *own = &join->own[field];

    if (revision < own->revision) {
        return;
    }
    wipe_value(own);
    own->revision = revision;
    own->answer = answer;
    own->value = value != NULL ? copy_value(value) : NULL;
}

void join_take_work(struct join *join)
{
    const Houvast__V1__WorkPane *work = hv_device_work(join->session.device, join->seat);
    const Houvast__V1__SeatPane *seat = join_seat(join);

    for (size_t i = 0; work != NULL && i < work->n_values; i++) {
        const Houvast__V1__WorkValue *value = work->values[i];

        if (value->run == join->run && value->field < 32) {
            join_remember(join, value->field, value->revision, value->answer, value->value);
        }
    }
    for (size_t i = 0; seat != NULL && seat->run == join->run && i < seat->n_fields; i++) {
        const Houvast__V1__FieldState *state = seat->fields[i];

        if (state->field < 32 && state->revision > join->own[state->field].revision) {
            join_remember(join, state->field, state->revision, state->answer, NULL);
        }
    }
}

/* The rows carry no revision: they are what the seat's page tells of. */
void join_take_rows(struct join *join, const struct hv_client_page *page)
{
    for (size_t i = 0; page->rows != NULL && i < page->rows->n_rows; i++) {
        const Houvast__V1__ReadRow *row = page->rows->rows[i];

        if (row->run == join->run && row->field < 32 && join->own[row->field].value == NULL &&
            join->own[row->field].answer == row->answer) {
            join_remember(join, row->field, join->own[row->field].revision, row->answer,
                          row->value);
        }
    }
}

bool join_lacks_work(const struct join *join)
{
    for (size_t i = 0; i < 32; i++) {
        if (join->own[i].answer == HOUVAST__V1__ANSWER__ANSWER_GIVEN &&
            join->own[i].value == NULL) {
            return true;
        }
    }
    return false;
}
