/* Regular expressions of Python as a tree: what `re` accepts, with its errors and their positions, and
 * nothing of how it is matched. The tree says what was written; flags that a part sees are applied by whoever
 * walks it (re_flags_inside).
 *
 * A ReTree owns its nodes: re_tree_free takes them all. Nodes are in chains (`next`): the items of a
 * sequence, the alternatives of a branch. The GIL must be held for parsing only. */
#ifndef STDLIB_RE_PARSE_H
#define STDLIB_RE_PARSE_H

#include "stdlib/re_source.h"

typedef enum ReFlag {
    RE_TEMPLATE = 1,
    RE_IGNORECASE = 2,
    RE_LOCALE = 4,
    RE_MULTILINE = 8,
    RE_DOTALL = 16,
    RE_UNICODE = 32,
    RE_VERBOSE = 64,
    RE_DEBUG = 128,
    RE_ASCII = 256,
    RE_KIND_FLAGS = RE_LOCALE | RE_UNICODE | RE_ASCII /* one of them at a time */
} ReFlag;

typedef enum ReOp {
    RE_LITERAL,
    RE_ANY,
    RE_SET,      /* `items`, negated if `value` */
    RE_AT,       /* a place: `value` is the character of ^ $ \A \Z \b \B */
    RE_SEQUENCE, /* `inside`: items */
    RE_BRANCH,   /* `inside`: two or more sequences */
    RE_GROUP,    /* `inside`; `value` is its number, 0: does not capture */
    RE_ATOMIC,
    RE_REPEAT, /* `inside`, min to max times; `value` is a ReGreed */
    RE_LOOK,   /* `inside`; `value` is a ReLook */
    RE_BACKREF,
    RE_CONDITION /* group `value` matched: `inside`, else `otherwise` */
} ReOp;

typedef enum ReGreed { RE_GREEDY, RE_LAZY, RE_POSSESSIVE } ReGreed;
typedef enum ReLook { RE_AHEAD = 0, RE_BEHIND = 1, RE_NEGATIVE = 2 } ReLook;

#define RE_NO_LIMIT UINT32_MAX

/* A member of a set: characters from low to high, or the category \d \D \s \S \w \W. */
typedef struct ReItem {
    uint32_t low, high;
    char category; /* 0: a range */
} ReItem;

/* How many characters something can match; RE_NO_LIMIT is also "very many". */
typedef struct ReWidth {
    uint32_t least, most;
} ReWidth;

typedef struct ReNode ReNode;
struct ReNode {
    ReOp op;
    uint32_t value;
    uint32_t add, remove; /* groups: flags */
    uint32_t min, max;
    ReNode *next, *inside, *otherwise;
    ReItem *items;
    int item_count;
    ReWidth width;
};

typedef struct ReBlock ReBlock;
typedef struct ReTree {
    ReNode *root;
    int groups;                                   /* group 0 not counted */
    uint32_t flags;                               /* those of the call and of the pattern */
    uint32_t local_flags;                         /* that groups turn on or off */
    Dict *names;                                  /* name to number; counted */
    ReBlock *blocks;                              /* where the nodes are */
    bool has_repeated_groups, has_looking_groups; /* captures inside of repeats, of lookarounds */
    int *parents;                                 /* by group: the group around it, or 0 */
} ReTree;

/* false: exception. The text must stay as it is during the call. */
bool re_parse(ReTree *tree, ReSource *source, uint32_t flags);
void re_tree_free(Thread *t, ReTree *tree);

/* The flags inside of a group. */
static inline uint32_t re_flags_inside(const ReNode *group, uint32_t flags) {
    if (group->add & RE_KIND_FLAGS)
        flags &= ~(uint32_t)RE_KIND_FLAGS;
    return (flags | group->add) & ~group->remove;
}

/* --- between the files of the parser --- */

typedef struct ReParser {
    ReSource source;
    ReTree *tree;
    uint32_t flags;
    ReWidth *group_widths; /* by number; `least` is RE_NO_LIMIT while the group is open */
    int group_room;
    int64_t *condition_places; /* by group number, for those asked before they were defined; -1 */
    int conditions_room;
    int lookbehind_groups; /* groups before the lookbehind that is being read; 0: none is */
    int depth, look_depth, repeat_mark;
} ReParser;

ReNode *re_node(ReParser *p, ReOp op, uint32_t value);
void *re_allocate(ReParser *p, size_t size);
/* An escape outside of a set, at its backslash. */
ReNode *re_parse_escape(ReParser *p);
/* A set, behind its bracket. */
ReNode *re_parse_set(ReParser *p);
bool re_check_backref(ReParser *p, int64_t group, int64_t offset);
bool re_check_lookbehind_group(ReParser *p, int64_t group);

#endif
