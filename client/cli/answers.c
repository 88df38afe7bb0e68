/* SPDX-License-Identifier: EUPL-1.2 */
#include "answers.h"

#include <stdio.h>
#include <string.h>

#include "shape.h"

/* ---- The bank ---- */

static const char *const names[][2] = {
    { "Noor", "Sam" },      { "Fatima", "Jeroen" }, { "Lotte", "Bram" },  { "Yara", "Milan" },
    { "Ineke", "Wim" },     { "Sofie", "Daan" },    { "Priya", "Thijs" }, { "Marit", "Ruben" },
    { "Esther", "Karim" },  { "Joost", "Pieter" },  { "Aylin", "Mees" },  { "Hanna", "Floor" },
    { "Tineke", "Gerard" }, { "Zoë", "Luuk" },      { "Maud", "Emre" },   { "Roos", "Olivier" },
};

#define BANK_MAX 12

struct bank {
    const char *field; /* its id; NULL: any other field of this type */
    const char *lines[BANK_MAX];
};

static const struct bank texts[] = {
    { "moment",
      { "Toen mijn vader in het ziekenhuis lag, zat jij er al voordat ik je kon bellen. Je zei "
        "bijna "
        "niks. Je had een broodje bij je en je bleef de hele nacht.",
        "De eerste week met de baby. Ik zat om vier uur 's nachts te huilen op de trap en jij kwam "
        "naast me zitten met een deken.",
        "Ik was mijn baan kwijt en durfde het niet te zeggen. Jij zag het meteen. Je zette thee en "
        "vroeg: zal ik gewoon even bij je zitten?",
        "Op de verjaardag van je zus, toen je broer die grap over mij maakte. Jij zei rustig dat "
        "je "
        "dat niet leuk vond. Voor het eerst hoefde ik het niet zelf te doen.",
        "Verdwaald in Lissabon, telefoon leeg, regen. Ik werd bang en jij begon te zingen. Daarna "
        "hebben we in een portiek zitten lachen tot het droog was.",
        "Na de uitvaart van oma heb je mijn hand niet meer losgelaten, ook niet in de auto.",
        "Vorige week, heel klein: ik kwam moe thuis en je had mijn lievelingssoep gemaakt zonder "
        "dat "
        "ik iets gezegd had.",
        "Toen ik die paniekaanval kreeg in de supermarkt. Je liet de kar gewoon staan.",
        "In het begin. Ik miste de laatste trein en je kwam me halen, anderhalf uur rijden, en je "
        "was niet eens boos." } },
    { "did",
      { "Je ging naast me zitten en je zei: ik ga nergens heen.",
        "Je legde je hand op mijn rug en wachtte tot ik uitgehuild was.",
        "Je vroeg niks. Je deed de lamp uit en kwam bij me liggen.",
        "Je zei: we hoeven het nu niet op te lossen.",
        "Je belde zelf naar mijn werk, zodat ik dat niet hoefde te doen.",
        "Je keek me aan en zei mijn naam, heel zacht.",
        "Je maakte een grapje op precies het goede moment." } },
    { "heard",
      { "Dat het helpt als ik niks oplos maar gewoon blijf.",
        "Ik wist niet dat dat moment zo groot voor je was.",
        "Je voelde je toen niet alleen. Dat wil ik onthouden.",
        "Dat je mijn hand nodig had, niet mijn advies.", "Je mist het soms dat ik zo dichtbij kom.",
        "Ik hoorde dat je toen bang was, en dat ik dat niet zag.",
        "Dat kleine dingen bij jou groot binnenkomen." } },
    { "line",
      { "We maken ruzie over de vaatwasser, maar daar gaat het niet over",
        "Ik vraag tien keer of er iets is en dan is er ineens iets",
        "Als het stil wordt, ga ik harder praten",
        "Ik loop weg om erger te voorkomen en dat maakt het erger",
        "Wij zijn vooral een goed team met een agenda",
        "Ik wist niet dat je bang kunt zijn voor iemand die je zo goed kent",
        "Om half elf 's avonds moet je bij ons nergens meer over beginnen",
        "Soms is een hand op mijn schouder genoeg en dan doet niemand het",
        "Ik ben trots op ons en dat zeg ik nooit", "We lachen nog steeds om dezelfde dingen",
        "Sinds de kinderen slapen we naast elkaar in plaats van bij elkaar" } },
    { "when",
      { "Na het eten, voordat de televisie aangaat", "Zondagochtend aan de keukentafel, met koffie",
        "Als we samen de hond uitlaten, meestal rond negen uur",
        "Bij het naar bed gaan, telefoons in de gang", "Vrijdag om half zes, op de bank" } },
    { NULL,
      { "Dat weet ik nog niet precies, maar het begint te komen",
        "Het gaat beter als we eerst even zitten", "Ik wil er langzaam aan beginnen",
        "Dat merk ik vooral op een gewone dag", "Meer dan ik had gedacht" } },
};

