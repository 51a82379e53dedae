# Names that modules make when they are first asked for are there in every way that programs look for them.
import collections
import pickle


def star(module):
    names = {}
    exec(f'from {module} import *', names)
    return names


wrappers = ['UserDict', 'UserList', 'UserString']
print([name for name in wrappers if name not in dir(collections)], dir(collections) == sorted(dir(collections)))
print([name for name in wrappers if star('collections')[name] is not getattr(collections, name)])
print([name for name in wrappers if getattr(collections, name) is not vars(collections).get(name)])
for kind in collections.UserDict, collections.UserList, collections.UserString:
    text = pickle.dumps(kind(()), 0)
    again = pickle.loads(text)
    print(kind, kind.__qualname__, kind.__len__.__qualname__, text[:30], again, type(again) is kind)
try:
    collections.UserTuple
except AttributeError as e:
    print(e)

import typing

late = 'AnyStr CT_co IO List NamedTuple Protocol SupportsInt T T_co TypeVar TypedDict Callable Tuple Counter'.split()
print([name for name in typing.__all__ + late if name not in dir(typing)], dir(typing) == sorted(dir(typing)))
print([name for name in typing.__all__ if star('typing')[name] is not getattr(typing, name)])
print([name for name in late if getattr(typing, name) is not vars(typing).get(name)])
print(typing.T, typing.KT, typing.V_co, typing.T_contra, typing.CT_co.__bound__, typing.AnyStr.__constraints__)
print([f'{each} {each.__module__}' for each in (typing.T, typing.List, typing.Protocol, typing.TypeVar, typing.Any)])
print(typing.IO.__parameters__ == (typing.AnyStr,), typing.SupportsAbs.__parameters__ == (typing.T_co,))
for each in typing.T, typing.List, typing.Callable, typing.SupportsInt, typing.TypeVar, typing.Dict[str, typing.IO[str]]:
    print(each, pickle.loads(pickle.dumps(each)) == each)
P = typing.ParamSpec('P')
print(typing.get_origin(P.args) is P, typing.get_origin(P), typing.get_args(typing.Callable[[int], str]))
print(typing.get_args(typing.Callable[P, int]), typing.get_args(typing.Tuple[int, ...]))
print(sorted(name for name in star('typing.io') if name[0] != '_'))
try:
    typing.Lists
except AttributeError as e:
    print(e)

import re

flags = 'A ASCII DEBUG DOTALL I IGNORECASE L LOCALE M MULTILINE NOFLAG RegexFlag S T TEMPLATE U UNICODE VERBOSE X'.split()
print([name for name in re.__all__ + flags if name not in dir(re)], dir(re) == sorted(dir(re)))
print(re.compile('a', 2).flags, re.compile('a').search('A'), re.search('a', 'A', 2))
print([name for name in re.__all__ if star('re')[name] is not getattr(re, name)])
print([name for name in flags if getattr(re, name) is not vars(re).get(name)])
print(repr(re.I), repr(re.I | re.X), str(re.A), re.RegexFlag, re.RegexFlag.__module__, pickle.loads(pickle.dumps(re.M | re.S)))
print(re.compile('a', re.I) is re.compile('a', 2), re.compile('A', re.I | re.X).match('a'), repr(re.compile('A', re.I)))
for wrong in None, 'i', 2.0:
    try:
        re.compile('unknown', wrong)
    except TypeError as e:
        print(type(e))
try:
    re.J
except AttributeError as e:
    print(e)

import contextlib

late = ['AsyncContextDecorator', 'AsyncExitStack', 'ExitStack', 'aclosing', 'asynccontextmanager']
print([name for name in late if name not in dir(contextlib)], dir(contextlib) == sorted(dir(contextlib)))
print([name for name in contextlib.__all__ if star('contextlib')[name] is not getattr(contextlib, name)])
for name in late:
    each = getattr(contextlib, name)
    print(each.__module__, each.__qualname__, vars(contextlib)[name] is each, pickle.loads(pickle.dumps(each)) is each)
try:
    contextlib.enclosing
except AttributeError as e:
    print(e)

import html

print('entities' in dir(html), html.unescape('&euro;&NotEqualTilde;&amp'), html.entities.html5['lt;'], html.entities.__name__)
try:
    html.nothing
except AttributeError as e:
    print(e)
