"""usage: check.py TRACE.json [STATS.json]. Run by CPython: is the trace well-formed, and can it be true?

Prints what was found; with the statistics of the same run also whether both agree. A thread is a pair of numbers, of its
process and of itself."""
import json
import sys
from collections import Counter


def ns(us):
    return round(us * 1000)


def thread_of(event):
    return event["pid"], event["tid"]


def load(path):
    trace = json.load(open(path, encoding="utf-8"))
    slices, arrows, names = {}, {}, {}
    for event in trace["traceEvents"]:
        if event["ph"] == "X":
            start = ns(event["ts"])
            slices.setdefault(thread_of(event), []).append((start, start + ns(event["dur"]), event))
        elif event["ph"] in "sf":
            arrows.setdefault(event["id"], {})[event["ph"]] = event
        elif event["name"] == "thread_name":
            names[thread_of(event)] = event["args"]["name"]
    for of_thread in slices.values():
        of_thread.sort(key=lambda s: s[:2])
    return trace, slices, arrows, names


def check_threads(slices):
    for of_thread in slices.values():
        for (_, end, _), (start, _, _) in zip(of_thread, of_thread[1:]):
            yield "overlap" if start < end else "gap" if start > end else "adjoin"


def check_lock(slices):
    """Only one thread of a process has its lock."""
    running = sorted((s[2]["pid"], s[0], s[1]) for t in slices.values() for s in t if s[2]["name"] == "running")
    return all(end <= start or one != other for (one, _, end), (other, start, _) in zip(running, running[1:]))


def most_together(slices):
    """How many processes have their lock at the same time, at most."""
    changes = [(at, change) for t in slices.values() for s in t if s[2]["name"] == "running"
               for at, change in ((s[0], 1), (s[1], -1))]
    held = most = 0
    for _, change in sorted(changes):
        held += change
        most = max(most, held)
    return most


def check_arrow(arrow, slices):
    if set(arrow) != {"s", "f"}:
        return "half"
    start, end = arrow["s"], arrow["f"]
    gives = [s for s in slices[thread_of(start)] if s[1] - 1 == ns(start["ts"])]
    takes = [s for s in slices[thread_of(end)] if s[0] == ns(end["ts"])]
    fits = gives and takes and {gives[0][2]["name"], takes[-1][2]["name"]} == {"running"}
    same = fits and gives[0][2]["args"] == start["args"]
    forward = ns(start["ts"]) < ns(end["ts"]) and start["tid"] != end["tid"] and start["pid"] == end["pid"]
    return "fits" if fits and same and forward else "does not fit"


def main(path, stats_path=None):
    trace, slices, arrows, names = load(path)
    other = trace["otherData"]
    print("settings:", other["policy"], other["handoff"], other["interval"] > 0, "dropped:", other["dropped_turns"] > 0)
    print("stretches of a thread:", *sorted(set(check_threads(slices))))
    print("one at a time:", check_lock(slices))
    processes = [e["args"]["name"] for e in trace["traceEvents"] if e["name"] == "process_name"]
    if len(processes) > 1:
        print("processes:", *sorted(processes))
        print("locks held at the same time:", most_together(slices) > 1)
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
