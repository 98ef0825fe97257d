"""Runs a script as the editor's `py` command does, then writes what became of the project.

usage: run_in_editor.py SCRIPT STATE.json [--without-file]
`UNREAL_SIM_PROJECT` names the project's description. Exits with 1 where a commandlet would.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)


def main() -> int:
    script, state_path = sys.argv[1], sys.argv[2]
    with open(script, "r", encoding="utf-8") as file:
        source = file.read()
    scope = {"__name__": "__main__", "__builtins__": __builtins__}
    if "--without-file" not in sys.argv:
        scope["__file__"] = script
    # a template run in place finds its neighbours, as Python's own start does
    sys.path.insert(0, os.path.dirname(os.path.abspath(script)))
    code = 0
    started = time.process_time()
    try:
        exec(compile(source, script, "exec"), scope)
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 1
    except Exception:
        traceback.print_exc()
        code = 1
    write_state(state_path, time.process_time() - started)
    return code


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
