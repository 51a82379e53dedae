#include "runtime/text.h"

typedef uint8_t Point1;
typedef uint16_t Point2;
typedef uint32_t Point4;

#define WIDEN(To, From)                                                                                      \
    static void widen_##From##_##To(To *to, const From *from, int64_t n) {                                   \
        for (int64_t i = 0; i < n; i++)                                                                      \
            to[i] = from[i];                                                                                 \
    }
WIDEN(Point2, Point1)
WIDEN(Point4, Point1)
WIDEN(Point4, Point2)

void text_copy(void *to, int to_kind, int64_t to_index, const void *from, int from_kind, int64_t from_index,
               int64_t n) {
    char *target = (char *)to + to_index * to_kind;
    const char *source = (const char *)from + from_index * from_kind;
    if (n <= 0)
        return;
    if (to_kind == from_kind)
        memmove(target, source, (size_t)n * (size_t)to_kind);
    else if (to_kind == 2)
        widen_Point1_Point2((Point2 *)target, (const Point1 *)source, n);
    else if (from_kind == 1)
        widen_Point1_Point4((Point4 *)target, (const Point1 *)source, n);
    else
        widen_Point2_Point4((Point4 *)target, (const Point2 *)source, n);
}

void text_fill(void *to, int kind, int64_t index, uint32_t c, int64_t n) {
    if (kind == 1 && n > 0)
        memset((char *)to + index, (int)c, (size_t)n);
    else
        for (int64_t i = 0; i < n; i++)
            text_put(to, kind, index + i, c);
}

bool text_is_ascii(const void *data, size_t n) {
    const uint8_t *p = data, *end = p + n;
    for (; end - p >= 8; p += 8) {
        uint64_t word;
        memcpy(&word, p, sizeof word);
        if (word & 0x8080808080808080u)
            return false;
    }
    for (; p < end; p++)
        if (*p & 0x80)
            return false;
    return true;
}

/* The bits of all code points or'ed: its highest bit is that of the largest one, and only classes matter. */
uint32_t text_largest(const void *data, int kind, int64_t n) {
    if (kind == 1)
        return text_is_ascii(data, (size_t)n) ? 127 : 255;
    uint32_t all = 0;
    if (kind == 2)
        for (int64_t i = 0; i < n; i++)
            all |= ((const uint16_t *)data)[i];
    else
        for (int64_t i = 0; i < n; i++)
            all |= ((const uint32_t *)data)[i];
    return all < 0x10000 ? all : 0x10ffff;
}

int64_t text_find_char(const void *data, int kind, int64_t start, int64_t stop, uint32_t c, bool last) {
    if (start >= stop)
        return -1;
    if (kind == 1) {
        const uint8_t *p = data, *found;
        if (c > 255)
            return -1;
        found = last ? memrchr(p + start, (int)c, (size_t)(stop - start))
                     : memchr(p + start, (int)c, (size_t)(stop - start));
        return found ? found - p : -1;
    }
    if (last) {
        while (stop-- > start)
            if (text_at(data, kind, stop) == c)
                return stop;
        return -1;
    }
    for (; start < stop; start++)
        if (text_at(data, kind, start) == c)
            return start;
    return -1;
}

/* A text read forwards or backwards: searching backwards is searching forwards in the mirrored texts. */
typedef struct Reader {
    const void *data;
    int64_t length;
    int kind;
    bool mirrored;
} Reader;

static inline __attribute__((always_inline)) uint32_t read_at(Reader r, int64_t i) {
    return text_at(r.data, r.kind, r.mirrored ? r.length - 1 - i : i);
}

/* The start of the largest suffix of the needle (for the order of code points or its inverse), and its
 * period. */
static inline __attribute__((always_inline)) int64_t largest_suffix(Reader needle, bool inverse,
                                                                    int64_t *period) {
    int64_t start = 0, other = 1, k = 0, p = 1;
    while (other + k < needle.length) {
        uint32_t a = read_at(needle, other + k), b = read_at(needle, start + k);
        if (a == b) {
            if (k + 1 == p) {
                other += p;
                k = 0;
            } else
                k++;
        } else if ((a < b) != inverse) {
            other += k + 1;
            k = 0;
            p = other - start;
        } else {
            start = other++;
            k = 0;
            p = 1;
        }
    }
    *period = p;
    return start;
}

