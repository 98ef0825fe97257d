"""Turns columns of numbers into Unreal's keys: bone tracks of the body, curves of the face."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Dict, List, Tuple

import unreal
from bake_clip import Fill
from bake_data import ClipData
from bake_errors import BakeError, some
from bake_job import Body, Face, Job
from bake_target import BoneRest

#: AnimAssetCurveFlags.AACF_EDITABLE as the whole number that `add_curve` takes.
CURVE_EDITABLE = 4
#: Reference pelvises closer than this (cm, each axis) count as the same.
SAME_PELVIS = 0.01
#: A pelvis lower than this (cm) says nothing about the length of the legs.
LEAST_PELVIS_HEIGHT = 1.0

#: Called once a track or curve; shows progress and may raise to cancel.
Step = Callable[[], None]


@dataclass(frozen=True)
class PelvisFit:
    """Moves the pelvis of the motion onto the target: rest + (value - reference) * scale, cm.

    `scale` is the target's pelvis height over the reference's, so that hips rise and steps lengthen
    with the legs, and the reference pose lands on the target's own.
    """

    scale: float
    reference: Tuple[float, float, float]
    rest: Tuple[float, float, float]

    def axis(self, index: int, values: List[float]) -> List[float]:
        """One coordinate of the pelvis at every key."""
        if self.rest == self.reference:
            return values
        rest, reference, scale = self.rest[index], self.reference[index], self.scale
        return [rest + (value - reference) * scale for value in values]


def fit_pelvis(body: Body, rest: BoneRest) -> PelvisFit:
    """How the motion's pelvis maps to the target's, by the heights of both reference poses."""
    reference = body.pelvis_reference
    its = (rest.translation.x, rest.translation.y, rest.translation.z)
    if all(abs(a - b) < SAME_PELVIS for a, b in zip(its, reference)):
        return PelvisFit(1.0, reference, reference)
    if its[2] < LEAST_PELVIS_HEIGHT or reference[2] < LEAST_PELVIS_HEIGHT:
        return PelvisFit(1.0, reference, its)
    return PelvisFit(its[2] / reference[2], reference, its)


def body_tracks(
    job: Job, data: ClipData, rest: Dict[str, BoneRest], pelvis: PelvisFit, step: Step
) -> Fill:
    """One track a bone: keyed rotation, the target's own translation and scale; the pelvis also moves.

    A bone that rests has the target's own rotation as well.
    """
    body = job.body

    def fill(controller: unreal.AnimationDataController) -> None:
        failed: List[str] = []
        for index, bone in enumerate(body.bones):
            step()
            first = body.rotation_column + 4 * index
            if body.rests(bone):
                rotations = [rest[bone].rotation] * job.keys
            else:
                rotations = list(map(unreal.Quat, *(data.column(first + i) for i in range(4))))
            if bone == body.pelvis:
                axes = (pelvis.axis(i, list(data.column(body.pelvis_column + i))) for i in range(3))
                positions = list(map(unreal.Vector, *axes))
            else:
                positions = [rest[bone].translation] * job.keys
            scales = [rest[bone].scale] * job.keys
            controller.add_bone_curve(bone, False)
            if not controller.set_bone_track_keys(bone, positions, rotations, scales, False):
                failed.append(bone)
        _check_written(body.asset.path, "bones", failed)

    return fill


def face_curves(job: Job, face: Face, data: ClipData, step: Step) -> Fill:
    """One float curve a name, one linear key a frame, times in seconds."""

    def fill(controller: unreal.AnimationDataController) -> None:
        times = [key / job.fps for key in range(job.keys)]
        failed: List[str] = []
        for index, name in enumerate(face.curves):
            step()
            identifier = unreal.AnimationCurveIdentifierExtensions.set_curve_identifier(
                unreal.AnimationCurveIdentifier(), name, unreal.RawCurveTrackTypes.RCT_FLOAT
            )
            values = data.column(face.curve_column + index)
            # keywords: the order of positional arguments changed in 5.5
            keys = [unreal.RichCurveKey(time=time, value=value) for time, value in zip(times, values)]
            controller.add_curve(identifier, CURVE_EDITABLE, False)
            if not controller.set_curve_keys(identifier, keys, False):
                failed.append(name)
        _check_written(face.asset.path, "curves", failed)

    return fill


def _check_written(path: str, what: str, failed: List[str]) -> None:
    if failed:
        raise BakeError(
            "write.failed",
            "Unreal refused the keys of {} {} of {}: {}. Nothing was saved.".format(
                len(failed), what, path, some(failed)
            ),
        )
