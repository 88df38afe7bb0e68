/* SPDX-License-Identifier: EUPL-1.2 */
/* Panes as text, word for word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client/cli/agenda.h"
#include "client/cli/render.h"

#define NOW 1700000000000 /* ms */

#define WORDS(text)   (char *)(uintptr_t)(text)
#define MESSAGE(name) PROTOBUF_C_MESSAGE_INIT(&houvast__v1__##name##__descriptor)
#define TEXT(dutch, english)                                    \
    {                                                           \
        MESSAGE(text), .nl = WORDS(dutch), .en = WORDS(english) \
    }
#define VISIBLE(name) HOUVAST__V1__VISIBILITY__VISIBILITY_##name
#define KIND(name)    HOUVAST__V1__STAGE_KIND__STAGE_KIND_##name
#define SCORE(name)   HOUVAST__V1__SCORE__SCORE_##name
#define COUNT(list)   (sizeof(list) / sizeof(list)[0])

/* ---- One exercise ---- */

static Houvast__V1__Text title = TEXT("Vinden, raken", "Find, reach");
static Houvast__V1__Text ask_near = TEXT("Hoe dichtbij voelde je je?", "How close did you feel?");
static Houvast__V1__Text low = TEXT("ver weg", "far away");
static Houvast__V1__Text high = TEXT("heel dichtbij", "very close");
static Houvast__V1__Text ask_miss =
    TEXT("Wat mist jouw partner het eerst?", "What does your partner miss first?");
static Houvast__V1__Text coffee = TEXT("koffie", "coffee");
static Houvast__V1__Text pillow = TEXT("een goed kussen", "a good pillow");
static Houvast__V1__Option option_coffee = { MESSAGE(option), .label = &coffee };
static Houvast__V1__Option option_pillow = { MESSAGE(option), .label = &pillow };
static Houvast__V1__Option *options[] = { &option_coffee, &option_pillow };
static Houvast__V1__Text ask_line = TEXT("Wat herken je?", "What do you recognise?");

static Houvast__V1__Field near_field = { MESSAGE(field),
                                         .type = HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_SCALE,
                                         .visibility = VISIBLE(GROUP),
                                         .prompt = &ask_near,
                                         .maximum = 10,
                                         .markers = 1,
                                         .anchor_low = &low,
                                         .anchor_high = &high };
static Houvast__V1__Field miss = { MESSAGE(field),
                                   .type = HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_CHOICE,
                                   .visibility = VISIBLE(PARTNER),
                                   .prompt = &ask_miss,
                                   .n_options = 2,
                                   .options = options,
                                   .pick_minimum = 1,
                                   .pick_maximum = 1 };
static Houvast__V1__Field line = { MESSAGE(field), .type = HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_TEXT,
                                   .visibility = VISIBLE(GROUP), .prompt = &ask_line,
                                   .characters = 140 };
static Houvast__V1__Field *fields[] = { &near_field, &miss, &line };

static Houvast__V1__Stage solo = { MESSAGE(stage), .kind = KIND(SOLO) };
static Houvast__V1__Stage reveal = { MESSAGE(stage), .kind = KIND(REVEAL) };
static Houvast__V1__Stage turns = { MESSAGE(stage), .kind = KIND(TURNS) };
static Houvast__V1__Stage joint_stage = { MESSAGE(stage), .kind = KIND(JOINT) };
static Houvast__V1__Stage *stages[] = { &solo, &reveal, &turns, &joint_stage };
static uint8_t hash[16] = { 3 };

static Houvast__V1__Definition exercise = { MESSAGE(definition),       .title = &title,
                                            .n_fields = COUNT(fields), .fields = fields,
                                            .n_stages = COUNT(stages), .stages = stages };

static const Houvast__V1__Definition *find(void *data, const ProtobufCBinaryData *wanted)
{
    (void)data;
    return wanted->len == 16 ? &exercise : NULL;
}

static const struct hv_definitions definitions = { .find = find };

