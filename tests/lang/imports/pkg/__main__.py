import sys
print("main of pkg", __name__, __package__, sys.argv[1:])
