# Tracing that begins while functions run: their frames get f_trace.
import sys


def tracer(f, e, a):
    print(f.f_code.co_name, e, f.f_lineno)
    return tracer


def on():
    fr = sys._getframe().f_back
    while fr:
        fr.f_trace = tracer
        fr = fr.f_back
    sys.settrace(tracer)


def f(x):
    on()
    return x


print(f(1))
sys.settrace(None)
