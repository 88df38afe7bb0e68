/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Paged reads: asked, answered once, never pushed. A read goes over all its rows in one order and
 * keeps those of the page; the law of disclosure stands in which rows there are.
 */
#include "core/disclosure.h"
#include "core/reads_answers.h"
#include "core/scopes.h"
#include "core/tags.h"
#include "core/visible.h"

enum {
    ROWS_MAX = 64
};

/* ---- Own work: the author, where the seat is unlocked ---- */

/* Rows of a person come and go while pages are asked; their places stay: that of a definition
 * before those of the fields of its run. */
static void offer_own(struct hv_paging *page, struct hv_read_row row, size_t size)
{
    uint32_t among = row.definition != NULL ? 0 : row.field + 1u;

    hv_paging_offer_at(page, row.run * (HV_FIELDS_MAX + 1) + among, row, size);
}

static void offer_own_joint(struct hv_paging *page,
                            const struct hv_group *group,
                            const struct hv_run *run,
                            const struct hv_seat *seat,
                            uint8_t field)
{
    const struct hv_joint_field *joints = hv_unit_in_run(run, seat->unit)->joints;
    uint8_t member = hv_member_index(hv_find_unit(group, seat->unit), seat->number);
    if (joints == NULL || !joints[field].copies[member].present ||
        joints[field].lives[member] != seat->life) {
        return;
    }
    struct hv_read_row row = { .run = run->number,
                               .seat = seat->number,
                               .unit = seat->unit,
                               .field = field,
                               .answer = joints[field].answer,
                               .packed = hv_slot_bytes(&joints[field].copies[member]),
                               .widened =
                                   (hv_joint_widened(group, run, seat, false) >> field & 1) != 0,
                               .to_group =
                                   run->meeting == group->meetings_opened &&
                                   (hv_joint_widened(group, run, seat, true) >> field & 1) != 0,
                               .exercise = run->exercise->hash };
    offer_own(page, row, row.packed.size);
}

static void offer_own_run(struct hv_paging *page,
                          const struct hv_group *group,
                          const struct hv_run *run,
                          const struct hv_seat *seat)
{
    const struct hv_reflection *work = hv_reflection_of(group, run, seat->number);
    for (uint8_t field = 0; field < run->exercise->field_count; field++) {
        offer_own_joint(page, group, run, seat, field);
        if (work == NULL || hv_own_answer(work, field) == HV_ANSWER_NONE ||
            !hv_gets_back(seat, run, work, field)) {
            continue;
        }
        struct hv_read_row row = { .run = run->number,
                                   .seat = seat->number,
                                   .unit = seat->unit,
                                   .field = field,
                                   .answer = work->fields[field].answer,
                                   .packed = hv_slot_bytes(&work->fields[field].value),
                                   .widened = (work->widened >> field & 1) != 0,
                                   .taken_back = (work->taken_back >> field & 1) != 0,
                                   .exercise = run->exercise->hash };
        offer_own(page, row, row.packed.size);
    }
}

static void read_own_work(const struct hv_group *group, struct hv_paging *page)
{
    const struct hv_seat *seat = hv_find_seat(group, page->key.number);
    for (uint32_t i = 1; i <= group->run_count; i++) {
        const struct hv_run *run = hv_find_run(group, i);
        if (run->meeting == group->meetings_opened) {
            offer_own_run(page, group, run, seat);
        }
    }
}

/* ---- Roster and cards ---- */

/* Everyone of the group who was not removed; each with the words of the slip when it is the slips
 * that are read. */
static void offer_seats(const struct hv_group *group, struct hv_paging *page, bool slips)
{
    for (uint16_t i = 1; i <= group->seat_count; i++) {
        const struct hv_seat *seat = hv_find_seat(group, i);
        if (hv_find_unit(group, seat->unit)->removed) {
            continue;
        }
        struct hv_read_row row = { .seat = i,
                                   .unit = seat->unit,
                                   .name = hv_slot_bytes(&seat->name) };
        if (slips) {
            row.words = hv_slot_bytes(&seat->words);
        }
        hv_paging_offer(page, row, row.name.size + row.words.size);
    }
}

static void read_slips(const struct hv_group *group, struct hv_paging *page)
{
    offer_seats(group, page, true);
}

