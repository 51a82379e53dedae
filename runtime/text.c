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

/* Each copy is as long as what is there already. */
void text_repeat(uint8_t *data, size_t size, size_t all) {
    for (size_t step; size < all; size += step) {
        step = size < all - size ? size : all - size;
        memcpy(data + size, data, step);
    }
}

size_t text_ascii_run(const uint8_t *data, size_t n) {
    size_t i = 0;
    for (uint64_t word; n - i >= 8; i += 8) {
        memcpy(&word, data + i, sizeof word);
        if (word & 0x8080808080808080u)
            break;
    }
    while (i < n && data[i] < 0x80)
        i++;
    return i;
}

int64_t text_surrogate_free(const uint16_t *units, int64_t n) {
    int found = 0; /* looked at all, since that is done for many at once */
    for (int64_t i = 0; i < n; i++)
        found |= (units[i] & 0xf800) == 0xd800;
    for (int64_t i = 0; found && i < n; i++)
        if ((units[i] & 0xf800) == 0xd800)
            return i;
    return n;
}

void text_swap(uint16_t *units, int64_t n) {
    for (int64_t i = 0; i < n; i++)
        units[i] = (uint16_t)(units[i] << 8 | units[i] >> 8);
}

void text_narrow(uint8_t *to, const uint16_t *from, int64_t n) {
    for (int64_t i = 0; i < n; i++)
        to[i] = (uint8_t)from[i];
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

/* Letters are counted from 1 here, as in the paper below. */
static inline __attribute__((always_inline)) uint32_t letter(Reader r, int64_t i) {
    return text_at(r.data, r.kind, r.mirrored ? r.length - i : i - 1);
}

/* Two-way matching, in linear time and constant space: Crochemore and Perrin, "Two-way string-matching",
 * Journal of the ACM 38 (1991), whose letters these are. The needle x is cut behind x[l], where its largest
 * suffix begins, for the alphabet in the usual or in the inverse order; p is the period of that suffix. The
 * part behind the cut is compared forwards, then the other one backwards. */
typedef struct Cut {
    int64_t l, p;
} Cut;

static inline __attribute__((always_inline)) Cut maximal_suffix(Reader x, bool inverse) {
    int64_t i = 0, j = 1, k = 1, p = 1; /* x[i+1..] is the largest so far, x[j+1..] is compared with it */
    while (j + k <= x.length) {
        uint32_t mine = letter(x, i + k), other = letter(x, j + k);
        if (mine == other) {
            bool whole_period = k == p;
            j += whole_period ? p : 0;
            k = whole_period ? 1 : k + 1;
            continue;
        }
        if ((other < mine) != inverse) {
            j += k;
            p = j - i;
        } else {
            i = j++;
            p = 1;
        }
        k = 1;
    }
    return (Cut){i, p};
}

/* Is p the period of all of x? */
static inline __attribute__((always_inline)) bool is_period(Reader x, Cut cut) {
    if (2 * cut.l >= x.length)
        return false;
    int64_t i = 1;
    while (i <= cut.l && letter(x, i) == letter(x, i + cut.p))
        i++;
    return i > cut.l;
}

static inline __attribute__((always_inline)) int64_t two_way(Reader t, Reader x) {
    Cut usual = maximal_suffix(x, false), inverse = maximal_suffix(x, true);
    Cut cut = usual.l > inverse.l ? usual : inverse;
    int64_t n = x.length, l = cut.l, pos = 0, s = 0; /* x[1..s] is known to match */
    bool periodic = is_period(x, cut);
    int64_t step = periodic ? cut.p : (l > n - l ? l : n - l) + 1;
    while (pos + n <= t.length) {
        int64_t i = (l > s ? l : s) + 1, j = l;
        while (i <= n && letter(x, i) == letter(t, pos + i))
            i++;
        if (i <= n) {
            pos += i - l;
            s = 0;
            continue;
        }
        while (j > s && letter(x, j) == letter(t, pos + j))
            j--;
        if (j <= s)
            return pos;
        pos += step;
        s = periodic ? n - cut.p : 0;
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
