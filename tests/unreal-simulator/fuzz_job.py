"""Damages a job and its data in many ways and bakes each: every one must end in a stated reason.

usage: fuzz_job.py JOB.json CASES SEED
Prints a JSON object: how often each outcome came, and the first cases that ended in no stated reason.
"""

from __future__ import annotations

import contextlib
import copy
import io
import json
import os
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "..", "python-templates")]

import build_animation  # noqa: E402  (its place is known only now)

ODD_VALUES = [None, True, -1, 0, 1, 2, 3.5, 1e308, 10**30, "", "x", "../x", "/", [], [None], {}, {"a": 1}]


def places(value, path=()):
    """Every path to a value inside a parsed JSON document."""
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from places(child, path + (key,))


def damage_job(rng, job):
    """The job with one to three values removed, replaced or repeated."""
    damaged = copy.deepcopy(job)
    for _ in range(rng.randint(1, 3)):
        path = rng.choice([place for place in places(damaged) if place])
        parent = damaged
        for key in path[:-1]:
            parent = parent[key]
        action = rng.random()
        if action < 0.25:
            del parent[path[-1]]
        elif action < 0.35 and isinstance(parent, list):
            parent.append(parent[path[-1]])
        else:
            parent[path[-1]] = copy.deepcopy(rng.choice(ODD_VALUES))
    return json.dumps(damaged).encode()


def damage_bytes(rng, content):
    """The bytes with some changed, a piece cut out, or the end missing."""
    data = bytearray(content)
    action = rng.random()
    if action < 0.5:
        for _ in range(rng.randint(1, 8)):
            data[rng.randrange(len(data))] = rng.randrange(256)
    elif action < 0.75:
        del data[rng.randrange(len(data)) :]
    else:
        start = rng.randrange(len(data))
        del data[start : start + rng.randint(1, 64)]
    return bytes(data)


def reasons(clip):
    """Why a clip failed, or was made in part; or that it was made."""
    missed = [missed.code for missed in clip.missed]
    return [clip.error_code] if clip.error_code else missed or ["ok"]


def main():
    job_path, cases, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with open(job_path, "rb") as file:
        job_bytes = file.read()
    data_path = os.path.join(os.path.dirname(job_path), json.loads(job_bytes)["data"]["file"])
    with open(data_path, "rb") as file:
        data_bytes = file.read()
    outcomes, surprises = {}, []
    for case in range(cases):
        rng = random.Random(seed * 1_000_003 + case)
        kind = rng.choice(["fields", "text", "data"])
        job = damage_job(rng, json.loads(job_bytes)) if kind == "fields" else job_bytes
        job = damage_bytes(rng, job) if kind == "text" else job
        data = damage_bytes(rng, data_bytes) if kind == "data" else data_bytes
        for path, content in ((job_path, job), (data_path, data)):
            with open(path, "wb") as file:
                file.write(content)
        log = io.StringIO()
        try:
            with contextlib.redirect_stdout(log):
                _, clips = build_animation.run_all(job_path)
            codes = [code for clip in clips for code in reasons(clip)]
        except BaseException as error:
            codes = ["raised {!r}".format(error)]
        for code in codes:
            outcomes[code] = outcomes.get(code, 0) + 1
            if code == "internal" or code.startswith("raised"):
                surprises.append({"case": case, "kind": kind, "code": code, "log": log.getvalue()[-2000:]})
    json.dump({"outcomes": outcomes, "surprises": surprises[:5]}, sys.stdout)


if __name__ == "__main__":
    main()
