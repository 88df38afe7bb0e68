/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Faults: what an operator may have to act on. A refusal, which is data for a person, is no fault;
 * a bug is an assert.
 *
 * Functions return enum hv_code; HV_OK is 0 and every other code means that nothing was returned
 * through the `ret` parameters. Where a sentence helps (a file that cannot be opened, a line of
 * YAML that is wrong) a function takes a struct hv_error as well.
 */
#ifndef HV_BASE_ERROR_H
#define HV_BASE_ERROR_H

/* One row a code: constant, name in logs, meaning. New codes go at the end. */
#define HV_CODE_MAP(X)                                                         \
    X(HV_ENOMEM, "ENOMEM", "out of memory, or over the limit of an arena")     \
    X(HV_EINVAL, "EINVAL", "the input is not valid")                           \
    X(HV_EIO, "EIO", "reading or writing failed")                              \
    X(HV_EFULL, "EFULL", "the disk is full")                                   \
    X(HV_ECORRUPT, "ECORRUPT", "stored data is damaged")                       \
    X(HV_ECONFLICT, "ECONFLICT", "someone else was first")                     \
    X(HV_EDUPLICATE, "EDUPLICATE", "already stored under this id")             \
    X(HV_EGONE, "EGONE", "ended or erased")                                    \
    X(HV_ENOTFOUND, "ENOTFOUND", "there is no such thing")                     \
    X(HV_ETOOBIG, "ETOOBIG", "larger than the limit")                          \
    X(HV_EBUSY, "EBUSY", "the queue is full; try again later")                 \
    X(HV_EUNKNOWN, "EUNKNOWN", "it may or may not have happened")              \
    X(HV_ECLOSED, "ECLOSED", "closed before it was done")                      \
    X(HV_EVERSION, "EVERSION", "of a version that this program does not know") \
    X(HV_ELOCKED, "ELOCKED", "held by another process")                        \
    X(HV_EPROTOCOL, "EPROTOCOL", "the other side broke the protocol")          \
    X(HV_EPERM, "EPERM", "not permitted by the operating system")              \
    X(HV_EINUSE, "EINUSE", "the address is in use")                            \
    X(HV_ETIMEOUT, "ETIMEOUT", "it took too long")

enum hv_code {
    HV_OK = 0,
#define HV_CODE_CONSTANT(constant, name, meaning) constant,
    HV_CODE_MAP(HV_CODE_CONSTANT)
#undef HV_CODE_CONSTANT
};

/* A fault and one sentence about it for an operator. The sentence never holds what a person wrote.
 */
struct hv_error {
    enum hv_code code;
    char text[256]; /* ends in NUL; a longer sentence is cut at a whole UTF-8 character */
};

/*
 * Fills `error` when it is not NULL, and returns `code`, so that a function can end with
 * `return hv_error_set(error, HV_EIO, "%s: %s", path, strerror(errno));`.
 */
enum hv_code hv_error_set(struct hv_error *error, enum hv_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "EIO"; "OK" for HV_OK. Never NULL: an unknown number gives "E?". Static text. */
const char *hv_code_name(enum hv_code code);

/* "reading or writing failed". Never NULL. Static text. */
const char *hv_code_text(enum hv_code code);

#endif
