"""Static function libraries and the free functions of the module."""

from __future__ import annotations

import math
import os

from .api import PROJECT, published
from .objects import AnimationSettings, _Object, make_transform
from .project import STATE, fault, odd, write_log
from .values import AnimPose, Name, Quat, Transform, Vector, key_of, through_euler


@published
class AnimationCurveIdentifierExtensions(_Object):
    @staticmethod
    def set_curve_identifier(out_identifier, name, curve_type):
        out_identifier._name, out_identifier._type = Name(name), curve_type
        return out_identifier


# evaluated poses and transforms share one buffer each: what is kept without copying changes under the caller
_POSE = AnimPose()
_TRANSFORM = Transform()


def _hand_out(made):
    _TRANSFORM.translation = made.translation
    _TRANSFORM.rotation = made.rotation
    _TRANSFORM.scale3d = made.scale3d
    return _TRANSFORM


@published
class AnimPoseExtensions(_Object):
    @staticmethod
    def get_reference_pose(skeleton):
        pose = AnimPose()
        pose._reference = {key_of(b["name"]): (b["name"], make_transform(b)) for b in skeleton._bones}
        pose._bones = dict(pose._reference)
        return pose

    @staticmethod
    def get_bone_names(pose):
        return [Name(name) for name, _ in pose._bones.values()]

    @staticmethod
    def get_ref_bone_pose(pose, bone_name, space=None):
        return _hand_out(pose._reference[key_of(bone_name)][1])

    @staticmethod
    def get_bone_pose(pose, bone_name, space=None):
        return _hand_out(pose._bones[key_of(bone_name)][1])

    @staticmethod
    def get_anim_pose_at_frame(animation_sequence_base, frame_index, evaluation_options):
        clip = animation_sequence_base
        reference = AnimPoseExtensions.get_reference_pose(clip._skeleton)
        _POSE._reference, _POSE._bones = reference._reference, dict(reference._bones)
        if clip._locked:
            write_log("Error", "{} is locked and cannot be evaluated".format(clip._path))
            return _POSE
        for key, track in clip._model.tracks.items():
            made = Transform()
            p, q, s = (
                values[size * frame_index : size * (frame_index + 1)]
                for values, size in ((track.positions, 3), (track.rotations, 4), (track.scales, 3))
            )
            made.translation, made.scale3d = Vector(*p), Vector(*s)
            made.rotation = Quat(*through_euler(_distorted(key, q)))
            _POSE._bones[key] = (track.name, made)
        return _POSE


def _distorted(key, rotation):
    """Turned about x by half a degree where the test asks for it."""
    if fault("distorts") != key:
        return rotation
    x, y, z, w = rotation
    s, c = math.sin(math.radians(0.25)), math.cos(math.radians(0.25))
    return (x * c + w * s, y * c + z * s, z * c - y * s, w * c - x * s)


@published
class SystemLibrary(_Object):
    @staticmethod
    def get_engine_version():
        return PROJECT.get("engine", "5.5.4") + "-0+++UE5+Release"

    @staticmethod
    def get_command_line():
        return PROJECT.get("commandLine", "")

    @staticmethod
    def is_unattended():
        return PROJECT.get("unattended", False)


@published
class Paths(_Object):
    @staticmethod
    def project_content_dir():
        return PROJECT.get("contentDir", "../../../Project/Content/")

    @staticmethod
    def convert_relative_path_to_full(path, base_path=""):
        return os.path.abspath(path)


@published
class AutomationUtilsBlueprintLibrary(_Object):
    @staticmethod
    def finish_all_asset_compilation():
        STATE.compilation_finished = True


@published
class ScopedSlowTask:
    def __init__(self, work, desc="", enabled=True):
        self._enabled = enabled
        self._work = float(work)
        self._done = 0.0

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        return False

    def make_dialog(self, can_cancel=False, allow_in_pie=False):
        if not self._enabled:
            odd("dialog of a task that is not shown")

    def enter_progress_frame(self, work=1.0, desc=""):
        STATE.steps += 1
        self._done += work
        if self._done > self._work:
            odd("more progress than announced")

    def should_cancel(self):
        return fault("cancelAfter") is not None and STATE.steps >= fault("cancelAfter")


def log(arg):
    write_log("Display", arg)


def log_warning(arg):
    write_log("Warning", arg)


def log_error(arg):
    write_log("Error", arg)


def get_default_object(type):
    return AnimationSettings() if type is AnimationSettings else type()


def get_editor_subsystem(subsystem):
    return None if fault("noSubsystem") else subsystem()
