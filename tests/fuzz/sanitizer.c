/* SPDX-License-Identifier: EUPL-1.2 */
/* What AddressSanitizer asks a program when it starts. */
const char *__asan_default_options(void);

/* The client's messages are in libhouvast.so, and in the program that looks into them: of one
 * source, so it need not tell of that. */
const char *__asan_default_options(void)
{
    return "detect_odr_violation=0";
}
