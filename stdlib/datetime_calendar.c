#include "runtime/error.h"
#include "stdlib/datetime.h"
#include <time.h>

static bool is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int calendar_month_days(int year, int month) {
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

int calendar_day_of_year(int year, int month, int day) {
    static const short before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    return before[month - 1] + (month > 2 && is_leap(year)) + day;
}

static int64_t days_before_year(int year) {
    int64_t y = year - 1;
    return y * 365 + y / 4 - y / 100 + y / 400;
}

int64_t calendar_ordinal(int year, int month, int day) {
    return days_before_year(year) + calendar_day_of_year(year, month, day);
}

/* A guess by the mean length of a year is never too late, and at most one year too early. */
void calendar_from_ordinal(int64_t ordinal, int *year, int *month, int *day) {
    int y = (int)((ordinal - 1) * 400 / 146097) + 1;
    if (days_before_year(y) >= ordinal)
        y--;
    else if (days_before_year(y + 1) < ordinal)
        y++;
    int rest = (int)(ordinal - days_before_year(y)), m = 1;
    for (; rest > calendar_month_days(y, m); m++)
        rest -= calendar_month_days(y, m);
    *year = y;
    *month = m;
    *day = rest;
}

int calendar_weekday(int year, int month, int day) {
    return (int)((calendar_ordinal(year, month, day) + 6) % 7);
}

int64_t calendar_iso_start(int year) {
    int64_t first = days_before_year(year) + 1, weekday = (first + 6) % 7;
    return first - weekday + (weekday > 3 ? 7 : 0);
}

void calendar_iso(int year, int month, int day, int *iso_year, int *week, int *weekday) {
    int64_t ordinal = calendar_ordinal(year, month, day);
    *iso_year = ordinal < calendar_iso_start(year)        ? year - 1
                : ordinal >= calendar_iso_start(year + 1) ? year + 1
                                                          : year;
    int64_t days = ordinal - calendar_iso_start(*iso_year);
    *week = (int)(days / 7) + 1;
    *weekday = (int)(days % 7) + 1;
}

bool calendar_from_iso(Thread *t, int year, int week, int weekday, int *y, int *m, int *d) {
    if (year < YEAR_MIN || year > YEAR_MAX)
        return raise_value_error(t, "Year is out of range: %d", year), false;
    int64_t start = calendar_iso_start(year), weeks = (calendar_iso_start(year + 1) - start) / 7;
    if (week < 1 || week > weeks)
        return raise_value_error(t, "Invalid week: %d", week), false;
    if (weekday < 1 || weekday > 7)
        return raise_value_error(t, "Invalid day: %d (range is [1, 7])", weekday), false;
    int64_t ordinal = start + (week - 1) * 7 + weekday - 1;
    if (ordinal < 1 || ordinal > ORDINAL_MAX)
        return raise_value_error(t, "ordinal must be >= 1"), false;
    calendar_from_ordinal(ordinal, y, m, d);
    return true;
}

bool calendar_local_offset(int64_t utc, int64_t *offset, const char **name) {
    struct tm tm;
    time_t seconds = (time_t)utc;
    if (!localtime_r(&seconds, &tm))
        return false;
    *offset = tm.tm_gmtoff;
    if (name)
        *name = tm.tm_zone;
    return true;
}
