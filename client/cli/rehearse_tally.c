/* SPDX-License-Identifier: EUPL-1.2 */
/* What happened in a rehearsal, in numbers. */
#include "page.h"
#include "rehearse.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* ---- Moves of the facilitator ---- */

static void place_of(const Houvast__V1__StagePane *stage, uint32_t ret[3])
{
    ret[0] = stage->step_place;
    ret[1] = stage->run;
    ret[2] = stage->stage;
}

static void sample(struct samples *samples, uint64_t ns)
{
    if (samples->count < SAMPLES_MAX) {
        samples->ns[samples->count++] = ns;
    }
}

static struct push *push_of(struct tally *tally, uint32_t number)
{
    return &tally->pushes[number - 1];
}

static void count_device(struct player *player)
{
    struct tally *tally = &player->rehearsal->tally;

    if (player->device != NULL && hv_device_online(player->device) &&
        hv_device_stage(player->device) != NULL) {
        push_of(tally, tally->push_count)->waiting++;
    }
}

void hv_tally_push(struct rehearsal *rehearsal)
{
    struct tally *tally = &rehearsal->tally;
    const Houvast__V1__StagePane *stage = hv_device_stage(rehearsal->leader.player.device);
    struct push *push;

    if (tally->push_count == PUSHES_MAX || stage == NULL) {
        return;
    }
    push = push_of(tally, ++tally->push_count);
    push->at = uv_hrtime();
    place_of(stage, push->place);
    hv_rehearse_everyone(rehearsal, count_device);
}

bool hv_tally_pushing(const struct rehearsal *rehearsal)
{
    const struct tally *tally = &rehearsal->tally;

    return tally->push_count > 0 && !tally->pushes[tally->push_count - 1].known;
}

/* Every move up to `number` is on this device since `at`. */
static void arrive(struct player *player, uint32_t number, uint64_t at)
{
    struct tally *tally = &player->rehearsal->tally;

    while (player->seen_push < number) {
        struct push *push = push_of(tally, ++player->seen_push);

        if (push->waiting == 0) {
            continue;
        }
        push->last_at = at > push->last_at ? at : push->last_at;
        push->waiting--;
        if (push->waiting == 0) {
            sample(&tally->push_times, push->last_at - push->at);
        }
    }
}

/* The newest move that led to where this device is; 0: none. */
static uint32_t newest_push(const struct tally *tally, const Houvast__V1__StagePane *stage)
{
    uint32_t place[3];

    place_of(stage, place);
    for (uint32_t number = tally->push_count; number > 0; number--) {
        const struct push *push = &tally->pushes[number - 1];

        if (push->known && memcmp(push->place, place, sizeof place) == 0) {
            return number;
        }
    }
    return 0;
}

static void look_at_device(struct player *player)
{
    const Houvast__V1__StagePane *stage =
        player->device != NULL ? hv_device_stage(player->device) : NULL;

    if (stage != NULL) {
        arrive(player, newest_push(&player->rehearsal->tally, stage), player->stage_at);
    }
}

void hv_tally_stage(struct player *player, const Houvast__V1__StagePane *stage)
{
    struct rehearsal *rehearsal = player->rehearsal;
    struct tally *tally = &rehearsal->tally;
    uint32_t place[3];

    player->stage_at = uv_hrtime();
    if (player == &rehearsal->leader.player && hv_tally_pushing(rehearsal)) {
        struct push *push = push_of(tally, tally->push_count);

        place_of(stage, place);
        if (memcmp(push->place, place, sizeof place) != 0) {
            memcpy(push->place, place, sizeof place);
            push->known = true;
            hv_rehearse_everyone(rehearsal, look_at_device);
        }
    }
    arrive(player, newest_push(tally, stage), player->stage_at);
}

/* ---- Commands ---- */

