"""Predicates and case mappings of all characters."""
def h(acc, s):
    for c in s: acc = (acc * 1000003 + ord(c)) % 2305843009213693951
    return acc
preds = ["isalpha","isalnum","isdecimal","isdigit","isidentifier","islower","isnumeric","isprintable","isspace","istitle","isupper"]
maps = ["lower","upper","title","casefold","swapcase","capitalize"]
for name in preds:
    n = 0; acc = 0
    for c in range(0x30000):
        if getattr(chr(c), name)(): n += 1; acc = (acc*31 + c) % 1000000007
    print(name, n, acc)
for name in maps:
    acc = 0
    for c in range(0, 0x20000):
        s = chr(c)
        acc = h(acc, getattr(s, name)()); 
    print(name, acc)
acc = 0
for c in range(0, 0x30000):
    acc = h(acc, repr(chr(c)))
print(acc)
acc=0
for c in range(0, 0x3000):
    acc = h(acc, ('A'+chr(c)+'Σ'+chr(c)+'b').lower() + ('a'+chr(c)+'bΣ').title() + str(len(('a'+chr(c)+'b').splitlines())) + str(len(('a'+chr(c)+'b').split())) + ('x'+chr(c)+'Y').strip('xY'))
print(acc)
