"""Builds the body and face AnimSequences of a tracked clip inside Unreal Editor.

Enter in the Output Log of the editor:  py "path/of/this/script.py"
Its job file lies beside it under the same name, ending in .json; so does the result, .result.json.
README.md describes the environment variables that change target, folder and names.
"""

from __future__ import annotations

import os
from typing import List, Optional, Set, Tuple

import unreal
from bake_engine import check_engine, finish_compilation, is_unattended, warn
from bake_errors import BakeError
from bake_read import list_jobs
from bake_report import EXIT_CODES, ClipResult, marker_line, worst_state, write_result
from bake_run import fail, run_job
from bake_settings import BODY_NAME, FACE_NAME, JOB, RESULT, read_settings


def main() -> None:
    """Bakes every clip, writes the result file, ends with the marker line and, unattended, the exit code."""
    job_path, result_path = find_files(globals().get("__file__"))
    engine, clips = run_all(job_path)
    written = write_result(result_path, engine, clips)
    if is_unattended():
        finish_compilation()
    unreal.log(marker_line(clips, result_path if written else None))
    code = EXIT_CODES[worst_state(clips)]
    # a commandlet turns this into its exit code; in the editor the log says enough
    if code != 0 and is_unattended():
        raise SystemExit(code)


def find_files(script: Optional[str]) -> Tuple[Optional[str], Optional[str]]:
    """Job file and result file: beside the script unless the environment names them."""
    job = os.environ.get(JOB) or None
    if job is None and script is not None:
        job = os.path.splitext(os.path.abspath(script))[0] + ".json"
    result = os.environ.get(RESULT) or None
    if result is None and job is not None:
        stem = job[: -len(".json")] if job.endswith(".json") else os.path.splitext(job)[0]
        result = stem + ".result.json"
    return job, result


def run_all(job_path: Optional[str]) -> Tuple[Optional[str], List[ClipResult]]:
    """The engine's version and one result a clip; a failed clip does not stop the others."""
    engine: Optional[str] = None
    clips: List[ClipResult] = []
    try:
        if job_path is None:
            raise BakeError(
                "job.missing",
                "The script does not know its own place, so it cannot find its job file. Run it by its path "
                "or set {} to the job file.".format(JOB),
            )
        engine, warnings = check_engine()
        for message in warnings:
            warn(message)
        settings = read_settings()
        jobs = list_jobs(job_path)
        if len(jobs) > 1 and (settings.body_name or settings.face_name):
            raise BakeError(
                "setting.invalid",
                "{} and {} name one clip, but this run has {}.".format(BODY_NAME, FACE_NAME, len(jobs)),
            )
        taken: Set[str] = set()
        for path in jobs:
            clips.append(run_job(path, settings, taken))
    except Exception as error:
        clips.append(ClipResult(job=job_path or ""))
        fail(clips[-1], error)
    return engine, clips


# imported under its own name, by a test or a tool, it only defines
if __name__ != "build_animation":
    main()
