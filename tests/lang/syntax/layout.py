# -*- coding: utf-8 -*-
# Indentation, comments, continuation lines, form feeds, unusual spacing.
if 1:
        a = 1
        if a:
         b = 2
         if b:
                                c = 3
         d = 4
# comment at column 0 inside nothing
        e = 5
    # comment at an odd column
        f = 6
print(a, b, c, d, e, f)
def one(): pass; x = 1; return x

def two(
    a,     # first
    b = 2, # second

    *,
    c
    = 3,
):
    # only comment first

    "doc"

    return (a
        + b
      + c)
print(two(1), one())

class   Spaces  ( object )  :   pass
x=1;y  =  2   ;   z=x+y ;
print ( z , x , y )
if x: print("inline if")
for i in range(2): print(i, end=' '); print("same line")
while x: x -= 1; print("dec")
else: print("else inline")
try: 1/0
except ZeroDivisionError: print("inline except")
finally: print("inline finally")
with open("/dev/null") as f: print("inline with")
if 0: pass
elif 1: print("elif")
else: pass
l = [
  1, 2,
      3,
# comment
4
]
print(l, {
'a'
:
1
}, (
))
s = """
  text
# not a comment
	tab
"""
print(len(s), s.count("\n"))
total = 1 \
  + 2 \
 + 3
print(total)
assert total \
    == 6
if total and \
   x == 0 and (
      y):
    print("continued condition")
def deep():
    def deeper():
        def deepest():
            if 1:
                for i in range(1):
                    while True:
                        try:
                            with open("/dev/null"):
                                return "deep"
                        finally:
                            pass
        return deepest
    return deeper
print(deep()()())
print(eval("1 +\t2\f+ 3"), eval("(1\n\n+\n2)"), eval("\t 5"))
exec("if 1:\n\tx = 'tab'\n\tprint(x)")
exec("if 1:\n  y = 1\n\n\n  # c\n\n  print('blank lines', y)\n\n")
exec("x = 1\r\ny = 2\r\nif x:\r\n    print('crlf', x + y)\r\n")
exec("x = 1\rprint('cr', x)\r")
exec(b"\xef\xbb\xbfprint('bytes bom')")
exec(b"# coding: latin-1\nprint(ascii('\xe9'))")
exec("\f\nif 1:\n\f  print('form feed')")
exec("print('no newline at end')")
exec("if 1:\n  pass\n# last comment without newline")
exec("def f():\n  return '''a\n b'''\nprint(repr(f()))")
exec("x = '''a\r\nb'''\nprint(repr(x))")
exec("class C:\n  def m(self):\n    return 1\n  n = 2\nprint(C().m(), C.n)")
exec("if True:\n    if True:\n        z = 1\n    w = 2\nprint(z, w)")
exec("(\n1,\n  2)\nprint('paren lines')")
exec("π = 3; 变量 = 4; _ñ = 5; ª = 6; print(π + 变量 + _ñ + a)")
exec("x = (1,\n     2,\n\n     # comment\n     3)\nprint(x)")
for src in ("if 1:\nx", "  x = 1", "if 1:\n    x\n  y", "if 1:\n\tx\n        y", "x = (", "x = [1, 2", "x = {", ")", "(]", "x = 'a", "x = '''a", "def f(:", "if x", "if x:\n", "else: pass", "for x in y", "class", "x = \\", "x = \\ 1", "a\n  b", "if 1:\n  a\n b", "while", "try:\n  x\ny", "\tx", "if 1:\n  x\n\ty", "def f():", "class C:\n\n", "@x", "@x\n1", "(1\n2)", "x y", "if True print(1)"):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), type(e).__name__, e.msg, e.lineno, e.offset)
