/* Module _pickle: objects as bytes, and back, in CPython's format. A pickle is a program for a small stack
 * machine; a Writer makes it of an object, a Reader runs it.
 *
 * Both are plain structs, which dumps() and loads() have on their C stack and the types Pickler and Unpickler
 * in their instances. What they hold they own (counted); VALUE_NULL: none. Functions answer false, or
 * VALUE_NULL, with an exception pending. The GIL is held. */
#ifndef STDLIB_PICKLE_H
#define STDLIB_PICKLE_H

#include "runtime/byte_builder.h"
#include "runtime/error.h"
#include "runtime/native.h"
#include "runtime/ops.h"

enum { PICKLE_HIGHEST = 5, PICKLE_DEFAULT = 4, PICKLE_BATCH = 1000 };

/* The instructions, with the names that the format's description gives them. */
typedef enum PickleOp {
    PICKLE_MARK = '(',
    PICKLE_STOP = '.',
    PICKLE_POP = '0',
    PICKLE_POP_MARK = '1',
    PICKLE_DUP = '2',
    PICKLE_FLOAT = 'F',
    PICKLE_INT = 'I',
    PICKLE_BININT = 'J',
    PICKLE_BININT1 = 'K',
    PICKLE_LONG = 'L',
    PICKLE_BININT2 = 'M',
    PICKLE_NONE = 'N',
    PICKLE_PERSID = 'P',
    PICKLE_BINPERSID = 'Q',
    PICKLE_REDUCE = 'R',
    PICKLE_STRING = 'S',
    PICKLE_BINSTRING = 'T',
    PICKLE_SHORT_BINSTRING = 'U',
    PICKLE_UNICODE = 'V',
    PICKLE_BINUNICODE = 'X',
    PICKLE_APPEND = 'a',
    PICKLE_BUILD = 'b',
    PICKLE_GLOBAL = 'c',
    PICKLE_DICT = 'd',
    PICKLE_EMPTY_DICT = '}',
    PICKLE_APPENDS = 'e',
    PICKLE_GET = 'g',
    PICKLE_BINGET = 'h',
    PICKLE_INST = 'i',
    PICKLE_LONG_BINGET = 'j',
    PICKLE_LIST = 'l',
    PICKLE_EMPTY_LIST = ']',
    PICKLE_OBJ = 'o',
    PICKLE_PUT = 'p',
    PICKLE_BINPUT = 'q',
    PICKLE_LONG_BINPUT = 'r',
    PICKLE_SETITEM = 's',
    PICKLE_TUPLE = 't',
    PICKLE_EMPTY_TUPLE = ')',
    PICKLE_SETITEMS = 'u',
    PICKLE_BINFLOAT = 'G',
    PICKLE_PROTO = 0x80, /* protocol 2 */
    PICKLE_NEWOBJ,
    PICKLE_EXT1,
    PICKLE_EXT2,
    PICKLE_EXT4,
    PICKLE_TUPLE1,
    PICKLE_TUPLE2,
    PICKLE_TUPLE3,
    PICKLE_NEWTRUE,
    PICKLE_NEWFALSE,
    PICKLE_LONG1,
    PICKLE_LONG4,
    PICKLE_BINBYTES = 'B', /* protocol 3 */
    PICKLE_SHORT_BINBYTES = 'C',
    PICKLE_SHORT_BINUNICODE = 0x8c, /* protocol 4 */
    PICKLE_BINUNICODE8,
    PICKLE_BINBYTES8,
    PICKLE_EMPTY_SET,
    PICKLE_ADDITEMS,
    PICKLE_FROZENSET,
    PICKLE_NEWOBJ_EX,
    PICKLE_STACK_GLOBAL,
    PICKLE_MEMOIZE,
    PICKLE_FRAME,
    PICKLE_BYTEARRAY8, /* protocol 5 */
    PICKLE_NEXT_BUFFER,
    PICKLE_READONLY_BUFFER
} PickleOp;

/* ---- the module ---- */

extern const TypeDef pickle_error_def, pickling_error_def, unpickling_error_def, pickler_type_def,
    unpickler_type_def, pickle_buffer_type_def;
/* Raises one of the module's exceptions in place of whatever is pending. */
Value pickle_raise(Thread *t, const TypeDef *exception, const char *format, ...);
/* module.name, of a module that is imported for it. */
Value pickle_import(Thread *t, const char *module, const char *name);
/* object.name1.name2, new; the last but one goes to *parent (new, NULL: not wanted). AttributeError, also for
 * names of what is local to a function. */
