/* SPDX-License-Identifier: EUPL-1.2 */
/* The catalogue that is shipped: its words, its flows as the core gets them, its meeting; and the
 * verbs `check` and `schema`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "catalogue/catalogue.h"
#include "catalogue/config.h"
#include "catalogue/nearest.h"
#include "catalogue/shapes.h"

#define MEMORY_MAX (256u * 1024u * 1024u)

static struct {
    struct hv_arena arena;
    struct hv_problems problems;
    struct hv_catalogue catalogue;
    uint32_t hashes;
} shipped;

/* A hash that tells exercises apart: the count of calls. */
static enum hv_code on_hash(void *data, const struct hv_exercise *exercise, struct hv_id *ret)
{
    uint32_t *count = data;

    assert_true(exercise->stage_count > 0);
    (*count)++;
    ret->b[0] = (uint8_t)*count;
    ret->b[1] = 1;
    return HV_OK;
}

static void shipped_folder(char *path, size_t size)
{
    const char *root = getenv("HV_SOURCE_DIR");

    assert_non_null(root);
    snprintf(path, size, "%s/programmes", root);
}

static int load_shipped(void **state)
{
    struct hv_identify identify = { .hash = on_hash, .data = &shipped.hashes };
    struct hv_error error = { .code = HV_OK };
    char path[4000];
    enum hv_code code;

    (void)state;
    shipped_folder(path, sizeof path);
    hv_arena_init(&shipped.arena, MEMORY_MAX);
    hv_problems_init(&shipped.problems, &shipped.arena);
    code = hv_catalogue_load(path, identify, &shipped.arena, &shipped.problems, &error,
                             &shipped.catalogue);
    if (code != HV_OK) {
        print_error("%s\n", error.text);
        hv_problems_print(&shipped.problems, stderr);
    }
    return code == HV_OK ? 0 : -1;
}

static int free_shipped(void **state)
{
    (void)state;
    hv_arena_free(&shipped.arena);
    return 0;
}

static const struct hv_exercise *find_exercise(const char *id)
{
    for (size_t i = 0; i < shipped.catalogue.exercise_count; i++) {
        if (hv_bytes_equal(shipped.catalogue.exercises[i].id, hv_bytes_from_text(id))) {
            return &shipped.catalogue.exercises[i];
        }
    }
    fail_msg("no exercise %s", id);
    return NULL;
}

static const struct hv_field *find_field(const struct hv_exercise *exercise, const char *id)
{
    for (uint8_t i = 0; i < exercise->field_count; i++) {
        if (hv_bytes_equal(exercise->fields[i].id, hv_bytes_from_text(id))) {
            return &exercise->fields[i];
        }
    }
    fail_msg("no field %s", id);
    return NULL;
}

static void assert_bytes(struct hv_bytes seen, const char *expected)
{
    char text[3000];

    snprintf(text, sizeof text, "%.*s", (int)seen.size, (const char *)seen.data);
    assert_string_equal(text, expected);
}

/* ---- Words ---- */

static const struct {
    const char *exercise, *field, *nl, *en;
} prompts[] = {
#include "data/prompts.inc"
};

static void prompts_stand_word_for_word(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof prompts / sizeof prompts[0]; i++) {
        const struct hv_field *field =
            find_field(find_exercise(prompts[i].exercise), prompts[i].field);

        assert_bytes(field->prompt.nl, prompts[i].nl);
        assert_bytes(field->prompt.en, prompts[i].en);
    }
}

static void scale_hints_became_anchors(void **state)
{
    const struct hv_field *field = find_field(find_exercise("check_in"), "near");

    (void)state;
    assert_bytes(field->anchor_low.nl, "ver weg");
    assert_bytes(field->anchor_low.en, "far away");
    assert_bytes(field->anchor_high.nl, "heel dichtbij");
    assert_bytes(field->anchor_high.en, "very close");
    assert_int_equal(field->minimum, 0);
    assert_int_equal(field->maximum, 10);
    assert_int_equal(field->markers, 1);
}

/* Who may see an answer and how long it stays, as the design settles it, for every field that takes
 * one. */
