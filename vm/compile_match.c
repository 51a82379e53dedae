/* match statements.
 *
 * The subject lies in a temporary while the cases are tried. A pattern tests a register that it does not own;
 * parts of the subject get registers above it. Names are bound only after the whole pattern has matched:
 * until then a capture remembers which register holds the value. When a test fails, control goes to a label
 * that clears every register the pattern may have filled. */
#include "vm/compiler.h"

#include "runtime/list.h"
#include "runtime/ops.h"

typedef struct Capture {
    const Name *name;
    int reg;
} Capture;

typedef struct Matcher {
    Compiler *c;
    Capture *captures;
    int count, room;
    const Node *last;       /* the pattern looked at last: where CPython reports a name bound twice */
    int fail;               /* label */
    int high;               /* above all registers that the pattern uses */
    bool allow_irrefutable; /* a pattern that always matches is allowed: nothing comes after it */
} Matcher;

static int take(Matcher *m, int count) {
    int first = m->c->unit->top;
    if (!temp_reserve(m->c, first + count))
        return -1;
    temp_pop(m->c, first + count);
    if (first + count > m->high)
        m->high = first + count;
    return first;
}

static bool is_wildcard(const Node *p) {
    return p->kind == NODE_MATCH_AS && !p->match_as.name && !p->match_as.pattern;
}
static bool is_star_wildcard(const Node *p) {
    return p->kind == NODE_MATCH_STAR && !p->match_star.name;
}

static bool is_captured(const Matcher *m, int reg) {
    for (int i = 0; i < m->count; i++)
        if (m->captures[i].reg == reg)
            return true;
    return false;
}

static bool capture(Matcher *m, const Node *where, const Name *name, int reg) {
    if (!name)
        return true;
    if (!forbidden_name(m->c, where, name, false))
        return false;
    for (int i = 0; i < m->count; i++)
        if (m->captures[i].name == name)
            return compile_error(m->c, m->last ? m->last : where,
                                 "multiple assignments to name '%s' in pattern", name->text);
    if (!compiler_grow(m->c, (void **)&m->captures, m->count, &m->room, sizeof(Capture)))
        return false;
    m->captures[m->count++] = (Capture){name, reg};
    return true;
}

static Operand temporary(int reg) {
    return (Operand){OPERAND_TEMP, reg, VALUE_NULL};
}

/* Computes something about a register into a fresh temporary and fails unless it is true. */
static bool require(Matcher *m, const Node *where, Opcode op, int reg) {
    int test = take(m, 1);
    if (test < 0)
        return false;
    bool ok = emit(m->c, where, op, 0, (unsigned)test, (unsigned)reg, 0) &&
              emit_jump_if(m->c, where, OP_JUMP_IF_FALSE, temporary(test), m->fail);
    temp_pop(m->c, test);
    return ok;
}

static bool jump_compared(Matcher *m, const Node *where, Opcode op, unsigned flags, int left, int right) {
    Ins *ins = emit(m->c, where, op, flags, (unsigned)left, (unsigned)right, 0);
    if (ins)
        ins->x = m->fail;
    return ins;
}

/* Fails unless the length of reg is (at least) count. */
static bool require_length(Matcher *m, const Node *where, int reg, int count, bool at_least) {
    int length = take(m, 2), wanted = length + 1;
    if (length < 0 || !emit(m->c, where, OP_GET_LEN, 0, (unsigned)length, (unsigned)reg, 0) ||
        !emit_loadk(m->c, where, wanted, small_int_value(count)))
        return false;
    bool ok = jump_compared(m, where, at_least ? OP_JUMP_UNLESS_GE : OP_JUMP_UNLESS_EQ, FLAG_A | FLAG_B,
                            length, wanted);
    temp_pop(m->c, length);
    return ok;
}

static bool pattern(Matcher *m, Node *node, int reg);

/* A part of the subject, in a register of the pattern's own. */
static bool subpattern(Matcher *m, Node *node, int reg) {
    bool outer = m->allow_irrefutable;
    int top = m->c->unit->top, before = m->count;
    m->allow_irrefutable = true;
    bool ok = pattern(m, node, reg);
    m->allow_irrefutable = outer;
    if (m->count == before)
        temp_pop(m->c, top);
    return ok && (is_captured(m, reg) || emit_clear(m->c, reg));
}

