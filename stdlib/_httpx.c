/* The module _httpx: the types Exchange, Multi and Inflater, which httpx is written on. */
#include "stdlib/httpx_exchange.h"
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/libraries.h"

/* --- arguments --- */

static const char *take_text(Thread *t, Value v) {
    if (!is_str(v))
        return raise_type_error(t, "expected str, not %T", v), NULL;
    size_t length;
    const char *text = str_utf8(t, value_str(v), &length);
    if (text && strlen(text) != length)
        return raise_value_error(t, "embedded null character"), NULL;
    return text;
}

/* A list of header lines as bytes. */
static bool take_headers(Thread *t, Value v, Exchange *x) {
    List *lines = op_to_list(t, v);
    bool ok = lines != NULL;
    for (int64_t i = 0; ok && i < lines->length; i++) {
        Value line = lines->items[i];
        if (!is_bytes(line) || strlen((char *)value_bytes(line)->data) != (size_t)value_bytes(line)->length) {
            ok = (raise_value_error(t, "headers must be bytes without null bytes"), false);
            break;
        }
        struct curl_slist *longer = curl_slist_append(x->headers, (char *)value_bytes(line)->data);
        if (longer)
            x->headers = longer;
        ok = longer || (raise_no_memory(t), false);
    }
    xdecref_object(t, lines);
    return ok;
}

/* libcurl keeps state of its own for the whole process, which is made once and then counted. */
static bool load_curl(Thread *t) {
    if (!library_load(t, &library_curl))
        return false;
    bool ok = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ok || (raise(t, EXC_ImportError, "libcurl cannot be initialized"), false);
}

static bool take_content(Thread *t, Exchange *x, Value v) {
    if (!is_bytes(v))
        return raise_type_error(t, "expected bytes, not %T", v), false;
    value_store(t, &x->content, new_ref(v));
    x->content_sent = 0;
    return true;
}

static bool take_request(Thread *t, Exchange *x, Value *args) {
    int64_t length = EXCHANGE_NO_BODY;
    const char *url = take_text(t, args[0]), *method = url ? take_text(t, args[1]) : NULL;
    if (!method || (!is_none(args[3]) && !arg_int64(t, args[3], &length)))
        return false;
    if (!is_none(args[4])) {
        if (!take_content(t, x, args[4]))
            return false;
        x->is_whole = x->content_ended = true;
    }
    return take_headers(t, args[2], x) && exchange_prepare(t, x, url, method, length);
}

static Value exchange_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Exchange *x = load_curl(t) ? object_new(t, type, 0) : NULL;
    if (!x)
        return VALUE_NULL;
    x->content = VALUE_NULL;
    if (take_request(t, x, args))
        return object_value(x);
    decref_object(t, x);
    return VALUE_NULL;
}

static void exchange_dealloc(Thread *t, Object *self) {
    exchange_free(t, (Exchange *)self);
}

/* --- options --- */

static const struct {
    const char *name;
    CURLoption option;
    bool is_number;
} options[] = {
    {"proxy", CURLOPT_PROXY},
    {"cafile", CURLOPT_CAINFO},
    {"capath", CURLOPT_CAPATH},
    {"certificate", CURLOPT_SSLCERT},
    {"key", CURLOPT_SSLKEY},
    {"password", CURLOPT_KEYPASSWD},
    {"uds", CURLOPT_UNIX_SOCKET_PATH},
    {"interface", CURLOPT_INTERFACE},
    {"verify_peer", CURLOPT_SSL_VERIFYPEER, true},
    {"verify_host", CURLOPT_SSL_VERIFYHOST, true},
    {"idle_seconds", CURLOPT_MAXAGE_CONN, true},
};

static Value set_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Exchange *x = exchange_of(args[0]);
    const char *name = take_text(t, args[1]);
    if (!name)
        return VALUE_NULL;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (strcmp(name, options[i].name) != 0)
            continue;
        int64_t number = 0;
        const char *text = NULL;
        if (options[i].is_number ? !arg_int64(t, args[2], &number) : !(text = take_text(t, args[2])))
            return VALUE_NULL;
        CURLcode code = options[i].is_number ? curl_easy_setopt(x->easy, options[i].option, (long)number)
                                             : curl_easy_setopt(x->easy, options[i].option, text);
        return code == CURLE_OK ? VALUE_NONE : raise_value_error(t, "%s", curl_easy_strerror(code));
    }
    return raise_value_error(t, "no such option: %s", name);
}

/* --- methods --- */

static Value feed_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Exchange *x = exchange_of(args[0]);
    if (!take_content(t, x, args[1]))
        return VALUE_NULL;
    x->content_ended = value_bytes(args[1])->length == 0;
    return VALUE_NONE;
}

static Value take_queue(Thread *t, ByteQueue *q) {
    Value result = result_value(bytes_new(t, q->data ? (char *)q->data : "", q->length));
    if (!is_null(result))
        q->length = 0;
    return result;
}

static Value take_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return take_queue(t, &exchange_of(args[0])->body);
}

static Value get_head(Thread *t, Value self) {
    Exchange *x = exchange_of(self);
    return x->head_ended ? result_value(bytes_new(t, x->head.data, x->head.length)) : VALUE_NONE;
}

