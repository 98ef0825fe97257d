"""Makes or updates one AnimSequence: its asset, its bracket, its rate and its length."""

from __future__ import annotations

from typing import Callable, Tuple

import unreal
from bake_assets import check_place, open_asset
from bake_engine import asset_library
from bake_errors import BakeError
from bake_job import Asset, Job
from bake_target import Target

#: Writes the tracks of a clip; runs inside the bracket.
Fill = Callable[["unreal.AnimationDataController"], None]


def check_asset(asset: Asset, target: Target, fps: int) -> None:
    """Refuses, before anything is changed, an asset that cannot become this clip."""
    check_place(asset, unreal.AnimSequence, "an animation")
    if not asset_library().does_asset_exist(asset.path):
        if hasattr(unreal, "AnimationSettings"):
            settings: unreal.AnimationSettings = unreal.get_default_object(unreal.AnimationSettings)
            # a new clip starts at the project's rate
            _check_rate("the project", settings.get_editor_property("default_frame_rate"), fps)
        return
    clip: unreal.AnimSequence = unreal.load_asset(asset.path)
    skeleton = clip.get_skeleton()
    if skeleton is None or skeleton.get_path_name() != target.skeleton.get_path_name():
        raise BakeError(
            "asset.conflict",
            "{} exists and belongs to another skeleton ({}). Choose another name or folder.".format(
                asset.path, "none" if skeleton is None else skeleton.get_path_name()
            ),
        )
    _check_rate(asset.path, clip.data_model_interface.get_frame_rate(), fps)


def open_clip(asset: Asset, target: Target) -> Tuple[unreal.AnimSequence, bool]:
    """The clip to write into, and whether it is new. An existing one is updated in place, never deleted."""
    factory = unreal.AnimSequenceFactory()
    factory.set_editor_property("target_skeleton", target.skeleton)
    if target.mesh is not None:
        factory.set_editor_property("preview_skeletal_mesh", target.mesh)
    return open_asset(asset, unreal.AnimSequence, factory)


def write_clip(clip: unreal.AnimSequence, asset: Asset, job: Job, fill: Fill) -> None:
    """Replaces the clip's tracks, curves, rate and length, inside one bracket.

    The bracket is closed whatever happens: an open one leaves the clip locked.
    """
    controller = clip.controller
    controller.open_bracket("Avatar Tracker", False)
    try:
        controller.remove_all_bone_tracks(False)
        controller.remove_all_curves_of_type(unreal.RawCurveTrackTypes.RCT_FLOAT, False)
        # rate, then length, then tracks: a track takes its ticks from the rate when it is added
        controller.set_frame_rate(unreal.FrameRate(numerator=job.fps, denominator=1), False)
        rate = clip.data_model_interface.get_frame_rate()
        if rate.numerator != job.fps * rate.denominator:
            raise BakeError(
                "rate.refused",
                "Unreal kept {} at {} frames a second and refused {}. Nothing was saved.".format(
                    asset.path, _rate_text(rate), job.fps
                ),
            )
        controller.set_number_of_frames(unreal.FrameNumber(value=job.frames), False)
        fill(controller)
    finally:
        controller.close_bracket(False)


def set_character(clip: unreal.AnimSequence, target: Target) -> None:
    """Ties the clip to the character's mesh: shown in the editor, and the source of its proportions."""
    if target.mesh is None:
        return
    clip.set_preview_skeletal_mesh(target.mesh)
    if hasattr(clip, "set_retarget_source_asset"):
        clip.set_retarget_source_asset(target.mesh)
    else:
        clip.set_editor_property("retarget_source_asset", target.mesh)
    if hasattr(clip, "update_retarget_source_asset_data"):
        clip.update_retarget_source_asset_data()


def _check_rate(holder: str, rate: unreal.FrameRate, fps: int) -> None:
    ours, its = fps * rate.denominator, rate.numerator
    if its <= 0 or (ours % its != 0 and its % ours != 0):
        raise BakeError(
            "rate.refused",
            "Unreal would refuse {} frames a second: {} runs at {}, and the one must divide the other. Set "
            "Default Frame Rate in Project Settings > Animation to 30, or choose another asset name.".format(
                fps, holder, _rate_text(rate)
            ),
        )


def _rate_text(rate: unreal.FrameRate) -> str:
    if rate.denominator == 1:
        return str(rate.numerator)
    return "{}/{}".format(rate.numerator, rate.denominator)
