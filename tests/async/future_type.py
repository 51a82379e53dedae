# Futures: results, exceptions, cancellation, callbacks, and how they look.
import asyncio
import contextvars
import gc
import weakref
from _show import attempt, shown

loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)


def run_briefly():
    loop.call_soon(loop.stop)
    loop.run_forever()


f = asyncio.Future()
print(shown(f), f.get_loop() is loop, f.done(), f.cancelled())
print(attempt(f.result), attempt(f.exception))
f.set_result([1, 2])
print(shown(f), f.result(), f.exception(), f.done(), f.cancel())
print(attempt(f.set_result, 1), attempt(f.set_exception, ValueError()))

f = loop.create_future()
f.set_exception(ValueError("x"))
print(shown(f), f._log_traceback, attempt(f.result), f._log_traceback, attempt(f.result))
print(repr(f.exception()), f.exception().__traceback__ is not None)

f = loop.create_future()
f.set_exception(KeyError)
print(repr(f.exception()))

for message in ((), ("message",), (None,), (3,)):
    f = loop.create_future()
    print(f.cancel(*message), f.cancel(), f.cancelled(), f.done(), shown(f), f._cancel_message)
    try:
        f.result()
    except asyncio.CancelledError as e:
        print(e.args)
    try:
        f.exception()
    except asyncio.CancelledError as e:
        print(e.args)
    print(f._make_cancelled_error().args)
f = loop.create_future()
f.cancel(msg="keyword")
print(f._cancel_message)


# Callbacks
def a(f):
    print("a", f.done())


def b(f):
    print("b")


def c(f):
    print("c")


f = loop.create_future()
print(f._callbacks)
f.add_done_callback(a)
print(shown(f))
f.add_done_callback(b)
print(shown(f), len(f._callbacks))
f.add_done_callback(c)
f.add_done_callback(a)
print(shown(f))
print(f.remove_done_callback(a), f.remove_done_callback(print), shown(f))
f.add_done_callback(a)
f.set_result(None)
print("nothing yet", f._callbacks)
run_briefly()
f.add_done_callback(c)
f.add_done_callback(b, context=contextvars.copy_context())
print("nothing yet")
run_briefly()
print(attempt(f.add_done_callback, b, contextvars.copy_context()))
print(f.remove_done_callback(a))


class Odd:
    """Comparing it changes the list of callbacks."""

    def __init__(self, future):
        self.future = future
        self.busy = False

    def __call__(self, f):
        print("odd called")

    def __eq__(self, other):
        if not self.busy:
            self.busy = True
            self.future.remove_done_callback(b)
        return other is self or other is c


f = loop.create_future()
odd = Odd(f)
for callback in (odd, b, odd, c):
    f.add_done_callback(callback)
print(f.remove_done_callback(a), len(f._callbacks or ()))


class Bad:
    def __eq__(self, other):
        raise ZeroDivisionError("in eq")


print(attempt(f.remove_done_callback, Bad()))
f.cancel()
run_briefly()

# Contexts
var = contextvars.ContextVar("var", default=0)
f = loop.create_future()
seen = []
for i in range(3):
    var.set(i)
    f.add_done_callback(lambda f: seen.append(var.get()))
inner = contextvars.copy_context()
inner.run(var.set, "inner")
f.add_done_callback(lambda f: seen.append(var.get()), context=inner)
f.add_done_callback(lambda f: (seen.append(var.get()), var.set("changed")), context=inner)
var.set("outside")
f.set_result(1)
run_briefly()
print(seen, var.get(), inner[var])

# The iterator
f = loop.create_future()
it = iter(f)
print(next(it) is f, f._asyncio_future_blocking)
print(attempt(next, it))
f._asyncio_future_blocking = False
f.set_result("value")
try:
    next(it)
except StopIteration as e:
    print(e.value)
print(attempt(next, it))
it = f.__await__()
try:
    it.send(None)
except StopIteration as e:
    print(e.value)
f = loop.create_future()
it = f.__await__()
it.send(None)
print(attempt(it.throw, ValueError("thrown")), attempt(it.throw, KeyError, "k"), attempt(it.throw, TypeError, None, None))
print(attempt(it.throw, 3), attempt(it.throw, ValueError("a"), "b"), attempt(it.throw, ValueError, None, 3))
print(it.close(), attempt(next, it))
print(type(it).__name__, hasattr(it, "__iter__"))

# Misuse
print(attempt(asyncio.Future, loop), attempt(asyncio.Future, loop=3), attempt(asyncio.Future, lop=loop))
print(attempt(f.set_exception, StopIteration()), attempt(f.set_exception, 42), attempt(f.set_exception, int))
print(attempt(setattr, f, "_log_traceback", True), attempt(setattr, f, "_state", 1), attempt(setattr, f, "_result", 1))
print(attempt(delattr, f, "_log_traceback"))
f._cancel_message = "set"
print(f._cancel_message, f.extra if hasattr(f, "extra") else "no extra")
f.extra = 5
print(f.extra)

# Never retrieved
told = []
loop.set_exception_handler(lambda loop, context: told.append({k: shown(v) for k, v in context.items()}))
f = loop.create_future()
f.set_exception(ZeroDivisionError("lost"))
del f
gc.collect()
print(told)
told.clear()
f = loop.create_future()
f.set_exception(ZeroDivisionError("not lost"))
f.exception()
del f
f = loop.create_future()
f.set_exception(ZeroDivisionError("not lost"))
f._log_traceback = False
del f
gc.collect()
print(told)


class Sub(asyncio.Future):
    def __del__(self):
        print("Sub.__del__")


f = Sub(loop=loop)
r = weakref.ref(f)
f.me = f
print(shown(f), isinstance(f, asyncio.Future))
del f
gc.collect()
print(r())
f = loop.create_future()
f.add_done_callback(lambda _, f=f: None)
r = weakref.ref(f)
del f
gc.collect()
print(r())
print(asyncio.Future[int], asyncio.isfuture(loop.create_future()), asyncio.isfuture(3))
loop.close()
f = asyncio.Future(loop=loop)
print(attempt(f.set_result, 1), f.result())
f = asyncio.Future(loop=loop)
f.add_done_callback(print)
print(attempt(f.set_result, 1), f._state)
