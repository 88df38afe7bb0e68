/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A programme as data: meetings, their steps, the exercises the steps run, and the stages and gates
 * of each exercise.
 *
 * The catalogue makes it from YAML, the codec carries it in the first record of a group, the core
 * only reads it. All pointers borrow from whoever holds the programme (an arena); nothing here is
 * ever changed after it was made.
 */
#ifndef HV_CORE_PROGRAMME_H
#define HV_CORE_PROGRAMME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"

#define HV_FIELDS_MAX  32   /* fields an exercise; a set of fields is one bit each of a uint32_t */
#define HV_STAGES_MAX  16   /* stages an exercise */
#define HV_OPTIONS_MAX 64   /* options or cards a field */
#define HV_ROWS_MAX    20   /* rows a list */
#define HV_COLUMNS_MAX 4    /* columns a list */
#define HV_MARKERS_MAX 3    /* markers a scale (now, wish, enough) */
#define HV_TEXT_MAX    2000 /* characters a text, at most */
#define HV_WALL_LINES_MAX \
    254 /* lines that a meeting's wall ever had; they are numbered from 1, and never again */
#define HV_EXAMPLE_ANSWERS_MAX 32             /* answers an example */
#define HV_EXAMPLE_BYTES_MAX   (16u * 1024u)  /* texts of an example, both languages together */
#define HV_EXERCISES_MAX       200            /* exercises a programme */
#define HV_MEETINGS_MAX        32             /* meetings a programme */
#define HV_STEPS_MAX           40             /* steps a meeting, inserted ones included */
#define HV_PROGRAMME_BYTES_MAX (512u * 1024u) /* encoded programme */
#define HV_EXERCISE_BYTES_MAX  (32u * 1024u)  /* encoded definition of one exercise */
#define HV_STATEMENT_BYTES_MAX (17u * 1024u)  /* encoded statement */
#define HV_STATEMENT_TEXT_MAX  8000u          /* bytes of its text in one language */

/* A text in both languages; both are always there. */
struct hv_text {
    struct hv_bytes nl;
    struct hv_bytes en;
};

enum hv_field_type {
    HV_FIELD_INFO = 1, /* text without input */
    HV_FIELD_TEXT,
    HV_FIELD_SCALE,
    HV_FIELD_CHOICE,
    HV_FIELD_CARDS, /* a choice from a named deck, with an own card where allowed */
    HV_FIELD_LIST,
    HV_FIELD_TURNS,   /* spoken; only "done" is stored */
    HV_FIELD_CONSENT, /* to agree to something in the group. That answers are taken at all is asked
                         by the programme's statement alone */
    HV_FIELD_QUIZ     /* a choice with a key, which its author gets to know once the envelope is
                         closed for good. Of the first round; its author's alone, or counted for the
                         group */
};

/* Who may ever see a value (design.md 5). A facilitator may narrow it live; only the author widens.
 */
enum hv_visibility {
    HV_VISIBLE_SELF = 1,    /* S */
    HV_VISIBLE_FACILITATOR, /* F */
    HV_VISIBLE_PARTNER,     /* P: opens to the unit where both showed it */
    HV_VISIBLE_JOINT,       /* J: owned by the unit */
    HV_VISIBLE_GROUP,       /* A: the group, without names */
    HV_VISIBLE_GROUP_NAMED, /* G: the group, with the alias */
    HV_VISIBLE_RECORD       /* R: the facilitators, where its author says yes at closing */
};

/* How long a value is kept: which key it is sealed with. */
enum hv_keep {
    HV_KEEP_DRAFT = 1, /* until its envelope closes, at the latest the end of the evening */
    HV_KEEP_MEETING,   /* until the end of the evening (04:00 local time) */
    HV_KEEP_COURSE,    /* until the course ends */
    HV_KEEP_SIGNAL,    /* no field's: until the signal is handled, at most 7 days */
    HV_KEEP_INTAKE     /* for facilitators alone: until they set the author's light, at most 7 days;
                          from closing on its author does not get it back either */
};

/* In which round of its exercise a field is filled, and by whom. */
enum hv_round {
    HV_ROUND_FIRST = 0, /* every seat, alone: the first envelope */
    HV_ROUND_SECOND =
        1 /* afterwards: by the listener (`turns`), or in the second poll: the second envelope */
};
#define HV_ROUNDS 2

