/* Requests of HTTP/1.1 as servers read them (RFC 9112), strictly: what two readers could understand in two
 * ways is refused, so that no request can hide in another one. That is a line that ends without CR, a folded
 * line, a blank before a colon, more than one length, a length that is no plain number, any transfer coding
 * but `chunked`, and a control character anywhere.
 *
 * Plain C over the caller's bytes: nothing is allocated, kept or written. No GIL is needed. */
#ifndef STDLIB_HTTP_PARSE_H
#define STDLIB_HTTP_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HTTP_MAX_HEADERS = 100 };

typedef struct HttpSpan {
    const uint8_t *data;
    size_t length;
} HttpSpan;

typedef struct HttpHeader {
    HttpSpan name, value; /* as they came, the value without blanks around it */
} HttpHeader;

typedef struct HttpRequest {
    HttpSpan method, target;
    int minor; /* of the version: 0 or 1 */
    HttpHeader headers[HTTP_MAX_HEADERS];
    int header_count;
    int64_t content_length; /* -1: there is no such header */
    bool chunked;
    bool keep_alive;
    bool expects_continue;
    bool wants_upgrade;
} HttpRequest;

/* Where the head ends. Zeroed memory is the beginning. */
typedef struct HttpHeadScan {
    size_t looked_at, line_start;
} HttpHeadScan;

/* The length of the head, with the blank line; 0: it is not all there; -1: a line ends without CR. The data
 * is the same as before, or more of it. */
ptrdiff_t http_head_end(HttpHeadScan *scan, const uint8_t *data, size_t length);

/* Reads a whole head. 0, or the status to refuse it with; *problem says why. The spans point into the data.
 */
int http_parse_head(const uint8_t *data, size_t length, HttpRequest *request, const char **problem);

typedef enum HttpBodyState {
    HTTP_BODY_END,
    HTTP_BODY_PLAIN,
    HTTP_BODY_SIZE_LINE,
    HTTP_BODY_CHUNK,
    HTTP_BODY_CHUNK_END,
    HTTP_BODY_TRAILER
} HttpBodyState;

/* How far a body was read. */
typedef struct HttpBody {
    HttpBodyState state;
    int64_t left;          /* of the body or of the chunk */
    size_t trailer_length; /* of all lines behind the last chunk */
} HttpBody;

void http_body_begin(HttpBody *body, const HttpRequest *request);

typedef enum HttpStep { HTTP_NEED_MORE, HTTP_DATA, HTTP_END, HTTP_BAD } HttpStep;

/* Goes on reading a body. *consumed is how much of the data was read in any case; of HTTP_DATA *piece, which
 * is not empty, is the content. */
HttpStep http_body_step(HttpBody *body, const uint8_t *data, size_t length, size_t *consumed,
                        HttpSpan *piece);

#endif
