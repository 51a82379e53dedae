#include "stdlib/http_parse.h"
#include <string.h>
#include <strings.h>

enum { LONGEST_SIZE_LINE = 256, LONGEST_TRAILER = 8192 };

/* --- characters --- */

static bool is_digit(uint8_t c) {
    return c >= '0' && c <= '9';
}

static bool is_token_char(uint8_t c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c && strchr("!#$%&'*+-.^_`|~", c));
}

static bool is_blank(uint8_t c) {
    return c == ' ' || c == '\t';
}

static bool is_value_char(uint8_t c) {
    return c >= ' ' ? c != 0x7f : c == '\t';
}

static bool is_target_char(uint8_t c) {
    return c > ' ' && c < 0x7f;
}

static bool is_host_char(uint8_t c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c && strchr("-._~!$&'()*+,;=:[]%", c));
}

static size_t count_while(bool (*is)(uint8_t), HttpSpan s) {
    size_t n = 0;
    while (n < s.length && is(s.data[n]))
        n++;
    return n;
}

static bool consists_of(bool (*is)(uint8_t), HttpSpan s) {
    return count_while(is, s) == s.length;
}

static HttpSpan skip(HttpSpan s, size_t count) {
    return (HttpSpan){s.data + count, s.length - count};
}

static HttpSpan trim(HttpSpan s) {
    s = skip(s, count_while(is_blank, s));
    while (s.length && is_blank(s.data[s.length - 1]))
        s.length--;
    return s;
}

static bool equals(HttpSpan s, const char *text) {
    return s.length == strlen(text) && strncasecmp((const char *)s.data, text, s.length) == 0;
}

/* --- lines --- */

ptrdiff_t http_head_end(HttpHeadScan *scan, const uint8_t *data, size_t length) {
    while (scan->looked_at < length) {
        const uint8_t *lf = memchr(data + scan->looked_at, '\n', length - scan->looked_at);
        scan->looked_at = lf ? (size_t)(lf - data) + 1 : length;
        if (!lf)
            break;
        size_t line = (size_t)(lf - data) - scan->line_start;
        if (line == 0 || lf[-1] != '\r')
            return -1;
        if (line == 1 && scan->line_start > 0)
            return (ptrdiff_t)scan->looked_at;
        scan->line_start = scan->looked_at;
    }
    return 0;
}

/* Cuts the first line, without its end, off; its end is known to be there. */
static HttpSpan take_line(HttpSpan *rest) {
    const uint8_t *lf = memchr(rest->data, '\n', rest->length);
    HttpSpan line = {rest->data, (size_t)(lf - rest->data) - 1};
    *rest = skip(*rest, line.length + 2);
    return line;
}

static int refuse(const char **problem, int status, const char *why) {
    *problem = why;
    return status;
}

/* --- the first line --- */

static int parse_version(HttpSpan version, HttpRequest *r, const char **problem) {
    const uint8_t *v = version.data;
    if (version.length != 8 || memcmp(v, "HTTP/", 5) != 0 || !is_digit(v[5]) || v[6] != '.' ||
        !is_digit(v[7]))
        return refuse(problem, 400, "malformed version");
    if (v[5] != '1')
        return refuse(problem, 505, "unsupported version");
    r->minor = v[7] == '0' ? 0 : 1;
    return 0;
}

static int parse_request_line(HttpSpan line, HttpRequest *r, const char **problem) {
    r->method = (HttpSpan){line.data, count_while(is_token_char, line)};
    HttpSpan rest = skip(line, r->method.length);
    if (!r->method.length || !rest.length || rest.data[0] != ' ')
        return refuse(problem, 400, "malformed method");
    rest = skip(rest, 1);
    r->target = (HttpSpan){rest.data, count_while(is_target_char, rest)};
    rest = skip(rest, r->target.length);
    if (!r->target.length || !rest.length || rest.data[0] != ' ')
        return refuse(problem, 400, "malformed target");
    return parse_version(skip(rest, 1), r, problem);
}

/* --- headers that mean something here --- */

typedef struct Meaning {
    bool has_host, has_encoding;
    bool close, keep_alive;
} Meaning;

