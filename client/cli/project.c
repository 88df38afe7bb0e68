/* SPDX-License-Identifier: EUPL-1.2 */
#include "project.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "screen.h"
#include "session.h"

struct project {
    struct hv_session session;
    char clock[64]; /* as it stands on the screen */
};

static bool on_welcome(void *data, const Houvast__V1__Welcome *welcome)
{
    struct project *project = data;

    if (welcome->role == HOUVAST__V1__ROLE__ROLE_PROJECTOR ||
        welcome->role == HOUVAST__V1__ROLE__ROLE_OBSERVER) {
        return true;
    }
    hv_session_say(&project->session, HV_WORD_LINK_NOT_PROJECTOR);
    return false;
}

static void read_clock(struct project *project, char *ret, size_t room)
{
    const Houvast__V1__StagePane *stage =
        project->session.device != NULL ? hv_device_stage(project->session.device) : NULL;
    struct hv_clock clock = { "" };

    if (stage != NULL) {
        clock =
            hv_clock(stage->timer, hv_session_now(&project->session), project->session.language);
    }
    ret[0] = '\0';
    if (clock.text[0] != '\0') {
        snprintf(ret, room, "[%s] ", clock.text);
    }
}

/* Nobody sits at a projector to turn its pages: what fits is shown, of the wall the newest. */
static void show(struct project *project, const char *above, const char *wall)
{
    struct hv_terminal *terminal = project->session.terminal;
    unsigned rows = hv_terminal_is_person(terminal) ? hv_screen_rows() : UINT_MAX;
    unsigned least = hv_text_lines(wall) < rows / 2 ? hv_text_lines(wall) : rows / 2;
    const char *rest = hv_text_head_end(above, rows - least);
    const char *const parts[] = { above, NULL };
    char *head = hv_fill("{}", parts);
    char *text = NULL;

    if (head != NULL) {
        head[rest - above] = '\0';
        const char *const both[] = { head, hv_text_tail(wall, rows - hv_text_lines(head)), NULL };

        text = hv_fill("{}{}", both);
    }
    if (text != NULL) {
        hv_terminal_page(terminal, text);
    }
    free(text);
    free(head);
}

static void draw(struct project *project)
{
    const Houvast__V1__StagePane *stage = hv_device_stage(project->session.device);
    const Houvast__V1__WallPane *wall = hv_device_wall(project->session.device);
    struct hv_page page = hv_session_page(&project->session);
    struct hv_page lines;

    if (stage == NULL || project->session.options->json) {
        return;
    }
    hv_render_stage(&page, stage, &project->session.definitions);
    hv_page_init(&lines, page.language, page.width);
    if (wall != NULL && hv_wall_is_due(stage, true)) {
        hv_page_gap(&page);
        hv_render_wall(&lines, wall, &project->session.definitions, stage);
    }
    show(project, hv_page_text(&page), hv_page_text(&lines));
    hv_page_free(&lines);
    hv_page_free(&page);
}

static void on_second(void *data)
{
    struct project *project = data;
    char clock[sizeof project->clock];

    read_clock(project, clock, sizeof clock);
    if (hv_terminal_is_person(project->session.terminal) && strcmp(clock, project->clock) != 0) {
        memcpy(project->clock, clock, sizeof clock);
        hv_terminal_ask(project->session.terminal, clock, false);
    }
}

static void on_pane(void *data, const Houvast__V1__Pane *pane)
{
    (void)pane;
    draw(data);
    on_second(data);
    hv_session_hold(&((struct project *)data)->session, false);
}

static void on_resize(void *data)
{
    draw(data);
}

static void on_line(void *data, const char *line)
{
    struct project *project = data;

    if (strcmp(line, "stop") == 0 || strcmp(line, "quit") == 0 || strcmp(line, "q") == 0) {
        hv_session_end(&project->session, 0);
    } else if (line[0] != '\0') {
        hv_session_say(&project->session, HV_WORD_HELP_PROJECT);
    }
}

int hv_project(const struct hv_options *options)
{
    static const struct hv_session_verb verb = {
        .ask = HV_WORD_ASK_LINK_PROJECTOR,
        .on_welcome = on_welcome,
        .on_line = on_line,
        .on_pane = on_pane,
        .on_second = on_second,
        .on_resize = on_resize,
    };
    struct project project = { .clock = "" };

    return hv_session_run(&project.session, options, &verb, &project);
}
