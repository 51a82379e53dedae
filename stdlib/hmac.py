"""Message authentication by a secret key and a digest (RFC 2104)."""
import hashlib as _hashlib
from _hashlib import hmac_digest as _digest
from _operator import _compare_digest as compare_digest

digest_size = None
trans_5C, trans_36 = (bytes(byte ^ pad for byte in range(256)) for pad in (0x5c, 0x36))


def _maker(digestmod):
    """A function that makes hash objects: of a name, a function, or a module."""
    if callable(digestmod):
        return digestmod
    if isinstance(digestmod, str):
        return lambda data=b'': _hashlib.new(digestmod, data)
    return lambda data=b'': digestmod.new(data)


class HMAC:
    """An authentication code in the making; the same methods as hash objects."""

    blocksize = 64  # for digests that do not say theirs

    def __init__(self, key, msg=None, digestmod=''):
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError('key: expected bytes or bytearray, but got %r' % type(key).__name__)
        if not digestmod:
            raise TypeError("Missing required parameter 'digestmod'.")
        make = _maker(digestmod)
        self._inner, self._outer = make(), make()
        self.digest_size = self._inner.digest_size
        self.block_size = self._block_size()
        if len(key) > self.block_size:
            key = make(key).digest()
        key = key.ljust(self.block_size, b'\0')
        self._inner.update(key.translate(trans_36))
        self._outer.update(key.translate(trans_5C))
        if msg is not None:
            self.update(msg)

    def _block_size(self):
        size = getattr(self._inner, 'block_size', None)
        if size is not None and size >= 16:
            return size
        import warnings
        if size is None:
            told = f'No block_size attribute on given digest object; Assuming {self.blocksize}.'
        else:
            told = f'block_size of {size} seems too small; using our default of {self.blocksize}.'
        warnings.warn(told, RuntimeWarning, stacklevel=3)
        return self.blocksize

    @property
    def name(self):
        """As in hmac-sha256."""
        return 'hmac-' + self._inner.name

    def update(self, msg):
        """Go on with the bytes of msg."""
        self._inner.update(msg)

    def copy(self):
        """Another object in the same state."""
        other = type(self).__new__(type(self))
        other.__dict__.update(self.__dict__, _inner=self._inner.copy(), _outer=self._outer.copy())
        return other

    def _finished(self):
        whole = self._outer.copy()
        whole.update(self._inner.digest())
        return whole

    def digest(self):
        """The code so far, as bytes."""
        return self._finished().digest()

    def hexdigest(self):
        """The code so far, in hexadecimal digits."""
        return self._finished().hexdigest()


def new(key, msg=None, digestmod=''):
    """An HMAC object fed with msg."""
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    """The code of a whole message: as new(key, msg, digest).digest(), but in one go."""
    if isinstance(digest, str):
        return _digest(key, msg, digest)
    return new(key, msg, digest).digest()
