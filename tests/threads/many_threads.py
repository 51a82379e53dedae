# Ten thousand threads at once.
import threading

COUNT = 10000
gate, out = threading.Event(), []


def work(i):
    gate.wait()
    out.append(i)


threads = [threading.Thread(target=work, args=(i,)) for i in range(COUNT)]
try:
    for t in threads:
        t.start()
    print(threading.active_count(), len({t.ident for t in threads}), len({t.native_id for t in threads}), out)
finally:  # where the system has no room for so many, those that run must not wait for ever
    gate.set()
for t in threads:
    t.join()
print(sorted(out) == list(range(COUNT)), threading.active_count(), any(t.is_alive() for t in threads))
