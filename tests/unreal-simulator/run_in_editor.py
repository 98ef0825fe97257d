"""Runs a script as the editor's `py` command does, then writes what became of the project.

usage: run_in_editor.py SCRIPT STATE.json [--without-file] [--then SCRIPT ...]
`UNREAL_SIM_PROJECT` names the project's description. Exits with what a commandlet would. Scripts after `--then`
run in the same editor, one after the other; the last one's exit code counts.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
import traceback
import types

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)


def main() -> int:
    script, state_path = sys.argv[1], sys.argv[2]
    later = sys.argv[sys.argv.index("--then") + 1 :] if "--then" in sys.argv else []
    # a template run in place finds its neighbours, as Python's own start does
    sys.path.insert(0, os.path.dirname(os.path.abspath(script)))
    set_free_space()
    code = 0
    started = time.process_time()
    for path in [script, *later]:
        code = run(path, with_file="--without-file" not in sys.argv)
    write_state(state_path, time.process_time() - started)
    return code


def run(script: str, with_file: bool) -> int:
    with open(script, "r", encoding="utf-8") as file:
        source = file.read()
    scope = {"__name__": "__main__", "__builtins__": __builtins__}
    if with_file:
        scope["__file__"] = script
    try:
        exec(compile(source, script, "exec"), scope)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except Exception:
        traceback.print_exc()
        return 1
    return 0


def set_free_space() -> None:
    """The fault `freeBytes` is a disk with so much room; a real one cannot be filled for a test."""
    from unreal.project import fault

    free = fault("freeBytes")
    if free is not None:
        shutil.disk_usage = lambda path: types.SimpleNamespace(total=free, used=0, free=free)


def write_state(path: str, cpu_seconds: float) -> None:
    from unreal.animation import AnimSequence, snapshot
    from unreal.project import STATE

    memory = {
        asset._path: snapshot(asset)
        for asset in STATE.assets.values()
        if isinstance(asset, AnimSequence)
    }
    state = {
        "memory": memory,
        "disk": STATE.disk,
        "extras": STATE.extras,
        "log": STATE.log,
        "oddities": STATE.oddities,
        "cpuSeconds": cpu_seconds,
        "compilationFinished": STATE.compilation_finished,
    }
    if os.environ.get("UNREAL_SIM_BRIEF"):
        state["memory"] = state["disk"] = {}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(state, file, default=list)


if __name__ == "__main__":
    raise SystemExit(main())
