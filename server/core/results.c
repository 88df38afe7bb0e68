/* SPDX-License-Identifier: EUPL-1.2 */
#include "core/results.h"

#include <assert.h>

#include "core/disclosure.h"
#include "core/visible.h"

/* ---- Bands ---- */

uint8_t hv_scale_band(const struct hv_field *field, int8_t value)
{
    int range = field->maximum - field->minimum;
    int above = 3 * (value - field->minimum);

    return (uint8_t)((above > range) + (above > 2 * range));
}

bool hv_result_enough(const uint16_t counts[3], uint32_t units)
{
    uint32_t answers = 0, largest = 0;

    for (unsigned i = 0; i < 3; i++) {
        answers += counts[i];
        if (counts[i] > largest) {
            largest = counts[i];
        }
    }
    return answers >= HV_RESULT_ANSWERS_MIN && units >= HV_RESULT_UNITS_MIN &&
           answers - largest >= HV_RESULT_OUTSIDE_MIN;
}

/* The answer of a seat to a field when it counts: given, in a closed envelope, with consent, not
 * taken back and not destroyed. Who ticks nothing where nothing need be ticked has answered too. */
static const struct hv_slot *answer_that_counts(const struct hv_group *group,
                                                const struct hv_run *run,
                                                uint16_t seat,
                                                uint8_t index)
{
    static const struct hv_slot nothing_ticked;
    const struct hv_field *field = &run->exercise->fields[index];
    const struct hv_reflection *reflection = hv_reflection_of(group, run, seat);
    uint16_t unit = group->seats[seat - 1].unit;
    const struct hv_seat_state_field *state;

    if (reflection == NULL || !reflection->envelopes[field->round].closed ||
        !hv_consents(group, seat) || group->units[unit - 1].removed ||
        (hv_unit_envelope(run, unit, field->round) >> index & 1) == 0 ||
        hv_is_taken_back(group, run, seat, index)) {
        return NULL;
    }
    state = &reflection->fields[index];
    if (state->answer == HV_ANSWER_NONE && hv_field_by_option(field) && field->pick_minimum == 0) {
        return &nothing_ticked;
    }
    return state->answer == HV_ANSWER_GIVEN && !state->value.gone ? &state->value : NULL;
}

static size_t picked_size(const struct hv_slot *answer)
{
    const uint8_t *own = answer->size > 0 ? memchr(answer->bytes, 0xff, answer->size) : NULL;

    return own != NULL ? (size_t)(own - answer->bytes) : answer->size;
}

static bool has_picked(const struct hv_slot *answer, uint8_t option)
{
    size_t size = picked_size(answer);

    return size > 0 && memchr(answer->bytes, option, size) != NULL;
}

/* The band of an answer to a question of one result; -1 when it lies in none (only an own card was
 * written). */
static int band_of(const struct hv_field *field, int option, const struct hv_slot *answer)
{
    if (field->type == HV_FIELD_SCALE) {
        int8_t value = answer->size > 0 ? (int8_t)answer->bytes[0] : INT8_MIN;

        return value < field->minimum || value > field->maximum ? -1 : hv_scale_band(field, value);
    }
    if (field->type == HV_FIELD_QUIZ) {
        const struct hv_bytes packed = { .data = answer->bytes, .size = answer->size };

        return hv_field_is_right(field, packed) ? 1 : 0;
    }
    if (option >= 0) {
        return has_picked(answer, (uint8_t)option) ? 0 : 1;
    }
    return picked_size(answer) > 0 && answer->bytes[0] < field->option_count ? answer->bytes[0]
                                                                             : -1;
}

