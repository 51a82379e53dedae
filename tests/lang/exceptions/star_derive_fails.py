# A group whose derive() fails when except* puts the rest together: the exception leaves the whole statement.
import sys


class Group(ExceptionGroup):
    fails = False

    def derive(self, exceptions):
        if Group.fails:
            1 / 0
        return Group(self.message, exceptions)


def run(again):
    Group.fails = False
    try:
        raise Group('g', [ValueError(1), KeyError(2), Group('h', [KeyError(4)])])
    except* ValueError:
        Group.fails = True
        if again:
            raise
        raise TypeError


for again in True, False:
    try:
        run(again)
    except Exception as e:
        print(repr(e))
    print(sys.exc_info())
