"""A memoryview released while its own index is asked for."""


class Releasing:
    def __index__(self):
        view.release()
        return 1


def item():
    return view[Releasing()]


def store():
    view[Releasing()] = 3


def store_value():
    view[0] = Releasing()


class ReleasingBound:
    def __index__(self):
        view.release()
        data.clear()
        return 0


def store_slice():
    view[ReleasingBound():2] = b'xy'


for function in item, store, store_slice, store_value:
    data = bytearray(b'abc')
    view = memoryview(data)
    try:
        print(function())
    except ValueError as error:
        print(function.__name__, error)
    data.extend(b'longer')
    print(data)