static bool match_value(Matcher *m, Node *node, int reg) {
    Node *value = node->match_value.value;
    Operand wanted;
    int mark = m->c->unit->top;
    bool plain = node_is_value(value) || value->kind == NODE_ATTRIBUTE;
    if (!plain)
        return compile_error(m->c, node, "patterns may only match literals and attribute lookups");
    if (!compile_register(m->c, value, &wanted))
        return false;
    if (m->c->unit->top > m->high)
        m->high = m->c->unit->top;
    bool ok = jump_compared(m, node, OP_JUMP_UNLESS_EQ, consume(wanted, FLAG_B, -1), reg, wanted.reg);
    temp_pop(m->c, mark);
    return ok;
}

static bool match_singleton(Matcher *m, Node *node, int reg) {
    ConstKind kind = node->match_singleton.value;
    Value v = kind == CONST_NONE ? VALUE_NONE : bool_value(kind == CONST_TRUE);
    int wanted = take(m, 1);
    if (wanted < 0 || !emit_loadk(m->c, node, wanted, v))
        return false;
    bool ok = emit(m->c, node, OP_IS, 0, (unsigned)wanted, (unsigned)reg, (unsigned)wanted) &&
              emit_jump_if(m->c, node, OP_JUMP_IF_FALSE, temporary(wanted), m->fail);
    temp_pop(m->c, wanted);
    return ok;
}

static bool match_row(Matcher *m, const NodeList *patterns, int first) {
    for (int i = 0; i < patterns->count; i++) {
        Node *p = patterns->items[i];
        bool ok = p->kind == NODE_MATCH_STAR ? capture(m, p, p->match_star.name, first + i) &&
                                                   (p->match_star.name || emit_clear(m->c, first + i))
                                             : subpattern(m, p, first + i);
        if (!ok)
            return false;
    }
    return true;
}

static bool match_unpacked(Matcher *m, Node *node, int reg, int star) {
    const NodeList *patterns = &node->match_sequence.patterns;
    int first = take(m, patterns->count);
    Ins *ins = first < 0 ? NULL
                         : emit(m->c, node, star < 0 ? OP_UNPACK : OP_UNPACK_EX, 0, (unsigned)first,
                                (unsigned)reg, (unsigned)(star < 0 ? patterns->count : star));
    if (ins)
        ins->x = patterns->count - star - 1;
    return ins && match_row(m, patterns, first);
}

/* [a, *_, b]: items by index, from the front or from the back. */
static bool load_item(Matcher *m, Node *node, int reg, int item, int i, int star) {
    Compiler *c = m->c;
    int size = node->match_sequence.patterns.count;
    if (i < star)
        return emit_loadk(c, node, item, small_int_value(i)) &&
               emit(c, node, OP_LOAD_ITEM, 0, (unsigned)item, (unsigned)reg, (unsigned)item);
    return emit(c, node, OP_GET_LEN, 0, (unsigned)item, (unsigned)reg, 0) &&
           emit_binary(c, node, TREE_SUB, false, item, temporary(item),
                       (Operand){OPERAND_CONST, -1, small_int_value(size - i)}) &&
           emit(c, node, OP_LOAD_ITEM, 0, (unsigned)item, (unsigned)reg, (unsigned)item);
}

static bool match_indexed(Matcher *m, Node *node, int reg, int star) {
    const NodeList *patterns = &node->match_sequence.patterns;
    for (int i = 0; i < patterns->count; i++) {
        if (i == star || is_wildcard(patterns->items[i]))
            continue;
        int item = take(m, 1), before = m->count;
        if (item < 0 || !load_item(m, node, reg, item, i, star) || !subpattern(m, patterns->items[i], item))
            return false;
        if (m->count == before)
            temp_pop(m->c, item);
    }
    return true;
}

/* Index of the star, -1: none, -2: exception. */
static int find_star(Matcher *m, const Node *node, bool *only_wildcards) {
    const NodeList *patterns = &node->match_sequence.patterns;
    int star = -1;
    *only_wildcards = true;
    for (int i = 0; i < patterns->count; i++) {
        const Node *p = patterns->items[i];
        *only_wildcards &= is_wildcard(p) || is_star_wildcard(p);
        if (p->kind != NODE_MATCH_STAR)
            continue;
        if (star >= 0)
            return compile_error(m->c, node, "multiple starred names in sequence pattern"), -2;
        star = i;
    }
    return star;
}