static void expect(struct hv_page *page, const char *text)
{
    assert_string_equal(hv_page_text(page), text);
    hv_page_free(page);
}

static struct hv_page dutch(void)
{
    struct hv_page page;

    hv_page_init(&page, HV_CLIENT_NL, 60);
    return page;
}

/* ---- Questions and answers ---- */

static void test_question(void **state)
{
    struct hv_question question = { .field = &near_field };
    struct hv_page page = dutch();

    (void)state;
    hv_render_question(&page, &question);
    expect(&page, "Hoe dichtbij voelde je je?\n"
                  "\n"
                  "  0  ver weg\n"
                  "  10  heel dichtbij\n"
                  "\n"
                  "De groep ziet alleen hoeveel mensen ongeveer hetzelfde\n"
                  "kozen, nooit wie.\n"
                  "Typ een getal van 0 tot en met 10.\n");

    question.field = &miss;
    hv_page_init(&page, HV_CLIENT_EN, 60);
    hv_render_question(&page, &question);
    expect(&page, "What does your partner miss first?\n"
                  "\n"
                  "   1  coffee\n"
                  "   2  a good pillow\n"
                  "\n"
                  "You choose later: show or keep. Your partner sees it only if\n"
                  "you both show this answer.\n"
                  "Type the number of your choice.\n");

    question.field = &miss;
    question.in_turn = true;
    page = dutch();
    hv_render_question(&page, &question);
    assert_non_null(strstr(hv_page_text(&page), "als jouw beurt begint"));
    hv_page_free(&page);

    question.only_author = true;
    page = dutch();
    hv_render_question(&page, &question);
    assert_non_null(strstr(hv_page_text(&page), "Niemand anders ziet het."));
    hv_page_free(&page);
}

static void test_words_that_are_gone(void **state)
{
    struct hv_question question = { .field = &line };
    struct hv_page page = dutch();

    (void)state;
    hv_render_answer(&page, 0, &question, HOUVAST__V1__ANSWER__ANSWER_GIVEN, NULL);
    expect(&page, "(bewaard; de woorden zijn er niet meer)\n");
}

/* The wall is shown unasked where the group shares; in a break to nobody. */
static void test_wall_is_due(void **state)
{
    static const struct {
        Houvast__V1__StageKind kind;
        bool couples;
    } rows[] = {
        { KIND(BRIEF), false }, { KIND(SOLO), false }, { KIND(REVEAL), false },
        { KIND(TURNS), false }, { KIND(TALK), true },  { KIND(JOINT), false },
        { KIND(SHARE), true },  { KIND(CLOSE), true }, { KIND(UNSPECIFIED), false },
    };
    Houvast__V1__StagePane stage;

    (void)state;
    houvast__v1__stage_pane__init(&stage);
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage.stage_kind = rows[i].kind;
        stage.cover = 0;
        assert_int_equal(hv_wall_is_due(&stage, false), rows[i].couples);
        assert_true(hv_wall_is_due(&stage, true));
        stage.cover = 1;
        assert_false(hv_wall_is_due(&stage, false));
        assert_false(hv_wall_is_due(&stage, true));
    }
}

static void test_roster(void **state)
{
    Houvast__V1__ReadRow row;
    struct hv_page page = dutch();

    (void)state;
    houvast__v1__read_row__init(&row);
    row.unit = 2;
    row.seat = 4;
    hv_render_roster_row(&page, &row, "Els");
    expect(&page, "stel 2: Els\n");
    row.device = 6;
    row.role = HOUVAST__V1__ROLE__ROLE_PEN;
    hv_render_roster_row(&page, &row, "Els");
    expect(&page, "apparaat 6: pen van Els, stel 2\n");
}

