# Parts of f-strings: text, ints that stay ints until the end, conversions, subclasses.
x=5;y='é';z=-12;b=True
print(f"{x}", f"{x}{y}{z}", f"{b} {None} {1.5} {x!r} {y!r:>5} {z!s:>6}{10**30}", f"{''}{y}", f"{x}{''}", f"a{-2**61}{2**61-1}{2**61}")
class I(int):
    def __format__(s, f): return 'fmt'
    def __str__(s): return 'str'
print(f"{I(3)}-{I(3)!s}-{I(3)!r}")
class S(str):
    def __format__(s,f): return 'F'
print(f"{S('q')}-{S('q')!s}")
