"""Texts for messages, and comparisons of lists."""
import sys
from os.path import commonprefix

__unittest = True

FunctionType, ModuleType = type(lambda: None), type(sys)

_MAX_LENGTH = 80
_PLACEHOLDER_LEN, _MIN_BEGIN_LEN, _MIN_END_LEN, _MIN_COMMON_LEN = 12, 5, 5, 5
_MIN_DIFF_LEN = _MAX_LENGTH - (_MIN_BEGIN_LEN + _PLACEHOLDER_LEN + _MIN_COMMON_LEN + _PLACEHOLDER_LEN + _MIN_END_LEN)


def safe_repr(obj, short=False):
    """repr(obj), also if that fails; short: not much more than 80 characters."""
    try:
        text = repr(obj)
    except Exception:
        text = object.__repr__(obj)
    return text[:_MAX_LENGTH] + ' [truncated]...' if short and len(text) >= _MAX_LENGTH else text


def _shorten(s, prefixlen, suffixlen):
    left_out = len(s) - prefixlen - suffixlen
    if left_out <= _PLACEHOLDER_LEN:
        return s
    return f'{s[:prefixlen]}[{left_out} chars]{s[len(s) - suffixlen:]}'


def _common_shorten_repr(*args):
    """The reprs of objects, with what they have in common at the start shortened if one is long."""
    texts = tuple(map(safe_repr, args))
    longest = max(map(len, texts))
    if longest <= _MAX_LENGTH:
        return texts
    prefix = commonprefix(texts)
    rest = [text[len(prefix):] for text in texts]
    room = _MAX_LENGTH - (longest - len(prefix) + _MIN_BEGIN_LEN + _PLACEHOLDER_LEN)
    if room > _MIN_COMMON_LEN:
        prefix = _shorten(prefix, _MIN_BEGIN_LEN, room)
        return tuple(prefix + text for text in rest)
    prefix = _shorten(prefix, _MIN_BEGIN_LEN, _MIN_COMMON_LEN)
    return tuple(prefix + _shorten(text, _MIN_DIFF_LEN, _MIN_END_LEN) for text in rest)


def strclass(cls):
    return f'{cls.__module__}.{cls.__qualname__}'


def sorted_list_difference(expected, actual):
    """(what is only in the first, what is only in the second) of two sorted lists."""
    return ([x for k, x in enumerate(expected) if x not in actual and (not k or expected[k - 1] != x)],
            [x for k, x in enumerate(actual) if x not in expected and (not k or actual[k - 1] != x)])


def unorderable_list_difference(expected, actual):
    """The same for items without order; actual is emptied."""
    missing = []
    while expected:
        item = expected.pop()
        if item in actual:
            actual.remove(item)
        else:
            missing.append(item)
    return missing, actual


def three_way_cmp(x, y):
    return (x > y) - (x < y)


def _count_diff_hashable(actual, expected):
    """Items that are not equally often in both: (how often in actual, in expected, item)."""
    from collections import Counter
    first, second = Counter(actual), Counter(expected)
    differing = [(count, second[item], item) for item, count in first.items() if count != second[item]]
    return differing + [(0, count, item) for item, count in second.items() if item not in first]


def _count_diff_all_purpose(actual, expected):
    """The same for items that have no hash."""
    first, second = list(actual), list(expected)
    differing = []
    for at, (own, counts) in enumerate(((first, (1, 0)), (second, (0, 1)))):
        done = []
        for item in own:
            if any(item == each for each in done):
                continue
            done.append(item)
            here, there = (sum(1 for each in items if each == item) for items in (first, second))
            if here != there and (at == 0 or here == 0):
                differing.append((here, there, item))
    return differing
