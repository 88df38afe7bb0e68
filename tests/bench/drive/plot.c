/* SPDX-License-Identifier: EUPL-1.2 */
/* Pictures of how cost grows, as SVG. A picture without figures is not drawn. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "drive/bench.h"

#define WIDTH       640
#define HEIGHT      360
#define LEFT        76
#define RIGHT       130
#define TOP         48
#define BOTTOM      56
#define MARGIN      16 /* left of the first point */
#define POINTS_MAX  8
#define LINES_MAX   3
#define TICKS       4
#define LINE_HEIGHT 16

struct line {
    const char *name;
    enum server_kind server;
};

struct picture {
    const char *file, *title, *across, *up, *figure;
    bool by_factors;              /* as far from 1 to 8 as from 8 to 64 */
    struct line lines[LINES_MAX]; /* up to the one without name */
    struct {
        const char *word;
        double at;
    } points[POINTS_MAX]; /* up to the one without word */
};

static const struct picture pictures[] = {
    { .file = "bench-groups.svg",
      .title = "CPU of a delivery: 20 devices a group, 10 stage changes a second",
      .across = "groups live at once",
      .up = "microseconds a delivery",
      .figure = "cpu_us",
      .by_factors = true,
      .lines = { { "houvastd", SERVER_HOUVAST }, { "floor", SERVER_FLOOR } },
      .points = { { "grow_groups_10", 10 },
                  { "grow_groups_50", 50 },
                  { "w1_paced", 200 },
                  { "grow_groups_400", 400 } } },
    { .file = "bench-seats.svg",
      .title = "Durable answers a second",
      .across = "seats that answer at once",
      .up = "answers a second",
      .figure = "answers_s",
      .by_factors = true,
      .lines = { { "houvastd", SERVER_HOUVAST }, { "a commit each", SERVER_COMMIT_EACH } },
      .points = { { "w3_1", 1 },
                  { "grow_seats_8", 8 },
                  { "w3_64", 64 },
                  { "grow_seats_256", 256 },
                  { "w3_1000", 1000 } } },
    { .file = "bench-memory.svg",
      .title = "Memory of devices that are there",
      .across = "devices connected",
      .up = "MB resident",
      .figure = "rss_mb",
      .lines = { { "plain", SERVER_HOUVAST }, { "TLS", SERVER_HOUVAST_TLS } },
      .points = { { "grow_memory_1000", 1000 },
                  { "w4_5000", 5000 },
                  { "grow_memory_10000", 10000 },
                  { "w4_15000", 15000 } } },
    { .file = "bench-records.svg",
      .title = "Opening a group that slept, until the facilitator has every pane",
      .across = "records of the group",
      .up = "milliseconds",
      .figure = "course_ms",
      .lines = { { "houvastd", SERVER_HOUVAST } },
      .points = { { "grow_records_5000", 5000 },
                  { "grow_records_10000", 10000 },
                  { "grow_records_20000", 20000 },
                  { "w8", 40000 } } },
};

/* Readable on both: it brings its paper. */
static const char style[] = "<style>"
                            ".paper{fill:#fff}text{fill:#222}.grid{stroke:#ddd}"
                            ".line0{stroke:#1b4f9c}.dot0{fill:#1b4f9c}"
                            ".line1{stroke:#a85a00;stroke-dasharray:7 4}.dot1{fill:#a85a00}"
                            ".line2{stroke:#196f3d;stroke-dasharray:2 3}.dot2{fill:#196f3d}"
                            "@media(prefers-color-scheme:dark){"
                            ".paper{fill:#16191d}text{fill:#e6e6e6}.grid{stroke:#3a3f45}"
                            ".line0{stroke:#7fb2ff}.dot0{fill:#7fb2ff}"
                            ".line1{stroke:#ffb454}.dot1{fill:#ffb454}"
                            ".line2{stroke:#6fdc98}.dot2{fill:#6fdc98}}"
                            "</style>\n";

/* ---- Where things are ---- */

struct frame {
    double from, to; /* what the ends across stand for */
    double up;       /* what the top stands for */
    bool by_factors;
};

/* 1, 2, 4 or 8 times a power of ten, at least `value`: a quarter of it is a round number, too. */
static double round_up(double value)
{
    double power = pow(10, floor(log10(value)));
    double first = value / power;
    return power * (first <= 1 ? 1 : first <= 2 ? 2 : first <= 4 ? 4 : first <= 8 ? 8 : 10);
}