struct hv_option {
    struct hv_bytes id; /* stable word, as `rest`; empty never */
    struct hv_text label;
};

struct hv_field {
    struct hv_bytes id; /* unique in its exercise */
    enum hv_field_type type;
    enum hv_visibility visibility;
    enum hv_keep keep; /* MEETING or COURSE; for P what a shown answer gets (a kept one is MEETING
                          always); for F also INTAKE */
    enum hv_round round;
    bool listener; /* second round: asked of who listened */
    bool core;     /* also in the `short` form */
    bool light;    /* in the `light` form alone; its author's alone, of the first round */
    bool guess;    /* what its author thinks the other answered to the field at `guess_of`; it opens
                      together with that one, or not at all */
    uint8_t guess_of;
    bool may_go_to_group; /* a text for the partner, or of the unit together, that may go to the
                             group too, without a name, once its author or all of the unit say so */
    struct hv_text prompt;
    /* text and own card */
    uint16_t characters; /* at most; 1 … HV_TEXT_MAX. A list's cell as well; there 0 leaves
                            HV_VALUE_MAX for the whole */
    /* scale */
    int8_t minimum, maximum;
    uint8_t markers; /* 1 … HV_MARKERS_MAX */
    struct hv_text anchor_low, anchor_high;
    /* choice, cards and quiz */
    const struct hv_option *options;
    uint8_t option_count;
    uint8_t pick_minimum, pick_maximum; /* of a given answer */
    bool own_card;
    int8_t options_from; /* index of the field in this exercise whose lines on the wall are the
                            options; -1 none */
    /* quiz: what only the server knows until somebody has answered */
    struct hv_bytes correct; /* places of the options that are right, ascending, as a packed answer
                                (value.h) */
    struct hv_text explanation;
    /* list */
    const struct hv_text *columns;
    uint8_t column_count;
    uint8_t row_minimum, row_maximum;
    /* consent */
    struct hv_bytes statement; /* id of what is agreed to */
    uint16_t statement_version;
};

enum hv_stage_kind {
    HV_STAGE_BRIEF = 1,
    HV_STAGE_SOLO,
    HV_STAGE_REVEAL,
    HV_STAGE_TURNS, /* runs once for each member of the unit that is present */
    HV_STAGE_TALK,
    HV_STAGE_JOINT,
    HV_STAGE_SHARE,
    HV_STAGE_CLOSE
};

/* Who moves through a stage. A run of consecutive unit stages is a block: the facilitator opens and
 * ends it, inside it each unit goes by itself. */
enum hv_scope {
    HV_SCOPE_GROUP = 1,
    HV_SCOPE_UNIT
};

enum hv_gate_when {
    HV_GATE_NEVER = 0, /* no gate */
    HV_GATE_CLOSED,    /* every present member's envelope of `round` is closed; for the group: of
                          all units, and what has names comes onto the wall at once */
    HV_GATE_MARKED,    /* every present member set a mark */
    HV_GATE_HOLDER     /* when the holder says so, whoever is done */
};

enum hv_gate_holder {
    HV_HOLDER_UNIT = 1,   /* one tap, "samen openen" */
    HV_HOLDER_TURN,       /* the turn itself: a turn's fields open when its author's turn starts */
    HV_HOLDER_FACILITATOR /* by moving on from the stage before */
};

enum hv_audience {
    HV_AUDIENCE_UNIT = 1,
    HV_AUDIENCE_GROUP
};

/* Fields that open to an audience at once, when all named writers are done and the holder has
 * opened it. */
struct hv_gate {
    enum hv_gate_when when;
    enum hv_gate_holder holder;
    enum hv_audience audience;
    enum hv_round round; /* whose envelope CLOSED waits for */
    uint32_t fields;     /* set: what opens */
    bool match; /* CLOSED of the UNIT: nobody's answers open, only the options that all of them
                   chose */
};

struct hv_stage {
    enum hv_stage_kind kind;
    enum hv_scope scope;
    uint16_t minutes; /* planned; 0 is none. Never acts. */
    uint32_t fields;  /* set: what may be written from this stage on (until the envelope closes or
                         the run ends) */
    struct hv_gate gate;
};

