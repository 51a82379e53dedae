"""ISO-2022-JP-2 (RFC 1554): Japanese, with Chinese, Korean, Greek and Latin letters."""
from . import _designated

globals().update(_designated.japanese(
    'iso2022_jp_2', _designated.SUPPLEMENT, _designated.KOREAN, _designated.CHINESE,
    seconds=(_designated.LATIN, _designated.GREEK), has_second=True))
