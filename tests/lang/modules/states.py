# States of StringIO and BytesIO, copies of code and of weak sets with attributes, fields that hold themselves.
import copy
import dataclasses
import io
import weakref


def error(function, *args):
    try:
        return function(*args)
    except (TypeError, ValueError) as e:
        return f'{type(e).__name__}: {e}'


for cls, value, extra in (io.StringIO, 'abc', ('\n',)), (io.BytesIO, b'abc', ()):
    stream = cls()
    print(stream.__setstate__((value, *extra, 1, {'name': 'x'})), stream.name, stream.read())
    print(copy.copy(stream).__dict__)
    for state in (5, (value, *extra), (value, *extra, -1, None), (value, *extra, 0.0, None), (value, *extra, 0, 0),
                  (5, *extra, 0, None)):
        print(error(stream.__setstate__, state))
    stream.close()
    print(error(stream.__setstate__, (value, *extra, 0, None)))

code = error.__code__
print(copy.copy(code) is code, copy.deepcopy(code) is code)


class Item:
    pass


item = Item()
items = weakref.WeakSet([item])
items.label = ['label']
twin = copy.copy(items)
print(twin == items, twin.label is items.label)

field = dataclasses.field()
field.type = field
print(repr(field).count('...'))
