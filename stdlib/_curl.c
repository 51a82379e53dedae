/* The module _curl: the type Transfer, which urllib.request is written on. */
#include "runtime/byte_span.h"
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/park.h"
#include "runtime/str.h"
#include "runtime/timeout.h"
#include "stdlib/curl_transfer.h"
#include "stdlib/libraries.h"
#include "stdlib/native_types.h"

static const TypeDef error_type_def;

static Transfer *transfer_of(Value v) {
    return (Transfer *)value_object(v);
}

/* --- arguments --- */

static bool take_text(Thread *t, Value v, const char **out) {
    *out = NULL;
    if (is_none(v))
        return true;
    if (!is_str(v))
        return raise_type_error(t, "Transfer() expected str, not %T", v), false;
    *out = str_utf8(t, value_str(v), NULL);
    if (*out && strlen(*out) != (size_t)value_str(v)->length && value_str(v)->ascii)
        return raise_value_error(t, "embedded null character"), false;
    return *out != NULL;
}

/* A list of lines as bytes; headers are latin-1. */
static bool take_lines(Thread *t, Value v, struct curl_slist **out) {
    List *lines = op_to_list(t, v);
    bool ok = lines != NULL;
    for (int64_t i = 0; ok && i < lines->length; i++) {
        Value line = lines->items[i];
        ok = is_bytes(line) && strlen((char *)value_bytes(line)->data) == (size_t)value_bytes(line)->length;
        struct curl_slist *longer = ok ? curl_slist_append(*out, (char *)value_bytes(line)->data) : NULL;
        if (longer)
            *out = longer;
        else if (ok)
            ok = (raise_no_memory(t), false);
        else
            raise_value_error(t, "Transfer() expected lines as bytes without null bytes");
    }
    xdecref_object(t, lines);
    return ok;
}

static bool take_timeout(Thread *t, Value v, int64_t *out) {
    *out = -1;
    if (is_none(v))
        return true;
    if (!timeout_read(t, v, TIMEOUT_SECOND, out))
        return false;
    if (*out < 0)
        return raise_value_error(t, "Timeout value out of range"), false;
    return true;
}

static bool take_plan(Thread *t, Value *args, TransferPlan *plan) {
    plan->body_length = TRANSFER_NO_BODY;
    return take_text(t, args[0], &plan->url) && take_text(t, args[1], &plan->target) &&
           take_text(t, args[2], &plan->method) &&
           (is_none(args[4]) || arg_int64(t, args[4], &plan->body_length)) &&
           take_text(t, args[6], &plan->proxy) && take_text(t, args[8], &plan->ca_file) &&
           take_text(t, args[9], &plan->ca_path);
}

/* libcurl keeps state of its own for the whole process, which is made once and then counted. */
static bool load_curl(Thread *t) {
    if (!library_load(t, &library_curl))
        return false;
    bool ok = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ok || (raise(t, EXC_ImportError, "libcurl cannot be initialized"), false);
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    TransferPlan plan;
    Transfer *x = load_curl(t) ? object_new(t, type, 0) : NULL;
    if (!x)
        return VALUE_NULL;
    if (take_plan(t, args, &plan) && take_lines(t, args[3], &x->headers) &&
        take_timeout(t, args[5], &x->timeout) && take_lines(t, args[7], &x->proxy_headers) &&
        transfer_start(t, x, &plan))
        return object_value(x);
    decref_object(t, x);
    return VALUE_NULL;
}

static void dealloc(Thread *t, Object *self) {
    transfer_close((Transfer *)self);
}

/* --- methods --- */

/* Error(code, message, errno or 0, what was wrong with the certificate or 0) */
static Value raise_failure(Thread *t, const Transfer *x) {
    bool in_head = x->connected && !x->head_ended; /* so that may be the answer to a line without end */
    if (x->no_memory || (x->result == CURLE_OUT_OF_MEMORY && !in_head))
        return raise_no_memory(t);
    const char *text = x->message[0] ? x->message : curl_easy_strerror(x->result);
    Value message = str_value(str_fs_decode(t, text, strlen(text)));
    if (is_null(message))
        return VALUE_NULL;
    Value args[] = {small_int_value(x->result), message, small_int_value(x->os_errno),
                    small_int_value(x->verify_result)};
    Value e = op_call(t, object_value(native_types_find(t, &error_type_def)), args, 4, NULL);
    if (!is_null(e))
        raise_value(t, e);
    decref(t, e);
    decref(t, message);
    return VALUE_NULL;
}

static bool enter(Thread *t, Transfer *x) {
    if (!stream_enter(t, &x->lock, &x->ob))
        return false;
    if (x->easy)
        return true;
    stream_leave(t, &x->lock);
    return raise_value_error(t, "I/O operation on closed transfer."), false;
}

/* Waits for something to read; false: an exception. */
static bool wait_for_data(Thread *t, Transfer *x) {
    if (!transfer_run(t, x, TRANSFER_RECEIVED))
        return false;
    if (x->length > 0 || transfer_ended_well(x))
        return true;
    return raise_failure(t, x), false;
}

