/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Guesses: tries of codes and passphrases that were wrong, or are not known to be right yet. Too
 * many from one address, or from all together, and both rest for those who would go on: until the
 * oldest of them lies further back than the limit's span. Cards and tokens are too long to guess
 * and are not counted. Private to host/.
 *
 * A passphrase that is right makes its address known; this machine itself is known from the start.
 * Known addresses have a limit of their own, so that nobody who guesses from elsewhere keeps the
 * owner out.
 */
#ifndef HV_HOST_GUESSES_H
#define HV_HOST_GUESSES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"

#define HV_CODE_GUESSES_MS         60000
#define HV_CODE_GUESSES_PEER       5
#define HV_CODE_GUESSES            10
#define HV_PASSPHRASE_GUESSES_MS   600000
#define HV_PASSPHRASE_GUESSES_PEER 5
#define HV_PASSPHRASE_GUESSES      20
#define HV_KNOWN_PEERS_MAX         16 /* the one that came longest ago is forgotten for one more */

enum hv_guess_kind {
    HV_GUESS_CODE,
    HV_GUESS_PASSPHRASE
};
#define HV_GUESS_KINDS 2

struct hv_guess {
    struct hv_id peer;
    int64_t at; /* UTC ms */
};

/* As many as the limits let be remembered; when there are more all the same, because known
 * addresses were forgotten meanwhile, everyone rests. */
#define HV_GUESSES_MAX \
    (HV_PASSPHRASE_GUESSES + (HV_KNOWN_PEERS_MAX + 1) * HV_PASSPHRASE_GUESSES_PEER)

/* All zero: nobody has guessed yet. */
struct hv_guesses {
    struct {
        struct hv_guess tries[HV_GUESSES_MAX];
        uint32_t count;
    } of[HV_GUESS_KINDS];
    struct hv_id known[HV_KNOWN_PEERS_MAX]; /* the one that came last is the last */
    uint32_t known_count;
};

/* One more try of `peer`: false when it has to rest; otherwise it counts as wrong from now on. */
bool hv_guesses_try(struct hv_guesses *guesses,
                    enum hv_guess_kind kind,
                    const struct hv_id *peer,
                    int64_t now);

/* The last try of `peer` was not wrong: it does not count. */
void hv_guesses_forgive(struct hv_guesses *guesses,
                        enum hv_guess_kind kind,
                        const struct hv_id *peer);

/* The passphrase of `peer` was right; its wrong tries before do not count any more. */
void hv_guesses_know(struct hv_guesses *guesses, const struct hv_id *peer);

#endif