static bool match_sequence(Matcher *m, Node *node, int reg) {
    int size = node->match_sequence.patterns.count;
    bool only_wildcards;
    int star = find_star(m, node, &only_wildcards);
    if (star == -2 || !require(m, node, OP_MATCH_SEQUENCE, reg))
        return false;
    if (star < 0 && !require_length(m, node, reg, size, false))
        return false;
    if (star >= 0 && size > 1 && !require_length(m, node, reg, size - 1, true))
        return false;
    if (only_wildcards)
        return true;
    bool indexed = star >= 0 && is_star_wildcard(node->match_sequence.patterns.items[star]);
    return indexed ? match_indexed(m, node, reg, star) : match_unpacked(m, node, reg, star);
}

static bool check_keys(Matcher *m, const Node *node) {
    const NodeList *keys = &node->match_mapping.keys;
    for (int i = 0; i < keys->count; i++) {
        Node *key = keys->items[i];
        if (!node_is_value(key) && key->kind != NODE_ATTRIBUTE)
            return compile_error(m->c, node,
                                 "mapping pattern keys may only match literals and attribute lookups");
        for (int j = 0; node_is_value(key) && j < i; j++) {
            int same = node_is_value(keys->items[j])
                           ? op_equal(m->c->t, node_value(keys->items[j]), node_value(key))
                           : 0;
            if (same < 0)
                return false;
            if (same)
                return compile_error(m->c, node, "mapping pattern checks duplicate key (%R)",
                                     node_value(key));
        }
    }
    return true;
}

/* The tuple of keys in the next temporary, which is taken. */
static int push_keys(Matcher *m, Node *node) {
    const NodeList *keys = &node->match_mapping.keys;
    int first = m->c->unit->top, reg;
    for (int i = 0; i < keys->count; i++)
        if (!compile_push(m->c, keys->items[i], &reg))
            return -1;
    if (m->c->unit->top > m->high)
        m->high = m->c->unit->top;
    temp_pop(m->c, first);
    bool ok = emit(m->c, node, OP_BUILD_TUPLE, 0, (unsigned)first, (unsigned)first, (unsigned)keys->count);
    return ok ? take(m, 1) : -1;
}

/* Fails if the tuple in `values` is None, else unpacks it in place and matches each item. */
static bool match_items(Matcher *m, Node *node, const NodeList *patterns, const NodeList *more, int values) {
    int count = patterns->count + (more ? more->count : 0);
    Ins *ins = emit(m->c, node, OP_JUMP_IF_NONE, 0, (unsigned)values, 0, 0);
    if (!ins)
        return false;
    ins->x = m->fail;
    if (!count)
        return emit_clear(m->c, values);
    temp_pop(m->c, values);
    return take(m, count) >= 0 &&
           emit(m->c, node, OP_UNPACK, 0, (unsigned)values, (unsigned)values, (unsigned)count) &&
           match_row(m, patterns, values) && (!more || match_row(m, more, values + patterns->count));
}

static bool match_mapping(Matcher *m, Node *node, int reg) {
    int count = node->match_mapping.keys.count;
    const Name *rest = node->match_mapping.rest;
    if (!check_keys(m, node) || !require(m, node, OP_MATCH_MAPPING, reg))
        return false;
    if (!count && !rest)
        return true;
    if (count && !require_length(m, node, reg, count, true))
        return false;
    int left = rest ? take(m, 1) : -1, keys = push_keys(m, node), values = take(m, 1);
    if (values < 0 || !emit(m->c, node, OP_MATCH_KEYS, 0, (unsigned)values, (unsigned)reg, (unsigned)keys) ||
        !match_items(m, node, &node->match_mapping.patterns, NULL, values))
        return false;
    if (!rest)
        return emit_clear(m->c, keys);
    return emit(m->c, node, OP_DICT_WITHOUT, FLAG_C, (unsigned)left, (unsigned)reg, (unsigned)keys) &&
           capture(m, node, rest, left);
}

static Tuple *attribute_names(Matcher *m, const Node *node) {
    const NameList *names = &node->match_class.kwd_attrs;
    Tuple *tuple = tuple_new(m->c->t, names->count);
    for (int i = 0; tuple && i < names->count; i++) {
        Str *name = compiler_mangled(m->c, m->c->unit->scope->private_class, names->items[i]);
        if (!name) {
            decref_object(m->c->t, tuple);
            return NULL;
        }
        tuple->items[i] = new_object_ref(name);
    }
    return tuple && compiler_own(m->c, object_value(tuple)) ? tuple : NULL;
}

