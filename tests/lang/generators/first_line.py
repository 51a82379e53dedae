# Where a generator stands that nobody has resumed: at its definition.
def g():
    x = 1
    yield x
a = g()
print(a.gi_frame.f_lineno)
next(a)
print(a.gi_frame.f_lineno)
try:
    g().throw(ValueError)
except ValueError as e:
    print(e.__traceback__.tb_next.tb_lineno)
