/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages: of a group, of the house, of the library. */
#include "codec/exercise_rows.h"
#include "codec/replies.h"
#include "codec/values.h"

#define WIRE(name) Houvast__V1__##name

static const struct hv_row contra_rows[] = {
    HV_NUMBER(struct hv_contra, warn, WIRE(Contra), warn),
    HV_NUMBER(struct hv_contra, adapt, WIRE(Contra), adapt),
    HV_NUMBER(struct hv_contra, block, WIRE(Contra), block),
};
static const struct hv_mapping contra =
    HV_MAPPING(houvast__v1__contra, struct hv_contra, contra_rows);

/* ---- A group ---- */

static const struct hv_row card_rows[] = {
    HV_CARD_ROWS(struct hv_exercise, card., WIRE(Card), hv_codec_text),
    HV_LIST(struct hv_exercise, examples, example_count, WIRE(Card), examples, hv_codec_text),
};
static const struct hv_mapping card = HV_MAPPING(houvast__v1__card, struct hv_exercise, card_rows);

static const struct hv_row statement_rows[] = {
    HV_TEXT(struct hv_statement, id, WIRE(Statement), id),
    HV_NUMBER(struct hv_statement, version, WIRE(Statement), version),
    HV_MESSAGE(struct hv_statement, text, WIRE(Statement), text, hv_codec_text),
};
static const struct hv_mapping statement =
    HV_MAPPING(houvast__v1__statement, struct hv_statement, statement_rows);

static enum hv_code encode_row_value(struct hv_mapper *mapper, const void *core, void *message)
{
    const struct hv_read_row *row = core;
    WIRE(ReadRow) *wire = message;
    if (row->packed.size == 0)
        return HV_OK;
    const struct hv_field *field =
        hv_codec_field(hv_group_run_exercise(mapper->data, row->run), row->field);
    if (field == NULL)
        return HV_ECORRUPT;
    /* A note of cards is the own card without the others, so it may hold fewer than an answer must.
     */
    struct hv_field of_note = *field;
    of_note.pick_minimum = 0;
    return hv_codec_value_encode(mapper, &of_note, row->packed, &wire->value);
}

static enum hv_code
encode_secret(struct hv_mapper *mapper, const uint8_t *secret, ProtobufCBinaryData *ret)
{
    if (secret == NULL)
        return HV_OK;
    ret->data = hv_arena_copy(mapper->arena, secret, HV_SECRET_SIZE);
    ret->len = HV_SECRET_SIZE;
    return ret->data != NULL ? HV_OK : HV_ENOMEM;
}

static enum hv_code encode_secrets(struct hv_mapper *mapper, const void *core, void *message)
{
    const struct hv_read_row *row = core;
    WIRE(ReadRow) *wire = message;
    const enum hv_code code = encode_secret(mapper, row->token, &wire->token);
    return code != HV_OK ? code : encode_secret(mapper, row->key, &wire->key);
}

#define C struct hv_read_row
#define P WIRE(ReadRow)
static const struct hv_row read_row_rows[] = {
    HV_NUMBER(C, run, P, run),
    HV_NUMBER(C, seat, P, seat),
    HV_NUMBER(C, unit, P, unit),
    HV_NUMBER(C, device, P, device),
    HV_ENUM_OR_NONE(C, role, P, role),
    HV_NUMBER(C, field, P, field),
    HV_NUMBER(C, note, P, note),
    HV_NUMBER(C, picked, P, picked),
    HV_ENUM_OR_NONE(C, answer, P, answer),
    HV_NUMBER(C, widened, P, widened),
    HV_NUMBER(C, to_group, P, to_group),
    HV_NUMBER(C, taken_back, P, taken_back),
    HV_BY_HAND(encode_row_value, NULL),
    HV_TEXT(C, name, P, name),
    HV_FIXED(C, exercise, P, exercise),
    HV_NUMBER(C, step, P, step),
    HV_MESSAGE(C, say, P, say, hv_codec_text),
    HV_MESSAGE(C, title, P, title, hv_codec_text),
    HV_POINTER(C, card, P, card, card),
    HV_POINTER(C, statement, P, statement, statement),
    HV_POINTER(C, definition, P, definition, hv_codec_definition_mapping),
    HV_NUMBER(C, meeting, P, meeting),
    HV_TEXT(C, code, P, code),
    HV_TEXT(C, words, P, words),
    HV_MESSAGE(C, contra, P, contra, contra),
    HV_ENUM_OR_NONE(C, light, P, light),
    HV_NUMBER(C, tags, P, tags),
    HV_TEXT(C, note_text, P, note_text),
    HV_NUMBER(C, revision, P, revision),
    HV_BY_HAND(encode_secrets, NULL),
};
static const struct hv_mapping read_row = HV_MAPPING(houvast__v1__read_row, C, read_row_rows);
#undef C
#undef P

