/* The half of the module time that is about dates. */
#ifndef STDLIB_TIME_STRUCT_H
#define STDLIB_TIME_STRUCT_H

#include "runtime/object.h"
#include <time.h>

Value time_gmtime(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value time_localtime(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value time_mktime(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value time_asctime(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value time_ctime(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value time_strftime(Thread *t, Value *args, int nargs, Tuple *kwnames);
/* strftime() of a date whose fields are right. */
Value time_text(Thread *t, Str *format, const struct tm *tm);
Value time_tzset(Thread *t, Value *args, int nargs, Tuple *kwnames);
/* struct_time; timezone, altzone, daylight, tzname. */
bool time_add_struct(Thread *t, Value module);
bool time_add_zone(Thread *t, Value module);

#endif
