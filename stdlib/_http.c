/* The module _http: the type RequestParser, which the servers wsgi and asgi are written on. */
#include "runtime/byte_span.h"
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/http_parse.h"
#include "stdlib/native_types.h"
#include <stdlib.h>

enum { LARGEST_PIECE = 64 << 10 };

typedef struct RequestParser {
    Object ob;
    uint8_t *data; /* `length` bytes from `start` on are not read yet */
    size_t start, length, room;
    size_t longest_head;
    HttpHeadScan scan;
    HttpBody body;
    bool in_body;
    bool failed;
} RequestParser;

static const TypeDef parse_error_type_def = {
    .name = "_http.ParseError",
    .base = EXC_ValueError,
    .size = sizeof(BaseException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
    .doc = "A request is refused: (status, reason).",
};

static RequestParser *parser_of(Value v) {
    return (RequestParser *)value_object(v);
}

static Value parser_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    int64_t longest;
    if (!arg_int64(t, args[0], &longest))
        return VALUE_NULL;
    RequestParser *p = object_new(t, type, 0);
    if (p)
        p->longest_head = longest > 0 ? (size_t)longest : 0;
    return result_value(p);
}

static void parser_dealloc(Thread *t, Object *self) {
    free(((RequestParser *)self)->data);
}

/* --- the bytes that came --- */

static bool reserve(RequestParser *p, size_t more) {
    if (p->start + p->length + more <= p->room)
        return true;
    if (p->start) {
        memmove(p->data, p->data + p->start, p->length);
        p->start = 0;
    }
    if (p->length + more <= p->room)
        return true;
    size_t room = 2 * p->length + more;
    uint8_t *larger = realloc(p->data, room);
    if (!larger)
        return false;
    p->data = larger;
    p->room = room;
    return true;
}

static Value feed_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    RequestParser *p = parser_of(args[0]);
    SpanArg data;
    if (!span_get(t, args[1], &data))
        return VALUE_NULL;
    bool ok = reserve(p, (size_t)data.span.length);
    if (ok && data.span.length) {
        memcpy(p->data + p->start + p->length, data.span.data, (size_t)data.span.length);
        p->length += (size_t)data.span.length;
    }
    span_release(t, &data);
    return ok ? VALUE_NONE : raise_no_memory(t);
}

static void consume(RequestParser *p, size_t count) {
    p->length -= count;
    p->start = p->length ? p->start + count : 0;
}

/* --- what they mean --- */

static Value refuse(Thread *t, RequestParser *p, int status, const char *reason) {
    p->failed = true;
    Value args[] = {small_int_value(status), str_value(str_new(t, reason))};
    if (is_null(args[1]))
        return VALUE_NULL;
    Value e = op_call(t, object_value(native_types_find(t, &parse_error_type_def)), args, 2, NULL);
    if (!is_null(e))
        raise_value(t, e);
    decref(t, e);
    decref(t, args[1]);
    return VALUE_NULL;
}

static Value bytes_of(Thread *t, HttpSpan s) {
    return result_value(bytes_new(t, s.data, s.length));
}

static Value lower_of(Thread *t, HttpSpan s) {
    Bytes *b = bytes_new(t, s.data, s.length);
    for (size_t i = 0; b && i < s.length; i++)
        if (b->data[i] >= 'A' && b->data[i] <= 'Z')
            b->data[i] += 'a' - 'A';
    return result_value(b);
}

static bool add_pair(Thread *t, List *list, Value name, Value value) {
    Tuple *pair = is_null(name) || is_null(value) ? NULL : tuple_pack(t, 2, name, value);
    decref(t, name);
    decref(t, value);
    return pair && list_append_owned(t, list, object_value(pair));
}

static List *list_headers(Thread *t, const HttpRequest *r) {
    List *list = list_new(t, r->header_count);
    bool ok = list != NULL;
    for (int i = 0; ok && i < r->header_count; i++)
        ok = add_pair(t, list, lower_of(t, r->headers[i].name), bytes_of(t, r->headers[i].value));
    if (ok)
        return list;
    xdecref_object(t, list);
    return NULL;
}

/* (method, target, minor version, headers, length, keep_alive, expects_continue, wants_upgrade); length is
 * None for chunks. */
