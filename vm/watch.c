#include "vm/watch.h"
#include "runtime/gil_account.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "vm/start.h"

/* The VmState's. */
typedef struct WatchState {
    Watch **watches; /* counted; also those that were stopped, as long as their object lives */
    size_t count, room;
    uint64_t instructions; /* executed by all threads while something was watched */
    Type *type;
} WatchState;

static WatchState *state_of(Thread *t) {
    return ((VmState *)t->interp->vm)->watch;
}

static WatchSite *site_of(Thread *t) {
    return &((VmThread *)t->vm)->watch_site;
}

/* ---- sites ---- */

static void release_site(Thread *t, const WatchSite *site) {
    xdecref_object(t, site->thread);
    xdecref_object(t, site->file);
}

static void store_str(Thread *t, Str **place, Str *s_owned) {
    Str *old = *place;
    *place = s_owned;
    xdecref_object(t, old);
}

/* The instruction that the other thread (or the calling one) runs, or is about to, becomes its site. */
static void set_site(Thread *t, Thread *other, uint64_t when) {
    WatchSite *site = site_of(other);
    const Frame *f = other->frame;
    Str *file = f ? f->code->filename : NULL;
    if (site->file != file)
        store_str(t, &site->file, file ? (incref_object(file), file) : NULL);
    site->when = when;
    site->line = f ? frame_line(f) : 0;
    site->opcode = f ? f->ip->op : OP_NOP;
}

/* Threads are told by their names as they are at a change. NULL if there is no memory for it: then it is a
 * change without. */
static void name_site(Thread *t) {
    WatchSite *site = site_of(t);
    if (site->thread && str_equal_ascii(site->thread, t->account->name))
        return;
    Value pending = error_fetch(t);
    store_str(t, &site->thread, str_new(t, t->account->name));
    error_clear(t);
    error_restore(t, pending);
}

void watch_forget_site(Thread *t) {
    WatchSite *site = site_of(t), old = *site;
    *site = (WatchSite){0};
    release_site(t, &old);
}

/* ---- the log ---- */

static bool grow(Watch *w) {
    int64_t room = w->room ? w->room * 2 : 16;
    room = room < w->limit ? room : w->limit;
    WatchChange *log = mem_alloc((size_t)room * sizeof *log);
    if (!log)
        return false;
    for (int64_t i = 0; i < w->length; i++)
        log[i] = w->log[(w->first + i) % w->room];
    mem_free(w->log);
    w->log = log;
    w->room = room;
    w->first = 0;
    return true;
}

static void add_change(Thread *t, Watch *w, uint32_t new_count) {
    name_site(t);
    WatchSite site = *site_of(t), oldest = {0};
    if (w->length == w->room && (w->room == w->limit || !grow(w))) {
        w->dropped++;
        if (!w->room)
            return;
        oldest = w->log[w->first].site;
        w->first = (w->first + 1) % w->room;
        w->length--;
    }
    if (site.thread)
        incref_object(site.thread);
    if (site.file)
        incref_object(site.file);
    w->log[(w->first + w->length++) % w->room] = (WatchChange){site, w->count, new_count};
    release_site(t, &oldest);
}

static void compare(Thread *t, Watch *w) {
    uint32_t count = object_refcount(w->object);
    if (!w->fresh && count != w->count)
        add_change(t, w, count);
    w->fresh = false;
    w->count = count;
}

void watch_look(Thread *t) {
    WatchState *state = state_of(t);
    for (size_t i = 0; i < state->count; i++)
        if (state->watches[i]->active)
            compare(t, state->watches[i]);
}

void watch_instruction(Thread *t) {
    watch_look(t);
    set_site(t, t, ++state_of(t)->instructions);
}

void watch_back(Thread *t) {
    watch_look(t);
    set_site(t, t, state_of(t)->instructions);
}

/* ---- beginning and end ---- */

Watch *watch_find(Thread *t, const Object *object) {
    WatchState *state = state_of(t);
    if (!(object->flags & OBJECT_WATCHED))
        return NULL;
    for (size_t i = 0; i < state->count; i++)
        if (state->watches[i]->object == object)
            return state->watches[i];
    return NULL;
}

static bool make_room(Thread *t, WatchState *state) {
    if (state->count < state->room)
        return true;
    size_t room = state->room ? state->room * 2 : 8;
    Watch **watches = mem_realloc(state->watches, room * sizeof *watches);
    if (!watches)
        return raise_no_memory(t), false;
    state->watches = watches;
    state->room = room;
    return true;
}

static Watch *watch_new(Thread *t, Object *object) {
    WatchState *state = state_of(t);
    Watch *w = make_room(t, state) ? object_new(t, state->type, 0) : NULL;
    if (!w)
        return NULL;
    w->object = object;
    w->type = type_of(t, object_value(object));
    incref_object(w->type);
    w->id = (uint64_t)(uintptr_t)object;
    object->flags |= OBJECT_WATCHED;
    return state->watches[state->count++] = w;
}

/* Other threads wait for the GIL, in the middle of an instruction or before one. */
static void begin_watching(Thread *t) {
    for (Thread *other = t->interp->threads; other; other = other->next)
        if (other->vm)
            set_site(t, other, state_of(t)->instructions);
    gil_end_slice(t);
}

Watch *watch_start(Thread *t, Object *object, int64_t limit) {
    if (!watch_type(t))
        return NULL;
    Watch *w = watch_find(t, object);
    if (!w)
        w = watch_new(t, object);
    if (!w || w->active)
        return w;
    w->limit = limit > w->room ? limit : w->room;
    w->active = w->fresh = true;
    w->count = object_refcount(object);
    if (!t->interp->watched++)
        begin_watching(t);
    return w;
}

