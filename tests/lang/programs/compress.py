# Huffman, LZW, run lengths, base64, CRC, a small regular-expression matcher, and checks that all go there and back.
import heapq
from itertools import groupby, count
TEXT = ("it was the best of times, it was the worst of times, " * 4 + "é☃😀" * 3)
class Node:
    def __init__(self, weight, symbol=None, left=None, right=None): self.weight, self.symbol, self.left, self.right = weight, symbol, left, right
    def codes(self, prefix=""):
        if self.symbol is not None: yield self.symbol, prefix or "0"
        else: yield from self.left.codes(prefix + "0"); yield from self.right.codes(prefix + "1")
def huffman(text):
    order, freq = count(), {}
    for c in text: freq[c] = freq.get(c, 0) + 1
    heap = [(w, next(order), Node(w, s)) for s, w in sorted(freq.items())]
    heapq.heapify(heap)
    while len(heap) > 1:
        (w1, _, a), (w2, _, b) = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (w1 + w2, next(order), Node(w1 + w2, left=a, right=b)))
    return heap[0][2]
tree = huffman(TEXT); codes = dict(tree.codes()); bits = "".join(map(codes.__getitem__, TEXT))
def decode(bits, tree):
    node = tree
    for b in bits:
        node = node.right if b == "1" else node.left
        if node.symbol is not None: yield node.symbol; node = tree
print(len(bits), sorted(codes.items(), key=lambda kv: (len(kv[1]), kv))[:4], "".join(decode(bits, tree)) == TEXT)
packed = int("1" + bits, 2).to_bytes(len(bits) // 8 + 1, "big"); print(len(packed), packed[:6].hex(), bin(int.from_bytes(packed, "big"))[3:] == bits)
def lzw(data):
    table, w, out = {bytes([i]): i for i in range(256)}, b"", []
    for b in data:
        if (wb := w + bytes([b])) in table: w = wb
        else: out.append(table[w]); table[wb] = len(table); w = bytes([b])
    return out + [table[w]] if w else out
def unlzw(codes):
    table = {i: bytes([i]) for i in range(256)}; it = iter(codes); w = table[next(it)]; out = bytearray(w)
    for k in it:
        entry = table[k] if k in table else w + w[:1]
        out += entry; table[len(table)] = w + entry[:1]; w = entry
    return bytes(out)
raw = TEXT.encode(); c = lzw(raw); print(len(raw), len(c), c[:8], max(c), unlzw(c) == raw)
rle = [(k, len(list(g))) for k, g in groupby("aaabccddddd")]; print(rle, "".join(k * n for k, n in rle))
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
def b64(data):
    out = []
    for i in range(0, len(data), 3):
        chunk = data[i:i + 3]; n = int.from_bytes(chunk.ljust(3, b"\0"), "big")
        out.append("".join(ALPHABET[n >> s & 63] for s in (18, 12, 6, 0))[:len(chunk) + 1].ljust(4, "="))
    return "".join(out)
def unb64(text):
    out = bytearray()
    for i in range(0, len(text), 4):
        part = text[i:i + 4].rstrip("="); n = 0
        for ch in part.ljust(4, "A"): n = n << 6 | ALPHABET.index(ch)
        out += n.to_bytes(3, "big")[:len(part) - 1]
    return bytes(out)
print([b64(s) for s in (b"", b"a", b"ab", b"abc", b"\xff\x00\xfe")], unb64(b64(raw)) == raw)
def crc_table():
    for n in range(256):
        for _ in range(8): n = n >> 1 ^ 0xEDB88320 if n & 1 else n >> 1
        yield n
CRC = tuple(crc_table())
def crc32(data):
    c = 0xFFFFFFFF
    for b in data: c = CRC[(c ^ b) & 255] ^ c >> 8
    return c ^ 0xFFFFFFFF
def adler(data):
    a, b = 1, 0
    for x in data: a = (a + x) % 65521; b = (b + a) % 65521
    return b << 16 | a
print(f"{crc32(b'123456789'):08x} {crc32(raw):08x} {adler(b'Wikipedia'):08x}")
def match(p, s):
    """. * + ? ^ $ [abc] [a-z] [^x] \\d \\w and literals, by backtracking generators of end positions."""
    def atom(i):
        if p[i] == "[":
            j = p.index("]", i + 2); body = p[i + 1:j]; neg = body[0] == "^"; body = body[neg:]; allowed = set(); k = 0
            while k < len(body):
                if body[k + 1:k + 2] == "-" and k + 2 < len(body): allowed |= {chr(c) for c in range(ord(body[k]), ord(body[k + 2]) + 1)}; k += 3
                else: allowed.add(body[k]); k += 1
            return (lambda c: (c in allowed) != neg), j + 1
        if p[i] == "\\": return {"d": str.isdigit, "w": lambda c: c.isalnum() or c == "_", "s": str.isspace}.get(p[i + 1], p[i + 1].__eq__), i + 2
        return ((lambda c: True) if p[i] == "." else p[i].__eq__), i + 1
    def run(i, pos):
        if i == len(p): yield pos; return
        if p[i] == "$" and i + 1 == len(p):
            if pos == len(s): yield pos
            return
        test, j = atom(i); q = p[j:j + 1]
        if q and q in "*+?":
            ends = [pos]
            while len(ends) <= (1 if q == "?" else len(s)) and ends[-1] < len(s) and test(s[ends[-1]]): ends.append(ends[-1] + 1)
            for e in reversed(ends[q == "+":]): yield from run(j + 1, e)
        elif pos < len(s) and test(s[pos]): yield from run(j, pos + 1)
    start = p.startswith("^")
    for b in range(1 if start else len(s) + 1):
        for e in run(int(start), b): return s[b:e]
    return None
for p, s in (("a*b", "xaaab"), ("^a.c$", "abc"), ("^a.c$", "abcd"), (r"\d+", "abc 123 x"), ("[a-c]+[^x]", "zzabcay"), ("colou?r", "my color"), (r"\w+@\w+\.com", "mail me@home.com now"), ("a+a+b", "aaaa"), ("", "x"), ("x*", "aaa"), (r"^\s*#", "  # c"), ("[0-9][0-9]?:[0-5][0-9]", "at 9:45"), (".*b.*c", "abxcxc")): print(repr(p), repr(s), repr(match(p, s)))
