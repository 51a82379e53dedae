/* The structure of regular expressions: branches, sequences, groups, repeats. Escapes and sets are in
 * re_escape.c. */
#include "stdlib/re_parse.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/memory.h"
#include "runtime/ops.h"

static ReNode *parse_branches(ReParser *p, uint32_t flags, bool outermost);
static ReNode *parse_sequence(ReParser *p, uint32_t *flags, bool first);

/* --- memory --- */

struct ReBlock {
    ReBlock *next;
    size_t used, room;
    uint64_t data[];
};

void *re_allocate(ReParser *p, size_t size) {
    enum { USUAL = 1000 };
    ReBlock *block = p->tree->blocks;
    size = (size + 7) & ~(size_t)7;
    if (!block || block->room - block->used < size) {
        size_t room = size > USUAL ? size : USUAL;
        block = mem_alloc(sizeof *block + room);
        if (!block)
            return raise_no_memory(p->source.t), NULL;
        *block = (ReBlock){.next = p->tree->blocks, .room = room};
        p->tree->blocks = block;
    }
    void *place = (char *)block->data + block->used;
    block->used += size;
    return memset(place, 0, size);
}

ReNode *re_node(ReParser *p, ReOp op, uint32_t value) {
    ReNode *node = re_allocate(p, sizeof *node);
    if (!node)
        return NULL;
    node->op = op;
    node->value = value;
    bool one = op == RE_LITERAL || op == RE_ANY || op == RE_SET;
    node->width = (ReWidth){one, one};
    return node;
}

void re_tree_free(Thread *t, ReTree *tree) {
    for (ReBlock *block = tree->blocks, *next; block; block = next) {
        next = block->next;
        mem_free(block);
    }
    mem_free(tree->parents);
    xdecref_object(t, tree->names);
    *tree = (ReTree){0};
}

/* --- widths --- */

static uint32_t add_width(uint32_t a, uint32_t b) {
    return a > RE_NO_LIMIT - b ? RE_NO_LIMIT : a + b;
}

static uint32_t times_width(uint32_t a, uint32_t n) {
    uint64_t product = (uint64_t)a * n;
    return product > RE_NO_LIMIT ? RE_NO_LIMIT : (uint32_t)product;
}

static ReWidth either_width(ReWidth a, ReWidth b) {
    return (ReWidth){a.least < b.least ? a.least : b.least, a.most > b.most ? a.most : b.most};
}

static bool is_open(ReParser *p, int64_t group) {
    return p->group_widths[group].least == RE_NO_LIMIT && p->group_widths[group].most == 0;
}

/* --- references to groups --- */

bool re_check_lookbehind_group(ReParser *p, int64_t group) {
    ReSource *s = &p->source;
    if (!p->lookbehind_groups)
        return true;
    if (group > p->tree->groups || is_open(p, group))
        return re_source_error(s, 0, "cannot refer to an open group");
    return group < p->lookbehind_groups ||
           re_source_error(s, 0, "cannot refer to group defined in the same lookbehind subpattern");
}

bool re_check_backref(ReParser *p, int64_t group, int64_t offset) {
    if (is_open(p, group))
        return re_source_error(&p->source, offset, "cannot refer to an open group");
    return re_check_lookbehind_group(p, group);
}

/* The number of the group of that name, which ends `offset` characters back; -1: exception. */
static int64_t find_name(ReParser *p, Str *name) {
    ReSource *s = &p->source;
    if (!re_source_check_name(s, name, 1))
        return -1;
    Value number = dict_get(s->t, p->tree->names, object_value(name));
    if (is_null(number)) {
        if (!error_pending(s->t))
            re_source_error(s, name->length + 1, "unknown group name %R", object_value(name));
        return -1;
    }
    return small_int(number);
}

static bool grow(ReParser *p, void **array, int *room, int needed, size_t size, int fill) {
    if (needed < *room)
        return true;
    int more = *room ? 2 * *room : 16;
    while (more <= needed)
        more *= 2;
    void *bigger = mem_realloc(*array, (size_t)more * size);
    if (!bigger)
        return raise_no_memory(p->source.t), false;
    memset((char *)bigger + (size_t)*room * size, fill, (size_t)(more - *room) * size);
    *array = bigger;
    *room = more;
    return true;
}