static Value send_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Transfer *x = transfer_of(args[0]);
    SpanArg data;
    if (!span_get(t, args[1], &data))
        return VALUE_NULL;
    bool ok = enter(t, x), taken = false;
    if (ok) {
        x->body = data.span.data;
        x->body_left = (size_t)data.span.length;
        x->body_ended = x->body_left == 0;
        ok = x->body_ended || transfer_run(t, x, TRANSFER_SENT);
        taken = x->body_left == 0;
        x->body_left = 0;
        stream_leave(t, &x->lock);
    }
    span_release(t, &data);
    return ok ? bool_value(taken) : VALUE_NULL;
}

static Value wait_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Transfer *x = transfer_of(args[0]);
    if (!enter(t, x))
        return VALUE_NULL;
    bool ok = wait_for_data(t, x);
    stream_leave(t, &x->lock);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static Value receive_into_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Transfer *x = transfer_of(args[0]);
    Buffer out;
    Value result = VALUE_NULL;
    if (!buffer_get(t, args[1], &out, BUFFER_WRITABLE))
        return VALUE_NULL;
    if (enter(t, x)) {
        if (wait_for_data(t, x))
            result = int_value(t, (int64_t)transfer_take(x, out.data, (size_t)out.length));
        stream_leave(t, &x->lock);
    }
    buffer_release(t, &out);
    return result;
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Transfer *x = transfer_of(args[0]);
    if (!stream_enter(t, &x->lock, &x->ob))
        return VALUE_NULL;
    blocking_begin(t, "close");
    transfer_close(x);
    blocking_end(t);
    stream_leave(t, &x->lock);
    return VALUE_NONE;
}

static Value get_connected(Thread *t, Value self) {
    return bool_value(transfer_of(self)->connected);
}

static Value get_tunnel_answer(Thread *t, Value self) {
    const Transfer *x = transfer_of(self);
    return str_value(str_from_latin1(t, (const uint8_t *)x->tunnel_answer, strlen(x->tunnel_answer)));
}

/* --- the module --- */

static const MethodDef methods[] = {
    {"send", send_method, "data, /",
     "Send a piece of the body; b'' ends it. False: the server answers already, nobody wants the rest."},
    {"wait", wait_method, "", "Wait until something was received, or nothing will come any more."},
    {"receive_into", receive_into_method, "buffer, /",
     "Receive up to the length of a buffer; answers how many bytes there are, 0 at the end."},
    {"close", close_method, "", "End the connection."},
    {0}};

static const GetSetDef getsets[] = {
    {"connected", get_connected, NULL, "Was there a connection over which the request could be sent?"},
    {"tunnel_answer", get_tunnel_answer, NULL,
     "The status line of a proxy that was asked for a tunnel, or ''."},
    {0}};

static const TypeDef transfer_type_def = {
    .name = "_curl.Transfer",
    .size = sizeof(Transfer),
    .doc = "A request and its answer.\n\nurl is where to connect, target what the request asks for, headers "
           "a list "
           "of lines without\nthe line breaks. length: of the body, -2 if nobody knows, None for none. "
           "proxy: a URL to "
           "tunnel\nthrough.",
    .new_signature = "url, target, method, headers, length, timeout, proxy, proxy_headers, cafile, capath, /",
    .slots = {.new_instance = new_instance, .dealloc = dealloc},
    .methods = methods,
    .getsets = getsets,
};

static const TypeDef error_type_def = {
    .name = "_curl.Error",
    .base = EXC_Exception,
    .size = sizeof(BaseException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
};

static const IntConstant constants[] = {
    {"COULDNT_RESOLVE_PROXY", CURLE_COULDNT_RESOLVE_PROXY},
    {"COULDNT_RESOLVE_HOST", CURLE_COULDNT_RESOLVE_HOST},
    {"UNSUPPORTED_PROTOCOL", CURLE_UNSUPPORTED_PROTOCOL},
    {"WEIRD_SERVER_REPLY", CURLE_WEIRD_SERVER_REPLY},
    {"OUT_OF_MEMORY", CURLE_OUT_OF_MEMORY},
    {"SSL_CONNECT_ERROR", CURLE_SSL_CONNECT_ERROR},
    {"PEER_FAILED_VERIFICATION", CURLE_PEER_FAILED_VERIFICATION},
    {"SSL_CACERT_BADFILE", CURLE_SSL_CACERT_BADFILE},
    {"SEND_ERROR", CURLE_SEND_ERROR},
    {"RECV_ERROR", CURLE_RECV_ERROR},
    {"UNKNOWN_LENGTH", TRANSFER_CHUNKS},
    {0},
};

static const TypeDef *const types[] = {&transfer_type_def, &error_type_def, NULL};

const ModuleDef _curl_module_def = {
    .name = "_curl",
    .doc = "Requests over libcurl; the module urllib.request is what programs use.",
    .ints = constants,
    .types = types,
};
