# Signatures of functions and types in C that read their arguments themselves, and of functions with options of another one.
import array
import configparser
import getopt
import inspect
import itertools
import json
import logging
import math
import operator
import re
import select
import statistics

for each in (sorted, float, list, tuple, reversed, itertools.cycle, itertools.dropwhile, itertools.takewhile, itertools.filterfalse,
             itertools.starmap, itertools.pairwise, operator.call, math.gcd, math.lcm, math.factorial, input, bytes.maketrans,
             bytearray.maketrans, re.Pattern.match, re.Pattern.search, re.compile('').finditer, array.array.index, [].index,
             select.epoll.register, json.load, json.loads, configparser.RawConfigParser.getint, configparser.ConfigParser.getboolean,
             configparser.RawConfigParser.getfloat, statistics.median_grouped):
    print(each.__qualname__, re.sub('0x[0-9a-f]+', '', str(inspect.signature(each))), each.__name__ in ('index', 'register') or getattr(each, '__text_signature__', None))

# They are called as before
print(sorted('ba', reverse=True), float('1'), float(), list('ab'), list(), tuple('ab'), [*reversed('ab')], math.gcd(4, 6), math.gcd())
print(bytes.maketrans(b'a', b'b')[97], next(itertools.cycle('x')), operator.call(max, 1, 2, key=lambda x: -x))
for call in (lambda: sorted(), lambda: sorted([], 1), lambda: float(x=1), lambda: list(iterable=()), lambda: tuple(iterable=()),
             lambda: list(1, 2), lambda: reversed(), lambda: itertools.cycle(), lambda: itertools.pairwise(iterable=''),
             lambda: itertools.takewhile(None), lambda: operator.call(), lambda: math.gcd(x=1), lambda: math.gcd(1.5)):
    try:
        print(call())
    except TypeError as e:
        print(e)


class Own(float):
    def __new__(cls, value, more):
        return float.__new__(cls, value)


print(inspect.signature(Own), Own(2, more=1), inspect.signature(type('L', (list,), {})))
print(logging.StreamHandler[str], getopt.GetoptError.msg == getopt.GetoptError.opt == '')
print(json.load(__import__('io').StringIO('{"a": 1.5}'), parse_float=str))
try:
    json.load(None, 3)
except TypeError as e:
    print(e)
print('LinearRegression' in dir(statistics))