static Value get_connected(Thread *t, Value self) {
    return bool_value(exchange_of(self)->connected);
}

static Value get_available(Thread *t, Value self) {
    return bool_value(exchange_of(self)->body.length > 0);
}

static bool wants_content(const Exchange *x) {
    size_t length = is_null(x->content) ? 0 : (size_t)value_bytes(x->content)->length;
    return !x->content_ended && x->content_sent == length && !x->done;
}

static Value get_hungry(Thread *t, Value self) {
    return bool_value(wants_content(exchange_of(self)));
}

static Value get_sent(Thread *t, Value self) {
    const Exchange *x = exchange_of(self);
    return bool_value(is_null(x->content) || x->content_sent == (size_t)value_bytes(x->content)->length);
}

static Value get_done(Thread *t, Value self) {
    return bool_value(exchange_of(self)->done);
}

/* (code, message, errno or 0, what was wrong with the certificate or 0, what a proxy said to CONNECT or 0) */
static Value get_failure(Thread *t, Value self) {
    const Exchange *x = exchange_of(self);
    if (!x->done || x->result == CURLE_OK)
        return VALUE_NONE;
    if (x->no_memory || (x->result == CURLE_OUT_OF_MEMORY && (!x->connected || x->head_ended)))
        return raise_no_memory(t);
    const char *text = x->message[0] ? x->message : curl_easy_strerror(x->result);
    Value message = str_value(str_fs_decode(t, text, strlen(text)));
    if (is_null(message))
        return VALUE_NULL;
    Tuple *result = tuple_pack(t, 5, small_int_value(x->result), message, small_int_value(x->os_errno),
                               small_int_value(x->verify_result), small_int_value(x->tunnel_status));
    decref(t, message);
    return result_value(result);
}

/* --- tables --- */

static const MethodDef exchange_methods[] = {
    {"set", set_method, "option, value, /", "Set an option, before the exchange is added to a Multi."},
    {"feed", feed_method, "data, /",
     "The next piece of the request's body, for one that is hungry; b'' ends it."},
    {"take", take_method, "", "What was received of the body and not yet taken; b'' if that is nothing."},
    {0}};

static const GetSetDef exchange_getsets[] = {
    {"head", get_head, NULL, "Status line and headers of the answer, or None."},
    {"connected", get_connected, NULL, "Is there a connection over which the request can be sent?"},
    {"available", get_available, NULL, "Is there something to take?"},
    {"hungry", get_hungry, NULL, "Was everything sent that was fed, and more is to come?"},
    {"sent", get_sent, NULL, "Was everything sent that was fed?"},
    {"done", get_done, NULL, "Is it over?"},
    {"failure", get_failure, NULL,
     "None, or (code, message, errno, what is wrong with the certificate, status of a tunnel)."},
    {0}};

const TypeDef httpx_exchange_type_def = {
    .name = "_httpx.Exchange",
    .size = sizeof(Exchange),
    .doc = "A request and its answer.\n\nheaders is a list of lines, length that of the body (None: there is "
           "no body, -2: nobody knows). content is the\nbody, or None if it is fed in pieces.",
    .new_signature = "url, method, headers, length, content, /",
    .slots = {.new_instance = exchange_new, .dealloc = exchange_dealloc},
    .methods = exchange_methods,
    .getsets = exchange_getsets,
};

static const IntConstant constants[] = {
    {"COULDNT_RESOLVE_PROXY", CURLE_COULDNT_RESOLVE_PROXY},
    {"COULDNT_RESOLVE_HOST", CURLE_COULDNT_RESOLVE_HOST},
    {"COULDNT_CONNECT", CURLE_COULDNT_CONNECT},
    {"PARTIAL_FILE", CURLE_PARTIAL_FILE},
    {"SSL_CONNECT_ERROR", CURLE_SSL_CONNECT_ERROR},
    {"GOT_NOTHING", CURLE_GOT_NOTHING},
    {"SEND_ERROR", CURLE_SEND_ERROR},
    {"RECV_ERROR", CURLE_RECV_ERROR},
    {"PEER_FAILED_VERIFICATION", CURLE_PEER_FAILED_VERIFICATION},
    {"SSL_CACERT_BADFILE", CURLE_SSL_CACERT_BADFILE},
    {"PROXY", CURLE_PROXY},
    {"UNKNOWN_LENGTH", EXCHANGE_CHUNKS},
    {"POLL_IN", CURL_POLL_IN},
    {"POLL_OUT", CURL_POLL_OUT},
    {"POLL_REMOVE", CURL_POLL_REMOVE},
    {"SOCKET_TIMEOUT", CURL_SOCKET_TIMEOUT},
    {"CAN_READ", CURL_CSELECT_IN},
    {"CAN_WRITE", CURL_CSELECT_OUT},
    {0},
};

static const TypeDef *const types[] = {&httpx_exchange_type_def, &httpx_multi_type_def,
                                       &httpx_inflater_type_def, NULL};

const ModuleDef _httpx_module_def = {
    .name = "_httpx",
    .doc = "HTTP over libcurl; the package httpx is what programs use.",
    .ints = constants,
    .types = types,
};
