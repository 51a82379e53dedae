#include "stdlib/httpx_exchange.h"
#include "runtime/bytes.h"
#include "runtime/error.h"
#include <stdlib.h>
#include <sys/socket.h>

enum { RECEIVE_LIMIT = 256 << 10 }; /* bytes nobody has taken that make libcurl pause */

void exchange_note(Exchange *x) {
    if (x->progressed || !x->multi)
        return;
    x->progressed = true;
    x->next_progressed = x->multi->progressed;
    x->multi->progressed = x;
}

/* --- callbacks of libcurl: perhaps without the GIL --- */

static bool append(ByteQueue *q, const char *data, size_t count) {
    if (q->room - q->length < count) {
        size_t room = 2 * q->room + count;
        uint8_t *larger = realloc(q->data, room);
        if (!larger)
            return false;
        q->data = larger;
        q->room = room;
    }
    memcpy(q->data + q->length, data, count);
    q->length += count;
    return true;
}

static size_t receive(Exchange *x, ByteQueue *q, const char *data, size_t count) {
    exchange_note(x);
    if (append(q, data, count))
        return count;
    x->no_memory = true;
    return 0; /* libcurl gives up */
}

static size_t on_body(char *data, size_t size, size_t count, void *arg) {
    Exchange *x = arg;
    if (x->body.length >= RECEIVE_LIMIT) {
        x->receiving_paused = true;
        return CURL_WRITEFUNC_PAUSE;
    }
    return receive(x, &x->body, data, size * count);
}

static bool is_blank_line(const char *line, size_t length) {
    return (length == 1 && line[0] == '\n') || (length == 2 && line[0] == '\r' && line[1] == '\n');
}

/* Only the last head is kept; an answer that switches protocols is the last one. */
static size_t on_header(char *line, size_t size, size_t count, void *arg) {
    Exchange *x = arg;
    size_t length = size * count;
    if (x->head_ended)
        return length;
    if (length > 9 && memcmp(line, "HTTP/", 5) == 0) {
        const char *blank = memchr(line, ' ', length);
        bool has_status = blank && blank + 4 <= line + length;
        x->interim = has_status && blank[1] == '1' && memcmp(blank + 1, "101", 3) != 0;
        x->head.length = 0;
    }
    x->head_ended = !x->interim && is_blank_line(line, length);
    return receive(x, &x->head, line, length);
}

static size_t on_send(char *out, size_t size, size_t count, void *arg) {
    Exchange *x = arg;
    const Bytes *content = is_null(x->content) ? NULL : value_bytes(x->content);
    size_t left = content ? (size_t)content->length - x->content_sent : 0;
    size_t taken = left < size * count ? left : size * count;
    exchange_note(x);
    if (taken == 0) {
        x->sending_paused = !x->content_ended;
        return x->content_ended ? 0 : CURL_READFUNC_PAUSE;
    }
    memcpy(out, content->data + x->content_sent, taken);
    x->content_sent += taken;
    return taken;
}

/* A connection that was kept may turn out to be closed; then libcurl sends the request over another one. */
static int on_rewind(void *arg, curl_off_t offset, int origin) {
    Exchange *x = arg;
    if (!x->is_whole || offset != 0 || origin != SEEK_SET)
        return CURL_SEEKFUNC_CANTSEEK;
    x->content_sent = 0;
    return CURL_SEEKFUNC_OK;
}

static int on_connected(void *arg, char *ip, char *local_ip, int port, int local_port) {
    Exchange *x = arg;
    x->connected = true;
    exchange_note(x);
    return CURL_PREREQFUNC_OK;
}

/* Sockets are not inherited by programs that are started. */
static curl_socket_t on_open(void *arg, curlsocktype purpose, struct curl_sockaddr *address) {
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* --- the handle --- */

#define SET(option, value) ok = ok && curl_easy_setopt(x->easy, option, value) == CURLE_OK

static bool set_callbacks(Exchange *x) {
    bool ok = true;
    SET(CURLOPT_PRIVATE, x);
    SET(CURLOPT_WRITEFUNCTION, on_body);
    SET(CURLOPT_WRITEDATA, x);
    SET(CURLOPT_HEADERFUNCTION, on_header);
    SET(CURLOPT_HEADERDATA, x);
    SET(CURLOPT_READFUNCTION, on_send);
    SET(CURLOPT_READDATA, x);
    SET(CURLOPT_SEEKFUNCTION, on_rewind);
    SET(CURLOPT_SEEKDATA, x);
    SET(CURLOPT_PREREQFUNCTION, on_connected);
    SET(CURLOPT_PREREQDATA, x);
    SET(CURLOPT_OPENSOCKETFUNCTION, on_open);
    SET(CURLOPT_ERRORBUFFER, x->message);
    return ok;
}

/* Times are looked at by who drives the Multi, and proxies are those that httpx finds. */
static bool set_habits(Exchange *x) {
    bool ok = true;
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SET(CURLOPT_PATH_AS_IS, 1L);
    SET(CURLOPT_CONNECTTIMEOUT_MS, (long)INT32_MAX);
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    SET(CURLOPT_PROXY, "");
    SET(CURLOPT_NOPROXY, "");
    SET(CURLOPT_QUICK_EXIT, 1L);
    return ok;
}

static bool set_request(Exchange *x, const char *url, const char *method, int64_t length) {
    bool ok = true;
    SET(CURLOPT_URL, url);
    SET(CURLOPT_HTTPHEADER, x->headers);
    if (length != EXCHANGE_NO_BODY) {
        SET(CURLOPT_UPLOAD, 1L);
        SET(CURLOPT_INFILESIZE_LARGE, (curl_off_t)(length >= 0 ? length : -1));
    } else if (strcmp(method, "HEAD") == 0) {
        SET(CURLOPT_NOBODY, 1L);
    }
    SET(CURLOPT_CUSTOMREQUEST, method);
    return ok;
}

bool exchange_prepare(Thread *t, Exchange *x, const char *url, const char *method, int64_t length) {
    x->easy = curl_easy_init();
    if (x->easy && set_callbacks(x) && set_habits(x) && set_request(x, url, method, length))
        return true;
    raise_no_memory(t); /* the options are all known to the libcurl that this was built with */
    return false;
}

/* --- its life --- */

void exchange_resume(Exchange *x) {
    if (x->body.length < RECEIVE_LIMIT)
        x->receiving_paused = false;
    if (x->content_ended ||
        (!is_null(x->content) && x->content_sent < (size_t)value_bytes(x->content)->length))
        x->sending_paused = false;
    if (x->easy && x->multi && !x->done)
        curl_easy_pause(x->easy, (x->receiving_paused ? CURLPAUSE_RECV : 0) |
                                     (x->sending_paused ? CURLPAUSE_SEND : 0));
}

static void forget_progress(Exchange *x) {
    if (!x->progressed)
        return;
    Exchange **link = &x->multi->progressed;
    while (*link != x)
        link = &(*link)->next_progressed;
    *link = x->next_progressed;
    x->progressed = false;
}

void exchange_remove(Thread *t, Exchange *x) {
    Multi *multi = x->multi;
    if (!multi)
        return;
    curl_multi_remove_handle(multi->handle, x->easy);
    forget_progress(x);
    x->multi = NULL;
    decref_object(t, multi);
}

void exchange_free(Thread *t, Exchange *x) {
    exchange_remove(t, x);
    if (x->easy)
        curl_easy_cleanup(x->easy);
    if (x->headers)
        curl_slist_free_all(x->headers);
    free(x->head.data);
    free(x->body.data);
    decref(t, x->content);
}
