import random
for s in ('', 'hello', b'hello', bytearray(b'hello'), 'é'):
    random.seed(s)
    print(repr(s), random.random(), random.getrandbits(40))