static inline __attribute__((always_inline)) bool repeats(Reader needle, int64_t cut, int64_t period) {
    for (int64_t i = 0; i < cut; i++)
        if (i + period >= needle.length || read_at(needle, i) != read_at(needle, i + period))
            return false;
    return true;
}

/* Crochemore and Perrin's two-way matching: linear time, constant space. */
static inline __attribute__((always_inline)) int64_t two_way(Reader text, Reader needle) {
    int64_t p1, p2, c1 = largest_suffix(needle, false, &p1), c2 = largest_suffix(needle, true, &p2);
    int64_t cut = c1 > c2 ? c1 : c2, period = c1 > c2 ? p1 : p2;
    bool periodic = repeats(needle, cut, period);
    if (!periodic)
        period = (cut > needle.length - cut ? cut : needle.length - cut) + 1;
    for (int64_t at = 0, known = 0; at + needle.length <= text.length;) {
        int64_t i = cut > known ? cut : known;
        while (i < needle.length && read_at(needle, i) == read_at(text, at + i))
            i++;
        if (i < needle.length) {
            at += i - cut + 1;
            known = 0;
            continue;
        }
        for (i = cut; i > known && read_at(needle, i - 1) == read_at(text, at + i - 1);)
            i--;
        if (i <= known)
            return at;
        at += period;
        known = periodic ? needle.length - period : 0;
    }
    return -1;
}

/* Tries the places where the first character matches; gives up (*at < n - m) when that was too much work. */
static bool try_simple(const void *data, int64_t n, const void *needle, int64_t m, int kind, bool last,
                       int64_t *found) {
    int64_t start = 0, stop = n - m + 1, budget = 16 + (n >> 4);
    uint32_t first = text_at(needle, kind, 0);
    while ((*found = text_find_char(data, kind, start, stop, first, last)) >= 0) {
        if (memcmp((const char *)data + *found * kind, needle, (size_t)(m * kind)) == 0)
            return true;
        if (--budget < 0)
            return false;
        if (last)
            stop = *found;
        else
            start = *found + 1;
    }
    return true;
}

int64_t text_find(const void *data, int64_t n, const void *needle, int64_t m, int kind, bool last) {
    int64_t found;
    if (m > n)
        return -1;
    if (m == 1)
        return text_find_char(data, kind, 0, n, text_at(needle, kind, 0), last);
    if (try_simple(data, n, needle, m, kind, last, &found))
        return found;
    if (kind == 1 && !last) {
        const char *place = memmem(data, (size_t)n, needle, (size_t)m);
        return place ? place - (const char *)data : -1;
    }
    switch (kind * 2 + last) {
    case 3:
        found = two_way((Reader){data, n, 1, true}, (Reader){needle, m, 1, true});
        break;
    case 4:
        found = two_way((Reader){data, n, 2, false}, (Reader){needle, m, 2, false});
        break;
    case 5:
        found = two_way((Reader){data, n, 2, true}, (Reader){needle, m, 2, true});
        break;
    default:
        found = two_way((Reader){data, n, 4, last}, (Reader){needle, m, 4, last});
    }
    return found < 0 || !last ? found : n - m - found;
}

static int64_t count_char(const void *data, int64_t n, int kind, uint32_t c) {
    int64_t count = 0;
    if (kind == 1)
        for (int64_t i = 0; i < n; i++)
            count += ((const uint8_t *)data)[i] == c;
    else
        for (int64_t i = 0; i < n; i++)
            count += text_at(data, kind, i) == c;
    return count;
}

int64_t text_count(const void *data, int64_t n, const void *needle, int64_t m, int kind, int64_t limit) {
    int64_t count = 0, at;
    if (m == 1 && limit >= n)
        return count_char(data, n, kind, text_at(needle, kind, 0));
    const char *p = data;
    while (count < limit && (at = text_find(p, n, needle, m, kind, false)) >= 0) {
        count++;
        p += (at + m) * kind;
        n -= at + m;
    }
    return count;
}

int text_compare(const void *a, int a_kind, int64_t n, const void *b, int b_kind, int64_t m) {
    int64_t common = n < m ? n : m;
    if (a_kind == 1 && b_kind == 1) {
        int order = memcmp(a, b, (size_t)common);
        if (order)
            return order < 0 ? -1 : 1;
    } else {
        for (int64_t i = 0; i < common; i++) {
            uint32_t x = text_at(a, a_kind, i), y = text_at(b, b_kind, i);
            if (x != y)
                return x < y ? -1 : 1;
        }
    }
    return (n > m) - (n < m);
}