static void test_answers(void **state)
{
    static const struct {
        Houvast__V1__Answer answer;
        const char *text;
    } without[] = {
        { HOUVAST__V1__ANSWER__ANSWER_UNSPECIFIED, "  (nog niets)\n" },
        { HOUVAST__V1__ANSWER__ANSWER_SKIPPED, "  (overgeslagen)\n" },
        { HOUVAST__V1__ANSWER__ANSWER_ALOUD, "  (zeg ik liever hardop)\n" },
    };
    struct hv_question question = { .field = &miss };
    Houvast__V1__Value value;
    uint32_t chosen[] = { 1, 99 };
    struct hv_page page = dutch();

    (void)state;
    for (size_t i = 0; i < COUNT(without); i++) {
        hv_render_answer(&page, 2, &question, without[i].answer, NULL);
        expect(&page, without[i].text);
    }
    houvast__v1__value__init(&value);
    value.n_options = 2;
    value.options = chosen;
    hv_render_answer(&page, 2, &question, HOUVAST__V1__ANSWER__ANSWER_GIVEN, &value);
    expect(&page, "  -  een goed kussen\n  -  …\n");
    question.field = &line;
    value.n_options = 0;
    value.text = WORDS("Bij ons gaat\nhet zo");
    hv_render_answer(&page, 2, &question, HOUVAST__V1__ANSWER__ANSWER_GIVEN, &value);
    expect(&page, "  Bij ons gaat\n  het zo\n");
}

/* ---- Hall ---- */

static void test_clock(void **state)
{
    Houvast__V1__Timer timer = HOUVAST__V1__TIMER__INIT;

    (void)state;
    assert_string_equal(hv_clock(NULL, 0, HV_CLIENT_NL).text, "");
    timer.running = 1;
    timer.ends_at = 600000;
    assert_string_equal(hv_clock(&timer, 27000, HV_CLIENT_NL).text, "9:33");
    assert_string_equal(hv_clock(&timer, 600001, HV_CLIENT_NL).text, "0:00");
    timer.running = 0;
    timer.remaining_ms = 61999;
    assert_string_equal(hv_clock(&timer, 0, HV_CLIENT_NL).text, "1:01 (staat stil)");
}

static void test_stage(void **state)
{
    Houvast__V1__Text evening = TEXT("Waarom jij ertoe doet", "Why you matter");
    Houvast__V1__StagePane stage;
    struct hv_page page = dutch();

    (void)state;
    houvast__v1__stage_pane__init(&stage);
    hv_render_stage(&page, &stage, &definitions);
    expect(&page, "Welkom. Er is nu geen avond bezig.\n");

    stage.meeting_open = 1;
    stage.meeting_title = &evening;
    stage.step_place = 5;
    stage.step_count = 12;
    stage.step_title = &title;
    stage.exercise.len = 16;
    stage.exercise.data = hash;
    stage.run = 4;
    stage.stage_kind = KIND(SOLO);
    stage.announcement = WORDS("Koffie staat klaar");
    hv_render_stage(&page, &stage, &definitions);
    expect(&page, "Waarom jij ertoe doet\n"
                  "Stap 5 van 12: Vinden, raken\n"
                  "ieder voor zich\n"
                  "\n"
                  "* Koffie staat klaar\n");
    stage.prompts = 1;
    stage.announcement = WORDS("");
    hv_render_stage(&page, &stage, &definitions);
    expect(&page, "Waarom jij ertoe doet\n"
                  "Stap 5 van 12: Vinden, raken\n"
                  "ieder voor zich\n"
                  "\n"
                  "  Hoe dichtbij voelde je je?\n"
                  "\n"
                  "  Wat mist jouw partner het eerst?\n"
                  "\n"
                  "  Wat herken je?\n");

    /* With the group: only what is asked or released there. In a break: nothing. */
    solo.fields = 4;
    stage.stage_kind = KIND(SHARE);
    hv_render_stage(&page, &stage, &definitions);
    expect(&page, "Waarom jij ertoe doet\n"
                  "Stap 5 van 12: Vinden, raken\n"
                  "met de groep\n"
                  "\n"
                  "  Wat herken je?\n");
    solo.fields = 0;
    stage.cover = 1;
    hv_render_stage(&page, &stage, &definitions);
    assert_null(strstr(hv_page_text(&page), "herken"));
    assert_non_null(strstr(hv_page_text(&page), "Even pauze. Alle schermen zijn bedekt."));
    hv_page_free(&page);
    page = dutch();
    stage.step_kind = HOUVAST__V1__STEP_KIND__STEP_KIND_BREAK;
    hv_render_stage(&page, &stage, &definitions);
    assert_null(strstr(hv_page_text(&page), "Even pauze"));
    hv_page_free(&page);
}

