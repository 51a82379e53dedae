// Names of characters: both directions, and the ones that follow a rule.
#include "leak_check.h"
#include "runtime/unicode_names.h"
#include <criterion/criterion.h>

static uint32_t find(const char *name) {
    uint32_t c;
    return unicode_by_name(name, strlen(name), &c) ? c : 0xffffffff;
}

Test(unicode_names, every_name_is_found_again) {
    char name[UNICODE_NAME_SIZE];
    int count = 0;
    for (uint32_t c = 0; c < 0x110000; c++) {
        if (!unicode_name(c, name))
            continue;
        count++;
        cr_expect_eq(find(name), c, "%s", name);
    }
    cr_expect_eq(count, 138552);
}

Test(unicode_names, borders) {
    char name[UNICODE_NAME_SIZE];
    cr_expect(unicode_name(0x20, name) && strcmp(name, "SPACE") == 0);
    cr_expect(unicode_name(0xd7a3, name) && strcmp(name, "HANGUL SYLLABLE HIH") == 0);
    cr_expect(unicode_name(0x2b738, name) && strcmp(name, "CJK UNIFIED IDEOGRAPH-2B738") == 0);
    uint32_t nameless[] = {0, 0x1f, 0x7f, 0xd800, 0xd7a4, 0x2b739, 0x31350, 0xe000, 0x10ffff, 0x110000};
    for (size_t i = 0; i < sizeof nameless / sizeof *nameless; i++)
        cr_expect_not(unicode_name(nameless[i], name), "%x", nameless[i]);
}

Test(unicode_names, aliases_and_wrong_names) {
    cr_expect_eq(find("nel"), 0x85);
    cr_expect_eq(find("BELL"), 0x1f514);
    const char *wrong[] = {"",
                           " SPACE",
                           "SPACE ",
                           "HANGUL SYLLABLE",
                           "HANGUL SYLLABLE GAGA",
                           "CJK UNIFIED IDEOGRAPH-",
                           "CJK UNIFIED IDEOGRAPH-4e00",
                           "KAWI LETTER KA"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_expect_eq(find(wrong[i]), 0xffffffff, "%s", wrong[i]);
}
