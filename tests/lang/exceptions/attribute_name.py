# AttributeError.name and obj, if the error comes from Python code: from __getattr__, __getattribute__, a property.


class Getattr:
    def __getattr__(self, name):
        raise AttributeError


class Getattribute:
    def __getattribute__(self, name):
        raise AttributeError('two', 'arguments')


class Property:
    @property
    def colour(self):
        raise AttributeError('no colour')


class PropertyWithCell:
    @property
    def colour(self):
        [self for _ in ()]
        raise AttributeError((lambda: type(self).__name__)())


class Meta(type):
    def __getattr__(cls, name):
        raise AttributeError(name)


class OfMeta(metaclass=Meta):
    pass


class Derived(AttributeError):
    pass


class RaisesDerived:
    def __getattr__(self, name):
        raise Derived


class Inner:
    """The attribute that is missing is another one."""

    @property
    def colour(self):
        return self.paint


class Named:
    def __getattr__(self, name):
        raise AttributeError(name='other')


class Setattr:
    def __setattr__(self, name, value):
        raise AttributeError(name)


def tell(target, get):
    try:
        get(target)
    except AttributeError as error:
        print(type(target).__name__, type(error).__name__, error.args, error.name, error.obj is target)


def load(target):
    return target.colour


for target in Getattr(), Getattribute(), Property(), PropertyWithCell(), OfMeta, RaisesDerived(), Inner(), Named():
    for _ in range(3):  # the loop remembers getters of properties
        tell(target, load)
    tell(target, lambda target: getattr(target, 'colour'))
    print(hasattr(target, 'colour'), getattr(target, 'colour', 'none'))

tell(Setattr(), lambda target: setattr(target, 'colour', 1))

# An instance that nothing but the error holds.
for _ in range(2):
    try:
        Property().colour
    except AttributeError as error:
        print(error.name, type(error.obj).__name__)

# The first one to name it wins.
kept = AttributeError('kept')


class Kept:
    def __getattr__(self, name):
        raise kept


for name in 'first', 'second':
    tell(Kept(), lambda target: getattr(target, name))
print(kept.name)
