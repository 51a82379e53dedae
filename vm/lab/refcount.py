"""minipy lab refcount: how often a script loses counts without the lock.

Each run is a process of its own in the twin that audits counts, with --gil=unsafe, and leaves its report in a file."""

LOSSES = {"lost_increments": "lost increments", "lost_decrements": "lost decrements", "premature_frees": "premature frees",
          "leaks": "leaks"}


class Run:
    """What a process did: its report (None: it left none), or why it failed."""

    def __init__(self, elapsed, failure, message, report):
        self.elapsed, self.failure, self.message, self.report = elapsed, failure, message, report

    def lost(self):
        return self.report["lost_increments"] + self.report["lost_decrements"]


# ---- running ----


def check_twin():
    """A twin that is not there has said so."""
    pid = os.fork()
    if not pid:
        os.execv(sys.executable, [sys.executable, "--gil=unsafe", "-c", ""])
    if os.waitpid(pid, 0)[1]:
        sys.exit(2)


def read_report(path):
    """None: the process left none."""
    return read_json(path) if os.path.exists(path) and os.path.getsize(path) else None


def run_once(arguments, folder):
    report = os.path.join(folder, "report.json")
    if os.path.exists(report):
        os.remove(report)
    options = ["--gil=unsafe", "--refcount-report=" + report]
    elapsed, failure, message = run_script(options, arguments, folder)
    return Run(elapsed, failure, message, read_report(report))


def run_all(runs, arguments):
    progress = Progress(arguments.runs)
    with tempfile.TemporaryDirectory() as folder:
        try:
            for _ in range(arguments.runs):
                losing = sum(run.report is not None and run.lost() > 0 for run in runs)
                progress.show(f"--gil=unsafe; {losing} of {len(runs)} runs lost counts")
                runs.append(run_once(arguments, folder))
        finally:
            progress.end()


# ---- showing ----


def distribution(numbers):
    """(first, last, how many runs): 0, 1, 2-3, 4-7 and so on, as far as there are any."""
    buckets = [0] * (max(numbers, default=0).bit_length() + 1)
    for n in numbers:
        buckets[n.bit_length()] += 1
    return [(1 << i >> 1, (1 << i) - 1, count) for i, count in enumerate(buckets)]


def add_up(reports, key):
    """The totals of all runs by type or by line, most first."""
    sums = {}
    for report in reports:
        for name, row in report[key].items():
            total = sums.setdefault(name, dict.fromkeys(LOSSES, 0))
            for loss in LOSSES:
                total[loss] += row[loss]
    return sorted(sums.items(), key=lambda item: (-sum(item[1].values()), item[0]))


def print_losses(reports):
    rows = [["", "runs", "total", "median", "most"]]
    for key, name in LOSSES.items():
        numbers = [report[key] for report in reports]
        rows.append([name, str(sum(n > 0 for n in numbers)), f"{sum(numbers):,}", show_number(statistics.median(numbers)),
                     f"{max(numbers):,}"])
    print_rows(rows)


def print_distribution(numbers):
    buckets = distribution(numbers)
    most = max(count for *_, count in buckets)
    rows = [["counts lost", "runs", ""]]
    for first, last, count in buckets:
        span = f"{first:,}" if first >= last else f"{first:,} - {last:,}"
        rows.append([span, str(count), "#" * math.ceil(count / most * 40)])
    print_rows(rows, right=(0, 1))


def print_totals(reports, key, title, top):
    sums = add_up(reports, key)
    if not sums:
        return
    print()
    rows = [[title, *LOSSES.values()]] + [["(not known)" if name == ":0" else name, *(f"{row[loss]:,}" for loss in LOSSES)] for name, row in sums[:top]]
    print_rows(rows)
    if len(sums) > top:
        print(f"and {len(sums) - top} others")


def print_failures(runs):
    failures = {}
    for run in runs:
        if run.failure:
            failures.setdefault(run.failure + (": " + run.message) * bool(run.message), []).append(run)
    for text, failed in failures.items():
        print(f"failed: {len(failed)} of {len(runs)} runs: {text}")


def print_table(runs, arguments):
    reports = [run.report for run in runs if run.report]
    losing = sum(run.report is not None and run.lost() > 0 for run in runs)
    print(f"{losing} of {len(runs)} runs of {arguments.script} lost counts")
    if reports:
        print()
        print_losses(reports)
        print()
        print_distribution([run.lost() for run in runs if run.report])
        print_totals(reports, "by_type", "type", arguments.top)
        print_totals(reports, "by_line", "line", arguments.top)
    print_failures(runs)


def print_json(runs, arguments):
    reports = [run.report for run in runs if run.report]
    rows = [{"elapsed": run.elapsed, "failure": run.failure or None, "message": run.failure and run.message or None,
             **{key: run.report[key] if run.report else None for key in ("threads", *LOSSES)}} for run in runs]
    numbers = [run.lost() for run in runs if run.report]
    summary = {"script": arguments.script, "arguments": arguments.arguments, "runs": len(runs),
               "losing": sum(n > 0 for n in numbers), "failed": sum(bool(run.failure) for run in runs),
               "distribution": [{"first": a, "last": b, "runs": n} for a, b, n in distribution(numbers)] if numbers else [],
               "by_type": dict(add_up(reports, "by_type")), "by_line": dict(add_up(reports, "by_line"))}
    print(to_json(summary)[:-1] + ',\n "each": [' + ",\n ".join(map(to_json, rows)) + "]}")


# ---- the command line ----


def parse_arguments():
    parser = argparse.ArgumentParser(description="Run a script many times with threads on real cores and reference counts "
                                                 "that nothing protects (--gil=unsafe): what is lost?")
    parser.add_argument("--top", type=at_least(1, int), default=10, help="rows by type and by line (%(default)s)")
    return add_common_arguments(parser, runs=100, of="of the script", timeout=60.0, svg=False)


def main():
    arguments = parse_arguments()[1]
    runs = []
    check_twin()
    try:
        run_all(runs, arguments)
    finally:  # also what there is at Ctrl-C
        (print_json if arguments.json else print_table)(runs, arguments)
    return any(run.failure for run in runs)


sys.exit(main())