struct page {
    struct hv_id id;
    struct hv_read_page rows;
};
static const struct hv_row read_page_rows[] = {
    HV_FIXED(struct page, id, WIRE(ReadPage), id),
    HV_LIST(struct page, rows.rows, rows.row_count, WIRE(ReadPage), rows, read_row),
    HV_NUMBER(struct page, rows.next, WIRE(ReadPage), next),
};

enum hv_code hv_codec_read_page(const struct hv_group *group,
                                struct hv_id id,
                                const struct hv_read_page *page,
                                struct hv_arena *arena,
                                struct hv_bytes *ret)
{
    static const struct hv_mapping mapping =
        HV_MAPPING(houvast__v1__read_page, struct page, read_page_rows);
    /* Rows by hand only ask the group; a mapper's data has no const. */
    struct hv_mapper mapper = { .arena = arena };
    memcpy(&mapper.data, &group, sizeof group);
    const struct page whole = { id, *page };
    return hv_codec_server_message(&mapper, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_READ_PAGE,
                                   &mapping, &whole, ret);
}

/* ---- The house and its library ---- */

/* Any of the pages below; `rows` are of its own kind. */
struct catalogue_page {
    struct hv_id id;
    const void *rows;
    uint32_t row_count;
    uint32_t next;
};

static const struct hv_row group_row_rows[] = {
    HV_FIXED(struct hv_house_group, log, WIRE(GroupRow), log),
    HV_TEXT(struct hv_house_group, title, WIRE(GroupRow), title),
    HV_TEXT(struct hv_house_group, programme, WIRE(GroupRow), programme),
    HV_SIGNED(struct hv_house_group, made_at, WIRE(GroupRow), made_at),
    HV_NUMBER(struct hv_house_group, ended, WIRE(GroupRow), ended),
};
static const struct hv_mapping group_row =
    HV_MAPPING(houvast__v1__group_row, struct hv_house_group, group_row_rows);
static const struct hv_row groups_page_rows[] = {
    HV_FIXED(struct catalogue_page, id, WIRE(GroupsPage), id),
    HV_LIST(struct catalogue_page, rows, row_count, WIRE(GroupsPage), rows, group_row),
    HV_NUMBER(struct catalogue_page, next, WIRE(GroupsPage), next),
};

enum hv_code hv_codec_groups_page(struct hv_id id,
                                  const struct hv_house *house,
                                  uint32_t from,
                                  struct hv_arena *arena,
                                  struct hv_bytes *ret)
{
    static const struct hv_mapping mapping =
        HV_MAPPING(houvast__v1__groups_page, struct catalogue_page, groups_page_rows);
    struct hv_mapper mapper = { .arena = arena };
    struct hv_house_group rows[HV_READ_ROWS_MAX];
    struct catalogue_page page = { .id = id, .rows = rows };
    const struct hv_house_group *group;
    while (page.row_count < HV_READ_ROWS_MAX &&
           (group = hv_house_group(house, from + page.row_count)) != NULL)
        rows[page.row_count++] = *group;
    if (hv_house_group(house, from + page.row_count) != NULL)
        page.next = from + page.row_count;
    return hv_codec_server_message(&mapper, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_GROUPS_PAGE,
                                   &mapping, &page, ret);
}

