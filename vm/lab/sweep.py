"""minipy lab sweep: one script under many settings of the lock.

Each run is a process of its own, which leaves its statistics (--gil-stats) in a file. The table has one row for each
policy, hand-off and interval; numbers are medians of the runs that succeeded."""
import gil

COUNTING = ("instructions", "backedge")  # policies whose interval is a number of instructions
UNITS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
INSTRUCTION = 50e-9  # seconds that minipy takes one to last when it converts intervals


class Interval:
    """A number of instructions or a time, as --switch-interval takes it."""

    def __init__(self, text):
        number = text.rstrip("mnsu")
        unit = text[len(number):]
        if not (number.isdigit() if not unit else unit in UNITS and number.replace(".", "", 1).isdigit()):
            raise ValueError(text)
        self.text = text
        self.is_time = bool(unit)
        self.seconds = float(number) * UNITS.get(unit, INSTRUCTION)
        if self.seconds <= 0:
            raise ValueError(text)

    def fits(self, policy):
        return policy in COUNTING and not self.is_time or policy == "time" and self.is_time


class Setting:
    """One row: how the lock is set, and what its runs were like."""

    def __init__(self, policy, handoff, interval):
        self.policy, self.handoff, self.interval = policy, handoff, interval
        self.runs = []  # Run

    def options(self):
        options = ["--gil-policy=" + self.policy, "--gil-handoff=" + self.handoff]
        if self.interval:
            options.append("--switch-interval=" + self.interval.text)
        return options

    def good(self):
        return [run for run in self.runs if not run.failure]

    def median(self, name):
        values = [run.numbers[name] for run in self.good() if name in run.numbers]
        return statistics.median(values) if values else None


class Run:
    """What a process did: its numbers by name, or why it failed."""

    def __init__(self, numbers, failure, message):
        self.numbers, self.failure, self.message = numbers, failure, message


# ---- running ----


def numbers_of(stats, elapsed):
    waits = stats["waits"]
    return {"elapsed": elapsed, "switches": stats["switches"]["total"], "wait p50": waits["p50_ns"] / 1e9,
            "wait p99": waits["p99_ns"] / 1e9, **{"metric " + name: v for name, v in stats["metrics"].items()}}


def run_once(setting, arguments, folder):
    stats = os.path.join(folder, "stats.json")
    elapsed, failure, message = run_script([*setting.options(), "--gil-stats=" + stats], arguments, folder)
    return Run({} if failure else numbers_of(read_json(stats), elapsed), failure, message)


def run_all(settings, arguments):
    """Fills the settings. Runs of all settings take turns, so that a busy moment of the machine is shared."""
    progress = Progress(len(settings) * arguments.runs)
    with tempfile.TemporaryDirectory() as folder:
        try:
            for _ in range(arguments.runs):
                for setting in settings:
                    progress.show(" ".join(setting.options()))
                    setting.runs.append(run_once(setting, arguments, folder))
        finally:
            progress.end()


# ---- showing ----


def show(name, value):
    if value is None:
        return "-"
    return show_time(value) if name == "elapsed" or name.startswith("wait ") else show_number(value)


def columns_of(settings):
    names = ["elapsed", "switches", "wait p50", "wait p99"]
    for setting in settings:
        for run in setting.good():
            names += [name for name in run.numbers if name not in names]
    return names


def failures_of(setting):
    bad = [run for run in setting.runs if run.failure]
    if not bad:
        return ""
    count = "" if len(setting.runs) == 1 else f"{len(bad)} of {len(setting.runs)} runs: "
    return count + bad[0].failure + (f": {bad[0].message}" if bad[0].message else "")


