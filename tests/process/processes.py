# Process objects: what they say before, during and after; names, daemons, exit codes, errors.
import multiprocessing
import os
import signal
import sys
import threading
import time
from multiprocessing import Process, active_children, current_process, parent_process
from multiprocessing.connection import wait
from multiprocessing.util import Finalize, register_after_fork


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


def shown(process):
    return repr(process).replace(f'pid={process.pid}', 'pid=PID').replace(f'parent={os.getpid()}', 'parent=PARENT')


def report(*args, **kwargs):
    me = current_process()
    print(args, kwargs, me.name, me.daemon, parent_process().name, parent_process().pid == os.getppid(),
          me.pid == os.getpid(), me.authkey == kwargs.get('key', me.authkey), active_children(), me.is_alive(), flush=True)


def fail():
    raise ValueError('told on stderr')


def have_child():
    Process(target=report, args=('grandchild',)).start()


def have_child_as_daemon():
    sys.stderr = open(os.devnull, 'w')
    Process(target=report).start()


def finalize():
    Finalize(None, print, args=('finalized 1',), kwargs={'flush': True}, exitpriority=1)
    Finalize(None, print, args=('finalized 5',), kwargs={'flush': True}, exitpriority=5)
    threading.Thread(target=lambda: (threading.main_thread().join(), print('thread', flush=True))).start()
    print('run ends', flush=True)


class Own(Process):
    def run(self):
        sys.exit(self.name)


def main():
    print(current_process(), current_process().name, parent_process(), active_children(), current_process().daemon)
    process = Process(target=report, args=(1, 2), kwargs={'k': 3}, name='my name')
    print(shown(process), process.exitcode, process.pid, process.is_alive(), process.name)
    attempt(process.join)
    attempt(lambda: process.sentinel)
    process.start()
    attempt(process.start)
    attempt(setattr, process, 'daemon', True)
    process.join()
    print(shown(process), process.exitcode, process.is_alive(), active_children())
    process.close()
    print(process.__class__.__name__, repr(process).split()[0], 'closed' in repr(process))
    for function in process.join, process.start, process.is_alive, process.terminate, lambda: process.exitcode:
        attempt(function)
    for status in 0, 3, None, 'text on stderr', 300:
        process = Process(target=sys.exit, args=(status,))
        sys.stderr.flush()
        process.start()
        process.join()
        print(process.exitcode, end=' ')
    for target, args in (os._exit, (7,)), (os.abort, ()), (fail, ()), (os.kill, (0, 0)):
        process = Process(target=target, args=args)
        process.start()
        process.join()
        print(process.exitcode, end=' ')
    print()
    for send in 'terminate', 'kill':
        process = Process(target=time.sleep, args=(60,), daemon=True)
        process.start()
        attempt(process.close)
        print(wait([process.sentinel], 0), shown(process))
        getattr(process, send)()
        print(wait([process.sentinel], 10) == [process.sentinel], process.join(10), process.exitcode, shown(process))
        getattr(process, send)()
    process = Process(target=have_child)
    process.start()
    process.join()
    process = Process(target=have_child_as_daemon, daemon=True)
    process.start()
    process.join()
    print(process.exitcode, process.daemon)
    process = Process(target=finalize)
    process.start()
    process.join()
    own = Own(name='ends with its name on stderr')
    own.start()
    own.join()
    print(own.exitcode, Own().name, Process().name, Process(daemon=True).daemon)
    attempt(Process, 'group')
    attempt(setattr, own, 'name', 3)
    process = Process(target=time.sleep, args=(60,))
    process.start()
    print(process.join(0.01), process.is_alive())
    process.kill()
    process.join()
    multiprocessing.current_process().authkey = b'key'
    process = Process(target=report, kwargs={'key': b'key'})
    process.start()
    process.join()
    for function in multiprocessing.current_process, multiprocessing.cpu_count, multiprocessing.get_start_method:
        print(type(function()).__name__, end=' ')
    print(multiprocessing.get_all_start_methods(), multiprocessing.get_context('spawn').get_start_method())
    attempt(multiprocessing.get_context, 'no')
    attempt(multiprocessing.set_start_method, 'spawn')
    attempt(multiprocessing.get_context('fork').set_start_method, 'spawn')
    attempt(lambda: __import__('pickle').dumps(multiprocessing.current_process().authkey))
    attempt(lambda: __import__('pickle').dumps(multiprocessing.Lock()))
    attempt(lambda: __import__('pickle').dumps(multiprocessing.Queue()))
    Process(target=time.sleep, args=(60,), daemon=True).start()  # ended with the program
    Process(target=lambda: (time.sleep(0.1), print('waited for', flush=True))).start()


if __name__ == '__main__':
    main()
