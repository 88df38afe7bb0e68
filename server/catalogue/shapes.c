/* SPDX-License-Identifier: EUPL-1.2 */
#include "catalogue/shapes.h"

#include "core/programme.h"
#include "core/value.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- Values ---- */

#define WORD                                                \
    {                                                       \
        .type = HV_SCHEMA_WORD, .minimum = 1, .maximum = 40 \
    }
#define LINE(most)                                              \
    {                                                           \
        .type = HV_SCHEMA_LINE, .minimum = 1, .maximum = (most) \
    }
#define TEXT(most)                                              \
    {                                                           \
        .type = HV_SCHEMA_TEXT, .minimum = 1, .maximum = (most) \
    }
#define BOOLEAN                   \
    {                             \
        .type = HV_SCHEMA_BOOLEAN \
    }
#define ENUM(list)                               \
    {                                            \
        .type = HV_SCHEMA_ENUM, .words = &(list) \
    }
#define MAP(shape)                             \
    {                                          \
        .type = HV_SCHEMA_MAP, .map = &(shape) \
    }
#define NUMBER(least, most)                                              \
    {                                                                    \
        .type = HV_SCHEMA_INTEGER, .minimum = (least), .maximum = (most) \
    }
#define LIST(item, least, most)                                                         \
    {                                                                                   \
        .type = HV_SCHEMA_LIST, .items = &(item), .minimum = (least), .maximum = (most) \
    }
#define TABLE(item, least, most)                                                         \
    {                                                                                    \
        .type = HV_SCHEMA_TABLE, .items = &(item), .minimum = (least), .maximum = (most) \
    }

#define ALWAYS       .required = HV_CASES_ALL
#define ONLY(set)    .cases = (set)
#define MUST(set)    .cases = (set), .required = (set)
#define BESIDES(set) .required = (set)

#define SHAPE(symbol, label, about, list, case_word) \
    symbol = { .name = (label),                      \
               .help = (about),                      \
               .keys = (list),                       \
               .key_count = COUNT(list),             \
               .case_key = (case_word) }

static const struct hv_schema_key text_keys[] = {
    { "nl", "the text in Dutch", ALWAYS, .value = TEXT(HV_TEXT_MAX) },
    { "en", "the text in English", ALWAYS, .value = TEXT(HV_TEXT_MAX) },
};
static const struct hv_schema_map
    SHAPE(text_shape, "text", "A text in both languages.", text_keys, NULL);

static const struct hv_schema_key label_keys[] = {
    { "nl", "the label in Dutch", ALWAYS, .value = LINE(140) },
    { "en", "the label in English", ALWAYS, .value = LINE(140) },
};
static const struct hv_schema_map
    SHAPE(label_shape, "label", "A line in both languages.", label_keys, NULL);

static const struct hv_schema_key option_keys[] = {
    { "id", "the word under which an answer is kept; it stays once used", ALWAYS, .value = WORD },
    { "nl", "the label in Dutch", ALWAYS, .value = LINE(140) },
    { "en", "the label in English", ALWAYS, .value = LINE(140) },
};
static const struct hv_schema_map
    SHAPE(option_shape, "option", "A thing to choose, or a card.", option_keys, NULL);

static const struct hv_schema_value word_item = WORD;
static const struct hv_schema_value label_item = MAP(label_shape);
static const struct hv_schema_value option_item = MAP(option_shape);
static const struct hv_schema_value minutes_item = NUMBER(1, 240);

/* ---- decks.yaml ---- */

static const struct hv_schema_key deck_keys[] = {
    { "id", "the name of the deck", ALWAYS, .value = WORD },
    { "cards", "the cards", ALWAYS, .value = LIST(option_item, 1, HV_OPTIONS_MAX) },
};
static const struct hv_schema_map SHAPE(deck_shape, "deck", "A set of cards.", deck_keys, NULL);
static const struct hv_schema_value deck_item = MAP(deck_shape);

static const struct hv_schema_key decks_keys[] = {
    { "decks", "the decks", ALWAYS, .value = LIST(deck_item, 1, 100) },
};
const struct hv_schema_map SHAPE(hv_shape_decks, "decks", "The file decks.yaml.", decks_keys, NULL);

