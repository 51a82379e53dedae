"""pdb: jump, forwards, backwards, and where it cannot."""
import io
import pdb


def work():
    total = 0
    total += 1
    for i in range(2):
        total += 10
    try:
        total += 100
    except ValueError:
        total += 1000
    return total


COMMANDS = '''n
n
jump 10
n
p total
jump 999
jump 1
jump 12
jump 15
jump x
jump 14
n
p total
j 17
c
'''
out = io.StringIO()
debugger = pdb.Pdb(stdin=io.StringIO('s\n' + COMMANDS), stdout=out, nosigint=True, readrc=False)
debugger.use_rawinput = False
print(debugger.runcall(work))
print(out.getvalue().replace(__file__, 'FILE'))
