/* SPDX-License-Identifier: EUPL-1.2 */
/* What is wrong with an exercise or a programme as data; the first thing that is found. */
#include "core/programme_gates.h"

/* As a bit of a set of fields or stages. */
static uint32_t bit(unsigned index)
{
    return (uint32_t)1 << index;
}

static uint32_t all_fields(const struct hv_exercise *exercise)
{
    return exercise->field_count == HV_FIELDS_MAX ? UINT32_MAX : bit(exercise->field_count) - 1;
}

static bool text_is_whole(const struct hv_text *text)
{
    return text->nl.size > 0 && text->en.size > 0;
}

/* Both languages or neither. */
static bool text_is_even(const struct hv_text *text)
{
    return (text->nl.size > 0) == (text->en.size > 0);
}

static const char *options_fault(const struct hv_field *field)
{
    if (field->option_count == 0 || field->option_count > HV_OPTIONS_MAX) {
        return "a field to choose from has no options, or more than 64";
    }
    for (unsigned i = 0; i < field->option_count; i++) {
        if (field->options[i].id.size == 0 || !text_is_whole(&field->options[i].label)) {
            return "an option has an empty id or label";
        }
        for (unsigned j = 0; j < i; j++) {
            if (hv_bytes_equal(field->options[i].id, field->options[j].id)) {
                return "two options of a field have the same id";
            }
        }
    }
    return NULL;
}

static const char *choice_fault(const struct hv_exercise *exercise, const struct hv_field *field)
{
    unsigned most = field->option_count + (field->own_card ? 1u : 0u);

    if (field->options_from >= 0) {
        if (field->options_from >= exercise->field_count ||
            (exercise->fields[field->options_from].visibility != HV_VISIBLE_GROUP &&
             exercise->fields[field->options_from].visibility != HV_VISIBLE_GROUP_NAMED)) {
            return "options are taken from a field that does not go to the group";
        }
        if (field->option_count > 0 || field->own_card) {
            return "a field takes its options from another field and has options too";
        }
        most = HV_WALL_LINES_MAX;
    } else {
        const char *fault = options_fault(field);

        if (fault != NULL) {
            return fault;
        }
    }
    if (field->pick_maximum == 0 || field->pick_maximum > most ||
        field->pick_minimum > field->pick_maximum) {
        return "the number to choose is not possible";
    }
    if (field->visibility == HV_VISIBLE_GROUP && hv_field_by_option(field) &&
        !hv_field_may_pick_none(field)) {
        return "an option for the group must be picked, so that results of options add up";
    }
    if (field->own_card && (field->characters == 0 || field->characters > HV_TEXT_MAX)) {
        return "an own card has no length, or more than 2000 characters";
    }
    return NULL;
}

/* As an answer would be: it must be one that somebody can give. */
static const char *key_fault(const struct hv_field *field)
{
    if (field->correct.size == 0 || field->correct.size < field->pick_minimum ||
        field->correct.size > field->pick_maximum) {
        return "the right answer to a question of a quiz cannot be given";
    }
    for (size_t i = 0; i < field->correct.size; i++) {
        if (field->correct.data[i] >= field->option_count ||
            (i > 0 && field->correct.data[i] <= field->correct.data[i - 1])) {
            return "the right answer to a question of a quiz is none of its options";
        }
    }
    return text_is_whole(&field->explanation) ? NULL : "a question of a quiz explains nothing";
}

static const char *quiz_fault(const struct hv_exercise *exercise, const struct hv_field *field)
{
    const char *fault;

    if (field->round != HV_ROUND_FIRST || field->keep != HV_KEEP_MEETING ||
        (field->visibility != HV_VISIBLE_SELF && field->visibility != HV_VISIBLE_GROUP)) {
        return "a quiz is its author's alone or counted for the group, in the first round of one "
               "evening";
    }
    if (field->options_from >= 0 || field->own_card || field->light) {
        return "a question of a quiz has options of its own, no own card, and no gentle form";
    }
    fault = choice_fault(exercise, field);
    return fault != NULL ? fault : key_fault(field);
}

