"""An expression calculator with its own tokenizer, recursive-descent parser, optimiser and two back ends.

Expressions have numbers, names, + - * / ^, unary minus, calls and assignment: `area = 3 * r ^ 2`.
"""
import math


class CalcError(Exception):
    def __init__(self, message, position):
        super().__init__(message)
        self.position = position


class Token:
    __slots__ = ("kind", "text", "position")

    def __init__(self, kind, text, position):
        self.kind, self.text, self.position = kind, text, position


def tokenize(source):
    position = 0
    while position < len(source):
        char = source[position]
        start = position
        if char.isspace():
            position += 1
            continue
        if char.isdigit() or char == ".":
            while position < len(source) and (source[position].isdigit() or source[position] == "."):
                position += 1
            yield Token("number", source[start:position], start)
        elif char.isalpha() or char == "_":
            while position < len(source) and (source[position].isalnum() or source[position] == "_"):
                position += 1
            yield Token("name", source[start:position], start)
        elif char in "+-*/^()=,":
            position += 1
            yield Token(char, char, start)
        else:
            raise CalcError(f"unexpected {char!r}", start)
    yield Token("end", "", len(source))


class Parser:
    """expression: term (('+' | '-') term)*, and so on down to atoms; ^ binds tightest and to the right."""

    def __init__(self, source):
        self.tokens = list(tokenize(source))
        self.index = 0

    @property
    def token(self):
        return self.tokens[self.index]

    def accept(self, *kinds):
        if self.token.kind in kinds:
            self.index += 1
            return self.tokens[self.index - 1]
        return None

    def expect(self, kind):
        token = self.accept(kind)
        if token is None:
            found = self.token.text or "the end"
            raise CalcError(f"expected {kind!r} but found {found!r}", self.token.position)
        return token

    def statement(self):
        match self.tokens:
            case [Token(kind="name", text=name), Token(kind="="), *_]:
                self.index = 2
                tree = ("assign", name, self.expression())
            case _:
                tree = self.expression()
        self.expect("end")
        return tree

    def expression(self):
        return self.binary(self.term, "+", "-")

    def term(self):
        return self.binary(self.unary, "*", "/")

    def binary(self, operand, *operators):
        left = operand()
        while token := self.accept(*operators):
            left = (token.kind, left, operand())
        return left

    def unary(self):
        if self.accept("-"):
            return ("neg", self.unary())
        return self.power()

    def power(self):
        base = self.atom()
        if self.accept("^"):
            return ("^", base, self.unary())
        return base

    def atom(self):
        if token := self.accept("number"):
            try:
                return ("number", float(token.text))
            except ValueError:
                raise CalcError(f"bad number {token.text!r}", token.position) from None
        if token := self.accept("name"):
            return self.call(token.text) if self.accept("(") else ("name", token.text)
        self.expect("(")
        inner = self.expression()
        self.expect(")")
        return inner

    def call(self, name):
        arguments = []
        if not self.accept(")"):
            arguments.append(self.expression())
            while self.accept(","):
                arguments.append(self.expression())
            self.expect(")")
        return ("call", name, *arguments)


OPERATORS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
    "/": lambda a, b: a / b, "^": lambda a, b: a ** b, "neg": lambda a: -a,
}
FUNCTIONS = {"sqrt": math.sqrt, "max": max, "min": min, "abs": abs, "floor": math.floor}


def fold(tree):
    """Computes what is constant, and simplifies x*1, x+0, x^1."""
    match tree:
        case ("number" | "name", _):
            return tree
        case ("assign" | "call" as kind, name, *rest):
            return (kind, name, *map(fold, rest))
        case (operator, *operands):
            operands = [fold(o) for o in operands]
    match (operator, *operands):
        case (op, ("number", a), ("number", b)) if not (op == "/" and b == 0):
            return ("number", OPERATORS[op](a, b))
        case ("neg", ("number", a)):
            return ("number", -a)
        case ("*", x, ("number", 1.0)) | ("*", ("number", 1.0), x) | ("+", x, ("number", 0.0)) | ("^", x, ("number", 1.0)):
            return x
        case simplest:
            return simplest


class Calculator:
    def __init__(self):
        self.variables = {"pi": math.pi}

    def evaluate(self, tree):
        match tree:
            case ("number", value):
                return value
            case ("name", name):
                if name not in self.variables:
                    raise CalcError(f"unknown name {name!r}", 0)
                return self.variables[name]
            case ("assign", name, value):
                self.variables[name] = result = self.evaluate(value)
                return result
            case ("call", name, *arguments):
                if name not in FUNCTIONS:
                    raise CalcError(f"unknown function {name!r}", 0)
                return FUNCTIONS[name](*map(self.evaluate, arguments))
            case (operator, *operands):
                return OPERATORS[operator](*map(self.evaluate, operands))


def to_postfix(tree):
    """The second back end: code for a stack machine."""
    match tree:
        case ("number", value):
            yield f"push {value:g}"
        case ("name", name):
            yield f"load {name}"
        case ("assign", name, value):
            yield from to_postfix(value)
            yield f"store {name}"
        case ("call", name, *arguments):
            for argument in arguments:
                yield from to_postfix(argument)
            yield f"call {name}/{len(arguments)}"
        case (operator, *operands):
            for operand in operands:
                yield from to_postfix(operand)
            yield operator


LINES = """
1 + 2 * 3
(1 + 2) * 3
2 ^ 3 ^ 2
-2 ^ 2
r = 4 / 2 * 1
area = pi * r ^ 2
max(1, r, sqrt(81)) - min(3, 2) + 0
10 / (5 - 5)
2 * (3 + 4
3 $ 4
unknown + 1
nothing(1)
1.2.3
sqrt(0 - 1)
x = 1 + y = 2
abs(-7) * 1 + floor(2.7) ^ 1
""".strip().split("\n")


def main():
    calculator = Calculator()
    for line in LINES:
        print(f"> {line}")
        try:
            tree = fold(Parser(line).statement())
            value = calculator.evaluate(tree)
            print(f"  = {value:g}    [{'; '.join(to_postfix(tree))}]")
        except CalcError as error:
            print("  " + " " * error.position + "^ " + str(error))
        except (ArithmeticError, ValueError) as error:
            print(f"  {type(error).__name__}: {error}")
    print({name: round(value, 3) for name, value in calculator.variables.items()})


if __name__ == "__main__":
    main()
