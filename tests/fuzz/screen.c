/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/fuzz/screen.h"

#include <assert.h>
#include <string.h>

#include "client/cli/render.h"

#define WIDTH 60

static const Houvast__V1__Definition *find(void *data, const ProtobufCBinaryData *hash)
{
    return hash->len == HV_CLIENT_HASH_SIZE ? hv_client_definition(data, hash->data) : NULL;
}

static struct hv_page begin(void)
{
    struct hv_page page;

    hv_page_init(&page, HV_CLIENT_NL, WIDTH);
    return page;
}

/* Control characters of either kind, and marks that turn the direction of writing. */
static bool is_obeyed(const unsigned char *at)
{
    if (at[0] == 0xc2) {
        return at[1] < 0xa0;
    }
    if (at[0] == 0xe2 && at[1] == 0x80) {
        return at[2] == 0x8e || at[2] == 0x8f || (at[2] >= 0xaa && at[2] <= 0xae);
    }
    if (at[0] == 0xe2 && at[1] == 0x81) {
        return at[2] >= 0xa6 && at[2] <= 0xa9;
    }
    return (at[0] < 0x20 && at[0] != '\n') || at[0] == 0x7f;
}

static void end(struct hv_page *page)
{
    const char *text = hv_page_text(page);

    for (const char *at = text; *at != '\0'; at++) {
        assert(!is_obeyed((const unsigned char *)at));
    }
    assert(strlen(text) == page->size);
    hv_page_free(page);
}

/* ---- Panes ---- */

static void draw_questions(const Houvast__V1__Definition *definition,
                           const Houvast__V1__UnitPane *unit,
                           const Houvast__V1__WallPane *wall)
{
    struct hv_page page = begin();

    for (size_t i = 0; i < definition->n_fields; i++) {
        const struct hv_question question = { .field = definition->fields[i],
                                              .wall = wall,
                                              .run = unit->run };

        hv_render_question(&page, &question);
        for (size_t j = 0; j < unit->n_joints; j++) {
            if (unit->joints[j]->field == i) {
                hv_render_answer(&page, 2, &question, unit->joints[j]->answer,
                                 unit->joints[j]->value);
            }
        }
    }
    end(&page);
}

static void draw_unit(const struct hv_definitions *definitions,
                      const Houvast__V1__UnitPane *unit,
                      const Houvast__V1__WallPane *wall)
{
    const Houvast__V1__Definition *definition =
        definitions->find(definitions->data, &unit->exercise);
    struct hv_page page = begin();

    if (unit->in_block && definition != NULL) {
        hv_render_unit(&page, unit, definition, wall);
        draw_questions(definition, unit, wall);
    }
    end(&page);
}

static void draw_stage(const struct hv_definitions *definitions,
                       const Houvast__V1__StagePane *stage)
{
    struct hv_page page = begin();

    hv_render_stage(&page, stage, definitions);
    hv_page_line(&page, hv_clock(stage->timer, 1000, HV_CLIENT_NL).text);
    (void)hv_wall_is_due(stage, false);
    end(&page);
}

static void draw_board(const struct hv_definitions *definitions,
                       const Houvast__V1__BoardPane *board,
                       const Houvast__V1__StagePane *stage)
{
    struct hv_page page = begin();

    hv_render_board(&page, board, stage, definitions, INT64_C(1000));
    hv_render_agenda(&page, board, definitions);
    end(&page);
}

static void draw_wall(const struct hv_definitions *definitions, const Houvast__V1__WallPane *wall)
{
    struct hv_page page = begin();

    hv_render_wall(&page, wall, definitions, NULL);
    end(&page);
}

/* The pane of this kind when it has a body. */
static const Houvast__V1__Pane *
pane_of(struct hv_client *client, Houvast__V1__PaneKind kind, uint32_t number, int body)
{
    const Houvast__V1__Pane *pane = hv_client_pane(client, (int)kind, number);

    return pane != NULL && (int)pane->body_case == body ? pane : NULL;
}

#define PANE(kind, number)                                            \
    pane_of(client, HOUVAST__V1__PANE_KIND__PANE_KIND_##kind, number, \
            HOUVAST__V1__PANE__BODY_##kind)

void screen_draw_panes(struct hv_client *client)
{
    const struct hv_definitions definitions = { find, client };
    const Houvast__V1__Pane *stage = PANE(STAGE, 0);
    const Houvast__V1__Pane *wall = PANE(WALL, 0);
    const Houvast__V1__Pane *board = PANE(BOARD, 0);

    if (stage != NULL) {
        draw_stage(&definitions, stage->stage);
    }
    if (wall != NULL) {
        draw_wall(&definitions, wall->wall);
    }
    if (board != NULL) {
        draw_board(&definitions, board->board, stage != NULL ? stage->stage : NULL);
    }
    for (uint32_t number = 1; number <= 4; number++) {
        const Houvast__V1__Pane *unit = PANE(UNIT, number);

        if (unit != NULL) {
            draw_unit(&definitions, unit->unit, wall != NULL ? wall->wall : NULL);
        }
    }
}

/* ---- Pages ---- */

void screen_draw_rows(struct hv_client *client, const Houvast__V1__ReadPage *rows)
{
    const struct hv_definitions definitions = { find, client };
    struct hv_page page = begin();

    for (size_t i = 0; i < rows->n_rows; i++) {
        hv_render_card(&page, rows->rows[i]);
        hv_render_note(&page, rows->rows[i], (uint32_t)i, &definitions);
        hv_render_given(&page, rows->rows[i], &definitions);
        hv_render_roster_row(&page, rows->rows[i], rows->rows[i]->name);
    }
    end(&page);
}

void screen_draw_qr(const Houvast__V1__QrPage *qr)
{
    struct hv_page page = begin();

    (void)hv_render_qr(&page, qr);
    end(&page);
}
