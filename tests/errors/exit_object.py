import sys
try:
    sys.exit(4)
except SystemExit as e:
    print("caught", e.code)
class C:
    def __str__(self): return "object as code"
sys.exit(C())
