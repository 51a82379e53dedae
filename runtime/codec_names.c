/* Finding codecs by name. There are some 400 names, so they are kept in a hash table, which is made when somebody asks first;
 * it follows from tables that never change, so it is the process's and needs no lock. */
#include "runtime/codec.h"
#include "runtime/os_thread.h"
#include <string.h>

enum { NAME_ROOM = 48, SLOTS = 1024 };

static struct {
    const Codec *codec; /* NULL: free */
    const char *name;   /* within its aliases */
    size_t length;
} slots[SLOTS];

/* Lower case, runs of blanks, '-' and '_' as one '_'. The length; 0: too long to be one of ours. */
static size_t normalize(const char *name, char out[NAME_ROOM]) {
    size_t n = 0;
    for (; *name; name++) {
        bool separator = *name == '-' || *name == ' ' || *name == '_';
        if (n == NAME_ROOM)
            return 0;
        if (separator && n && out[n - 1] == '_')
            continue;
        out[n++] = separator ? '_' : *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;
    }
    return n;
}

/* Where a name is, or would be. */
static size_t slot_of(const char *name, size_t length) {
    uint32_t hash = (uint32_t)length;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (uint8_t)name[i]) * 0x01000193; /* FNV-1a */
    size_t slot = (hash ^ hash >> 15) % SLOTS;
    while (slots[slot].codec && (slots[slot].length != length || memcmp(slots[slot].name, name, length)))
        slot = (slot + 1) % SLOTS;
    return slot;
}

static void add_names(const Codec *codec) {
    for (const char *name = codec->aliases + 1, *end; *name; name = end + 1) {
        end = strchr(name, ' ');
        size_t slot = slot_of(name, (size_t)(end - name));
        if (!slots[slot].codec) {
            slots[slot].codec = codec;
            slots[slot].name = name;
            slots[slot].length = (size_t)(end - name);
        }
    }
}

static void add_all(void) {
    for (int i = 0; codec_tables[i]; i++)
        for (const Codec *codec = codec_tables[i]; codec->name; codec++)
            add_names(codec);
}

const Codec *codec_find(const char *name) {
    static OsOnce once = OS_ONCE;
    if (strcmp(name, "utf-8") == 0) /* what starting minipy asks for */
        return codec_table;
    char normal[NAME_ROOM];
    size_t length = normalize(name, normal);
    os_once(&once, add_all);
    return length ? slots[slot_of(normal, length)].codec : NULL;
}
