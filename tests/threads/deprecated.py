# The names in camelCase, and the warnings that they give.
import threading
import warnings


def show(call, *args):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        result = call(*args)
    print(result, [(w.category.__name__, str(w.message), w.filename.split('/')[-1]) for w in caught])


t = threading.Thread(target=print, name='n')
show(threading.activeCount)
show(lambda: threading.currentThread() is threading.main_thread())
show(t.getName)
show(t.setName, 'new')
show(t.isDaemon)
show(t.setDaemon, True)
print(t.name, t.daemon)
show(threading.Event().isSet)
c = threading.Condition()
with c:
    show(c.notifyAll)
print(sorted(threading.__all__))
