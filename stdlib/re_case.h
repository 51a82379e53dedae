/* Which characters are the same without regard to case, as `re` sees it: those whose lower case is the same,
 * or has the same upper case: k, K and the Kelvin sign, but also the three sigmas. */
#ifndef STDLIB_RE_CASE_H
#define STDLIB_RE_CASE_H

#include <stdbool.h>
#include <stdint.h>

/* Equal for characters that are the same. */
uint64_t re_case_key(uint32_t c);

/* Characters that have cases, in order of their keys. Owned by whoever builds it. */
typedef struct ReCased {
    uint64_t key;
    uint32_t c;
} ReCased;
typedef struct ReCases {
    ReCased *entries;
    int count;
} ReCases;
/* false: out of memory, nothing raised. Does nothing if it was built before. */
bool re_cases_build(ReCases *cases);
void re_cases_free(ReCases *cases);
/* The entries with the key of c: *count of them, NULL if c has no case. */
const ReCased *re_cases_of(const ReCases *cases, uint32_t c, int *count);

#endif
