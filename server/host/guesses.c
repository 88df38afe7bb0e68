/* SPDX-License-Identifier: EUPL-1.2 */
#include "host/guesses.h"

#include <string.h>

#include "host/host.h"

static const struct limit {
    int64_t span; /* ms */
    uint32_t of_peer;
    uint32_t of_all;
} limits[HV_GUESS_KINDS] = {
    [HV_GUESS_CODE] = { HV_CODE_GUESSES_MS, HV_CODE_GUESSES_PEER, HV_CODE_GUESSES },
    [HV_GUESS_PASSPHRASE] = { HV_PASSPHRASE_GUESSES_MS, HV_PASSPHRASE_GUESSES_PEER,
                              HV_PASSPHRASE_GUESSES },
};

static bool
is_known(const struct hv_guesses *guesses, enum hv_guess_kind kind, const struct hv_id *peer)
{
    if (kind != HV_GUESS_PASSPHRASE) {
        return false;
    }
    if (hv_id_equal(*peer, hv_peer_this_machine)) {
        return true;
    }
    for (uint32_t i = 0; i < guesses->known_count; i++) {
        if (hv_id_equal(guesses->known[i], *peer)) {
            return true;
        }
    }
    return false;
}

/* A clock that was set back forgives what lies ahead of it. */
static void drop_old(struct hv_guesses *guesses, enum hv_guess_kind kind, int64_t now)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < guesses->of[kind].count; i++) {
        struct hv_guess guess = guesses->of[kind].tries[i];
        if (guess.at <= now && guess.at > now - limits[kind].span) {
            guesses->of[kind].tries[kept++] = guess;
        }
    }
    guesses->of[kind].count = kept;
}

static uint32_t
count_of_peer(const struct hv_guesses *guesses, enum hv_guess_kind kind, const struct hv_id *peer)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < guesses->of[kind].count; i++) {
        count += hv_id_equal(guesses->of[kind].tries[i].peer, *peer);
    }
    return count;
}

static uint32_t count_of_strangers(const struct hv_guesses *guesses, enum hv_guess_kind kind)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < guesses->of[kind].count; i++) {
        count += !is_known(guesses, kind, &guesses->of[kind].tries[i].peer);
    }
    return count;
}

bool hv_guesses_try(struct hv_guesses *guesses,
                    enum hv_guess_kind kind,
                    const struct hv_id *peer,
                    int64_t now)
{
    drop_old(guesses, kind, now);
    if (guesses->of[kind].count == HV_GUESSES_MAX ||
        count_of_peer(guesses, kind, peer) >= limits[kind].of_peer ||
        (!is_known(guesses, kind, peer) &&
         count_of_strangers(guesses, kind) >= limits[kind].of_all)) {
        return false;
    }
    guesses->of[kind].tries[guesses->of[kind].count++] =
        (struct hv_guess){ .peer = *peer, .at = now };
    return true;
}

void hv_guesses_forgive(struct hv_guesses *guesses,
                        enum hv_guess_kind kind,
                        const struct hv_id *peer)
{
    struct hv_guess *tries = guesses->of[kind].tries;

    for (uint32_t i = guesses->of[kind].count; i > 0; i--) {
        if (hv_id_equal(tries[i - 1].peer, *peer)) {
            guesses->of[kind].count--;
            memmove(&tries[i - 1], &tries[i],
                    (guesses->of[kind].count - (i - 1)) * sizeof tries[0]);
            return;
        }
    }
}

static void drop_known(struct hv_guesses *guesses, uint32_t place)
{
    guesses->known_count--;
    memmove(&guesses->known[place], &guesses->known[place + 1],
            (guesses->known_count - place) * sizeof guesses->known[0]);
}

void hv_guesses_know(struct hv_guesses *guesses, const struct hv_id *peer)
{
    while (count_of_peer(guesses, HV_GUESS_PASSPHRASE, peer) > 0) {
        hv_guesses_forgive(guesses, HV_GUESS_PASSPHRASE, peer);
    }
    for (uint32_t i = guesses->known_count; i > 0; i--) {
        if (hv_id_equal(guesses->known[i - 1], *peer)) {
            drop_known(guesses, i - 1);
        }
    }
    if (guesses->known_count == HV_KNOWN_PEERS_MAX) {
        drop_known(guesses, 0);
    }
    guesses->known[guesses->known_count++] = *peer;
}