static const struct bank lists[] = {
    { "rules",
      { "Niemand hoeft te praten als het even niet gaat", "We laten elkaar uitpraten",
        "Geen grapjes over wat iemand vertelt", "Wie huilt hoeft zich niet te verontschuldigen",
        "We vragen eerst of iemand advies wil", "Te laat komen mag, stil binnenkomen graag",
        "In de auto naar huis praten we nergens meer over" } },
    { NULL, { "Iets kleins", "Elke week even kijken hoe het gaat", "Samen beginnen" } },
};

static const char *const own_cards[] = { "opgelucht", "thuis", "even niet sterk hoeven zijn",
                                         "lucht", "gedragen" };

static const char *const spoken[] = {
    "Hardop gezegd: het is fijn dat hier niemand doet alsof",
    "Iemand zei: ik dacht dat alleen wij dit hadden",
    "Uit de kring: eerst ademen, dan pas antwoorden",
};

/* ---- Choosing ---- */

void hv_answers_names(uint32_t index, const char *ret_names[2])
{
    const char *const *pair = names[index % (sizeof names / sizeof names[0])];

    ret_names[0] = pair[0];
    ret_names[1] = pair[1];
}

const char *hv_answers_said_aloud(struct hv_chance *chance)
{
    return spoken[hv_chance_below(chance, sizeof spoken / sizeof spoken[0])];
}

static const struct bank *find_bank(const struct bank *banks, size_t count, const char *field)
{
    for (size_t i = 0; i + 1 < count; i++) {
        if (strcmp(banks[i].field, field) == 0) {
            return &banks[i];
        }
    }
    return &banks[count - 1];
}

static uint32_t lines_of(const struct bank *bank)
{
    uint32_t count = 0;

    while (count < BANK_MAX && bank->lines[count] != NULL) {
        count++;
    }
    return count;
}

/* Copies at most `characters` of them. */
static void copy_characters(const char *text, uint32_t characters, char *ret, size_t room)
{
    size_t size = 0;

    for (uint32_t seen = 0; text[size] != '\0' && size + 4 < room; size++) {
        seen += (text[size] & 0xc0) != 0x80;
        if (seen > characters) {
            break;
        }
    }
    memcpy(ret, text, size);
    ret[size] = '\0';
}

static void
give_text(const Houvast__V1__Field *field, struct hv_chance *chance, struct hv_answer *ret)
{
    const struct bank *bank = find_bank(texts, sizeof texts / sizeof texts[0], field->id);

    copy_characters(bank->lines[hv_chance_below(chance, lines_of(bank))], field->characters,
                    ret->text, sizeof ret->text);
    ret->draft.text = ret->text;
}

static void
give_numbers(const Houvast__V1__Field *field, struct hv_chance *chance, struct hv_answer *ret)
{
    uint32_t markers = field->markers > 0 && field->markers <= 3 ? field->markers : 1;

    for (uint32_t i = 0; i < markers; i++) {
        ret->numbers[i] = hv_chance_between(chance, field->minimum, field->maximum);
    }
    ret->draft.numbers = ret->numbers;
    ret->draft.number_count = markers;
}

/* Some of `from`, in their order; between the fewest and the most. */
static size_t choose(const uint32_t *from,
                     size_t count,
                     uint32_t fewest,
                     uint32_t most,
                     struct hv_chance *chance,
                     uint32_t *ret)
{
    uint32_t limit = most < count ? most : (uint32_t)count;
    uint32_t low = fewest > 0 ? fewest : 1;
    uint32_t wanted =
        low < limit ? (uint32_t)hv_chance_between(chance, (int32_t)low, (int32_t)limit) : limit;
    size_t chosen = 0;

    for (size_t i = 0; i < count && wanted > 0; i++) {
        if (hv_chance_below(chance, (uint32_t)(count - i)) < wanted) {
            ret[chosen++] = from[i];
            wanted--;
        }
    }
    return chosen;
}

