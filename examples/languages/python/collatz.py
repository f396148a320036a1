"""python3 collatz.py LIMIT: finds the number below LIMIT whose way to 1 by Collatz' rule has most steps,
into collatz.result.

A program in Python that reports with boinc.py. Its checkpoint, collatz.checkpoint, is one line: limit, the
number that comes next, and the best so far with its steps.
"""

import os
import sys

import boinc

BLOCK = 200


def steps_to_one(value):
    steps = 0
    while value != 1:
        value = value // 2 if value % 2 == 0 else 3 * value + 1
        steps += 1
    return steps


def put(name, line):
    """A reader must never see half a file: it is written aside, then renamed."""
    with open(name + ".new", "w") as file:
        file.write(line + "\n")
    os.replace(name + ".new", name)


def read_checkpoint(limit):
    try:
        with open("collatz.checkpoint") as file:
            its_limit, start, best, steps = (int(word) for word in file.readline().split())
    except (OSError, ValueError):
        return 1, 1, 0
    # One of another limit would give a wrong result: rather begin again.
    if its_limit != limit:
        return 1, 1, 0
    print("going on at", start, file=sys.stderr)
    return start, best, steps


def main():
    boinc.init()
    if len(sys.argv) != 2 or not sys.argv[1].isdigit():
        boinc.finish(2, "usage: python3 collatz.py LIMIT")
    limit = int(sys.argv[1])
    start, best, most = read_checkpoint(limit)
    while start < limit:
        for value in range(start, min(start + BLOCK, limit)):
            steps = steps_to_one(value)
            if steps > most:
                best, most = value, steps
        start = min(start + BLOCK, limit)
        boinc.fraction_done(start / limit)
        # True when the volunteer wants one; it is a critical section until it is completed.
        if boinc.time_to_checkpoint():
            put("collatz.checkpoint", f"{limit} {start} {best} {most}")
            boinc.checkpoint_completed()
    put("collatz.result", f"longest below {limit}: {best} with {most} steps")
    boinc.finish(0)


main()
