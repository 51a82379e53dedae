"""What an except* clause raises comes out in a group, even when it is one exception only."""


def run(original, catch):
    try:
        try:
            raise original
        except* catch:
            raise SyntaxError(3)
    except BaseException as error:
        print(repr(error), repr(error.__context__))


run(ExceptionGroup('eg', [TypeError(1), ValueError(2)]), (TypeError, ValueError))
run(ExceptionGroup('eg', [TypeError(1), ValueError(2)]), TypeError)
run(TypeError(1), TypeError)
