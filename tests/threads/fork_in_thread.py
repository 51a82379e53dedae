# A thread forks, and its end is the end of the child's main thread: others of the child go on, nothing else happens.
import atexit
import os
import threading
import time


def forks():
    pid = os.fork()
    if pid:
        print('status', os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        return
    threading.Thread(target=lambda: (time.sleep(0.02), print('thread of the child', flush=True))).start()
    print('thread that forked ends', threading.current_thread() is threading.main_thread(), flush=True)


atexit.register(lambda: print('atexit'))
t = threading.Thread(target=forks)
t.start()
t.join()
