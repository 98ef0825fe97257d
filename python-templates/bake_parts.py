"""The two animations of a job, each as one step that can be prepared, written and read back by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import unreal
from bake_clip import check_asset, open_clip, set_character, write_clip
from bake_data import ClipData
from bake_job import Asset, Face, Job
from bake_report import AssetResult, ClipResult
from bake_sequence import Take
from bake_settings import BODY, FACE
from bake_target import Target, find_target, read_rest, reads_mesh
from bake_tracks import Step, body_tracks, face_curves, fit_pelvis
from bake_verify import verify_body, verify_face, verify_length


@dataclass(frozen=True)
class Baked:
    """A clip that was written and read back, ready to be saved."""

    take: Take
    result: AssetResult

    @property
    def clip(self) -> unreal.AnimSequence:
        return self.take.clip


@dataclass(frozen=True)
class Bake:
    """Makes and checks one clip; nothing is saved yet. `steps` is how often it reports progress."""

    part: str
    steps: int
    run: Callable[[Step], Baked]


def prepare_body(job: Job, data: ClipData, result: ClipResult) -> Bake:
    """Finds the target of the body and refuses what cannot be baked, before anything is changed."""
    body = job.body
    target = find_target("body", body.targets, BODY)
    rest = read_rest(target, body.bones, BODY)
    check_asset(body.asset, target, job.fps)
    pelvis = fit_pelvis(body, rest[body.pelvis])
    if target.mesh is not None and not reads_mesh(target):
        result.warnings.append(
            "this editor cannot read the proportions of {}; those of its skeleton are used. Enable the "
            "plugin Mesh Modeling Toolset.".format(target.path)
        )

    def run(step: Step) -> Baked:
        clip, created = open_clip(body.asset, target)
        write_clip(clip, body.asset, job, body_tracks(job, data, rest, pelvis, step))
        set_character(clip, target)
        verify_length(clip, body.asset, job)
        deviation = verify_body(clip, job, data, rest, pelvis)
        made = _asset_result("body", body.asset, target, created, job)
        made.tracks, made.pelvis_scale, made.deviation = len(body.bones), pelvis.scale, deviation
        return Baked(Take("body", clip, target), made)

    return Bake("body", len(body.bones), run)


def prepare_face(job: Job, face: Face, data: ClipData) -> Bake:
    """The same for the face."""
    target = find_target("face", face.targets, FACE)
    check_asset(face.asset, target, job.fps)

    def run(step: Step) -> Baked:
        clip, created = open_clip(face.asset, target)
        write_clip(clip, face.asset, job, face_curves(job, face, data, step))
        set_character(clip, target)
        verify_length(clip, face.asset, job)
        made = _asset_result("face", face.asset, target, created, job)
        made.curves, made.deviation = len(face.curves), verify_face(clip, face, job, data)
        return Baked(Take("face", clip, target), made)

    return Bake("face", len(face.curves), run)


def _asset_result(kind: str, asset: Asset, target: Target, created: bool, job: Job) -> AssetResult:
    return AssetResult(kind, asset.path, target.path, created, job.fps, job.frames, job.keys)
