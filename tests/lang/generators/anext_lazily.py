"""What anext(iterator, default) gives looks at what __anext__ gave when it is awaited; async for names it in its errors."""


class Next:
    def __init__(self, given):
        self.given = given

    def __aiter__(self):
        return self

    def __anext__(self):
        return self.given


class Awaitable:
    def __init__(self, result):
        self.result = result

    def __await__(self):
        return self.result


class Raising:
    def __await__(self):
        1 / 0


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    except BaseException as error:
        return repr(error), repr(error.__cause__)


async def ask(awaitable):
    return await awaitable


async def loop(iterable):
    async for item in iterable:
        return item


def generator():
    yield


for given in 5, generator(), iter('ab'), Awaitable(5), Awaitable('ab'), Raising():
    awaitable = anext(Next(given), 'default')
    print(type(awaitable).__name__, run(ask(awaitable)), run(loop(Next(given))))
