/* SPDX-License-Identifier: EUPL-1.2 */
#include "core/programme_copy.h"

/* What cannot be allocated is remembered, so that the copying itself reads straight on. */
struct copying {
    struct hv_arena *arena;
    bool no_memory;
};

static void *copy_array(struct copying *copying, const void *from, size_t count, size_t size)
{
    void *to = hv_arena_array(copying->arena, count, size);

    if (to == NULL) {
        copying->no_memory = true;
    } else if (count > 0) {
        memcpy(to, from, count * size);
    }
    return to;
}

static void copy_bytes(struct copying *copying, struct hv_bytes *bytes)
{
    bytes->data = copy_array(copying, bytes->data, bytes->size, 1);
}

static void copy_text(struct copying *copying, struct hv_text *text)
{
    copy_bytes(copying, &text->nl);
    copy_bytes(copying, &text->en);
}

static struct hv_text *copy_texts(struct copying *copying, const struct hv_text *from, size_t count)
{
    struct hv_text *texts = copy_array(copying, from, count, sizeof *texts);

    for (size_t i = 0; texts != NULL && i < count; i++) {
        copy_text(copying, &texts[i]);
    }
    return texts;
}

static struct hv_option *
copy_options(struct copying *copying, const struct hv_option *from, size_t count)
{
    struct hv_option *options = copy_array(copying, from, count, sizeof *options);

    for (size_t i = 0; options != NULL && i < count; i++) {
        copy_bytes(copying, &options[i].id);
        copy_text(copying, &options[i].label);
    }
    return options;
}

static struct hv_field *
copy_fields(struct copying *copying, const struct hv_field *from, size_t count)
{
    struct hv_field *fields = copy_array(copying, from, count, sizeof *fields);

    for (size_t i = 0; fields != NULL && i < count; i++) {
        struct hv_field *field = &fields[i];

        copy_bytes(copying, &field->id);
        copy_text(copying, &field->prompt);
        copy_text(copying, &field->anchor_low);
        copy_text(copying, &field->anchor_high);
        field->options = copy_options(copying, field->options, field->option_count);
        field->columns = copy_texts(copying, field->columns, field->column_count);
        copy_bytes(copying, &field->statement);
        copy_bytes(copying, &field->correct);
        copy_text(copying, &field->explanation);
    }
    return fields;
}

static void copy_card(struct copying *copying, struct hv_card *card)
{
    copy_text(copying, &card->say);
    copy_text(copying, &card->purpose);
    copy_text(copying, &card->watch);
    copy_text(copying, &card->if_stuck);
    copy_text(copying, &card->room);
    copy_text(copying, &card->stop_if);
    copy_text(copying, &card->after);
}

static struct hv_exercise *
copy_exercises(struct copying *copying, const struct hv_exercise *from, size_t count)
{
    struct hv_exercise *exercises = copy_array(copying, from, count, sizeof *exercises);

    for (size_t i = 0; exercises != NULL && i < count; i++) {
        struct hv_exercise *exercise = &exercises[i];

        copy_bytes(copying, &exercise->id);
        copy_text(copying, &exercise->title);
        copy_bytes(copying, &exercise->view);
        exercise->fields = copy_fields(copying, exercise->fields, exercise->field_count);
        exercise->stages =
            copy_array(copying, exercise->stages, exercise->stage_count, sizeof *exercise->stages);
        exercise->examples = copy_texts(copying, exercise->examples, exercise->example_count);
        copy_card(copying, &exercise->card);
    }
    return exercises;
}

static void copy_example(struct copying *copying, struct hv_example *example)
{
    struct hv_example_answer *answers =
        copy_array(copying, example->answers, example->answer_count, sizeof *answers);

    copy_text(copying, &example->title);
    for (size_t i = 0; answers != NULL && i < example->answer_count; i++) {
        copy_text(copying, &answers[i].prompt);
        copy_text(copying, &answers[i].answer);
    }
    example->answers = answers;
}

static struct hv_step *copy_steps(struct copying *copying, const struct hv_step *from, size_t count)
{
    struct hv_step *steps = copy_array(copying, from, count, sizeof *steps);

    for (size_t i = 0; steps != NULL && i < count; i++) {
        copy_bytes(copying, &steps[i].number);
        copy_text(copying, &steps[i].title);
        copy_text(copying, &steps[i].say);
        copy_example(copying, &steps[i].example);
    }
    return steps;
}

static struct hv_meeting *
copy_meetings(struct copying *copying, const struct hv_meeting *from, size_t count)
{
    struct hv_meeting *meetings = copy_array(copying, from, count, sizeof *meetings);

    for (size_t i = 0; meetings != NULL && i < count; i++) {
        copy_bytes(copying, &meetings[i].id);
        copy_text(copying, &meetings[i].title);
        meetings[i].steps = copy_steps(copying, meetings[i].steps, meetings[i].step_count);
    }
    return meetings;
}

static void copy_statement(struct copying *copying, struct hv_statement *statement)
{
    copy_bytes(copying, &statement->id);
    copy_text(copying, &statement->text);
}

const struct hv_statement *hv_statement_copy(struct hv_arena *arena,
                                             const struct hv_statement *statement)
{
    struct copying copying = { .arena = arena };
    struct hv_statement *copy = copy_array(&copying, statement, 1, sizeof *copy);

    if (copy == NULL) {
        return NULL;
    }
    copy_statement(&copying, copy);
    return copying.no_memory ? NULL : copy;
}

const struct hv_exercise *hv_exercise_copy(struct hv_arena *arena,
                                           const struct hv_exercise *exercise)
{
    struct copying copying = { .arena = arena };
    const struct hv_exercise *copy = copy_exercises(&copying, exercise, 1);

    return copying.no_memory ? NULL : copy;
}

const struct hv_programme *hv_programme_copy(struct hv_arena *arena,
                                             const struct hv_programme *programme)
{
    struct copying copying = { .arena = arena };
    struct hv_programme *copy = copy_array(&copying, programme, 1, sizeof *copy);

    if (copy == NULL) {
        return NULL;
    }
    copy_bytes(&copying, &copy->id);
    copy_text(&copying, &copy->title);
    copy_statement(&copying, &copy->consent);
    copy->exercises = copy_exercises(&copying, copy->exercises, copy->exercise_count);
    copy->meetings = copy_meetings(&copying, copy->meetings, copy->meeting_count);
    return copying.no_memory ? NULL : copy;
}
