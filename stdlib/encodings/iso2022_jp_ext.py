"""ISO-2022-JP-EXT: Japanese, with the supplement JIS X 0212 and katakana of half width."""
from . import _designated

globals().update(_designated.japanese('iso2022_jp_ext', _designated.SUPPLEMENT, _designated.KATAKANA))
