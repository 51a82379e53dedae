/* Calls. The callee and its arguments are evaluated into a row of registers, the window, which becomes the
 * beginning of the called function's registers. Calls with * or ** collect their arguments in a tuple and a
 * dict first. */
#include "vm/compiler.h"

#include "runtime/list.h"

enum { LARGEST_CALL = 255 }; /* arguments in a window */

static bool has_unpacking(const NodeList *args, const NodeList *keywords) {
    for (int i = 0; i < args->count; i++)
        if (args->items[i]->kind == NODE_STARRED)
            return true;
    for (int i = 0; i < keywords->count; i++)
        if (!keywords->items[i]->keyword.arg)
            return true;
    return args->count + keywords->count > LARGEST_CALL;
}

static bool check_keywords(Compiler *c, const Node *where, const NodeList *keywords) {
    for (int i = 0; i < keywords->count; i++) {
        const Node *keyword = keywords->items[i];
        if (!keyword->keyword.arg)
            continue;
        if (!forbidden_name(c, where, keyword->keyword.arg, false))
            return false;
        for (int j = i + 1; j < keywords->count; j++)
            if (keywords->items[j]->keyword.arg == keyword->keyword.arg)
                return compile_error(c, keywords->items[j], "keyword argument repeated: %s",
                                     keyword->keyword.arg->text);
    }
    return true;
}

/* The index of the constant tuple of names; -1: exception. */
static int names_index(Compiler *c, const NodeList *keywords) {
    Tuple *names = tuple_new(c->t, keywords->count);
    for (int i = 0; names && i < keywords->count; i++) {
        Str *name = compiler_name(c, keywords->items[i]->keyword.arg);
        if (!name) {
            decref_object(c->t, names);
            return -1;
        }
        names->items[i] = new_object_ref(name);
    }
    int index = names ? const_index(c, object_value(names)) : -1;
    xdecref_object(c->t, names);
    return index;
}

/* Lists of what is in registers base+1.. already (`first` of them), then of args. */
static bool collect_arguments(Compiler *c, const Node *where, int base, int first, const NodeList *args) {
    int list = base + 1;
    if (!first && args->count == 1 && args->items[0]->kind == NODE_STARRED)
        return compile_push(c, args->items[0]->starred.value, &list);
    if (!first) {
        if (!args->count) {
            return emit_loadk(c, where, list, c->t->interp->empty_tuple) && temp_push(c) >= 0;
        }
        return compile_list_of(c, where, args, true) &&
               emit(c, where, OP_LIST_TO_TUPLE, 0, (unsigned)list, (unsigned)list, 0);
    }
    temp_pop(c, list);
    if (!emit(c, where, OP_BUILD_LIST, 0, (unsigned)list, (unsigned)list, (unsigned)first) ||
        temp_push(c) < 0)
        return false;
    int more = c->unit->top;
    if (args->count && (!compile_list_of(c, where, args, true) ||
                        !emit(c, where, OP_LIST_EXTEND, FLAG_B, (unsigned)list, (unsigned)more, 0)))
        return false;
    temp_pop(c, more);
    return emit(c, where, OP_LIST_TO_TUPLE, 0, (unsigned)list, (unsigned)list, 0);
}

static bool push_named(Compiler *c, const NodeList *keywords, int from, int count) {
    int reg;
    for (int i = from; i < from + count; i++) {
        const Node *keyword = keywords->items[i];
        Str *name = compiler_name(c, keyword->keyword.arg);
        if (!name || !emit_loadk(c, keyword, c->unit->top, object_value(name)) || temp_push(c) < 0 ||
            !compile_push(c, keyword->keyword.value, &reg))
            return false;
    }
    return true;
}

static int named_in_row(const NodeList *keywords, int from) {
    int count = 0;
    while (from + count < keywords->count && keywords->items[from + count]->keyword.arg && count < 32)
        count++;
    return count;
}

static bool merge_mapping(Compiler *c, const Node *where, int dict, int reg, int base) {
    temp_pop(c, reg);
    return emit(c, where, OP_DICT_MERGE, FLAG_B, (unsigned)dict, (unsigned)reg, (unsigned)base);
}

/* All keywords in one dict in the next temporary. */
static bool collect_keywords(Compiler *c, const Node *where, int base, const NodeList *keywords) {
    int dict = c->unit->top, count = named_in_row(keywords, 0), reg;
    if (!push_named(c, keywords, 0, count))
        return false;
    temp_pop(c, dict);
    if (!emit(c, where, OP_BUILD_MAP, 0, (unsigned)dict, (unsigned)dict, (unsigned)count) || temp_push(c) < 0)
        return false;
    for (int i = count; i < keywords->count; i += count) {
        count = named_in_row(keywords, i);
        reg = c->unit->top;
        if (count) {
            if (!push_named(c, keywords, i, count) ||
                !emit(c, where, OP_BUILD_MAP, 0, (unsigned)reg, (unsigned)reg, (unsigned)count))
                return false;
        } else {
            count = 1;
            if (!compile_push(c, keywords->items[i]->keyword.value, &reg))
                return false;
        }
        if (!merge_mapping(c, where, dict, reg, base))
            return false;
    }
    return true;
}

