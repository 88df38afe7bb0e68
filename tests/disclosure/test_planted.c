/* SPDX-License-Identifier: EUPL-1.2 */
/* A guard that never barks is no guard: each fault planted here in front of the real disclosure
 * must be caught by the matrix. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/disclosure.h"
#include "core/group_state.h"
#include "matrix.h"

static const struct disclosure real = { hv_group_view, hv_group_readers, hv_group_panes,
                                        hv_group_read };

/* ---- Readers who should not be ---- */

static bool is_device(const struct hv_group *group, uint16_t device, enum hv_role role)
{
    struct hv_device_facts facts;

    return hv_group_device_facts(group, device, &facts) && facts.role == role;
}

static bool
any_device_reads_the_stage(const struct hv_group *group, struct hv_pane_key key, uint16_t device)
{
    return (key.kind == HV_PANE_STAGE && key.number == 0) || hv_group_readers(group, key, device);
}

static bool
observers_read_the_board(const struct hv_group *group, struct hv_pane_key key, uint16_t device)
{
    if (key.kind == HV_PANE_BOARD && key.number == 0 &&
        is_device(group, device, HV_ROLE_OBSERVER)) {
        return true;
    }
    return hv_group_readers(group, key, device);
}

static bool tables_read_the_seats_of_their_unit(const struct hv_group *group,
                                                struct hv_pane_key key,
                                                uint16_t device)
{
    const struct hv_seat *seat = hv_find_seat(group, key.number);

    if (key.kind == HV_PANE_WORK && seat != NULL && is_device(group, device, HV_ROLE_TABLE) &&
        hv_find_device(group, device)->unit == seat->unit) {
        return hv_group_readers(group, key, seat->unlocked_on);
    }
    return hv_group_readers(group, key, device);
}

/* As their table does. */
static bool
locked_pens_read_their_unit(const struct hv_group *group, struct hv_pane_key key, uint16_t device)
{
    const struct hv_device *pen = hv_find_device(group, device);

    if (key.kind == HV_PANE_UNIT && pen != NULL && pen->role == HV_ROLE_PEN && !pen->removed &&
        pen->unit == key.number) {
        for (uint16_t table = 1; table <= group->device_count; table++) {
            if (is_device(group, table, HV_ROLE_TABLE) && hv_group_readers(group, key, table)) {
                return true;
            }
        }
    }
    return hv_group_readers(group, key, device);
}

static bool
guests_read_the_wall(const struct hv_group *group, struct hv_pane_key key, uint16_t device)
{
    return (key.kind == HV_PANE_WALL && is_device(group, device, HV_ROLE_GUEST) &&
            hv_pane_is_there(group, key)) ||
           hv_group_readers(group, key, device);
}

static bool pens_without_a_seat_read_their_unit(const struct hv_group *group,
                                                struct hv_pane_key key,
                                                uint16_t device)
{
    const struct hv_device *pen = hv_find_device(group, device);

    if (key.kind == HV_PANE_UNIT && pen != NULL && pen->role == HV_ROLE_PEN && pen->seat == 0 &&
        pen->unit == key.number) {
        return hv_pane_is_there(group, key);
    }
    return hv_group_readers(group, key, device);
}

/* What comes back to a device is more than what it reads. */
static uint32_t observers_come_back_to_the_board(const struct hv_group *group,
                                                 uint16_t device,
                                                 struct hv_pane_key ret[HV_PANES_MAX])
{
    uint32_t count = hv_group_panes(group, device, ret);

    if (is_device(group, device, HV_ROLE_OBSERVER) && count < HV_PANES_MAX) {
        ret[count++] = (struct hv_pane_key){ HV_PANE_BOARD, 0 };
    }
    return count;
}

/* ---- Panes that say too much ---- */

static enum hv_code view_and_then(const struct hv_group *group,
                                  const struct hv_presence *presence,
                                  struct hv_pane_key key,
                                  struct hv_arena *arena,
                                  struct hv_pane *ret,
                                  enum hv_pane_kind kind,
                                  void (*spoil)(const struct hv_group *group,
                                                struct hv_arena *arena,
                                                struct hv_pane *pane))
{
    enum hv_code code = hv_group_view(group, presence, key, arena, ret);

    if (code == HV_OK && key.kind == kind) {
        spoil(group, arena, ret);
    }
    return code;
}

