# Two threads that compute.
import threading

results = {}


def work(name, n):
    x = 1
    for i in range(n):
        x = (x * 31 + i) % 1_000_003
    results[name] = x


threads = [threading.Thread(target=work, args=(name, 2_000_000)) for name in 'ab']
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(results['a'], results['b'])
