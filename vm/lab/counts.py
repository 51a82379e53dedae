"""minipy lab counts: what counting references costs a script.

The script runs as a process of its own, in turns in the twins that count in different ways (elapsed: medians), and once in
the one that counts the counting. What a single change of a count takes is measured in each twin by refcount.cost()."""

POLICIES = {"plain": "as minipy", "atomic": "by atomic instructions", "immortal": "immortal objects are not counted"}
COUNTER = "audited"  # the twin that knows how many changes there were, with what instructions, of what types
FILL = {"plain": "#1b9e77", "atomic": "#d95f02", "immortal": "#7570b3"}


class Policy:
    """One row: what the script's runs in a twin were like."""

    def __init__(self, name):
        self.name = name
        self.elapsed = []
        self.failure = ""
        self.cost = None  # seconds of one change

    def median(self):
        return statistics.median(self.elapsed) if self.elapsed else None


class Counted:
    """How many changes of counts the script made: [increments, decrements], in all and by name."""

    def __init__(self, changes=None, failure=""):
        self.failure = failure
        self.known = changes is not None
        if self.known:
            self.up, self.down = changes["increments"], changes["decrements"]
            self.immortal = changes["immortal_increments"] + changes["immortal_decrements"]
            self.by = {what: self.sums(changes["by_" + what]) for what in ("opcode", "type")}

    @staticmethod
    def sums(tallies):
        """Most first. What is the work of no instruction has no name."""
        sums = [(name or "(no instruction)", tally["increments"] + tally["decrements"]) for name, tally in tallies.items()]
        return sorted(sums, key=lambda item: (-item[1], item[0]))

    @property
    def total(self):
        return self.up + self.down

    def made_by(self, policy):
        """How many of them such a twin makes."""
        return self.total - self.immortal if policy == "immortal" else self.total


# ---- running ----


def ask(option, code):
    """What a twin prints; a twin that is not there has said so."""
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        os.dup2(write, 1)
        os.execv(sys.executable, [sys.executable, option, "-c", code])
    os.close(write)
    with open(read, encoding="utf-8") as file:
        text = file.read()
    if os.waitpid(pid, 0)[1]:
        sys.exit(2)
    return text


def measure_costs(policies):
    """First of all, since that fails if the twins are not there."""
    for policy in policies:
        policy.cost = float(ask("--refcount=" + policy.name, "import refcount; print(refcount.cost())"))
    ask("--refcount=" + COUNTER, "")


def run_once(policy, arguments, folder):
    elapsed, failure, message = run_script(["--refcount=" + policy.name], arguments, folder)
    if failure:
        policy.failure = failure + (": " + message) * bool(message)
    else:
        policy.elapsed.append(elapsed)


def count_changes(arguments, folder):
    report = os.path.join(folder, "report.json")
    options = ["--refcount=" + COUNTER, "--refcount-report=" + report]
    failure, message = run_script(options, arguments, folder)[1:]
    if failure:
        return Counted(failure=failure + (": " + message) * bool(message))
    return Counted(read_json(report)["changes"])


def run_all(policies, arguments, result):
    """Fills the policies and result[0]. Runs take turns, so that a busy moment of the machine is shared."""
    progress = Progress(len(policies) * arguments.runs + 1)
    with tempfile.TemporaryDirectory() as folder:
        try:
            progress.show("counting")
            result[0] = count_changes(arguments, folder)
            for _ in range(arguments.runs):
                for policy in policies:
                    progress.show("--refcount=" + policy.name)
                    run_once(policy, arguments, folder)
        finally:
            progress.end()


# ---- showing ----


def share_of(policy, counted):
    """The part of a run that changes of counts take, or None."""
    if not counted.known or not policy.elapsed:
        return None
    return counted.made_by(policy.name) * policy.cost / policy.median()


def percent(part, sign=False):
    return "-" if part is None else f"{part * 100:{'+' if sign else ''}.1f} %"


def against(policy, plain):
    if policy is plain or not policy.elapsed or not plain.elapsed:
        return None
    return policy.median() / plain.median() - 1


def print_policies(policies, counted):
    rows = [["counts", "elapsed", "against plain", "one change", "share of the run", ""]]
    for policy in policies:
        numbers = [""] * 4
        if policy.elapsed:
            numbers = [show_time(policy.median()), percent(against(policy, policies[0]), True),
                       f"{policy.cost * 1e9:.2f} ns", percent(share_of(policy, counted))]
        rows.append([policy.name, *numbers, "failed: " + policy.failure if policy.failure else POLICIES[policy.name]])
    print_rows(rows, right=range(1, 5))


