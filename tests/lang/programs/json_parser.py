# A JSON reader and writer written by hand.
class JSONError(ValueError):
    def __init__(self, msg, pos):
        super().__init__(f"{msg} at {pos}")
        self.pos = pos
ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
class Reader:
    def __init__(self, text): self.text, self.pos = text, 0
    def peek(self): return self.text[self.pos] if self.pos < len(self.text) else ""
    def space(self):
        while self.peek() and self.peek() in " \t\r\n": self.pos += 1
    def expect(self, what):
        if not self.text.startswith(what, self.pos): raise JSONError(f"expected {what!r}", self.pos)
        self.pos += len(what)
    def value(self):
        self.space()
        match self.peek():
            case "{": return dict(self.pairs())
            case "[": return list(self.items())
            case '"': return self.string()
            case "t": self.expect("true"); return True
            case "f": self.expect("false"); return False
            case "n": self.expect("null"); return None
            case c if c and c in "-0123456789": return self.number()
            case "": raise JSONError("unexpected end", self.pos)
            case other: raise JSONError(f"unexpected {other!r}", self.pos)
    def sequence(self, open, close, element):
        self.expect(open); self.space()
        if self.peek() == close:
            self.pos += 1
            return
        while True:
            yield element()
            self.space()
            if self.peek() == close: break
            self.expect(",")
        self.pos += 1
    def items(self): return self.sequence("[", "]", self.value)
    def pairs(self): return self.sequence("{", "}", self.pair)
    def pair(self):
        self.space(); key = self.string(); self.space(); self.expect(":")
        return key, self.value()
    def string(self):
        self.expect('"'); out = []
        while (c := self.peek()) != '"':
            if not c: raise JSONError("unterminated string", self.pos)
            self.pos += 1
            if c == "\\":
                e = self.peek(); self.pos += 1
                if e == "u": c = chr(int(self.text[self.pos:self.pos + 4], 16)); self.pos += 4
                elif e in ESCAPES: c = ESCAPES[e]
                else: raise JSONError(f"bad escape {e!r}", self.pos)
            out.append(c)
        self.pos += 1
        return "".join(out)
    def number(self):
        start = self.pos
        while self.peek() and self.peek() in "+-0123456789.eE": self.pos += 1
        raw = self.text[start:self.pos]
        try: return int(raw) if raw.lstrip("-").isdigit() else float(raw)
        except ValueError: raise JSONError(f"bad number {raw!r}", start) from None
def loads(text):
    r = Reader(text); v = r.value(); r.space()
    if r.peek(): raise JSONError("extra data", r.pos)
    return v
def dumps(v, indent=None, level=0):
    nl, pad, end = ("", "", "") if indent is None else ("\n", " " * indent * (level + 1), " " * indent * level)
    if v is None or v is True or v is False: return {None: "null", True: "true", False: "false"}[v]
    if isinstance(v, str): return '"' + "".join({'"': '\\"', "\\": "\\\\", "\n": "\\n"}.get(c, c if c.isprintable() else f"\\u{ord(c):04x}") for c in v) + '"'
    if isinstance(v, (int, float)): return repr(v)
    sep = "," + (nl or " ")
    if isinstance(v, dict): body = [f"{dumps(k)}: {dumps(x, indent, level + 1)}" for k, x in v.items()]; o, c = "{}"
    elif isinstance(v, (list, tuple)): body = [dumps(x, indent, level + 1) for x in v]; o, c = "[]"
    else: raise TypeError(f"{type(v).__name__} is not serializable")
    return o + nl + sep.join(pad + b for b in body) + nl + end + c if body else o + c
doc = '''{"name": "minipy", "tags": ["vm", "gil", "\\u00e9\\n\\"x\\""], "n": [1, -2.5, 1e3, 0, 12345678901234567890],
 "nested": {"a": {"b": [[], {}, null, true, false]}}, "": ""}'''
v = loads(doc); print(v); print(dumps(v)); print(dumps(v, 2)); print(loads(dumps(v)) == v, loads(dumps(v, 4)) == v)
for bad in ("", "{", "[1,]", '{"a" 1}', '"abc', "tru", "1 2", '"\\x"', "[1 2]", "-", "{1: 2}", "nul", "@"):
    try: print(loads(bad))
    except JSONError as e: print(repr(bad), e, e.pos)
try: dumps({"x": {1, 2}})
except TypeError as e: print(e)
deep = loads("[" * 100 + "]" * 100); n = 0
while deep: deep, n = deep[0], n + 1
print(n)