/* ---- consents.yaml ---- */

static const struct hv_schema_key section_keys[] = {
    { "topic", "what it speaks of", ALWAYS, .value = ENUM(hv_words_topic) },
    { "nl", "the paragraph in Dutch", ALWAYS, .value = LINE(HV_TEXT_MAX) },
    { "en", "the paragraph in English", ALWAYS, .value = LINE(HV_TEXT_MAX) },
};
static const struct hv_schema_map
    SHAPE(section_shape, "section", "A paragraph of a statement.", section_keys, NULL);
static const struct hv_schema_value section_item = MAP(section_shape);

static const struct hv_schema_key statement_keys[] = {
    { "id", "the name of what is consented to", ALWAYS, .value = WORD },
    { "version", "goes up whenever the text changes", ALWAYS, .value = NUMBER(1, 9999) },
    { "hash", "what `houvastd check` makes of this version of the text", ALWAYS,
      .value = LINE(32) },
    { "sections", "what the person reads before saying yes, every topic at least once", ALWAYS,
      .value = LIST(section_item, 1, 40) },
};
static const struct hv_schema_map SHAPE(statement_shape,
                                        "statement",
                                        "What each person is asked before any answer.",
                                        statement_keys,
                                        NULL);
static const struct hv_schema_value statement_item = MAP(statement_shape);

static const struct hv_schema_key consents_keys[] = {
    { "statements", "what people are asked", ALWAYS, .value = LIST(statement_item, 1, 20) },
};
const struct hv_schema_map
    SHAPE(hv_shape_consents, "consents", "The file consents.yaml.", consents_keys, NULL);

/* ---- flows.yaml ---- */

static const struct hv_schema_value visibility_item = ENUM(hv_words_visibility);

static const struct hv_schema_key choice_keys[] = {
    { "round", "only fields of this round", .value = ENUM(hv_words_round) },
    { "visibility", "only fields that these may see", ALWAYS,
      .value = LIST(visibility_item, 1, 7) },
};
static const struct hv_schema_map
    SHAPE(choice_shape, "choice", "Which fields of the exercise.", choice_keys, NULL);

#define CLOSED HV_CASE(HV_GATE_CLOSED)

static const struct hv_schema_key gate_keys[] = {
    { "when", "what must have happened first", ALWAYS, .value = ENUM(hv_words_when) },
    { "round", "the round whose envelopes must be closed", MUST(CLOSED),
      .value = ENUM(hv_words_round) },
    { "holder", "who opens it", ALWAYS, .value = ENUM(hv_words_holder) },
    { "audience", "for whom it opens", ALWAYS, .value = ENUM(hv_words_audience) },
    { "open", "which fields open", ALWAYS, .value = MAP(choice_shape) },
    { "match", "only the options open that all of them chose", ONLY(CLOSED), .value = BOOLEAN },
};
static const struct hv_schema_map
    SHAPE(gate_shape, "gate", "Fields that open at once.", gate_keys, "when");

static const struct hv_schema_key stage_keys[] = {
    { "id", "the name of the stage, for `stage_minutes`", ALWAYS, .value = WORD },
    { "kind", "what happens in it", ALWAYS, .value = ENUM(hv_words_stage_kind) },
    { "scope", "who moves through it", ALWAYS, .value = ENUM(hv_words_scope) },
    { "optional", "falls away where it has no field to take or open", .value = BOOLEAN },
    { "write", "the fields that may be written from here on", .value = MAP(choice_shape) },
    { "gate", "the fields that open here", .value = MAP(gate_shape) },
};
static const struct hv_schema_map
    SHAPE(stage_shape, "stage", "A stage of a flow.", stage_keys, NULL);
static const struct hv_schema_value stage_item = MAP(stage_shape);

static const struct hv_schema_key flow_keys[] = {
    { "id", "the name of the flow", ALWAYS, .value = WORD },
    { "stages", "its stages, in order", ALWAYS, .value = LIST(stage_item, 1, HV_STAGES_MAX) },
};
static const struct hv_schema_map
    SHAPE(flow_shape, "flow", "How an exercise goes.", flow_keys, NULL);
