#include "charset_ask.h"
#include <stdio.h>
#include <stdlib.h>

iconv_t charset_open(const char *iconv_name) {
    iconv_t converter = iconv_open("UCS-2BE", iconv_name);
    if (converter == (iconv_t)-1) {
        fprintf(stderr, "the C library does not know the encoding %s\n", iconv_name);
        exit(1);
    }
    return converter;
}

uint16_t charset_ask(iconv_t converter, const uint8_t *bytes, size_t length) {
    uint8_t out[16];
    char *from = (char *)bytes, *to = (char *)out;
    size_t left = length, room = sizeof out;
    iconv(converter, NULL, NULL, NULL, NULL);
    if (iconv(converter, &from, &left, &to, &room) == (size_t)-1)
        return CHARSET_NONE;
    iconv(converter, NULL, NULL, &to, &room); /* what it kept back, in case a combining character follows */
    return (uint16_t)(room == sizeof out - 2 ? out[0] << 8 | out[1] : CHARSET_NONE);
}