static void test_wall(void **state)
{
    uint32_t counts[] = { 1, 3, 4 };
    Houvast__V1__Result result = { MESSAGE(result), .n_counts = 3, .counts = counts };
    Houvast__V1__Text ours = TEXT("We praten nooit over ons", "We never talk about us");
    Houvast__V1__WallItem items[] = {
        { MESSAGE(wall_item), .kind = HOUVAST__V1__WALL_KIND__WALL_KIND_RESULT, .of_field = 1,
          .field = 0, .result = &result },
        { MESSAGE(wall_item), .kind = HOUVAST__V1__WALL_KIND__WALL_KIND_NOTE, .of_field = 1,
          .field = 2, .text = WORDS("Ik loop weg"), .name = WORDS("") },
        { MESSAGE(wall_item), .kind = HOUVAST__V1__WALL_KIND__WALL_KIND_NOTE, .of_field = 1,
          .field = 2, .text = WORDS("Elkaar laten uitpraten"), .name = WORDS("Noor") },
        { MESSAGE(wall_item), .kind = HOUVAST__V1__WALL_KIND__WALL_KIND_EXAMPLE, .of_field = 1,
          .field = 2, .example = &ours },
        { MESSAGE(wall_item), .kind = HOUVAST__V1__WALL_KIND__WALL_KIND_SPOKEN,
          .text = WORDS("Eerst ademen"), .name = WORDS("") },
    };
    Houvast__V1__WallItem *list[COUNT(items)];
    Houvast__V1__WallPane wall = HOUVAST__V1__WALL_PANE__INIT;
    struct hv_page page = dutch();

    (void)state;
    for (size_t i = 0; i < COUNT(items); i++) {
        items[i].exercise.len = 16;
        items[i].exercise.data = hash;
        list[i] = &items[i];
    }
    wall.n_items = COUNT(items);
    wall.items = list;
    hv_render_wall(&page, &wall, &definitions, NULL);
    expect(&page, "Hoe dichtbij voelde je je?\n"
                  "  laag  1 █\n"
                  "  midden  3 ███\n"
                  "  hoog  4 ████\n"
                  "\n"
                  "Wat herken je?\n"
                  "  -  Ik loop weg\n"
                  "  -  Elkaar laten uitpraten (Noor)\n"
                  "  -  We praten nooit over ons (een regel van onszelf)\n"
                  "  -  Eerst ademen (hardop gezegd)\n");

    Houvast__V1__StagePane stage = { MESSAGE(stage_pane), .step_place = 3, .run = 2 };

    items[1].run = items[2].run = 1;
    items[0].run = items[3].run = 2;
    page = dutch();
    hv_render_wall(&page, &wall, &definitions, &stage);
    expect(&page, "Hoe dichtbij voelde je je?\n"
                  "  laag  1 █\n"
                  "  midden  3 ███\n"
                  "  hoog  4 ████\n"
                  "\n"
                  "Wat herken je?\n"
                  "  -  We praten nooit over ons (een regel van onszelf)\n"
                  "  -  Eerst ademen (hardop gezegd)\n");
}

/* ---- A couple ---- */

