/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A programme has a list of exercises of its own: each that a step runs once, and one more for
 * every step that sets options.
 */
#include "catalogue/reading.h"
#include "catalogue/shapes.h"

#define SHOWN(bytes) (int)(bytes).size, (const char *)(bytes).data

struct building {
    struct hv_reading *reading;
    struct hv_exercise exercises[HV_EXERCISES_MAX];
    const struct hv_exercise
        *from[HV_EXERCISES_MAX]; /* that of the library, or NULL when changed */
    uint8_t count;
};

static enum hv_code find_entry(struct hv_reading *reading,
                               const struct hv_node *node,
                               const struct hv_exercise_entry **ret)
{
    struct hv_bytes *names;

    for (size_t i = 0; i < reading->exercise_count; i++) {
        if (hv_bytes_equal(reading->exercises[i].id, node->text)) {
            *ret = &reading->exercises[i];
            return HV_OK;
        }
    }
    names = hv_reading_names(reading, reading->exercise_count);
    if (names == NULL) {
        return HV_ENOMEM;
    }
    for (size_t i = 0; i < reading->exercise_count; i++) {
        names[i] = reading->exercises[i].id;
    }
    hv_reading_unknown(reading, node, "exercise", names, reading->exercise_count);
    return HV_OK;
}

/* ---- Options that a step sets ---- */

static bool has_options(const struct hv_field *field)
{
    return field->type == HV_FIELD_CHOICE && field->options_from < 0;
}

static void unknown_field(struct hv_reading *reading,
                          const struct hv_node *item,
                          const struct hv_exercise *exercise)
{
    struct hv_bytes names[HV_FIELDS_MAX];
    struct hv_node key = hv_node_of_key(item);
    size_t count = 0;

    for (uint8_t i = 0; i < exercise->field_count; i++) {
        if (has_options(&exercise->fields[i])) {
            names[count++] = exercise->fields[i].id;
        }
    }
    hv_reading_unknown(reading, &key, "field with options", names, count);
}

static enum hv_code set_options(struct hv_reading *reading,
                                const struct hv_node *item,
                                const struct hv_exercise *exercise,
                                struct hv_field *fields)
{
    for (uint8_t i = 0; i < exercise->field_count; i++) {
        struct hv_field *field = &fields[i];

        if (!has_options(field) || !hv_bytes_equal(field->id, item->key)) {
            continue;
        }
        if (item->count < field->pick_maximum) {
            hv_reading_problem(reading, item,
                               "there are %u options; allowed: at least %u, as many as may be "
                               "picked.",
                               (unsigned)item->count, field->pick_maximum);
        }
        return hv_reading_options(reading, item, &field->options, &field->option_count);
    }
    unknown_field(reading, item, exercise);
    return HV_OK;
}

static enum hv_code change_exercise(struct hv_reading *reading,
                                    const struct hv_node *options,
                                    struct hv_exercise *exercise)
{
    struct hv_field *fields =
        hv_arena_copy(reading->arena, exercise->fields, exercise->field_count * sizeof *fields);

    if (fields == NULL) {
        return HV_ENOMEM;
    }
    for (const struct hv_node *item = options->first; item != NULL; item = item->next) {
        enum hv_code code = set_options(reading, item, exercise, fields);

        if (code != HV_OK) {
            return code;
        }
    }
    exercise->fields = fields;
    return hv_reading_identify(reading, options, exercise);
}

/* ---- Steps and meetings ---- */

static enum hv_code add_exercise(struct building *building,
                                 const struct hv_node *step,
                                 const struct hv_exercise *exercise,
                                 uint8_t *ret)
{
    const struct hv_node *options = hv_node_get(step, "options");

    for (uint8_t i = 0; options == NULL && i < building->count; i++) {
        if (building->from[i] == exercise) {
            *ret = i;
            return HV_OK;
        }
    }
    if (building->count == HV_EXERCISES_MAX) {
        hv_reading_problem(building->reading, step,
                           "this programme has too many exercises; allowed: up to %d.",
                           HV_EXERCISES_MAX);
        return HV_OK;
    }
    *ret = building->count;
    building->from[building->count] = options == NULL ? exercise : NULL;
    building->exercises[building->count] = *exercise;
    building->count++;
    return options == NULL
               ? HV_OK
               : change_exercise(building->reading, options, &building->exercises[*ret]);
}

