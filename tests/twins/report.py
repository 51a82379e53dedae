"""Prints what a file of --refcount-report found, without addresses and counts that differ from run to run."""
import json
import os
import sys


def line(place):
    if place is None:
        return "no line"
    path, number = place.rsplit(":", 1)
    return os.path.basename(path) + ":" + number


def who(what):
    return "nobody" if what is None else f"{what['thread']} at {line(what['line'])} ({what['instruction']})"


with open(sys.argv[1]) as file:
    report = json.load(file)
for total in ("lost_increments", "lost_decrements", "premature_frees", "leaks", "unexplained"):
    print(f"{total} {report[total]}", end="; ")
print()
for item in report["objects"]:
    print(item["type"], item["value"], "made at", line(item["made"]))
    for loss in item["collisions"]:
        print(f"  lost {loss['count']} {loss['lost']} of {who(loss['of'])} by {who(loss['by'])}")
    if item["premature"]:
        print(f"  freed: {who(item['premature']['freed'])}, used: {who(item['premature']['used'])}")
    if item["left_over"]:
        print(f"  left over: {item['left_over']}")
for title in ("by_type", "by_line"):
    for name, totals in sorted(report[title].items()):
        print(title, line(name) if title == "by_line" and name else name, *totals.values())