static Value head_tuple(Thread *t, const HttpRequest *r) {
    List *headers = list_headers(t, r);
    Value method = str_value(str_from_latin1(t, r->method.data, r->method.length));
    Value target = bytes_of(t, r->target);
    Value length = r->chunked ? VALUE_NONE : small_int_value(r->content_length < 0 ? 0 : r->content_length);
    Value result = VALUE_NULL;
    if (headers && !is_null(method) && !is_null(target))
        result = result_value(tuple_pack(t, 8, method, target, small_int_value(r->minor),
                                         object_value(headers), length, bool_value(r->keep_alive),
                                         bool_value(r->expects_continue), bool_value(r->wants_upgrade)));
    xdecref_object(t, headers);
    decref(t, method);
    decref(t, target);
    return result;
}

/* Blank lines in front of a request are of clients that end bodies with one. */
static void skip_blank_lines(RequestParser *p) {
    while (p->scan.looked_at == 0 && p->length >= 2 && memcmp(p->data + p->start, "\r\n", 2) == 0)
        consume(p, 2);
}

static Value next_head(Thread *t, RequestParser *p) {
    HttpRequest request;
    const char *problem = "";
    skip_blank_lines(p);
    if (p->length == 0 || (p->length == 1 && p->data[p->start] == '\r'))
        return VALUE_NONE;
    ptrdiff_t end = http_head_end(&p->scan, p->data + p->start, p->length);
    if (end < 0)
        return refuse(t, p, 400, "a line ends without CR");
    if ((end == 0 ? p->length : (size_t)end) > p->longest_head)
        return refuse(t, p, 431, "the head is too long");
    if (end == 0)
        return VALUE_NONE;
    int status = http_parse_head(p->data + p->start, (size_t)end, &request, &problem);
    if (status)
        return refuse(t, p, status, problem);
    Value result = head_tuple(t, &request);
    if (is_null(result))
        return VALUE_NULL;
    http_body_begin(&p->body, &request);
    p->in_body = true;
    p->scan = (HttpHeadScan){0};
    consume(p, (size_t)end);
    return result;
}

static Value next_piece(Thread *t, RequestParser *p) {
    size_t consumed, most = p->length < LARGEST_PIECE ? p->length : LARGEST_PIECE;
    HttpSpan piece = {(const uint8_t *)"", 0};
    HttpBody before = p->body;
    HttpStep step =
        http_body_step(&p->body, p->data ? p->data + p->start : (const uint8_t *)"", most, &consumed, &piece);
    if (step == HTTP_BAD)
        return refuse(t, p, 400, "malformed chunk");
    Value result = step == HTTP_NEED_MORE ? VALUE_NONE : bytes_of(t, piece);
    if (is_null(result)) {
        p->body = before;
        return VALUE_NULL;
    }
    consume(p, consumed);
    p->in_body = step != HTTP_END;
    return result;
}

static Value next_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    RequestParser *p = parser_of(args[0]);
    if (p->failed)
        return raise_value_error(t, "a request was refused");
    return p->in_body ? next_piece(t, p) : next_head(t, p);
}

static Value take_rest_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    RequestParser *p = parser_of(args[0]);
    Value result =
        bytes_of(t, p->data ? (HttpSpan){p->data + p->start, p->length} : (HttpSpan){(const uint8_t *)"", 0});
    if (!is_null(result))
        consume(p, p->length);
    return result;
}

static Value get_started(Thread *t, Value self) {
    const RequestParser *p = parser_of(self);
    return bool_value(p->in_body || p->length > 0);
}

/* --- tables --- */

static const MethodDef methods[] = {
    {"feed", feed_method, "data, /", "Add what a client sent."},
    {"next", next_method, "",
     "What comes next: the head of a request as a tuple, a piece of its body as bytes, b'' at its end; None: "
     "more data is "
     "needed.\n\nA head is (method, target, minor version, headers, length, keep_alive, expects_continue, "
     "wants_upgrade); "
     "names of headers are in lower case, length is None if the body comes in chunks."},
    {"take_rest", take_rest_method, "",
     "The data behind what was read, for who goes on with another protocol."},
    {0}};

static const GetSetDef getsets[] = {
    {"started", get_started, NULL, "Was there a part of a request that is not complete?"}, {0}};

static const TypeDef parser_type_def = {
    .name = "_http.RequestParser",
    .size = sizeof(RequestParser),
    .doc = "Reads the requests of one connection, strictly.\n\nParseError(status, reason) says what is wrong "
           "with one.",
    .new_signature = "longest_head, /",
    .slots = {.new_instance = parser_new, .dealloc = parser_dealloc},
    .methods = methods,
    .getsets = getsets,
};

static const TypeDef *const types[] = {&parser_type_def, &parse_error_type_def, NULL};

const ModuleDef _http_module_def = {
    .name = "_http",
    .doc = "What servers of HTTP are written on.",
    .types = types,
};