static void give_options(const Houvast__V1__Field *field,
                         const Houvast__V1__WallPane *wall,
                         uint32_t run,
                         struct hv_chance *chance,
                         struct hv_answer *ret)
{
    uint32_t from[64];
    size_t count = 0;

    if (field->options_from_wall) {
        const Houvast__V1__WallItem *lines[HV_WALL_LINES_MAX];

        count = hv_shape_wall_lines(wall, run, field->options_from, lines);
        for (size_t i = 0; i < count; i++) {
            from[i] = lines[i]->number;
        }
    } else {
        while (count < field->n_options && count < 64) {
            from[count] = (uint32_t)count;
            count++;
        }
    }
    ret->draft.option_count =
        choose(from, count, field->pick_minimum, field->pick_maximum, chance, ret->options);
    ret->draft.options = ret->options;
    if (ret->draft.option_count < field->pick_minimum || ret->draft.option_count == 0) {
        ret->draft = (struct hv_answer_draft){ .answer = HOUVAST__V1__ANSWER__ANSWER_SKIPPED };
    }
}

static void
give_own_card(const Houvast__V1__Field *field, struct hv_chance *chance, struct hv_answer *ret)
{
    uint32_t cards = sizeof own_cards / sizeof own_cards[0];

    if (field->own_card && ret->draft.option_count < field->pick_maximum &&
        ret->draft.answer == HOUVAST__V1__ANSWER__ANSWER_GIVEN && hv_chance_below(chance, 3) == 0) {
        copy_characters(own_cards[hv_chance_below(chance, cards)], field->characters, ret->text,
                        sizeof ret->text);
        ret->draft.text = ret->text;
    }
}

static void
give_cells(const Houvast__V1__Field *field, struct hv_chance *chance, struct hv_answer *ret)
{
    const struct bank *bank = find_bank(lists, sizeof lists / sizeof lists[0], field->id);
    uint32_t low = field->row_minimum > 0 ? field->row_minimum : 1;
    uint32_t high = field->row_maximum < 2 ? field->row_maximum : 2;
    uint32_t rows =
        low < high ? (uint32_t)hv_chance_between(chance, (int32_t)low, (int32_t)high) : low;
    uint32_t first = hv_chance_below(chance, lines_of(bank));

    for (size_t i = 0; i < rows * field->n_columns && i < 80; i++) {
        ret->cells[i] = bank->lines[(first + i) % lines_of(bank)];
        ret->draft.cell_count = i + 1;
    }
    ret->draft.cells = ret->cells;
}

static void give_yes(struct hv_answer *ret)
{
    ret->numbers[0] = 1;
    ret->draft.numbers = ret->numbers;
    ret->draft.number_count = 1;
}

void hv_answers_give(const Houvast__V1__Field *field,
                     const Houvast__V1__WallPane *wall,
                     uint32_t run,
                     struct hv_chance *chance,
                     struct hv_answer *ret)
{
    uint32_t mood = hv_chance_below(chance, 20);

    memset(ret, 0, sizeof *ret);
    ret->draft.answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN;
    if (field->type != HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_CONSENT && mood < 2) {
        ret->draft.answer =
            mood == 0 ? HOUVAST__V1__ANSWER__ANSWER_SKIPPED : HOUVAST__V1__ANSWER__ANSWER_ALOUD;
        return;
    }
    switch ((int)field->type) {
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_TEXT:
        give_text(field, chance, ret);
        break;
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_SCALE:
        give_numbers(field, chance, ret);
        break;
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_CHOICE:
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_QUIZ:
        give_options(field, wall, run, chance, ret);
        break;
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_CARDS:
        give_options(field, wall, run, chance, ret);
        give_own_card(field, chance, ret);
        break;
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_LIST:
        give_cells(field, chance, ret);
        break;
    default:
        give_yes(ret);
        break;
    }
}
