"""Special methods under names that were put together at run time."""
name = 'repr'
members = {f'__{name}__': lambda self: 'made'}
Called = type('Called', (), members)


class Updated:
    locals().update(members)


class Derived(Updated):
    pass


class Assigned:
    pass


setattr(Assigned, f'__{name}__', lambda self: 'assigned')
print(Called(), Updated(), Derived(), Assigned())
delattr(Assigned, f'__{name}__')
print(repr(Assigned()).startswith('<'))


print('names that no class can have')
class Named:
    pass
for name in 'A\udcdcB', 'A\0B':
    for make in lambda: type(name, (), {}), lambda: setattr(Named, '__name__', name), lambda: type('A', (), {'__doc__': name}):
        try:
            print(make())
        except ValueError as e:
            print(type(e).__name__, e)
