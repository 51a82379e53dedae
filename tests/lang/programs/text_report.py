# Reading records, grouping, statistics and a formatted report.
RAW = """
2024-01-05,Alice,Books,12.50,2
2024-01-05,Bob,Games,59.99,1
2024-01-17,Alice,Games,19.99,3
2024-02-01,Çelik,Books,8.00,10
2024-02-11,bob,Music,0.99,25
2024-02-29,Alice,Music,15.00,1
bad line
2024-03-01,Dora,Books,abc,1
2024-03-02,Çelik,Garden,1250.00,1

2024-03-15,Bob,Books,7.25,4
""".strip("\n")
from collections import Counter, defaultdict, namedtuple, OrderedDict, ChainMap, deque
Sale = namedtuple("Sale", "date name kind price count")
class Money:
    __slots__ = ("cents",)
    def __init__(self, cents): self.cents = cents
    @classmethod
    def parse(cls, text): return cls(round(float(text) * 100))
    def __add__(self, o): return Money(self.cents + o.cents)
    def __radd__(self, o): return self if o == 0 else NotImplemented
    def __mul__(self, n): return Money(self.cents * n)
    def __lt__(self, o): return self.cents < o.cents
    def __eq__(self, o): return isinstance(o, Money) and self.cents == o.cents
    def __hash__(self): return hash(self.cents)
    def __format__(self, spec):
        text = f"{self.cents // 100:,}.{self.cents % 100:02d}"
        return format(text, spec)
    def __repr__(self): return f"Money({self.cents})"
def parse(lines):
    for number, line in enumerate(lines, 1):
        if not line.strip(): continue
        try:
            date, name, kind, price, count = line.split(",")
            yield Sale(tuple(map(int, date.split("-"))), name.title(), kind, Money.parse(price), int(count))
        except ValueError as e:
            print(f"line {number}: {e}")
sales = list(parse(RAW.splitlines()))
print(sales[0], sales[-1]._replace(count=0).count, sales[2]._asdict()["kind"], Sale._fields)
by_name = defaultdict(list)
for s in sales: by_name[s.name].append(s)
print("-" * 46)
print(f"{'customer':<12}{'sales':>6}{'items':>7}{'total':>14}{'share':>7}")
total = sum(s.price * s.count for s in sales)
for name in sorted(by_name, key=lambda n: (sum(s.price * s.count for s in by_name[n]), n), reverse=True):
    mine = by_name[name]; t = sum(s.price * s.count for s in mine)
    print(f"{name:<12}{len(mine):>6}{sum(s.count for s in mine):>7}{t:>14}{t.cents / total.cents:>7.1%}")
print(f"{'all':=^46}"); print(f"{total:>39}")
months = Counter(); kinds = Counter()
for s in sales: months[s.date[1]] += s.count; kinds.update({s.kind: s.count})
print(months.most_common(2), kinds.most_common(), sorted(kinds.elements())[:3], kinds.total(), (kinds - Counter(Books=10)), +Counter(a=-1, b=2), Counter("abca") & Counter("aab"), Counter("ab") | Counter("b"))
prices = sorted(s.price.cents for s in sales); n = len(prices)
mean = sum(prices) / n; var = sum((p - mean) ** 2 for p in prices) / (n - 1)
print(f"mean {mean / 100:.3f} median {(prices[n // 2] + prices[~(n // 2)]) / 200:.2f} sd {var ** 0.5 / 100:.4f} range {prices[0]}..{prices[-1]}")
hist = OrderedDict((k, "#" * kinds[k]) for k in sorted(kinds, key=kinds.get)); hist.move_to_end("Books", last=False)
for k, bar in hist.items(): print(f"{k:>8} |{bar:<40.30}|")
window = deque(maxlen=3); smooth = []
for p in prices:
    window.append(p); smooth.append(sum(window) // len(window))
print(smooth, window, ChainMap({"a": 1}, {"a": 2, "b": 3})["b"])
words = "the quick brown fox jumps over the lazy dog the end".split()
print(Counter(words).most_common(1), {w: words.count(w) for w in dict.fromkeys(words) if words.count(w) > 1}, max(words, key=len), " ".join(w[::-1] for w in words[:3]), "".join(sorted(set("".join(words))))[:8])
def wrap(text, width):
    line = []
    for w in text.split():
        if line and len(" ".join(line + [w])) > width:
            yield " ".join(line); line = []
        line.append(w)
    yield " ".join(line)
for l in wrap("In the beginning the lock was hidden and nobody could see who held it or for how long", 24): print(f"|{l:^24}|")
