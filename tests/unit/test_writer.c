// Text for files without stdio: numbers, strings of JSON, what happens when the disk is full.
#include "leak_check.h"
#include "vm/lab/writer.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/minipy-writer-XXXXXX";
static Writer w;

static void begin(void) {
    strcpy(path, "/tmp/minipy-writer-XXXXXX");
    close(mkstemp(path));
    cr_assert(writer_open(&w, path));
}

static const char *end(void) {
    static char text[1 << 17];
    cr_assert(writer_close(&w));
    FILE *file = fopen(path, "rb");
    text[fread(text, 1, sizeof text - 1, file)] = 0;
    fclose(file);
    unlink(path);
    return text;
}

Test(writer, numbers) {
    begin();
    const int64_t numbers[] = {0, 7, -1, 1234567890123, INT64_MAX, INT64_MIN};
    for (int i = 0; i < 6; i++) {
        writer_number(&w, numbers[i]);
        writer_text(&w, " ");
    }
    cr_expect_str_eq(end(), "0 7 -1 1234567890123 9223372036854775807 -9223372036854775808 ");
    begin();
    const int64_t times[] = {0, 1, 999, 1000, 1234567, -1500};
    for (int i = 0; i < 6; i++) {
        writer_micros(&w, times[i]);
        writer_text(&w, " ");
    }
    cr_expect_str_eq(end(), "0.000 0.001 0.999 1.000 1234.567 -1.500 ");
}

static const char *json(const char *text) {
    begin();
    writer_json(&w, text);
    return end();
}

Test(writer, strings_of_json) {
    cr_expect_str_eq(json(NULL), "null");
    cr_expect_str_eq(json(""), "\"\"");
    cr_expect_str_eq(json("a\"b\\c\n\x01\x7f"), "\"a\\u0022b\\u005cc\\u000a\\u0001\\u007f\"");
    cr_expect_str_eq(json("</script>&"), "\"\\u003c/script\\u003e\\u0026\"");
    cr_expect_str_eq(json("\u00e9\u20ac\U0001f600"), "\"\u00e9\u20ac\U0001f600\"");
}

Test(writer, what_is_not_utf8_is_replaced) {
    const char *const bad[] = {"\x80", "\xc0\xaf", "\xe0\x80\x80", "\xed\xb2\x80", "\xf4\x90\x80\x80",
                               "\xff", "\xe2\x82", "\xf0\x9f\x98"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *got = json(bad[i]);
        cr_expect_eq(strlen(got), 2 + 6 * strlen(bad[i]), "%zu: %s", i, got);
        cr_expect_eq(strncmp(got, "\"\\ufffd", 7), 0);
    }
    cr_expect_str_eq(json("a\xe2\x82z"), "\"a\\ufffd\\ufffdz\"");
}

Test(writer, more_than_the_buffer) {
    begin();
    for (int i = 0; i < 20000; i++)
        writer_text(&w, "abcd\n");
    const char *text = end();
    cr_expect_eq(strlen(text), 100000);
    cr_expect_str_eq(text + 99995, "abcd\n");
}

Test(writer, a_full_disk_and_a_missing_folder) {
    cr_expect_not(writer_open(&w, "/nonexistent/folder/x"));
    cr_expect_eq(errno, ENOENT);
    cr_assert(writer_open(&w, "/dev/full"));
    for (int i = 0; i < 100000; i++)
        writer_text(&w, "x");
    cr_expect_not(writer_close(&w));
    cr_expect_eq(errno, ENOSPC);
}