void watch_stop(Thread *t, Watch *w) {
    if (w->active)
        t->interp->watched--;
    w->active = false;
}

static void remove_watch(Thread *t, size_t i) {
    WatchState *state = state_of(t);
    Watch *w = state->watches[i];
    state->watches[i] = state->watches[--state->count];
    watch_stop(t, w);
    w->object = NULL;
    decref_object(t, w);
}

void watch_object_ended(Thread *t, Object *object) {
    WatchState *state = state_of(t);
    size_t i = 0;
    while (state->watches[i]->object != object)
        i++;
    if (state->watches[i]->active)
        add_change(t, state->watches[i], 0);
    remove_watch(t, i);
}

void watch_end(Thread *t) {
    WatchState *state = state_of(t);
    if (!state)
        return;
    while (state->count) {
        state->watches[state->count - 1]->object->flags &= ~(uint32_t)OBJECT_WATCHED;
        remove_watch(t, state->count - 1);
    }
    mem_free(state->watches);
    mem_free(state);
    ((VmState *)t->interp->vm)->watch = NULL;
}

/* ---- as Python objects ---- */

static const StructSeqField change_fields[] = {
    {"when", "the instruction, counted over all threads while anything is watched"},
    {"thread", "its name"},
    {"file", "that it ran; None: no Python code"},
    {"line", "that it ran, or None"},
    {"opcode", "the instruction's name, as dis shows it, or None"},
    {"old", "the count before"},
    {"new", "the count after; 0: the object has ended"},
    {0}};
static const StructSeqDef change_def = {"refcount.Change", "One change of a watched object's count.",
                                        change_fields, 7};

static Value text_or_none(Str *s) {
    return s ? new_object_ref(s) : VALUE_NONE;
}

static Value change_value(Thread *t, const WatchChange *change) {
    const WatchSite *site = &change->site;
    Type *type = structseq_type(t, &change_def);
    Value fields[] = {int_from_uint64(t, site->when),
                      text_or_none(site->thread),
                      text_or_none(site->file),
                      site->line ? small_int_value(site->line) : VALUE_NONE,
                      site->file ? str_value(str_new(t, opcode_names[site->opcode])) : VALUE_NONE,
                      small_int_value(change->old_count),
                      small_int_value(change->new_count)};
    return structseq_new(t, type, fields, sizeof fields / sizeof *fields);
}

Value watch_history(Thread *t, const Watch *w) {
    List *list = list_new(t, w->length);
    int64_t length = w->length; /* making the list may change the counts */
    for (int64_t i = 0; list && i < length && i < w->length; i++) {
        Value change = change_value(t, &w->log[(w->first + i) % w->room]);
        if (!is_null(change) && list_append_owned(t, list, change))
            continue;
        decref_object(t, list);
        list = NULL;
    }
    return list ? object_value(list) : VALUE_NULL;
}

static Watch *self_watch(Value self) {
    return (Watch *)value_object(self);
}

static void watch_dealloc(Thread *t, Object *self) {
    Watch *w = (Watch *)self;
    for (int64_t i = 0; i < w->length; i++)
        release_site(t, &w->log[(w->first + i) % w->room].site);
    mem_free(w->log);
    xdecref_object(t, w->type);
}

static Value watch_repr(Thread *t, Value self) {
    const Watch *w = self_watch(self);
    return str_value(str_format(t, "<refcount.Watch of a %U at %p: %s, %lld change%s>", w->type->name,
                                (void *)w->id,
                                !w->object  ? "ended"
                                : w->active ? "watched"
                                            : "not watched now",
                                (long long)w->length, w->length == 1 ? "" : "s"));
}

static Value method_history(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return watch_history(t, self_watch(args[0]));
}
static Value get_id(Thread *t, Value self) {
    return int_from_uint64(t, self_watch(self)->id);
}
static Value get_type(Thread *t, Value self) {
    return new_object_ref(self_watch(self)->type);
}
static Value get_alive(Thread *t, Value self) {
    return bool_value(self_watch(self)->object != NULL);
}
static Value get_active(Thread *t, Value self) {
    return bool_value(self_watch(self)->active);
}
static Value get_dropped(Thread *t, Value self) {
    return int_value(t, self_watch(self)->dropped);
}

static const MethodDef watch_methods[] = {
    {"history", method_history, "", "The changes so far, as a list of Change."}, {0}};
static const GetSetDef watch_getsets[] = {
    {"id", get_id, NULL, "What id() of the object gives, or gave."},
    {"type", get_type, NULL, "Its class."},
    {"alive", get_alive, NULL, "Has the object not ended?"},
    {"active", get_active, NULL, "Are changes being logged?"},
    {"dropped", get_dropped, NULL,
     "How many changes are not in the history any more: the limit was reached."},
    {0}};

static const TypeDef watch_type_def = {
    .name = "refcount.Watch",
    .size = sizeof(Watch),
    .flags = TYPE_NO_INSTANCES,
    .doc = "What is known of a watched object. It holds no reference to it, and stays when that ends.",
    .slots = {.dealloc = watch_dealloc, .repr = watch_repr},
    .methods = watch_methods,
    .getsets = watch_getsets,
};

Type *watch_type(Thread *t) {
    VmState *vm = t->interp->vm;
    if (!vm->watch && !(vm->watch = mem_calloc(1, sizeof *vm->watch)))
        return raise_no_memory(t), NULL;
    if (!vm->watch->type)
        vm->watch->type = type_new_native(t, &watch_type_def);
    return vm->watch->type;
}