static bool check_attributes(Matcher *m, const Node *node) {
    const NameList *names = &node->match_class.kwd_attrs;
    for (int i = 0; i < names->count; i++) {
        if (!forbidden_name(m->c, node, names->items[i], false))
            return false;
        for (int j = i + 1; j < names->count; j++)
            if (names->items[i] == names->items[j])
                return compile_error(m->c, node->match_class.kwd_patterns.items[j],
                                     "attribute name repeated in class pattern: %s", names->items[i]->text);
    }
    return true;
}

static bool match_class(Matcher *m, Node *node, int reg) {
    Compiler *c = m->c;
    Tuple *names = check_attributes(m, node) ? attribute_names(m, node) : NULL;
    int class = c->unit->top, pushed;
    if (!names || !compile_push(c, node->match_class.cls, &pushed) ||
        !emit_loadk(c, node, class + 1, object_value(names)))
        return false;
    temp_pop(c, class);
    if (take(m, 2) < 0)
        return false;
    Ins *ins = emit(c, node, OP_MATCH_CLASS, 0, (unsigned)class, (unsigned)reg, (unsigned)class);
    if (!ins)
        return false;
    ins->x = node->match_class.patterns.count;
    return match_items(m, node, &node->match_class.patterns, &node->match_class.kwd_patterns, class);
}

static bool match_as(Matcher *m, Node *node, int reg) {
    const Name *name = node->match_as.name;
    if (node->match_as.pattern)
        return pattern(m, node->match_as.pattern, reg) && capture(m, node, name, reg);
    if (!m->allow_irrefutable && name)
        return compile_error(m->c, node, "name capture '%s' makes remaining patterns unreachable",
                             name->text);
    if (!m->allow_irrefutable)
        return compile_error(m->c, node, "wildcard makes remaining patterns unreachable");
    return capture(m, node, name, reg);
}

static int captures_in(const Node *node);

static int captures_in_all(const NodeList *nodes) {
    int count = 0;
    for (int i = 0; i < nodes->count; i++)
        count += captures_in(nodes->items[i]);
    return count;
}

/* How many names a pattern binds. */
static int captures_in(const Node *node) {
    switch (node->kind) {
    case NODE_MATCH_SEQUENCE:
        return captures_in_all(&node->match_sequence.patterns);
    case NODE_MATCH_MAPPING:
        return captures_in_all(&node->match_mapping.patterns) + !!node->match_mapping.rest;
    case NODE_MATCH_CLASS:
        return captures_in_all(&node->match_class.patterns) +
               captures_in_all(&node->match_class.kwd_patterns);
    case NODE_MATCH_STAR:
        return !!node->match_star.name;
    case NODE_MATCH_AS:
        return (node->match_as.pattern ? captures_in(node->match_as.pattern) : 0) + !!node->match_as.name;
    case NODE_MATCH_OR:
        return captures_in(node->match_or.patterns.items[0]);
    default:
        return 0;
    }
}

static bool clear_range(Compiler *c, const Node *where, int from, int to) {
    for (int reg = from; reg < to; reg++)
        if (!emit(c, where, OP_CLEAR, 0, (unsigned)reg, 0, 0))
            return false;
    return true;
}

/* Moves what an alternative has captured to where the first one put it. */
static bool settle(Matcher *m, const Node *node, const Matcher *alternative, const Matcher *first, int slots,
                   int subject) {
    if (alternative->count != first->count)
        return compile_error(m->c, node, "alternative patterns bind different names");
    for (int i = 0; i < first->count; i++) {
        int j = 0;
        while (j < alternative->count && alternative->captures[j].name != first->captures[i].name)
            j++;
        if (j == alternative->count)
            return compile_error(m->c, node, "alternative patterns bind different names");
        int reg = alternative->captures[j].reg;
        bool shared = reg == subject;
        for (int k = i + 1; k < first->count; k++) /* captured twice: the last one takes it */
            for (int l = 0; l < alternative->count; l++)
                shared |= l != j && alternative->captures[l].name == first->captures[k].name &&
                          alternative->captures[l].reg == reg;
        if (!emit(m->c, node, OP_MOVE, shared ? 0 : FLAG_B, (unsigned)(slots + i), (unsigned)reg, 0))
            return false;
    }
    return true;
}

