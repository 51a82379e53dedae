# Threads that are started and joined one after the other.
import threading

done = []
for i in range(4_000):
    thread = threading.Thread(target=done.append, args=(i,))
    thread.start()
    thread.join()
print(sum(done))