static const char *list_fault(const struct hv_field *field)
{
    if (field->column_count == 0 || field->column_count > HV_COLUMNS_MAX) {
        return "a list has no columns, or more than 4";
    }
    if (field->row_maximum == 0 || field->row_maximum > HV_ROWS_MAX ||
        field->row_minimum > field->row_maximum) {
        return "a list has no rows, or more than 20";
    }
    if (field->characters > HV_TEXT_MAX) {
        return "a cell of a list has more than 2000 characters";
    }
    for (unsigned i = 0; i < field->column_count; i++) {
        if (!text_is_whole(&field->columns[i])) {
            return "a column of a list has an empty heading";
        }
    }
    return NULL;
}

static const char *scale_fault(const struct hv_field *field)
{
    if (field->minimum >= field->maximum) {
        return "a scale ends where it begins";
    }
    if (field->markers == 0 || field->markers > HV_MARKERS_MAX) {
        return "a scale has no markers, or more than 3";
    }
    if (!text_is_even(&field->anchor_low) || !text_is_even(&field->anchor_high)) {
        return "the anchor of a scale is there in one language only";
    }
    return NULL;
}

static const char *type_fault(const struct hv_exercise *exercise, const struct hv_field *field)
{
    switch (field->type) {
    case HV_FIELD_INFO:
    case HV_FIELD_TURNS:
        return NULL;
    case HV_FIELD_TEXT:
        if (field->characters == 0 || field->characters > HV_TEXT_MAX) {
            return "a text has no length, or more than 2000 characters";
        }
        return NULL;
    case HV_FIELD_SCALE:
        return scale_fault(field);
    case HV_FIELD_CHOICE:
    case HV_FIELD_CARDS:
        return choice_fault(exercise, field);
    case HV_FIELD_QUIZ:
        return quiz_fault(exercise, field);
    case HV_FIELD_LIST:
        return list_fault(field);
    case HV_FIELD_CONSENT:
        return field->statement.size == 0 ? "a consent field names no statement" : NULL;
    }
    return "a field has a type that is not known";
}

static const char *field_fault(const struct hv_exercise *exercise, const struct hv_field *field)
{
    if (field->id.size == 0 || !text_is_whole(&field->prompt)) {
        return "a field has an empty id or prompt";
    }
    for (const struct hv_field *other = exercise->fields; other < field; other++) {
        if (hv_bytes_equal(other->id, field->id)) {
            return "two fields of an exercise have the same id";
        }
    }
    if (field->round != HV_ROUND_FIRST && field->round != HV_ROUND_SECOND) {
        return "a field belongs to a round that is not known";
    }
    if (field->listener && field->round != HV_ROUND_SECOND) {
        return "a listener is asked in the first round";
    }
    if (field->may_go_to_group &&
        (field->type != HV_FIELD_TEXT ||
         (field->visibility != HV_VISIBLE_PARTNER && field->visibility != HV_VISIBLE_JOINT) ||
         field->listener || field->guess)) {
        return "what may be let go to the group is neither an own text for the partner nor a joint "
               "one";
    }
    if (field->light && (field->type == HV_FIELD_INFO || field->visibility != HV_VISIBLE_SELF ||
                         field->round != HV_ROUND_FIRST || field->core)) {
        return "a field of the light form is not its author's alone, or not of the first round";
    }
    if (field->type != HV_FIELD_INFO) {
        if (field->visibility < HV_VISIBLE_SELF || field->visibility > HV_VISIBLE_RECORD) {
            return "a field has no visibility";
        }
        if (field->keep == HV_KEEP_INTAKE && field->visibility != HV_VISIBLE_FACILITATOR) {
            return "what is kept until the light is set is for others than facilitators";
        }
        if (field->keep != HV_KEEP_MEETING && field->keep != HV_KEEP_COURSE &&
            field->keep != HV_KEEP_INTAKE) {
            return "a field does not say how long it is kept";
        }
    }
    return type_fault(exercise, field);
}

