# input() and sys.stdin.
import sys
print(repr(input()))
print(repr(input("prompt> ")))
print(repr(input()))
print(repr(input("last: ")))
try:
    input("more? ")
except EOFError as e:
    print()
    print(type(e).__name__, e)
print(repr(sys.stdin.read()), sys.stdin.readline() == "")
try:
    input(1, 2)
except TypeError as e:
    print(e)
