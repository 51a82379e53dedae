# A compiler and a virtual machine for a toy language, and a brainfuck interpreter.
import operator
OPS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.floordiv, "%": operator.mod, "<": operator.lt, "==": operator.eq, ">": operator.gt}
PRECEDENCE = {"==": 1, "<": 2, ">": 2, "+": 3, "-": 3, "*": 4, "/": 4, "%": 4}
class Lexer:
    def __init__(self, src):
        self.toks = []
        for raw in src.replace("(", " ( ").replace(")", " ) ").replace(";", " ; ").replace("{", " { ").replace("}", " } ").replace(",", " , ").split(): self.toks.append(int(raw) if raw.isdigit() else raw)
        self.toks.append(None)
        self.i = 0
    def next(self): self.i += 1; return self.toks[self.i - 1]
    def peek(self): return self.toks[self.i]
    def want(self, t):
        if (got := self.next()) != t: raise SyntaxError(f"expected {t}, got {got}")
class Compiler:
    def __init__(self, src): self.lex, self.code, self.functions = Lexer(src), [], {}
    def emit(self, *ins): self.code.append(list(ins)); return len(self.code) - 1
    def program(self):
        while self.lex.peek() is not None: self.statement()
        self.emit("halt")
        return self.code
    def block(self):
        self.lex.want("{")
        while self.lex.peek() != "}": self.statement()
        self.lex.next()
    def statement(self):
        match t := self.lex.next():
            case "while":
                start = len(self.code); self.expr(); hole = self.emit("jump_if_not", None); self.block(); self.emit("jump", start); self.code[hole][1] = len(self.code)
            case "if":
                self.expr(); hole = self.emit("jump_if_not", None); self.block()
                if self.lex.peek() == "else": self.lex.next(); end = self.emit("jump", None); self.code[hole][1] = len(self.code); self.block(); hole = end
                self.code[hole][1] = len(self.code)
            case "def":
                name, params = self.lex.next(), []
                self.lex.want("(")
                while (p := self.lex.next()) != ")":
                    if p != ",": params.append(p)
                skip = self.emit("jump", None); self.functions[name] = len(self.code), params
                self.block(); self.emit("push", 0); self.emit("return"); self.code[skip][1] = len(self.code)
            case "return": self.expr(); self.emit("return"); self.lex.want(";")
            case "print": self.expr(); self.emit("print"); self.lex.want(";")
            case str(name) if name.isidentifier() and self.lex.peek() == "=": self.lex.next(); self.expr(); self.emit("store", name); self.lex.want(";")
            case _: raise SyntaxError(f"unexpected {t}")
    def expr(self, level=0):
        self.atom()
        while (op := self.lex.peek()) in PRECEDENCE and PRECEDENCE[op] > level: self.lex.next(); self.expr(PRECEDENCE[op]); self.emit("binary", op)
    def atom(self):
        match self.lex.next():
            case int(n): self.emit("push", n)
            case "(": self.expr(); self.lex.want(")")
            case str(name) if name.isidentifier():
                if self.lex.peek() == "(":
                    self.lex.next(); n = 0
                    while self.lex.peek() != ")":
                        self.expr(); n += 1
                        if self.lex.peek() == ",": self.lex.next()
                    self.lex.next(); self.emit("call", name, n)
                else: self.emit("load", name)
            case t: raise SyntaxError(f"unexpected {t}")
class Machine:
    def __init__(self, compiler): self.code, self.functions = compiler.program(), compiler.functions; self.stack, self.frames, self.pc, self.steps = [], [({}, None)], 0, 0
    def run(self):
        while True:
            name, *args = self.code[self.pc]; self.pc += 1; self.steps += 1
            if name == "halt": return self.steps
            getattr(self, "do_" + name)(*args)
    @property
    def vars(self): return self.frames[-1][0]
    def do_push(self, v): self.stack.append(v)
    def do_load(self, n):
        try: self.stack.append(self.vars[n])
        except KeyError: raise NameError(f"no variable {n}") from None
    def do_store(self, n): self.vars[n] = self.stack.pop()
    def do_binary(self, op): b = self.stack.pop(); self.stack[-1] = int(OPS[op](self.stack[-1], b))
    def do_print(self): print("out:", self.stack.pop())
    def do_jump(self, to): self.pc = to
    def do_jump_if_not(self, to):
        if not self.stack.pop(): self.pc = to
    def do_call(self, n, count):
        start, params = self.functions[n]
        if count != len(params): raise TypeError(f"{n} takes {len(params)}")
        args = self.stack[len(self.stack) - count:]; del self.stack[len(self.stack) - count:]
        self.frames.append((dict(zip(params, args)), self.pc)); self.pc = start
    def do_return(self): self.pc = self.frames.pop()[1]
SRC = """
def fib(n) { if n < 2 { return n ; } return fib(n - 1) + fib(n - 2) ; }
def gcd(a, b) { while b > 0 { t = a % b ; a = b ; b = t ; } return a ; }
i = 0 ; total = 0 ; while i < 10 { if i % 2 == 0 { total = total + i * i ; } else { total = total - 1 ; } i = i + 1 ; }
print total ; print fib(12) ; print gcd(1071, 462) ; print (1 + 2) * 3 - 4 / 2 ;
"""
print("steps", Machine(Compiler(SRC)).run())
for bad in ("print x ;", "x = ;", "print 1 / 0 ;", "print f(1) ;", "def f(a) { return a ; } print f() ;", "while 1 { x = 1", "print 1"):
    try: Machine(Compiler(bad)).run()
    except (SyntaxError, NameError, ZeroDivisionError, KeyError, TypeError) as e: print(type(e).__name__, e)
for i, ins in enumerate(Compiler("a = 1 ; if a { print a ; } else { print 2 ; }").program()): print(i, *ins)
def bf(src, data=b""):
    jump, stack = {}, []
    for i, c in enumerate(src):
        if c == "[": stack.append(i)
        elif c == "]": j = stack.pop(); jump[i], jump[j] = j, i
    tape, p, pc, out, inp = bytearray(300), 0, 0, [], iter(data)
    while pc < len(src):
        c = src[pc]
        if c == ">": p += 1
        elif c == "<": p -= 1
        elif c == "+": tape[p] = (tape[p] + 1) & 255
        elif c == "-": tape[p] = (tape[p] - 1) & 255
        elif c == ".": out.append(tape[p])
        elif c == ",": tape[p] = next(inp, 0)
        elif c == "[" and not tape[p] or c == "]" and tape[p]: pc = jump[pc]
        pc += 1
    return bytes(out)
print(bf("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++."), bf(",[.,]", b"echo"), bf(",>,<[->+<]>.", bytes([20, 22])))
