# Code without a file has no source lines.
code = "def f(x):\n    return 1 / x\nf(0)\n"
import traceback
try:
    exec(code)
except ZeroDivisionError:
    traceback.print_exc()
try:
    eval("undefined_here + 1")
except NameError:
    traceback.print_exc()
exec(compile("\n\nraise ValueError('from compiled')", "made-up.py", "exec"))