def print_table(settings):
    names = columns_of(settings)
    rows = [["policy", "hand-off", "interval", *(name.removeprefix("metric ") for name in names)]]
    for setting in settings:
        row = [setting.policy, setting.handoff, setting.interval.text if setting.interval else "-"]
        if setting.good():
            row += [show(name, setting.median(name)) for name in names]
        rows.append(row)
    widths = [max(len(row[i]) for row in rows if i < len(row)) for i in range(len(rows[0]))]
    for row, setting in zip(rows, [None, *settings]):
        cells = [f"{text:{'<' if i < 2 else '>'}{width}}" for i, (text, width) in enumerate(zip(row, widths))]
        failures = failures_of(setting) if setting else ""
        print("  ".join(cells + ["failed: " + failures] * bool(failures)).rstrip())


def print_json(settings):
    rows = [{"policy": s.policy, "handoff": s.handoff, "interval": s.interval.text if s.interval else None,
             "failure": failures_of(s) or None, "runs": [run.numbers for run in s.good()],
             "median": {name: s.median(name) for name in columns_of([s])}} for s in settings]
    print("[" + ",\n ".join(map(to_json, rows)) + "]")


# ---- drawing ----

COLORS = {"instructions": "#1b9e77", "backedge": "#7570b3", "time": "#d95f02", "blocking": "#666666"}
DASHES = {"forced": "", "fifo": "6 3", "free": "2 3"}
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 460, 250, 66, 14, 34, 40  # of a panel, and around its lines


def groups_of(settings):
    """Lines: the settings of one policy and hand-off that have something to show, by interval."""
    groups = {}
    for setting in settings:
        if setting.good():
            groups.setdefault((setting.policy, setting.handoff), []).append(setting)
    for group in groups.values():
        group.sort(key=lambda s: s.interval.seconds if s.interval else 0)
    return groups


def draw_line(group, name, x, y):
    policy, handoff = group[0].policy, group[0].handoff
    style = f'stroke="{COLORS[policy]}" stroke-dasharray="{DASHES[handoff]}"'
    points = [(x(s.interval.seconds) if s.interval else None, y(s.median(name)), s)
              for s in group if s.median(name) is not None]
    if points and points[0][0] is None:  # no interval: the same everywhere
        yield f'<line x1="{x.low}" x2="{x.high}" y1="{points[0][1]:.1f}" y2="{points[0][1]:.1f}" {style}/>'
        points = [(x.high, *points[0][1:])]
    else:
        yield f'<polyline points="{" ".join(f"{a:.1f},{b:.1f}" for a, b, _ in points)}" {style}/>'
    for a, b, s in points:
        hint = f"{policy}, {handoff}{', ' + s.interval.text if s.interval else ''}: {show(name, s.median(name))}"
        yield f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="{COLORS[policy]}"><title>{escape(hint)}</title></circle>'


def show_tick(name, value):
    """Shorter: 10 us for 10.0 us."""
    number, _, unit = show(name, value).partition(" ")
    return (number.rstrip("0").rstrip(".") if "." in number else number) + (" " + unit if unit else "")


def draw_panel(groups, name, x, title):
    values = [s.median(name) for group in groups.values() for s in group if s.median(name) is not None]
    y = Axis(values, HEIGHT - BOTTOM, TOP)
    yield f'<text x="{LEFT}" y="20" class="title">{escape(title)}</text>'
    for tick in y.ticks():
        yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(tick):.1f}" y2="{y(tick):.1f}" class="grid"/>'
        yield f'<text x="{LEFT - 6}" y="{y(tick) + 4:.1f}" text-anchor="end">{show_tick(name, tick)}</text>'
    for tick in x.ticks():
        yield f'<line x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" class="grid"/>'
        label = show_tick("elapsed", tick)
        yield f'<text x="{x(tick):.1f}" y="{HEIGHT - BOTTOM + 15}" text-anchor="middle">{label}</text>'
    yield (f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">interval; '
           f'an instruction counts as {show_time(INSTRUCTION)}</text>')
    for group in groups.values():
        yield from draw_line(group, name, x, y)


