# An exception ends the main thread; other threads are waited for, and the status is that of the main thread.
import sys
import threading
import time


def work():
    threading.main_thread().join()
    print('the thread ends after main')


threading.Thread(target=work).start()
sys.stderr = sys.stdout
sys.exit(3)
