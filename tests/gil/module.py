# What module gil offers, and what it says to what it cannot take.
import gil
import sys

print(gil.POLICIES, gil.HANDOFFS, gil.CAUSES)


def show():
    print(gil.get_policy(), gil.get_handoff(), gil.get_interval(), gil.get_interval_seconds())


show()
for policy in gil.POLICIES:
    gil.set_policy(policy)
    print(gil.get_policy(), end=" ")
for handoff in gil.HANDOFFS:
    gil.set_handoff(handoff)
    print(gil.get_handoff(), end=" ")
print()
gil.set_policy("instructions")
gil.set_handoff("forced")

gil.set_interval(1000)
show()
gil.set_interval_seconds(0.25)
show()
gil.set_interval_seconds(1e-12)
show()
gil.set_interval_seconds(1e300)
print(gil.get_interval_seconds() > 9e9)
gil.set_interval(2**62)
print(gil.get_interval() > 10**17)
gil.set_interval(True)
show()
sys.setcheckinterval(50)
show()
sys.setswitchinterval(0.001)
show()

# settings: what is not given stays, all of it comes back, whatever happens.
gil.set_interval(7)
with gil.settings():
    show()
with gil.settings("time", 0.5, "fifo"):
    show()
    with gil.settings(interval=3):
        show()
        gil.set_handoff("free")
    show()
show()
try:
    with gil.settings(policy="blocking") as settings:
        show()
        raise KeyError("inside")
except KeyError as error:
    print(repr(error))
show()
with settings:
    try:
        with settings:
            pass
    except RuntimeError as error:
        print(error)
show()
try:
    settings.__exit__()
except RuntimeError as error:
    print(error)

# metrics
gil.report("zero", 0)
gil.report("int", -12)
gil.report("float", 0.1)
gil.report("whole float", 3.0)
gil.report("big", 2**80)
gil.report("größe", True)
gil.report("int", 13)
print(gil.stats()["metrics"])
gil.reset_stats()
print(len(gil.stats()["metrics"]))

for bad in (
    lambda: gil.set_policy("fair"),
    lambda: gil.set_policy("time "),
    lambda: gil.set_policy(0),
    lambda: gil.set_policy(),
    lambda: gil.set_handoff("FIFO"),
    lambda: gil.set_handoff(None),
    lambda: gil.set_interval(0),
    lambda: gil.set_interval(-5),
    lambda: gil.set_interval(1.5),
    lambda: gil.set_interval(2**70),
    lambda: gil.set_interval_seconds(0),
    lambda: gil.set_interval_seconds(-1.0),
    lambda: gil.set_interval_seconds(float("nan")),
    lambda: gil.set_interval_seconds("5ms"),
    lambda: gil.settings("none"),
    lambda: gil.settings(interval=0),
    lambda: gil.settings(interval=-0.5),
    lambda: gil.settings(interval="5ms"),
    lambda: gil.settings(handoff="none"),
    lambda: gil.settings(what=1),
    lambda: gil.report("x", "1"),
    lambda: gil.report("x", None),
    lambda: gil.report(1, 2),
    lambda: gil.report("", 2),
    lambda: gil.report("a\0b", 2),
    lambda: gil.report("\udc80", 2),
    lambda: gil.report("x", float("inf")),
    lambda: gil.report("x", 10**400),
):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)
    else:
        print("taken")
show()
gil.yield_()


def where():
    return gil.holder()


holder = where()
print(holder.name, holder.file.endswith("module.py"), holder.line == where.__code__.co_firstlineno + 1)
print(type(holder).__name__, len(holder), holder.ident > 0, holder.native_id > 0)
