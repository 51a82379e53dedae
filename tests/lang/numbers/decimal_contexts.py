# Contexts: attributes and their limits, flags and traps, the current one, threads, tasks, localcontext().
from decimal import *
import asyncio, contextvars, copy, pickle, threading

D = Decimal
print(getcontext(), DefaultContext, BasicContext, ExtendedContext, sep='\n')
c = Context(prec=5, rounding=ROUND_DOWN, Emin=-10, Emax=10, capitals=0, clamp=1, flags=[Inexact], traps=[Overflow, DivisionByZero])
print(c, c.copy(), copy.copy(c), pickle.loads(pickle.dumps(c)), c.__reduce__(), sep='\n')
for attribute, values in (('prec', (0, 10 ** 18, 2 ** 64, 'a', 1.5, None)), ('Emin', (1, -10 ** 18)), ('Emax', (-1, 10 ** 18)), ('capitals', (2, '1')), ('clamp', (-1,)),
                          ('rounding', ('UP', 1, None)), ('flags', ({}, 1, [Inexact], {Inexact: 1})), ('traps', ('x',)), ('other', (1,))):
    for value in values:
        try:
            setattr(c, attribute, value)
            print(attribute, 'is', getattr(c, attribute))
        except (TypeError, ValueError, KeyError, OverflowError, AttributeError) as e:
            print(attribute, value, type(e).__name__, e)
for arguments in ({'prec': -1}, {'flags': [1]}, {'traps': {1: 2}}, {'rounding': 'x'}):
    try:
        Context(**arguments)
    except (TypeError, ValueError, KeyError) as e:
        print(arguments, type(e).__name__, e)
try:
    del c.prec
except AttributeError as e:
    print(e)

# Flags and traps are mappings.
flags = c.flags
print(flags[Inexact], flags[Rounded], len(flags), list(flags)[0], Clamped in flags, c.flags is c.flags, flags == c.flags.copy(), flags == c.traps, flags)
flags[Clamped] = 1
flags.update({Rounded: True})
print(c, flags.get(Inexact), flags.get(1), sorted(k.__name__ for k, v in flags.items() if v))
for wrong in (lambda: flags[1], lambda: flags.__delitem__(Inexact), lambda: flags.__setitem__('x', 1)):
    try:
        wrong()
    except (KeyError, ValueError) as e:
        print(type(e).__name__, e)
c.clear_flags(), c.clear_traps()
print(c)

# What an operation signals, and what a trap raises.
def show(what):
    try:
        print(what(), end=' ')
    except DecimalException as e:
        print(type(e).__name__, e, end=' ')
    print(*(signal.__name__ for signal, on in getcontext().flags.items() if on))
    getcontext().clear_flags()
OPERATIONS = (lambda: D(1) / 0, lambda: D(0) / 0, lambda: D(1) / 3, lambda: D('1E+999999') * 10, lambda: D('1E-999999') / 10 ** 30, lambda: D('sNaN') + 1,
              lambda: D('x'), lambda: D(10) ** 40 // 1, lambda: D(0.5), lambda: D('1E-1000020') + 0, lambda: D(1).quantize(D('1E-50')), lambda: D(-1).sqrt(),
              lambda: D('1.0') + D('1E-30'), lambda: divmod(D(1), 0), lambda: D(1) < 0.5, lambda: D('NaN') < 1, lambda: D('NaN') == 1, lambda: D(1) == 0.5)
for traps in ([InvalidOperation, DivisionByZero, Overflow], [], list(c.flags)):
    with localcontext(Context(traps=traps)):
        for operation in OPERATIONS:
            show(operation)
for signal in (Underflow, Overflow, DivisionByZero, FloatOperation, InvalidOperation, DivisionUndefined, ConversionSyntax):
    print(*(base.__name__ for base in signal.__mro__[:-3]))

# The current context: with, threads, contexts of contextvars, tasks.
outer = getcontext()
with localcontext(prec=3) as inner:
    print(inner is getcontext(), inner is outer, D(2) / 3)
    with localcontext(ExtendedContext, prec=None, rounding=ROUND_UP):
        print(getcontext(), D(2) / 3)
print(getcontext() is outer, D(2) / 3)
for wrong in (lambda: localcontext(1), lambda: localcontext(precision=1), lambda: localcontext(Emin=5), lambda: setcontext(1), lambda: localcontext(ctx=outer, x=1)):
    try:
        wrong()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
setcontext(BasicContext)
print(getcontext() is BasicContext, getcontext(), D(2) / 3)
setcontext(outer)
DefaultContext.prec = 7
results = []
def work():
    results.append(D(1) / 7)
    getcontext().prec = 4
    results.append(D(1) / 7)
for i in range(2):
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
DefaultContext.prec = 28
print(results, D(1) / 7)
def in_context():
    setcontext(Context(prec=2))
    return D(1) / 7
print(contextvars.copy_context().run(in_context), D(1) / 7)
async def task(prec):
    with localcontext() as c:
        c.prec = prec
        await asyncio.sleep(0)
        return D(1) / 7
async def main():
    print(await asyncio.gather(*map(task, range(1, 9))))
asyncio.run(main())

class Own(Context):
    def __init__(self, n):
        super().__init__(prec=n)
    def third(self):
        return self.divide(1, 3)
print(Own(6).third(), Own(4).copy(), type(Own(4).copy()).__name__)
