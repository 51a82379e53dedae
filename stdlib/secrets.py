"""Random numbers that nobody can guess, for passwords and tokens."""
import base64
import binascii
from hmac import compare_digest
from random import SystemRandom

__all__ = ['choice', 'randbelow', 'randbits', 'SystemRandom', 'token_bytes', 'token_hex', 'token_urlsafe', 'compare_digest']

DEFAULT_ENTROPY = 32  # bytes

_source = SystemRandom()
randbits, choice = _source.getrandbits, _source.choice


def randbelow(exclusive_upper_bound):
    """A number from 0 to below the bound."""
    if exclusive_upper_bound > 0:
        return _source.randrange(exclusive_upper_bound)
    raise ValueError('Upper bound must be positive.')


def token_bytes(nbytes=None):
    """Random bytes."""
    return _source.randbytes(DEFAULT_ENTROPY if nbytes is None else nbytes)


def token_hex(nbytes=None):
    """Random bytes as text, two digits for each."""
    return binascii.hexlify(token_bytes(nbytes)).decode('ascii')


def token_urlsafe(nbytes=None):
    """Random bytes as text that may stand in URLs, about 1.3 characters for each."""
    return base64.urlsafe_b64encode(token_bytes(nbytes)).decode('ascii').rstrip('=')