static bool name_group(ReParser *p, Str *name, int number) {
    ReSource *s = &p->source;
    Value earlier = dict_get(s->t, p->tree->names, object_value(name));
    if (!is_null(earlier))
        return re_source_error(s, name->length + 1, "redefinition of group name %R as group %d; was group %d",
                               object_value(name), number, (int)small_int(earlier));
    return !error_pending(s->t) &&
           dict_set(s->t, p->tree->names, object_value(name), small_int_value(number));
}

/* The number of a new group; 0: exception. */
static uint32_t open_group(ReParser *p, Str *name) {
    int number = p->tree->groups + 1;
    if (!grow(p, (void **)&p->group_widths, &p->group_room, number, sizeof(ReWidth), 0))
        return 0;
    if (name && !name_group(p, name, number))
        return 0;
    p->group_widths[number] = (ReWidth){RE_NO_LIMIT, 0};
    p->tree->groups = number;
    p->tree->has_looking_groups |= p->look_depth > 0;
    return (uint32_t)number;
}

/* --- groups --- */

static uint32_t flag_of(int64_t c) {
    switch (c) {
    case 'i':
        return RE_IGNORECASE;
    case 'L':
        return RE_LOCALE;
    case 'm':
        return RE_MULTILINE;
    case 's':
        return RE_DOTALL;
    case 'x':
        return RE_VERBOSE;
    case 'a':
        return RE_ASCII;
    case 't':
        return RE_TEMPLATE;
    case 'u':
        return RE_UNICODE;
    default:
        return 0;
    }
}

static bool is_alphabetic(int64_t c) {
    return c < 128 ? re_is_letter(c) : true;
}

/* Passes the next token, which must be there and be a flag or one of `ends`: its character, or RE_END for an
 * exception. */
static int64_t read_flag(ReParser *p, const char *ends, const char *missing) {
    ReSource *s = &p->source;
    int64_t c = re_source_next(s), start = s->at;
    if (c == RE_END)
        return re_source_error(s, 0, "%s", missing), RE_END;
    if (!re_source_step(s))
        return RE_END;
    if (flag_of(c) || (c < 128 && strchr(ends, (int)c)))
        return c;
    return re_source_error_at(s, start, "%s", is_alphabetic(c) ? "unknown flag" : missing), RE_END;
}

static bool turn_flag_on(ReParser *p, int64_t c, uint32_t *add) {
    ReSource *s = &p->source;
    if (s->is_text && c == 'L')
        return re_source_error(s, 0, "bad inline flags: cannot use 'L' flag with a str pattern");
    if (!s->is_text && c == 'u')
        return re_source_error(s, 0, "bad inline flags: cannot use 'u' flag with a bytes pattern");
    uint32_t flag = flag_of(c);
    *add |= flag;
    return !(flag & RE_KIND_FLAGS) || (*add & RE_KIND_FLAGS) == flag ||
           re_source_error(s, 0, "bad inline flags: flags 'a', 'u' and 'L' are incompatible");
}