Value pickle_deep_attribute(Thread *t, Value object, Str *dotted, Value *parent);
/* The buffer of a PickleBuffer (borrowed); NULL: ValueError, it was released. */
Buffer *pickle_buffer_view(Thread *t, Value v);
/* The entry of copyreg's table `name` for key: borrowed, VALUE_NULL: none. */
Value pickle_registry_get(Thread *t, const char *name, Value key);

/* An attribute that replaces a method: what was set, or AttributeError; something callable is set. */
Value pickle_get_hook(Thread *t, Value own, const char *name);
bool pickle_set_hook(Thread *t, Value *own, Value v, const char *name);
/* Of values that a Writer or Reader owns, for the cycle collector: arg is a PickleVisit, or the Thread. */
typedef struct PickleVisit {
    VisitFn fn;
    void *arg;
} PickleVisit;
void pickle_visit_place(Value *place, void *arg);
void pickle_clear_place(Value *place, void *arg);

/* ---- writing ---- */

typedef struct PickleMemo { /* from objects to the numbers under which the pickle knows them */
    struct MemoEntry {
        Object *object; /* counted: its address stays its own; NULL: free */
        uint64_t number;
    } * entries;
    size_t room, count; /* room is a power of two */
} PickleMemo;

typedef struct PickleWriter {
    Thread *t;
    int protocol;
    bool binary, fast, fix_imports;
    bool framing;        /* protocol 4: what is written goes into frames */
    int64_t frame_start; /* where the frame's header lies in `out`; -1: none is open */
    ByteBuilder out;
    PickleMemo memo;
    uint64_t memo_numbers; /* given so far */
    int fast_depth;
    Dict *fast_active; /* fast mode: the containers being written */
    Value file_write, persistent_id, dispatch_table, reducer_override, buffer_callback;
    Value copyreg_table;             /* copyreg.dispatch_table, once it is needed */
    Type *plain_type;                /* the last class whose instances are plain; borrowed */
    uint32_t plain_version;          /* its version */
    const struct Shape *plain_shape; /* and the last shape of them; borrowed, compared only */
} PickleWriter;

void pickle_writer_init(PickleWriter *w, Thread *t);
/* protocol None: the default; negative: the highest. */
bool pickle_writer_configure(PickleWriter *w, Value protocol, Value fix_imports, Value buffer_callback);
bool pickle_writer_open(PickleWriter *w, Value file); /* what it writes goes there */
void pickle_writer_fini(PickleWriter *w);
/* The whole pickle of an object, into w->out or, in pieces, to the file. */
bool pickle_dump(PickleWriter *w, Value v);

bool pickle_open_frame(PickleWriter *w);
static inline bool pickle_write(PickleWriter *w, const void *data, size_t length) {
    if (__builtin_expect(w->frame_start < 0, 0) && w->framing && !pickle_open_frame(w))
        return false;
    if (__builtin_expect(length > w->out.room - w->out.length, 0) && !bytebuilder_reserve(&w->out, length))
        return false;
    if (length)
        memcpy(w->out.data + w->out.length, data, length);
    w->out.length += length;
    return true;
}
static inline bool pickle_write_op(PickleWriter *w, PickleOp op) {
    uint8_t byte = (uint8_t)op;
    return pickle_write(w, &byte, 1);
}
bool pickle_write_text(PickleWriter *w, const char *text);
/* Is v an int that has a binary instruction of its own? */
static inline bool pickle_is_int32(const PickleWriter *w, Value v) {
    return is_small_int(v) && w->binary && small_int(v) >= INT32_MIN && small_int(v) <= INT32_MAX;
}
/* In one byte, in two, or in four with a sign. */
static inline bool pickle_write_int32(PickleWriter *w, int64_t i) {
    if ((w->frame_start < 0 && w->framing && !pickle_open_frame(w)) ||
        (w->out.room - w->out.length < 5 && !bytebuilder_reserve(&w->out, 5)))
        return false;
    uint8_t *code = w->out.data + w->out.length;
    uint32_t bits = (uint32_t)i; /* lowest byte first, as processors have it that minipy runs on */
    memcpy(code + 1, &bits, sizeof bits);
    bool one = i >= 0 && i <= 0xff, two = i >= 0 && i <= 0xffff;
    code[0] = one ? PICKLE_BININT1 : two ? PICKLE_BININT2 : PICKLE_BININT;
    w->out.length += one ? 2 : two ? 3 : 5;
    return true;
}
/* A header and data, which if large get past frames (and straight to the file). */
bool pickle_write_large(PickleWriter *w, const void *header, size_t header_length, const void *data,
                        size_t length);