/* Below 2^62, in plain digits; -1: not so. */
static int64_t parse_length(HttpSpan value) {
    int64_t n = 0;
    if (!value.length || value.length > 18 || !consists_of(is_digit, value))
        return -1;
    for (size_t i = 0; i < value.length; i++)
        n = 10 * n + (value.data[i] - '0');
    return n;
}

static void read_connection(HttpSpan value, HttpRequest *r, Meaning *m) {
    while (value.length) {
        const uint8_t *comma = memchr(value.data, ',', value.length);
        HttpSpan item = {value.data, comma ? (size_t)(comma - value.data) : value.length};
        value = skip(value, comma ? item.length + 1 : item.length);
        item = trim(item);
        m->close |= equals(item, "close");
        m->keep_alive |= equals(item, "keep-alive");
        r->wants_upgrade |= equals(item, "upgrade");
    }
}

static int read_host(HttpSpan value, Meaning *m, const char **problem) {
    if (m->has_host)
        return refuse(problem, 400, "more than one Host");
    m->has_host = true;
    return consists_of(is_host_char, value) ? 0 : refuse(problem, 400, "malformed Host");
}

static int read_length(HttpSpan value, HttpRequest *r, const char **problem) {
    if (r->content_length >= 0)
        return refuse(problem, 400, "more than one Content-Length");
    r->content_length = parse_length(value);
    return r->content_length >= 0 ? 0 : refuse(problem, 400, "malformed Content-Length");
}

static int read_encoding(HttpSpan value, HttpRequest *r, Meaning *m, const char **problem) {
    if (m->has_encoding || r->minor == 0)
        return refuse(problem, 400, "unexpected Transfer-Encoding");
    m->has_encoding = true;
    r->chunked = equals(value, "chunked");
    return r->chunked ? 0 : refuse(problem, 501, "unsupported Transfer-Encoding");
}

static int understand(const HttpHeader *h, HttpRequest *r, Meaning *m, const char **problem) {
    if (equals(h->name, "host"))
        return read_host(h->value, m, problem);
    if (equals(h->name, "content-length"))
        return read_length(h->value, r, problem);
    if (equals(h->name, "transfer-encoding"))
        return read_encoding(h->value, r, m, problem);
    if (equals(h->name, "connection"))
        read_connection(h->value, r, m);
    else if (equals(h->name, "expect") && r->minor > 0) {
        r->expects_continue = equals(h->value, "100-continue");
        return r->expects_continue ? 0 : refuse(problem, 417, "unknown expectation");
    }
    return 0;
}

static int conclude(HttpRequest *r, const Meaning *m, const char **problem) {
    if (r->chunked && r->content_length >= 0)
        return refuse(problem, 400, "both Content-Length and Transfer-Encoding");
    if (r->minor > 0 && !m->has_host)
        return refuse(problem, 400, "no Host");
    r->keep_alive = !m->close && (r->minor > 0 || m->keep_alive);
    return 0;
}

/* --- the head --- */

static bool parse_field(HttpSpan line, HttpHeader *h) {
    h->name = (HttpSpan){line.data, count_while(is_token_char, line)};
    HttpSpan rest = skip(line, h->name.length);
    if (!h->name.length || !rest.length || rest.data[0] != ':')
        return false;
    h->value = trim(skip(rest, 1));
    return consists_of(is_value_char, h->value);
}

int http_parse_head(const uint8_t *data, size_t length, HttpRequest *r, const char **problem) {
    HttpSpan rest = {data, length};
    Meaning m = {0};
    r->header_count = 0;
    r->content_length = -1;
    r->chunked = r->expects_continue = r->wants_upgrade = false;
    int status = parse_request_line(take_line(&rest), r, problem);
    while (!status && rest.length > 2) {
        HttpHeader *h = &r->headers[r->header_count];
        HttpSpan line = take_line(&rest);
        if (r->header_count == HTTP_MAX_HEADERS)
            return refuse(problem, 431, "too many headers");
        if (!parse_field(line, h))
            return refuse(problem, 400, "malformed header");
        r->header_count++;
        status = understand(h, r, &m, problem);
    }
    return status ? status : conclude(r, &m, problem);
}

/* --- bodies --- */

