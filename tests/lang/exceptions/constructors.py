# Attributes, arguments and texts of all exception types; groups; chaining.
import sys, errno, copy
def t(s):
    try: print(s,'=>',repr(eval(s, globals()))[:200])
    except BaseException as e: print(s,'=>',type(e).__name__, repr(str(e))[:200], e.args if len(repr(e.args))<200 else '')
class E(Exception): pass
class K(KeyError): pass
class O2(OSError):
    def __init__(self, a, b=None): self.a=a
class O3(OSError):
    def __new__(cls, *a): return OSError.__new__(cls, *a)
class S(str): pass
class MyG(ExceptionGroup):
    def derive(self, excs): return MyG(self.message, excs)
class BadG(ExceptionGroup):
    def derive(self, excs): return 5
class BG(BaseExceptionGroup): pass
e=ValueError(1,2)
for s in ['Exception()','Exception(1)','Exception(1,2)','str(Exception())','str(Exception(1))','str(Exception(1,2))','Exception(x=1)','E(1,x=2)','ValueError("a").args','KeyError("a")','str(KeyError("a"))','str(KeyError())','str(KeyError(1,2))','str(K("x"))','LookupError("a")',
'OSError()','OSError(1)','OSError(1,"a")','OSError(2,"a","f")','OSError(2,"a","f",None,"g")','str(OSError(2,"a","f",None,"g"))','str(OSError(2,"a","f"))','str(OSError(2,"a"))','str(OSError(2))','OSError(2,"a","f").args','OSError(2,"a","f").filename','OSError(2,"a","f").filename2','OSError(2,"a").errno','OSError("x","y").errno','OSError(1,2,3,4,5,6)','type(OSError(errno.EAGAIN,"x"))','type(OSError(errno.EPERM,"x"))','type(OSError(errno.EPIPE,"x"))','type(OSError(999,"x"))','OSError(x=1)','BlockingIOError(11,"a",5).characters_written','BlockingIOError(11,"a").characters_written','BlockingIOError(11,"a","f").filename','O2(1,2).args','O2(1).errno','O2(1,b=3).args','O3(2,"x")','type(O3(2,"x"))','type(PermissionError(2,"x"))','str(OSError(None,"b"))','str(OSError(1,None))','IOError is OSError','EnvironmentError is OSError','OSError(2,"a","f").__reduce__()','OSError(2,"a","f",None,"g").__reduce__()','copy.copy(OSError(2,"a","f"))',
'SyntaxError()','SyntaxError("m")','SyntaxError("m",("f",1,2,"t"))','str(SyntaxError("m",("f",1,2,"t")))','str(SyntaxError("m",("/a/b/f",1,2,"t",3,4)))','str(SyntaxError("m",(None,1,2,"t")))','str(SyntaxError("m",("f",None,2,"t")))','SyntaxError("m",("f",1,2,"t",3,4)).end_offset','SyntaxError("m",("f",1,2,"t",3))','SyntaxError("m",("f",))','SyntaxError("m",(1,2,3,4,5,6,7))','SyntaxError("m",5)','SyntaxError("m",("f",1,2,"t")).lineno','SyntaxError().msg','str(SyntaxError())','SyntaxError("a","b","c").msg','IndentationError("x")','TabError("x",("f",1,2,"t")).text',
'ImportError("a",name="n",path="p").name','ImportError("a",name="n").path','ImportError(nam=1)','str(ImportError("a","b"))','str(ImportError("x"))','ModuleNotFoundError("a",name="q").name','ImportError("a",name="n").__reduce__()','ImportError("a").__reduce__()','ImportError().msg',
'NameError("x",name="n").name','NameError("x").name','NameError("x",obj=1)','AttributeError("x",name="n",obj=5).obj','AttributeError("x",foo=1)','UnboundLocalError("x",name="y").name',
'StopIteration().value','StopIteration(5).value','StopIteration(5,6).value','StopIteration(5)','StopAsyncIteration(5)','SystemExit().code','SystemExit(3).code','SystemExit(1,2).code','GeneratorExit()',
'UnicodeDecodeError("utf-8",b"abc",1,2,"bad")','str(UnicodeDecodeError("utf-8",b"abc",1,2,"bad"))','str(UnicodeDecodeError("utf-8",b"abc",1,3,"bad"))','UnicodeDecodeError("utf-8","abc",1,2,"bad")','UnicodeDecodeError(1,2,3,4,5)','UnicodeDecodeError()','UnicodeDecodeError("u",bytearray(b"ab"),0,1,"r").object','str(UnicodeEncodeError("ascii","a\\xe9",1,2,"bad"))','str(UnicodeEncodeError("ascii","a\\u20ac",1,2,"bad"))','str(UnicodeEncodeError("ascii","a\\U0001F600",1,2,"bad"))','str(UnicodeEncodeError("ascii","abc",0,3,"bad"))','UnicodeEncodeError("a",b"b",0,1,"r")','UnicodeEncodeError("a","b","c",1,"r")','str(UnicodeTranslateError("abc",1,2,"bad"))','UnicodeTranslateError("abc",1,2,"bad").start','UnicodeTranslateError("abc")','str(UnicodeEncodeError("ascii","abc",5,6,"bad"))','str(UnicodeDecodeError("utf-8",b"abc",1,99,"bad"))',
'ExceptionGroup("m",[ValueError(1)])','str(ExceptionGroup("m",[ValueError(1)]))','str(ExceptionGroup("m",[ValueError(1),TypeError(2)]))','BaseExceptionGroup("m",[ValueError(1)])','BaseExceptionGroup("m",[KeyboardInterrupt()])','ExceptionGroup("m",[KeyboardInterrupt()])','ExceptionGroup("m",[])','ExceptionGroup("m",5)','ExceptionGroup("m",{1:2})','ExceptionGroup("m",{1})','ExceptionGroup("m",[1])','ExceptionGroup(1,[ValueError()])','ExceptionGroup("m")','ExceptionGroup()','ExceptionGroup("m",(ValueError(),))','MyG("m",[KeyboardInterrupt()])','BG("m",[KeyboardInterrupt()])','ExceptionGroup("m",[ValueError(1)]).exceptions','ExceptionGroup("m",[ValueError(1)]).message','ExceptionGroup.__mro__','ExceptionGroup("m",[ValueError(1),TypeError(2)]).split(ValueError)','ExceptionGroup("m",[ValueError(1),TypeError(2)]).split((ValueError,TypeError))','ExceptionGroup("m",[ValueError(1),TypeError(2)]).subgroup(KeyError)','ExceptionGroup("m",[ValueError(1),TypeError(2)]).subgroup(lambda e: isinstance(e,TypeError))','ExceptionGroup("m",[ValueError(1)]).split(5)','ExceptionGroup("m",[ValueError(1)]).split(int)','ExceptionGroup("m",[ValueError(1)]).split(())','ExceptionGroup("m",[ValueError(1)]).split()','ExceptionGroup("m",[ExceptionGroup("n",[ValueError(1),TypeError(2)]),OSError(3)]).split(ValueError)','MyG("m",[ValueError(1),TypeError(2)]).split(ValueError)','BadG("m",[ValueError(1),TypeError(2)]).split(ValueError)','ExceptionGroup("m",[ValueError(1)]).derive([TypeError()])','ExceptionGroup[int]','ExceptionGroup("m",[ValueError(1)]).subgroup(ExceptionGroup)',
'e.with_traceback(5)','e.with_traceback(None) is e','e.add_note(5)','e.add_note("n")','e.__notes__','e.args','setattr(e,"args",5)','setattr(e,"args",[3])','e.args','e.__cause__','setattr(e,"__cause__",5)','setattr(e,"__context__",5)','setattr(e,"__cause__",TypeError())','e.__suppress_context__','setattr(e,"__suppress_context__",5)','delattr(e,"__cause__")','delattr(e,"__context__")','delattr(e,"__traceback__")','delattr(e,"args")','delattr(e,"__suppress_context__")','setattr(e,"__traceback__",5)','e.__reduce__()','e.__setstate__({"a":1})','e.a','e.__setstate__(5)','e.__setstate__(None)','e.__dict__','copy.copy(e).args','E(1)==E(1)','hash(E(1))!=0','BaseException.__init__(E(),1,2)','E.__new__(E,1).args','isinstance(E(),Exception)','issubclass(E,BaseException)','bool(Exception.__doc__)','ZeroDivisionError.__mro__','MemoryError()','RecursionError("x")','Warning("a")','int.__name__.x','[].foo','None.foo','E.foo','foo','"a".b','(1).real.x','sys.foo']: t(s)
def f():
    try: 1/0
    except ZeroDivisionError: raise KeyError('k')
try: f()
except KeyError as k: print(repr(k.__context__), k.__cause__, k.__suppress_context__)
try:
    try: 1/0
    except ZeroDivisionError as z: raise ValueError('v') from z
except ValueError as v: print(repr(v.__cause__), v.__suppress_context__, v.__context__ is v.__cause__)
try:
    raise ValueError from 5
except TypeError as x: print(x)
try: raise 5
except TypeError as x: print(x)
try: raise int
except TypeError as x: print(x)
try:
    try: raise ValueError
    except 5: pass
except TypeError as x: print(x)
try:
    try: raise ValueError
    except (5,): pass
except TypeError as x: print(x)
try:
    try: raise ValueError
    except* ExceptionGroup: pass
except TypeError as x: print(x)
try:
    raise
except RuntimeError as x: print(x)