/* First the seats, then the devices; what was removed is left out. */
static void read_roster(const struct hv_group *group, struct hv_paging *page)
{
    offer_seats(group, page, false);
    for (uint32_t i = 1; i <= group->device_count; i++) {
        const struct hv_device *device = hv_live_device(group, (uint16_t)i);
        if (device == NULL) {
            continue;
        }
        struct hv_read_row row = {
            .device = (uint16_t)i, .role = device->role, .unit = device->unit, .seat = device->seat
        };
        hv_paging_offer(page, row, 0);
    }
}

static size_t text_size(const struct hv_text *text)
{
    return text->nl.size + text->en.size;
}

static size_t card_size(const struct hv_exercise *exercise)
{
    const struct hv_card *card = &exercise->card;
    size_t size = text_size(&card->say) + text_size(&card->purpose) + text_size(&card->watch) +
                  text_size(&card->if_stuck) + text_size(&card->room) + text_size(&card->stop_if) +
                  text_size(&card->after);
    for (uint8_t i = 0; i < exercise->example_count; i++) {
        size += text_size(&exercise->examples[i]) + 16;
    }
    return size;
}

static void read_cards(const struct hv_group *group, struct hv_paging *page)
{
    for (uint8_t i = 0; i < group->step_count; i++) {
        const struct hv_step_entry *entry = &group->steps[i];
        struct hv_read_row row = { .exercise = hv_step_exercise(entry),
                                   .card = entry->definition,
                                   .step = entry->id,
                                   .say = entry->step.say };
        size_t card = entry->definition != NULL ? card_size(entry->definition) : 0;
        if (entry->definition != NULL) {
            row.contra = hv_exercise_contra(entry->definition);
        }
        hv_paging_offer(page, row, text_size(&row.say) + card);
    }
}

static void read_meetings(const struct hv_group *group, struct hv_paging *page)
{
    for (uint8_t i = 0; i < group->programme->meeting_count; i++) {
        const struct hv_text title = group->programme->meetings[i].title;

        hv_paging_offer(page, (struct hv_read_row){ .title = title },
                        title.nl.size + title.en.size);
    }
}

/* Without names: a card that was left somewhere tells of nobody. */
static void read_couple_cards(const struct hv_group *group, struct hv_paging *page)
{
    for (uint16_t i = 1; i <= group->unit_count; i++) {
        const struct hv_unit *unit = hv_find_unit(group, i);
        if (unit->removed) {
            continue;
        }
        struct hv_read_row row = { .unit = i,
                                   .card_id = unit->card_id,
                                   .code = { unit->card_code, sizeof unit->card_code } };
        hv_paging_offer(page, row, HV_SECRET_SIZE + row.code.size);
    }
}

static void read_person(const struct hv_group *group, struct hv_paging *page)
{
    const struct hv_seat *seat = hv_find_seat(group, page->key.number);
    struct hv_read_row row = { .seat = seat->number,
                               .unit = seat->unit,
                               .name = hv_slot_bytes(&seat->name),
                               .light = hv_seat_light(seat),
                               .tags = hv_seat_tags(group, seat).set,
                               .note_text = hv_slot_bytes(&seat->note),
                               .revision = seat->note_revision };
    hv_paging_offer(page, row, row.name.size + row.note_text.size);
}

static void on_kept_row(void *page, struct hv_read_row row, size_t size)
{
    offer_own(page, row, size);
}

static void read_history(const struct hv_group *group, struct hv_paging *page)
{
    const struct hv_history history = { on_kept_row, page };
    hv_history_read(group, page->key.number, &history);
}

static void read_statement(const struct hv_group *group, struct hv_paging *page)
{
    hv_paging_offer(page, (struct hv_read_row){ .statement = group->statement },
                    text_size(&group->statement->text));
}

static void read_outbox_key(const struct hv_group *group, struct hv_paging *page)
{
    const struct hv_seat *seat = hv_find_seat(group, page->key.number);
    struct hv_read_row row = { .seat = seat->number,
                               .unit = seat->unit,
                               .scope = hv_scope_outbox(group, seat) };
    hv_paging_offer(page, row, HV_SECRET_SIZE);
}

/* ---- Who may ask what ---- */

