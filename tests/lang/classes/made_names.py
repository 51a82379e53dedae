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
