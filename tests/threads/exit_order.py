# The end of a program: the main thread, then threads, then atexit; daemons stop where they are.
import atexit
import threading
import time

main = threading.main_thread()


def outlives():
    main.join()
    print('main thread', 'lives' if main.is_alive() else 'has ended', [t.name for t in threading.enumerate()][1:])
    again = threading.Thread(target=lambda: print('a thread started after the end of main'))
    again.start()
    again.join()
    threading.Thread(target=last, name='last').start()
    print('outlives ends')


def last():
    time.sleep(0.02)
    try:
        atexit.register(print, 'registered by a thread')
        print(threading.current_thread().name, 'ends')
    finally:
        print('finally')


def daemon():
    try:
        while True:
            time.sleep(0.001)
    finally:
        print('never')


threading._register_atexit(print, 'threading atexit 1')
threading._register_atexit(lambda *args, **kwargs: print('threading atexit 2', args, kwargs, main.is_alive()), 'a', b='c')
atexit.register(lambda: print('atexit', threading.active_count() - threading.enumerate().count(d)))
threading.Thread(target=outlives, name='outlives').start()
d = threading.Thread(target=daemon, name='daemon', daemon=True)
d.start()
print('main ends')