static const char *stage_fault(const struct hv_exercise *exercise, uint8_t index)
{
    const struct hv_stage *stage = &exercise->stages[index];

    if (stage->kind < HV_STAGE_BRIEF || stage->kind > HV_STAGE_CLOSE) {
        return "a stage has a kind that is not known";
    }
    if (stage->scope != HV_SCOPE_GROUP && stage->scope != HV_SCOPE_UNIT) {
        return "a stage is of neither the group nor the unit";
    }
    if (stage->kind == HV_STAGE_TURNS && stage->scope != HV_SCOPE_UNIT) {
        return "turns are not of the unit";
    }
    if ((stage->fields | stage->gate.fields) & ~all_fields(exercise)) {
        return "a stage names fields that are not there";
    }
    return hv_gate_fault(exercise, index);
}

/* Every field is asked somewhere and, where it must, opens exactly once. */
static const char *flow_fault(const struct hv_exercise *exercise)
{
    uint32_t asked = 0, joint = 0, unit = 0, group = 0;

    for (uint8_t i = 0; i < exercise->stage_count; i++) {
        const struct hv_stage *stage = &exercise->stages[i];
        uint32_t *opened = stage->gate.audience == HV_AUDIENCE_GROUP ? &group : &unit;

        asked |= stage->fields;
        if (stage->kind == HV_STAGE_JOINT && stage->scope == HV_SCOPE_UNIT) {
            joint |= stage->fields;
        }
        if (stage->gate.when == HV_GATE_CLOSED || stage->gate.when == HV_GATE_HOLDER) {
            if (*opened & stage->gate.fields) {
                return "a field opens twice to the same people";
            }
            *opened |= stage->gate.fields;
        }
    }
    if (hv_fields_seen_by(exercise, HV_VISIBLE_PARTNER, HV_VISIBLE_PARTNER) & ~unit) {
        return "a field for the partner has no gate that opens it";
    }
    if (hv_exercise_by_choice(exercise) & ~group) {
        return "what may be let go to the group has no gate that takes it there";
    }
    if (hv_fields_seen_by(exercise, HV_VISIBLE_JOINT, HV_VISIBLE_JOINT) & ~joint) {
        return "a joint field has no joint stage that asks it";
    }
    if ((hv_exercise_personal(exercise, HV_ROUND_FIRST) |
         hv_exercise_personal(exercise, HV_ROUND_SECOND)) &
        ~asked) {
        return "no stage asks a field";
    }
    return NULL;
}

/* A form that asks nothing where others write would show whom it was dealt to. */
static const char *light_fault(const struct hv_exercise *exercise)
{
    uint32_t full = hv_exercise_fields(exercise, HV_FORM_FULL);
    uint32_t light = hv_exercise_fields(exercise, HV_FORM_LIGHT);
    uint32_t asks = 0;

    for (unsigned i = 0; i < exercise->field_count; i++) {
        asks |= exercise->fields[i].type != HV_FIELD_INFO ? bit(i) : 0;
    }
    return (full & asks) != 0 && (light & asks) == 0 ? "the light form asks nothing" : NULL;
}

static const char *contra_fault(const struct hv_contra *contra)
{
    if (((contra->warn | contra->adapt | contra->block) & ~HV_TAGS_ALL) != 0) {
        return "an exercise names a tag that is none";
    }
    return (contra->warn & (contra->adapt | contra->block)) != 0 ||
                   (contra->adapt & contra->block) != 0
               ? "a tag weighs on an exercise in two ways"
               : NULL;
}

