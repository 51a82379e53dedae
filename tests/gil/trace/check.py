"""usage: check.py TRACE.json [STATS.json]. Run by CPython: is the trace well-formed, and can it be true?

Prints what was found; with the statistics of the same run also whether both agree."""
import json
import sys
from collections import Counter


def ns(us):
    return round(us * 1000)


def load(path):
    trace = json.load(open(path, encoding="utf-8"))
    slices, arrows, names = {}, {}, {}
    for event in trace["traceEvents"]:
        if event["ph"] == "X":
            start = ns(event["ts"])
            slices.setdefault(event["tid"], []).append((start, start + ns(event["dur"]), event))
        elif event["ph"] in "sf":
            arrows.setdefault(event["id"], {})[event["ph"]] = event
        elif event["name"] == "thread_name":
            names[event["tid"]] = event["args"]["name"]
    for of_thread in slices.values():
        of_thread.sort(key=lambda s: s[:2])
    return trace, slices, arrows, names


def check_threads(slices):
    for of_thread in slices.values():
        for (_, end, _), (start, _, _) in zip(of_thread, of_thread[1:]):
            yield "overlap" if start < end else "gap" if start > end else "adjoin"


def check_lock(slices):
    """Only one thread has the lock."""
    running = sorted((s[0], s[1]) for t in slices.values() for s in t if s[2]["name"] == "running")
    return all(end <= start for (_, end), (start, _) in zip(running, running[1:]))


def check_arrow(arrow, slices):
    if set(arrow) != {"s", "f"}:
        return "half"
    start, end = arrow["s"], arrow["f"]
    gives = [s for s in slices[start["tid"]] if s[1] - 1 == ns(start["ts"])]
    takes = [s for s in slices[end["tid"]] if s[0] == ns(end["ts"])]
    fits = gives and takes and {gives[0][2]["name"], takes[-1][2]["name"]} == {"running"}
    same = fits and gives[0][2]["args"] == start["args"]
    forward = ns(start["ts"]) < ns(end["ts"]) and start["tid"] != end["tid"]
    return "fits" if fits and same and forward else "does not fit"


def main(path, stats_path=None):
    trace, slices, arrows, names = load(path)
    other = trace["otherData"]
    print("settings:", other["policy"], other["handoff"], other["interval"] > 0, "dropped:", other["dropped_turns"] > 0)
    print("stretches of a thread:", *sorted(set(check_threads(slices))))
    print("one at a time:", check_lock(slices))
    sample = list(arrows.values())[:2000]
    print("arrows:", *sorted({check_arrow(a, slices) for a in sample}), len(arrows) > 0)
    kinds = Counter(s[2]["name"] for t in slices.values() for s in t)
    print("kinds:", *sorted(kinds))
    causes = {s[2]["args"].get("cause") for t in slices.values() for s in t if s[2]["name"] == "running"}
    print("causes:", *sorted(c for c in causes if c))
    print("names:", *sorted(names.values()))
    if stats_path:
        held = Counter()
        for tid, of_thread in slices.items():
            held[names[tid]] += sum(s[1] - s[0] for s in of_thread if s[2]["name"] == "running")
        rows = [row for row in json.load(open(stats_path))["threads"] if row["ended"]]
        print("agrees with the statistics:", all(row["hold_ns"] == held[row["name"]] for row in rows), len(rows))


main(*sys.argv[1:])
