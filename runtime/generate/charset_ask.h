/* What an encoding's bytes mean, as the C library (iconv) says it: for the programs that write codecs as tables. */
#ifndef RUNTIME_GENERATE_CHARSET_ASK_H
#define RUNTIME_GENERATE_CHARSET_ASK_H

#include <iconv.h>
#include <stddef.h>
#include <stdint.h>

enum { CHARSET_NONE = 0xfffe }; /* bytes that are not one character; as in runtime/codec_byte.c */

/* Ends the program with a message if the C library does not know the encoding. */
iconv_t charset_open(const char *iconv_name);
/* The one character below 0x10000 that all of these bytes are, or CHARSET_NONE. */
uint16_t charset_ask(iconv_t converter, const uint8_t *bytes, size_t length);

#endif