def print_counted(counted, top):
    if not counted.known:
        print("\nnot counted: " + counted.failure)
        return
    print(f"\n{counted.total:,} changes of counts: {counted.up:,} up, {counted.down:,} down; "
          f"{percent(counted.immortal / max(counted.total, 1))} of immortal objects")
    for what, sums in counted.by.items():
        print()
        print_rows([[what, "changes", "share"]] + [[name, f"{n:,}", percent(n / max(counted.total, 1))] for name, n in sums[:top]])
        if len(sums) > top:
            rest = sum(n for _, n in sums[top:])
            print(f"and {len(sums) - top} others: {rest:,} ({percent(rest / max(counted.total, 1))})")


def print_json(policies, counted):
    rows = [{"refcount": p.name, "failure": p.failure or None, "elapsed": p.elapsed, "median": p.median(),
             "against_plain": against(p, policies[0]), "seconds_per_change": p.cost, "share": share_of(p, counted)}
            for p in policies]
    changes = {"failure": counted.failure or None}
    if counted.known:
        changes = {"failure": None, "increments": counted.up, "decrements": counted.down, "immortal": counted.immortal,
                   "by_opcode": dict(counted.by["opcode"]), "by_type": dict(counted.by["type"])}
    print("{" + f'"policies": [{(", " + chr(10)).join(map(to_json, rows))}],\n "changes": {to_json(changes)}' + "}")


# ---- drawing ----

WIDTH, LEFT, RIGHT, BAR, TOP = 460, 150, 70, 18, 34  # of a panel, around its bars, of a bar


def draw_panel(title, bars):
    """bars: (name, length, text, color, hint)."""
    longest = max((length for _, length, *_ in bars), default=0) or 1
    yield f'<text x="12" y="20" class="title">{escape(title)}</text>'
    for i, (name, length, text, color, hint) in enumerate(bars):
        y, width = TOP + i * (BAR + 6), length / longest * (WIDTH - LEFT - RIGHT)
        yield f'<text x="{LEFT - 6}" y="{y + BAR - 5}" text-anchor="end">{escape(name)}</text>'
        yield (f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR}" fill="{color}" class="bar">'
               f'<title>{escape(hint)}</title></rect>')
        yield f'<text x="{LEFT + width + 5:.1f}" y="{y + BAR - 5}">{escape(text)}</text>'


def panels_of(policies, counted, top):
    done = [p for p in policies if p.elapsed]
    yield "elapsed", [(p.name, p.median(), show_time(p.median()), FILL[p.name], f"{p.name}: {POLICIES[p.name]}") for p in done]
    if counted.known:
        shares = [(p, share_of(p, counted)) for p in done]
        yield "share of the run", [(p.name, s, percent(s), FILL[p.name], f"{p.cost * 1e9:.2f} ns for each change") for p, s in shares]
        for what, sums in counted.by.items():
            yield f"changes of counts by {what}", [(name, n, percent(n / max(counted.total, 1)), "#666666", f"{name}: {n:,}")
                                                   for name, n in sums[:top]]


def draw(policies, counted, top, title):
    panels = list(panels_of(policies, counted, top))
    heights = [TOP + 24 + len(bars) * (BAR + 6) for _, bars in panels]
    rows = [max(heights[i:i + 2]) for i in range(0, len(heights), 2)]
    height = 46 + sum(rows)
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" width="{2 * WIDTH}" height="{height}" '
           f'viewBox="0 0 {2 * WIDTH} {height}" font-family="sans-serif" font-size="11" fill="#374151">')
    yield "<style>.title { font-size: 13px; font-weight: bold }</style>"
    yield f'<rect width="100%" height="100%" fill="white"/><text x="12" y="26" font-size="16">{escape(title)}</text>'
    for i, (name, bars) in enumerate(panels):
        yield f'<g transform="translate({i % 2 * WIDTH} {46 + sum(rows[:i // 2])})">'
        yield from draw_panel(name, bars)
        yield "</g>"
    yield "</svg>"


# ---- the command line ----


def parse_arguments():
    parser = argparse.ArgumentParser(description="What counting references costs a script: plain, atomic, and without "
                                                 "the counts of immortal objects.",
                                     epilog="A share is the number of changes times what one takes (refcount.cost()).")
    parser.add_argument("--top", type=at_least(1, int), default=10, help="rows by opcode and by type (%(default)s)")
    return add_common_arguments(parser, runs=5, of="in each twin", timeout=60.0)


def main():
    parser, arguments = parse_arguments()
    policies, result = [Policy(name) for name in POLICIES], [Counted(failure="interrupted")]
    measure_costs(policies)
    svg = open_svg(parser, arguments)
    try:
        run_all(policies, arguments, result)
    finally:  # also what there is at Ctrl-C
        counted = result[0]
        if arguments.json:
            print_json(policies, counted)
        else:
            print_policies(policies, counted)
            print_counted(counted, arguments.top)
        if svg:
            with svg:
                title = " ".join([arguments.script, *arguments.arguments])
                svg.write("\n".join(draw(policies, counted, arguments.top, title)) + "\n")
    return bool(counted.failure) or any(policy.failure for policy in policies)


sys.exit(main())