static enum hv_code
read_step_exercise(struct building *building, const struct hv_node *node, struct hv_step *step)
{
    const struct hv_exercise_entry *entry = NULL;
    enum hv_code code = find_entry(building->reading, hv_node_get(node, "exercise"), &entry);

    if (code != HV_OK || entry == NULL || entry->exercise == NULL) {
        return code;
    }
    return add_exercise(building, node, entry->exercise, &step->exercise);
}

static size_t size_of(const struct hv_text *text)
{
    return text->nl.size + text->en.size;
}

static enum hv_code read_example_answers(struct hv_reading *reading,
                                         const struct hv_node *list,
                                         struct hv_example *ret,
                                         size_t *ret_size)
{
    struct hv_example_answer *answers =
        hv_arena_array(reading->arena, list->count, sizeof *answers);
    enum hv_code code = answers != NULL ? HV_OK : HV_ENOMEM;

    ret->answers = answers;
    for (const struct hv_node *item = list->first; code == HV_OK && item != NULL;
         item = item->next) {
        struct hv_example_answer *answer = &answers[ret->answer_count++];

        code = hv_reading_text(reading, hv_node_get(item, "prompt"), &answer->prompt);
        if (code == HV_OK) {
            code = hv_reading_text(reading, hv_node_get(item, "answer"), &answer->answer);
        }
        *ret_size += size_of(&answer->prompt) + size_of(&answer->answer);
    }
    return code;
}

static enum hv_code
read_example(struct hv_reading *reading, const struct hv_node *node, struct hv_example *ret)
{
    enum hv_code code;
    size_t size;

    if (node == NULL) {
        return HV_OK;
    }
    code = hv_reading_text(reading, hv_node_get(node, "title"), &ret->title);
    size = size_of(&ret->title);
    if (code == HV_OK) {
        code = read_example_answers(reading, hv_node_get(node, "answers"), ret, &size);
    }
    if (code == HV_OK && size > HV_EXAMPLE_BYTES_MAX) {
        hv_reading_problem(reading, node,
                           "this example is larger than %u KiB; allowed: up to %u KiB, all its "
                           "texts in both languages together.",
                           HV_EXAMPLE_BYTES_MAX / 1024, HV_EXAMPLE_BYTES_MAX / 1024);
    }
    return code;
}

static enum hv_code
read_step(struct building *building, const struct hv_node *node, struct hv_step *step)
{
    struct hv_reading *reading = building->reading;
    enum hv_code code = hv_reading_bytes(reading, hv_read_text(node, "number"), &step->number);

    step->kind =
        (enum hv_step_kind)hv_read_word(node, "kind", &hv_words_step_kind, HV_STEP_EXERCISE);
    step->minutes = (uint16_t)hv_read_integer(node, "minutes", 0);
    if (code == HV_OK) {
        code = hv_reading_text(reading, hv_node_get(node, "title"), &step->title);
    }
    if (code == HV_OK) {
        code = hv_reading_text(reading, hv_node_get(node, "say"), &step->say);
    }
    if (code == HV_OK) {
        code = read_example(reading, hv_node_get(node, "example"), &step->example);
    }
    if (code == HV_OK && step->kind == HV_STEP_EXERCISE) {
        code = read_step_exercise(building, node, step);
    }
    return code;
}

static enum hv_code
read_steps(struct building *building, const struct hv_node *list, struct hv_meeting *meeting)
{
    struct hv_step *steps = hv_arena_array(building->reading->arena, list->count, sizeof *steps);
    uint8_t count = 0;

    if (steps == NULL) {
        return HV_ENOMEM;
    }
    for (const struct hv_node *item = list->first; item != NULL; item = item->next) {
        enum hv_code code = read_step(building, item, &steps[count]);

        if (code != HV_OK) {
            return code;
        }
        for (uint8_t i = 0; i < count; i++) {
            if (hv_bytes_equal(steps[i].number, steps[count].number)) {
                hv_reading_problem(building->reading, hv_node_get(item, "number"),
                                   "step %.*s stands in this meeting twice; allowed: once.",
                                   SHOWN(steps[i].number));
            }
        }
        count++;
    }
    meeting->steps = steps;
    meeting->step_count = count;
    return HV_OK;
}

