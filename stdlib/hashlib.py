"""Digests: sha256(data), new(name, data) and so on make objects with update(), digest(), hexdigest() and copy().

The work is done by OpenSSL's libcrypto, but for BLAKE2."""
import _hashlib
from _blake2 import blake2b, blake2s
from _hashlib import pbkdf2_hmac, scrypt

_always = ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'blake2b', 'blake2s', 'sha3_224', 'sha3_256',
           'sha3_384', 'sha3_512', 'shake_128', 'shake_256')
algorithms_guaranteed = set(_always)
algorithms_available = set(_hashlib.names) | algorithms_guaranteed

__all__ = [*_always, 'new', 'algorithms_guaranteed', 'algorithms_available', 'pbkdf2_hmac', 'file_digest']


def new(name, data=b'', **kwargs):
    """A hash object for the digest of that name, fed with data."""
    if name in ('blake2b', 'blake2s'):
        return globals()[name](data, **kwargs)
    return _hashlib.new(name, data, **kwargs)


for _name in _always:
    if not _name.startswith('blake2'):
        globals()[_name] = getattr(_hashlib, 'openssl_' + _name)
del _name


def file_digest(fileobj, digest, /, *, _bufsize=1 << 18):
    """A hash object fed with all of a file that was opened for reading bytes. digest: a name, or what makes one."""
    made = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, 'getbuffer'):  # io.BytesIO
        made.update(fileobj.getbuffer())
        return made
    readinto = getattr(fileobj, 'readinto', None)
    if not (readinto and hasattr(fileobj, 'readable') and fileobj.readable()):
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    room = bytearray(_bufsize)
    with memoryview(room) as view:
        while length := readinto(room):
            made.update(view[:length])
    return made