static const struct hv_schema_value flow_item = MAP(flow_shape);

static const struct hv_schema_key light_prompt_keys[] = {
    { "id", "the name of its field in every exercise that gets it", ALWAYS, .value = WORD },
    { "nl", "the prompt in Dutch", ALWAYS, .value = LINE(140) },
    { "en", "the prompt in English", ALWAYS, .value = LINE(140) },
};
static const struct hv_schema_map SHAPE(light_prompt_shape,
                                        "light_prompt",
                                        "A prompt of the light form.",
                                        light_prompt_keys,
                                        NULL);
static const struct hv_schema_value light_prompt_item = MAP(light_prompt_shape);

static const struct hv_schema_key flows_keys[] = {
    { "flows", "the flows", ALWAYS, .value = LIST(flow_item, 1, 40) },
    { "light_prompts", "what the light form asks where an exercise leaves it almost empty",
      .value = LIST(light_prompt_item, 2, 3) },
};
const struct hv_schema_map SHAPE(hv_shape_flows, "flows", "The file flows.yaml.", flows_keys, NULL);

/* ---- exercises/<id>.yaml ---- */

#define WRITTEN HV_CASE(HV_FIELD_TEXT)
#define SCALE   HV_CASE(HV_FIELD_SCALE)
#define CHOICE  HV_CASE(HV_FIELD_CHOICE)
#define CARDS   HV_CASE(HV_FIELD_CARDS)
#define ROWS    HV_CASE(HV_FIELD_LIST)
#define TURNS   HV_CASE(HV_FIELD_TURNS)
#define CONSENT HV_CASE(HV_FIELD_CONSENT)
#define QUIZ    HV_CASE(HV_FIELD_QUIZ)
#define ANSWERS (WRITTEN | SCALE | CHOICE | CARDS | ROWS | TURNS | CONSENT | QUIZ)

static const struct hv_schema_key field_keys[] = {
    { "id", "the name of the field in this exercise", ALWAYS, .value = WORD },
    { "type", "what kind of answer it takes", ALWAYS, .value = ENUM(hv_words_field_type) },
    { "visibility", "who may ever see an answer", MUST(ANSWERS),
      .value = ENUM(hv_words_visibility) },
    { "keep", "how long an answer stays", MUST(ANSWERS), .value = ENUM(hv_words_keep) },
    { "prompt", "what the person reads", ALWAYS, .value = MAP(text_shape) },
    { "core", "also in the short form", .value = BOOLEAN },
    { "light", "only in the light form, for its author alone", ONLY(ANSWERS), .value = BOOLEAN },
    { "round", "when it is filled; `first` when left out", ONLY(ANSWERS),
      .value = ENUM(hv_words_round) },
    { "listener", "asked of who listened, in the second round", ONLY(ANSWERS), .value = BOOLEAN },
    { "guess_of", "the field before it of which the author guesses the other's answer",
      ONLY(SCALE | CHOICE | CARDS), .value = WORD },
    { "may_go_to_group",
      "its author, or both of a joint one, may let it go to the group too, without a name",
      ONLY(WRITTEN), .value = BOOLEAN },
    { "characters", "the most characters of an answer, a cell or an own card",
      ONLY(WRITTEN | CARDS | ROWS), BESIDES(WRITTEN | ROWS), .value = NUMBER(1, HV_TEXT_MAX) },
    { "minimum", "the lowest number; 0 when left out", ONLY(SCALE), .value = NUMBER(-100, 100) },
    { "maximum", "the highest number; 10 when left out", ONLY(SCALE), .value = NUMBER(-100, 100) },
    { "markers", "how many numbers to give; 1 when left out", ONLY(SCALE),
      .value = NUMBER(1, HV_MARKERS_MAX) },
    { "low", "what the lowest number means", MUST(SCALE), .value = MAP(label_shape) },
    { "high", "what the highest number means", MUST(SCALE), .value = MAP(label_shape) },
    { "options", "what can be chosen", ONLY(CHOICE | QUIZ), BESIDES(QUIZ),
      .value = LIST(option_item, 2, HV_OPTIONS_MAX) },
    { "options_from", "the field whose lines on the wall can be chosen", ONLY(CHOICE),
      .value = WORD },
    { "decks", "the decks that the cards come from", MUST(CARDS), .value = LIST(word_item, 1, 8) },
    { "own_card", "also a card of one's own", ONLY(CARDS), .value = BOOLEAN },
    { "pick_minimum", "the fewest to pick; 1 when left out", ONLY(CHOICE | CARDS | QUIZ),
      .value = NUMBER(0, HV_OPTIONS_MAX) },
    { "pick_maximum", "the most to pick; 1 when left out", ONLY(CHOICE | CARDS | QUIZ),
      .value = NUMBER(1, HV_OPTIONS_MAX) },
    { "correct", "the options that are right, which nobody is told before answering", MUST(QUIZ),
      .value = LIST(word_item, 1, HV_OPTIONS_MAX) },
    { "explanation", "why, for who has answered", MUST(QUIZ), .value = MAP(text_shape) },
    { "columns", "the headings of a row's cells", MUST(ROWS),
      .value = LIST(label_item, 1, HV_COLUMNS_MAX) },
    { "rows_minimum", "the fewest rows; 1 when left out", ONLY(ROWS),
      .value = NUMBER(1, HV_ROWS_MAX) },
    { "rows_maximum", "the most rows", MUST(ROWS), .value = NUMBER(1, HV_ROWS_MAX) },
    { "statement", "the name of what is agreed to, other than the statements of consents.yaml",
      MUST(CONSENT), .value = WORD },
    { "statement_version", "the version of that", MUST(CONSENT), .value = NUMBER(1, 9999) },
};
static const struct hv_schema_map
    SHAPE(field_shape, "field", "One prompt and how it is answered.", field_keys, "type");
