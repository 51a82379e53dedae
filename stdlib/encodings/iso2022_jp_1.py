"""ISO-2022-JP-1 (RFC 2237): Japanese, with the supplement JIS X 0212."""
from . import _designated

globals().update(_designated.japanese('iso2022_jp_1', _designated.SUPPLEMENT))
