"""ISO-2022-KR (RFC 1557): Korean, between SO and SI."""
from . import _designated

globals().update(_designated.parts('iso2022_kr', (_designated.KOREAN,), shifts=True))
