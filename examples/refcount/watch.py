"""Who holds an object? `refcount.watch` tells of each change of its reference count: when, in which thread, at which line, by
which instruction (`minipy -m dis` shows them).

Here an object goes through a function call, a list and a closure. Each place that refers to it counts one: a name, an
argument while the call lasts, each item of a list, the cell that a closure keeps. When the last one goes, the object
goes, at once, and the line says so. What an instruction takes and gives back again is no change; `return thing` takes one
for the caller and gives the local's back, and nothing is seen.

The count is that of `sys.getrefcount(x) - 1`: without the reference that the question itself makes."""
import linecache
import refcount


class Thing:
    pass


def pass_on(thing):
    return thing


def remember(thing):
    def recall():
        return thing
    return recall


def tell(watch):
    for change in watch.history():
        line = linecache.getline(change.file, change.line).strip()
        print(f'  {change.old} -> {change.new}  {change.opcode:<12} {line}')


def call():
    thing = Thing()
    watch = refcount.watch(thing)
    pass_on(thing)
    same = pass_on(thing)
    del same
    del thing
    return watch


def items():
    thing = Thing()
    watch = refcount.watch(thing)
    three = [thing] * 3
    two = three[1:]
    three.pop()
    del three
    two.clear()
    del thing
    return watch


def closure():
    thing = Thing()
    watch = refcount.watch(thing)
    recall = remember(thing)
    del thing
    recall()
    del recall
    return watch


def cycle():
    """The last name goes and the object does not: it refers to itself, so somebody still does. The collector finds it."""
    import gc
    thing = Thing()
    watch = refcount.watch(thing)
    thing.me = thing
    del thing
    print('  without a name, but alive:', watch.alive)
    gc.collect()
    print('  after gc.collect():', watch.alive)
    return watch


def main():
    for story in call, items, closure, cycle:
        print(story.__name__)
        tell(story())


main()