def draw_legend(groups):
    """Five to a line."""
    for i, (policy, handoff) in enumerate(groups):
        x, y = LEFT + i % 5 * 166, 52 + i // 5 * 18
        yield (f'<line x1="{x}" x2="{x + 26}" y1="{y - 4}" y2="{y - 4}" stroke="{COLORS[policy]}" '
               f'stroke-dasharray="{DASHES[handoff]}"/><text x="{x + 32}" y="{y}">{policy}, {handoff}</text>')


def draw(settings, title):
    groups = groups_of(settings)
    seconds = [s.interval.seconds for s in settings if s.interval] or [1e-6, 1]
    x = Axis(seconds, LEFT, WIDTH - RIGHT, logarithmic=True)
    names = columns_of(settings) if groups else []
    top = 66 + (len(groups) - 1) // 5 * 18
    height = top + HEIGHT * ((len(names) + 1) // 2)
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" width="{2 * WIDTH}" height="{height}" '
           f'viewBox="0 0 {2 * WIDTH} {height}" font-family="sans-serif" font-size="11" fill="#374151">')
    yield ('<style>line, polyline { fill: none; stroke-width: 2 } .grid { stroke: #e5e7eb; stroke-width: 1 } '
           '.title { font-size: 13px; font-weight: bold }</style>')
    yield f'<rect width="100%" height="100%" fill="white"/><text x="{LEFT}" y="26" font-size="16">{escape(title)}</text>'
    yield from draw_legend(groups)
    for i, name in enumerate(names):
        yield f'<g transform="translate({i % 2 * WIDTH} {top + i // 2 * HEIGHT})">'
        yield from draw_panel(groups, name, x, name.removeprefix("metric "))
        yield "</g>"
    yield "</svg>"


# ---- the command line ----


def choices(name, known):
    def parse(text):
        chosen = text.split(",")
        for word in chosen:
            if word not in known:
                raise argparse.ArgumentTypeError(f"{word!r} is not one of {', '.join(known)}")
        return chosen

    parse.__name__ = name
    return parse


def intervals(text):
    try:
        return [Interval(word) for word in text.split(",")]
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{str(error)!r} is neither a number of instructions nor a time with its unit "
                                         "(ns, us, ms, s)") from None


def parse_arguments():
    parser = argparse.ArgumentParser(description="Run a script under many settings of the lock and compare.",
                                     epilog="What the script tells gil.report(name, value) becomes a column.")
    parser.add_argument("--policies", type=choices("policies", gil.POLICIES), default=list(gil.POLICIES),
                        help="of " + ", ".join(gil.POLICIES) + " (all)")
    parser.add_argument("--intervals", type=intervals, default="100,1000,10000,100000,50us,500us,5ms",
                        help="numbers are for the policies that count, times for the policy time (%(default)s)")
    parser.add_argument("--handoff", type=choices("handoff", gil.HANDOFFS), default=["forced"],
                        help="of " + ", ".join(gil.HANDOFFS) + " (forced)")
    return add_common_arguments(parser, runs=3, of="of each setting", timeout=60.0)


def make_settings(arguments):
    for policy in arguments.policies:
        fitting = [None] if policy == "blocking" else [i for i in arguments.intervals if i.fits(policy)]
        for handoff in arguments.handoff:
            for interval in fitting:
                yield Setting(policy, handoff, interval)


def main():
    parser, arguments = parse_arguments()
    settings = list(make_settings(arguments))
    if not settings:
        parser.error("none of the intervals is for one of the policies")
    svg = open_svg(parser, arguments)
    try:
        run_all(settings, arguments)
    finally:  # also what there is at Ctrl-C
        done = [setting for setting in settings if setting.runs]
        (print_json if arguments.json else print_table)(done)
        if svg:
            with svg:
                svg.write("\n".join(draw(done, " ".join([arguments.script, *arguments.arguments]))) + "\n")
    return any(run.failure for setting in settings for run in setting.runs)


sys.exit(main())
