/* SPDX-License-Identifier: EUPL-1.2 */
#include "render.h"

#include <stdlib.h>
#include <string.h>

static const char *name_of(const Houvast__V1__UnitPane *unit, uint32_t seat)
{
    for (size_t i = 0; i < unit->n_seats; i++) {
        if (unit->seats[i]->seat == seat) {
            return unit->seats[i]->name;
        }
    }
    return "";
}

/* ---- What opened ---- */

static void add_whose(struct hv_page *page,
                      const Houvast__V1__UnitPane *unit,
                      const Houvast__V1__Field *field,
                      uint32_t seat)
{
    if (seat == 0) {
        hv_page_say(page, HV_WORD_OPENED_BOTH);
    } else {
        hv_page_fill(page, field->guess ? HV_WORD_OPENED_GUESS : HV_WORD_OPENED_BY,
                     name_of(unit, seat));
    }
}

static void add_opened(struct hv_page *page,
                       const Houvast__V1__UnitPane *unit,
                       const Houvast__V1__Definition *definition,
                       const Houvast__V1__WallPane *wall)
{
    uint32_t heading = UINT32_MAX;

    for (size_t i = 0; i < unit->n_opened; i++) {
        const Houvast__V1__OpenedValue *opened = unit->opened[i];
        struct hv_question question = { .wall = wall, .run = unit->run };

        if (opened->field >= definition->n_fields) {
            continue;
        }
        question.field = definition->fields[opened->field];
        if (heading != opened->field) {
            heading = opened->field;
            hv_page_gap(page);
            hv_page_add(page, 0, hv_text_in(question.field->prompt, page->language));
        }
        add_whose(page, unit, question.field, opened->seat);
        if (opened->shown) {
            hv_render_answer(page, 4, &question, HOUVAST__V1__ANSWER__ANSWER_GIVEN, opened->value);
        } else {
            hv_page_add(page, 4, hv_word(HV_WORD_OPENED_TELL, page->language));
        }
    }
}

/* ---- What is written together ---- */

static void add_joints(struct hv_page *page,
                       const Houvast__V1__UnitPane *unit,
                       const Houvast__V1__Definition *definition,
                       const Houvast__V1__WallPane *wall)
{
    for (size_t i = 0; i < unit->n_joints; i++) {
        const Houvast__V1__JointValue *joint = unit->joints[i];
        struct hv_question question = { .wall = wall, .run = unit->run };

        if (joint->field < definition->n_fields) {
            question.field = definition->fields[joint->field];
            hv_page_gap(page);
            hv_page_item(page, 0, hv_digits((int64_t)i + 1).text,
                         hv_text_in(question.field->prompt, page->language));
            hv_render_answer(page, 4, &question, joint->answer, joint->value);
        }
    }
    hv_page_gap(page);
    if (unit->joint_confirmed) {
        hv_page_say(page, HV_WORD_JOINT_CONFIRMED);
        return;
    }
    for (size_t i = 0; i < unit->n_seats; i++) {
        if (unit->seats[i]->marked) {
            hv_page_fill(page, HV_WORD_JOINT_MARKED, unit->seats[i]->name);
        }
    }
    hv_page_say(page, HV_WORD_JOINT_HOW);
}

/* ---- By stage ---- */

static void add_solo(struct hv_page *page, const Houvast__V1__UnitPane *unit)
{
    if (unit->both_ready) {
        hv_page_say(page, unit->may_open ? HV_WORD_UNIT_MAY_OPEN : HV_WORD_UNIT_READY);
    } else {
        hv_page_say(page, HV_WORD_UNIT_SOLO);
    }
}

static void add_turn(struct hv_page *page, const Houvast__V1__UnitPane *unit)
{
    hv_page_fill(page, HV_WORD_TURN_OF, name_of(unit, unit->speaker));
    hv_page_say(page, HV_WORD_TURN_LISTEN);
}

void hv_render_unit(struct hv_page *page,
                    const Houvast__V1__UnitPane *unit,
                    const Houvast__V1__Definition *definition,
                    const Houvast__V1__WallPane *wall)
{
    Houvast__V1__StageKind kind = hv_shape_kind(definition, unit);

    hv_page_add(page, 0, hv_text_in(definition->title, page->language));
    hv_page_gap(page);
    switch ((int)kind) {
    case HOUVAST__V1__STAGE_KIND__STAGE_KIND_SOLO:
        add_solo(page, unit);
        break;
    case HOUVAST__V1__STAGE_KIND__STAGE_KIND_TURNS:
        add_turn(page, unit);
        break;
    case HOUVAST__V1__STAGE_KIND__STAGE_KIND_REVEAL:
        hv_page_say(page, unit->may_open && unit->both_ready ? HV_WORD_UNIT_MAY_OPEN
                                                             : HV_WORD_UNIT_REVEAL);
        break;
    case HOUVAST__V1__STAGE_KIND__STAGE_KIND_TALK:
        hv_page_say(page, HV_WORD_UNIT_TALK);
        break;
    case HOUVAST__V1__STAGE_KIND__STAGE_KIND_JOINT:
        hv_page_say(page, HV_WORD_UNIT_JOINT);
        break;
    default:
        hv_page_say(page, hv_word_of_stage(kind));
        break;
    }
    add_opened(page, unit, definition, wall);
    if (kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_JOINT) {
        add_joints(page, unit, definition, wall);
    }
}
