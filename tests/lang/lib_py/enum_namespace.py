# Metaclasses that read the namespace of an enumeration's body, or make another one.
import enum


class Numbered(type(enum.Enum)):
    def __new__(metacls, name, bases, classdict):
        print(name, type(classdict).__name__, list(classdict._member_names), classdict._cls_name)
        other = type(classdict)()
        other._cls_name = name
        for position, key in enumerate(classdict._member_names):
            other[key] = position if classdict[key] is ... else classdict[key]
        for key, value in classdict.items():
            if key not in classdict._member_names:
                other[key] = value
        return super().__new__(metacls, name, bases, other)


class Base(enum.Enum, metaclass=Numbered):
    def twice(self):
        return self.value * 2


class Few(Base):
    a = ...
    b = 30
    c = ...


print(list(Few), Few.c.twice(), Few(30), enum._EnumDict().__class__ is type(Numbered.__prepare__('x', ())))


class Auto(enum.Enum):
    def _generate_next_value_(name, start, count, last):
        return name.upper() + str(last)

    x = enum.auto()
    y = enum.auto()


print([each.value for each in Auto])