static const struct hv_schema_value field_item = MAP(field_shape);

static const struct hv_schema_key card_keys[] = {
    { "say", "the opening line", ALWAYS, .value = MAP(text_shape) },
    { "purpose", "what it is for", ALWAYS, .value = MAP(text_shape) },
    { "watch", "what to look out for", ALWAYS, .value = MAP(text_shape) },
    { "if_stuck", "what helps when nothing comes", ALWAYS, .value = MAP(text_shape) },
    { "room", "how the room is set", ALWAYS, .value = MAP(text_shape) },
    { "stop_if", "when to stop", ALWAYS, .value = MAP(text_shape) },
    { "after", "how to end it", ALWAYS, .value = MAP(text_shape) },
};
static const struct hv_schema_map
    SHAPE(card_shape, "card", "What only facilitators see.", card_keys, NULL);

static const struct hv_schema_value tag_item = ENUM(hv_words_tag);

static const struct hv_schema_key contra_keys[] = {
    { "warn", "tags of which the facilitator is told",
      .value = LIST(tag_item, 1, HV_TAG_END - HV_TAG_FEAR) },
    { "adapt", "tags with which a couple gets the short form",
      .value = LIST(tag_item, 1, HV_TAG_END - HV_TAG_FEAR) },
    { "block", "tags with which a couple gets the light form, and no other",
      .value = LIST(tag_item, 1, HV_TAG_END - HV_TAG_FEAR) },
};
static const struct hv_schema_map SHAPE(contra_shape,
                                        "contra",
                                        "What facilitators know of a couple and weighs on it.",
                                        contra_keys,
                                        NULL);

static const struct hv_schema_key exercise_keys[] = {
    { "id", "the name of the exercise", ALWAYS, .value = WORD },
    { "title", "what everyone reads above it", ALWAYS, .value = MAP(label_shape) },
    { "flow", "the flow in flows.yaml that it follows", ALWAYS, .value = WORD },
    { "view", "its picture", ALWAYS, .value = ENUM(hv_words_view) },
    { "minutes", "how long it is planned to take", ALWAYS, .value = NUMBER(1, 240) },
    { "stage_minutes", "the planned minutes of its stages; of `turns`, each turn's",
      .value = TABLE(minutes_item, 1, HV_STAGES_MAX) },
    { "own_device", "only on a device of one's own", .value = BOOLEAN },
    { "fields", "what is asked", ALWAYS, .value = LIST(field_item, 1, HV_FIELDS_MAX) },
    { "examples", "lines of our own for the wall", .value = LIST(label_item, 1, 20) },
    { "card", "what the facilitator needs", ALWAYS, .value = MAP(card_shape) },
    { "contra", "contra-indications beside those of every exercise like it",
      .value = MAP(contra_shape) },
};
const struct hv_schema_map SHAPE(hv_shape_exercise,
                                 "exercise",
                                 "A file in exercises/: one exercise.",
                                 exercise_keys,
                                 NULL);

