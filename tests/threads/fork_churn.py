# Many forks while threads come and go: each child can start threads.
import os
import threading

stop = False


def quick():
    t = threading.Thread(target=int)
    t.start()
    t.join()


def churn():
    while not stop:
        quick()


churning = [threading.Thread(target=churn) for _ in range(2)]
for t in churning:
    t.start()
statuses = []
for _ in range(20):
    pid = os.fork()
    if pid == 0:
        quick()
        os._exit(5)
    statuses.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
stop = True
for t in churning:
    t.join()
print(statuses)