static void
count_result(const struct hv_group *group, const struct hv_run *run, struct hv_result *result)
{
    const struct hv_field *field = &run->exercise->fields[result->field];
    uint32_t units = 0;
    uint16_t counted[3] = { 0 };

    for (unsigned i = 0; result->band_count > 0 && i < group->unit_count; i++) {
        const struct hv_unit *unit = &group->units[i];
        bool any = false;

        for (unsigned member = 0; member < unit->member_count; member++) {
            uint16_t seat = (uint16_t)(unit->first_seat + member);
            const struct hv_slot *answer = answer_that_counts(group, run, seat, result->field);
            int band = answer != NULL ? band_of(field, result->option, answer) : -1;

            if (band >= 0) {
                counted[band]++;
                any = true;
            }
        }
        units += any ? 1 : 0;
    }
    result->enough = hv_result_enough(counted, units);
    if (result->enough) {
        memcpy(result->counts, counted, sizeof counted);
    }
}

/* ---- Asked before ---- */

/* With fewer closed envelopes than this nothing can have been shown, and that nothing was shown
 * says nothing of what they held. */
static bool could_tell(const struct hv_group *group, const struct hv_run *run, enum hv_round round)
{
    unsigned closed = 0;

    for (uint16_t seat = 1; seat <= group->seat_count; seat++) {
        const struct hv_reflection *reflection = hv_reflection_of(group, run, seat);

        closed += reflection != NULL && reflection->envelopes[round].closed ? 1 : 0;
    }
    return closed >= HV_RESULT_ANSWERS_MIN;
}

static bool told(const struct hv_group *group, const struct hv_run *run, struct hv_bytes field)
{
    const struct hv_exercise *exercise = run->exercise;
    uint32_t closed = 0;

    for (unsigned stage = 0; stage < exercise->stage_count; stage++) {
        closed |= run->rounds[stage] != NULL ? exercise->stages[stage].gate.fields : 0;
    }
    for (unsigned i = 0; i < exercise->field_count; i++) {
        if ((closed >> i & 1) != 0 && hv_bytes_equal(exercise->fields[i].id, field)) {
            return could_tell(group, run, exercise->fields[i].round);
        }
    }
    return false;
}

/* Two results of one question that differ by one person tell that one's answer, also where the
 * first was too little to be shown. So a question has its result once in a meeting. */
static bool
was_told(const struct hv_group *group, const struct hv_run *run, const struct hv_field *field)
{
    const struct hv_run *before = hv_find_run_tonight(group, run->number - 1);

    while (before != NULL && !(hv_bytes_equal(before->exercise->id, run->exercise->id) &&
                               told(group, before, field->id))) {
        before = hv_find_run_tonight(group, before->number - 1);
    }
    return before != NULL;
}

/* ---- Which results a field has ---- */

/* Results that a gate has room for; the writer below never passes it. */
static uint32_t results_most(const struct hv_group *group, const struct hv_exercise *exercise)
{
    uint32_t most = 0;

    for (unsigned i = 0; i < exercise->field_count; i++) {
        most += 1u + exercise->fields[i].option_count;
        most += exercise->fields[i].options_from >= 0 ? group->wall_count : 0u;
    }
    return most;
}

struct writer {
    const struct hv_group *group;
    const struct hv_run *run;
    struct hv_result *results;
    uint16_t count;
    bool told; /* the field that is written had its result before */
};

static void write_result(struct writer *writer, uint8_t field, int16_t option, uint8_t bands)
{
    struct hv_result *result = &writer->results[writer->count++];

    *result = (struct hv_result){ .field = field, .option = option, .band_count = bands };
    if (!writer->told) {
        count_result(writer->group, writer->run, result);
    }
}

static void write_lines(struct writer *writer, uint8_t index)
{
    int8_t from = writer->run->exercise->fields[index].options_from;

    for (unsigned i = 0; i < writer->group->wall_count; i++) {
        const struct hv_wall_line *line = &writer->group->wall[i];

        if (line->run == writer->run->number && line->field == from &&
            line->kind != HV_WALL_RESULT) {
            write_result(writer, index, line->number, 2);
        }
    }
}

