/* code.co_lines() and code.co_positions(). */
#include "vm/code_lines.h"

#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"

static Value iterator_of(Thread *t, List *list) {
    Value iterator = list ? op_iter(t, object_value(list)) : VALUE_NULL;
    xdecref_object(t, list);
    return iterator;
}

/* Consumes the tuple; on failure the list goes too. */
static List *append(Thread *t, List *list, Tuple *item) {
    if (item && list_append_owned(t, list, object_value(item)))
        return list;
    decref_object(t, list);
    return NULL;
}

static Value number_or_none(int64_t n, bool known) {
    return known ? small_int_value(n) : VALUE_NONE;
}

static List *append_range(Thread *t, List *list, uint32_t start, uint32_t end, int32_t line) {
    return append(t, list,
                  tuple_pack(t, 3, small_int_value((int64_t)start * 8), small_int_value((int64_t)end * 8),
                             number_or_none(line, line > 0)));
}

/* Lines without an instruction, as empty ranges where they are passed (PEP 626). */
static List *append_passed(Thread *t, List *list, const Code *code, uint32_t target) {
    for (uint32_t i = 0; list && i < code->passed_count; i++)
        if (code->passed[i].target == target)
            list = append_range(t, list, target, target, code->passed[i].line);
    return list;
}

Value code_lines(Thread *t, Code *code) {
    List *list = list_new(t, 0);
    for (uint32_t i = 0, end; list && i < code->instr_count; i = end) {
        int32_t line = code->positions[i].line;
        for (end = i + 1; end < code->instr_count && code->positions[end].line == line;)
            end++;
        for (uint32_t k = i; list && code->passed_count && k < end; k++)
            list = append_passed(t, list, code, k);
        list = list ? append_range(t, list, i, end, line) : NULL;
    }
    return iterator_of(t, list);
}

Value code_positions(Thread *t, Code *code) {
    List *list = list_new(t, code->instr_count);
    for (uint32_t i = 0; list && i < code->instr_count; i++) {
        Position p = code->positions[i];
        bool line = p.line > 0, col = line && p.col != 0xffff;
        list = append(t, list,
                      tuple_pack(t, 4, number_or_none(p.line, line),
                                 number_or_none((int64_t)p.line + p.end_line_delta, line),
                                 number_or_none(p.col, col), number_or_none(p.end_col, col)));
    }
    return iterator_of(t, list);
}
