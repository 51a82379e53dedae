# int, float, complex, bool and their subclasses: operators, constructors, methods, errors.
def t(s, g=None):
    try: print(s,'=>',repr(eval(s, globals()))[:150])
    except BaseException as e: print(s,'=>',type(e).__name__, e)
import math
class I(int):
    pass
class F(float):
    def __repr__(self): return 'F!'
class C(complex): pass
class Idx:
    def __init__(s,v): s.v=v
    def __index__(s): return s.v
class Fl:
    def __float__(s): return 2.5
class BadF:
    def __float__(s): return 'x'
class BadI:
    def __int__(s): return 'x'
    def __index__(s): return 'y'
class Tr:
    def __trunc__(s): return 7
class Cx:
    def __complex__(s): return 1+2j
class BadC:
    def __complex__(s): return 1
class SubI:
    def __int__(s): return True
i=I(5); big=I(10**40); f=F(1.5)
for s in ['i','i+1','type(i+1)','type(-i)','type(+i)','type(~i)','type(abs(i))','type(int(i))','big','big+1','hash(big)==hash(10**40)','big==10**40','i==5','{i:1}[5]','int.__repr__(i)','i.__dict__','bool(I(0))','I()','I("12")','I("ff",16)','I.from_bytes(b"a","big")','type(I.from_bytes(b"a","big"))','i.real','type(i.real)','type(i.numerator)','i.__index__()','type(i.__index__())','range(10)[i]','[1]*i','"a"*i','i.bit_length()','i.to_bytes(2,"little")','format(i,"5")','f"{i:x}"','"%d"%i','str(i)','repr(i)','round(i)','type(round(i))','i<<2','1<<i','i**2','2**i','pow(i,2,7)','divmod(i,3)','i/2','i//2','i%3','i&1','i|8','i^1',
 'f','f+1','type(f+1)','str(f)','float(f)','type(float(f))','f.hex()','F("1.25")','F()','f.__dict__','hash(f)','f==1.5','int(f)','round(f)','f.real','-f','abs(f)','type(abs(f))','F.fromhex("0x1p3")','type(F.fromhex("0x1p3"))','float.__repr__(f)','format(f,".3f")',
 'C(1,2)','type(C(1,2)+1)','C("1+2j")','complex(C(1,2))','type(complex(C(1,2)))',
 'int(Idx(5))','int(Fl())','float(Idx(5))','float(Fl())','float(BadF())','int(BadI())','int(Tr())','complex(Cx())','complex(BadC())','complex(Fl())','complex(Idx(3))','complex(1,Cx())','int(SubI())','float(Tr())','hex(Idx(255))','oct(8)','bin(-5)','hex(1.5)','[1,2,3][Idx(1)]','math.sqrt(Fl())','math.floor(Tr())','math.factorial(Idx(5))','round(Fl())','round(2.5)','round(3.5)','round(-2.5)','round(2.675,2)','round(1e20,-19)','round(15e19,-20)','round(5.5e307,-307)','round(0.5,0)','round(1234.5678,-2)','round(25,-1)','round(-0.4)','round(True)','round(12345,-5)','round(1.5,None)','round(5,None)',
 'True+True','True&False','type(True&False)','type(True&1)','True|2','True^True','~True','-True','+True','True==1','True is 1==1','hash(True)','True/2','True<<3','bool("")','bool([1])','bool()','bool(1,2)','bool(x=1)','True.real','True.numerator','True.bit_length()','True.to_bytes(1,"big")','int(True)','float(True)','str(True)','repr(False)','format(True,"d")','format(True,"")','f"{True!r:>6}"','sum([True,True])','isinstance(True,int)','issubclass(bool,int)','bool.__mro__','type("B",(bool,),{})','None+1','-None','None<None','type(None)()','type(None)(1)','type(...)()','type(NotImplemented)()','repr(...)','repr(NotImplemented)','NotImplemented==NotImplemented','None.__class__','bool(None)','hash(None)==hash(None)',
 '1 if 10**400>1e308 else 2','10**400>float("inf")','float("nan")==float("nan")','10**16==1e16','10**16+1==1e16','2**53+1==float(2**53+1)','2**1024>1.7e308','-2**1024<-1e308','1e308<10**309','5<5.5<6','int(1e300)','int(-1.9)','float(2**1023)','float(2**1024)','2**1024+0.5','0.5+2**1024','2.0**1024','1e308*10','1e308*-10','0.0/1','-0.0','0*-1.0','float("1e-400")','5//0.3','-5%3.3','5%-3.3','-5//3','-5.0//3','divmod(-5,3.0)','divmod(5.5,-2)','1e20//1e-5','7.0//float("inf")','-7.0//float("inf")','-7%float("inf")','float("inf")//1','float("inf")%1','2**0.5','(-1)**0.5','(-2)**3.0','0**0','0.0**0','0**-1.0','float("inf")**-1','(-float("inf"))**3','(-float("inf"))**-3','1**float("nan")','float("nan")**0',
 'int("9"*4300)%10','len(str(10**4299))','int("0x1F",0)','int("0o17",0)','int("-0b11",0)','int("1"*20,2)','int("zz",36)','int(" 5\\n")','int("５")','int("५")','float("५.५")','int("1 2")','int("\\ud800")','int(b"\\xff")','int(bytearray(b"5"))','int(memoryview(b"5"))','int("5.0")','int("1e5")','int(10**30)','int.from_bytes(b"\\xff\\x00",signed=True)','int.from_bytes(b"")','(255).to_bytes()','(256).to_bytes()','(1).to_bytes(length=3,byteorder="little")','(1).to_bytes(2,"x")','(-1).to_bytes(2,signed=True)','(5).__pow__(2,3)','(5).__divmod__(2)','(5).__rsub__(7)','(5).__add__("a")','(5).__eq__(5.0)','(5).__lt__(6)','(5).__bool__()','(5).__float__()','(5).__ceil__()','(5).conjugate()','(5).as_integer_ratio()','(-7).bit_count()','(2**100).bit_count()','(2**100).bit_length()','type(int.__doc__)','(1.5).__trunc__()','(1.5).__floor__()','(1.5).is_integer()','(2.0).is_integer()','float("inf").is_integer()','(0.1).as_integer_ratio()','(1e300).as_integer_ratio()[1]','(-1.5).hex()','(0.0).hex()','(5e-324).hex()','float.fromhex("-0x1.8p1")','float.fromhex("inf")','float.fromhex(5)','(1.5).__getnewargs__()','(1.5).__format__("")','float.__getformat__("double")','float.__getformat__("x")','(1+2j).real','(1+2j).conjugate()','abs(3+4j)','(1+2j)*(3-1j)','(1+2j)/(3-1j)','(1+2j)**2','(1+2j)**0.5','(1+2j)**(1+1j)','-(1+2j)','+(1+2j)','(1+2j)==(1+2j)','(1+0j)==1','1==(1+0j)','(1+2j)!=1','hash(1+2j)','bool(0j)','complex()','complex("1e5")','complex(" ( 1+2j ) ")','complex(1.5)','complex(1,2)','complex("1",)','complex(real="1")','complex(1,"2")','repr(complex(-0.0,-0.0))','repr(complex(0,-1))','repr(complex("inf"))','complex(float("nan"),1)','1j.__complex__()','(1j).__getnewargs__()','1j<1','1j//1','divmod(1j,1)','1j%2','round(1j)','int(1j)','float(1j)','pow(1j,2,3)','sum([.1]*10)','sum([1,2.5,3j])','min(1,2.0)','max(1,True)','10**25','1e22','1e21','1.0e23','123456789.123456789','1/3','2/3','100.0','1e100','-1.5e-10','1e-7','0.00001','12345678901234567890.0','0x_ff','1_000.5','0b1010','0o17','1e1_0']: t(s)
