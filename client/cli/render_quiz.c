/* SPDX-License-Identifier: EUPL-1.2 */
#include "render.h"

static enum hv_word word_of(Houvast__V1__Score score)
{
    switch ((int)score) {
    case HOUVAST__V1__SCORE__SCORE_RIGHT:
        return HV_WORD_QUIZ_RIGHT;
    case HOUVAST__V1__SCORE__SCORE_WRONG:
        return HV_WORD_QUIZ_WRONG;
    default:
        return HV_WORD_QUIZ_NONE;
    }
}

static void
add_scored(struct hv_page *page, const Houvast__V1__Field *field, const Houvast__V1__Scored *scored)
{
    hv_page_gap(page);
    hv_page_add(page, 0, hv_text_in(field->prompt, page->language));
    hv_page_add(page, 2, hv_word(word_of(scored->score), page->language));
    for (size_t i = 0; i < scored->correct.len; i++) {
        uint8_t option = scored->correct.data[i];

        if (scored->score != HOUVAST__V1__SCORE__SCORE_RIGHT && option < field->n_options) {
            hv_page_add(page, 4, hv_text_in(field->options[option]->label, page->language));
        }
    }
    hv_page_add(page, 2, hv_text_in(scored->explanation, page->language));
}

void hv_render_scored(struct hv_page *page,
                      const Houvast__V1__SeatPane *seat,
                      const Houvast__V1__Definition *definition)
{
    for (size_t i = 0; i < seat->n_scored; i++) {
        if (seat->scored[i]->field < definition->n_fields) {
            add_scored(page, definition->fields[seat->scored[i]->field], seat->scored[i]);
        }
    }
}