static double x_of(const struct frame *frame, double value)
{
    double part = frame->by_factors ? log(value / frame->from) / log(frame->to / frame->from)
                                    : value / frame->to;
    return LEFT + MARGIN + part * (WIDTH - LEFT - MARGIN - RIGHT);
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

static bool is_measured(const struct bench *bench, const struct picture *picture, size_t point)
{
    for (size_t line = 0; line < LINES_MAX && picture->lines[line].name != NULL; line++) {
        if (!isnan(value_at(bench, picture, line, point))) {
            return true;
        }
    }
    return false;
}

static bool fit_frame(const struct bench *bench, const struct picture *picture, struct frame *ret)
{
    struct frame frame = { .by_factors = picture->by_factors };
    for (size_t line = 0; line < LINES_MAX && picture->lines[line].name != NULL; line++) {
        for (size_t i = 0; i < POINTS_MAX && picture->points[i].word != NULL; i++) {
            double value = value_at(bench, picture, line, i);
            double at = picture->points[i].at;
            if (!isnan(value)) {
                frame.up = fmax(frame.up, value);
                frame.to = fmax(frame.to, at);
                frame.from = frame.from > 0 ? fmin(frame.from, at) : at;
            }
        }
    }
    frame.up = frame.up > 0 ? round_up(frame.up) : 0;
    *ret = frame;
    return frame.up > 0 && frame.from < frame.to;
}

/* ---- Drawing ---- */

/* 40000 as 40,000. */
static void number_text(double number, char *ret, size_t room)
{
    if (number >= 1000) {
        snprintf(ret, room, "%.0f,%03.0f", floor(number / 1000), fmod(number, 1000));
    } else {
        snprintf(ret, room, "%g", number);
    }
}

static void draw_axes(const struct bench *bench,
                      const struct picture *picture,
                      const struct frame *frame,
                      FILE *out)
{
    char text[32];
    fprintf(out, "<text x=\"%d\" y=\"26\" font-size=\"15\">%s</text>\n", LEFT, picture->title);
    for (int i = 0; i <= TICKS; i++) {
        double up = frame->up * i / TICKS;
        number_text(up, text, sizeof text);
        fprintf(out,
                "<path class=\"grid\" d=\"M%d %.1fH%d\"/>"
                "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
                LEFT, y_of(frame, up), WIDTH - RIGHT, LEFT - 8, y_of(frame, up) + 4, text);
    }
    for (size_t i = 0; i < POINTS_MAX && picture->points[i].word != NULL; i++) {
        number_text(picture->points[i].at, text, sizeof text);
        if (is_measured(bench, picture, i)) {
            fprintf(out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                    x_of(frame, picture->points[i].at), HEIGHT - BOTTOM + 18, text);
        }
    }
    fprintf(out,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n"
            "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>\n",
            (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, picture->across, (TOP + HEIGHT - BOTTOM) / 2,
            picture->up);
}

struct pen {
    double x, y;
};

static void draw_line(const struct bench *bench,
                      const struct picture *picture,
                      const struct frame *frame,
                      size_t line,
                      FILE *out)
{
    struct pen points[POINTS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < POINTS_MAX && picture->points[i].word != NULL; i++) {
        double value = value_at(bench, picture, line, i);
        if (!isnan(value)) {
            points[count++] =
                (struct pen){ x_of(frame, picture->points[i].at), y_of(frame, value) };
        }
    }
    fprintf(out, "<path class=\"line%zu\" fill=\"none\" stroke-width=\"2\" d=\"", line);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "%c%.1f %.1f", i > 0 ? 'L' : 'M', points[i].x, points[i].y);
    }
    fputs("\"/>\n", out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "<circle class=\"dot%zu\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>", line,
                points[i].x, points[i].y);
    }
}

/* At the end of its line, and not over another name. */
static void draw_name(const struct bench *bench,
                      const struct picture *picture,
                      const struct frame *frame,
                      size_t line,
                      double taken[LINES_MAX],
                      FILE *out)
{
    double y = nan("");
    for (size_t i = 0; i < POINTS_MAX && picture->points[i].word != NULL; i++) {
        double value = value_at(bench, picture, line, i);
        y = isnan(value) ? y : y_of(frame, value);
    }
    if (isnan(y)) {
        return;
    }
    for (size_t i = 0; i < line; i++) {
        if (fabs(y - taken[i]) < LINE_HEIGHT) {
            y = taken[i] + (y < taken[i] ? -LINE_HEIGHT : LINE_HEIGHT);
        }
    }
    taken[line] = y;
    fprintf(out, "<text x=\"%d\" y=\"%.1f\">%s</text>\n", WIDTH - RIGHT + 12, y + 4,
            picture->lines[line].name);
}

static void draw(const struct bench *bench, const struct picture *picture)
{
    char path[2 * PATH_SIZE];
    double taken[LINES_MAX] = { 0 };
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
            "font-family=\"sans-serif\" font-size=\"13\">\n<title>%s</title>\n%s"
            "<rect class=\"paper\" width=\"100%%\" height=\"100%%\"/>\n",
            WIDTH, HEIGHT, picture->title, style);
    draw_axes(bench, picture, &frame, out);
    for (size_t line = 0; line < LINES_MAX && picture->lines[line].name != NULL; line++) {
        draw_line(bench, picture, &frame, line, out);
        draw_name(bench, picture, &frame, line, taken, out);
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
