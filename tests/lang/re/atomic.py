# Atomic groups and possessive repeats: what they have taken they keep.
import re

for pattern in ['(?>.*|)a', '(?>.+|)a', '(?>a|ab)c', '(?>a*)a', '(?>a+)b', 'a*+b', 'a++a', '(?:ab|a)++b', '(?:a|ab){2}+', '(?>(a)|b)*+c', 'a{1,2}+a',
                '(?>a{2})a', '(?>.{0,2}b*?|)a||', '[ab]?+b', '(?>[ab]{1,2}?)b', r'(?>\w+)\b', 'x{0,70000}+y', '(?>a)', '(?>)', '(?>a|b|)++c']:
    p = re.compile(pattern)
    print(pattern, [[m.span() for m in p.finditer(s)] for s in ('ba', 'aab', 'abab', 'abc', 'aaa', 'xxy', '')],
          [bool(p.fullmatch(s)) for s in ('ba', 'aab', 'abab')])
