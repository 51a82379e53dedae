"""ISO-2022-JP (RFC 1468): Japanese."""
from . import _designated

globals().update(_designated.japanese('iso2022_jp'))