static void test_unit(void **state)
{
    Houvast__V1__UnitSeat noor = { MESSAGE(unit_seat), .seat = 1, .name = WORDS("Noor") };
    Houvast__V1__UnitSeat sam = { MESSAGE(unit_seat), .seat = 2, .name = WORDS("Sam") };
    Houvast__V1__UnitSeat *seats[] = { &noor, &sam };
    Houvast__V1__Place place = HOUVAST__V1__PLACE__INIT;
    uint32_t chosen[] = { 0 };
    Houvast__V1__Value value = { MESSAGE(value), .text = WORDS(""), .n_options = 1,
                                 .options = chosen };
    Houvast__V1__OpenedValue shown = { MESSAGE(opened_value), .seat = 1, .field = 1, .shown = 1,
                                       .value = &value };
    Houvast__V1__OpenedValue kept = { MESSAGE(opened_value), .seat = 2, .field = 1 };
    Houvast__V1__OpenedValue *opened[] = { &shown, &kept };
    Houvast__V1__UnitPane unit = HOUVAST__V1__UNIT_PANE__INIT;
    struct hv_page page = dutch();

    (void)state;
    unit.place = &place;
    unit.n_seats = 2;
    unit.seats = seats;
    hv_render_unit(&page, &unit, &exercise, NULL);
    expect(&page, "Vinden, raken\n\nNu ieder voor zich. Wie niet typt, kijkt even niet mee.\n");

    unit.both_ready = 1;
    hv_render_unit(&page, &unit, &exercise, NULL);
    expect(&page, "Vinden, raken\n\nJullie zijn allebei klaar. Typ 'verder'.\n");
    unit.may_open = 1;
    hv_render_unit(&page, &unit, &exercise, NULL);
    expect(&page, "Vinden, raken\n\nJullie zijn allebei klaar. Typ 'open' als jullie samen\n"
                  "willen kijken.\n");
    unit.may_open = 0;
    place.stage = 1;
    unit.n_opened = 2;
    unit.opened = opened;
    hv_render_unit(&page, &unit, &exercise, NULL);
    expect(&page, "Vinden, raken\n"
                  "\n"
                  "Lees samen wat open ligt. Niets hoeft.\n"
                  "\n"
                  "Wat mist jouw partner het eerst?\n"
                  "Noor:\n"
                  "    -  koffie\n"
                  "Sam:\n"
                  "    vertel hier zelf iets over, als je wilt\n");

    shown.seat = 0;
    unit.n_opened = 1;
    hv_render_unit(&page, &unit, &exercise, NULL);
    expect(&page, "Vinden, raken\n"
                  "\n"
                  "Lees samen wat open ligt. Niets hoeft.\n"
                  "\n"
                  "Wat mist jouw partner het eerst?\n"
                  "Dit kiezen jullie allebei:\n"
                  "    -  koffie\n");

    place.stage = 2;
    place.turn = 2;
    unit.speaker = 2;
    unit.n_opened = 0;
    hv_render_unit(&page, &unit, &exercise, NULL);
    expect(&page, "Vinden, raken\n"
                  "\n"
                  "Sam vertelt.\n"
                  "De ander luistert, en begint met: \"Ik hoor je zeggen …\"\n");
}

static void test_joint(void **state)
{
    Houvast__V1__UnitSeat noor = { MESSAGE(unit_seat), .seat = 1, .name = WORDS("Noor"),
                                   .marked = 1 };
    Houvast__V1__UnitSeat *seats[] = { &noor };
    Houvast__V1__Place place = { MESSAGE(place), .stage = 3 };
    Houvast__V1__JointValue joint = { MESSAGE(joint_value), .field = 1 };
    Houvast__V1__JointValue *joints[] = { &joint };
    Houvast__V1__UnitPane unit = HOUVAST__V1__UNIT_PANE__INIT;
    struct hv_page page = dutch();

    (void)state;
    unit.place = &place;
    unit.n_seats = 1;
    unit.seats = seats;
    unit.n_joints = 1;
    unit.joints = joints;
    hv_render_unit(&page, &unit, &exercise, NULL);
    expect(&page, "Vinden, raken\n"
                  "\n"
                  "Kies samen. Een van jullie typt, allebei zetten jullie je\n"
                  "akkoord.\n"
                  "\n"
                  "1  Wat mist jouw partner het eerst?\n"
                  "    (nog niets)\n"
                  "\n"
                  "Noor is akkoord.\n"
                  "Typ 'vul' met een nummer om te schrijven, en 'akkoord' met\n"
                  "je naam als het goed is.\n");
}