enum { PICKLE_FRAME_HEADER = 9, PICKLE_FRAME_ENOUGH = 64 * 1024 };
bool pickle_next_frame(PickleWriter *w);
/* Between objects: a frame may end here. */
static inline bool pickle_boundary(PickleWriter *w) {
    bool enough = w->out.length - (uint64_t)w->frame_start - PICKLE_FRAME_HEADER >= PICKLE_FRAME_ENOUGH;
    return __builtin_expect(!enough, 1) || w->frame_start < 0 || !w->framing || pickle_next_frame(w);
}
bool pickle_end_frame(PickleWriter *w);
bool pickle_flush(PickleWriter *w);

/* pickle_memo.c */
bool memo_find(const PickleMemo *memo, const Object *object, uint64_t *number);
bool memo_add(Thread *t, PickleMemo *memo, Object *object, uint64_t number);
void memo_clear(Thread *t, PickleMemo *memo);
bool pickle_memoize(PickleWriter *w, Value v); /* and write so */
bool pickle_memoize_unnamed(PickleWriter *w);  /* an object that nobody can meet again */
bool pickle_write_get(PickleWriter *w, uint64_t number);

/* pickle_save.c and its parts */
bool pickle_save(PickleWriter *w, Value v);
bool pickle_save_number(PickleWriter *w, Value v, bool *done);
bool pickle_save_str(PickleWriter *w, Value v);
bool pickle_save_bytes(PickleWriter *w, Value v);
bool pickle_save_bytearray(PickleWriter *w, Value v);
bool pickle_save_buffer(PickleWriter *w, Value v);
bool pickle_save_tuple(PickleWriter *w, Value v);
bool pickle_save_list(PickleWriter *w, Value v);
bool pickle_save_dict(PickleWriter *w, Value v);
bool pickle_save_set(PickleWriter *w, Value v);
bool pickle_save_frozenset(PickleWriter *w, Value v);
bool pickle_batch_append(PickleWriter *w, Value iterator);
bool pickle_batch_setitems(PickleWriter *w, Value iterator);
bool pickle_save_global(PickleWriter *w, Value v, Value name); /* name VALUE_NULL: its own */
bool pickle_save_type(PickleWriter *w, Value v);
bool pickle_save_object(PickleWriter *w, Value v); /* whatever has no instruction of its own */
bool pickle_save_reduced(PickleWriter *w, Value reduced, Value v); /* v VALUE_NULL: nobody meets it again */
/* function(*args), as the value of v. */
bool pickle_save_call(PickleWriter *w, Value function, Tuple *args_consumed, Value v);
/* An instance of which nothing but its attributes has to be kept. *done false: it is not so plain. */
bool pickle_save_plain(PickleWriter *w, Value v, bool *done);

/* ---- reading ---- */

enum { PICKLE_FIRST = 16 };

typedef struct PickleReader {
    Thread *t;
    const uint8_t *data; /* of `view` or of `chunk` */
    size_t position, length;
    Buffer view;   /* loads() */
    Value chunk;   /* what the file gave last, bytes */
    size_t peeked; /* how much of the chunk the file has not yet given up: from the start */
    Value read, readline, peek;
    Value *stack;
    size_t depth, room, fence; /* items below the fence belong to what is in front of the last MARK */
    size_t *marks, mark_count, mark_room;
    Value *memo; /* dense part; the rest is in `sparse` */
    size_t memo_room, memo_used, memo_count; /* of `used` places `count` hold something */
    Dict *sparse;
    int protocol;
    bool fix_imports;
    Value encoding, errors; /* of the str of Python 2; VALUE_NULL: ASCII and strict */
    Value buffers, persistent_load;
    Value find_class; /* a method that replaces pickle_find_class */
    bool stopped;
    Value first_stack[PICKLE_FIRST], first_memo[PICKLE_FIRST]; /* what `stack` and `memo` are at first */
} PickleReader;

void pickle_reader_init(PickleReader *r, Thread *t);
/* args as load() has them: fix_imports, encoding, errors, buffers. */
bool pickle_reader_configure(PickleReader *r, Value *args);
bool pickle_reader_open(PickleReader *r, Value file);
void pickle_reader_fini(PickleReader *r);
Value pickle_load(PickleReader *r);
/* The object of that name; protocol 2 and below: also under its name in Python 2. */
Value pickle_find_class(Thread *t, Value module, Value name, int protocol, bool fix_imports);