static void write_choice(struct writer *writer, uint8_t index)
{
    const struct hv_field *field = &writer->run->exercise->fields[index];

    if (field->options_from >= 0) {
        write_lines(writer, index);
    } else if (hv_field_by_option(field)) {
        for (unsigned option = 0; option < field->option_count; option++) {
            write_result(writer, index, (int16_t)option, 2);
        }
    } else {
        write_result(writer, index, -1, field->option_count <= 3 ? field->option_count : 0);
    }
}

static void write_results(struct writer *writer, uint32_t fields)
{
    const struct hv_exercise *exercise = writer->run->exercise;

    for (uint8_t i = 0; i < exercise->field_count; i++) {
        const struct hv_field *field = &exercise->fields[i];

        if ((fields >> i & 1) == 0 || !hv_field_counted(writer->run, i)) {
            continue;
        }
        writer->told = was_told(writer->group, writer->run, field);
        if (field->type == HV_FIELD_SCALE) {
            write_result(writer, i, -1, 3);
        } else if (field->type == HV_FIELD_CHOICE || field->type == HV_FIELD_CARDS) {
            write_choice(writer, i);
        } else if (field->type == HV_FIELD_QUIZ) {
            write_result(writer, i, -1, 2);
        }
    }
}

/* ---- Notes ---- */

static bool is_note(const struct hv_field *field, const struct hv_slot *answer)
{
    if (field->type == HV_FIELD_CARDS || field->type == HV_FIELD_CHOICE) {
        return picked_size(answer) < answer->size;
    }
    return field->type == HV_FIELD_TEXT || (field->type == HV_FIELD_LIST && answer->size > 0);
}

/* What a unit wrote together stands under its first seat. */
static uint16_t write_joint_notes(const struct hv_group *group,
                                  const struct hv_run *run,
                                  uint8_t field,
                                  struct hv_note *notes,
                                  uint16_t count)
{
    for (uint16_t i = 1; i <= group->unit_count; i++) {
        const struct hv_unit *unit = hv_find_unit(group, i);

        if (!unit->removed && (hv_unit_joint(run, i) >> field & 1) != 0 &&
            hv_field_noted(run, field) && hv_joint_agreed(group, run, i, field, true) != NULL) {
            notes[count++] = (struct hv_note){ .field = field, .seat = unit->first_seat };
        }
    }
    return count;
}

static uint16_t write_notes(const struct hv_group *group,
                            const struct hv_run *run,
                            uint32_t fields,
                            struct hv_note *notes)
{
    uint16_t count = 0;

    for (uint8_t i = 0; i < run->exercise->field_count; i++) {
        const struct hv_field *field = &run->exercise->fields[i];

        if ((fields >> i & 1) == 0) {
            continue;
        }
        if (hv_field_is_joint(run, i)) {
            count = write_joint_notes(group, run, i, notes, count);
            continue;
        }
        for (uint16_t seat = 1; seat <= group->seat_count; seat++) {
            const struct hv_slot *answer = answer_that_counts(group, run, seat, i);

            if (answer != NULL && is_note(field, answer) &&
                (hv_group_fields(group, run, seat, field->round) >> i & 1) != 0) {
                notes[count++] = (struct hv_note){ .field = i, .seat = seat };
            }
        }
    }
    return count;
}

/* xoshiro256**, seeded with the command's random bytes. */
struct generator {
    uint64_t state[4];
};

static uint64_t rotate(uint64_t value, unsigned by)
{
    return value << by | value >> (64 - by);
}

static uint64_t draw(struct generator *generator)
{
    uint64_t *s = generator->state;
    uint64_t drawn = rotate(s[1] * 5, 7) * 9;
    uint64_t shifted = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate(s[3], 45);
    return drawn;
}

/* Below `bound`, each as likely: draws that would favour the first ones are thrown away. */
static uint32_t draw_below(struct generator *generator, uint32_t bound)
{
    uint64_t whole = UINT64_MAX - UINT64_MAX % bound;
    uint64_t drawn;

    do {
        drawn = draw(generator);
    } while (drawn >= whole);
    return (uint32_t)(drawn % bound);
}

