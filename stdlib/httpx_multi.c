/* The type Multi: exchanges under way, and the connections that are kept. */
#include "stdlib/httpx_exchange.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/park.h"
#include "runtime/sequence.h"
#include "runtime/timeout.h"
#include "stdlib/libraries.h"
#include <stdlib.h>

enum { POLL_MS = 1000 }; /* between two looks at signals, if one came at the wrong moment to end the poll */

static Multi *multi_of(Value v) {
    return (Multi *)value_object(v);
}

/* --- callbacks of libcurl --- */

static int on_socket(CURL *easy, curl_socket_t fd, int events, void *arg, void *unused) {
    Multi *m = arg;
    if (m->change_count == m->change_room) {
        size_t room = 2 * m->change_room + 8;
        SocketChange *larger = realloc(m->changes, room * sizeof *larger);
        if (!larger)
            return m->no_memory = true, -1;
        m->changes = larger;
        m->change_room = room;
    }
    m->changes[m->change_count++] = (SocketChange){fd, events};
    return 0;
}

static int on_timer(CURLM *handle, long ms, void *arg) {
    Multi *m = arg;
    m->timer = ms;
    m->timer_set = true;
    return 0;
}

/* --- its life --- */

/* Who has an event loop is told what to wait for; else libcurl waits. */
static bool set_up(Multi *m, bool has_loop, int64_t kept) {
    bool ok = curl_multi_setopt(m->handle, CURLMOPT_MAXCONNECTS, (long)kept) == CURLM_OK;
    if (!has_loop)
        return ok;
    return ok && curl_multi_setopt(m->handle, CURLMOPT_SOCKETFUNCTION, on_socket) == CURLM_OK &&
           curl_multi_setopt(m->handle, CURLMOPT_SOCKETDATA, m) == CURLM_OK &&
           curl_multi_setopt(m->handle, CURLMOPT_TIMERFUNCTION, on_timer) == CURLM_OK &&
           curl_multi_setopt(m->handle, CURLMOPT_TIMERDATA, m) == CURLM_OK;
}

static Value multi_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    bool has_loop;
    int64_t kept;
    if (!arg_bool(t, args[0], &has_loop) || !arg_int64(t, args[1], &kept) || !library_load(t, &library_curl))
        return VALUE_NULL;
    Multi *m = object_new(t, type, 0);
    if (!m)
        return VALUE_NULL;
    m->timer = -1;
    m->handle = curl_multi_init();
    if (m->handle && set_up(m, has_loop, kept))
        return object_value(m);
    decref_object(t, m);
    return raise_no_memory(t);
}

/* No exchange is left: each holds a reference. */
static void multi_dealloc(Thread *t, Object *self) {
    Multi *m = (Multi *)self;
    if (m->handle)
        curl_multi_cleanup(m->handle);
    free(m->changes);
}

/* --- exchanges --- */

static void look_who_is_done(Multi *m) {
    int left;
    CURLMsg *message;
    while ((message = curl_multi_info_read(m->handle, &left))) {
        Exchange *x = NULL;
        if (message->msg != CURLMSG_DONE)
            continue;
        CURLcode result = message->data.result;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &x);
        x->done = true;
        x->result = result;
        curl_easy_getinfo(x->easy, CURLINFO_OS_ERRNO, &x->os_errno);
        curl_easy_getinfo(x->easy, CURLINFO_SSL_VERIFYRESULT, &x->verify_result);
        curl_easy_getinfo(x->easy, CURLINFO_HTTP_CONNECTCODE, &x->tunnel_status);
        exchange_note(x);
    }
}

static bool enter(Thread *t, Multi *m) {
    return stream_enter(t, &m->lock, &m->ob);
}

static bool take_exchange(Thread *t, Value v, Exchange **out) {
    if (!is_native(v, &httpx_exchange_type_def))
        return raise_type_error(t, "expected an Exchange, not %T", v), false;
    *out = exchange_of(v);
    return true;
}

static Value add_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Multi *m = multi_of(args[0]);
    Exchange *x;
    if (!take_exchange(t, args[1], &x) || !enter(t, m))
        return VALUE_NULL;
    bool ok = !x->multi && curl_multi_add_handle(m->handle, x->easy) == CURLM_OK;
    if (ok)
        x->multi = (Multi *)value_object(new_object_ref(m));
    stream_leave(t, &m->lock);
    return ok ? VALUE_NONE : raise_value_error(t, "the exchange cannot be added");
}

static Value remove_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Multi *m = multi_of(args[0]);
    Exchange *x;
    if (!take_exchange(t, args[1], &x) || !enter(t, m))
        return VALUE_NULL;
    if (x->multi == m)
        exchange_remove(t, x);
    stream_leave(t, &m->lock);
    return VALUE_NONE;
}

/* --- waiting here --- */

/* Goes on as far as that is possible at once; if that is nowhere, waits first. */
static CURLMcode step(Multi *m, int ms) {
    int running;
    CURLMcode code = curl_multi_perform(m->handle, &running);
    if (code != CURLM_OK || m->progressed || !running)
        return code;
    code = curl_multi_poll(m->handle, NULL, 0, ms, NULL);
    return code == CURLM_OK ? curl_multi_perform(m->handle, &running) : code;
}

static void forget_all_progress(Multi *m) {
    while (m->progressed) {
        m->progressed->progressed = false;
        m->progressed = m->progressed->next_progressed;
    }
}

