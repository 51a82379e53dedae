// What processes leave for the first one: whole parts are seen, others are not.
#include "leak_check.h"
#include "runtime/memory.h"
#include "vm/lab/parts.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const PartsOrder order = {.stats = true, .trace_turns = 7, .origin = 42};

static void make(Parts *parts) {
    cr_assert(parts_create(parts, &order));
}

static void leave(Parts *parts, PartKind kind, char letter, size_t length) {
    static Writer w;
    cr_assert(parts_begin(parts, &w, kind, 1));
    for (size_t i = 0; i < length; i++)
        writer_bytes(&w, &letter, 1);
    parts_finish(&w);
}

static bool is_all(const char *bytes, int64_t length, char letter) {
    for (int64_t i = 0; i < length; i++)
        if (bytes[i] != letter)
            return false;
    return true;
}

Test(parts, are_read_as_they_were_written) {
    Parts parts;
    make(&parts);
    cr_expect_eq(parts_next(&parts, PART_TRACE, 0), -1);
    leave(&parts, PART_TRACE, 'a', 100000);
    leave(&parts, PART_STATS, 'b', 0);
    leave(&parts, PART_TRACE, 'c', 1);
    cr_expect_eq(parts_next(&parts, PART_TRACE, 0), 0);
    cr_expect_eq(parts_next(&parts, PART_TRACE, 1), 2);
    cr_expect_eq(parts_next(&parts, PART_TRACE, 3), -1);
    cr_expect_eq(parts_next(&parts, PART_STATS, 0), 1);
    cr_expect_eq(parts_part(&parts, 0)->length, 100000);
    cr_expect_eq(parts_part(&parts, 0)->process, getpid());
    char *bytes = malloc(100000);
    cr_expect(parts_read(&parts, 0, bytes));
    cr_expect(is_all(bytes, 100000, 'a'));
    cr_expect(parts_read(&parts, 1, bytes));
    free(bytes);
    parts_close(&parts);
    check_leaks();
}

/* Each child writes a part of many pieces, all at the same time. */
Test(parts, of_processes_at_the_same_time_are_not_mixed) {
    enum { CHILDREN = 8, LENGTH = 300000 };
    Parts parts;
    pid_t children[CHILDREN];
    make(&parts);
    for (int i = 0; i < CHILDREN; i++) {
        if (!(children[i] = fork())) {
            leave(&parts, PART_TRACE, (char)('a' + i), LENGTH);
            _exit(0);
        }
    }
    for (int i = 0; i < CHILDREN; i++)
        waitpid(children[i], NULL, 0);
    char *bytes = malloc(LENGTH), seen[CHILDREN] = {0};
    for (int i = -1; (i = parts_next(&parts, PART_TRACE, i + 1)) >= 0;) {
        cr_assert_eq(parts_part(&parts, i)->length, LENGTH);
        cr_assert(parts_read(&parts, i, bytes));
        cr_expect(is_all(bytes, LENGTH, *bytes));
        seen[*bytes - 'a']++;
    }
    cr_expect(is_all(seen, CHILDREN, 1));
    free(bytes);
    parts_close(&parts);
    check_leaks();
}

Test(parts, of_who_was_killed_are_not_seen) {
    static Writer w;
    Parts parts;
    make(&parts);
    pid_t child = fork();
    if (!child) {
        parts_begin(&parts, &w, PART_TRACE, 1);
        writer_text(&w, "half");
        writer_flush(&w);
        kill(getpid(), SIGKILL);
    }
    waitpid(child, NULL, 0);
    leave(&parts, PART_TRACE, 'x', 10);
    cr_expect_eq(parts_next(&parts, PART_TRACE, 0), 1);
    cr_expect_eq(parts_dropped(&parts), 0);
    parts_close(&parts);
    check_leaks();
}

Test(parts, are_found_by_another_program) {
    Parts parts, joined;
    make(&parts);
    char *variable = parts_variable(&parts);
    const char *value = strchr(variable, '=') + 1;
    cr_assert(parts_join(&joined, value));
    cr_expect_eq(parts_order(&joined)->origin, 42);
    leave(&joined, PART_STATS, 's', 3);
    cr_expect_eq(parts_next(&parts, PART_STATS, 0), 0);
    parts_close(&parts);
    parts_close(&joined);
    cr_expect_not(parts_join(&joined, value)); /* the first process is gone */
    mem_free(variable);
    check_leaks();
}

Test(parts, what_is_not_ours_is_refused) {
    Parts parts;
    const char *const texts[] = {"", "x", "/dev/null:1:2", "/proc/self/exe:0:0", "/nonexistent:1:2", ":::"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        cr_expect_not(parts_join(&parts, texts[i]), "%s", texts[i]);
    check_leaks();
}

Test(parts, that_are_too_many_are_counted) {
    Parts parts;
    make(&parts);
    for (int i = 0; i < PARTS_MOST; i++)
        leave(&parts, PART_STATS, 's', 0);
    Writer w;
    cr_expect_not(parts_begin(&parts, &w, PART_STATS, 1));
    cr_expect_eq(parts_dropped(&parts), 1);
    parts_close(&parts);
    check_leaks();
}

Test(parts, a_descriptor_that_was_closed_is_found_again) {
    Parts parts, joined;
    make(&parts);
    char *variable = parts_variable(&parts);
    cr_assert(parts_join(&joined, strchr(variable, '=') + 1));
    close(joined.fd);
    leave(&joined, PART_STATS, 's', 3);
    cr_expect_eq(parts_next(&parts, PART_STATS, 0), 0);
    mem_free(variable);
    parts_close(&joined);
    parts_close(&parts);
    check_leaks();
}
