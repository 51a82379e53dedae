"""A chess exhibition: one master plays 24 opponents, 30 moves each. She needs 5 seconds for a move, they need 55.

One game after the other takes 24 x 30 x 60 seconds, 12 hours. If she walks from board to board, the opponents think while
she is elsewhere: a round of 24 moves takes her 120 seconds, which is longer than anyone thinks, so 30 rounds are 1 hour.
It is the same hour whether threads or coroutines walk: waiting is what is shared, not work. A thread gives its place up
wherever the lock can change hands, a coroutine only where it says `await`; so her moves need a lock among threads, and
none among coroutines.

A second is SECOND here, so that all takes about one real second."""
import asyncio
import threading
import time

SECOND = 20e-6
OPPONENTS, MOVES, MASTER, OPPONENT = 24, 30, 5 * SECOND, 55 * SECOND


def one_after_the_other():
    for _ in range(OPPONENTS):
        for _ in range(MOVES):
            time.sleep(MASTER)
            time.sleep(OPPONENT)


def threads():
    her_hand = threading.Lock()

    def game():
        for _ in range(MOVES):
            with her_hand:
                time.sleep(MASTER)
            time.sleep(OPPONENT)

    boards = [threading.Thread(target=game) for _ in range(OPPONENTS)]
    for board in boards:
        board.start()
    for board in boards:
        board.join()


def coroutines():
    async def game():
        for _ in range(MOVES):
            time.sleep(MASTER)  # she is busy: nothing else happens
            await asyncio.sleep(OPPONENT)  # now something else may

    async def exhibition():
        await asyncio.gather(*[game() for _ in range(OPPONENTS)])

    asyncio.run(exhibition())


def hours_of(exhibition):
    start = time.perf_counter()
    exhibition()
    return (time.perf_counter() - start) / SECOND / 3600


def main():
    alone = hours_of(one_after_the_other)
    print('one after the other: 12 hours or more:', alone >= 12)
    for walk in threads, coroutines:
        took = hours_of(walk)
        print(f'{walk.__name__}: 1 hour or more:', took >= 1, '- less than one after the other:', took < alone)


main()
