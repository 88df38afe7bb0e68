/* SPDX-License-Identifier: EUPL-1.2 */
#include "join.h"

#include <stdlib.h>
#include <string.h>

static const Houvast__V1__JointValue *joint_of(const struct join *join)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);

    for (size_t i = 0; unit != NULL && i < unit->n_joints; i++) {
        if (unit->joints[i]->field == join->at) {
            return unit->joints[i];
        }
    }
    return NULL;
}

static bool ask_joint(const struct join *join, struct hv_question *ret)
{
    const Houvast__V1__Definition *definition = join_definition(join);

    if (definition == NULL || join->at >= definition->n_fields) {
        return false;
    }
    ret->field = definition->fields[join->at];
    ret->wall = hv_device_wall(join->session.device);
    ret->run = join_unit(join)->run;
    ret->in_turn = false;
    ret->in_match = false;
    ret->only_author = false;
    ret->nameless = false;
    return true;
}

void join_show_joint(struct join *join)
{
    const Houvast__V1__JointValue *joint = joint_of(join);
    struct hv_page page = hv_session_page(&join->session);
    struct hv_question question;

    if (joint == NULL || !ask_joint(join, &question)) {
        join->mode = JOIN_HOME;
        join_show_home(join);
        return;
    }
    hv_render_question(&page, &question);
    if (join->rest != NULL) {
        join_add_too_long(join, &page, &question);
    } else if (joint->answer != HOUVAST__V1__ANSWER__ANSWER_UNSPECIFIED) {
        hv_page_gap(&page);
        hv_page_say(&page, HV_WORD_WAS_WRITTEN);
        hv_render_answer(&page, 2, &question, joint->answer, joint->value);
    }
    join_put(join, &page);
}

static void leave_joint(struct join *join)
{
    join_drop_lines(join);
    join_drop_too_long(join);
    join->mode = JOIN_HOME;
    join_show(join);
}

/* True: the line said where to go. */
static bool go_from_joint(struct join *join, const char *line)
{
    enum hv_way way = hv_input_way(line);

    if (way == HV_WAY_HELP) {
        hv_session_say(&join->session, HV_WORD_JOINT_HELP);
    } else if (way == HV_WAY_QUIT) {
        hv_session_leave(&join->session);
    } else if (way == HV_WAY_BACK || way == HV_WAY_LOCK) {
        leave_joint(join);
    }
    return way == HV_WAY_HELP || way == HV_WAY_QUIT || way == HV_WAY_BACK || way == HV_WAY_LOCK;
}

static void send_joint(struct join *join, const struct hv_answer_draft *draft)
{
    const Houvast__V1__JointValue *joint = joint_of(join);

    if (joint == NULL || !hv_send_save_joint(join->session.device, join->run, join->at,
                                             joint->revision + 1, draft)) {
        join->notice = HV_WORD_REFUSED_BUSY;
    }
}

static void take_joint(struct join *join, const struct hv_question *question, const char *typed)
{
    struct hv_answer_draft fits = { .answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN };
    struct hv_input input;
    enum hv_word problem = hv_input_read(question, typed, &input);

    if (problem == HV_WORD_INPUT_TOO_LONG &&
        question->field->type == HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_TEXT &&
        join_keep_too_long(join, question, typed)) {
        fits.text = join->fits;
        send_joint(join, &fits);
        join_show(join);
    } else if (problem != HV_WORD_COUNT) {
        hv_session_say(&join->session, problem);
        if (hv_input_takes_lines(question->field)) {
            join_drop_lines(join);
            join->lines = strdup(typed);
        }
    } else {
        if (input.draft.answer == HOUVAST__V1__ANSWER__ANSWER_GIVEN) {
            send_joint(join, &input.draft);
        }
        hv_input_free(&input);
        leave_joint(join);
    }
}

void join_joint_line(struct join *join, const char *line)
{
    struct hv_question question;
    char *typed;

    if (joint_of(join) == NULL || !ask_joint(join, &question)) {
        leave_joint(join);
        return;
    }
    if (go_from_joint(join, line)) {
        return;
    }
    typed = join_take_lines(join, line, hv_input_takes_lines(question.field));
    if (typed == NULL) {
        join_check_rows(join, &question);
        return;
    }
    take_joint(join, &question, typed);
    explicit_bzero(typed, strlen(typed));
    free(typed);
}
