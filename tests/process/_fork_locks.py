# os.fork() while other threads hold the locks of the runtime: the lock itself with its queues, those of streams, of imports, of
# logging, of queues and events, and what starting and ending threads, collecting and allocating have in their hands. The
# child uses all of them.
import gc
import io
import logging
import os
import queue
import signal
import sys
import tempfile
import threading

FORKS = int(sys.argv[1]) if len(sys.argv) > 1 else 500
stop = False
messages, event, sink = queue.Queue(), threading.Event(), open(os.devnull, 'w')
logger = logging.getLogger('fork')
logger.propagate = False
logger.addHandler(logging.StreamHandler(sink))
folder = tempfile.TemporaryDirectory()
sys.path.insert(0, folder.name)
with open(os.path.join(folder.name, 'imported.py'), 'w') as file:
    file.write('import os\nfor _ in range(5): os.stat("/")\nvalue = 1\n')
raw_end, other_end = os.pipe()
stream = io.open(raw_end, 'rb')
text = open(os.devnull, 'w')
data = open(os.devnull, 'wb')


def write():  # the locks of two streams, mostly without the GIL
    data.write(b'x' * 20000)
    text.write('y' * 20000)


def read():  # a lock that is never given back: the pipe stays empty
    stream.read(1)


def imports():
    sys.modules.pop('imported', None)
    import imported


def logs():
    logger.warning('%s', 'x' * 100)


def allocates():
    cycle = [[i] for i in range(100)]
    cycle.append(cycle)
    gc.collect(0)


def starts_threads():
    t = threading.Thread(target=int)
    t.start()
    t.join()


def talks():
    messages.put(1)
    messages.get()
    event.wait(0.0001)


def repeat(function):
    while not stop:
        function()


def use_all():
    """The child: it has only this thread, and all locks."""
    for function in write, imports, logs, allocates, starts_threads, talks:
        function()
    for file in text, data, sink:
        file.flush()
    return threading.active_count()


def child():
    signal.alarm(60)  # a lock that is still held would be for ever
    status = 1
    try:
        status = 5 if use_all() == 1 else 6
    finally:
        os._exit(status)


def main():
    global stop
    functions = write, imports, logs, allocates, starts_threads, talks
    threads = [threading.Thread(target=repeat, args=(function,)) for function in functions]
    threads.append(threading.Thread(target=read))
    sys.setswitchinterval(0.0001)
    for t in threads:
        t.start()
    ends, running = {}, 0
    for i in range(FORKS):
        if os.fork() == 0:
            child()
        running += 1
        while running > (16 if i < FORKS - 1 else 0):
            end = os.waitstatus_to_exitcode(os.wait()[1])
            ends[end] = ends.get(end, 0) + 1
            running -= 1
    stop = True
    os.close(other_end)
    for t in threads:
        t.join()
    print(ends == {5: FORKS} or ends)


main()
