"""Runs the bake script of one job with the settings that the plugin wrote.

usage: avatar_tracker_bake.py "SETTINGS.json", where the file is {"script": PATH, "environment": {NAME: VALUE}}.
The script reads its settings from environment variables; they are as before afterwards.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
from typing import Dict, Optional


def run_bake(path: str) -> None:
    """Raises what the script raises; its own failures are in its result file."""
    with open(path, "r", encoding="utf-8") as file:
        settings = json.load(file)
    environment: Dict[str, str] = settings["environment"]
    before: Dict[str, Optional[str]] = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        runpy.run_path(settings["script"], run_name="__main__")
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


if __name__ == "__main__":
    # some ways of starting a script leave the quotes on its argument
    run_bake(sys.argv[-1].strip('"'))
