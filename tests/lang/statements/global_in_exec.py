# A global statement anywhere makes the code around it use the globals too, which shows when exec() has other locals.
source = """
x = 7
def f():
    x = 1
    def g():
        global x
        def h():
            return x
        return h()
    return g()
print(f(), x)
y: int = 3
def k():
    global y
    y += 1
k()
for z in range(3):
    def set_z():
        global z
        z = "set"
set_z()
print(y, z)
"""
def run():
    names = {}
    exec(source, globals(), names)
    print(sorted(names), x, y, z)
run()

class C:
    global in_class
    in_class = 1
print(in_class, hasattr(C, "in_class"))