/* ---- Board ---- */

static void test_at_the_door(void **state)
{
    Houvast__V1__Lobby lobby = { MESSAGE(lobby), .code = WORDS("BCDFGH"), .here = 3 };
    Houvast__V1__Text meeting = TEXT("Waarom jij ertoe doet", "Why you matter");
    Houvast__V1__StagePane stage;
    Houvast__V1__BoardGuest guests[] = { { MESSAGE(board_guest), .device = 12 },
                                         { MESSAGE(board_guest), .device = 14 } };
    Houvast__V1__BoardGuest *guest_list[] = { &guests[0], &guests[1] };
    Houvast__V1__BoardStep step;
    Houvast__V1__BoardStep *steps[] = { &step };
    Houvast__V1__BoardPane board;
    struct hv_page page = dutch();

    (void)state;
    houvast__v1__stage_pane__init(&stage);
    stage.meeting_open = true;
    stage.meeting_title = &meeting;
    stage.lobby = &lobby;
    hv_render_stage(&page, &stage, &definitions);
    expect(&page, "Waarom jij ertoe doet\n"
                  "We beginnen zo.\n"
                  "Kom binnen met de code BCD FGH. Stellen die er zijn: 3.\n");

    houvast__v1__board_step__init(&step);
    step.step = 1;
    step.example_answers = 5;
    houvast__v1__board_pane__init(&board);
    board.step = 1;
    board.n_steps = 1;
    board.steps = steps;
    board.n_guests = 2;
    board.guests = guest_list;
    board.example_shown = 2;
    hv_page_init(&page, HV_CLIENT_EN, 100);
    hv_render_board(&page, &board, NULL, &definitions, NOW);
    expect(&page,
           "Waits at the door: number 12. Type 'place' with that number and that of the couple.\n"
           "Waits at the door: number 14. Type 'place' with that number and that of the couple.\n"
           "Example on the big screen: 2 of 5 answers. 'show': the next one.\n");
}

static void test_example(void **state)
{
    Houvast__V1__Text name = TEXT("Noor en Sam", "Noor and Sam");
    Houvast__V1__Text answer = TEXT("Toen je belde.", "When you called.");
    Houvast__V1__ExampleAnswer first = { MESSAGE(example_answer), .prompt = &ask_line,
                                         .answer = &answer };
    Houvast__V1__ExampleAnswer *answers[] = { &first };
    Houvast__V1__Example example = { MESSAGE(example), .title = &name, .n_answers = 1,
                                     .answers = answers };
    Houvast__V1__WallPane wall = { MESSAGE(wall_pane), .example = &example };
    struct hv_page page = dutch();

    (void)state;
    hv_render_wall(&page, &wall, &definitions, NULL);
    expect(&page, "Een voorbeeld: Noor en Sam\n"
                  "\n"
                  "  Wat herken je?\n"
                  "    Toen je belde.\n"
                  "\n");
}

/* Dark modules are left open, light ones and the margin are drawn; the odd last row is half. */
static void test_qr(void **state)
{
    uint8_t modules[] = { 0xa8, 0x80 }; /* 101 010 001 */
    Houvast__V1__QrPage qr = { MESSAGE(qr_page), .side = 3,
                               .modules = { .len = sizeof modules, .data = modules } };
    struct hv_page page = dutch();

    (void)state;
    assert_true(hv_render_qr(&page, &qr));
    expect(&page, "███████████\n"
                  "███████████\n"
                  "████▄▀▄████\n"
                  "██████▄████\n"
                  "███████████\n"
                  "▀▀▀▀▀▀▀▀▀▀▀\n");
    qr.side = 53; /* more than its bytes tell, and wider than the page */
    assert_false(hv_render_qr(&page, &qr));
    qr.side = 0;
    assert_false(hv_render_qr(&page, &qr));
    expect(&page, "");
}