static void what_is_kept_follows_from_who_may_see_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < shipped.catalogue.exercise_count; i++) {
        const struct hv_exercise *exercise = &shipped.catalogue.exercises[i];

        for (uint8_t j = 0; j < exercise->field_count; j++) {
            const struct hv_field *field = &exercise->fields[j];

            if (field->type == HV_FIELD_INFO) {
                continue;
            }
            if (field->visibility == HV_VISIBLE_SELF) {
                assert_int_equal(field->keep, HV_KEEP_MEETING);
            }
            if (field->visibility == HV_VISIBLE_FACILITATOR || field->type == HV_FIELD_CONSENT) {
                assert_int_equal(field->keep, HV_KEEP_COURSE);
            }
            if (field->visibility == HV_VISIBLE_GROUP && field->type == HV_FIELD_TEXT) {
                assert_int_equal(field->keep, HV_KEEP_MEETING);
            }
        }
    }
}

static void cards_come_from_their_decks(void **state)
{
    const struct hv_field *field = find_field(find_exercise("bond_story"), "felt");

    (void)state;
    assert_int_equal(field->option_count, 24);
    assert_bytes(field->options[0].id, "afraid");
    assert_bytes(field->options[0].label.nl, "bang");
    assert_bytes(field->options[12].id, "to_be_seen");
    assert_bytes(field->options[23].label.en, "trust");
    assert_true(field->own_card);
    assert_int_equal(field->characters, 60);
}

static void walls_bring_lines_of_our_own(void **state)
{
    static const char *const walls[] = { "recognition_wall", "question_wall" };

    (void)state;
    for (size_t i = 0; i < sizeof walls / sizeof walls[0]; i++) {
        assert_in_range(find_exercise(walls[i])->example_count, 4, 6);
    }
    assert_int_equal(find_exercise("ground_rules")->example_count, 10);
}

/* ---- Flows ---- */

static void write_set(FILE *out, const struct hv_exercise *exercise, uint32_t fields)
{
    for (uint8_t i = 0; i < exercise->field_count; i++) {
        if ((fields & (1u << i)) != 0) {
            struct hv_bytes id = exercise->fields[i].id;

            fprintf(out, " %.*s", (int)id.size, (const char *)id.data);
        }
    }
}

static void write_gate(FILE *out, const struct hv_exercise *exercise, const struct hv_gate *gate)
{
    static const char *const whens[] = { "never", "closed", "marked", "holder" };
    static const char *const holders[] = { "", "unit", "turn", "facilitator" };
    static const char *const audiences[] = { "", "unit", "group" };

    if (gate->when == HV_GATE_NEVER) {
        assert_int_equal(gate->fields, 0);
        return;
    }
    fprintf(out, "; %s", whens[gate->when]);
    if (gate->when == HV_GATE_CLOSED) {
        fprintf(out, " %s", gate->round == HV_ROUND_FIRST ? "first" : "second");
    }
    fprintf(out, ", by %s to %s:", holders[gate->holder], audiences[gate->audience]);
    write_set(out, exercise, gate->fields);
}

/* The stages as a story: kind (u in a unit's block) and minutes, what is written; when it opens, by
 * whom to whom: what. */
static char *story(const struct hv_exercise *exercise)
{
    static const char *const kinds[] = { "",     "brief", "solo",  "reveal", "turns",
                                         "talk", "joint", "share", "close" };
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    for (uint8_t i = 0; i < exercise->stage_count; i++) {
        const struct hv_stage *stage = &exercise->stages[i];

        fprintf(out, "%s%s", kinds[stage->kind], stage->scope == HV_SCOPE_UNIT ? "/u" : "");
        if (stage->minutes > 0) {
            fprintf(out, " %u'", stage->minutes);
        }
        write_set(out, exercise, stage->fields);
        write_gate(out, exercise, &stage->gate);
        fputc('\n', out);
    }
    fclose(out);
    return text;
}