void hv_tally_reply(struct rehearsal *rehearsal, const struct hv_answered *answered)
{
    struct tally *tally = &rehearsal->tally;

    if (answered->reply->refusal == HOUVAST__V1__REFUSAL__REFUSAL_WORDS) {
        tally->mistyped++;
    } else if (answered->reply->outcome == HV_CLIENT_REFUSED) {
        int refusal = answered->reply->refusal;

        tally->refused++;
        tally->refusals[refusal > 0 && refusal < 32 ? refusal : 0]++;
        if (!rehearsal->options->visitor) { /* who may be ahead of the others */
            fprintf(stderr, "houvast: %s (%d)\n",
                    hv_word(hv_word_of_refusal(refusal), rehearsal->options->language),
                    answered->asked);
        }
    }
    if (answered->reply->outcome == HV_CLIENT_DONE) {
        tally->acknowledged++;
        sample(&tally->ack_times, answered->took_ns);
        if (answered->asked > 0 && answered->asked < 64) {
            tally->by_command[answered->asked]++;
        }
    }
}

bool hv_tally_clean(const struct rehearsal *rehearsal)
{
    const struct tally *tally = &rehearsal->tally;

    return tally->finished && tally->refused == 0 &&
           tally->acknowledged + tally->mistyped == rehearsal->hall.commands &&
           tally->steps == tally->steps_planned;
}

/* ---- Printing ---- */

