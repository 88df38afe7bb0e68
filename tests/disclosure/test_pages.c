/* SPDX-License-Identifier: EUPL-1.2 */
/* Paged reads: who may ask, and that pages together hold every row once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "hall.h"

enum {
    LONG = 8000, /* bytes of the longest text */
    RUNS = 4
};

static void open_hall(struct hall *hall)
{
    struct hv_bytes names[HALL_SEATS];

    for (size_t i = 0; i < HALL_SEATS; i++) {
        names[i] = hv_bytes_from_text("someone");
    }
    hall_open(hall, 1, 1, names);
}

static void write_long(struct hall *hall, uint16_t seat)
{
    static const uint8_t fields[] = { HALL_PRIVATE, HALL_FACILITATORS, HALL_SHARED, HALL_LINE };
    static uint8_t text[LONG];

    memset(text, 'x', sizeof text);
    for (size_t i = 0; i < sizeof fields; i++) {
        hall_save(hall, seat, fields[i], HV_ANSWER_GIVEN, (struct hv_bytes){ text, sizeof text });
    }
}

static enum hv_refusal read_page(const struct hall *hall,
                                 uint16_t device,
                                 struct hv_read_key key,
                                 struct hv_arena *arena,
                                 struct hv_read_page *ret)
{
    enum hv_refusal refusal;

    assert_int_equal(hv_group_read(hall->group, device, key, arena, &refusal, ret), HV_OK);
    return refusal;
}

static size_t content_of(const struct hv_read_page *page)
{
    size_t size = 0;

    for (uint32_t i = 0; i < page->row_count; i++) {
        size += page->rows[i].packed.size;
    }
    return size;
}

static void pages_hold_every_row_once(void **state)
{
    struct hv_read_key key = { .kind = HV_READ_OWN_WORK, .number = 1, .most = 64 };
    bool seen[RUNS + 1][HALL_FIELDS] = { { false } };
    unsigned rows = 0, pages = 0;
    struct hv_arena arena;
    struct hall hall;

    (void)state;
    open_hall(&hall);
    hv_arena_init(&arena, 1u << 20);
    for (unsigned run = 0; run < RUNS; run++) {
        hall_start(&hall, run == 0 ? 0 : HALL_STEP_TOGETHER, HALL_STEP_TOGETHER, true);
        hall_move(&hall, HALL_BRIEF, HALL_SOLO);
        write_long(&hall, 1);
    }
    do {
        struct hv_read_page page = { 0 };
        assert_int_equal(read_page(&hall, hall.pens[0], key, &arena, &page), HV_REFUSAL_NONE);
        assert_true(page.row_count > 0 && page.row_count <= key.most);
        assert_true(content_of(&page) < 60 * 1024);
        for (uint32_t i = 0; i < page.row_count; i++) {
            assert_false(seen[page.rows[i].run][page.rows[i].field]);
            seen[page.rows[i].run][page.rows[i].field] = true;
            rows++;
        }
        key.from = page.next;
        key.most = 5;
        pages++;
    } while (key.from != 0);
    assert_int_equal(rows, 4 * RUNS);
    assert_true(pages > 1);
    hv_arena_free(&arena);
    hall_free(&hall);
}