static enum hv_refusal own_work_refusal(const struct hv_group *group,
                                        const struct hv_device *device,
                                        struct hv_read_key key)
{
    if (device->role != HV_ROLE_PEN && device->role != HV_ROLE_TABLE) {
        return HV_REFUSAL_NOT_ALLOWED;
    }
    const struct hv_seat *seat = hv_find_seat(group, key.number);
    if (seat == NULL || seat->unit != device->unit ||
        (device->role == HV_ROLE_PEN && device->seat != key.number)) {
        return HV_REFUSAL_NOT_YOURS;
    }
    if (!group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (hv_group_covered(group) || hv_find_device(group, seat->unlocked_on) != device) {
        return HV_REFUSAL_LOCKED;
    }
    return hv_seat_admitted(group, key.number) ? HV_REFUSAL_NONE : HV_REFUSAL_NOT_ADMITTED;
}

static bool in_roster(const struct hv_group *group, uint16_t number)
{
    const struct hv_seat *seat = hv_find_seat(group, number);
    return seat != NULL && !hv_find_unit(group, seat->unit)->removed;
}

static bool is_kind(enum hv_read_kind kind)
{
    return (kind >= HV_READ_OWN_WORK && kind <= HV_READ_PERSON) || kind == HV_READ_HISTORY ||
           kind == HV_READ_STATEMENT;
}

static enum hv_refusal
read_refusal(const struct hv_group *group, uint16_t number, struct hv_read_key key)
{
    const struct hv_device *device = hv_reading_device(group, number);
    if (device == NULL) {
        return HV_REFUSAL_NOT_ALLOWED;
    }
    if (!is_kind(key.kind) || key.most < 1 || key.most > ROWS_MAX) {
        return HV_REFUSAL_INVALID;
    }
    if (key.kind == HV_READ_OWN_WORK || key.kind == HV_READ_HISTORY) {
        return own_work_refusal(group, device, key);
    }
    if (key.kind == HV_READ_OUTBOX_KEY || key.kind == HV_READ_STATEMENT) {
        const struct hv_pane_key seat = { HV_PANE_SEAT, key.number };
        return hv_group_readers(group, seat, number) ? HV_REFUSAL_NONE : HV_REFUSAL_LOCKED;
    }
    if (!hv_device_facilitates(device)) {
        return HV_REFUSAL_NOT_ALLOWED;
    }
    if ((key.kind == HV_READ_ANSWERS || key.kind == HV_READ_NOTES) &&
        hv_find_run(group, key.run) == NULL) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (key.kind == HV_READ_PERSON && !in_roster(group, key.number)) {
        return HV_REFUSAL_NOT_FOUND;
    }
    return HV_REFUSAL_NONE;
}

enum hv_code hv_group_read(const struct hv_group *group,
                           uint16_t device,
                           struct hv_read_key key,
                           struct hv_arena *arena,
                           enum hv_refusal *ret_refusal,
                           struct hv_read_page *ret)
{
    *ret_refusal = read_refusal(group, device, key);
    if (*ret_refusal != HV_REFUSAL_NONE) {
        return HV_OK;
    }
    struct hv_paging page = { .key = key,
                              .rows = hv_arena_array(arena, key.most, sizeof *page.rows) };
    if (page.rows == NULL) {
        return HV_ENOMEM;
    }
    switch (key.kind) {
    case HV_READ_OWN_WORK:
        read_own_work(group, &page);
        break;
    case HV_READ_ANSWERS:
        hv_read_answers(group, &page);
        break;
    case HV_READ_NOTES:
        hv_read_notes(group, &page);
        break;
    case HV_READ_ROSTER:
        read_roster(group, &page);
        break;
    case HV_READ_CARDS:
        read_cards(group, &page);
        break;
    case HV_READ_COUPLE_CARDS:
        read_couple_cards(group, &page);
        break;
    case HV_READ_OUTBOX_KEY:
        read_outbox_key(group, &page);
        break;
    case HV_READ_MEETINGS:
        read_meetings(group, &page);
        break;
    case HV_READ_SLIPS:
        read_slips(group, &page);
        break;
    case HV_READ_PERSON:
        read_person(group, &page);
        break;
    case HV_READ_HISTORY:
        read_history(group, &page);
        break;
    case HV_READ_STATEMENT:
        read_statement(group, &page);
        break;
    }
    ret->rows = page.rows;
    ret->row_count = page.row_count;
    ret->next = page.next;
    return HV_OK;
}
