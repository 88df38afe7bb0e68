/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Fuzzing: every decoder that meets a stranger's bytes is a target, one fuzz_*.c each.
 *
 *     message   frames of clients, up to the core's command
 *     record    what a journal holds
 *     fold      the same, taken in by a group
 *     yaml      programmes and houvast.yaml
 *     client    messages of a server, up to what the terminal prints
 *     request   headers of a request for a socket, and those that choose an answer
 *     admin     requests to the admin socket, over that socket
 *     typed     links, addresses, tokens and codes
 *     value     answers, to fields of every type
 *     keys      the server key's file, wrapped keys, sealed parts, padding
 *     commands  what people do with a group, and what everyone sees of it
 *
 * `./dev test` runs each on the files of corpus/<target>, as a test with gcc and its sanitizers.
 * `./dev fuzz MINUTES` goes on from there with libFuzzer, and with what it has reached before; it
 * takes words from fuzz_<target>.dict where there is one. An input that it found is added to the
 * corpus, under a name that says what was wrong, together with the mending.
 */
#ifndef HV_TESTS_FUZZ_FUZZ_H
#define HV_TESTS_FUZZ_FUZZ_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The target: takes these bytes, and returns. What must hold whatever they are is asserted; the
 * sanitizers see to the rest. The same bytes do the same again. libFuzzer knows it by this name,
 * and wants 0.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
