"""memoryview: keys that are tuples, with slices in them, for one and two dimensions."""
line = memoryview(bytearray(b'abc'))
for view in line, line.cast('B', [3, 1]):
    for key in (0,), (0, 0), (slice(0, 1), slice(0, 2)), (), (0, slice(1)), (slice(1),), (0, 0, 0), 'a', ('a', 'b'), 0:
        for act in lambda: view[key], lambda: view.__setitem__(key, 98), lambda: view.__delitem__(key):
            try:
                print(act())
            except (TypeError, NotImplementedError) as error:
                print(type(error).__name__, error)
