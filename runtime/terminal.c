#include "runtime/terminal.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include <unistd.h>

bool terminal_is_there(void) {
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

/* Our own readline's function; borrowed. A program may have put anything under the module's name. */
static Value line_editor(Thread *t) {
    Value module = dict_get_name(t, t->interp->sys_modules, NAME(readline));
    return !is_null(module) && is_module(module) ? dict_get_name(t, module_dict(module), NAME(_read_line)) : VALUE_NULL;
}

Value terminal_edit_line(Thread *t, Str *prompt) {
    Value function = line_editor(t);
    if (is_null(function))
        return VALUE_NULL;
    incref(function);
    Value line = op_call1(t, function, object_value(prompt));
    decref(t, function);
    if (is_null(line) || is_str(line))
        return line;
    decref(t, line);
    return VALUE_NULL;
}
