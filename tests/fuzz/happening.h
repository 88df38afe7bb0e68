/* SPDX-License-Identifier: EUPL-1.2 */
/* What happens to a client in an input of fuzz_client.c: a byte each, and what follows it. */
#ifndef HV_TESTS_FUZZ_HAPPENING_H
#define HV_TESTS_FUZZ_HAPPENING_H

enum happening {
    RECEIVE, /* two bytes of size, big endian, and the message */
    OPENED,
    LOST,
    SEND,
    COMMAND,
    READ,      /* a byte: its kind */
    CATALOGUE, /* a byte: its kind */
    QR,
    ARRIVE,
    LOGIN,
    OUT_OF_MEMORY, /* a byte: at which allocation from here */
    HAPPENINGS
};

#endif
