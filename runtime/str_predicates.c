/* isalpha and its like. */
#include "runtime/str_methods.h"
#include "runtime/unicode.h"

/* Is the string not empty, and has every character one of the properties? */
static Value all_have(Value self, unsigned flags) {
    const Str *s = value_str(self);
    for (int64_t i = 0; i < s->length; i++)
        if (!unicode_is(str_at(s, i), flags))
            return VALUE_FALSE;
    return bool_value(s->length > 0);
}

Value str_isalpha_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return all_have(args[0], UNICODE_ALPHA);
}

Value str_isalnum_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return all_have(args[0], UNICODE_ALPHA | UNICODE_DECIMAL | UNICODE_DIGIT | UNICODE_NUMERIC);
}

Value str_isascii_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(value_str(args[0])->ascii);
}

Value str_isdecimal_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return all_have(args[0], UNICODE_DECIMAL);
}

Value str_isdigit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return all_have(args[0], UNICODE_DIGIT);
}

Value str_isnumeric_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return all_have(args[0], UNICODE_NUMERIC);
}

Value str_isspace_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return all_have(args[0], UNICODE_SPACE);
}

Value str_isprintable_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return value_str(args[0])->length ? all_have(args[0], UNICODE_PRINTABLE) : VALUE_TRUE;
}

Value str_isidentifier_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Str *s = value_str(args[0]);
    if (s->length == 0 || !unicode_is(str_at(s, 0), UNICODE_XID_START))
        return VALUE_FALSE;
    return all_have(args[0], UNICODE_XID_CONTINUE);
}

/* Has it some of the wanted kind and none of the two others? */
static Value only_case(Value self, unsigned wanted, unsigned unwanted) {
    const Str *s = value_str(self);
    bool some = false;
    for (int64_t i = 0; i < s->length; i++) {
        unsigned flags = unicode_record(str_at(s, i))->flags;
        if (flags & unwanted)
            return VALUE_FALSE;
        some |= (flags & wanted) != 0;
    }
    return bool_value(some);
}

Value str_islower_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return only_case(args[0], UNICODE_LOWER, UNICODE_UPPER | UNICODE_TITLE);
}

Value str_isupper_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return only_case(args[0], UNICODE_UPPER, UNICODE_LOWER | UNICODE_TITLE);
}

Value str_istitle_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Str *s = value_str(args[0]);
    bool inside = false, some = false;
    for (int64_t i = 0; i < s->length; i++) {
        unsigned flags = unicode_record(str_at(s, i))->flags;
        bool starts = flags & (UNICODE_UPPER | UNICODE_TITLE), cased = starts || flags & UNICODE_LOWER;
        if (cased && starts == inside)
            return VALUE_FALSE;
        inside = cased;
        some |= cased;
    }
    return bool_value(some);
}
