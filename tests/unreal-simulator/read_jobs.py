"""Reads job files and tells what came of each: many in one start of Python.

usage: read_jobs.py FOLDER
Prints a JSON object: file name to null where the job was taken, else to the reason.
"""

from __future__ import annotations

import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "..", "python-templates")]

from bake_errors import BakeError  # noqa: E402  (its place is known only now)
from bake_read import read_job  # noqa: E402


def verdict(path):
    try:
        read_job(path)
        return None
    except BakeError as error:
        return "{}: {}".format(error.code, error.message)


def main():
    folder = sys.argv[1]
    names = sorted(os.listdir(folder))
    json.dump({name: verdict(os.path.join(folder, name)) for name in names}, sys.stdout)


if __name__ == "__main__":
    main()
