# tputil, PyPy's module: libraries (Trio) change tracebacks with it where it is.
import sys
import tputil


def inner():
    raise ValueError('inner')


def outer():
    inner()


def copy(base, following):
    def controller(operation):
        if operation.opname == '__getattribute__' and operation.args == ('tb_next',):
            return following
        return operation.delegate()
    return tputil.make_proxy(controller, type(base), base)


def lines(traceback):
    found = []
    while traceback:
        found.append((traceback.tb_frame.f_code.co_name, traceback.tb_lineno))
        traceback = traceback.tb_next
    return found


try:
    outer()
except ValueError as e:
    first = e.__traceback__
try:
    inner()
except ValueError as e:
    second = e.__traceback__
joined = copy(first, second)
print(lines(first), lines(second), lines(joined), joined.tb_lasti == first.tb_lasti)
try:
    raise ValueError('joined').with_traceback(joined)
except ValueError as e:
    print(lines(e.__traceback__))
asked = []
tputil.make_proxy(lambda operation: asked.append(repr(operation)) or operation.delegate(), obj=first)
print(asked)
for arguments in (len, int, 3), (len, type(first), None), (len, int, first), (lambda operation: 5, type(first), first):
    try:
        print(tputil.make_proxy(*arguments))
    except TypeError as e:
        print(e)