static void a_read_that_may_not_be_is_refused(void **state)
{
    struct hv_arena arena;
    struct hall hall;

    (void)state;
    open_hall(&hall);
    hv_arena_init(&arena, 1u << 20);
    hall_start(&hall, 0, HALL_STEP_TOGETHER, false);
    hall_mark(&hall, 2, HV_PRESENCE_AWAY, 0);
    hall_must(&hall, (struct hv_command){ .type = HV_COMMAND_UNLOCK_SEAT,
                                          .device = hall.pens[2],
                                          .unlock_seat.seat = 3 });
    const struct {
        uint16_t device;
        struct hv_read_key key;
        enum hv_refusal refusal;
    } cases[] = {
        { hall.pens[0], { HV_READ_OWN_WORK, 0, 1, 0, 64 }, HV_REFUSAL_NONE },
        { hall.pens[0], { HV_READ_OWN_WORK, 0, 1, 0, 0 }, HV_REFUSAL_INVALID },
        { hall.pens[0], { HV_READ_OWN_WORK, 0, 1, 0, 65 }, HV_REFUSAL_INVALID },
        { hall.pens[0], { HV_READ_OWN_WORK, 0, 2, 0, 64 }, HV_REFUSAL_NOT_YOURS },
        { hall.pens[0], { HV_READ_OWN_WORK, 0, 3, 0, 64 }, HV_REFUSAL_NOT_YOURS },
        { hall.pens[0], { HV_READ_OWN_WORK, 0, 999, 0, 64 }, HV_REFUSAL_NOT_YOURS },
        { hall.tables[0], { HV_READ_OWN_WORK, 0, 1, 0, 64 }, HV_REFUSAL_LOCKED },
        { hall.tables[0], { HV_READ_OWN_WORK, 0, 3, 0, 64 }, HV_REFUSAL_NOT_YOURS },
        { hall.tables[0], { HV_READ_SLIPS, 0, 0, 0, 64 }, HV_REFUSAL_NOT_ALLOWED },
        { hall.pens[0], { HV_READ_SLIPS, 0, 1, 0, 64 }, HV_REFUSAL_NOT_ALLOWED },
        { hall.projector, { HV_READ_SLIPS, 0, 0, 0, 64 }, HV_REFUSAL_NOT_ALLOWED },
        { hall.co_facilitator, { HV_READ_SLIPS, 0, 0, 0, 64 }, HV_REFUSAL_NONE },
        { hall.locked_pen, { HV_READ_OWN_WORK, 0, 1, 0, 64 }, HV_REFUSAL_LOCKED },
        { hall.pens[2], { HV_READ_OWN_WORK, 0, 3, 0, 64 }, HV_REFUSAL_NOT_ADMITTED },
        { hall.facilitator, { HV_READ_OWN_WORK, 0, 1, 0, 64 }, HV_REFUSAL_NOT_ALLOWED },
        { hall.removed_pen, { HV_READ_OWN_WORK, 0, 1, 0, 64 }, HV_REFUSAL_NOT_ALLOWED },
        { 0, { HV_READ_OWN_WORK, 0, 1, 0, 64 }, HV_REFUSAL_NOT_ALLOWED },
        { 999, { HV_READ_ROSTER, 0, 0, 0, 64 }, HV_REFUSAL_NOT_ALLOWED },
        { hall.pens[0], { HV_READ_ANSWERS, 1, 0, 0, 64 }, HV_REFUSAL_NOT_ALLOWED },
        { hall.tables[0], { HV_READ_ROSTER, 0, 0, 0, 64 }, HV_REFUSAL_NOT_ALLOWED },
        { hall.projector, { HV_READ_NOTES, 1, 0, 0, 64 }, HV_REFUSAL_NOT_ALLOWED },
        { hall.observer, { HV_READ_CARDS, 0, 0, 0, 64 }, HV_REFUSAL_NOT_ALLOWED },
        { hall.facilitator, { HV_READ_ANSWERS, 1, 0, 0, 64 }, HV_REFUSAL_NONE },
        { hall.facilitator, { HV_READ_ANSWERS, 2, 0, 0, 64 }, HV_REFUSAL_NOT_FOUND },
        { hall.facilitator, { HV_READ_NOTES, 0, 0, 0, 64 }, HV_REFUSAL_NOT_FOUND },
        { hall.co_facilitator, { HV_READ_ROSTER, 0, 0, 0, 64 }, HV_REFUSAL_NONE },
        { hall.co_facilitator, { HV_READ_CARDS, 0, 0, 999, 64 }, HV_REFUSAL_NONE },
        { hall.observer, { HV_READ_MEETINGS, 0, 0, 0, 64 }, HV_REFUSAL_NOT_ALLOWED },
        { hall.co_facilitator, { HV_READ_MEETINGS, 0, 0, 0, 64 }, HV_REFUSAL_NONE },
        { hall.co_facilitator, { HV_READ_COUPLE_CARDS, 0, 0, 0, 64 }, HV_REFUSAL_NONE },
        { hall.tables[0], { HV_READ_COUPLE_CARDS, 0, 0, 0, 64 }, HV_REFUSAL_NOT_ALLOWED },
        { hall.projector, { HV_READ_COUPLE_CARDS, 0, 0, 0, 64 }, HV_REFUSAL_NOT_ALLOWED },
        { hall.pens[0], { HV_READ_OUTBOX_KEY, 0, 1, 0, 1 }, HV_REFUSAL_NONE },
        { hall.pens[0], { HV_READ_OUTBOX_KEY, 0, 2, 0, 1 }, HV_REFUSAL_LOCKED },
        { hall.pens[0], { HV_READ_OUTBOX_KEY, 0, 999, 0, 1 }, HV_REFUSAL_LOCKED },
        { hall.tables[0], { HV_READ_OUTBOX_KEY, 0, 1, 0, 1 }, HV_REFUSAL_LOCKED },
        { hall.locked_pen, { HV_READ_OUTBOX_KEY, 0, 1, 0, 1 }, HV_REFUSAL_LOCKED },
        { hall.facilitator, { HV_READ_OUTBOX_KEY, 0, 1, 0, 1 }, HV_REFUSAL_LOCKED },
        { hall.guest, { HV_READ_OUTBOX_KEY, 0, 1, 0, 1 }, HV_REFUSAL_NOT_ALLOWED },
        { hall.unbound_pen, { HV_READ_OUTBOX_KEY, 0, 1, 0, 1 }, HV_REFUSAL_NOT_ALLOWED },
        { hall.pens[0], { HV_READ_HISTORY, 0, 1, 0, 64 }, HV_REFUSAL_NONE },
        { hall.pens[0], { HV_READ_HISTORY, 0, 2, 0, 64 }, HV_REFUSAL_NOT_YOURS },
        { hall.tables[0], { HV_READ_HISTORY, 0, 1, 0, 64 }, HV_REFUSAL_LOCKED },
        { hall.locked_pen, { HV_READ_HISTORY, 0, 1, 0, 64 }, HV_REFUSAL_LOCKED },
        { hall.facilitator, { HV_READ_HISTORY, 0, 1, 0, 64 }, HV_REFUSAL_NOT_ALLOWED },
        { hall.pens[0], { HV_READ_STATEMENT, 0, 1, 0, 1 }, HV_REFUSAL_NONE },
        { hall.pens[0], { HV_READ_STATEMENT, 0, 2, 0, 1 }, HV_REFUSAL_LOCKED },
        { hall.facilitator, { HV_READ_STATEMENT, 0, 1, 0, 1 }, HV_REFUSAL_LOCKED },
        { hall.facilitator, { HV_READ_STATEMENT + 1, 0, 1, 0, 1 }, HV_REFUSAL_INVALID },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hv_read_page page = { 0 };
        enum hv_refusal refusal = read_page(&hall, cases[i].device, cases[i].key, &arena, &page);
        if (refusal != cases[i].refusal) {
            fail_msg("case %zu: refusal %d instead of %d", i, (int)refusal, (int)cases[i].refusal);
        }
    }
    hv_arena_free(&arena);
    hall_free(&hall);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_hold_every_row_once),
        cmocka_unit_test(a_read_that_may_not_be_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
