/* SPDX-License-Identifier: EUPL-1.2 */
/* The words that stand in the files for what the core has numbers for. */
#include "catalogue/shapes.h"
#include "core/programme.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct hv_schema_word field_types[] = {
    { "info", HV_FIELD_INFO },     { "text", HV_FIELD_TEXT },       { "scale", HV_FIELD_SCALE },
    { "choice", HV_FIELD_CHOICE }, { "cards", HV_FIELD_CARDS },     { "list", HV_FIELD_LIST },
    { "turns", HV_FIELD_TURNS },   { "consent", HV_FIELD_CONSENT }, { "quiz", HV_FIELD_QUIZ },
};
const struct hv_schema_words hv_words_field_type = { field_types, COUNT(field_types) };

static const struct hv_schema_word visibilities[] = {
    { "self", HV_VISIBLE_SELF },       { "facilitator", HV_VISIBLE_FACILITATOR },
    { "partner", HV_VISIBLE_PARTNER }, { "joint", HV_VISIBLE_JOINT },
    { "group", HV_VISIBLE_GROUP },     { "group_named", HV_VISIBLE_GROUP_NAMED },
    { "record", HV_VISIBLE_RECORD },
};
const struct hv_schema_words hv_words_visibility = { visibilities, COUNT(visibilities) };

static const struct hv_schema_word topics[] = {
    { "who_runs_it", 1 }, { "purpose", 2 },       { "what_is_asked", 3 }, { "who_sees_what", 4 },
    { "opening", 5 },     { "shared_laptop", 6 }, { "measures", 7 },      { "intervision", 8 },
    { "danger", 9 },      { "secrets", 10 },      { "storage", 11 },      { "recording", 12 },
    { "retention", 13 },  { "rights", 14 },       { "complaint", 15 },    { "research", 16 },
    { "saying_yes", 17 },
};
const struct hv_schema_words hv_words_topic = { topics, COUNT(topics) };

static const struct hv_schema_word keeps[] = {
    { "meeting", HV_KEEP_MEETING },
    { "course", HV_KEEP_COURSE },
    { "intake", HV_KEEP_INTAKE },
};
const struct hv_schema_words hv_words_keep = { keeps, COUNT(keeps) };

static const struct hv_schema_word rounds[] = {
    { "first", HV_ROUND_FIRST + 1 },
    { "second", HV_ROUND_SECOND + 1 },
};
const struct hv_schema_words hv_words_round = { rounds, COUNT(rounds) };

static const struct hv_schema_word stage_kinds[] = {
    { "brief", HV_STAGE_BRIEF }, { "solo", HV_STAGE_SOLO },   { "reveal", HV_STAGE_REVEAL },
    { "turns", HV_STAGE_TURNS }, { "talk", HV_STAGE_TALK },   { "joint", HV_STAGE_JOINT },
    { "share", HV_STAGE_SHARE }, { "close", HV_STAGE_CLOSE },
};
const struct hv_schema_words hv_words_stage_kind = { stage_kinds, COUNT(stage_kinds) };

static const struct hv_schema_word scopes[] = {
    { "group", HV_SCOPE_GROUP },
    { "unit", HV_SCOPE_UNIT },
};
const struct hv_schema_words hv_words_scope = { scopes, COUNT(scopes) };

static const struct hv_schema_word whens[] = {
    { "closed", HV_GATE_CLOSED },
    { "marked", HV_GATE_MARKED },
    { "holder", HV_GATE_HOLDER },
};
const struct hv_schema_words hv_words_when = { whens, COUNT(whens) };

static const struct hv_schema_word holders[] = {
    { "unit", HV_HOLDER_UNIT },
    { "turn", HV_HOLDER_TURN },
    { "facilitator", HV_HOLDER_FACILITATOR },
};
const struct hv_schema_words hv_words_holder = { holders, COUNT(holders) };

static const struct hv_schema_word audiences[] = {
    { "unit", HV_AUDIENCE_UNIT },
    { "group", HV_AUDIENCE_GROUP },
};
const struct hv_schema_words hv_words_audience = { audiences, COUNT(audiences) };

static const struct hv_schema_word step_kinds[] = {
    { "exercise", HV_STEP_EXERCISE },
    { "break", HV_STEP_BREAK },
    { "scene", HV_STEP_SCENE },
    { "talk", HV_STEP_TALK },
};
const struct hv_schema_words hv_words_step_kind = { step_kinds, COUNT(step_kinds) };

static const struct hv_schema_word tags[] = {
    { "fear", HV_TAG_FEAR },
    { "violence_recent", HV_TAG_VIOLENCE_RECENT },
    { "affair_active", HV_TAG_AFFAIR_ACTIVE },
    { "disclosure_fresh", HV_TAG_DISCLOSURE_FRESH },
    { "crisis", HV_TAG_CRISIS },
    { "intoxicated", HV_TAG_INTOXICATED },
    { "trauma", HV_TAG_TRAUMA },
    { "sexual_harm", HV_TAG_SEXUAL_HARM },
    { "separating", HV_TAG_SEPARATING },
    { "child_unsafe", HV_TAG_CHILD_UNSAFE },
    { "shared_device", HV_TAG_SHARED_DEVICE },
    { "language", HV_TAG_LANGUAGE },
};
const struct hv_schema_words hv_words_tag = { tags, COUNT(tags) };

static const struct hv_schema_word views[] = {
    { "form", 1 },      { "table", 2 },    { "wall", 3 },      { "infinity", 4 }, { "rose", 5 },
    { "field", 6 },     { "quadrant", 7 }, { "quadrant2", 8 }, { "spiral", 9 },   { "colours", 10 },
    { "light", 11 },    { "ladder", 12 },  { "triangle", 13 }, { "beam", 14 },    { "wheel", 15 },
    { "timeline", 16 }, { "flow", 17 },    { "rings", 18 },
};
const struct hv_schema_words hv_words_view = { views, COUNT(views) };
