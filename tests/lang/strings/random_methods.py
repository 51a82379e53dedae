"""Random calls of the methods of str and bytes; the hash of all answers."""
seed = 12345
def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % (1 << 64)
    return (seed >> 33) % n
alph = ["a","b","A"," ","\n","\r","\t","é","ß","\u0130","\u03a3","\u1234","\U0001F600","\ud800","1","-","+",".","%","x","\u0660"]
def rs(n=8, k=None):
    return "".join(alph[rnd(k or len(alph))] for _ in range(rnd(n)))
def h(acc, s):
    for c in s: acc = (acc * 1000003 + ord(c)) % 2305843009213693951
    return acc
def run(f):
    try: return repr(f())
    except Exception as e: return type(e).__name__ + str(e)
acc = 0
import sys
def iv():
    return [None, 0, 1, 2, 3, 5, 8, -1, -2, -3, 100, -100][rnd(12)]
for i in range(2500):
    k = 4 if i % 2 else len(alph)
    s, t, u = rs(20,k), rs(3,k), rs(3,k)
    a, b = iv(), iv()
    n = rnd(12)-1
    rs_ = []
    for f in (lambda: s.find(t,a,b), lambda: s.rfind(t,a,b), lambda: s.index(t,a,b), lambda: s.count(t,a,b), lambda: s.replace(t,u), lambda: s.replace(t,u,n),
        lambda: s.split(t), lambda: s.split(t,n), lambda: s.rsplit(t,n), lambda: s.split(None,n), lambda: s.rsplit(None,n), lambda: s.splitlines(), lambda: s.splitlines(True),
        lambda: s.partition(t), lambda: s.rpartition(t), lambda: s.strip(t), lambda: s.lstrip(t), lambda: s.rstrip(), lambda: s.center(n*2, 'é'), lambda: s.ljust(n*2), lambda: s.rjust(n*2,'*'), lambda: s.zfill(n*2),
        lambda: s.expandtabs(n), lambda: s.startswith(t,a,b), lambda: s.endswith((t,u),a,b), lambda: s.removeprefix(t), lambda: s.removesuffix(t), lambda: t.join([s,u,t]), lambda: s[a:b], lambda: s[a:b:-1], lambda: s[::2], lambda: t in s, lambda: s<t, lambda: s==t,
        lambda: s*n, lambda: s+t, lambda: s.title(), lambda: s.swapcase(), lambda: s.casefold(), lambda: s.capitalize(), lambda: s.lower(), lambda: s.upper(), lambda: s.encode('utf-8','replace'), lambda: s.encode('utf-16-le','surrogatepass'), lambda: s.encode('latin-1','backslashreplace'), lambda: s.encode('ascii'), lambda: s.encode('utf-8'), lambda: s.encode('utf-8','surrogatepass').decode('utf-8','surrogatepass')==s,
        lambda: s.translate({97:'xy',98:None,233:0x1234}), lambda: ascii(s), lambda: s.isidentifier(), lambda: s.istitle(), lambda: s.isupper()):
        rs_.append(run(f))
    if i % 3 == 0:
        B, T, U = s.encode('utf-8','replace'), t.encode('utf-8','replace'), u.encode('utf-8','replace')
        if i % 2: B = bytearray(B)
        for f in (lambda: B.find(T,a,b), lambda: B.rfind(T,a,b), lambda: B.count(T,a,b), lambda: B.replace(T,U,n), lambda: B.split(T,n), lambda: B.rsplit(T,n), lambda: B.split(None,n), lambda: B.rsplit(None,n), lambda: B.splitlines(True), lambda: B.partition(T), lambda: B.rpartition(T), lambda: B.strip(T), lambda: B.center(n*2), lambda: B.zfill(n*2), lambda: B.expandtabs(n), lambda: B.title(), lambda: B.swapcase(), lambda: B.capitalize(), lambda: B[a:b], lambda: B[a:b:-1], lambda: B.hex('-',n), lambda: B.decode('utf-8','backslashreplace'), lambda: B[a:].decode('utf-16','replace'), lambda: B.decode('utf-8','surrogateescape'), lambda: B[1:].decode(), lambda: B.translate(None, T), lambda: B < T, lambda: T in B, lambda: B*n, lambda: B.removeprefix(T), lambda: B.istitle(), lambda: B.decode('unicode_escape'), lambda: B.decode('cp1252','replace'), lambda: B+T, lambda: T.join([B,U])):
            rs_.append(run(f))
    for r in rs_: acc = h(acc, r)
    if i % 500 == 0: print(i, acc)
print(acc)