void http_body_begin(HttpBody *body, const HttpRequest *r) {
    *body = (HttpBody){.left = r->content_length, .state = HTTP_BODY_END};
    if (r->chunked)
        body->state = HTTP_BODY_SIZE_LINE;
    else if (r->content_length > 0)
        body->state = HTTP_BODY_PLAIN;
}

/* A line of at most so many bytes, its end included: HTTP_DATA, and it is consumed. */
static HttpStep next_line(HttpSpan s, size_t longest, HttpSpan *line, size_t *consumed) {
    size_t most = s.length < longest ? s.length : longest;
    const uint8_t *lf = memchr(s.data, '\n', most);
    if (!lf)
        return most < longest ? HTTP_NEED_MORE : HTTP_BAD;
    if (lf == s.data || lf[-1] != '\r')
        return HTTP_BAD;
    *line = (HttpSpan){s.data, (size_t)(lf - s.data) - 1};
    *consumed += line->length + 2;
    return HTTP_DATA;
}

static int hex_value(uint8_t c) {
    return is_digit(c)            ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Hexadecimal digits, perhaps with extensions behind a semicolon. */
static HttpStep read_size(HttpBody *body, HttpSpan line) {
    size_t n = 0;
    int64_t size = 0;
    for (; n < line.length && hex_value(line.data[n]) >= 0; n++) {
        if (n == 15)
            return HTTP_BAD;
        size = 16 * size + hex_value(line.data[n]);
    }
    HttpSpan rest = trim(skip(line, n));
    if (n == 0 || (rest.length && rest.data[0] != ';') || !consists_of(is_value_char, rest))
        return HTTP_BAD;
    body->left = size;
    body->state = size ? HTTP_BODY_CHUNK : HTTP_BODY_TRAILER;
    return HTTP_NEED_MORE;
}

static HttpStep read_content(HttpBody *body, HttpSpan s, size_t *consumed, HttpSpan *piece) {
    size_t count = (int64_t)s.length < body->left ? s.length : (size_t)body->left;
    if (!count)
        return HTTP_NEED_MORE;
    body->left -= (int64_t)count;
    if (body->left == 0)
        body->state = body->state == HTTP_BODY_CHUNK ? HTTP_BODY_CHUNK_END : HTTP_BODY_END;
    *piece = (HttpSpan){s.data, count};
    *consumed += count;
    return HTTP_DATA;
}

static HttpStep read_trailer(HttpBody *body, HttpSpan line) {
    HttpHeader ignored;
    body->trailer_length += line.length + 2;
    if (line.length == 0)
        body->state = HTTP_BODY_END;
    else if (!parse_field(line, &ignored))
        return HTTP_BAD;
    return HTTP_NEED_MORE;
}

/* The parts between contents, each a line. HTTP_NEED_MORE after a line was consumed: go on. */
static HttpStep read_frame(HttpBody *body, HttpSpan s, size_t *consumed) {
    HttpSpan line;
    size_t longest = body->state == HTTP_BODY_SIZE_LINE ? LONGEST_SIZE_LINE
                     : body->state == HTTP_BODY_TRAILER ? LONGEST_TRAILER - body->trailer_length
                                                        : 2;
    HttpStep step = next_line(s, longest, &line, consumed);
    if (step != HTTP_DATA)
        return step;
    if (body->state == HTTP_BODY_SIZE_LINE)
        return read_size(body, line);
    if (body->state == HTTP_BODY_TRAILER)
        return read_trailer(body, line);
    body->state = HTTP_BODY_SIZE_LINE;
    return HTTP_NEED_MORE;
}

HttpStep http_body_step(HttpBody *body, const uint8_t *data, size_t length, size_t *consumed,
                        HttpSpan *piece) {
    HttpSpan s = {data, length};
    *consumed = 0;
    while (body->state != HTTP_BODY_END) {
        size_t before = *consumed;
        if (body->state == HTTP_BODY_PLAIN || body->state == HTTP_BODY_CHUNK)
            return read_content(body, skip(s, before), consumed, piece);
        HttpStep step = read_frame(body, skip(s, before), consumed);
        if (step == HTTP_BAD || *consumed == before)
            return step;
    }
    return HTTP_END;
}
