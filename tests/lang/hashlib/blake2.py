# BLAKE2 with all its parameters.
from hashlib import blake2b, blake2s

data = bytes(range(256)) * 20
for kind in blake2b, blake2s:
    longest = kind().digest_size
    print(kind.MAX_DIGEST_SIZE, kind.MAX_KEY_SIZE, kind.SALT_SIZE, kind.PERSON_SIZE)
    print(kind, kind().name, longest, kind().block_size, str(kind())[:24])
    for size in 0, 1, 63, 64, 65, 127, 128, 129, 255, 256, 257, 5000:
        print(size, kind(data[:size]).hexdigest()[-32:], kind(data[:size], digest_size=7, key=b'key').hexdigest())
    h = kind(key=b'k' * longest, salt=b'salt', person=b'me', digest_size=longest // 2)
    for i in range(0, 5000, 37):
        h.update(data[i:i + 37])
    c = h.copy()
    c.update(b'more')
    print(h.hexdigest(), c.hexdigest(), h.digest() == bytes.fromhex(h.hexdigest()))
    tree = {'fanout': 2, 'depth': 2, 'leaf_size': 4096, 'inner_size': longest}
    leaves = [kind(data[i * 4096:(i + 1) * 4096], node_offset=i, node_depth=0, last_node=i == 1, **tree) for i in range(2)]
    root = kind(b''.join(leaf.digest() for leaf in leaves), node_offset=0, node_depth=1, last_node=True, **tree)
    print(root.hexdigest())
    for kwargs in [{'digest_size': 0}, {'digest_size': 65}, {'key': b'x' * 65}, {'salt': b'x' * 17}, {'person': b'x' * 17},
                   {'fanout': 256}, {'depth': 0}, {'leaf_size': 2**32}, {'node_offset': 2**64}, {'node_depth': -1},
                   {'inner_size': 65}, {'key': 'text'}]:
        try:
            print(kind(**kwargs))
        except Exception as error:
            print(type(error).__name__, error)
    for wrong in 'text', 5:
        try:
            kind(wrong)
        except TypeError as error:
            print(error)
