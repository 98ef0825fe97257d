"""Reads a finished clip back and compares it with what was meant."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Dict, List, Sequence

import unreal
from bake_data import ClipData
from bake_errors import BakeError, some
from bake_job import Asset, Body, Face, Job
from bake_target import BoneRest
from bake_tracks import PelvisFit

#: Rotations are stored as Euler channels, which lose up to about 0.1 degrees near 90 degrees of pitch.
ROTATION_TOLERANCE_DEGREES = 0.25
TRANSLATION_TOLERANCE_CM = 0.01
CURVE_TOLERANCE = 1e-4


@dataclass(frozen=True)
class Deviation:
    """The largest differences found between the clip and the motion."""

    rotation_degrees: float = 0.0
    translation_cm: float = 0.0
    curve: float = 0.0


def verify_length(clip: unreal.AnimSequence, asset: Asset, job: Job) -> None:
    """Frame rate, frames and keys are the job's."""
    model = clip.data_model_interface
    rate = model.get_frame_rate()
    found = (model.get_number_of_frames(), model.get_number_of_keys())
    if found != (job.frames, job.keys) or rate.numerator != job.fps * rate.denominator:
        raise _failed(
            asset,
            "it has {} frames and {} keys at {}/{} instead of {} and {} at {}".format(
                found[0], found[1], rate.numerator, rate.denominator, job.frames, job.keys, job.fps
            ),
        )


def verify_body(
    clip: unreal.AnimSequence,
    job: Job,
    data: ClipData,
    rest: Dict[str, BoneRest],
    pelvis: PelvisFit,
) -> Deviation:
    """Every bone has a track, no other has; the evaluated first, middle and last pose are the motion's."""
    body = job.body
    model = clip.data_model_interface
    absent = [bone for bone in body.bones if not model.is_valid_bone_track_name(bone)]
    if absent:
        raise _failed(body.asset, "no track was made for {}".format(some(absent)))
    tracks = len(model.get_bone_track_names())
    if tracks != len(body.bones):
        raise _failed(body.asset, "it has {} bone tracks instead of {}".format(tracks, len(body.bones)))

    options = unreal.AnimPoseEvaluationOptions(
        evaluation_type=unreal.AnimDataEvalType.SOURCE, should_retarget=False
    )
    angle, distance, worst = 0.0, 0.0, ""
    for key in _sampled_keys(job):
        pose = unreal.AnimPoseExtensions.get_anim_pose_at_frame(clip, key, options)
        for index, bone in enumerate(body.bones):
            found = unreal.AnimPoseExtensions.get_bone_pose(pose, bone, unreal.AnimPoseSpaces.LOCAL)
            q, t = found.rotation, found.translation
            turned = angle_between((q.x, q.y, q.z, q.w), _rotation(body, data, rest, key, index))
            moved = math.dist((t.x, t.y, t.z), _translation(job, data, rest, pelvis, key, bone))
            if turned > angle or moved > distance:
                worst = "{} at frame {}".format(bone, key)
            angle, distance = max(angle, turned), max(distance, moved)
    # written so that a NaN fails as well
    if not (angle <= ROTATION_TOLERANCE_DEGREES and distance <= TRANSLATION_TOLERANCE_CM):
        raise _failed(
            body.asset,
            "its poses differ from the motion by up to {:.3f} degrees and {:.3f} cm, most at {}".format(
                angle, distance, worst
            ),
        )
    return Deviation(rotation_degrees=angle, translation_cm=distance)


def verify_face(clip: unreal.AnimSequence, face: Face, job: Job, data: ClipData) -> Deviation:
    """Every curve is there with every key; first, middle and last values are the motion's."""
    float_curve = unreal.RawCurveTrackTypes.RCT_FLOAT
    names = unreal.AnimationLibrary.get_animation_curve_names(clip, float_curve)
    present = {str(name).lower() for name in names}
    absent = [name for name in face.curves if name.lower() not in present]
    if absent:
        raise _failed(face.asset, "no curve was made for {}".format(some(absent)))
    count = clip.data_model_interface.get_number_of_float_curves()
    if count != len(face.curves):
        raise _failed(face.asset, "it has {} curves instead of {}".format(count, len(face.curves)))

    largest = 0.0
    for index, name in enumerate(face.curves):
        times, values = unreal.AnimationLibrary.get_float_keys(clip, name)
        if len(values) != job.keys or len(times) != job.keys:
            raise _failed(face.asset, "{} has {} keys of {}".format(name, len(values), job.keys))
        column = data.column(face.curve_column + index)
        differences = [abs(values[key] - column[key]) for key in _sampled_keys(job)]
        off_time = any(abs(times[key] - key / job.fps) > 0.5 / job.fps for key in _sampled_keys(job))
        if off_time or not all(difference <= CURVE_TOLERANCE for difference in differences):
            raise _failed(face.asset, "the keys of {} differ from the motion".format(name))
        largest = max(largest, *differences)
    return Deviation(curve=largest)


def angle_between(a: Sequence[float], b: Sequence[float]) -> float:
    """Degrees between two rotations given as x, y, z, w of any sign and length; 180 for a zero one."""
    size = math.sqrt(math.fsum(v * v for v in a) * math.fsum(v * v for v in b))
    if size == 0.0:
        return 180.0
    return math.degrees(2 * math.acos(min(1.0, abs(math.fsum(x * y for x, y in zip(a, b))) / size)))


def _sampled_keys(job: Job) -> List[int]:
    return sorted({0, job.frames // 2, job.frames})


def _rotation(
    body: Body, data: ClipData, rest: Dict[str, BoneRest], key: int, index: int
) -> Sequence[float]:
    bone = body.bones[index]
    if body.rests(bone):
        own = rest[bone].rotation
        return (own.x, own.y, own.z, own.w)
    return data.at(key, body.rotation_column + 4 * index, 4)


def _translation(
    job: Job, data: ClipData, rest: Dict[str, BoneRest], pelvis: PelvisFit, key: int, bone: str
) -> Sequence[float]:
    if bone != job.body.pelvis:
        own = rest[bone].translation
        return (own.x, own.y, own.z)
    values = data.at(key, job.body.pelvis_column, 3)
    return [pelvis.axis(i, [values[i]])[0] for i in range(3)]


def _failed(asset: Asset, what: str) -> BakeError:
    return BakeError(
        "verify.failed", "{} was not saved, because on reading it back {}.".format(asset.path, what)
    )
