/* What the parser asks of codecs; no other part of the runtime is needed for it. */
#ifndef RUNTIME_CODEC_SOURCE_H
#define RUNTIME_CODEC_SOURCE_H

#include <stdint.h>

/* The 256 characters of an encoding with one byte for each and with ASCII in it, 0xfffe where a byte has none; NULL: it
 * is no such one, or not known. */
const uint16_t *codec_source_table(const char *name);

#endif
