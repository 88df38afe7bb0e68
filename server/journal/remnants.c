/* SPDX-License-Identifier: EUPL-1.2 */
#include "journal/remnants.h"

#include <string.h>

#define CHUNK 65536 /* bytes that are read at a time */

static bool is_among(const uint64_t *words, size_t count, uint64_t word)
{
    size_t low = 0;
    size_t high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (words[middle] == word) {
            return true;
        }
        if (words[middle] < word) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return false;
}

/* One bit per value of a word's last 16 bits: few words get past it to the search proper. */
struct sieve {
    uint8_t bits[8192];
};

static void fill_sieve(struct sieve *sieve, const uint64_t *words, size_t count)
{
    memset(sieve, 0, sizeof *sieve);
    for (size_t i = 0; i < count; i++) {
        sieve->bits[(words[i] & 0xffff) >> 3] |= (uint8_t)(1u << (words[i] & 7));
    }
}

static bool chunk_holds(const struct sieve *sieve,
                        const uint8_t *bytes,
                        size_t size,
                        const uint64_t *words,
                        size_t count)
{
    for (size_t at = 0; at + sizeof(uint64_t) <= size; at++) {
        uint64_t word;
        memcpy(&word, bytes + at, sizeof word);
        if ((sieve->bits[(word & 0xffff) >> 3] & (1u << (word & 7))) != 0 &&
            is_among(words, count, word)) {
            return true;
        }
    }
    return false;
}

static enum hv_code
file_holds(sqlite3_file *file, const uint64_t *words, size_t count, bool *ret_found)
{
    uint8_t chunk[CHUNK];
    struct sieve sieve;
    sqlite3_int64 size;

    *ret_found = false;
    if (file == NULL) {
        return HV_OK;
    }
    int result = file->pMethods->xFileSize(file, &size);
    fill_sieve(&sieve, words, count);
    /* Chunks overlap by one byte less than a word. */
    for (sqlite3_int64 at = 0; result == SQLITE_OK && at < size && !*ret_found; at += CHUNK - 7) {
        int part = size - at < CHUNK ? (int)(size - at) : CHUNK;
        result = file->pMethods->xRead(file, chunk, part, at);
        *ret_found = result == SQLITE_OK && chunk_holds(&sieve, chunk, (size_t)part, words, count);
    }
    return hv_database_code(result);
}

enum hv_code
hv_remnants_find(struct hv_database *database, const uint64_t *words, size_t count, bool *ret_found)
{
    sqlite3_file *file = hv_database_file(database, SQLITE_FCNTL_FILE_POINTER);
    sqlite3_file *log = hv_database_file(database, SQLITE_FCNTL_JOURNAL_POINTER);
    bool in_file = false;
    bool in_log = false;

    enum hv_code code = file_holds(file, words, count, &in_file);
    if (code == HV_OK) {
        code = file_holds(log, words, count, &in_log);
    }
    if (code == HV_OK) {
        *ret_found = in_file || in_log;
    }
    return code;
}