enum hv_form {
    HV_FORM_FULL = 1,
    HV_FORM_SHORT, /* the core fields */
    HV_FORM_LIGHT  /* same title, picture, stages and minutes; without P and J fields, so that
                      nothing opens between partners, and with its own */
};

/* What facilitators know of a person that weighs on what the couple is asked (content.md 2.5). */
enum hv_tag {
    HV_TAG_FEAR = 1, /* of the partner; coercive control */
    HV_TAG_VIOLENCE_RECENT,
    HV_TAG_AFFAIR_ACTIVE,
    HV_TAG_DISCLOSURE_FRESH, /* of an affair, less than three months ago */
    HV_TAG_CRISIS,
    HV_TAG_INTOXICATED, /* tonight: counts in the meeting in which it was set */
    HV_TAG_TRAUMA,
    HV_TAG_SEXUAL_HARM,
    HV_TAG_SEPARATING,
    HV_TAG_CHILD_UNSAFE, /* weighs on no exercise: facilitators act on it outside the product */
    HV_TAG_SHARED_DEVICE,
    HV_TAG_LANGUAGE,
    HV_TAG_END
};

/* A set of tags: bit n for the tag of number n. */
#define HV_TAG_BIT(tag) ((uint16_t)(1u << (tag)))
#define HV_TAGS_ALL     ((uint16_t)(HV_TAG_BIT(HV_TAG_END) - HV_TAG_BIT(HV_TAG_FEAR)))

/* Contra-indications: which tags of a couple weigh on an exercise, and how. Each tag stands in one
 * set at most. */
struct hv_contra {
    uint16_t warn;  /* facilitators are told */
    uint16_t adapt; /* the couple is dealt the short form */
    uint16_t block; /* the couple is dealt the light form, and no other */
};

/* What only facilitators see: the card of an exercise (content.md 2.5). */
struct hv_card {
    struct hv_text say, purpose, watch, if_stuck, room, stop_if, after;
};

struct hv_exercise {
    struct hv_bytes id;
    struct hv_id hash; /* of its encoded definition: BLAKE2b, 16 bytes */
    struct hv_text title;
    struct hv_bytes view; /* picture: `form`, `wall`, `infinity` … */
    uint16_t minutes;
    bool own_device;
    const struct hv_field *fields;
    uint8_t field_count;
    const struct hv_stage *stages; /* at least one */
    uint8_t stage_count;
    const struct hv_text
        *examples; /* lines of our own that the facilitator may mix in on the wall, said openly */
    uint8_t example_count;
    struct hv_card card;
    struct hv_contra contra; /* of its own; hv_exercise_contra adds what holds for its kind */
};

enum hv_step_kind {
    HV_STEP_EXERCISE = 1,
    HV_STEP_BREAK, /* locks every seat, covers every table */
    HV_STEP_SCENE, /* the facilitators play */
    HV_STEP_TALK   /* spoken, nothing typed */
};

/* A filled set of answers of the makers, never of a participant, that the facilitator builds up on
 * the wall while the step is under way. */
struct hv_example_answer {
    struct hv_text prompt;
    struct hv_text answer;
};
struct hv_example {
    struct hv_text title;
    const struct hv_example_answer *answers;
    uint8_t answer_count; /* 0: the step has no example */
};

struct hv_step {
    struct hv_bytes number; /* as printed: "1.4" */
    enum hv_step_kind kind;
    struct hv_text title; /* of a step without exercise; of one with it: empty or its own title */
    struct hv_text say;   /* for the facilitator; may be empty */
    uint16_t minutes;
    uint8_t exercise; /* index in the programme; only for HV_STEP_EXERCISE */
    struct hv_example example;
};

struct hv_meeting {
    struct hv_bytes id;
    struct hv_text title;
    const struct hv_step *steps;
    uint8_t step_count;
};

/* What a person reads before anything is asked of them, and says yes to or not. Its text changes
 * apart from programmes, and whoever consented to another text is asked again. */
struct hv_statement {
    struct hv_bytes id;
    uint16_t version;
    /* Of its encoding, without this: BLAKE2b, 16 bytes. Zeros in what was recorded when statements
     * had none. */
    struct hv_id hash;
    struct hv_text text; /* its sections, a paragraph each, by line breaks */
};

