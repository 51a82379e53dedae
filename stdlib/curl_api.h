/* libcurl, loaded when a Transfer needs it. With all that it depends on it is some thirty libraries, and to
 * load these takes longer than to start minipy; so the linker does not know of it.
 *
 * A CurlApi is the functions used here, without their prefix: curl.easy_init() is curl_easy_init(). The
 * library stays loaded. No GIL is needed. */
#ifndef STDLIB_CURL_API_H
#define STDLIB_CURL_API_H

#include <curl/curl.h>
#include <stdbool.h>

#define CURL_FUNCTIONS(FUNCTION)                                                                             \
    FUNCTION(global_init)                                                                                    \
    FUNCTION(easy_init)                                                                                      \
    FUNCTION(easy_cleanup)                                                                                   \
    FUNCTION(easy_setopt)                                                                                    \
    FUNCTION(easy_getinfo)                                                                                   \
    FUNCTION(easy_pause)                                                                                     \
    FUNCTION(easy_strerror)                                                                                  \
    FUNCTION(multi_init)                                                                                     \
    FUNCTION(multi_cleanup)                                                                                  \
    FUNCTION(multi_add_handle)                                                                               \
    FUNCTION(multi_remove_handle)                                                                            \
    FUNCTION(multi_perform)                                                                                  \
    FUNCTION(multi_poll)                                                                                     \
    FUNCTION(multi_info_read)                                                                                \
    FUNCTION(slist_append)                                                                                   \
    FUNCTION(slist_free_all)

typedef struct CurlApi {
#define FUNCTION(name) __typeof__(curl_##name) *name;
    CURL_FUNCTIONS(FUNCTION)
#undef FUNCTION
} CurlApi;

/* false: *problem says what is missing. */
bool curl_api_load(CurlApi *api, const char **problem);

#endif
