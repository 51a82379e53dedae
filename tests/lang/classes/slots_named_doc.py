# __slots__ may name what a class gets if it does not say it: __doc__, and __hash__ beside __eq__.
class Documented:
    __slots__ = ('name', '__doc__')

    def __init__(self, name, doc):
        self.name, self.__doc__ = name, doc


class Hashed:
    __slots__ = ('__hash__',)

    def __eq__(self, other):
        return True


print(Documented('a', 'of the instance').__doc__, type(Documented.__doc__).__name__, list(vars(Documented)))
hashed = Hashed()
hashed.__hash__ = lambda: 5
print(type(vars(Hashed)['__hash__']).__name__)
try:
    print(hash(hashed))
except TypeError as error:
    print(error)
for body in ("'text'\n    __slots__ = ('__doc__',)", "__slots__ = ('__module__',)", "__slots__ = ('x',)\n    x = 1"):
    try:
        exec(f'class C:\n    {body}')
    except ValueError as error:
        print(error)


class Plain:
    __slots__ = ('x', 'y')


print(list(vars(Plain)), Plain.__doc__)
