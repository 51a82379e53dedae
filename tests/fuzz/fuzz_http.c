/* Any bytes as the requests of one connection: what is read must not depend on how the bytes arrive, and must
 * lie in them. */
#include "stdlib/http_parse.h"
#include <stdlib.h>
#include <string.h>

typedef struct Reading {
    const uint8_t *data;
    size_t length;   /* what has arrived */
    size_t position; /* what was read */
    HttpHeadScan scan;
    HttpBody body;
    bool in_body, failed;
    uint64_t digest; /* of all that was read */
    size_t content;
} Reading;

static void require(bool condition) {
    if (!condition)
        abort();
}

static void mix(Reading *r, const void *data, size_t length) {
    const uint8_t *bytes = data;
    for (size_t i = 0; i < length; i++)
        r->digest = (r->digest ^ bytes[i]) * 0x100000001b3u;
}

static void mix_span(Reading *r, HttpSpan s) {
    require(s.data >= r->data && s.data + s.length <= r->data + r->length);
    mix(r, s.data, s.length);
    mix(r, "|", 1);
}

static void check_request(Reading *r, const HttpRequest *request) {
    require(request->method.length && request->target.length);
    require(!(request->chunked && request->content_length >= 0));
    mix_span(r, request->method);
    mix_span(r, request->target);
    for (int i = 0; i < request->header_count; i++) {
        require(request->headers[i].name.length &&
                !memchr(request->headers[i].name.data, ' ', request->headers[i].name.length));
        require(!memchr(request->headers[i].value.data, '\n', request->headers[i].value.length));
        mix_span(r, request->headers[i].name);
        mix_span(r, request->headers[i].value);
    }
}

/* false: more is needed, or nothing more will be read. */
static bool read_head(Reading *r) {
    HttpRequest request;
    const char *problem;
    const uint8_t *data = r->data + r->position;
    ptrdiff_t end = http_head_end(&r->scan, data, r->length - r->position);
    require(end <= (ptrdiff_t)(r->length - r->position));
    if (end == 0)
        return false;
    int status = end < 0 ? 400 : http_parse_head(data, (size_t)end, &request, &problem);
    mix(r, &status, sizeof status);
    if (status)
        return r->failed = true, false;
    check_request(r, &request);
    http_body_begin(&r->body, &request);
    r->position += (size_t)end;
    r->scan = (HttpHeadScan){0};
    return r->in_body = true;
}

static bool read_body(Reading *r) {
    size_t consumed;
    HttpSpan piece;
    HttpStep step =
        http_body_step(&r->body, r->data + r->position, r->length - r->position, &consumed, &piece);
    require(consumed <= r->length - r->position);
    r->position += consumed;
    if (step == HTTP_DATA) {
        require(piece.length);
        require(piece.data >= r->data && piece.data + piece.length <= r->data + r->length);
        mix(r, piece.data, piece.length);
        r->content += piece.length;
    }
    r->failed = step == HTTP_BAD;
    r->in_body = step != HTTP_END;
    return step == HTTP_DATA || step == HTTP_END;
}

static void read_on(Reading *r) {
    while (!r->failed && (r->in_body ? read_body(r) : read_head(r)))
        continue;
}

static Reading read_all(const uint8_t *data, size_t size, size_t step) {
    Reading r = {.data = data};
    while (r.length < size) {
        r.length = r.length + step < size ? r.length + step : size;
        read_on(&r);
    }
    return r;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Reading whole = read_all(data, size, size ? size : 1);
    for (size_t step = 1; step < 8; step = 2 * step + 1) {
        Reading parts = read_all(data, size, step);
        require(whole.failed == parts.failed && whole.content == parts.content);
        require(whole.failed || whole.digest == parts.digest);
    }
    return 0;
}