static void test_board(void **state)
{
    Houvast__V1__BoardSeat noor = { MESSAGE(board_seat), .name = WORDS("Noor"),
                                    .state = HOUVAST__V1__SEAT_STATE__SEAT_STATE_CLOSED,
                                    .consent = 1, .signal = HOUVAST__V1__SIGNAL__SIGNAL_TALK };
    Houvast__V1__BoardSeat sam = { MESSAGE(board_seat), .name = WORDS("Sam"),
                                   .state = HOUVAST__V1__SEAT_STATE__SEAT_STATE_BUSY,
                                   .consent = 1 };
    Houvast__V1__BoardSeat *seats[] = { &noor, &sam };
    Houvast__V1__Place place = HOUVAST__V1__PLACE__INIT;
    Houvast__V1__BoardUnit unit = { MESSAGE(board_unit),
                                    .unit = 1,
                                    .presence = HOUVAST__V1__PRESENCE__PRESENCE_HERE,
                                    .online = 1,
                                    .form = HOUVAST__V1__FORM__FORM_SHORT,
                                    .place = &place,
                                    .more_time = 1,
                                    .sharing = 1,
                                    .n_seats = 2,
                                    .seats = seats };
    Houvast__V1__BoardUnit *units[] = { &unit };
    Houvast__V1__BoardStep step = { MESSAGE(board_step), .step = 5, .number = WORDS("1.5"),
                                    .minutes = 10,
                                    .state = HOUVAST__V1__STEP_STATE__STEP_STATE_UNDER_WAY };
    Houvast__V1__BoardStep *steps[] = { &step };
    Houvast__V1__BoardPane board = HOUVAST__V1__BOARD_PANE__INIT;
    struct hv_page page = dutch();

    (void)state;
    step.exercise.len = 16;
    step.exercise.data = hash;
    board.step = 5;
    board.run = 1;
    board.n_steps = 1;
    board.steps = steps;
    board.n_units = 1;
    board.units = units;
    board.notes = 3;
    hv_render_board(&page, &board, NULL, &definitions, NOW);
    expect(&page, " 1  Noor · Sam\n"
                  "    hier · korte vorm · ieder voor zich · Noor: klaar · Sam:\n"
                  "    bezig\n"
                  "    !  meer tijd · even overleggen (Noor)\n"
                  "\n"
                  "Regels die op de muur kunnen: 3. Typ 'muur'.\n");
    assert_true(hv_agenda_signalled(&unit));
    noor.signal = HOUVAST__V1__SIGNAL__SIGNAL_UNSPECIFIED;
    assert_false(hv_agenda_signalled(&unit));
    unit.signal = HOUVAST__V1__SIGNAL__SIGNAL_CALL; /* from the laptop of both */
    unit.more_time = 0;
    board.notes = 0;
    assert_true(hv_agenda_signalled(&unit));
    hv_render_board(&page, &board, NULL, &definitions, NOW);
    expect(&page, " 1  Noor · Sam\n"
                  "    hier · korte vorm · ieder voor zich · Noor: klaar · Sam:\n"
                  "    bezig\n"
                  "    !  bel me deze week (van de tafel)\n");
    noor.light = HOUVAST__V1__LIGHT__LIGHT_RED; /* on the page of a person, and nowhere else */
    noor.tags = 1u << HOUVAST__V1__TAG__TAG_FEAR;
    noor.split = 1;
    unit.signal = HOUVAST__V1__SIGNAL__SIGNAL_UNSPECIFIED;
    hv_render_board(&page, &board, NULL, &definitions, NOW);
    expect(&page, " 1  Noor · Sam\n"
                  "    hier · korte vorm · ieder voor zich · Noor: klaar ·\n"
                  "    Noor: deelt niet meer samen · Sam: bezig\n");
    noor.split = 0;
    sam.rests_until = NOW + 1;
    noor.rests_until = NOW;
    hv_render_board(&page, &board, NULL, &definitions, NOW);
    expect(&page, " 1  Noor · Sam\n"
                  "    hier · korte vorm · ieder voor zich · Noor: klaar · Sam:\n"
                  "    bezig · Sam: even dicht na vijf keer verkeerde woorden\n");
    hv_render_agenda(&page, &board, &definitions);
    expect(&page, ">  1  1.5 · Vinden, raken · 10 min · nu\n");
}