static const struct hv_row meeting_title_rows[] = {
    HV_TEXT(struct hv_meeting, title.nl, WIRE(Text), nl),
    HV_TEXT(struct hv_meeting, title.en, WIRE(Text), en),
};
static const struct hv_mapping meeting_title =
    HV_MAPPING(houvast__v1__text, struct hv_meeting, meeting_title_rows);
static const struct hv_row programme_row_rows[] = {
    HV_TEXT(struct hv_programme, id, WIRE(ProgrammeRow), id),
    HV_MESSAGE(struct hv_programme, title, WIRE(ProgrammeRow), title, hv_codec_text),
    HV_LIST(struct hv_programme,
            meetings,
            meeting_count,
            WIRE(ProgrammeRow),
            meetings,
            meeting_title),
};
static const struct hv_mapping programme_row =
    HV_MAPPING(houvast__v1__programme_row, struct hv_programme, programme_row_rows);
static const struct hv_row programmes_page_rows[] = {
    HV_FIXED(struct catalogue_page, id, WIRE(ProgrammesPage), id),
    HV_LIST(struct catalogue_page, rows, row_count, WIRE(ProgrammesPage), rows, programme_row),
};

enum hv_code hv_codec_programmes_page(struct hv_id id,
                                      const struct hv_programme *const *programmes,
                                      uint32_t count,
                                      struct hv_arena *arena,
                                      struct hv_bytes *ret)
{
    static const struct hv_mapping mapping =
        HV_MAPPING(houvast__v1__programmes_page, struct catalogue_page, programmes_page_rows);
    struct hv_mapper mapper = { .arena = arena };
    struct hv_programme rows[HV_READ_ROWS_MAX];
    struct catalogue_page page = { .id = id, .rows = rows };
    while (page.row_count < count && page.row_count < HV_READ_ROWS_MAX) {
        rows[page.row_count] = *programmes[page.row_count];
        page.row_count++;
    }
    return hv_codec_server_message(&mapper, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PROGRAMMES_PAGE,
                                   &mapping, &page, ret);
}

static const struct hv_row exercise_row_rows[] = {
    HV_TEXT(struct hv_exercise, id, WIRE(ExerciseRow), id),
    HV_MESSAGE(struct hv_exercise, title, WIRE(ExerciseRow), title, hv_codec_text),
    HV_NUMBER(struct hv_exercise, minutes, WIRE(ExerciseRow), minutes),
    HV_NUMBER(struct hv_exercise, own_device, WIRE(ExerciseRow), own_device),
    HV_MESSAGE(struct hv_exercise, contra, WIRE(ExerciseRow), contra, contra),
};
static const struct hv_mapping exercise_row =
    HV_MAPPING(houvast__v1__exercise_row, struct hv_exercise, exercise_row_rows);
static const struct hv_row exercises_page_rows[] = {
    HV_FIXED(struct catalogue_page, id, WIRE(ExercisesPage), id),
    HV_LIST(struct catalogue_page, rows, row_count, WIRE(ExercisesPage), rows, exercise_row),
    HV_NUMBER(struct catalogue_page, next, WIRE(ExercisesPage), next),
};

enum hv_code hv_codec_exercises_page(struct hv_id id,
                                     const struct hv_exercise *const *exercises,
                                     uint32_t count,
                                     uint32_t from,
                                     struct hv_arena *arena,
                                     struct hv_bytes *ret)
{
    static const struct hv_mapping mapping =
        HV_MAPPING(houvast__v1__exercises_page, struct catalogue_page, exercises_page_rows);
    struct hv_mapper mapper = { .arena = arena };
    struct hv_exercise rows[HV_READ_ROWS_MAX];
    struct catalogue_page page = { .id = id, .rows = rows };
    while (from < count && page.row_count < count - from && page.row_count < HV_READ_ROWS_MAX) {
        const struct hv_exercise *exercise = exercises[from + page.row_count];
        rows[page.row_count] = *exercise;
        rows[page.row_count++].contra = hv_exercise_contra(exercise);
    }
    if (from < count && page.row_count < count - from)
        page.next = from + page.row_count;
    return hv_codec_server_message(&mapper, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_EXERCISES_PAGE,
                                   &mapping, &page, ret);
}
