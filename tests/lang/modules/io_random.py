"""Random operations on files and on streams in memory."""
import io, os, sys
seed = 4242
def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % (1 << 64)
    return (seed >> 33) % n
def h(acc, s):
    for c in s: acc = (acc * 1000003 + ord(c)) % 2305843009213693951
    return acc
def run(f):
    try: return repr(f())
    except Exception as e: return type(e).__name__ + str(e)
def pick(x): return x[rnd(len(x))]
path = '/tmp/_io_random_%d' % os.getpid()
alph = ['a','b\n','\r\n','\r','é','\u1234','\U0001F600','xyz'*5,'\n',' ', 'l'*3000]
def text(n): return ''.join(pick(alph) for _ in range(rnd(n)))
acc = 0
for i in range(60):
    data = text(40).encode('utf-8')
    with open(path, 'wb') as f: f.write(data)
    mode = pick(['r','r+','w+','a+','rb','r+b','w+b','a+b','ab','wb'])
    kw = {}
    if 'b' not in mode: kw = dict(newline=pick([None,'','\n','\r','\r\n']), encoding=pick(['utf-8','utf-8','latin-1','utf-16','utf-8-sig','utf-16-be']), errors='replace')
    else: kw = dict(buffering=pick([-1,0,16,100]))
    f = open(path, mode, **kw)
    ops = []
    tells = [0]
    for j in range(12):
        o = rnd(14)
        if o == 0: r = run(lambda: f.read(rnd(30)))
        elif o == 1: r = run(lambda: f.readline())
        elif o == 2: r = run(lambda: f.readline(rnd(10)))
        elif o == 3:
            t = text(4); r = run(lambda: f.write(t if 'b' not in mode else t.encode()))
            if 'b' not in mode and '+' in mode: run(lambda: f.seek(0, 2))
        elif o == 4:
            r = run(lambda: f.tell())
            if r.isdigit() and kw.get('encoding') not in ('utf-16','utf-8-sig'): tells.append(int(r))
            elif kw.get('encoding') in ('utf-16','utf-8-sig'): r = ''
        elif o == 5: p = pick(tells); r = run(lambda: f.seek(p))
        elif o == 6: r = run(lambda: f.seek(0, 2))
        elif o == 7: r = run(lambda: f.flush())
        elif o == 8: r = run(lambda: f.readlines(rnd(50)))
        elif o == 9: r = run(lambda: [next(f, None), next(f, None)])
        elif o == 10 and 'b' in mode: b = bytearray(rnd(20)); r = run(lambda: (f.readinto(b), b))
        elif o == 11 and 'b' in mode and rnd(3) == 0: p = rnd(100); r = run(lambda: f.truncate(p))
        elif o == 12 and rnd(4) == 0: r = run(lambda: f.read())
        else: r = run(lambda: (f.readable(), f.writable(), f.seekable(), f.closed))
        ops.append((o, r))
        acc = h(acc, r)
    r = run(f.close); acc = h(acc, r)
    with open(path, 'rb') as f: end = f.read()
    acc = h(acc, repr(end))
    print(i, mode, kw, acc)
for i in range(500):
    nl = pick([None,'','\n','\r','\r\n'])
    s = io.StringIO(text(10), newline=nl); b = io.BytesIO(text(10).encode())
    for j in range(8):
        o = rnd(9)
        for f in (s, b):
            if o == 0: r = run(lambda: f.read(rnd(9)))
            elif o == 1: r = run(lambda: f.readline())
            elif o == 2: r = run(lambda: f.readline(rnd(6)))
            elif o == 3: t = text(4); r = run(lambda: f.write(t if f is s else t.encode()))
            elif o == 4: r = run(f.tell)
            elif o == 5: p = rnd(30); r = run(lambda: f.seek(p))
            elif o == 6: r = run(lambda: f.seek(0, 2))
            elif o == 7: r = run(lambda: f.truncate())
            else: r = run(lambda: f.readlines())
            acc = h(acc, r)
    acc = h(acc, repr((s.getvalue(), b.getvalue(), s.newlines)))
print(acc)
os.remove(path)
