/* SPDX-License-Identifier: EUPL-1.2 */
/* Pictures of how cost grows, as SVG. A picture without figures is not drawn. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "drive/bench.h"

#define WIDTH      640
#define HEIGHT     360
#define LEFT       70
#define RIGHT      150
#define TOP        40
#define BOTTOM     50
#define POINTS_MAX 8
#define LINES_MAX  3
#define TICKS      4

struct line {
    const char *name;
    enum server_kind server;
};

struct picture {
    const char *file, *title, *across, *up, *figure;
    struct line lines[LINES_MAX]; /* up to the one without name */
    struct {
        const char *word;
        double at;
    } points[POINTS_MAX]; /* up to the one without word */
};

static const struct picture pictures[] = {
    { .file = "bench-groups.svg",
      .title = "CPU a delivery, 20 devices a group, 10 stage changes a second in each",
      .across = "groups",
      .up = "microseconds",
      .figure = "cpu_us",
      .lines = { { "houvastd", SERVER_HOUVAST }, { "floor", SERVER_FLOOR } },
      .points = { { "grow_groups_25", 25 },
                  { "grow_groups_50", 50 },
                  { "grow_groups_100", 100 },
                  { "grow_groups_200", 200 } } },
    { .file = "bench-answers.svg",
      .title = "Durable answers a second",
      .across = "answers under way",
      .up = "answers a second",
      .figure = "answers_s",
      .lines = { { "houvastd", SERVER_HOUVAST }, { "a commit each", SERVER_COMMIT_EACH } },
      .points = { { "grow_seats_1", 1 },
                  { "grow_seats_16", 16 },
                  { "grow_seats_64", 64 },
                  { "grow_seats_256", 256 },
                  { "grow_seats_1000", 1000 } } },
    { .file = "bench-memory.svg",
      .title = "Memory a device that is there",
      .across = "devices",
      .up = "kB",
      .figure = "rss_kb",
      .lines = { { "plain", SERVER_HOUVAST }, { "TLS", SERVER_HOUVAST_TLS } },
      .points = { { "w4_5000", 5000 }, { "w4_15000", 15000 } } },
};

/* 1, 2 or 5 times a power of ten, at least `value`. */
static double round_up(double value)
{
    double power = pow(10, floor(log10(value)));
    double first = value / power;
    return power * (first <= 1 ? 1 : first <= 2 ? 2 : first <= 5 ? 5 : 10);
}

struct frame {
    double across, up; /* what the far ends stand for */
};

static double x_of(const struct frame *frame, double value)
{
    return LEFT + value / frame->across * (WIDTH - LEFT - RIGHT);
}

static double y_of(const struct frame *frame, double value)
{
    return HEIGHT - BOTTOM - value / frame->up * (HEIGHT - TOP - BOTTOM);
}

static double
value_at(const struct bench *bench, const struct picture *picture, size_t line, size_t point)
{
    return figure_median(bench->found, picture->points[point].word, picture->lines[line].server,
                         picture->figure);
}

static bool fit_frame(const struct bench *bench, const struct picture *picture, struct frame *ret)
{
    struct frame frame = { 0, 0 };
    for (size_t line = 0; line < LINES_MAX && picture->lines[line].name != NULL; line++) {
        for (size_t i = 0; i < POINTS_MAX && picture->points[i].word != NULL; i++) {
            double value = value_at(bench, picture, line, i);
            if (!isnan(value)) {
                frame.up = fmax(frame.up, value);
                frame.across = fmax(frame.across, picture->points[i].at);
            }
        }
    }
    if (frame.up <= 0) {
        return false;
    }
    *ret = (struct frame){ .across = frame.across, .up = round_up(frame.up) };
    return true;
}

static void draw_axes(const struct picture *picture, const struct frame *frame, FILE *out)
{
    fprintf(out, "<text x=\"%d\" y=\"24\" font-size=\"14\">%s</text>\n", LEFT, picture->title);
    for (int i = 0; i <= TICKS; i++) {
        double up = frame->up * i / TICKS;
        double across = frame->across * i / TICKS;
        fprintf(out,
                "<path d=\"M%d %.1fH%d\" stroke=\"#bbb\"/>"
                "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.4g</text>"
                "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.5g</text>\n",
                LEFT, y_of(frame, up), WIDTH - RIGHT, LEFT - 8, y_of(frame, up) + 4, up,
                x_of(frame, across), HEIGHT - BOTTOM + 18, across);
    }
    fprintf(out,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>"
            "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>\n",
            (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, picture->across, (TOP + HEIGHT - BOTTOM) / 2,
            picture->up);
}

static void draw_line(const struct bench *bench,
                      const struct picture *picture,
                      const struct frame *frame,
                      size_t line,
                      FILE *out)
{
    /* Told apart without colour, too. */
    static const char *const strokes[LINES_MAX] = { "stroke=\"#1b4f72\"",
                                                    "stroke=\"#b9770e\" stroke-dasharray=\"7 4\"",
                                                    "stroke=\"#196f3d\" stroke-dasharray=\"2 3\"" };
    double x = 0, y = 0;
    fprintf(out, "<path fill=\"none\" stroke-width=\"2\" %s d=\"", strokes[line]);
    for (size_t i = 0, drawn = 0; i < POINTS_MAX && picture->points[i].word != NULL; i++) {
        double value = value_at(bench, picture, line, i);
        if (!isnan(value)) {
            x = x_of(frame, picture->points[i].at);
            y = y_of(frame, value);
            fprintf(out, "%c%.1f %.1f", drawn++ > 0 ? 'L' : 'M', x, y);
        }
    }
    fprintf(out, "\"/><text x=\"%.1f\" y=\"%.1f\">%s</text>\n", x + 8, y + 4,
            picture->lines[line].name);
}

static void draw(const struct bench *bench, const struct picture *picture)
{
    char path[2 * PATH_SIZE];
    struct frame frame;

    if (!fit_frame(bench, picture, &frame)) {
        return;
    }
    snprintf(path, sizeof path, "%s/docs/pictures/%s", bench->source, picture->file);
    FILE *out = fopen(path, "we");
    if (out == NULL) {
        give_up("cannot write %s", path);
    }
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" "
            "font-family=\"sans-serif\" font-size=\"12\">\n<title>%s</title>\n"
            "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
            WIDTH, HEIGHT, picture->title);
    draw_axes(picture, &frame, out);
    for (size_t line = 0; line < LINES_MAX && picture->lines[line].name != NULL; line++) {
        draw_line(bench, picture, &frame, line, out);
    }
    fputs("</svg>\n", out);
    if (fclose(out) != 0) {
        give_up("cannot write %s", path);
    }
    printf("Drawn: %s\n", path);
}

void plot(const struct bench *bench)
{
    char folder[2 * PATH_SIZE];
    snprintf(folder, sizeof folder, "%s/docs/pictures", bench->source);
    mkdir(folder, 0755);
    for (size_t i = 0; i < sizeof pictures / sizeof pictures[0]; i++) {
        draw(bench, &pictures[i]);
    }
}
