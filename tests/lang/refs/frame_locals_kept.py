# What is put into a frame's f_locals lives as long as the frame, of whatever kind and in whatever state it is.
import gc
import sys
import warnings
import weakref

warnings.simplefilter("ignore")
class T: pass
def check(make):
    o = T(); w = weakref.ref(o)
    make(o); del o
    gc.collect(); print(w() is None)
def created(o):
    async def c(): pass
    co = c(); co.cr_frame.f_locals['x'] = o; co.close()
def created_dropped(o):
    def g(): yield
    x = g(); x.gi_frame.f_locals['x'] = o
def suspended(o):
    def g(): yield 1; yield 2
    x = g(); next(x); x.gi_frame.f_locals['x'] = o; next(x)
def finished(o):
    def g(): yield 1
    x = g(); next(x); f = x.gi_frame; f.f_locals['x'] = o; list(x); print('x' in f.f_locals)
def cycle(o):
    def g(): yield 1
    x = g(); next(x); d = x.gi_frame.f_locals; d['x'] = o; d['me'] = x; d['frame'] = x.gi_frame
def other(o):
    def inner(): sys._getframe(1).f_locals['zz'] = o
    inner(); print('zz' in locals())
def kept(o):
    def f(): return sys._getframe()
    fr = f(); fr.f_locals['q'] = o; print(sorted(fr.f_locals))
def in_traceback(o):
    try:
        def f(): a = 1; 1 / 0
        f()
    except ZeroDivisionError as e:
        e.__traceback__.tb_next.tb_frame.f_locals['o'] = o
        print(sorted(e.__traceback__.tb_next.tb_frame.f_locals))
for make in created, created_dropped, suspended, finished, cycle, other, kept, in_traceback:
    print(make.__name__); check(make)
