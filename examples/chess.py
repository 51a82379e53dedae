"""A chess exhibition: one master plays 24 opponents, 30 moves each. She needs 5 seconds for a move, they need 55.

One game after the other takes 24 x 30 x 60 seconds, 12 hours. If she walks from board to board, the opponents think while
she is elsewhere: a round of 24 moves takes her 120 seconds, which is longer than anyone thinks, so 30 rounds are 1 hour.
It is the same hour whether threads or coroutines walk: waiting is what is shared, not work. A thread gives its place up
wherever the lock can change hands, a coroutine only where it says `await`; so her moves need a lock among threads, and
none among coroutines.

A second is SECOND here, so that all takes about one real second. All look at a clock instead of sleeping for so long: who
awakes late is not late for ever. With the argument --times it prints how long each took."""
import asyncio
import sys
import threading
import time

SECOND = 20e-6
OPPONENTS, MOVES, MASTER, OPPONENT = 24, 30, 5 * SECOND, 55 * SECOND


def seconds_until(moment):
    return max(moment - time.perf_counter(), 0)


def wait_until(moment):
    while (left := seconds_until(moment)) > 0:
        time.sleep(left)


class Master:
    """She begins a move when both are ready: she, and the board."""

    def __init__(self):
        self.ready = time.perf_counter()

    def move(self, board_ready):
        self.ready = max(self.ready, board_ready) + MASTER
        wait_until(self.ready)
        return self.ready + OPPONENT  # when the opponent will have moved


def one_after_the_other():
    master = Master()
    for _ in range(OPPONENTS * MOVES):
        master.ready = master.move(0)  # she waits until the opponent has moved
        wait_until(master.ready)


def threads():
    master, her_hand = Master(), threading.Lock()

    def game():
        ready = 0
        for _ in range(MOVES):
            with her_hand:
                ready = master.move(ready)
            wait_until(ready)

    boards = [threading.Thread(target=game) for _ in range(OPPONENTS)]
    for board in boards:
        board.start()
    for board in boards:
        board.join()


def coroutines():
    master = Master()

    async def game():
        ready = 0
        for _ in range(MOVES):
            ready = master.move(ready)  # she is busy: nothing else happens
            await asyncio.sleep(seconds_until(ready))  # now something else may

    async def exhibition():
        await asyncio.gather(*[game() for _ in range(OPPONENTS)])

    asyncio.run(exhibition())


def hours_of(exhibition):
    start = time.perf_counter()
    exhibition()
    return (time.perf_counter() - start) / SECOND / 3600


def main():
    times = {walk.__name__.replace('_', ' '): hours_of(walk) for walk in (one_after_the_other, threads, coroutines)}
    (first, alone), *others = times.items()
    print(f'{first}: 12 hours or more:', alone >= 12)
    for name, took in others:
        print(f'{name}: 1 hour or more:', took >= 1, '- less than one after the other:', took < alone)
    if '--times' in sys.argv:
        print(*[f'{took:.1f} hours {name}' for name, took in times.items()], sep='\n')


main()
