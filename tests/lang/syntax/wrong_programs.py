# Errors and warnings that CPython's own test-suite asks for: parenthesized with, lambda defaults, nesting, late __future__.
late = ["from __future__ import annotations; x=1; from __future__ import division","from __future__ import annotations; import x; from __future__ import division\n","x=1;from __future__ import division","'doc'; 'doc2'; from __future__ import division", "from __future__ import annotations, division; from __future__ import generators; 1", "1; from __future__ import annotations", "from __future__ import annotations\n'x'\nfrom __future__ import division","'x'\n'y'\nfrom __future__ import division", "def f(): from __future__ import division", "if 1:\n from __future__ import division", "from __future__ import annotations; from __future__ import a","from __future__ import annotations\ndef f():\n from __future__ import a","from __future__ import braces", "from .__future__ import a", "from __future__ import (annotations as b,)", "class C: from __future__ import a", "x = 1\nfrom __future__ import nope"]
srcs = late + ["match x:\n    case {**_}:\n        pass", "lambda a=1,d=,c: None", "lambda a,d=,c: None", "lambda d=: 1", "lambda d= : 1","def f(a=): pass", "lambda *, d=, e: 1",
"with (blech as something)\n  pass","with (blech)\n  pass","with (blech, block as something)\n  pass","with (blech, block as something, bluch)\n  pass","async def f():\n  async with (a as b)\n    pass","with (a as b) as c\n pass", "with (a as b, c):\n pass", "with (a as b):\npass", "with (a as b) x:\n pass", "with (a as b", "with (a, b as c d): pass",
"a = '\\400'", "b'\\777'", "from __future__ import annotations; import x; from __future__ import division", "from __future__ import nested_scopes, rested_snopes", "from __future__ import *", "import os\nfrom __future__ import division","from __future__ import print_function; (1\n",
'"\\\n"(1 for c in I,\\\n\\', 'x = (y for a in b, c)', 'f(y for a in b, c)\n\\','f(1 for c in I,\\\n\\', "lambda: (yield)", "[x for x in (lambda: (y := 1))]", "{x for x in (lambda: (y := 1))}", "[(lambda: (x := 1)) for x in y]"]
import warnings
for s in srcs:
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter("always")
        try: compile(s, "f", "exec"); print("ok", repr(s))
        except SyntaxError as e: print(repr(s), type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
        for x in w: print("   ", x.category.__name__, x.message, x.lineno)
def nested(n):
    s = ""
    for i in range(n): s += " " * i + "try:\n" + " " * i + " pass\n" + " "*i + "except E as e:\n"
    return s + " " * n + "pass\n"
for n in (5, 18, 19, 20, 21):
    try: compile(nested(n), "f", "exec"); print("ok")
    except SyntaxError as e: print(n, e, e.lineno, e.offset)
def nested2(n, line):
    s = ""
    for i in range(n): s += " " * i + line+"\n"
    return s + " " * n + "pass\n"
for line in "while 1:", "for x in y:", "with a:", "if a:", "try:\n", "with a, b:", "async with a:":
  for n in (19,20,21):
    try: compile(nested2(n, line), "f", "exec"); print(n, line, "ok")
    except SyntaxError as e: print(n, line, e, e.lineno, e.offset)
