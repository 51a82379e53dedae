/* The beginning and the end of an interpreter and of its threads. */
#include "runtime/interp.h"
#include "runtime/codec.h"
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/gc.h"
#include "runtime/gil_account.h"
#include "runtime/list.h"
#include "runtime/set.h"
#include "runtime/signals.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/type_slots.h"
#include "runtime/weakref.h"
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <unistd.h>

_Thread_local Thread *thread_current;

enum {
    REGISTER_BYTES = 16 << 20, /* reserved, not used: pages come as calls go deeper */
    GUARD_BYTES = 4096,
    STACK_RESERVE = 256 << 10, /* of the C stack: what may be used after the check */
    STACK_UNLIMITED = 64 << 20,
    DEFAULT_RECURSION_LIMIT = 1000,
    DEFAULT_MAX_STR_DIGITS = 4300,
    SPARE_THREADS = 16 /* of those that ended, kept for those that start: mapping memory is what costs most */
};
/* Beyond register_end: a window of arguments (65,536 registers at most) may be laid out before frame_push
 * finds that the stack is used up. */
enum { SLACK_BYTES = (1 << 17) * sizeof(Value) };

/* ---- threads ---- */

extern void *__libc_stack_end;

static char *main_stack_limit(void) {
    struct rlimit limit;
    size_t size = STACK_UNLIMITED;
    if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        size = limit.rlim_cur;
    if (size > STACK_UNLIMITED)
        size = STACK_UNLIMITED;
    return (char *)__libc_stack_end - size + STACK_RESERVE;
}

/* The main thread's stack grows on demand up to the limit; those of others have a fixed size, and this is
 * called near their upper end. Small ones lose a good part of it to thread-local storage. */
static char *find_stack_limit(size_t stack_size) {
    if (getpid() == gettid())
        return main_stack_limit();
    size_t size = os_thread_stack_size(stack_size);
    return (char *)__builtin_frame_address(0) - size + (size > 4 * STACK_RESERVE ? STACK_RESERVE : size / 2);
}