static int poll_time(int64_t deadline) {
    if (deadline == OS_FOREVER)
        return POLL_MS;
    int64_t left = (deadline - os_now() + TIMEOUT_MILLISECOND - 1) / TIMEOUT_MILLISECOND;
    return left < 0 ? 0 : left < POLL_MS ? (int)left : POLL_MS;
}

static bool handle_signals(Thread *t) {
    return !(__atomic_load_n(&t->breaker, __ATOMIC_RELAXED) & BREAK_SIGNAL) || park_handle_signals(t);
}

/* Until something happens to the exchange: true. The deadline: false, not raised. */
static bool run(Thread *t, Multi *m, Exchange *x, int64_t deadline) {
    exchange_resume(x);
    while (!x->progressed && !x->done) {
        CURLMcode code = BLOCKING(t, "transfer", step(m, poll_time(deadline)));
        look_who_is_done(m);
        if (code != CURLM_OK)
            return raise_no_memory(t), false;
        if (!handle_signals(t) || (!x->progressed && !x->done && os_now() >= deadline))
            return false;
    }
    forget_all_progress(m);
    return true;
}

static bool take_timeout(Thread *t, Value v, int64_t *deadline) {
    int64_t ns = -1;
    if (!is_none(v) && (!timeout_read(t, v, TIMEOUT_SECOND, &ns)))
        return false;
    *deadline = is_none(v) ? OS_FOREVER : timeout_deadline(ns < 0 ? 0 : ns);
    return true;
}

static Value run_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Multi *m = multi_of(args[0]);
    Exchange *x;
    int64_t deadline;
    if (!take_exchange(t, args[1], &x) || !take_timeout(t, args[2], &deadline) || !enter(t, m))
        return VALUE_NULL;
    bool ok = run(t, m, x, deadline);
    stream_leave(t, &m->lock);
    return error_pending(t) ? VALUE_NULL : bool_value(ok);
}

/* --- waiting in an event loop --- */

static List *list_changes(Thread *t, Multi *m) {
    List *list = list_new(t, (int64_t)m->change_count);
    for (size_t i = 0; list && i < m->change_count; i++) {
        Tuple *pair =
            tuple_pack(t, 2, small_int_value(m->changes[i].fd), small_int_value(m->changes[i].events));
        if (!pair || !list_append_owned(t, list, object_value(pair))) {
            decref_object(t, list);
            return NULL;
        }
    }
    return list;
}

static List *list_progressed(Thread *t, Multi *m) {
    List *list = list_new(t, 0);
    for (Exchange *x = m->progressed; list && x; x = x->next_progressed) {
        if (!list_append(t, list, object_value(x))) {
            decref_object(t, list);
            return NULL;
        }
    }
    return list;
}

/* (changes, milliseconds of the timer or None if it stays as it is, exchanges to which something happened) */
static Value news(Thread *t, Multi *m) {
    look_who_is_done(m);
    if (m->no_memory)
        return m->no_memory = false, raise_no_memory(t);
    List *changes = list_changes(t, m), *progressed = changes ? list_progressed(t, m) : NULL;
    Value timer = m->timer_set ? small_int_value(m->timer) : VALUE_NONE;
    Value result = VALUE_NULL;
    if (progressed)
        result = result_value(tuple_pack(t, 3, object_value(changes), timer, object_value(progressed)));
    xdecref_object(t, changes);
    xdecref_object(t, progressed);
    if (is_null(result))
        return VALUE_NULL;
    m->change_count = 0;
    m->timer_set = false;
    forget_all_progress(m);
    return result;
}

static Value act_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Multi *m = multi_of(args[0]);
    int fd, events, running;
    if (!arg_int(t, args[1], &fd) || !arg_int(t, args[2], &events) || !enter(t, m))
        return VALUE_NULL;
    curl_multi_socket_action(m->handle, fd, events, &running);
    Value result = news(t, m);
    stream_leave(t, &m->lock);
    return result;
}

static Value resume_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Multi *m = multi_of(args[0]);
    Exchange *x = NULL;
    if ((!is_none(args[1]) && !take_exchange(t, args[1], &x)) || !enter(t, m))
        return VALUE_NULL;
    if (x)
        exchange_resume(x);
    Value result = news(t, m);
    stream_leave(t, &m->lock);
    return result;
}

static const MethodDef multi_methods[] = {
    {"add", add_method, "exchange, /", "Begin an exchange."},
    {"remove", remove_method, "exchange, /",
     "End an exchange; its connection is kept if the answer is complete."},
    {"run", run_method, "exchange, timeout, /",
     "Wait until something happens to the exchange. False: nothing did, for so many seconds."},
    {"act", act_method, "fd, events, /",
     "Tell libcurl what an event loop found; answers what the loop is to do.\n\nThat is a tuple: changes of "
     "descriptors, the new time in ms or None, exchanges to which something happened."},
    {"resume", resume_method, "exchange, /",
     "Go on with an exchange that was fed or taken from (None: with none); answers as act() does."},
    {0}};

const TypeDef httpx_multi_type_def = {
    .name = "_httpx.Multi",
    .size = sizeof(Multi),
    .doc = "Exchanges under way, and up to so many connections that are kept.",
    .new_signature = "has_loop, kept, /",
    .slots = {.new_instance = multi_new, .dealloc = multi_dealloc},
    .methods = multi_methods,
};