/* pickle_input.c */
const uint8_t *pickle_read_more(PickleReader *r, size_t length);
static inline const uint8_t *pickle_read(PickleReader *r, size_t length) { /* NULL: truncated */
    if (__builtin_expect(length > r->length - r->position, 0))
        return pickle_read_more(r, length);
    const uint8_t *bytes = r->data + r->position;
    r->position += length;
    return bytes;
}
/* A line, without its end; not NUL-terminated. */
const char *pickle_read_line(PickleReader *r, size_t *length);
const char *pickle_read_filled_line(PickleReader *r, size_t *length); /* an empty one counts as truncated */
/* The int in a line; message: of the ValueError if there is none (NULL: int's own, about length + 1
 * characters). */
Value pickle_line_number(PickleReader *r, const char *line, size_t length, const char *message);
bool pickle_give_back(PickleReader *r); /* the file stands behind what was used */
/* pickle_stack.c */
bool pickle_push_growing(PickleReader *r, Value v);
static inline bool pickle_push(PickleReader *r, Value v) { /* consumes */
    if (__builtin_expect(r->depth == r->room || is_null(v), 0))
        return !is_null(v) && pickle_push_growing(r, v);
    r->stack[r->depth++] = v;
    return true;
}
Value pickle_pop(PickleReader *r);
bool pickle_pop_mark(PickleReader *r, size_t *start); /* what stands from there on belongs to the mark */
bool pickle_push_mark(PickleReader *r);
bool pickle_underflow(PickleReader *r);
void pickle_cut(PickleReader *r, size_t depth);
Tuple *pickle_pop_tuple(PickleReader *r, size_t start);
bool pickle_memo_put(PickleReader *r, uint64_t number, Value v);
Value pickle_memo_get(PickleReader *r, uint64_t number); /* borrowed */

typedef bool (*PickleLoader)(PickleReader *r);
/* One line for each instruction: pickle_load.c makes its table of them. */
bool load_int(PickleReader *r);
bool load_binint(PickleReader *r);
bool load_binint1(PickleReader *r);
bool load_binint2(PickleReader *r);
bool load_long(PickleReader *r);
bool load_long1(PickleReader *r);
bool load_long4(PickleReader *r);
bool load_float(PickleReader *r);
bool load_binfloat(PickleReader *r);
bool load_string(PickleReader *r);
bool load_binstring(PickleReader *r);
bool load_short_binstring(PickleReader *r);
bool load_unicode(PickleReader *r);
bool load_binunicode(PickleReader *r);
bool load_short_binunicode(PickleReader *r);
bool load_binunicode8(PickleReader *r);
bool load_binbytes(PickleReader *r);
bool load_short_binbytes(PickleReader *r);
bool load_binbytes8(PickleReader *r);
bool load_bytearray8(PickleReader *r);
bool load_next_buffer(PickleReader *r);
bool load_readonly_buffer(PickleReader *r);
bool load_list(PickleReader *r);
bool load_dict(PickleReader *r);
bool load_empty_set(PickleReader *r);
bool load_frozenset(PickleReader *r);
bool load_tuple(PickleReader *r);
bool load_tuple1(PickleReader *r);
bool load_tuple2(PickleReader *r);
bool load_tuple3(PickleReader *r);
bool load_append(PickleReader *r);
bool load_appends(PickleReader *r);
bool load_setitem(PickleReader *r);
bool load_setitems(PickleReader *r);
bool load_additems(PickleReader *r);
bool load_global(PickleReader *r);
bool load_stack_global(PickleReader *r);
bool load_inst(PickleReader *r);
bool load_obj(PickleReader *r);
bool load_ext1(PickleReader *r);
bool load_ext2(PickleReader *r);
bool load_ext4(PickleReader *r);
bool load_newobj(PickleReader *r);
bool load_newobj_ex(PickleReader *r);
bool load_reduce(PickleReader *r);
bool load_build(PickleReader *r);
bool load_persid(PickleReader *r);
bool load_binpersid(PickleReader *r);

/* Unsigned numbers, lowest byte first. */
static inline uint64_t pickle_number(const uint8_t *bytes, int count) {
    uint64_t n = 0;
    for (int i = count - 1; i >= 0; i--)
        n = n << 8 | bytes[i];
    return n;
}

#endif
