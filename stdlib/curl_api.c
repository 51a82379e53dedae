#include "stdlib/curl_api.h"
#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *name;
    size_t offset;
} functions[] = {
#define FUNCTION(name) {"curl_" #name, offsetof(CurlApi, name)},
    CURL_FUNCTIONS(FUNCTION)
#undef FUNCTION
};

bool curl_api_load(CurlApi *api, const char **problem) {
    void *library = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
    bool ok = library != NULL;
    for (size_t i = 0; ok && i < sizeof functions / sizeof *functions; i++) {
        void *function = dlsym(library, functions[i].name);
        memcpy((char *)api + functions[i].offset, &function, sizeof function);
        ok = function != NULL;
    }
    if (!ok)
        *problem = dlerror();
    if (library)
        dlclose(library);
    return ok;
}
