#include "stdlib/re_case.h"
#include "runtime/memory.h"
#include "runtime/unicode.h"
#include <stdlib.h>

enum { CASED_END = 0x1e944 }; /* no character from here on has a case */

uint64_t re_case_key(uint32_t c) {
    uint32_t lower[3], upper[3] = {0, 0, 0};
    unicode_map(c, CASE_LOWER, lower); /* of the only one with two, the first counts: a plain i */
    unicode_map(lower[0], CASE_UPPER, upper);
    return (uint64_t)upper[0] | (uint64_t)upper[1] << 21 | (uint64_t)upper[2] << 42;
}

static bool has_case(uint32_t c) {
    const UnicodeRecord *record = unicode_record(c);
    return record->mapping[CASE_LOWER] || record->mapping[CASE_UPPER] || record->mapping[CASE_TITLE];
}

static int by_key(const void *a, const void *b) {
    const ReCased *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->c < y->c ? -1 : x->c > y->c;
}

bool re_cases_build(ReCases *cases) {
    if (cases->entries)
        return true;
    int count = 0;
    for (uint32_t c = 0; c < CASED_END; c++)
        count += has_case(c);
    cases->entries = mem_alloc((size_t)count * sizeof *cases->entries);
    if (!cases->entries)
        return false;
    for (uint32_t c = 0; c < CASED_END; c++)
        if (has_case(c))
            cases->entries[cases->count++] = (ReCased){re_case_key(c), c};
    qsort(cases->entries, (size_t)cases->count, sizeof *cases->entries, by_key);
    return true;
}

void re_cases_free(ReCases *cases) {
    mem_free(cases->entries);
    *cases = (ReCases){0};
}

const ReCased *re_cases_of(const ReCases *cases, uint32_t c, int *count) {
    uint64_t key = re_case_key(c);
    int low = 0, high = cases->count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (cases->entries[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < cases->count && cases->entries[low + *count].key == key)
        ++*count;
    return *count ? &cases->entries[low] : NULL;
}
