/* Objects that compress or decompress what comes in pieces, by whichever library. */
#include "stdlib/packing.h"
#include "runtime/byte_builder.h"
#include "runtime/error.h"
#include "runtime/sequence.h"

/* Bytes of output; the first is what a ByteBuilder has anyway. */
enum { FIRST_ROOM = 256, USUAL_ROOM = 16 << 10 };

void *packing_new(Thread *t, Type *type, const PackingDef *def) {
    Packing *self = object_new(t, type, 0);
    if (self) {
        self->def = def;
        self->needs_input = true;
    }
    return self;
}

void packing_fini(Thread *t, Packing *self) {
    xdecref_object(t, self->unused);
    xdecref_object(t, self->waiting);
}

/* ---- data through a stream ---- */

typedef struct Flow {
    Packing *self;
    ByteSpan input; /* what is left of it */
    int64_t most;   /* bytes of output at which to stop; -1: none */
    bool finish;    /* a compressor's: go on until it has ended */
    bool drain;     /* a decompressor's: go on until it has nothing more to say about the input */
    ByteBuilder out;
    size_t room; /* what the last step left of its room */
    int code;
    PackingState state;
} Flow;

/* How much output the next step may make: as much as there is already, so that large ones take few steps. */
static size_t room_wanted(const Flow *f) {
    size_t room = f->out.length, input = (size_t)f->input.length;
    if (room == 0)
        room = input < FIRST_ROOM ? FIRST_ROOM : input < USUAL_ROOM ? input : USUAL_ROOM;
    else if (room < USUAL_ROOM)
        room = USUAL_ROOM;
    size_t limit = (size_t)f->most - f->out.length;
    return f->most >= 0 && room > limit ? limit : room;
}

static bool take_step(Thread *t, Flow *f) {
    const PackingDef *def = f->self->def;
    size_t room = room_wanted(f);
    if (!bytebuilder_reserve(&f->out, room))
        return false;
    PackingPiece piece = {f->input.data, (size_t)f->input.length, f->out.data + f->out.length, room,
                          f->finish};
    if (f->input.length < def->quick && room <= USUAL_ROOM)
        f->code = def->step(f->self, &piece);
    else
        f->code = BLOCKING(t, "compression", def->step(f->self, &piece));
    f->state = def->judge(f->self, &piece, f->code);
    f->input = (ByteSpan){piece.in, (int64_t)piece.in_left};
    f->out.length += room - piece.out_left;
    f->room = piece.out_left;
    return true;
}

static bool goes_on(const Flow *f) {
    if (f->state != PACKING_ON || (f->most >= 0 && f->out.length >= (size_t)f->most))
        return false;
    return f->input.length > 0 || f->finish || (f->drain && f->room == 0);
}

/* Runs until everything is done, or `most` is reached. false: an exception is pending. With the lock held. */
static bool run(Thread *t, Flow *f) {
    do {
        if (!take_step(t, f))
            return false;
    } while (goes_on(f));
    f->self->ended |= f->state == PACKING_ENDED;
    if (f->state != PACKING_FAILED)
        return true;
    f->self->failed = true;
    f->self->def->fail(t, f->code);
    return false;
}

static Value finish(Flow *f, bool ok) {
    if (ok)
        return result_value(bytebuilder_finish(&f->out));
    bytebuilder_drop(&f->out);
    return VALUE_NULL;
}

/* ---- compressors ---- */

static Value compress_span(Thread *t, Packing *self, ByteSpan data, bool to_end) {
    Flow f = {.self = self, .input = data, .most = -1, .finish = to_end};
    bytebuilder_init(&f.out, t);
    lock_take(t, &self->lock);
    bool ok = false;
    if (self->ended)
        raise_value_error(t, to_end ? "Repeated call to flush()" : "Compressor has been flushed");
    else
        ok = run(t, &f);
    lock_release(t, &self->lock);
    return finish(&f, ok);
}

static Value compress_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg data;
    if (!span_get(t, args[1], &data))
        return VALUE_NULL;
    Value v = compress_span(t, packing_of(args[0]), data.span, false);
    span_release(t, &data);
    return v;
}

static Value flush_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return compress_span(t, packing_of(args[0]), (ByteSpan){(const uint8_t *)"", 0}, true);
}