static bool call_ex(Compiler *c, const Node *where, int base, int first, const NodeList *args,
                    const NodeList *keywords, int dst, bool discard) {
    unsigned bits = 0;
    int reg;
    if (!first && args->count == 1 && args->items[0]->kind == NODE_STARRED)
        bits |= 2;
    if (!collect_arguments(c, where, base, first, args))
        return false;
    if (keywords->count == 1 && !keywords->items[0]->keyword.arg) {
        bits |= 1 | 4;
        if (!compile_push(c, keywords->items[0]->keyword.value, &reg))
            return false;
    } else if (keywords->count) {
        bits |= 1;
        if (!collect_keywords(c, where, base, keywords))
            return false;
    }
    temp_pop(c, base);
    return emit(c, where, OP_CALL_EX, discard ? FLAG_DISCARD : 0, (unsigned)dst, (unsigned)base, bits);
}

static bool push_arguments(Compiler *c, const NodeList *args, const NodeList *keywords) {
    int reg;
    for (int i = 0; i < args->count; i++)
        if (!compile_push(c, args->items[i], &reg))
            return false;
    for (int i = 0; i < keywords->count; i++)
        if (!compile_push(c, keywords->items[i]->keyword.value, &reg))
            return false;
    return true;
}

bool compile_call_args(Compiler *c, const Node *where, int base, int first, bool method, const NodeList *args,
                       const NodeList *keywords, int dst, bool discard) {
    if (!check_keywords(c, where, keywords))
        return false;
    if (has_unpacking(args, keywords))
        return call_ex(c, where, base, first, args, keywords, dst, discard);
    if (!push_arguments(c, args, keywords))
        return false;
    int names = keywords->count ? names_index(c, keywords) : 0;
    Opcode op = method ? (keywords->count ? OP_CALL_METHOD_KW : OP_CALL_METHOD)
                       : (keywords->count ? OP_CALL_KW : OP_CALL);
    temp_pop(c, base);
    Ins *ins = names < 0 || !temp_reserve(c, dst + 1)
                   ? NULL
                   : emit(c, where, op, discard ? FLAG_DISCARD : 0, (unsigned)dst, (unsigned)base,
                          (unsigned)(first + args->count + keywords->count));
    if (ins)
        ins->x = names;
    return ins;
}

/* Is this the call `super()`, which needs no super object when a method is called on it? */
static bool is_plain_super(const Node *node) {
    if (node_is_value(node) || node->kind != NODE_CALL || node->call.args.count || node->call.keywords.count)
        return false;
    const Node *func = node->call.func;
    return !node_is_value(func) && func->kind == NODE_NAME && !strcmp(func->name.id->text, "super");
}

/* object.name(...): the function and the object go into the window without a bound method. */
static bool compile_method_call(Compiler *c, Node *node, int dst, bool discard) {
    Node *func = node->call.func;
    int base = temp_push(c);
    Operand object;
    bool super = is_plain_super(func->attribute.value);
    Node *from = super ? func->attribute.value->call.func : func->attribute.value;
    Opcode op = super ? OP_LOAD_SUPER_METHOD : OP_LOAD_METHOD;
    if (base < 0 || !compile_register(c, from, &object) || !temp_reserve(c, base + 2) ||
        !emit_attribute(c, func, op, consume(object, FLAG_B, -1), (unsigned)base, (unsigned)object.reg))
        return false;
    temp_pop(c, base + 2);
    if (!compile_call_args(c, node, base, 0, true, &node->call.args, &node->call.keywords, dst, discard))
        return false;
    move_to_attribute(&c->unit->ins[here(c) - 1], func);
    return true;
}

bool compile_call(Compiler *c, Node *node, int dst, bool discard) {
    Node *func = node->call.func;
    int base;
    if (!lint_call(c, node))
        return false;
    if (!node_is_value(func) && func->kind == NODE_ATTRIBUTE &&
        !has_unpacking(&node->call.args, &node->call.keywords))
        return compile_method_call(c, node, dst, discard);
    return compile_push(c, func, &base) &&
           compile_call_args(c, node, base, 0, false, &node->call.args, &node->call.keywords, dst, discard);
}
