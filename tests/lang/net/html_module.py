"""html: escape, unescape; html.entities."""
import binascii
import html
import random
from html.entities import codepoint2name, entitydefs, html5, name2codepoint

print(html.escape('<a href="x">\'&amp;\'</a>'), html.escape('"\'<', quote=False), html.escape(''))
for text in ['', 'plain', '&lt;&gt;&amp;&quot;&#x27;', '&#65;&#x41;&#X41', '&#65', '&#', '&#x', '&#xg', '&;', '&', '&&lt;', '&notit;', '&not', '&notin;',
             '&NotEqualTilde;', '&nosuch;', '&LT', '&lt', '&ltx', '&#0;', '&#13;', '&#128;', '&#x9f;', '&#150', '&#xD800;', '&#x110000;', '&#1;', '&#xfffe;',
             '&#xfdd0;', '&#x7f;', '&#99999999999999999999;', '&#00000065;', '&a&lt;b', 'a &lt b', '&Aacute', '&aacute;', '&CounterClockwiseContourIntegral;',
             '&xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxlt;', '&amp;lt;', '&#\u0661;', '&lt;' * 3]:
    print(ascii(text), ascii(html.unescape(text)))
print(len(html5), len(name2codepoint), len(codepoint2name), len(entitydefs), html5['gt'], html5['gt;'], ascii(html5['nGt;']), 'nGt' in html5)
print(name2codepoint['euro'], codepoint2name[38], entitydefs['eacute'], hex(name2codepoint['lang']), ascii(html5['lang;']))
print(binascii.crc32(repr(sorted(html5.items())).encode()), binascii.crc32(repr(sorted(name2codepoint.items())).encode()))
names = sorted(html5)
chance = random.Random(2)
total = 0
for _ in range(2000):
    text = '&' + chance.choice(names)[:chance.randint(1, 9)] + chance.choice(['', ';', 'x', ' ', '&#', '=']) + f'&#{chance.randint(0, 0x300)}' + chance.choice([';', 'a', ''])
    total = binascii.crc32(html.unescape(text).encode('utf-8', 'surrogatepass'), total)
print(total)