static const struct {
    const char *exercise, *story;
} stories[] = {
    { "psycho_ed_bond", "brief 20'\nclose\n" },
    { "meeting_pulse", "brief 1'\nsolo/u 3' safe useful pace us\nclose\n" },
    { "check_in", "brief 1'\nsolo/u 3' arrive near\nshare 6'; holder, by facilitator to group: "
                  "arrive\nclose\n" },
    { "are_pulse", "brief 1'\n"
                   "solo/u 5' reach_p reach_me respond_p respond_me engage_p engage_me one_shown\n"
                   "reveal/u 1'; closed first, by unit to unit: one_shown\n"
                   "talk/u 3'\nshare\nclose\n" },
    { "cycle_map",
      "brief\n"
      "solo/u 15' trigger move inner_line top under need effect busy_day busy_sign calm_by "
      "good_moment\n"
      "reveal/u 5'; closed first, by unit to unit: trigger move inner_line top under need effect\n"
      "talk/u 20'\n"
      "joint/u 10' kind name together; marked, by unit to unit: kind name together\n"
      "share\nclose\n" },
    { "practice_report",
      "brief 3'\nsolo/u 8' tried effect next grow\ntalk/u 10'\n"
      "share 14'; holder, by facilitator to group: tried effect next grow\nclose\n" },
    { "bond_story", "brief 2'\nsolo/u 6' moment did felt helped helped_how helped_gave\n"
                    "turns/u 8' heard; closed first, by turn to unit: moment did felt\n"
                    "reveal/u 2'; closed second, by unit to unit: heard\n"
                    "share 4'\nclose\n" },
    { "rocky_moment",
      "brief\nsolo/u 12' weight my_step my_under my_part you_alarm own_day own_felt own_helped "
      "own_again\n"
      "turns/u 10'; closed first, by turn to unit: weight my_step my_under my_part you_alarm\n"
      "joint/u 12' film replay repair_line; marked, by unit to unit: film replay repair_line\n"
      "share\nclose\n" },
    { "recognition_wall",
      "brief 1'\nsolo/u 3' line\nshare 2'; holder, by facilitator to group: line\ntalk 3'\n"
      "solo/u 1' me_too\nshare 2'; holder, by facilitator to group: me_too\nclose\n" },
    { "question_wall",
      "brief 1'\nsolo/u 2' ask\nshare 1'; holder, by facilitator to group: ask\ntalk 1'\nclose\n" },
    { "homework_set", "brief 1'\nsolo/u 1' own_task own_when chance\njoint/u 3' task when; marked, "
                      "by unit to unit: task when\n"
                      "share\nclose\n" },
    { "exit_sign", "brief 1'\njoint/u 4' sign answer own_sign own_rest; marked, by unit to unit: "
                   "sign answer\nshare\nclose\n" },
    { "time_out", "brief 2'\nsolo/u 3' calm own_pause own_minutes own_place\nreveal/u 1'; closed "
                  "first, by unit to unit: calm\n"
                  "joint/u 7' signal minutes back; marked, by unit to unit: signal minutes back\n"
                  "share 2'; holder, by facilitator to group: signal\nclose\n" },
    { "ground_rules", "brief 3'\nsolo/u 3' rules agree\n"
                      "share 4'; holder, by facilitator to group: rules\nclose\n" },
};

/* How many words a text has, and how many sentences; how many words the longest of those. */
struct length {
    unsigned words, sentences, longest;
};

static struct length length_of(struct hv_bytes text)
{
    struct length length = { 0 };
    unsigned words = 0;

    for (size_t i = 0; i < text.size; i++) {
        bool ends = i + 1 == text.size || text.data[i + 1] == ' ' || text.data[i + 1] == '\n';

        if (!ends || text.data[i] == ' ' || text.data[i] == '\n') {
            continue;
        }
        words++;
        if (text.data[i] == '.' || text.data[i] == '?' || text.data[i] == '!') {
            length.longest = words > length.longest ? words : length.longest;
            length.words += words;
            length.sentences++;
            words = 0;
        }
    }
    assert_int_equal(words, 0); /* it ends as a sentence does */
    return length;
}

