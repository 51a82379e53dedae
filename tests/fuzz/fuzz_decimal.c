// Texts for decimal: two numbers and a format specification, with zero bytes between them, after a byte for the
// precision and one for the rounding. What is read is written and read again, and results are compared with those of
// fractions.
#include "python_target.h"

static const char source[] =
    "import decimal\n"
    "from decimal import *\n"
    "from fractions import Fraction\n"
    "MODES = ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP\n"
    "def near(result, exact):\n" // at most one unit in the last place away
    "    unit = Fraction(10) ** result.as_tuple().exponent\n"
    "    assert abs(Fraction(result) - exact) < unit or Fraction(result) == exact, (result, exact)\n"
    "def check(data):\n"
    "    if len(data) < 2:\n"
    "        return\n"
    "    precision, mode, *texts = data[0] % 60 + 1, MODES[data[1] % 8], *data[2:].decode('utf-8', 'replace').split('\\0')\n"
    "    a, b, spec = (texts + ['1', ''])[:3] if len(texts) < 3 else texts[:3]\n"
    "    setcontext(Context(prec=precision, rounding=mode, traps=[]))\n"
    "    a, b = Decimal(a), Decimal(b)\n"
    "    for x in a, b:\n"
    "        assert repr(Decimal(str(x))) == repr(x) == repr(Decimal(x.as_tuple()))\n"
    "        assert x.is_nan() or Decimal(x.to_eng_string()) == x\n"
    "    try:\n"
    "        if '9' not in spec or len(spec) < 6:\n" // not gigabytes of zeros
    "            format(a, spec[:8]) if abs(a.adjusted()) < 5000 else 0\n"
    "    except ValueError:\n"
    "        pass\n"
    "    small = all(x.is_finite() and abs(x.adjusted()) < 400 and len(x.as_tuple().digits) < 400 for x in (a, b))\n"
    "    for op in (a.__add__, a.__sub__, a.__mul__, a.__truediv__, a.__mod__, a.max, a.compare_total, a.next_toward, a.quantize):\n"
    "        op(b)\n"
    "    if not small:\n"
    "        return\n"
    "    p, q = Fraction(a), Fraction(b)\n"
    "    near(a + b, p + q)\n"
    "    near(a - b, p - q)\n"
    "    near(a * b, p * q)\n"
    "    assert (a < b) == (p < q) and (a == b) == (p == q) and hash(a) == hash(p)\n"
    "    if b:\n"
    "        near(a / b, p / q)\n"
    "        whole = a // b\n"
    "        assert whole.is_nan() or abs(int(whole)) == abs(p) // abs(q), (a, b)\n"
    "    if a > 0:\n"
    "        root = a.sqrt()\n"
    "        near(root * root, Fraction(root) ** 2)\n"
    "        a.ln(), a.log10()\n"
    "    if a.adjusted() < 3:\n"
    "        a.exp()\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static PythonTarget target;
    return python_target_run(&target, source, data, size);
}
