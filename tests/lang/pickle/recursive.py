# What contains itself, and what is shared; nesting deeper than the stack.
import pickle


class Node:
    def __init__(self, *args):
        self.args = args
        self.me = self


class Reduced:
    def __init__(self, inside):
        self.inside = inside

    def __reduce__(self):
        return Reduced, (self.inside,)


items = []
items.append(items)
table = {}
table['self'] = table
pair = ([],)
pair[0].append(pair)
four = ([], 1, 2, 3)
four[0].append(four)
node = Node(1, [2])
node.list = [node, node.args]
shared = [1]

for protocol in range(6):
    a = pickle.loads(pickle.dumps(items, protocol))
    b = pickle.loads(pickle.dumps(table, protocol))
    c = pickle.loads(pickle.dumps(pair, protocol))
    d = pickle.loads(pickle.dumps(four, protocol))
    e = pickle.loads(pickle.dumps(node, protocol))
    f = pickle.loads(pickle.dumps([shared, shared, (shared,)], protocol))
    print(protocol, a[0] is a, b['self'] is b, c[0][0] is c, d[0][0] is d, e.me is e, e.list[0] is e, e.list[1] is e.args,
          f[0] is f[1] is f[2][0])
for thing in pair, four, items:
    print(pickle.dumps(thing, 4))

inner = set()
key = Node()
key.set = {key}
key.frozen = frozenset([key])
back = pickle.loads(pickle.dumps(key))
print(back in back.set, back in back.frozen)

loop = Reduced(None)
loop.inside = loop
deep = []
for _ in range(100000):
    deep = [deep]
chain = None
for _ in range(100000):
    chain = Reduced(chain)
for thing in loop, deep, chain:
    try:
        pickle.dumps(thing)
    except RecursionError as error:
        print('RecursionError', str(error)[:32])
while chain is not None:  # CPython would end it recursively
    chain = chain.inside

flat = b'\x80\x04' + b']\x94' * 100000 + b'a' * 99999 + b'.'
print(len(pickle.loads(flat)))
print(pickle.loads(b'(' * 50000 + b't' * 50000 + b'.')[:0])
