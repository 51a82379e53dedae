/* Memory in huge pages.
 *
 * A page that is touched first is a page fault: a quarter of a microsecond on a good day, twenty in a virtual machine, and
 * a program that imports a few modules touches a thousand. The system gives 2 MiB for one fault where it is advised to
 * (MADV_HUGEPAGE), if they are mapped, aligned, and untouched so far. So malloc's heap, which grows at the end, begins at
 * such a boundary and grows by much more than it needs; what is not touched costs nothing but addresses. */
#include "runtime/heap.h"

#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* GROWTH: what is asked for beyond the need. malloc gives the end back when more than KEPT is free there, down to GROWTH;
 * else a program that works with large texts would get it again, page by page, for each of them. */
enum { GROWTH = 16 << 20, KEPT = 2 * GROWTH, OWN_MAPPING = 4 << 20, HUGE_PAGE = 2 << 20, PAGE = 4096, SMALL = 512 };

static char *first; /* the boundary; NULL: there is none. With a sanitizer's malloc nothing comes to lie behind it */

/* Systems without huge pages refuse; whoever allocates between a failed call and its errno is not to notice. */
void heap_advise(void) {
    int error = errno;
    char *end = first ? sbrk(0) : NULL;
    if (end > first)
        madvise(first, (size_t)(end - first), MADV_HUGEPAGE);
    errno = error;
}

/* The next growth begins a page before a boundary, and the first block after it fits in there: nothing beyond the boundary
 * is touched before the advice. So what is left at the end of the heap now is taken away for the time being. */
void heap_start(void) {
    mallopt(M_MMAP_THRESHOLD, OWN_MAPPING);
    mallopt(M_TRIM_THRESHOLD, KEPT);
    mallopt(M_TOP_PAD, GROWTH);
    char *end = sbrk(0);
    if (end == (void *)-1 || sbrk(-((uintptr_t)end + PAGE) & (HUGE_PAGE - 1)) == (void *)-1)
        return;
    first = (char *)sbrk(0) + PAGE;
    size_t left = mallinfo2().keepcost;
    void *volatile rest = left > SMALL ? malloc(left - SMALL) : NULL, *volatile block = malloc(SMALL);
    heap_advise();
    free(block);
    free(rest);
}