static int by_size(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* In milliseconds; the samples are in order. */
static double percentile(const struct samples *samples, unsigned percent)
{
    if (samples->count == 0) {
        return 0;
    }
    return (double)samples->ns[(samples->count - 1) * percent / 100] / 1e6;
}

struct number {
    enum hv_word word;
    const char *key;
    uint64_t count;
};

#define DONE(what) tally->by_command[HOUVAST__V1__COMMAND__WHAT_##what]

static size_t numbers_of(const struct rehearsal *rehearsal, struct number ret[32])
{
    const struct tally *tally = &rehearsal->tally;
    const struct number numbers[] = {
        { HV_WORD_TALLY_COUPLES, "couples", rehearsal->couple_count },
        { HV_WORD_TALLY_STEPS, "steps", tally->steps },
        { HV_WORD_TALLY_PLANNED, "steps_planned", tally->steps_planned },
        { HV_WORD_TALLY_SENT, "commands", rehearsal->hall.commands },
        { HV_WORD_TALLY_ACKNOWLEDGED, "acknowledged", tally->acknowledged },
        { HV_WORD_TALLY_REFUSED, "refused", tally->refused },
        { HV_WORD_TALLY_MISTYPED, "mistyped", tally->mistyped },
        { HV_WORD_TALLY_ANSWERS, "answers", DONE(SAVE_FIELD) + DONE(SAVE_JOINT) },
        { HV_WORD_TALLY_ENVELOPES, "envelopes", DONE(CLOSE_ENVELOPE) },
        { HV_WORD_TALLY_REOPENED, "reopened", DONE(REOPEN_ENVELOPE) },
        { HV_WORD_TALLY_OPENINGS, "opened_together", DONE(OPEN_TOGETHER) },
        { HV_WORD_TALLY_MARKS, "marks", DONE(MARK_JOINT) },
        { HV_WORD_TALLY_CONSENTS, "consents", DONE(GIVE_CONSENT) },
        { HV_WORD_TALLY_WALL, "wall_lines",
          DONE(PICK_NOTE) + DONE(PICK_EXAMPLE) + DONE(WRITE_WALL) },
        { HV_WORD_TALLY_EXAMPLE, "example_answers", DONE(SHOW_EXAMPLE) },
        { HV_WORD_TALLY_PUSHED, "library_pushes", DONE(PUSH_EXERCISE) },
        { HV_WORD_TALLY_READ, "answers_read", tally->answers_read },
        { HV_WORD_TALLY_LOSSES, "reconnects", rehearsal->losses },
    };

    memcpy(ret, numbers, sizeof numbers);
    return sizeof numbers / sizeof numbers[0];
}

static void print_json(const struct rehearsal *rehearsal, double seconds, FILE *file)
{
    const struct tally *tally = &rehearsal->tally;
    struct number numbers[32];
    size_t count = numbers_of(rehearsal, numbers);
    json_t *object = json_object();

    json_object_set_new(object, "finished", json_boolean(tally->finished));
    json_object_set_new(object, "seed", json_integer((json_int_t)rehearsal->options->seed));
    json_object_set_new(object, "seconds", json_real(seconds));
    for (size_t i = 0; i < count; i++) {
        json_object_set_new(object, numbers[i].key, json_integer((json_int_t)numbers[i].count));
    }
    json_object_set_new(object, "push_ms_p50", json_real(percentile(&tally->push_times, 50)));
    json_object_set_new(object, "push_ms_p99", json_real(percentile(&tally->push_times, 99)));
    json_object_set_new(object, "ack_ms_p50", json_real(percentile(&tally->ack_times, 50)));
    json_object_set_new(object, "ack_ms_p99", json_real(percentile(&tally->ack_times, 99)));
    json_dumpf(object, file, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
    fputc('\n', file);
    json_decref(object);
}

/* A name and the spaces up to where the numbers begin. */
static void print_name(const char *name, unsigned width, FILE *file)
{
    unsigned own = hv_text_width(name);

    fprintf(file, "%s%*s  ", name, own < width ? (int)(width - own) : 0, "");
}

static void print_times(const char *name, unsigned width, const struct samples *samples, FILE *file)
{
    print_name(name, width, file);
    fprintf(file, "p50 %.1f ms, p99 %.1f ms\n", percentile(samples, 50), percentile(samples, 99));
}

/* Of the longest name. */
static unsigned
width_of(const struct number *numbers, size_t count, enum hv_client_language language)
{
    static const enum hv_word others[] = { HV_WORD_TALLY_PUSH, HV_WORD_TALLY_ACK,
                                           HV_WORD_TALLY_TIME, HV_WORD_TALLY_SEED };
    unsigned widest = 0;

    for (size_t i = 0; i < count + sizeof others / sizeof others[0]; i++) {
        enum hv_word word = i < count ? numbers[i].word : others[i - count];
        unsigned width = hv_text_width(hv_word(word, language));

        widest = width > widest ? width : widest;
    }
    return widest;
}

static void print_text(const struct rehearsal *rehearsal, double seconds, FILE *file)
{
    enum hv_client_language language = rehearsal->options->language;
    const struct tally *tally = &rehearsal->tally;
    struct number numbers[32];
    size_t count = numbers_of(rehearsal, numbers);
    unsigned width = width_of(numbers, count, language);

    fprintf(file, "\n%s\n",
            hv_word(tally->finished ? HV_WORD_TALLY_FINISHED : HV_WORD_TALLY_UNFINISHED, language));
    for (size_t i = 0; i < count; i++) {
        print_name(hv_word(numbers[i].word, language), width, file);
        fprintf(file, "%llu\n", (unsigned long long)numbers[i].count);
    }
    print_times(hv_word(HV_WORD_TALLY_PUSH, language), width, &tally->push_times, file);
    print_times(hv_word(HV_WORD_TALLY_ACK, language), width, &tally->ack_times, file);
    print_name(hv_word(HV_WORD_TALLY_TIME, language), width, file);
    fprintf(file, "%.1f s\n", seconds);
    print_name(hv_word(HV_WORD_TALLY_SEED, language), width, file);
    fprintf(file, "%llu\n", (unsigned long long)rehearsal->options->seed);
}

void hv_tally_print(struct rehearsal *rehearsal, FILE *file)
{
    struct tally *tally = &rehearsal->tally;
    double seconds = (double)(uv_hrtime() - tally->started_at) / 1e9;

    qsort(tally->push_times.ns, tally->push_times.count, sizeof(uint64_t), by_size);
    qsort(tally->ack_times.ns, tally->ack_times.count, sizeof(uint64_t), by_size);
    if (rehearsal->options->json) {
        print_json(rehearsal, seconds, file);
    } else {
        print_text(rehearsal, seconds, file);
    }
    fflush(file);
}