static enum hv_code
read_meetings(struct building *building, const struct hv_node *list, struct hv_programme *ret)
{
    struct hv_reading *reading = building->reading;
    struct hv_meeting *meetings = hv_arena_array(reading->arena, list->count, sizeof *meetings);
    uint8_t count = 0;

    if (meetings == NULL) {
        return HV_ENOMEM;
    }
    for (const struct hv_node *item = list->first; item != NULL; item = item->next) {
        struct hv_meeting *meeting = &meetings[count];
        enum hv_code code = hv_reading_bytes(reading, hv_read_text(item, "id"), &meeting->id);

        if (code == HV_OK) {
            code = hv_reading_text(reading, hv_node_get(item, "title"), &meeting->title);
        }
        if (code == HV_OK) {
            code = read_steps(building, hv_node_get(item, "steps"), meeting);
        }
        if (code != HV_OK) {
            return code;
        }
        for (uint8_t i = 0; i < count; i++) {
            if (hv_bytes_equal(meetings[i].id, meeting->id)) {
                hv_reading_problem(reading, hv_node_get(item, "id"),
                                   "meeting `%.*s` stands in this programme twice; allowed: once.",
                                   SHOWN(meeting->id));
            }
        }
        count++;
    }
    ret->meetings = meetings;
    ret->meeting_count = count;
    return HV_OK;
}

static enum hv_code
read_consent(struct hv_reading *reading, const struct hv_node *node, struct hv_statement *ret)
{
    struct hv_bytes *names = hv_reading_names(reading, reading->statement_count);

    if (names == NULL) {
        return HV_ENOMEM;
    }
    for (size_t i = 0; i < reading->statement_count; i++) {
        names[i] = reading->statements[i].id;
        if (hv_bytes_equal(names[i], node->text)) {
            *ret = reading->statements[i];
            return HV_OK;
        }
    }
    hv_reading_unknown(reading, node, "statement", names, reading->statement_count);
    return HV_OK;
}

static enum hv_code
read_frame(struct hv_reading *reading, const struct hv_node *root, struct hv_programme *ret)
{
    enum hv_code code = hv_reading_bytes(reading, hv_read_text(root, "id"), &ret->id);

    if (code == HV_OK) {
        code = hv_reading_text(reading, hv_node_get(root, "title"), &ret->title);
    }
    return code == HV_OK ? read_consent(reading, hv_node_get(root, "consent"), &ret->consent)
                         : code;
}

/* What is wrong with the whole. With problems elsewhere it may lack an exercise; then there is
 * nothing to say about it. */
static enum hv_code check_whole(struct hv_reading *reading,
                                const struct hv_node *root,
                                const struct hv_programme *programme)
{
    const struct hv_node *id = hv_node_get(root, "id");
    const char *fault = reading->problems->total == 0 ? hv_programme_fault(programme) : NULL;
    enum hv_code code = HV_OK;

    if (fault != NULL) {
        hv_reading_problem(reading, id, "this cannot run: %s.", fault);
    }
    if (reading->identify.fits != NULL && reading->problems->total == 0) {
        code = reading->identify.fits(reading->identify.data, programme);
    }
    if (code != HV_ETOOBIG) {
        return code;
    }
    hv_reading_problem(
        reading, id,
        "programme `%.*s` is larger than %u KiB with its exercises; allowed: up to %u "
        "KiB.",
        SHOWN(programme->id), HV_PROGRAMME_BYTES_MAX / 1024, HV_PROGRAMME_BYTES_MAX / 1024);
    return HV_OK;
}

enum hv_code hv_reading_programme(struct hv_reading *reading,
                                  const struct hv_node *root,
                                  struct hv_programme *ret)
{
    struct building *building = hv_arena_alloc(reading->arena, sizeof *building);
    struct hv_programme programme = { .exercise_count = 0 };
    enum hv_code code;

    if (building == NULL) {
        return HV_ENOMEM;
    }
    building->reading = reading;
    code = read_frame(reading, root, &programme);
    if (code == HV_OK) {
        code = read_meetings(building, hv_node_get(root, "meetings"), &programme);
    }
    if (code != HV_OK) {
        return code;
    }
    programme.exercises = building->exercises;
    programme.exercise_count = building->count;
    code = check_whole(reading, root, &programme);
    if (code == HV_OK) {
        *ret = programme;
    }
    return code;
}