/* Somebody who reads little has to understand what they say yes to. */
static void statements_are_in_short_sentences(void **state)
{
    (void)state;
    assert_int_equal(shipped.catalogue.statement_count, 1);
    for (size_t i = 0; i < shipped.catalogue.statement_count; i++) {
        const struct hv_text text = shipped.catalogue.statements[i].text;
        const struct length lengths[] = { length_of(text.nl), length_of(text.en) };

        for (size_t j = 0; j < 2; j++) {
            assert_true(lengths[j].sentences > 30);
            assert_true(lengths[j].longest <= 15);
            assert_true(lengths[j].words <= 10 * lengths[j].sentences);
        }
        assert_int_equal(lengths[0].sentences, lengths[1].sentences);
    }
}

static void a_programme_asks_the_statement_as_it_is_shipped(void **state)
{
    const struct hv_statement *statement = &shipped.catalogue.statements[0];
    const struct hv_statement *asked = &shipped.catalogue.programmes[0].consent;

    (void)state;
    assert_bytes(asked->id, "participation");
    assert_int_equal(asked->version, statement->version);
    assert_true(hv_bytes_equal(asked->text.nl, statement->text.nl));
    assert_true(hv_bytes_equal(asked->text.en, statement->text.en));
}

static void flows_become_these_stages_and_gates(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof stories / sizeof stories[0]; i++) {
        char *seen = story(find_exercise(stories[i].exercise));

        assert_string_equal(seen, stories[i].story);
        free(seen);
    }
}

/* ---- Forms ---- */

static unsigned asked_in(const struct hv_exercise *exercise, enum hv_form form)
{
    uint32_t fields = hv_exercise_fields(exercise, form);
    unsigned count = 0;

    for (uint8_t i = 0; i < exercise->field_count; i++) {
        count += (fields >> i & 1) != 0 && exercise->fields[i].type != HV_FIELD_INFO;
    }
    return count;
}

/* Whoever is dealt the light form has something to do as well. */
static void the_light_form_is_never_empty(void **state)
{
    (void)state;
    for (size_t i = 0; i < shipped.catalogue.exercise_count; i++) {
        const struct hv_exercise *exercise = &shipped.catalogue.exercises[i];
        unsigned full = asked_in(exercise, HV_FORM_FULL);
        unsigned light = asked_in(exercise, HV_FORM_LIGHT);

        if (light < (full < 2 ? full : 2)) {
            fail_msg("%.*s asks %u, light %u", (int)exercise->id.size,
                     (const char *)exercise->id.data, full, light);
        }
    }
}

static bool has_word(struct hv_bytes text, const char *const *words)
{
    static const char between[] = " .,:;?!'\"()";
    char line[3000];

    snprintf(line, sizeof line, "%.*s", (int)text.size, (const char *)text.data);
    for (const char *word = line; *word != '\0'; word += strspn(word, between)) {
        size_t size = strcspn(word, between);

        for (size_t i = 0; words[i] != NULL; i++) {
            if (strlen(words[i]) == size && strncasecmp(word, words[i], size) == 0) {
                return true;
            }
        }
        word += size;
    }
    return false;
}

static size_t words_in(struct hv_bytes text)
{
    size_t words = 1;

    for (size_t i = 0; i < text.size; i++) {
        words += text.data[i] == ' ';
    }
    return words;
}

/* Gentle prompts are about the person alone, and short. */
static void the_light_form_asks_of_nobody_else(void **state)
{
    static const char *const nl[] = { "jullie", "wij", "we",    "ons",     "partner", "elkaar",
                                      "samen",  "man", "vrouw", "relatie", "thuis",   NULL };
    static const char *const en[] = { "we",      "us",   "our",          "partner", "together",
                                      "husband", "wife", "relationship", "home",    NULL };
    unsigned seen = 0;

    (void)state;
    for (size_t i = 0; i < shipped.catalogue.exercise_count; i++) {
        const struct hv_exercise *exercise = &shipped.catalogue.exercises[i];

        for (uint8_t j = 0; j < exercise->field_count; j++) {
            const struct hv_text *prompt = &exercise->fields[j].prompt;

            if (exercise->fields[j].light) {
                seen++;
                assert_false(has_word(prompt->nl, nl));
                assert_false(has_word(prompt->en, en));
                assert_in_range(words_in(prompt->nl), 3, 15);
                assert_in_range(words_in(prompt->en), 3, 15);
            }
        }
    }
    assert_true(seen >= 20);
}