#define SPOILED(name, pane_kind)                                                                  \
    static enum hv_code name(const struct hv_group *group, const struct hv_presence *presence,    \
                             struct hv_pane_key key, struct hv_arena *arena, struct hv_pane *ret) \
    {                                                                                             \
        return view_and_then(group, presence, key, arena, ret, pane_kind, spoil_##name);          \
    }

static const struct hv_seat_state_field *
answer_of(const struct hv_group *group, uint32_t run, uint16_t seat, uint8_t field)
{
    const struct hv_reflection *work = hv_reflection_of(group, hv_find_run(group, run), seat);

    return work != NULL ? &work->fields[field] : NULL;
}

/* All answers of the unit to SHARED, as if they had opened. */
static void
open_all(const struct hv_group *group, struct hv_arena *arena, struct hv_unit_pane *pane)
{
    struct hv_opened_value *rows = hv_arena_array(arena, pane->seat_count, sizeof *rows);

    assert_non_null(rows);
    pane->opened = rows;
    pane->opened_count = 0;
    for (uint8_t i = 0; i < pane->seat_count; i++) {
        const struct hv_seat_state_field *answer =
            answer_of(group, pane->run, pane->seats[i].seat, HALL_SHARED);
        if (answer != NULL && answer->value.present) {
            rows[pane->opened_count++] = (struct hv_opened_value){
                pane->seats[i].seat, HALL_SHARED, true, { answer->value.bytes, answer->value.size }
            };
        }
    }
}

static void
spoil_kept_answers_open(const struct hv_group *group, struct hv_arena *arena, struct hv_pane *pane)
{
    if (pane->unit.opened_count != 0) {
        open_all(group, arena, &pane->unit);
    }
}
SPOILED(kept_answers_open, HV_PANE_UNIT)

static void spoil_answers_open_when_ready(const struct hv_group *group,
                                          struct hv_arena *arena,
                                          struct hv_pane *pane)
{
    if (pane->unit.both_ready && pane->unit.in_block) {
        open_all(group, arena, &pane->unit);
    }
}
SPOILED(answers_open_when_ready, HV_PANE_UNIT)

static void spoil_opened_outlives_the_block(const struct hv_group *group,
                                            struct hv_arena *arena,
                                            struct hv_pane *pane)
{
    if (pane->unit.run != 0 && !pane->unit.in_block && pane->unit.both_ready) {
        open_all(group, arena, &pane->unit);
    }
}
SPOILED(opened_outlives_the_block, HV_PANE_UNIT)

static void
spoil_nothing_opens(const struct hv_group *group, struct hv_arena *arena, struct hv_pane *pane)
{
    (void)group;
    (void)arena;
    pane->unit.opened_count = 0;
}
SPOILED(nothing_opens, HV_PANE_UNIT)

static void spoil_unit_tells_who_closed(const struct hv_group *group,
                                        struct hv_arena *arena,
                                        struct hv_pane *pane)
{
    (void)arena;
    for (uint8_t i = 0; i < pane->unit.seat_count && pane->unit.run != 0; i++) {
        const struct hv_reflection *work =
            hv_reflection_of(group, hv_find_run(group, pane->unit.run), pane->unit.seats[i].seat);
        pane->unit.joint_revision += work != NULL && work->envelopes[0].closed;
    }
}
SPOILED(unit_tells_who_closed, HV_PANE_UNIT)

static void add_signals(const struct hv_signals *signals, struct hv_pane *pane)
{
    for (unsigned i = 0; i < signals->count; i++) {
        const struct hv_slot *signal = &signals->slots[i];
        pane->unit.joint_revision += signal->size != 0 ? signal->bytes[0] : 0;
    }
}

static void spoil_unit_tells_of_signals(const struct hv_group *group,
                                        struct hv_arena *arena,
                                        struct hv_pane *pane)
{
    (void)arena;
    for (uint8_t i = 0; i < pane->unit.seat_count; i++) {
        const struct hv_seat *seat = hv_find_seat(group, pane->unit.seats[i].seat);
        add_signals(&seat->signals, pane);
    }
}
SPOILED(unit_tells_of_signals, HV_PANE_UNIT)

static void spoil_unit_tells_of_its_table(const struct hv_group *group,
                                          struct hv_arena *arena,
                                          struct hv_pane *pane)
{
    (void)arena;
    add_signals(&hv_find_unit(group, pane->unit.unit)->signals, pane);
}
SPOILED(unit_tells_of_its_table, HV_PANE_UNIT)

static void spoil_unit_tells_who_was_split(const struct hv_group *group,
                                           struct hv_arena *arena,
                                           struct hv_pane *pane)
{
    (void)arena;
    for (uint8_t i = 0; i < pane->unit.seat_count; i++) {
        pane->unit.joint_revision += hv_find_seat(group, pane->unit.seats[i].seat)->split;
    }
}
SPOILED(unit_tells_who_was_split, HV_PANE_UNIT)

/* As it would if the key went while the block is open. */
static void spoil_discarding_shows_at_once(const struct hv_group *group,
                                           struct hv_arena *arena,
                                           struct hv_pane *pane)
{
    struct hv_opened_value *rows =
        hv_arena_copy(arena, pane->unit.opened, pane->unit.opened_count * sizeof *rows);

    assert_non_null(rows);
    for (uint32_t i = 0; i < pane->unit.opened_count; i++) {
        const struct hv_run *run = hv_find_run(group, pane->unit.run);
        const struct hv_reflection *work =
            rows[i].seat != 0 ? hv_reflection_of(group, run, rows[i].seat) : NULL;
        if (work != NULL && (work->discarded >> rows[i].field & 1) != 0) {
            rows[i].shown = false;
            rows[i].packed = (struct hv_bytes){ 0 };
        }
    }
    pane->unit.opened = rows;
}
SPOILED(discarding_shows_at_once, HV_PANE_UNIT)

/* All that one of them chose stands where only what both chose should. */
static void
spoil_a_match_shows_more(const struct hv_group *group, struct hv_arena *arena, struct hv_pane *pane)
{
    struct hv_opened_value *rows =
        hv_arena_copy(arena, pane->unit.opened, pane->unit.opened_count * sizeof *rows);

    assert_non_null(rows);
    for (uint32_t i = 0; i < pane->unit.opened_count; i++) {
        if (rows[i].seat == 0) {
            const struct hv_seat_state_field *answer =
                answer_of(group, pane->unit.run, pane->unit.seats[1].seat, rows[i].field);
            rows[i].packed = (struct hv_bytes){ answer->value.bytes, answer->value.size };
        }
    }
    pane->unit.opened = rows;
}
SPOILED(a_match_shows_more, HV_PANE_UNIT)

static void spoil_unit_shows_spent_codes(const struct hv_group *group,
                                         struct hv_arena *arena,
                                         struct hv_pane *pane)
{
    struct hv_unit_seat *seats =
        hv_arena_copy(arena, pane->unit.seats, pane->unit.seat_count * sizeof *seats);

    assert_non_null(seats);
    for (uint8_t i = 0; i < pane->unit.seat_count; i++) {
        const struct hv_seat *seat = hv_find_seat(group, seats[i].seat);
        seats[i].pen_code = (struct hv_bytes){ seat->pen_code, sizeof seat->pen_code };
    }
    pane->unit.seats = seats;
}
SPOILED(unit_shows_spent_codes, HV_PANE_UNIT)

static void spoil_wall_shows_the_whole_example(const struct hv_group *group,
                                               struct hv_arena *arena,
                                               struct hv_pane *pane)
{
    (void)group;
    (void)arena;
    if (pane->wall.example.answer_count != 0) {
        pane->wall.example.answer_count = 2;
    }
}
SPOILED(wall_shows_the_whole_example, HV_PANE_WALL)

static void
spoil_wall_names_authors(const struct hv_group *group, struct hv_arena *arena, struct hv_pane *pane)
{
    struct hv_wall_item *items =
        hv_arena_copy(arena, pane->wall.items, pane->wall.item_count * sizeof *items);

    assert_non_null(items);
    for (uint32_t i = 0; i < pane->wall.item_count; i++) {
        for (uint16_t seat = 1; seat <= 2 && items[i].kind == HV_WALL_NOTE; seat++) {
            const struct hv_seat_state_field *answer = answer_of(group, 1, seat, items[i].field);
            struct hv_bytes text = { answer->value.bytes, answer->value.size };
            if (hv_bytes_equal(text, items[i].text)) {
                const struct hv_slot *name = &hv_find_seat(group, seat)->name;
                items[i].name = (struct hv_bytes){ name->bytes, name->size };
            }
        }
    }
    pane->wall.items = items;
}
SPOILED(wall_names_authors, HV_PANE_WALL)

static void spoil_wall_has_lines_unpicked(const struct hv_group *group,
                                          struct hv_arena *arena,
                                          struct hv_pane *pane)
{
    const struct hv_run *run = hv_find_run(group, 1);
    const struct hv_closed_round *round = run != NULL ? run->rounds[HALL_SHARE] : NULL;
    struct hv_wall_item *items = hv_arena_array(arena, 16, sizeof *items);

    assert_non_null(items);
    pane->wall.item_count = 0;
    for (uint16_t i = 0; round != NULL && i < round->note_count; i++) {
        const struct hv_seat_state_field *answer =
            answer_of(group, 1, round->notes[i].seat, round->notes[i].field);
        items[pane->wall.item_count++].text =
            (struct hv_bytes){ answer->value.bytes, answer->value.size };
    }
    pane->wall.items = items;
}
SPOILED(wall_has_lines_unpicked, HV_PANE_WALL)

static void spoil_board_forgets_signals(const struct hv_group *group,
                                        struct hv_arena *arena,
                                        struct hv_pane *pane)
{
    (void)group;
    (void)arena;
    pane->board.unit_count = 0;
}
SPOILED(board_forgets_signals, HV_PANE_BOARD)

/* ---- Reads that give too much ---- */

static enum hv_code answers_hold_private_ones(const struct hv_group *group,
                                              uint16_t device,
                                              struct hv_read_key key,
                                              struct hv_arena *arena,
                                              enum hv_refusal *ret_refusal,
                                              struct hv_read_page *ret)
{
    enum hv_code code = hv_group_read(group, device, key, arena, ret_refusal, ret);
    struct hv_read_row *rows = hv_arena_array(arena, 2, sizeof *rows);

    assert_non_null(rows);
    if (key.kind != HV_READ_ANSWERS || *ret_refusal != HV_REFUSAL_NONE || ret->next != 0) {
        return code;
    }
    for (uint16_t seat = 1; seat <= 2; seat++) {
        const struct hv_seat_state_field *answer = answer_of(group, key.run, seat, HALL_PRIVATE);
        if (answer != NULL) {
            rows[seat - 1] =
                (struct hv_read_row){ .run = key.run,
                                      .field = HALL_PRIVATE,
                                      .packed = { answer->value.bytes, answer->value.size } };
        }
    }
    *ret = (struct hv_read_page){ .rows = rows, .row_count = 2 };
    return code;
}

/* Whoever sits at a table gets the key of whoever wrote there last. */
static enum hv_code tables_get_the_key_of_a_seat(const struct hv_group *group,
                                                 uint16_t device,
                                                 struct hv_read_key key,
                                                 struct hv_arena *arena,
                                                 enum hv_refusal *ret_refusal,
                                                 struct hv_read_page *ret)
{
    const struct hv_seat *seat = hv_find_seat(group, key.number);

    if (key.kind == HV_READ_OUTBOX_KEY && seat != NULL && seat->unlocked_on != 0 &&
        is_device(group, device, HV_ROLE_TABLE)) {
        device = seat->unlocked_on;
    }
    return hv_group_read(group, device, key, arena, ret_refusal, ret);
}

/* ---- Catching them ---- */

static void every_planted_fault_is_caught(void **state)
{
    static const struct {
        const char *name;
        struct disclosure disclosure;
    } faults[] = {
#define READERS(name)                                          \
    {                                                          \
#name,                                                 \
        {                                                      \
            hv_group_view, name, hv_group_panes, hv_group_read \
        }                                                      \
    }
#define VIEW(name)                                                \
    {                                                             \
#name,                                                    \
        {                                                         \
            name, hv_group_readers, hv_group_panes, hv_group_read \
        }                                                         \
    }
        READERS(any_device_reads_the_stage),
        READERS(observers_read_the_board),
        READERS(tables_read_the_seats_of_their_unit),
        READERS(locked_pens_read_their_unit),
        READERS(guests_read_the_wall),
        READERS(pens_without_a_seat_read_their_unit),
        VIEW(kept_answers_open),
        VIEW(answers_open_when_ready),
        VIEW(opened_outlives_the_block),
        VIEW(nothing_opens),
        VIEW(unit_tells_who_closed),
        VIEW(unit_tells_of_signals),
        VIEW(unit_tells_of_its_table),
        VIEW(unit_tells_who_was_split),
        VIEW(discarding_shows_at_once),
        VIEW(a_match_shows_more),
        VIEW(unit_shows_spent_codes),
        VIEW(wall_shows_the_whole_example),
        VIEW(wall_names_authors),
        VIEW(wall_has_lines_unpicked),
        VIEW(board_forgets_signals),
        { "observers_come_back_to_the_board",
          { hv_group_view, hv_group_readers, observers_come_back_to_the_board, hv_group_read } },
        { "answers_hold_private_ones",
          { hv_group_view, hv_group_readers, hv_group_panes, answers_hold_private_ones } },
        { "tables_get_the_key_of_a_seat",
          { hv_group_view, hv_group_readers, hv_group_panes, tables_get_the_key_of_a_seat } },
    };

    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct matrix_count count = matrix_judge(&faults[i].disclosure, 1, true, false);
        print_message("%s: %u leaks, %u missing\n", faults[i].name, count.leaks, count.missing);
        assert_true(count.leaks + count.missing > 0);
    }
}

/* Else the test above would say nothing. */
static void without_a_fault_nothing_is_caught(void **state)
{
    struct matrix_count count = matrix_judge(&real, 1, true, true);

    (void)state;
    assert_int_equal(count.leaks + count.missing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_fault_nothing_is_caught),
        cmocka_unit_test(every_planted_fault_is_caught),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
