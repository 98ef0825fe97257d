"""One job from its file to its saved assets."""

from __future__ import annotations

import time
import traceback
from typing import Callable, List, Set

import unreal
from bake_clip import check_asset, open_clip, set_character, write_clip
from bake_data import ClipData, read_data
from bake_engine import asset_library, await_assets, complain, is_unattended, warn
from bake_errors import BakeError
from bake_job import Asset, Face, Job, read_job
from bake_report import AssetResult, ClipResult, describe
from bake_settings import BODY, FACE, PARTS, Settings, apply_settings
from bake_target import Target, find_target, read_rest, reads_mesh
from bake_tracks import Step, body_tracks, face_curves, fit_pelvis
from bake_verify import verify_body, verify_face, verify_length

#: Makes, checks and describes one asset; nothing is saved yet.
Bake = Callable[[Step], "Baked"]


class Baked:
    """A clip that was written and read back, ready to be saved."""

    def __init__(self, clip: unreal.AnimSequence, result: AssetResult) -> None:
        self.clip = clip
        self.result = result


def run_job(path: str, settings: Settings, taken: Set[str]) -> ClipResult:
    """Bakes one job and never raises: what went wrong is in the result and in the log.

    `taken` holds the asset paths that earlier jobs of this run wrote.
    """
    result = ClipResult(job=path)
    started = time.monotonic()
    try:
        job = apply_settings(read_job(path), settings)
        result.clip = job.clip
        _bake_job(job, settings, taken, result)
    except Exception as error:
        fail(result, error)
    describe(result)
    result.seconds = time.monotonic() - started
    return result


def fail(result: ClipResult, error: Exception) -> None:
    """Puts the reason into the result and the log, as a sentence even where nobody foresaw it."""
    if isinstance(error, BakeError):
        result.error_code, result.error_message = error.code, error.message
    else:
        result.error_code = "internal"
        result.error_message = "An unexpected error stopped the bake: {}: {}.".format(
            type(error).__name__, error
        )
        warn(traceback.format_exc())
    complain(result.error_message)


def _bake_job(job: Job, settings: Settings, taken: Set[str], result: ClipResult) -> None:
    data = read_data(job.data, job.keys)
    await_assets(job.asset_paths)
    bakes: List[Bake] = []
    steps = 0
    # everything that can be refused is refused before the first change
    if "body" in settings.parts:
        bakes.append(_prepare_body(job, data, taken, result))
        steps += len(job.body.bones)
    if "face" in settings.parts and job.face is not None:
        bakes.append(_prepare_face(job, job.face, data, taken))
        steps += len(job.face.curves)
    if not bakes:
        raise BakeError(
            "setting.invalid",
            "{} asks for the face alone, and the clip {} has none.".format(PARTS, job.clip),
        )
    watched = not is_unattended()
    with unreal.ScopedSlowTask(steps, "Baking {}".format(job.clip), watched) as task:
        if watched:
            task.make_dialog(True)

        def step() -> None:
            if task.should_cancel():
                raise BakeError("cancelled", "Baking was cancelled. Nothing was saved.")
            task.enter_progress_frame(1)

        done = [bake(step) for bake in bakes]
    for baked in done:
        _save(baked, job, result)


def _prepare_body(job: Job, data: ClipData, taken: Set[str], result: ClipResult) -> Bake:
    body = job.body
    _claim(body.asset, taken)
    target = find_target("body", body.targets, BODY)
    rest = read_rest(target, body.bones, BODY)
    check_asset(body.asset, target, job.fps)
    pelvis = fit_pelvis(body, rest[body.pelvis])
    if target.mesh is not None and not reads_mesh(target):
        result.warnings.append(
            "this editor cannot read the proportions of {}; those of its skeleton are used. Enable the "
            "plugin Mesh Modeling Toolset.".format(target.path)
        )

    def bake(step: Step) -> Baked:
        clip, created = open_clip(body.asset, target)
        write_clip(clip, body.asset, job, body_tracks(job, data, rest, pelvis, step))
        set_character(clip, target)
        verify_length(clip, body.asset, job)
        deviation = verify_body(clip, job, data, rest, pelvis)
        made = _asset_result("body", body.asset, target, created, job)
        made.tracks, made.pelvis_scale, made.deviation = len(body.bones), pelvis.scale, deviation
        return Baked(clip, made)

    return bake


def _prepare_face(job: Job, face: Face, data: ClipData, taken: Set[str]) -> Bake:
    _claim(face.asset, taken)
    target = find_target("face", face.targets, FACE)
    check_asset(face.asset, target, job.fps)

    def bake(step: Step) -> Baked:
        clip, created = open_clip(face.asset, target)
        write_clip(clip, face.asset, job, face_curves(job, face, data, step))
        set_character(clip, target)
        verify_length(clip, face.asset, job)
        made = _asset_result("face", face.asset, target, created, job)
        made.curves, made.deviation = len(face.curves), verify_face(clip, face, job, data)
        return Baked(clip, made)

    return bake


def _asset_result(kind: str, asset: Asset, target: Target, created: bool, job: Job) -> AssetResult:
    return AssetResult(kind, asset.path, target.path, created, job.fps, job.frames, job.keys)


def _save(baked: Baked, job: Job, result: ClipResult) -> None:
    library = asset_library()
    for tag, value in job.metadata.items():
        library.set_metadata_tag(baked.clip, tag, value)
    # edits without a transaction need not mark the package as changed: saved in any case
    baked.result.saved = bool(library.save_loaded_asset(baked.clip, False))
    result.assets.append(baked.result)
    if not baked.result.saved:
        raise BakeError(
            "save.failed",
            "Unreal could not save {}. Is the file read-only, or not checked out?".format(
                baked.result.path
            ),
        )


def _claim(asset: Asset, taken: Set[str]) -> None:
    if asset.path.lower() in taken:
        raise BakeError(
            "asset.conflict", "{} was already written by another clip of this run.".format(asset.path)
        )
    taken.add(asset.path.lower())
