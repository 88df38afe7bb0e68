/* SPDX-License-Identifier: EUPL-1.2 */
#include "render.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "link_file.h"

/* ---- Stage ---- */

enum hv_word hv_word_of_stage(Houvast__V1__StageKind kind)
{
    switch ((int)kind) {
    case HOUVAST__V1__STAGE_KIND__STAGE_KIND_BRIEF:
        return HV_WORD_STAGE_BRIEF;
    case HOUVAST__V1__STAGE_KIND__STAGE_KIND_SOLO:
        return HV_WORD_STAGE_SOLO;
    case HOUVAST__V1__STAGE_KIND__STAGE_KIND_REVEAL:
        return HV_WORD_STAGE_REVEAL;
    case HOUVAST__V1__STAGE_KIND__STAGE_KIND_TURNS:
        return HV_WORD_STAGE_TURNS;
    case HOUVAST__V1__STAGE_KIND__STAGE_KIND_TALK:
        return HV_WORD_STAGE_TALK;
    case HOUVAST__V1__STAGE_KIND__STAGE_KIND_JOINT:
        return HV_WORD_STAGE_JOINT;
    case HOUVAST__V1__STAGE_KIND__STAGE_KIND_SHARE:
        return HV_WORD_STAGE_SHARE;
    case HOUVAST__V1__STAGE_KIND__STAGE_KIND_CLOSE:
        return HV_WORD_STAGE_CLOSE;
    default:
        return HV_WORD_STAGE_NONE;
    }
}

struct hv_clock
hv_clock(const Houvast__V1__Timer *timer, int64_t now, enum hv_client_language language)
{
    struct hv_clock clock = { "" };
    int64_t left;

    if (timer == NULL) {
        return clock;
    }
    left = timer->running ? timer->ends_at - now : timer->remaining_ms;
    left = left < 0 ? 0 : left / 1000;
    snprintf(clock.text, sizeof clock.text, timer->running ? "%lld:%02lld" : "%lld:%02lld (%s)",
             (long long)(left / 60), (long long)(left % 60),
             hv_word(HV_WORD_CLOCK_PAUSED, language));
    return clock;
}

/* What is to be read by everyone: explanations, and the questions where they may be shown; with the
 * group those alone that are the group's. */
static void add_prompts(struct hv_page *page,
                        const Houvast__V1__StagePane *stage,
                        const Houvast__V1__Definition *definition)
{
    for (size_t i = 0; i < definition->n_fields; i++) {
        const Houvast__V1__Field *field = definition->fields[i];
        bool info = field->type == HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_INFO;

        bool shown = stage->prompts && !hv_shape_light_only(definition, (uint32_t)i) &&
                     (stage->stage_kind != HOUVAST__V1__STAGE_KIND__STAGE_KIND_SHARE ||
                      hv_shape_is_plenary(definition, (uint32_t)i, stage->stage));

        if (info || shown) {
            hv_page_gap(page);
            hv_page_add(page, 2, hv_text_in(field->prompt, page->language));
        }
    }
}

void hv_render_where(struct hv_page *page, const Houvast__V1__StagePane *stage)
{
    if (!stage->meeting_open) {
        hv_page_say(page, HV_WORD_NO_EVENING);
        return;
    }
    hv_page_add(page, 0, hv_text_in(stage->meeting_title, page->language));
    if (stage->step_place == 0) {
        hv_page_say(page, HV_WORD_ALMOST);
    } else {
        hv_page_fill(page, HV_WORD_STEP_OF, hv_digits(stage->step_place).text,
                     hv_digits(stage->step_count).text,
                     hv_text_in(stage->step_title, page->language));
    }
    if (stage->run != 0) {
        hv_page_say(page, hv_word_of_stage(stage->stage_kind));
    }
    if (stage->cover) {
        hv_page_say(page, stage->step_kind == HOUVAST__V1__STEP_KIND__STEP_KIND_BREAK
                              ? HV_WORD_BREAK
                              : HV_WORD_PAUSED);
    }
    if (stage->lobby != NULL) {
        hv_page_fill(page, HV_WORD_LOBBY, hv_spoken_code(stage->lobby->code).text,
                     hv_digits(stage->lobby->here).text);
    }
}

void hv_render_stage(struct hv_page *page,
                     const Houvast__V1__StagePane *stage,
                     const struct hv_definitions *definitions)
{
    const Houvast__V1__Definition *definition =
        stage->exercise.len > 0 ? definitions->find(definitions->data, &stage->exercise) : NULL;

    hv_render_where(page, stage);
    if (definition != NULL && !stage->cover) {
        add_prompts(page, stage, definition);
    }
    if (stage->announcement[0] != '\0') {
        hv_page_gap(page);
        hv_page_fill(page, HV_WORD_ANNOUNCED, stage->announcement);
    }
}

/* ---- Wall ---- */

bool hv_wall_is_due(const Houvast__V1__StagePane *stage, bool projector)
{
    bool shared = stage->stage_kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_SHARE ||
                  stage->stage_kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_TALK ||
                  stage->stage_kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_CLOSE;

    return !stage->cover && (projector || shared);
}