/* ---- decompressors ---- */

/* Keeps input for later, instead of what waited before. */
static bool keep(Thread *t, Packing *self, ByteSpan first, ByteSpan second) {
    Bytes *bytes = bytes_new(t, NULL, (size_t)(first.length + second.length));
    if (!bytes)
        return false;
    if (first.length)
        memcpy(bytes->data, first.data, (size_t)first.length);
    if (second.length)
        memcpy(bytes->data + first.length, second.data, (size_t)second.length);
    xdecref_object(t, self->waiting);
    self->waiting = bytes;
    self->waiting_from = 0;
    return true;
}

/* Nothing waits any more. */
static void forget(Thread *t, Packing *self) {
    Bytes *old = self->waiting;
    self->waiting = NULL;
    self->waiting_from = 0;
    xdecref_object(t, old);
}

static ByteSpan waiting_span(const Packing *self) {
    Bytes *bytes = self->waiting;
    return (ByteSpan){bytes->data + self->waiting_from, bytes->length - self->waiting_from};
}

/* What is to be read now: the new data, behind what waits. */
static bool gather(Thread *t, Packing *self, ByteSpan data, ByteSpan *input) {
    if (self->waiting && data.length && !keep(t, self, waiting_span(self), data))
        return false;
    *input = self->waiting ? waiting_span(self) : data;
    return true;
}

/* What was not read is unused behind the end, and waits otherwise. */
static bool keep_rest(Thread *t, Packing *self, ByteSpan rest) {
    if (self->ended) {
        if (rest.length && !(self->unused = bytes_new(t, rest.data, (size_t)rest.length)))
            return false;
        rest.length = 0;
    }
    if (rest.length == 0)
        forget(t, self);
    else if (self->waiting)
        self->waiting_from = rest.data - self->waiting->data;
    else
        return keep(t, self, rest, (ByteSpan){NULL, 0});
    return true;
}

static bool feed(Thread *t, Flow *f, ByteSpan data) {
    Packing *self = f->self;
    if (self->ended)
        return raise(t, EXC_EOFError, "%s", self->def->over), false;
    if (self->failed && self->def->broken)
        return raise_value_error(t, "%s", self->def->broken), false;
    if (!gather(t, self, data, &f->input))
        return false;
    if (!run(t, f)) {
        self->needs_input &= !(self->failed && self->def->broken);
        forget(t, self);
        return false;
    }
    self->needs_input = !self->ended && f->input.length == 0 && f->room > 0;
    return keep_rest(t, self, f->input);
}

static Value decompress_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Packing *self = packing_of(args[0]);
    SpanArg data;
    int64_t most = -1;
    if (!is_null(args[2]) && !arg_int64(t, args[2], &most))
        return VALUE_NULL;
    if (!span_get(t, args[1], &data))
        return VALUE_NULL;
    Flow f = {.self = self, .most = most < 0 ? -1 : most, .drain = true};
    bytebuilder_init(&f.out, t);
    lock_take(t, &self->lock);
    bool ok = feed(t, &f, data.span);
    lock_release(t, &self->lock);
    span_release(t, &data);
    return finish(&f, ok);
}

Value packing_get_eof(Thread *t, Value self) {
    return bool_value(packing_of(self)->ended);
}

Value packing_get_needs_input(Thread *t, Value self) {
    return bool_value(packing_of(self)->needs_input);
}

Value packing_get_unused(Thread *t, Value self) {
    Bytes *unused = packing_of(self)->unused;
    return unused ? new_object_ref(unused) : result_value(bytes_new(t, "", 0));
}

const MethodDef packing_compressor_methods[] = {
    {"compress", compress_method, "data, /",
     "Takes data in; answers compressed bytes, maybe of earlier data, often none."},
    {"flush", flush_method, "", "What is left of the output. Nothing more can be compressed after it."},
    {0}};

const MethodDef packing_decompressor_methods[] = {{"decompress", decompress_method, "data, max_length=-1",
                                                   "Takes data in; answers what it means, at most max_length "
                                                   "bytes: what is left comes out of later calls, to which "
                                                   "b'' may be given while needs_input is False."},
                                                  {0}};