/* ---- The meeting ---- */

static const char meeting_one[] = "1.1a exercise 10 ground_rules\n"
                                  "1.1b exercise 5 practice_envelope\n"
                                  "1.2 exercise 15 check_in\n"
                                  "1.3 exercise 20 psycho_ed_bond\n"
                                  "1.4 scene 10 Een scène: Noor en Sam\n"
                                  "1.5 exercise 10 are_pulse\n"
                                  "1.6 break 10 Pauze\n"
                                  "1.7 exercise 30 bond_story\n"
                                  "1.8 exercise 12 recognition_wall\n"
                                  "1.9 exercise 6 homework_set\n"
                                  "1.10a exercise 4 meeting_pulse\n"
                                  "1.10b exercise 3 check_out\n";

static void meeting_one_has_its_steps_in_order(void **state)
{
    static const char *const kinds[] = { "", "exercise", "break", "scene", "talk" };
    const struct hv_programme *programme = &shipped.catalogue.programmes[0];
    const struct hv_meeting *meeting = &programme->meetings[0];
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    (void)state;
    assert_non_null(out);
    assert_int_equal(shipped.catalogue.programme_count, 1);
    assert_bytes(programme->id, "hold_me_tight");
    for (uint8_t i = 0; i < meeting->step_count; i++) {
        const struct hv_step *step = &meeting->steps[i];
        struct hv_bytes name = step->kind == HV_STEP_EXERCISE
                                   ? programme->exercises[step->exercise].id
                                   : step->title.nl;

        fprintf(out, "%.*s %s %u %.*s\n", (int)step->number.size, (const char *)step->number.data,
                kinds[step->kind], step->minutes, (int)name.size, (const char *)name.data);
    }
    fclose(out);
    assert_string_equal(text, meeting_one);
    free(text);
}

/* Before the couples do it themselves they see it done: the example asks, word for word, what
 * bond_story is going to ask. */
static void the_example_asks_what_the_exercise_asks(void **state)
{
    const struct hv_example *example =
        &shipped.catalogue.programmes[0].meetings[0].steps[3].example;
    const struct hv_exercise *exercise = find_exercise("bond_story");

    (void)state;
    for (uint8_t i = 0; i < exercise->field_count; i++) {
        assert_int_equal(exercise->fields[i].light, i >= example->answer_count);
    }
    for (uint8_t i = 0; i < example->answer_count; i++) {
        const struct hv_text *asked = &exercise->fields[i].prompt;

        assert_true(hv_bytes_equal(example->answers[i].prompt.nl, asked->nl));
        assert_true(hv_bytes_equal(example->answers[i].prompt.en, asked->en));
        assert_true(example->answers[i].answer.nl.size > 0);
    }
    assert_int_equal(shipped.catalogue.programmes[0].meetings[0].steps[0].example.answer_count, 0);
}

/* The step's own options are in an exercise of its own; the library keeps those of the file. */
static void a_step_sets_options_for_itself_alone(void **state)
{
    const struct hv_programme *programme = &shipped.catalogue.programmes[0];
    const struct hv_exercise *own = &programme->exercises[programme->meetings[0].steps[9].exercise];
    const struct hv_exercise *library = find_exercise("homework_set");

    (void)state;
    assert_bytes(own->id, "homework_set");
    assert_bytes(find_field(own, "task")->options[0].id, "safe_moment");
    assert_int_equal(find_field(own, "task")->option_count, 3);
    assert_bytes(find_field(library, "task")->options[0].id, "ten_minutes");
    assert_false(hv_id_equal(own->hash, library->hash));
}

static void every_exercise_gets_its_hash_once(void **state)
{
    (void)state;
    assert_int_equal(shipped.hashes, shipped.catalogue.exercise_count + 1);
    for (size_t i = 0; i < shipped.catalogue.exercise_count; i++) {
        assert_false(hv_id_is_zero(shipped.catalogue.exercises[i].hash));
    }
}

/* ---- The verbs ---- */

static char *
checked(const char *folder, struct hv_identify identify, bool json, int expected_status)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    assert_int_equal(hv_catalogue_check(folder, identify, json, out), expected_status);
    fclose(out);
    return text;
}

