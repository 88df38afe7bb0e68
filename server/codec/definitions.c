/* SPDX-License-Identifier: EUPL-1.2 */
#include "codec/exercise_rows.h"
#include "codec/replies.h"

static const struct hv_row option_rows[] = { HV_OPTION_ROWS(Houvast__V1__, hv_codec_text) };
static const struct hv_mapping option =
    HV_MAPPING(houvast__v1__option, struct hv_option, option_rows);

static const struct hv_row field_rows[] = { HV_FIELD_ROWS(Houvast__V1__, hv_codec_text, option) };
static const struct hv_mapping field = HV_MAPPING(houvast__v1__field, struct hv_field, field_rows);

static const struct hv_row gate_rows[] = { HV_GATE_ROWS(Houvast__V1__) };
static const struct hv_mapping gate = HV_MAPPING(houvast__v1__gate, struct hv_gate, gate_rows);

static const struct hv_row stage_rows[] = { HV_STAGE_ROWS(Houvast__V1__, scope, gate) };
static const struct hv_mapping stage = HV_MAPPING(houvast__v1__stage, struct hv_stage, stage_rows);

/* Clients are told which fields a form has; the rule stays in the core. */
static enum hv_code encode_forms(struct hv_mapper *mapper, const void *core, void *message)
{
    enum {
        FORMS = HV_FORM_LIGHT
    };
    const struct hv_exercise *exercise = core;
    Houvast__V1__Definition *definition = message;
    Houvast__V1__FormFields *forms = hv_arena_array(mapper->arena, FORMS, sizeof *forms);
    Houvast__V1__FormFields **pointers = hv_arena_array(mapper->arena, FORMS, sizeof *pointers);
    if (forms == NULL || pointers == NULL)
        return HV_ENOMEM;
    for (int i = 0; i < FORMS; i++) {
        houvast__v1__form_fields__init(&forms[i]);
        forms[i].form = (Houvast__V1__Form)(HV_FORM_FULL + i);
        forms[i].fields = hv_exercise_fields(exercise, (enum hv_form)(HV_FORM_FULL + i));
        pointers[i] = &forms[i];
    }
    definition->forms = pointers;
    definition->n_forms = FORMS;
    return HV_OK;
}

static const struct hv_row definition_rows[] = {
    HV_EXERCISE_ROWS(Houvast__V1__Definition, hv_codec_text, field, stage),
    HV_BY_HAND(encode_forms, NULL),
};

const struct hv_mapping hv_codec_definition_mapping =
    HV_MAPPING(houvast__v1__definition, struct hv_exercise, definition_rows);

enum hv_code hv_codec_definition(const struct hv_exercise *exercise,
                                 struct hv_arena *arena,
                                 struct hv_bytes *ret)
{
    struct hv_mapper mapper = { .arena = arena };
    return hv_codec_server_message(&mapper, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_DEFINITION,
                                   &hv_codec_definition_mapping, exercise, ret);
}
