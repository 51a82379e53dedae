# hashlib and hmac.
import hashlib
import hmac
import io
import threading

data = bytes(range(256)) * 40
for name in sorted(hashlib.algorithms_guaranteed):
    length = [20] if name.startswith('shake') else []
    h = getattr(hashlib, name)(data[:100])
    h.update(memoryview(data)[100:])
    h.update(bytearray(b'more'))
    c = h.copy()
    c.update(b'copied')
    print(h.name, h.digest_size, h.block_size, h.hexdigest(*length), c.hexdigest(*length) != h.hexdigest(*length))
    print(hashlib.new(name.upper() if len(name) < 7 else name, data).hexdigest(*length), h.digest(*length) == bytes.fromhex(h.hexdigest(*length)))
print(hashlib.md5(usedforsecurity=False).hexdigest(), hashlib.shake_128(b'').hexdigest(0), hashlib.shake_256(b'x').digest(500)[-5:])
print(str(hashlib.sha256())[:30], type(hashlib.sha256()), type(hashlib.shake_128()))


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, str(error).partition(' at 0x')[0])


attempt(hashlib.new, 'nothing')
attempt(hashlib.sha256, 'text')
attempt(hashlib.sha256, 5)
attempt(hashlib.sha256().update, None)
attempt(hashlib.shake_128().digest)
attempt(hashlib.pbkdf2_hmac, 'sha256', b'password', b'salt', 1000)
attempt(hashlib.pbkdf2_hmac, 'sha1', b'password', b'salt', 2, 25)
attempt(hashlib.pbkdf2_hmac, 'sha1', b'password', b'salt', 0)
attempt(hashlib.pbkdf2_hmac, 'sha1', b'password', b'salt', 1, 0)
attempt(hashlib.scrypt, b'password', salt=b'NaCl', n=1024, r=8, p=16, dklen=64)
attempt(hashlib.scrypt, b'password', salt=b'NaCl', n=1000, r=8, p=16)
attempt(hashlib.scrypt, b'password', n=2)
with open(__file__, 'rb') as file:
    print(hashlib.file_digest(file, 'sha256').digest() == hashlib.sha256(open(__file__, 'rb').read()).digest())
print(hashlib.file_digest(io.BytesIO(b'abc'), hashlib.md5).hexdigest())
attempt(hashlib.file_digest, io.StringIO(''), 'md5')

h = hmac.new(b'key', b'message', 'sha256')
print(h.name, h.digest_size, h.block_size, h.hexdigest(), hmac.digest(b'key', b'message', 'sha256') == h.digest())
h.update(b' goes on')
print(h.copy().hexdigest() == h.hexdigest(), hmac.new(b'k' * 200, b'm', hashlib.md5).hexdigest())
print(hmac.digest(b'k', b'm', hashlib.sha1), hmac.compare_digest('a', 'a'), hmac.compare_digest(b'a', b'b'))
attempt(hmac.new, 'key', b'', 'md5')
attempt(hmac.new, b'key')
attempt(hmac.compare_digest, '\xe9', '\xe9')

shared = hashlib.sha256()
threads = [threading.Thread(target=lambda: [shared.update(b'x' * 5000) for _ in range(50)]) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(shared.hexdigest() == hashlib.sha256(b'x' * 1000000).hexdigest())

# The constructors are built-in functions: no methods where a class has them.
class A:
    f = hashlib.sha256; g = hashlib.blake2b; h = hashlib.shake_128
print(A().f(b'x').hexdigest(), A().g(b'x').hexdigest()[:10], A().h(b'x').hexdigest(5))
for n in sorted(hashlib.algorithms_guaranteed - {'blake2b', 'blake2s'}):
    f = getattr(hashlib, n)
    print(n, type(f).__name__, f.__name__, f.__qualname__, f(b'abc', usedforsecurity=False).name, f(string=b'abc') .hexdigest(*[8] * n.startswith('shake')))
    for args in ((1,), ('x',), (b'', b'')):
        try: f(*args)
        except TypeError as e: print(' ', e)
