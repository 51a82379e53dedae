"""Ten lunches: one cook, one or more stoves, as threads.

A lunch is four steps: wash 5 minutes, cut 13, cook 30, serve 2. Washing, cutting and serving need the cook's hands, which
are a lock; cooking needs a stove, of which there are some (a semaphore), but no hands. One lunch after the other
takes 10 x 50 minutes. With threads the cook washes and cuts the next lunch while the last one boils.

A minute is a millisecond here. Run it with --gil-stats: every thread waits nearly all the time, and the lock is free."""
import threading
import time

MINUTE = 0.001
STEPS = {'wash': 5, 'cut': 13, 'cook': 30, 'serve': 2}
FRIENDS = 10


def work(minutes):
    time.sleep(minutes * MINUTE)


def lunch(hands, stoves, served):
    with hands:
        work(STEPS['wash'])
        work(STEPS['cut'])
    with stoves:
        work(STEPS['cook'])
    with hands:
        work(STEPS['serve'])
    served.append(threading.current_thread().name)


def one_after_the_other():
    for _ in range(FRIENDS):
        for minutes in STEPS.values():
            work(minutes)


def kitchen(cooks, stoves):
    hands, fires, served = threading.Semaphore(cooks), threading.Semaphore(stoves), []
    lunches = [threading.Thread(target=lunch, args=(hands, fires, served)) for _ in range(FRIENDS)]
    for thread in lunches:
        thread.start()
    for thread in lunches:
        thread.join()
    assert len(served) == FRIENDS


def minutes_of(function, *arguments):
    start = time.perf_counter()
    function(*arguments)
    return (time.perf_counter() - start) / MINUTE


def main():
    plain = minutes_of(one_after_the_other)
    print('one lunch after the other: 500 minutes')
    for cooks, stoves, at_least in ((1, 1, 320), (1, 2, 212), (2, 10, 122)):
        took = minutes_of(kitchen, cooks, stoves)
        print(f'{cooks} cook(s), {stoves} stove(s): at least {at_least} minutes:', took >= at_least,
              '- less than one after the other:', took < plain)


main()