static void test_person(void **state)
{
    Houvast__V1__ReadRow row;
    struct hv_page page = dutch();

    (void)state;
    houvast__v1__read_row__init(&row);
    row.light = HOUVAST__V1__LIGHT__LIGHT_ORANGE;
    row.tags = 1u << HOUVAST__V1__TAG__TAG_FEAR | 1u << HOUVAST__V1__TAG__TAG_LANGUAGE;
    row.note_text = WORDS("Belt liever niet.");
    hv_render_person(&page, &row, "Noor");
    assert_ptr_equal(strstr(hv_page_text(&page),
                            "Noor: alleen begeleiders lezen dit\n"
                            "licht: oranje\n"
                            "  [x]  1  bang voor de partner, of onder diens controle\n"
                            "  [ ]  2  kort geleden geweld\n"),
                     hv_page_text(&page));
    assert_non_null(strstr(hv_page_text(&page), "  [ ] 11  geen eigen apparaat\n"
                                                "  [x] 12  spreekt de taal weinig\n"
                                                "\n"
                                                "  Belt liever niet.\n"
                                                "\n"));
    hv_page_free(&page);
}

/* What was right is told with each answer that was not. */
static void test_scored(void **state)
{
    static Houvast__V1__Text why = TEXT("Zo staat het in de studie.", "So says the study.");
    static uint8_t both[] = { 0, 1 };
    Houvast__V1__Scored scored[] = {
        { MESSAGE(scored), .field = 1, .score = SCORE(RIGHT), .correct = { 1, both + 1 } },
        { MESSAGE(scored), .field = 1, .score = SCORE(WRONG), .correct = { 2, both },
          .explanation = &why },
        { MESSAGE(scored), .field = 1, .score = SCORE(UNSPECIFIED), .correct = { 1, both } },
        { MESSAGE(scored), .field = COUNT(fields), .score = SCORE(RIGHT) }, /* no such field */
    };
    Houvast__V1__Scored *list[COUNT(scored)];
    Houvast__V1__SeatPane seat = { MESSAGE(seat_pane), .n_scored = COUNT(list), .scored = list };
    struct hv_page page = dutch();

    (void)state;
    for (size_t i = 0; i < COUNT(list); i++) {
        list[i] = &scored[i];
    }
    hv_render_scored(&page, &seat, &exercise);
    expect(&page, "Wat mist jouw partner het eerst?\n"
                  "  Goed.\n"
                  "\n"
                  "Wat mist jouw partner het eerst?\n"
                  "  Niet goed. Goed is:\n"
                  "    koffie\n"
                  "    een goed kussen\n"
                  "  Zo staat het in de studie.\n"
                  "\n"
                  "Wat mist jouw partner het eerst?\n"
                  "  Je gaf geen antwoord. Goed is:\n"
                  "    koffie\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_question),    cmocka_unit_test(test_answers),
        cmocka_unit_test(test_clock),       cmocka_unit_test(test_stage),
        cmocka_unit_test(test_wall),        cmocka_unit_test(test_unit),
        cmocka_unit_test(test_joint),       cmocka_unit_test(test_board),
        cmocka_unit_test(test_at_the_door), cmocka_unit_test(test_example),
        cmocka_unit_test(test_qr),          cmocka_unit_test(test_roster),
        cmocka_unit_test(test_wall_is_due), cmocka_unit_test(test_words_that_are_gone),
        cmocka_unit_test(test_person),      cmocka_unit_test(test_scored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