static bool try_alternative(Matcher *m, Node *node, int i, Matcher *alternative, Matcher *first, int slots,
                            int reg, int end) {
    Compiler *c = m->c;
    bool last = i == node->match_or.patterns.count - 1;
    int base = c->unit->top;
    *alternative = (Matcher){.c = c, .fail = label_new(c), .high = base};
    alternative->allow_irrefutable = last && m->allow_irrefutable;
    if (alternative->fail < 0 || !pattern(alternative, node->match_or.patterns.items[i], reg))
        return false;
    if (i == 0)
        *first = *alternative;
    m->last = alternative->last;
    if (!settle(m, alternative->last, alternative, first, slots, reg) || !emit_jump(c, NULL, end) ||
        !label_place(c, alternative->fail) || !clear_range(c, node, base, alternative->high))
        return false;
    if (alternative->high > m->high)
        m->high = alternative->high;
    temp_pop(c, base);
    return !last || emit_jump(c, NULL, m->fail);
}

static bool match_or(Matcher *m, Node *node, int reg) {
    Matcher alternative, first = {0};
    int count = captures_in(node), slots = take(m, count), end = label_new(m->c);
    if (slots < 0 || end < 0)
        return false;
    for (int i = 0; i < node->match_or.patterns.count; i++)
        if (!try_alternative(m, node, i, &alternative, &first, slots, reg, end))
            return false;
    for (int i = 0; i < first.count; i++)
        if (!capture(m, node, first.captures[i].name, slots + i))
            return false;
    return label_place(m->c, end);
}

static bool dispatch(Matcher *m, Node *node, int reg) {
    switch (node->kind) {
    case NODE_MATCH_VALUE:
        return match_value(m, node, reg);
    case NODE_MATCH_SINGLETON:
        return match_singleton(m, node, reg);
    case NODE_MATCH_SEQUENCE:
        return match_sequence(m, node, reg);
    case NODE_MATCH_MAPPING:
        return match_mapping(m, node, reg);
    case NODE_MATCH_CLASS:
        return match_class(m, node, reg);
    case NODE_MATCH_AS:
        return match_as(m, node, reg);
    case NODE_MATCH_OR:
        return match_or(m, node, reg);
    default:
        return compile_error(m->c, node, "can't use starred name here (consider moving to list or tuple)");
    }
}

static bool pattern(Matcher *m, Node *node, int reg) {
    if (!compiler_enter(m->c))
        return false;
    m->last = node;
    bool ok = dispatch(m, node, reg);
    compiler_leave(m->c);
    return ok;
}

/* The whole pattern has matched: names get their values. The subject itself stays for the next case if a
 * guard fails. */
static bool bind_captures(Matcher *m, const Node *where, int subject) {
    for (int i = 0; i < m->count; i++) {
        Capture *capture = &m->captures[i];
        Operand value = temporary(capture->reg);
        bool again = capture->reg == subject;
        for (int j = i + 1; j < m->count; j++)
            again |= m->captures[j].reg == capture->reg;
        if (again)
            value.kind = OPERAND_LOCAL; /* not consumed */
        if (!name_store(m->c, where, capture->name, value))
            return false;
    }
    return true;
}

static bool compile_case(Compiler *c, Node *match_case, int subject, bool last, int end) {
    Node *guard = match_case->match_case.guard, *p = match_case->match_case.pattern;
    int base = c->unit->top;
    Matcher m = {.c = c, .fail = label_new(c), .high = base, .allow_irrefutable = guard || last};
    if (m.fail < 0 || !pattern(&m, p, subject) || !bind_captures(&m, p, subject))
        return false;
    temp_pop(c, base);
    if (guard && !compile_jump_if(c, guard, false, m.fail))
        return false;
    return clear_range(c, guard ? NULL : p, subject, subject + 1) &&
           compile_body(c, &match_case->match_case.body) && emit_jump(c, NULL, end) &&
           label_place(c, m.fail) && clear_range(c, p, base, m.high);
}

bool compile_match(Compiler *c, Node *node) {
    const NodeList *cases = &node->match.cases;
    int subject, end = label_new(c);
    if (end < 0 || !compile_push(c, node->match.subject, &subject))
        return false;
    for (int i = 0; i < cases->count; i++)
        if (!compile_case(c, cases->items[i], subject, i == cases->count - 1, end))
            return false;
    temp_pop(c, subject);
    return emit_clear(c, subject) && label_place(c, end);
}