void hv_shuffle_notes(struct hv_note *notes,
                      uint32_t count,
                      const uint8_t random[HV_COMMAND_RANDOM])
{
    struct generator generator;

    _Static_assert(sizeof generator.state == HV_COMMAND_RANDOM, "the seed fills the state");
    for (unsigned i = 0; i < HV_COMMAND_RANDOM; i++) {
        generator.state[i / 8] = generator.state[i / 8] << 8 | random[i];
    }
    generator.state[0] |= 1; /* all zero would stay so for ever */
    for (uint32_t i = count; i > 1; i--) {
        uint32_t other = draw_below(&generator, i);
        struct hv_note note = notes[other];

        notes[other] = notes[i - 1];
        notes[i - 1] = note;
    }
}

enum hv_code hv_round_close(const struct hv_group *group,
                            const struct hv_run *run,
                            uint8_t stage,
                            const uint8_t random[HV_COMMAND_RANDOM],
                            struct hv_arena *arena,
                            struct hv_closed_round *ret)
{
    uint32_t fields = run->exercise->stages[stage].gate.fields;
    struct hv_result *results =
        hv_arena_array(arena, results_most(group, run->exercise), sizeof *results);
    struct hv_note *notes = hv_arena_array(
        arena, (size_t)group->seat_count * run->exercise->field_count, sizeof *notes);
    struct writer writer = { .group = group, .run = run, .results = results };

    if (results == NULL || notes == NULL) {
        return HV_ENOMEM;
    }
    write_results(&writer, fields);
    ret->results = results;
    ret->result_count = writer.count;
    ret->notes = notes;
    ret->note_count = write_notes(group, run, fields, notes);
    hv_shuffle_notes(notes, ret->note_count, random);
    return HV_OK;
}

/* ---- A note as one text ---- */

static void append(struct hv_bytes *text, uint8_t *to, const void *from, size_t size)
{
    if (size > 0) {
        memcpy(to + text->size, from, size);
        text->size += size;
    }
}

/* Cells that hold something, divided by a dot in a row and by a newline between rows. */
static enum hv_code list_text(const struct hv_field *field,
                              struct hv_bytes packed,
                              struct hv_arena *arena,
                              struct hv_bytes *ret)
{
    struct hv_value value;
    enum hv_code code = hv_value_unpack(field, packed, arena, &value);
    uint8_t *bytes =
        hv_arena_alloc(arena, 2 * packed.size); /* a cell takes two bytes more, a dot four */
    struct hv_bytes text = { .data = bytes };
    uint32_t row = 0;

    if (code != HV_OK || bytes == NULL) {
        return code != HV_OK ? code : HV_ENOMEM;
    }
    for (uint32_t i = 0; i < value.cell_count; i++) {
        if (value.cells[i].size > 0) {
            if (text.size > 0 && i / field->column_count > row) {
                append(&text, bytes, "\n", 1);
            } else if (text.size > 0) {
                append(&text, bytes, " \xc2\xb7 ", 4);
            }
            row = i / field->column_count;
            append(&text, bytes, value.cells[i].data, value.cells[i].size);
        }
    }
    *ret = text;
    return HV_OK;
}

enum hv_code hv_note_text(const struct hv_field *field,
                          struct hv_bytes packed,
                          struct hv_arena *arena,
                          struct hv_bytes *ret)
{
    const uint8_t *own;

    if (field->type == HV_FIELD_LIST) {
        return list_text(field, packed, arena, ret);
    }
    *ret = packed;
    if (field->type == HV_FIELD_TEXT || packed.size == 0) {
        return HV_OK;
    }
    own = memchr(packed.data, 0xff, packed.size);
    if (own != NULL) {
        *ret = (struct hv_bytes){ .data = own + 1,
                                  .size = packed.size - (size_t)(own - packed.data) - 1 };
    }
    return HV_OK;
}