const char *hv_exercise_fault(const struct hv_exercise *exercise)
{
    const char *fault = NULL;

    if (exercise->id.size == 0 || !text_is_whole(&exercise->title)) {
        return "an exercise has an empty id or title";
    }
    if (exercise->field_count > HV_FIELDS_MAX) {
        return "an exercise has more than 32 fields";
    }
    if (exercise->stage_count == 0 || exercise->stage_count > HV_STAGES_MAX) {
        return "an exercise has no stages, or more than 16";
    }
    for (unsigned i = 0; fault == NULL && i < exercise->field_count; i++) {
        fault = field_fault(exercise, &exercise->fields[i]);
    }
    for (uint8_t i = 0; fault == NULL && i < exercise->stage_count; i++) {
        fault = stage_fault(exercise, i);
    }
    for (unsigned i = 0; fault == NULL && i < exercise->example_count; i++) {
        if (!text_is_whole(&exercise->examples[i])) {
            fault = "an example is empty";
        }
    }
    for (uint8_t i = 0; fault == NULL && i < exercise->field_count; i++) {
        fault = hv_guess_fault(exercise, i);
    }
    if (fault == NULL) {
        fault = flow_fault(exercise);
    }
    if (fault == NULL) {
        fault = contra_fault(&exercise->contra);
    }
    return fault != NULL ? fault : light_fault(exercise);
}

static const char *example_fault(const struct hv_example *example)
{
    size_t size = example->title.nl.size + example->title.en.size;

    if (example->answer_count == 0) {
        return size > 0 ? "an example has no answers" : NULL;
    }
    if (example->answer_count > HV_EXAMPLE_ANSWERS_MAX) {
        return "an example has more than 32 answers";
    }
    if (!text_is_whole(&example->title)) {
        return "an example has no title";
    }
    for (unsigned i = 0; i < example->answer_count; i++) {
        const struct hv_example_answer *answer = &example->answers[i];

        if (!text_is_whole(&answer->prompt) || !text_is_whole(&answer->answer)) {
            return "an example has an empty prompt or answer";
        }
        size += answer->prompt.nl.size + answer->prompt.en.size + answer->answer.nl.size +
                answer->answer.en.size;
    }
    return size > HV_EXAMPLE_BYTES_MAX ? "an example is larger than 16 KiB" : NULL;
}

static const char *step_fault(const struct hv_programme *programme, const struct hv_step *step)
{
    if (step->kind < HV_STEP_EXERCISE || step->kind > HV_STEP_TALK) {
        return "a step has a kind that is not known";
    }
    if (example_fault(&step->example) != NULL) {
        return example_fault(&step->example);
    }
    if (step->kind == HV_STEP_EXERCISE) {
        if (step->exercise >= programme->exercise_count) {
            return "a step names an exercise that is not there";
        }
        return text_is_even(&step->title) ? NULL : "the title of a step is there in one language";
    }
    return text_is_whole(&step->title) ? NULL : "a step without exercise has no title";
}

static const char *meeting_fault(const struct hv_programme *programme,
                                 const struct hv_meeting *meeting)
{
    const char *fault = NULL;

    if (meeting->id.size == 0 || !text_is_whole(&meeting->title)) {
        return "a meeting has an empty id or title";
    }
    if (meeting->step_count > HV_STEPS_MAX) {
        return "a meeting has more than 40 steps";
    }
    for (unsigned i = 0; fault == NULL && i < meeting->step_count; i++) {
        fault = step_fault(programme, &meeting->steps[i]);
    }
    return fault;
}

const char *hv_statement_fault(const struct hv_statement *statement)
{
    return statement->id.size == 0 || !text_is_whole(&statement->text)
               ? "a programme asks no consent"
               : NULL;
}

const char *hv_programme_fault(const struct hv_programme *programme)
{
    const char *fault = NULL;

    if (programme->id.size == 0 || !text_is_whole(&programme->title)) {
        return "a programme has an empty id or title";
    }
    fault = hv_statement_fault(&programme->consent);
    if (fault != NULL) {
        return fault;
    }
    if (programme->exercise_count > HV_EXERCISES_MAX) {
        return "a programme has more than 200 exercises";
    }
    if (programme->meeting_count > HV_MEETINGS_MAX) {
        return "a programme has more than 32 meetings";
    }
    for (unsigned i = 0; fault == NULL && i < programme->exercise_count; i++) {
        fault = hv_exercise_fault(&programme->exercises[i]);
    }
    for (unsigned i = 0; fault == NULL && i < programme->meeting_count; i++) {
        fault = meeting_fault(programme, &programme->meetings[i]);
    }
    return fault;
}