struct hv_programme {
    struct hv_bytes id;
    struct hv_text title;
    struct hv_statement consent; /* as it was when the programme was read */
    const struct hv_exercise
        *exercises; /* a step that sets an exercise's options has an exercise of its own here */
    uint8_t exercise_count;
    const struct hv_meeting *meetings;
    uint8_t meeting_count;
};

/* The fields of `exercise` in `form`, as a set; those of them in a round that go into a personal
 * envelope (not info, not joint); and the joint ones. */
uint32_t hv_exercise_fields(const struct hv_exercise *exercise, enum hv_form form);
uint32_t
hv_exercise_envelope(const struct hv_exercise *exercise, enum hv_form form, enum hv_round round);
uint32_t hv_exercise_joint(const struct hv_exercise *exercise, enum hv_form form);

/* What a personal envelope of a round may ever hold: the fields of every form together. */
uint32_t hv_exercise_personal(const struct hv_exercise *exercise, enum hv_round round);

/* Of fields that open together, those that do: a guess only beside the answer that it guesses. */
uint32_t hv_exercise_open(const struct hv_exercise *exercise, uint32_t fields);

/* The fields that are guesses of one of `fields`. */
uint32_t hv_exercise_guesses(const struct hv_exercise *exercise, uint32_t fields);

/* The fields that nobody else, or the partner alone, would read: whose author may let facilitators
 * read them too. */
uint32_t hv_exercise_widening(const struct hv_exercise *exercise);

/* The fields for the partner, and of the unit together, that may be let go to the group too. */
uint32_t hv_exercise_by_choice(const struct hv_exercise *exercise);

/* Whether a stage of it opens only what all of a unit chose. */
bool hv_exercise_matches(const struct hv_exercise *exercise);

/* The fields of a quiz. */
uint32_t hv_exercise_quiz(const struct hv_exercise *exercise);

/* Whether one of these fields, a set, is kept as long as `keep`. */
bool hv_exercise_keeps(const struct hv_exercise *exercise, uint32_t fields, enum hv_keep keep);

/* Whether an answer to a question of a quiz is right: exactly the options that are. */
bool hv_field_is_right(const struct hv_field *field, struct hv_bytes packed);

/* Whether a choice gives the group a result for each option: more than one may be picked, or the
 * options are lines on the wall. Then nobody may have to pick one, else those results add up to
 * what somebody picked; and who picks none, or writes an own card alone, has answered too. */
bool hv_field_by_option(const struct hv_field *field);
bool hv_field_may_pick_none(const struct hv_field *field);

/* All contra-indications of an exercise, its own and those of every one of its kind: what asks
 * something that partners share is blocked by fear, violence, crisis and intoxication, adapted to
 * who is separating, and warns of an affair or its disclosure; what is done on a device of one's
 * own is adapted to who shares one; what asks anything, to who has little of the language. */
struct hv_contra hv_exercise_contra(const struct hv_exercise *exercise);

/* The form in which an exercise is dealt to a couple with these tags. */
enum hv_form hv_exercise_due_form(const struct hv_exercise *exercise, uint16_t tags);

/* Whether its short form is another one than the full one, and asks something. */
bool hv_exercise_has_short(const struct hv_exercise *exercise);

/* The first and last stage of the block of unit stages that `stage` lies in. `stage` must be one of
 * a unit. */
void hv_exercise_block(const struct hv_exercise *exercise,
                       uint8_t stage,
                       uint8_t *ret_first,
                       uint8_t *ret_last);

/* What is wrong with an exercise or programme as data, as a sentence without a place, or NULL when
 * the core can run it: a P field without a gate that opens it, a guess of what does not open beside
 * it, a match that makes people choose more than they like, a J field without a joint stage, a
 * stage that names fields that are not there, a light form that asks nothing where the full one
 * does, results that add up to somebody's answer, a tag that weighs twice, an empty text, counts
 * beyond the limits above.
 * The first thing that is found. The catalogue adds file and line; the codec refuses such a record.
 */
const char *hv_exercise_fault(const struct hv_exercise *exercise);
const char *hv_programme_fault(const struct hv_programme *programme);
const char *hv_statement_fault(const struct hv_statement *statement);

#endif
