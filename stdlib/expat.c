#include "stdlib/expat.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/memory.h"
#include "runtime/ops.h"
#include "runtime/type.h"
#include "stdlib/native_types.h"

enum {
    FIRST_BITS = 5,
    NAMES_MOST = 1 << 14, /* a document with more different names gains nothing from keeping them */
    PIECE_MOST = 1 << 20  /* bytes for the library at a time: its lengths are ints */
};

/* ---- names ---- */

void expat_names_clear(Thread *t, ExpatNames *names) {
    ExpatNames old = *names;
    *names = (ExpatNames){0};
    for (int i = 0; old.places && i < 1 << old.bits; i++)
        if (old.places[i].bytes) {
            mem_free(old.places[i].bytes);
            decref_object(t, old.places[i].name);
        }
    mem_free(old.places);
}

/* Where a name is, or the free place where it belongs. */
static ExpatName *find_place(const ExpatNames *names, const char *bytes, size_t length, int64_t hash) {
    size_t mask = ((size_t)1 << names->bits) - 1, i = (size_t)hash & mask;
    for (;; i = (i + 1) & mask) {
        ExpatName *place = &names->places[i];
        if (!place->bytes ||
            (place->hash == hash && place->length == length && memcmp(place->bytes, bytes, length) == 0))
            return place;
    }
}

/* Room for one more: at most half of the places are in use. */
static bool make_room(Thread *t, ExpatNames *names) {
    if (names->used >= NAMES_MOST)
        expat_names_clear(t, names);
    if (names->places && names->used < 1 << (names->bits - 1))
        return true;
    ExpatNames wider = {.bits = names->places ? names->bits + 1 : FIRST_BITS, .used = names->used};
    wider.places = mem_calloc((size_t)1 << wider.bits, sizeof(ExpatName));
    if (!wider.places)
        return raise_no_memory(t), false;
    for (int i = 0; names->places && i < 1 << names->bits; i++) {
        const ExpatName *n = &names->places[i];
        if (n->bytes)
            *find_place(&wider, n->bytes, n->length, n->hash) = *n;
    }
    mem_free(names->places);
    *names = wider;
    return true;
}

static Str *add_name(Thread *t, ExpatNames *names, ExpatName entry, const char *bytes) {
    entry.bytes = mem_alloc(entry.length + 1);
    if (!entry.bytes || !make_room(t, names)) {
        if (!entry.bytes)
            raise_no_memory(t);
        mem_free(entry.bytes);
        decref_object(t, entry.name);
        return NULL;
    }
    memcpy(entry.bytes, bytes, entry.length);
    *find_place(names, entry.bytes, entry.length, entry.hash) = entry;
    names->used++;
    return entry.name;
}

Str *expat_name(Thread *t, ExpatNames *names, const char *bytes, size_t length, ExpatNameMaker make,
                void *arg) {
    int64_t hash = str_hash_bytes(t, bytes, length);
    if (names->places) {
        const ExpatName *place = find_place(names, bytes, length, hash);
        if (place->bytes)
            return place->name;
    }
    Str *name = make(t, bytes, length, arg);
    return name ? add_name(t, names, (ExpatName){hash, length, NULL, name}, bytes) : NULL;
}

/* ---- parsers ---- */

static const XML_Memory_Handling_Suite memory = {mem_alloc, mem_realloc, mem_free};

XML_Parser expat_parser_new(Thread *t, const char *encoding, const char *namespace_separator) {
    XML_Parser parser = XML_ParserCreate_MM(encoding, &memory, namespace_separator);
    if (!parser)
        return raise_no_memory(t), NULL;
    XML_SetHashSalt(parser, (unsigned long)t->interp->hash_secret[0] | 1);
    return parser;
}

static bool fill_map(Thread *t, const Str *characters, XML_Encoding *encoding) {
    if (characters->length != 256)
        return raise_value_error(t, "multi-byte encodings are not supported"), false;
    for (int i = 0; i < 256; i++) {
        uint32_t c = str_at(characters, i);
        encoding->map[i] = c == 0xfffd ? -1 : (int)c;
    }
    encoding->data = NULL;
    encoding->convert = NULL;
    encoding->release = NULL;
    return true;
}

bool expat_find_encoding(Thread *t, const char *name, XML_Encoding *encoding) {
    uint8_t all[256];
    for (int i = 0; i < 256; i++)
        all[i] = (uint8_t)i;
    Value v = str_decode(t, all, sizeof all, name, "replace");
    if (is_null(v))
        return false;
    bool ok = fill_map(t, value_str(v), encoding);
    decref(t, v);
    return ok;
}

Str *expat_message(Thread *t, const char *text, int code, size_t line, size_t column) {
    if (!text)
        text = XML_ErrorString((enum XML_Error)code);
    return str_format(t, "%s: line %zu, column %zu", text ? text : "unknown error", line, column);
}

bool expat_refuse_type(Thread *t, Value v, const char *what, const char *wanted) {
    if (is_none(v))
        raise_type_error(t, "%s must be %s, not None", what, wanted);
    else
        raise_type_error(t, "%s must be %s, not %T", what, wanted, v);
    return false;
}

bool expat_set_number(Thread *t, Value object, const char *name, int64_t number) {
    Str *key = str_intern_utf8(t, name);
    Value v = key ? int_value(t, number) : VALUE_NULL;
    bool ok = !is_null(v) && op_setattr(t, object, key, v);
    decref(t, v);
    xdecref_object(t, key);
    return ok;
}

bool expat_name_module(Thread *t, const TypeDef *def, const char *module) {
    Type *type = native_types_find(t, def);
    return dict_set_text(t, type->dict, "__module__", str_value(str_new(t, module))) &&
           type_modified(t, type, NULL);
}

/* ---- data ---- */

static enum XML_Status feed_bytes(Thread *t, XML_Parser parser, const char *data, size_t length,
                                  bool is_final) {
    enum XML_Status status = XML_STATUS_OK;
    while (length > PIECE_MOST && status == XML_STATUS_OK) {
        status = XML_Parse(parser, data, PIECE_MOST, false);
        if (error_pending(t))
            status = XML_STATUS_ERROR;
        data += PIECE_MOST;
        length -= PIECE_MOST;
    }
    return status == XML_STATUS_OK ? XML_Parse(parser, data, (int)length, is_final) : status;
}

/* What may change while handlers run is copied. */
static Value data_as_bytes(Thread *t, Value data) {
    SpanArg bytes;
    if (is_bytes(data))
        return new_ref(data);
    if (!span_get(t, data, &bytes))
        return VALUE_NULL;
    Bytes *copy = bytes_new(t, bytes.span.data, (size_t)bytes.span.length);
    span_release(t, &bytes);
    return copy ? object_value(copy) : VALUE_NULL;
}

bool expat_feed(Thread *t, XML_Parser parser, Value data, bool is_final, enum XML_Status *status) {
    if (is_str(data)) {
        size_t length;
        const char *utf8 = str_utf8(t, value_str(data), &length);
        if (!utf8)
            return false;
        XML_SetEncoding(parser, "utf-8"); /* refused behind the beginning, where it is known */
        incref(data);
        *status = feed_bytes(t, parser, utf8, length, is_final);
        decref(t, data);
        return true;
    }
    Value bytes = data_as_bytes(t, data);
    if (is_null(bytes))
        return false;
    ByteSpan span = span_of(bytes);
    *status = feed_bytes(t, parser, (const char *)span.data, (size_t)span.length, is_final);
    decref(t, bytes);
    return true;
}
