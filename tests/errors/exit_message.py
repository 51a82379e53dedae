import sys
print("a")
sys.exit("a message for stderr")