static bool map_registers(Thread *t) {
    char *area = mmap(NULL, REGISTER_BYTES + GUARD_BYTES, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (area == MAP_FAILED)
        return false;
    mprotect(area + REGISTER_BYTES, GUARD_BYTES, PROT_NONE);
    t->registers = (Value *)area;
    t->register_end = (Value *)(area + REGISTER_BYTES - SLACK_BYTES);
    return true;
}

/* A Thread of one that has ended, with its stacks but otherwise empty; NULL: there is none. */
static Thread *reuse(Interp *interp) {
    Thread *t = interp->spare_threads;
    if (!t)
        return NULL;
    interp->spare_threads = t->next;
    interp->spare_count--;
    *t = (Thread){.registers = t->registers,
                  .register_end = t->register_end,
                  .dead = t->dead,
                  .dead_room = t->dead_room,
                  .vm = t->vm};
    return t;
}

static Thread *make(void) {
    Thread *t = mem_calloc(1, sizeof *t);
    if (t && !map_registers(t)) {
        mem_free(t);
        return NULL;
    }
    return t;
}

/* Until it is given another one. */
static void name_thread(Thread *t) {
    char name[32];
    snprintf(name, sizeof name, "thread-%llu", (unsigned long long)t->serial);
    gil_account_name(t->account, name);
    audit_thread_name(t, name);
}

static void destroy(Thread *t) {
    if (t->interp->hooks.thread_free)
        t->interp->hooks.thread_free(t);
    munmap(t->registers, REGISTER_BYTES + GUARD_BYTES);
    mem_free(t->dead);
    mem_free(t);
}

Thread *thread_new(Interp *interp) {
    GilAccount *account = gil_account_new(interp);
    Thread *t = account ? reuse(interp) : NULL;
    if (account && !t)
        t = make();
    if (!t) {
        if (account)
            gil_account_end(interp, account);
        return NULL;
    }
    t->interp = interp;
    t->exception = t->async_exception = VALUE_NULL;
    t->async_gen_firstiter = t->async_gen_finalizer = VALUE_NULL;
    t->context = t->running_loop = VALUE_NULL;
    t->account = account;
    account->thread = t;
    t->slice = 1; /* none of it is executed: gil.c */
    t->serial = ++interp->last_serial;
    if (!audit_thread_begin(t)) { /* out of memory */
        gil_account_end(interp, account);
        destroy(t);
        return NULL;
    }
    name_thread(t);
    t->next = interp->threads;
    interp->threads = t;
    return t;
}

void thread_attach(Thread *t, size_t stack_size) {
    t->stack_limit = find_stack_limit(stack_size);
    t->ident = os_thread_self();
    t->account->ident = t->ident;
    t->account->native_id = os_thread_native_id();
    thread_current = t;
}

static void unlink_thread(Thread *t) {
    Thread **place = &t->interp->threads;
    while (*place != t)
        place = &(*place)->next;
    *place = t->next;
}

static void drop_values(Thread *t) {
    value_clear(t, &t->exception);
    value_clear(t, &t->async_exception);
    value_clear(t, &t->async_gen_firstiter);
    value_clear(t, &t->async_gen_finalizer);
    value_clear(t, &t->context);
    value_clear(t, &t->running_loop);
    List *active = t->repr_active;
    struct LockObject *lock = t->ended_lock;
    t->repr_active = NULL;
    t->ended_lock = NULL;
    xdecref_object(t, active);
    xdecref_object(t, lock);
}

/* The oldest spare one is at the end of the list. */
static void destroy_oldest(Interp *interp) {
    Thread **place = &interp->spare_threads;
    while ((*place)->next)
        place = &(*place)->next;
    destroy(*place);
    *place = NULL;
    interp->spare_count--;
}

void thread_free(Thread *t) {
    Interp *interp = t->interp;
    drop_values(t);
    audit_thread_end(t);
    gil_account_end(interp, t->account);
    unlink_thread(t);
    memory_retire_cache(t);
    t->next = interp->spare_threads;
    interp->spare_threads = t;
    if (++interp->spare_count > SPARE_THREADS)
        destroy_oldest(interp);
}

bool recursion_enter(Thread *t, const char *what) {
    char here;
    if (__builtin_expect(++t->depth <= t->interp->recursion_limit && &here > t->stack_limit, 1))
        return true;
    raise(t, EXC_RecursionError, "maximum recursion depth exceeded%s", what);
    t->depth--;
    return false;
}

bool stack_exceeded(Thread *t) {
    raise(t, EXC_RecursionError, "maximum recursion depth exceeded while calling a Python object");
    return false;
}

/* ---- the interpreter ---- */

static void choose_hash_secret(Interp *interp) {
    const char *seed = getenv("MINIPYHASHSEED");
    if (seed && *seed && strcmp(seed, "random") != 0) {
        interp->hash_secret[0] = strtoull(seed, NULL, 10);
        interp->hash_secret[1] = interp->hash_secret[0] * 0x9e3779b97f4a7c15u;
    } else if (getrandom(interp->hash_secret, sizeof interp->hash_secret, GRND_NONBLOCK) < 0) {
        interp->hash_secret[0] = (uintptr_t)interp;
        interp->hash_secret[1] = (uint64_t)getpid();
    }
}

static Interp *interp_alloc(void) {
    Interp *interp = mem_calloc(1, sizeof *interp);
    if (!interp)
        return NULL;
    interp->collector.enabled = true;
    interp->collector.thresholds[0] = 700;
    interp->collector.thresholds[1] = interp->collector.thresholds[2] = 10;
    interp->recursion_limit = DEFAULT_RECURSION_LIMIT;
    interp->max_str_digits = DEFAULT_MAX_STR_DIGITS;
    if (!audit_init(interp)) {
        mem_free(interp);
        return NULL;
    }
    gil_init(&interp->gil);
    interp->empty_str = interp->empty_tuple = interp->empty_bytes = interp->empty_frozenset = VALUE_NULL;
    for (int c = 0; c < 256; c++)
        interp->latin1[c] = VALUE_NULL;
    choose_hash_secret(interp);
    return interp;
}

static const char *const name_texts[] = {
#define NAME_ENTRY(name) #name,
#include "runtime/names.def"
#undef NAME_ENTRY
};

static bool make_names(Thread *t) {
    for (int i = 0; i < NAME_COUNT; i++)
        if (!(t->interp->names[i] = str_intern_utf8(t, name_texts[i])))
            return false;
    slots_mark_names(t);
    return true;
}

static bool make_immortal(Value *place, void *object) {
    if (!object)
        return false;
    object_make_immortal(object);
    *place = object_value(object);
    return true;
}

static bool make_shared_values(Thread *t) {
    Interp *interp = t->interp;
    if (!make_immortal(&interp->empty_tuple, tuple_new(t, 0)) ||
        !make_immortal(&interp->empty_bytes, bytes_new(t, "", 0)))
        return false;
    Value set = frozenset_from(t, interp->empty_tuple);
    return !is_null(set) && make_immortal(&interp->empty_frozenset, value_object(set));
}

static bool interp_fill(Thread *t, const TypeDef *const *vm_types) {
    return types_make(t, vm_types) && type_cache_init(t) && signals_new(t) && weakref_init(t) &&
           str_init(t) && make_names(t) && make_shared_values(t) && types_init(t) && error_init(t);
}

Thread *interp_new(const TypeDef *const *vm_types) {
    Interp *interp = interp_alloc();
    Thread *t = interp ? thread_new(interp) : NULL;
    if (!t) {
        if (interp)
            gil_fini(&interp->gil);
        mem_free(interp);
        return NULL;
    }
    interp->main_thread = t;
    gil_account_name(t->account, "MainThread");
    audit_thread_name(t, "MainThread");
    thread_attach(t, 0);
    t->interp->threads_present = 1;
    gil_acquire(t);
    if (interp_fill(t, vm_types))
        return t;
    interp_free(t);
    return NULL;
}

static void drop_dict(Thread *t, Dict **place) {
    Dict *dict = *place;
    *place = NULL;
    xdecref_object(t, dict);
}

/* Of a module in C. */
static void drop_state(Thread *t, Object **place) {
    Object *state = *place;
    *place = NULL;
    xdecref_object(t, state);
}

/* Everything a script made goes first, while all types and names are there to run its finalizers. */
static void drop_modules(Thread *t) {
    Interp *interp = t->interp;
    signals_fini(t);
    drop_dict(t, &interp->sys_modules);
    drop_values(t);
    gc_unfreeze(interp);
    gc_collect(t, 2);
    drop_dict(t, &interp->sys);
    drop_dict(t, &interp->builtins);
    drop_dict(t, &interp->structseq_types);
    drop_state(t, &interp->asyncio);
    drop_state(t, &interp->decimal);
    gc_collect(t, 2);
    List *garbage = interp->collector.garbage, *callbacks = interp->collector.callbacks;
    interp->collector.garbage = interp->collector.callbacks = NULL;
    xdecref_object(t, garbage);
    xdecref_object(t, callbacks);
}

static void drop_shared_values(Thread *t) {
    Interp *interp = t->interp;
    for (int i = 0; i < NAME_COUNT; i++)
        xdecref_object(t, interp->names[i]);
    Value frozenset = interp->empty_frozenset;
    interp->empty_frozenset = VALUE_NULL;
    if (is_pointer(frozenset) && value_object(frozenset)->type->slots.dealloc)
        value_object(frozenset)->type->slots.dealloc(t, value_object(frozenset));
}

void interp_free(Thread *t) {
    Interp *interp = t->interp;
    interp->finalizing = true;
    if (interp->types[TYPE_COUNT - 1] && interp->types[TYPE_COUNT - 1]->mro)
        drop_modules(t);
    codec_fini(t);
    if (t->interp->numeric_locale)
        freelocale((locale_t)t->interp->numeric_locale);
    error_fini(t);
    types_fini(t);
    drop_shared_values(t);
    weakref_fini(t);
    str_fini(t);
    memory_fini(interp);
    while (interp->spare_count)
        destroy_oldest(interp);
    gil_release(t, GIL_CAUSE_EXIT);
    gil_fini(&interp->gil);
    thread_current = NULL;
    destroy(t);
    mem_free(interp);
}