static void check_counts_what_is_good(void **state)
{
    char path[4000];
    char expected[4200];
    char *seen;

    (void)state;
    shipped_folder(path, sizeof path);
    seen = checked(path, (struct hv_identify){ 0 }, false, HV_EXIT_OK);
    snprintf(expected, sizeof expected, "%s: no problems; programmes: 1, exercises: %zu\n", path,
             shipped.catalogue.exercise_count);
    assert_string_equal(seen, expected);
    free(seen);
    seen = checked(path, (struct hv_identify){ 0 }, true, HV_EXIT_OK);
    assert_string_equal(seen, "[]\n");
    free(seen);
}

static enum hv_code find_too_big(void *data, const struct hv_programme *programme)
{
    (void)data;
    (void)programme;
    return HV_ETOOBIG;
}

static void check_finds_what_is_too_large(void **state)
{
    char path[4000];
    char *seen;

    (void)state;
    shipped_folder(path, sizeof path);
    seen = checked(path, (struct hv_identify){ .fits = find_too_big }, false, HV_EXIT_CONFIG);
    assert_non_null(strstr(seen, "hold_me_tight.yaml:"));
    assert_non_null(strstr(seen, "is larger than 512 KiB with its exercises; allowed: up to 512 "
                                 "KiB.\n"));
    free(seen);
}

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[300];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "we");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void remove_file(const char *folder, const char *name)
{
    char path[300];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(remove(path), 0);
}

static void check_tells_problems_with_their_places(void **state)
{
    char folder[] = "/tmp/hv_catalogue_XXXXXX";
    char path[300];
    char expected[800];
    char *seen;
    json_t *array;

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/exercises", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    write_file(folder, "flows.yaml", "flow: []\n");
    write_file(folder, "notes.txt", "not read\n");

    snprintf(path, sizeof path, "%s/", folder);
    seen = checked(path, (struct hv_identify){ 0 }, false, HV_EXIT_CONFIG);
    snprintf(expected, sizeof expected,
             "%s/flows.yaml:1:1: `flows` is missing: the flows.\n"
             "%s/flows.yaml:1:1: unknown key `flow`; did you mean `flows`? Allowed: flows, "
             "light_prompts.\n",
             folder, folder);
    assert_string_equal(seen, expected);
    free(seen);

    seen = checked(path, (struct hv_identify){ 0 }, true, HV_EXIT_CONFIG);
    array = json_loads(seen, 0, NULL);
    assert_int_equal(json_array_size(array), 2);
    assert_int_equal(json_integer_value(json_object_get(json_array_get(array, 1), "line")), 1);
    assert_int_equal(json_integer_value(json_object_get(json_array_get(array, 1), "column")), 1);
    assert_non_null(
        strstr(json_string_value(json_object_get(json_array_get(array, 1), "message")), "`flows`"));
    assert_non_null(
        strstr(json_string_value(json_object_get(json_array_get(array, 1), "file")), "flows.yaml"));
    json_decref(array);
    free(seen);

    remove_file(folder, "flows.yaml");
    remove_file(folder, "notes.txt");
    remove_file(folder, "exercises");
    assert_int_equal(rmdir(folder), 0);
}

static void check_without_a_folder_is_a_fault_of_input(void **state)
{
    char *seen;

    (void)state;
    seen = checked("/nonexistent/programmes", (struct hv_identify){ 0 }, false, HV_EXIT_IO);
    assert_string_equal(seen, "");
    free(seen);
}

/* ---- The JSON Schema ---- */

static bool stands_in(const json_t *definition, const char *key)
{
    const json_t *cases = json_object_get(definition, "oneOf");

    if (cases == NULL) {
        return json_object_get(json_object_get(definition, "properties"), key) != NULL;
    }
    for (size_t i = 0; i < json_array_size(cases); i++) {
        if (stands_in(json_array_get(cases, i), key)) {
            return true;
        }
    }
    return false;
}

