"""Names of encodings: aliases maps other names to those of modules."""
from _codecs import builtin_aliases

_others = {
    'base64_codec': 'base64 base_64',
    'bz2_codec': 'bz2',
    'hex_codec': 'hex',
    'hz': 'hz_gb hz_gb_2312 hzgb',
    'iso2022_jp': 'csiso2022jp iso2022jp iso_2022_jp',
    'iso2022_jp_1': 'iso2022jp_1 iso_2022_jp_1',
    'iso2022_jp_2': 'iso2022jp_2 iso_2022_jp_2',
    'iso2022_jp_ext': 'iso2022jp_ext iso_2022_jp_ext',
    'iso2022_kr': 'csiso2022kr iso2022kr iso_2022_kr',
    'quopri_codec': 'quopri quoted_printable quotedprintable',
    'rot_13': 'rot13',
    'utf_7': 'u7 utf7 unicode_1_1_utf_7',
    'uu_codec': 'uu',
    'zlib_codec': 'zip zlib',
}

aliases = {}
for _name, *_words in map(str.split, builtin_aliases()):
    aliases.update(dict.fromkeys(_words, _name))
for _name, _words in _others.items():
    aliases.update(dict.fromkeys(_words.split(), _name))
