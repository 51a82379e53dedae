# An exception group's traceback is a tree.
def make(t, *a):
    try:
        raise t(*a)
    except t as e:
        return e
def nested():
    return ExceptionGroup("inner", [make(KeyError, "k"), make(TypeError, "t")])
try:
    raise nested()
except ExceptionGroup as g:
    inner = g
raise ExceptionGroup("outer", [make(ValueError, "v"), inner, OSError(2, "never raised")])
