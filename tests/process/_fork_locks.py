"""usage: _fork_locks.py FORKS. os.fork() while other threads hold the locks of the runtime.

Some are held at each fork, by threads that are blocked: those of a binary, a text and a reading stream, of an import, of a
logging handler and its stream. Others at many of them, by threads that are busy: the lock itself with its queues, those of
queues and events, and what starting and ending threads, collecting and allocating have in their hands. The child uses all of
them."""
import gc
import itertools
import logging
import os
import queue
import signal
import sys
import tempfile
import threading

FORKS = int(sys.argv[1])
much = 300_000  # more than goes into a pipe
messages, event, turns = queue.Queue(), threading.Event(), itertools.count()
null = os.open(os.devnull, os.O_RDWR)
pipes = [os.pipe() for _ in range(5)]
(_, for_data), (_, for_text), (_, for_log), (for_read, _), (for_import, _) = pipes
data, text, log = open(for_data, 'wb'), open(for_text, 'w'), open(for_log, 'w')
reading = open(for_read, 'rb')
logger = logging.getLogger('fork')
logger.propagate = False
logger.addHandler(logging.StreamHandler(log))
folder = tempfile.TemporaryDirectory()
sys.path.insert(0, folder.name)
with open(os.path.join(folder.name, 'imported.py'), 'w') as file:
    file.write(f'import os\nos.read({for_import}, 1)\nvalue = 1\n')


def write_data():
    data.write(b'x' * much)
    data.flush()


def write_text():
    text.write('y' * much)
    text.flush()


def write_log():
    logger.warning('z' * much)


def read():
    reading.read(1)


def imports():
    import imported
    assert imported.value == 1


def allocates():
    cycle = [[i] for i in range(100)]
    cycle.append(cycle)
    if next(turns) % 50 == 0:
        gc.collect()


def starts_threads():
    t = threading.Thread(target=allocates)
    t.start()
    t.join()


def talks():
    messages.put(1)
    messages.get()
    event.wait(0.0001)


BLOCKED = write_data, write_text, write_log, read, imports
BUSY = starts_threads, talks


def repeat(function):
    while True:
        function()


def child():
    global much
    much = 10
    signal.alarm(60)  # a lock that is still held would be for ever
    status = 1
    try:
        for fd in for_data, for_text, for_log, for_read, for_import:  # none of them blocks here
            os.dup2(null, fd)
        for function in BLOCKED + BUSY:
            function()
        status = 5 if threading.active_count() == 1 else 6
    finally:
        os._exit(status)


def main():
    for function in BLOCKED:
        threading.Thread(target=function, daemon=True).start()
    for function in BUSY:
        threading.Thread(target=repeat, args=(function,), daemon=True).start()
    sys.setswitchinterval(0.0001)
    ends, running = {}, 0
    for i in range(FORKS):
        if os.fork() == 0:
            child()
        running += 1
        while running > (16 if i < FORKS - 1 else 0):
            end = os.waitstatus_to_exitcode(os.wait()[1])
            ends[end] = ends.get(end, 0) + 1
            running -= 1
    print(ends == {5: FORKS} or ends, flush=True)
    folder.cleanup()
    os._exit(0)  # the others are blocked for ever


main()
