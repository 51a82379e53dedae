"""What the programs of minipy lab share; each follows it in the same text."""
import argparse
import math
import os
import signal
import statistics
import sys
import tempfile
import time


# ---- running ----


class TimeIsUp(Exception):
    pass


def on_alarm(number, frame):
    raise TimeIsUp


def start(command, errors):
    """A process, its standard output thrown away and its standard error in the file."""
    pid = os.fork()
    if pid:
        return pid
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for target, source in ((0, nothing), (1, nothing), (2, errors)):
            os.dup2(source, target)
        os.execv(command[0], command)
    finally:
        os._exit(127)


def wait(pid, timeout):
    """The process's status, None: it took too long, and is dead now."""
    ended = False
    signal.signal(signal.SIGALRM, on_alarm)
    try:
        signal.setitimer(signal.ITIMER_REAL, timeout)
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)  # it can be killed and waited for once more, whatever comes
        ended = True
    except TimeIsUp:
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        os.kill(pid, signal.SIGKILL)
        status = os.waitpid(pid, 0)[1]
    return status if ended else None


def failure_of(status, timeout):
    if status is None:
        return f"took longer than {timeout:g} s"
    code = os.waitstatus_to_exitcode(status)
    return f"exit status {code}" if code > 0 else f"signal {-code}" if code else ""


def run_script(options, arguments, folder):
    """The script once, as a process: how long it took, why it failed ("": it did not), the last line of its errors."""
    errors = os.path.join(folder, "errors")
    command = [sys.executable, *options, arguments.script, *arguments.arguments]
    descriptor = os.open(errors, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        begin = time.perf_counter()
        status = wait(start(command, descriptor), arguments.timeout)
        elapsed = time.perf_counter() - begin
    finally:
        os.close(descriptor)
    with open(errors, encoding="utf-8", errors="replace") as file:
        lines = file.read().strip().splitlines()
    return elapsed, failure_of(status, arguments.timeout), lines[-1] if lines else ""


def read_json(path):
    """JSON as minipy itself wrote it just now: but for these three words it is Python."""
    with open(path, encoding="utf-8") as file:
        return eval(file.read(), {"__builtins__": {}, "true": True, "false": False, "null": None})


class Progress:
    """One line on a terminal, that is gone in the end."""

    def __init__(self, total):
        self.total, self.done, self.shown = total, 0, sys.stderr.isatty()

    def show(self, what):
        self.done += 1
        if self.shown:
            print(f"\r\x1b[K{self.done}/{self.total}: {what}", end="", file=sys.stderr, flush=True)

    def end(self):
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


# ---- showing ----


def show_time(seconds):
    for unit, scale, digits in (("s", 1, 3), ("ms", 1e3, 2), ("us", 1e6, 1)):
        if seconds * scale >= 1:
            return f"{seconds * scale:.{digits}f} {unit}"
    return f"{seconds * 1e9:.0f} ns"


def show_number(value):
    return f"{value:,.4g}" if isinstance(value, float) and abs(value) < 1000 else f"{value:,.0f}"


def print_rows(rows, right=None):
    """right: the columns whose cells end where those above end; all but the first."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    right = range(1, len(widths)) if right is None else right
    for row in rows:
        cells = [f"{text:{'>' if i in right else '<'}{width}}" for i, (text, width) in enumerate(zip(row, widths))]
        print("  ".join(cells).rstrip())


def to_json(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{to_json(k)}: {to_json(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(to_json, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(c if c >= " " and c not in '"\\' else f"\\u{ord(c):04x}" for c in value) + '"'
    return {None: "null", True: "true", False: "false"}[value] if value is None or isinstance(value, bool) else repr(value)


# ---- drawing ----


def escape(text):
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class Axis:
    """From numbers to pixels: logarithmic if they differ much, else from zero."""

    def __init__(self, values, low, high, logarithmic=None):
        positive = [v for v in values if v > 0]
        self.log = logarithmic if logarithmic is not None else (
            len(positive) == len(values) and max(positive) > 50 * min(positive))
        self.first = math.log10(min(positive)) if self.log else min(0, *values, 0)
        self.last = math.log10(max(positive)) if self.log else max(values)
        if self.last == self.first:
            self.first, self.last = (self.first - 0.5, self.last + 0.5) if self.log else (self.first, self.first + 1)
        self.low, self.high = low, high

    def __call__(self, value):
        place = math.log10(value) if self.log else value
        return self.low + (place - self.first) / (self.last - self.first) * (self.high - self.low)

    def ticks(self):
        if self.log:
            powers = range(math.ceil(self.first - 1e-9), math.floor(self.last + 1e-9) + 1)
            return [10.0 ** p for p in powers] or [10 ** self.first, 10 ** self.last]
        step = 10.0 ** math.floor(math.log10((self.last - self.first) / 2))
        while (self.last - self.first) / step > 5:
            step *= 2
        return [step * i for i in range(math.ceil(self.first / step), math.floor(self.last / step) + 1)]


# ---- the command line ----


def at_least(least, kind):
    def parse(text):
        value = kind(text)
        if not value >= least:
            raise argparse.ArgumentTypeError(f"{text} is too small")
        return value

    parse.__name__ = kind.__name__
    return parse


def add_common_arguments(parser, runs, of, timeout, svg=True):
    """Adds what all experiments take, and parses."""
    parser.add_argument("--runs", type=at_least(1, int), default=runs, help=of + " (%(default)s)")
    parser.add_argument("--timeout", type=at_least(0.001, float), default=timeout, metavar="SECONDS",
                        help="of each run (%(default)g)")
    parser.add_argument("--json", action="store_true", help="print all numbers as JSON, no table")
    if svg:
        parser.add_argument("--svg", metavar="FILE", help="draw them too")
    parser.add_argument("script")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="of the script")
    arguments = parser.parse_args()
    if not os.path.exists(arguments.script):
        parser.error(f"there is no {arguments.script}")
    return parser, arguments


def open_svg(parser, arguments):
    try:
        return open(arguments.svg, "w", encoding="utf-8") if arguments.svg else None
    except OSError as error:
        parser.error(f"can't write {arguments.svg}: {error.strerror}")
