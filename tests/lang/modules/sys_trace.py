# sys.settrace and sys.setprofile.
import sys
events = []
def tracer(frame, event, arg):
    if frame.f_code.co_name != "traced": return None
    events.append((event, frame.f_lineno - frame.f_code.co_firstlineno, arg if event == "return" else None))
    return tracer
def traced(n):
    x = n + 1
    for i in range(2):
        x += i
    if x > 100:
        return x
    try:
        raise ValueError
    except ValueError:
        pass
    return "end"
sys.settrace(tracer); traced(5); sys.settrace(None)
print(events, sys.gettrace())
prof = []
def profiler(frame, event, arg): prof.append((event, frame.f_code.co_name))
def callee(): return len("x")
sys.setprofile(profiler); callee(); sys.setprofile(None)
print(prof[:4], sys.getprofile())
