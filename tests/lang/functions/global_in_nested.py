"""A function's `global x` makes x of the whole module's code global, which shows when exec has two namespaces."""

source = '''
y = 9
def f():
    y = 1
    def g():
        global y
        return y
    def h():
        return y + 1
    return g, h
z = 3
g, h = f()
results = g(), h()
'''
globals_, locals_ = {}, {}
exec(source, globals_, locals_)
print(locals_['results'], globals_['y'], 'y' in locals_, sorted(locals_))

exec('x: int = 1\ndef f():\n    global x\n    x += 1\nf()\nprint(x, __annotations__)', {})
