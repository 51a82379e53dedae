"""Random formats for format(), str.format and %."""
seed = 777
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
vals = [0, 1, -1, 42, 10**20, -10**30, True, 1.5, -0.0, 1e300, float('inf'), float('nan'), 'abc', '', 'é\u1234', b'xy', None, [1,'a'], (1,), {'a':1,'b':'q'}, 1+2j, 123456.789, 65, 'z']
specs = ['','d','s','x','>10','<10','^10','*^10','010','+','-5',' d','#x','#o',',','_','.3','.2f','e','g','%','10.3f','+.2e','=10','é<5','c','n','b','X','5s','.1s','z.1f','{','}','10d ','é','2','.','>','10.','E','G','F','_x',',.2f','#.3g']
acc = 0
for i in range(2500):
    v = pick(vals); sp = pick(specs)
    rs_ = [run(lambda: format(v, sp)), run(lambda: ('{:'+sp+'}').format(v)), run(lambda: ('{0!'+pick('rsa')+':'+sp+'}').format(v))]
    flags = ''.join(pick(['','-','+',' ','#','0']) for _ in range(2)); w = pick(['','5','10','*','0']); p = pick(['','.3','.0','.*','.']); c = pick('diouxXeEfFgGcrsa%bz')
    f = '%' + flags + w + p + c
    args = tuple([3]*((w=='*')+(p=='.*'))) + (v,)
    rs_ += [run(lambda: f % args), run(lambda: ('<'+f+'>') % args), run(lambda: f.encode() % args), run(lambda: bytearray(b'q'+f.encode()) % args), run(lambda: f % v), run(lambda: ('%(a)'+c) % {'a': v, b'a': v}), run(lambda: ('%(a)'+c).encode() % {b'a': v})]
    g = ''.join(pick(['{','}','{{','}}','0','1','a','.','[',']','!','r',':','x',' ','real','<','5']) for _ in range(rnd(8)))
    rs_.append(run(lambda: g.format(v, 3, a=v)))
    rs_.append(run(lambda: g.format_map({'a': v, 'x': 1})))
    for r in rs_: acc = h(acc, r)
    if i % 100 == 0: print(i, acc)
print(acc)
