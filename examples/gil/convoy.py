"""The convoy effect: a thread that does little but wait for input, beside threads that compute.

The one that waits needs the GIL for a moment each time its input comes. Under the policy `time`, as in CPython 3.2 and
later, it has to wait until whoever computes has had the lock for a whole interval (5 ms), although it needs it for some
microseconds only; and there is one such wait for each answer. Under `instructions` the wait is what is left of N
instructions. --gil-stats shows the same as a table: look at the thread `answers`, at its longest wait and who let it
wait."""
import gil
import os
import threading
import time

QUESTIONS = 20
ATTEMPTS = 10  # on a busy machine others decide who runs and when


def compute(stop):
    x = 1
    while not stop:
        x = (x * 31 + 7) % 1_000_003


def answer(questions, answers):
    while os.read(questions, 1):
        os.write(answers, b'!')


def client(ask, answers, result):
    """Another process: it asks now and then, and tells how many microseconds half of the answers took at most."""
    waited = []
    for _ in range(QUESTIONS):
        time.sleep(0.002)
        start = time.perf_counter()
        os.write(ask, b'?')
        os.read(answers, 1)
        waited.append(time.perf_counter() - start)
    os.write(result, str(int(sorted(waited)[QUESTIONS // 2] * 1e6)).encode())
    os._exit(0)


def microseconds_for_an_answer():
    questions, ask = os.pipe()
    answers, reply = os.pipe()
    result, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        client(ask, answers, tell)
    os.close(ask)  # so that the questions end when the client does
    stop = []
    threads = [threading.Thread(target=compute, args=(stop,), name='computes'),
               threading.Thread(target=answer, args=(questions, reply), name='answers')]
    for thread in threads:
        thread.start()
    microseconds = int(os.read(result, 20))
    os.waitpid(pid, 0)
    stop.append(True)
    for thread in threads:
        thread.join()
    for end in questions, answers, reply, result, tell:
        os.close(end)
    return microseconds


def main():
    for _ in range(ATTEMPTS):
        with gil.settings(policy='time', interval=0.005):
            slow = microseconds_for_an_answer()
        with gil.settings(policy='instructions', interval=1_000):
            quick = microseconds_for_an_answer()
        if 2_000 < slow > 2 * quick:
            break
    print('policy time, 5 ms: an answer takes milliseconds:', slow > 2_000)
    print('policy instructions, N = 1000: less than half of that:', quick < slow / 2)


main()