static size_t assert_described(const json_t *definitions, const struct hv_schema_map *map)
{
    const json_t *definition = json_object_get(definitions, map->name);
    size_t count = map->key_count;

    assert_non_null(definition);
    for (size_t i = 0; i < map->key_count; i++) {
        const struct hv_schema_value *value = &map->keys[i].value;

        assert_true(stands_in(definition, map->keys[i].name));
        while (value->items != NULL) {
            value = value->items;
        }
        if (value->map != NULL) {
            count += assert_described(definitions, value->map);
        }
    }
    return count;
}

static void the_json_schema_lists_every_key(void **state)
{
    static const struct hv_schema_map *const files[] = { &hv_shape_flows, &hv_shape_decks,
                                                         &hv_shape_exercise, &hv_shape_programme,
                                                         &hv_shape_config };
    char *text = NULL;
    size_t size = 0;
    size_t keys = 0;
    FILE *out = open_memstream(&text, &size);
    json_error_t error;
    json_t *schema;

    (void)state;
    assert_non_null(out);
    assert_true(hv_catalogue_schema_print(out));
    fclose(out);
    schema = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    assert_non_null(schema);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        keys += assert_described(json_object_get(schema, "$defs"), files[i]);
    }
    assert_true(keys > 100);
    json_decref(schema);
    free(text);
}

/* ---- The nearest word ---- */

static void distances_count_letters(void **state)
{
    static const struct {
        const char *a, *b;
        size_t distance;
    } cases[] = {
        { "", "", 0 },          { "", "abc", 3 },         { "keep", "keep", 0 },
        { "keeep", "keep", 1 }, { "kepe", "keep", 1 },    { "kitten", "sitting", 3 },
        { "ab", "ba", 1 },      { "visible", "keep", 7 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hv_bytes a = hv_bytes_from_text(cases[i].a);
        struct hv_bytes b = hv_bytes_from_text(cases[i].b);

        assert_int_equal(hv_word_distance(a, b), cases[i].distance);
        assert_int_equal(hv_word_distance(b, a), cases[i].distance);
    }
}

static void a_word_far_from_all_has_no_nearest(void **state)
{
    struct hv_bytes words[2];

    (void)state;
    words[0] = hv_bytes_from_text("self");
    words[1] = hv_bytes_from_text("partner");
    assert_bytes(hv_word_nearest(hv_bytes_from_text("partnr"), words, 2), "partner");
    assert_bytes(hv_word_nearest(hv_bytes_from_text("slef"), words, 2), "self");
    assert_int_equal(hv_word_nearest(hv_bytes_from_text("everyone"), words, 2).size, 0);
    assert_int_equal(hv_word_nearest(hv_bytes_from_text(""), words, 2).size, 0);
    assert_int_equal(hv_word_nearest(hv_bytes_from_text("self"), words, 0).size, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prompts_stand_word_for_word),
        cmocka_unit_test(scale_hints_became_anchors),
        cmocka_unit_test(what_is_kept_follows_from_who_may_see_it),
        cmocka_unit_test(cards_come_from_their_decks),
        cmocka_unit_test(walls_bring_lines_of_our_own),
        cmocka_unit_test(statements_are_in_short_sentences),
        cmocka_unit_test(a_programme_asks_the_statement_as_it_is_shipped),
        cmocka_unit_test(flows_become_these_stages_and_gates),
        cmocka_unit_test(the_light_form_is_never_empty),
        cmocka_unit_test(the_light_form_asks_of_nobody_else),
        cmocka_unit_test(meeting_one_has_its_steps_in_order),
        cmocka_unit_test(the_example_asks_what_the_exercise_asks),
        cmocka_unit_test(a_step_sets_options_for_itself_alone),
        cmocka_unit_test(every_exercise_gets_its_hash_once),
        cmocka_unit_test(check_counts_what_is_good),
        cmocka_unit_test(check_finds_what_is_too_large),
        cmocka_unit_test(check_tells_problems_with_their_places),
        cmocka_unit_test(check_without_a_folder_is_a_fault_of_input),
        cmocka_unit_test(the_json_schema_lists_every_key),
        cmocka_unit_test(distances_count_letters),
        cmocka_unit_test(a_word_far_from_all_has_no_nearest),
    };

    return cmocka_run_group_tests(tests, load_shipped, free_shipped);
}