static void add_band(struct hv_page *page, const char *label, uint32_t count)
{
    char line[160];
    char bar[3 * 40 + 1] = "";

    for (uint32_t i = 0; i < count && i < 40; i++) {
        memcpy(bar + 3 * i, "█", 4);
    }
    snprintf(line, sizeof line, "%3u  %s", count, bar);
    hv_page_item(page, 2, label, line);
}

static const char *band_label(const struct hv_page *page,
                              const Houvast__V1__Field *field,
                              const Houvast__V1__Result *result,
                              size_t band)
{
    static const enum hv_word thirds[] = { HV_WORD_BAND_LOW, HV_WORD_BAND_MIDDLE,
                                           HV_WORD_BAND_HIGH };

    if (result->of_option) {
        return hv_word(band == 0 ? HV_WORD_YES : HV_WORD_NO, page->language);
    }
    if (field != NULL && field->type == HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_QUIZ) {
        return hv_word(band == 0 ? HV_WORD_BAND_WRONG : HV_WORD_BAND_RIGHT, page->language);
    }
    if (field != NULL && field->type != HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_SCALE &&
        band < field->n_options) {
        return hv_text_in(field->options[band]->label, page->language);
    }
    return hv_word(thirds[band < 3 ? band : 2], page->language);
}

/* What a result of an option is about. */
static const char *option_label(const struct hv_page *page,
                                const Houvast__V1__WallPane *wall,
                                const Houvast__V1__Field *field,
                                uint32_t option)
{
    for (size_t i = 0; field != NULL && field->options_from_wall && i < wall->n_items; i++) {
        const Houvast__V1__WallItem *item = wall->items[i];

        if (item->number == option && item->result == NULL) {
            return item->example != NULL ? hv_text_in(item->example, page->language) : item->text;
        }
    }
    if (field != NULL && !field->options_from_wall && option < field->n_options) {
        return hv_text_in(field->options[option]->label, page->language);
    }
    return "";
}

static void add_result(struct hv_page *page,
                       const Houvast__V1__WallPane *wall,
                       const Houvast__V1__WallItem *item,
                       const Houvast__V1__Field *field)
{
    const Houvast__V1__Result *result = item->result;

    hv_page_gap(page);
    if (result->of_option) {
        hv_page_add(page, 0, option_label(page, wall, field, result->option));
    } else if (field != NULL) {
        hv_page_add(page, 0, hv_text_in(field->prompt, page->language));
    }
    for (size_t i = 0; i < result->n_counts; i++) {
        add_band(page, band_label(page, field, result, i), result->counts[i]);
    }
}

static void add_line(struct hv_page *page, const Houvast__V1__WallItem *item)
{
    const char *text =
        item->example != NULL ? hv_text_in(item->example, page->language) : item->text;
    const char *parts[] = { text, item->name, NULL };
    char *line = NULL;

    if (item->kind == HOUVAST__V1__WALL_KIND__WALL_KIND_EXAMPLE) {
        line = hv_fill(hv_word(HV_WORD_WALL_EXAMPLE, page->language), parts);
    } else if (item->kind == HOUVAST__V1__WALL_KIND__WALL_KIND_SPOKEN) {
        line = hv_fill(hv_word(HV_WORD_WALL_SPOKEN, page->language), parts);
    } else if (item->name[0] != '\0') {
        line = hv_fill("{} ({})", parts);
    }
    hv_page_item(page, 2, "-", line != NULL ? line : text);
    free(line);
}

static void add_example(struct hv_page *page, const Houvast__V1__Example *example)
{
    hv_page_fill(page, HV_WORD_EXAMPLE, hv_text_in(example->title, page->language));
    for (size_t i = 0; i < example->n_answers; i++) {
        hv_page_gap(page);
        hv_page_add(page, 2, hv_text_in(example->answers[i]->prompt, page->language));
        hv_page_add(page, 4, hv_text_in(example->answers[i]->answer, page->language));
    }
    hv_page_gap(page);
}

static bool is_due(const Houvast__V1__WallItem *item, const Houvast__V1__StagePane *now)
{
    return now == NULL || now->step_place == 0 || item->run == 0 || item->run == now->run;
}

void hv_render_wall(struct hv_page *page,
                    const Houvast__V1__WallPane *wall,
                    const struct hv_definitions *definitions,
                    const Houvast__V1__StagePane *now)
{
    const Houvast__V1__Field *heading = NULL;

    if (wall->example != NULL) {
        add_example(page, wall->example);
    }
    for (size_t i = 0; i < wall->n_items; i++) {
        const Houvast__V1__WallItem *item = wall->items[i];
        const Houvast__V1__Definition *definition =
            item->exercise.len > 0 ? definitions->find(definitions->data, &item->exercise) : NULL;
        const Houvast__V1__Field *field = NULL;

        if (!is_due(item, now)) {
            continue;
        }
        if (definition != NULL && item->of_field && item->field < definition->n_fields) {
            field = definition->fields[item->field];
        }
        if (item->result != NULL) {
            add_result(page, wall, item, field);
            continue;
        }
        if (field != NULL && field != heading) {
            heading = field;
            hv_page_gap(page);
            hv_page_add(page, 0, hv_text_in(field->prompt, page->language));
        }
        add_line(page, item);
    }
}
