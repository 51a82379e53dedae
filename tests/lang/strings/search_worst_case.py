"""Searching in repetitive texts: found where it should be, and without quadratic time."""
seed = 5


def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % (1 << 64)
    return (seed >> 33) % n


def text(n, letters):
    return "".join(letters[rnd(len(letters))] for _ in range(n))


for letters in ("ab", "aab", "\u0101\u0102", "\U0001F600\U0001F601", "a\u0101"):
    total = 0
    for i in range(150):
        s = text(3000, letters) if i % 3 else text(rnd(6) + 1, letters) * 800
        if i % 2:
            start = rnd(len(s))
            part = s[start:start + 10 + rnd(300)]
        else:
            part = text(9 + rnd(8), letters)
        total = (total * 31 + s.find(part) + 7 * s.rfind(part) + 3 * s.count(part)) % 1000003
        total = (total + len(s.replace(part, "x")) + len(s.split(part)) + len(s.rsplit(part, 3)[0])) % 1000003
        b, p = s.encode(), part.encode()
        total = (total + b.find(p) + b.rfind(p) * 5 + b.count(p)) % 1000003
    print(letters, total)

for letter in "a\u0101\U0001F600":
    s = letter * 200000
    print((s + "b").find(letter * 100000 + "b"), s.find(letter * 100000 + "c"), s.rfind("c" + letter * 100000),
          ("b" + s).rfind("b" + letter * 100000), s.count(letter * 1000))
