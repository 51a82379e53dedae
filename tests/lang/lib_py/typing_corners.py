# typing: lists of parameters in generic classes of other modules, the submodules that are to go, what dir() knows.
import collections.abc
import sys
import typing
import warnings
from typing import Callable, Concatenate, Generic, List, ParamSpec, TypeVar

T, P, Q = TypeVar('T'), ParamSpec('P'), ParamSpec('Q')

for Call in Callable, collections.abc.Callable:
    C = Call[Concatenate[int, P], T]
    print(C, C[[], int], C[[str, float], int], C[Q, int], C[..., int], C[Concatenate[str, Q], int])
    D = Call[Concatenate[int, P], int]
    print(D[[]], D[str, float], D[[str]], D[...], D[Q])
for G in List[Callable[P, T]], list[Callable[P, T]], list[Callable[P, T]] | int, dict[str, list[Callable[P, T]]]:
    print(G.__parameters__, G[[int, str], float], G[[], float], G[..., T], G[Q, str])


class Z(Generic[P]):
    pass


print(list[Z[P]][[int, str]], Z[[]], list[Z[P]][[]], list[tuple[T, Z[P]]][int, [str]])

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    from typing.io import IO, TextIO
    from typing.re import Match, Pattern
    print(IO is typing.IO, TextIO is typing.TextIO, Match is typing.Match, Pattern is typing.Pattern)
    print(typing.io.__name__, typing.re.__name__, sorted(typing.re.__all__), typing.io.BinaryIO)
    for name in 'nothing', 'IOBase':
        print(hasattr(typing.io, name), hasattr(typing.re, name))
print(*sorted({(str(w.message), w.category.__name__, w.filename == __file__) for w in caught}), sep='\n')
print(sys.modules['typing.io'] is typing.io, sys.modules['typing.re'] is typing.re)
print([name for name in typing.__all__ if name not in dir(typing)])