static bool read_flags_off(ReParser *p, uint32_t *remove) {
    int64_t c = read_flag(p, "", "missing flag");
    while (c != RE_END && c != ':') {
        if (flag_of(c) & RE_KIND_FLAGS)
            return re_source_error(&p->source, 0, "bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
        *remove |= flag_of(c);
        c = read_flag(p, ":", "missing :");
    }
    return c == ':';
}

/* (?aiLmsux-imsx: or (?aiLmsux), behind its first character c. *global: the latter. */
static bool read_flags(ReParser *p, int64_t c, uint32_t *add, uint32_t *remove, bool *global) {
    ReSource *s = &p->source;
    while (c != '-' && c != ':' && c != ')') {
        if (!turn_flag_on(p, c, add))
            return false;
        c = read_flag(p, ")-:", "missing -, : or )");
        if (c == RE_END)
            return false;
    }
    *global = c == ')';
    if (*global)
        return true;
    if (*add & RE_TEMPLATE)
        return re_source_error(s, 1, "bad inline flags: cannot turn on global flag");
    if (c == '-' && !read_flags_off(p, remove))
        return false;
    if (*remove & RE_TEMPLATE)
        return re_source_error(s, 1, "bad inline flags: cannot turn off global flag");
    return !(*add & *remove) || re_source_error(s, 1, "bad inline flags: flag turned on and off");
}

static bool close_parenthesis(ReParser *p, int64_t start) {
    bool found;
    if (!re_source_match(&p->source, ')', &found))
        return false;
    return found || re_source_error_at(&p->source, start, "missing ), unterminated subpattern");
}

/* The inside of a group of any kind, and its parenthesis. */
static bool finish_group(ReParser *p, ReNode *node, int64_t start, uint32_t flags) {
    node->inside = parse_branches(p, flags, false);
    if (!node->inside)
        return false;
    node->width = node->inside->width;
    return close_parenthesis(p, start);
}

static ReNode *parse_capture(ReParser *p, Str *name, int64_t start, uint32_t flags) {
    ReNode *node = re_node(p, RE_GROUP, 0);
    if (!node || !(node->value = open_group(p, name)) || !finish_group(p, node, start, flags))
        return NULL;
    p->group_widths[node->value] = node->width;
    return node;
}

static ReNode *parse_look(ReParser *p, int64_t start, uint32_t look, uint32_t flags) {
    ReNode *node = re_node(p, RE_LOOK, look);
    int outer = p->lookbehind_groups;
    if (!node)
        return NULL;
    if (look & RE_BEHIND && !outer)
        p->lookbehind_groups = p->tree->groups + 1;
    p->look_depth++;
    bool ok = finish_group(p, node, start, flags);
    p->look_depth--;
    p->lookbehind_groups = outer;
    node->width = (ReWidth){0, 0};
    return ok ? node : NULL;
}

static ReNode *parse_lookbehind(ReParser *p, int64_t start, uint32_t flags) {
    ReSource *s = &p->source;
    int64_t c = re_source_next(s), place = s->at;
    if (c == RE_END)
        return re_source_error(s, 0, "unexpected end of pattern"), NULL;
    if (!re_source_step(s))
        return NULL;
    if (c == '=' || c == '!')
        return parse_look(p, start, RE_BEHIND | (c == '!' ? RE_NEGATIVE : 0), flags);
    Str *token = re_source_slice(s, place, s->at);
    if (token)
        re_source_error(s, token->length + 2, "unknown extension ?<%U", token);
    xdecref_object(s->t, token);
    return NULL;
}

/* (?P=name) */
static ReNode *parse_named_backref(ReParser *p) {
    Str *name = re_source_until(&p->source, ')', "group name");
    if (!name)
        return NULL;
    int64_t number = find_name(p, name);
    bool ok = number > 0 && re_check_backref(p, number, name->length + 1);
    decref_object(p->source.t, name);
    if (!ok)
        return NULL;
    ReNode *node = re_node(p, RE_BACKREF, (uint32_t)number);
    if (node)
        node->width = p->group_widths[number];
    return node;
}

/* (?P<name>...), (?P=name), behind the P */
static ReNode *parse_named(ReParser *p, int64_t start, uint32_t flags) {
    ReSource *s = &p->source;
    int64_t place = s->at;
    bool found;
    if (!re_source_match(s, '<', &found))
        return NULL;
    if (found) {
        Str *name = re_source_until(s, '>', "group name");
        ReNode *node = name && re_source_check_name(s, name, 1) ? parse_capture(p, name, start, flags) : NULL;
        xdecref_object(s->t, name);
        return node;
    }
    if (!re_source_match(s, '=', &found))
        return NULL;
    if (found)
        return parse_named_backref(p);
    if (place >= s->length)
        return re_source_error(s, 0, "unexpected end of pattern"), NULL;
    Str *token = re_source_step(s) ? re_source_slice(s, place, s->at) : NULL;
    if (token)
        re_source_error(s, token->length + 2, "unknown extension ?P%U", token);
    xdecref_object(s->t, token);
    return NULL;
}

/* (?#...), behind the # */
static bool skip_comment(ReParser *p, int64_t start) {
    bool closed = false;
    while (!closed) {
        if (p->source.at >= p->source.length)
            return re_source_error_at(&p->source, start, "missing ), unterminated comment");
        closed = re_source_sees(&p->source, ')');
        if (!re_source_step(&p->source))
            return false;
    }
    return true;
}

/* The group that a condition asks for, by name or number. */
static bool read_condition_group(ReParser *p, Str *name, int64_t *group) {
    ReSource *s = &p->source;
    bool is_name;
    if (!re_source_is_identifier(s->t, name, &is_name))
        return false;
    if (is_name)
        return (*group = find_name(p, name)) > 0;
    int64_t place = s->at - name->length - 1;
    if (!re_source_group_number(s, name, 1, group))
        return false;
    if (!*group)
        return re_source_error_at(s, place, "bad group number");
    if (*group > UINT16_MAX) /* PCRE2 has no more, so none of that number will be defined */
        return re_source_error_at(s, place, "invalid group reference %zd", (ssize_t)*group);
    if (!grow(p, (void **)&p->condition_places, &p->conditions_room, (int)*group, sizeof(int64_t), 0xff))
        return false;
    if (p->condition_places[*group] < 0)
        p->condition_places[*group] = place;
    return true;
}

/* (?(group)yes|no), behind the second parenthesis */
static ReNode *parse_condition(ReParser *p, int64_t start, uint32_t flags) {
    ReSource *s = &p->source;
    int64_t group = 0;
    Str *name = re_source_until(s, ')', "group name");
    bool found, ok = name && read_condition_group(p, name, &group) && re_check_lookbehind_group(p, group);
    xdecref_object(s->t, name);
    ReNode *node = ok ? re_node(p, RE_CONDITION, (uint32_t)group) : NULL;
    if (!node || !(node->inside = parse_sequence(p, &flags, false)) || !re_source_match(s, '|', &found))
        return NULL;
    node->width = (ReWidth){0, node->inside->width.most};
    if (found) {
        node->otherwise = parse_sequence(p, &flags, false);
        if (!node->otherwise)
            return NULL;
        if (re_source_sees(s, '|'))
            return re_source_error(s, 0, "conditional backref with more than two branches"), NULL;
        node->width = either_width(node->inside->width, node->otherwise->width);
    }
    return close_parenthesis(p, start) ? node : NULL;
}

static ReNode *parse_plain_group(ReParser *p, ReOp op, int64_t start, uint32_t flags) {
    ReNode *node = re_node(p, op, 0);
    return node && finish_group(p, node, start, flags) ? node : NULL;
}

/* (?flags) and (?flags:...). The former gives no node: *node stays NULL. */
static bool parse_flags(ReParser *p, int64_t c, int64_t start, uint32_t *flags, bool at_start,
                        ReNode **node) {
    uint32_t add = 0, remove = 0;
    bool global;
    if (!read_flags(p, c, &add, &remove, &global))
        return false;
    if (global) {
        if (!at_start)
            return re_source_error_at(&p->source, start, "global flags not at the start of the expression");
        p->flags |= add;
        *flags |= add & RE_VERBOSE;
        return true;
    }
    ReNode *group = re_node(p, RE_GROUP, 0);
    if (!group)
        return false;
    group->add = add;
    group->remove = remove;
    *node = group;
    return finish_group(p, group, start, re_flags_inside(group, *flags));
}

/* What follows "(?", whose parenthesis is at `start`. *node stays NULL if it is nothing that matches. */
static bool parse_extension(ReParser *p, int64_t start, uint32_t *flags, bool at_start, ReNode **node) {
    ReSource *s = &p->source;
    int64_t place = s->at, c = re_source_next(s);
    if (c == RE_END)
        return re_source_error(s, 0, "unexpected end of pattern");
    if (!re_source_step(s))
        return false;
    switch (c) {
    case 'P':
        return (*node = parse_named(p, start, *flags)) != NULL;
    case ':':
        return (*node = parse_plain_group(p, RE_GROUP, start, *flags)) != NULL;
    case '>':
        return (*node = parse_plain_group(p, RE_ATOMIC, start, *flags)) != NULL;
    case '#':
        return skip_comment(p, start);
    case '=':
        return (*node = parse_look(p, start, RE_AHEAD, *flags)) != NULL;
    case '!':
        return (*node = parse_look(p, start, RE_AHEAD | RE_NEGATIVE, *flags)) != NULL;
    case '<':
        return (*node = parse_lookbehind(p, start, *flags)) != NULL;
    case '(':
        return (*node = parse_condition(p, start, *flags)) != NULL;
    }
    if (flag_of(c) || c == '-')
        return parse_flags(p, c, start, flags, at_start, node);
    Str *token = re_source_slice(s, place, s->at);
    if (token)
        re_source_error(s, token->length + 1, "unknown extension ?%U", token);
    xdecref_object(s->t, token);
    return false;
}

/* --- repeats --- */

/* Digits of a bound; *value stays as it is if there are none. */
static bool read_bound(ReSource *s, uint32_t *value, bool *found) {
    uint64_t n = 0;
    *found = re_is_digit(re_source_next(s));
    while (re_is_digit(re_source_next(s))) {
        n = n * 10 + (uint64_t)(re_source_next(s) - '0');
        n = n > RE_NO_LIMIT ? RE_NO_LIMIT : n;
        if (!re_source_step(s))
            return false;
    }
    if (*found)
        *value = (uint32_t)n;
    return true;
}

/* {m,n} behind its brace, at `start`. *literal: it is something else, and only the brace was read. */
static bool read_bounds(ReParser *p, int64_t start, uint32_t *min, uint32_t *max, bool *literal) {
    ReSource *s = &p->source;
    bool has_min, has_max, found;
    *literal = re_source_sees(s, '}');
    if (*literal)
        return true;
    *min = 0;
    *max = RE_NO_LIMIT;
    if (!read_bound(s, min, &has_min) || !re_source_match(s, ',', &found))
        return false;
    if (found && !read_bound(s, max, &has_max))
        return false;
    if (!found) {
        *max = has_min ? *min : RE_NO_LIMIT;
        has_max = has_min;
    }
    if (!re_source_match(s, '}', &found))
        return false;
    if (!found) {
        s->at = start + 1;
        *literal = true;
        return true;
    }
    if ((has_min && *min == RE_NO_LIMIT) || (has_max && *max == RE_NO_LIMIT))
        return raise_overflow(s->t, "the repetition number is too large"), false;
    return *min <= *max || re_source_error_at(s, start + 1, "min repeat greater than max repeat");
}

static bool read_greed(ReSource *s, uint32_t *greed) {
    bool found;
    *greed = RE_GREEDY;
    if (!re_source_match(s, '?', &found))
        return false;
    if (found)
        return *greed = RE_LAZY, true;
    if (!re_source_match(s, '+', &found))
        return false;
    if (found)
        *greed = RE_POSSESSIVE;
    return true;
}

/* The last item of a sequence becomes a repeat of itself. */
static bool repeat_item(ReParser *p, ReNode *item, int64_t start, uint32_t min, uint32_t max) {
    ReSource *s = &p->source;
    uint32_t greed;
    if (!item || item->op == RE_AT)
        return re_source_error_at(s, start, "nothing to repeat");
    if (item->op == RE_REPEAT)
        return re_source_error_at(s, start, "multiple repeat");
    if (!read_greed(s, &greed))
        return false;
    ReNode *inside = re_node(p, item->op, 0);
    if (!inside)
        return false;
    *inside = *item;
    *item = (ReNode){.op = RE_REPEAT, .value = greed, .min = min, .max = max, .inside = inside};
    item->width = (ReWidth){times_width(inside->width.least, min), times_width(inside->width.most, max)};
    return true;
}

static bool contains_group(const ReNode *node) {
    for (; node; node = node->next)
        if ((node->op == RE_GROUP && node->value) || contains_group(node->inside) ||
            contains_group(node->otherwise))
            return true;
    return false;
}

/* --- sequences --- */

typedef struct Chain {
    ReNode *first, **end, *last;
} Chain;

static bool chain_add(Chain *chain, ReNode *node) {
    if (!node)
        return false;
    *chain->end = chain->last = node;
    chain->end = &node->next;
    return true;
}

/* * + ? {: a repeat of what was last, or a brace that is a character. `start` is where it is, already read.
 */
static bool parse_repeat(ReParser *p, Chain *chain, uint32_t c, int64_t start) {
    uint32_t min = c == '+', max = c == '?' ? 1 : RE_NO_LIMIT;
    bool literal = false;
    if (c == '{' && !read_bounds(p, start, &min, &max, &literal))
        return false;
    if (literal)
        return chain_add(chain, re_node(p, RE_LITERAL, '{'));
    if (!repeat_item(p, chain->last, start, min, max))
        return false;
    p->tree->has_repeated_groups |= max > 1 && contains_group(chain->last->inside);
    return true;
}

static bool parse_group(ReParser *p, Chain *chain, uint32_t *flags, bool first, int64_t start) {
    bool found;
    ReNode *node = NULL;
    if (!re_source_match(&p->source, '?', &found))
        return false;
    if (!found)
        return chain_add(chain, parse_capture(p, NULL, start, *flags));
    return parse_extension(p, start, flags, first && !chain->first, &node) &&
           (!node || chain_add(chain, node));
}

/* In verbose patterns: white space and comments. */
static bool skip_blank(ReSource *s, uint32_t c, bool *skipped) {
    *skipped = c == '#' || c == ' ' || (c >= '\t' && c <= '\r');
    bool end = c != '#';
    while (!end && s->at < s->length) {
        end = re_source_sees(s, '\n');
        if (!re_source_step(s))
            return false;
    }
    return true;
}

static bool parse_item(ReParser *p, Chain *chain, uint32_t *flags, bool first) {
    ReSource *s = &p->source;
    int64_t start = s->at;
    uint32_t c = re_source_peek(s, start);
    if (c == '\\')
        return chain_add(chain, re_parse_escape(p));
    if (!re_source_step(s))
        return false;
    if (*flags & RE_VERBOSE) {
        bool skipped;
        if (!skip_blank(s, c, &skipped))
            return false;
        if (skipped)
            return true;
    }
    switch (c) {
    case '[':
        return chain_add(chain, re_parse_set(p));
    case '*':
    case '+':
    case '?':
    case '{':
        return parse_repeat(p, chain, c, start);
    case '.':
        return chain_add(chain, re_node(p, RE_ANY, 0));
    case '(':
        return parse_group(p, chain, flags, first, start);
    case '^':
    case '$':
        return chain_add(chain, re_node(p, RE_AT, c));
    default:
        return chain_add(chain, re_node(p, RE_LITERAL, c));
    }
}

/* Items up to | or ). `first`: of the whole pattern, where flags may stand. */
static ReNode *parse_sequence(ReParser *p, uint32_t *flags, bool first) {
    ReSource *s = &p->source;
    ReNode *sequence = re_node(p, RE_SEQUENCE, 0);
    Chain chain = {.end = &chain.first};
    bool ok = sequence != NULL;
    while (ok && s->at < s->length && !re_source_sees(s, '|') && !re_source_sees(s, ')'))
        ok = parse_item(p, &chain, flags, first);
    if (!ok)
        return NULL;
    sequence->inside = chain.first;
    for (const ReNode *item = chain.first; item; item = item->next) {
        sequence->width.least = add_width(sequence->width.least, item->width.least);
        sequence->width.most = add_width(sequence->width.most, item->width.most);
    }
    return sequence;
}

static ReNode *parse_alternatives(ReParser *p, uint32_t flags, bool outermost) {
    Chain chain = {.end = &chain.first};
    ReWidth width = {0, 0};
    bool more = true;
    while (more) {
        ReNode *sequence = parse_sequence(p, &flags, outermost && !chain.first);
        if (!chain_add(&chain, sequence) || !re_source_match(&p->source, '|', &more))
            return NULL;
        width = sequence == chain.first ? sequence->width : either_width(width, sequence->width);
    }
    if (!chain.first->next)
        return chain.first;
    ReNode *branch = re_node(p, RE_BRANCH, 0);
    if (!branch)
        return NULL;
    branch->inside = chain.first;
    branch->width = width;
    return branch;
}

static ReNode *parse_branches(ReParser *p, uint32_t flags, bool outermost) {
    Thread *t = p->source.t;
    if (!recursion_enter(t, " while compiling a regular expression"))
        return NULL;
    ReNode *node = parse_alternatives(p, flags, outermost);
    recursion_leave(t);
    return node;
}

/* --- the whole --- */

static bool check_conditions(ReParser *p) {
    for (int group = p->tree->groups + 1; group < p->conditions_room; group++)
        if (p->condition_places[group] >= 0)
            return re_source_error_at(&p->source, p->condition_places[group], "invalid group reference %d",
                                      group);
    return true;
}

/* Lookbehinds have one width; which group is in which one. */
static bool check_nodes(ReParser *p, const ReNode *node, int parent) {
    for (; node; node = node->next) {
        bool captures = node->op == RE_GROUP && node->value;
        p->tree->local_flags |= node->add | node->remove;
        if (captures)
            p->tree->parents[node->value] = parent;
        if (!check_nodes(p, node->inside, captures ? (int)node->value : parent) ||
            !check_nodes(p, node->otherwise, parent))
            return false;
        if (node->op == RE_LOOK && node->value & RE_BEHIND &&
            node->inside->width.least != node->inside->width.most)
            return re_source_error_somewhere(&p->source, "look-behind requires fixed-width pattern");
    }
    return true;
}

/* The flags that the kind of pattern implies. */
static bool fix_flags(ReParser *p) {
    Thread *t = p->source.t;
    uint32_t flags = p->flags;
    if (p->source.is_text) {
        if (flags & RE_LOCALE)
            return raise_value_error(t, "cannot use LOCALE flag with a str pattern"), false;
        if (flags & RE_ASCII && flags & RE_UNICODE)
            return raise_value_error(t, "ASCII and UNICODE flags are incompatible"), false;
        p->tree->flags = flags & RE_ASCII ? flags : flags | RE_UNICODE;
        return true;
    }
    if (flags & RE_UNICODE)
        return raise_value_error(t, "cannot use UNICODE flag with a bytes pattern"), false;
    if (flags & RE_LOCALE && flags & RE_ASCII)
        return raise_value_error(t, "ASCII and LOCALE flags are incompatible"), false;
    p->tree->flags = flags;
    return true;
}

static bool parse_once(ReParser *p) {
    ReTree *tree = p->tree;
    tree->names = dict_new(p->source.t, 0);
    if (!tree->names || !grow(p, (void **)&p->group_widths, &p->group_room, 0, sizeof(ReWidth), 0))
        return false;
    tree->root = parse_branches(p, p->flags, true);
    if (!tree->root || !fix_flags(p))
        return false;
    if (p->source.at < p->source.length)
        return re_source_error(&p->source, 0, "unbalanced parenthesis");
    tree->parents = mem_calloc((size_t)tree->groups + 1, sizeof *tree->parents);
    if (!tree->parents)
        return raise_no_memory(p->source.t), false;
    return check_conditions(p) && check_nodes(p, tree->root, 0);
}

bool re_parse(ReTree *tree, ReSource *source, uint32_t flags) {
    ReParser p = {.source = *source, .tree = tree, .flags = flags};
    *tree = (ReTree){0};
    bool ok = parse_once(&p);
    mem_free(p.group_widths);
    mem_free(p.condition_places);
    if (!ok)
        re_tree_free(source->t, tree);
    return ok;
}