/* ---- <programme>.yaml ---- */

#define EXERCISE HV_CASE(HV_STEP_EXERCISE)
#define SPOKEN   (HV_CASE(HV_STEP_BREAK) | HV_CASE(HV_STEP_SCENE) | HV_CASE(HV_STEP_TALK))

static const struct hv_schema_value options_item = LIST(option_item, 2, HV_OPTIONS_MAX);

static const struct hv_schema_key example_answer_keys[] = {
    { "prompt", "what is asked", ALWAYS, .value = MAP(text_shape) },
    { "answer", "what somebody could answer", ALWAYS, .value = MAP(text_shape) },
};
static const struct hv_schema_map SHAPE(example_answer_shape,
                                        "example_answer",
                                        "One answer of an example.",
                                        example_answer_keys,
                                        NULL);
static const struct hv_schema_value example_answer_item = MAP(example_answer_shape);

static const struct hv_schema_key example_keys[] = {
    { "title", "what everyone reads above it", ALWAYS, .value = MAP(label_shape) },
    { "answers", "its answers, shown one after the other", ALWAYS,
      .value = LIST(example_answer_item, 1, HV_EXAMPLE_ANSWERS_MAX) },
};
static const struct hv_schema_map
    SHAPE(example_shape, "example", "A filled set of answers of our own.", example_keys, NULL);

static const struct hv_schema_key step_keys[] = {
    { "number", "as it is printed, like \"1.4\"", ALWAYS, .value = LINE(12) },
    { "kind", "what it is", ALWAYS, .value = ENUM(hv_words_step_kind) },
    { "exercise", "the exercise that it runs", MUST(EXERCISE), .value = WORD },
    { "title", "what everyone reads", BESIDES(SPOKEN), .value = MAP(label_shape) },
    { "say", "what the facilitator says or plays", .value = MAP(text_shape) },
    { "minutes", "how long it is planned to take", ALWAYS, .value = NUMBER(1, 240) },
    { "options", "other options for choice fields of the exercise, by field", ONLY(EXERCISE),
      .value = TABLE(options_item, 1, HV_FIELDS_MAX) },
    { "example", "what the facilitator can build up on the projector, answer by answer",
      .value = MAP(example_shape) },
};
static const struct hv_schema_map
    SHAPE(step_shape, "step", "An item of the agenda.", step_keys, "kind");
static const struct hv_schema_value step_item = MAP(step_shape);

static const struct hv_schema_key meeting_keys[] = {
    { "id", "the name of the meeting", ALWAYS, .value = WORD },
    { "title", "what everyone reads", ALWAYS, .value = MAP(label_shape) },
    { "steps", "the agenda", ALWAYS, .value = LIST(step_item, 1, HV_STEPS_MAX) },
};
static const struct hv_schema_map
    SHAPE(meeting_shape, "meeting", "One evening.", meeting_keys, NULL);
static const struct hv_schema_value meeting_item = MAP(meeting_shape);

static const struct hv_schema_key programme_keys[] = {
    { "id", "the name of the programme", ALWAYS, .value = WORD },
    { "title", "what everyone reads", ALWAYS, .value = MAP(label_shape) },
    { "consent", "the statement of consents.yaml that each person is asked before any answer",
      ALWAYS, .value = WORD },
    { "meetings", "the evenings", ALWAYS, .value = LIST(meeting_item, 1, HV_MEETINGS_MAX) },
};
const struct hv_schema_map SHAPE(hv_shape_programme,
                                 "programme",
                                 "A file beside flows.yaml: one programme.",
                                 programme_keys,
                                 NULL);
