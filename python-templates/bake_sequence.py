"""A Level Sequence with the clips, the sound and the video of one take. What an animator added to it stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional

import unreal
from bake_assets import check_place, open_asset, save_asset, tag_asset
from bake_binding import bind_component, find_actor, find_component, spawn_stand_in
from bake_engine import asset_library, refuse_missing
from bake_errors import BakeError
from bake_job import Job, SequencePlan
from bake_reference import Picture
from bake_report import ClipResult, ExtraResult
from bake_sections import add_clip, clip_sections, fit_length, mark_problems, place_picture, place_sound
from bake_target import Target

SEQUENCE_CLASSES = (
    "LevelSequence",
    "LevelSequenceFactoryNew",
    "MovieSceneSequenceExtensions",
    "MovieSceneSkeletalAnimationTrack",
    "SkeletalMeshActor",
)


@dataclass(frozen=True)
class Take:
    """One finished clip, which part of the performance it is, and what it was made for."""

    part: str
    clip: unreal.AnimSequence
    target: Target


@dataclass(frozen=True)
class Cast:
    """Everything that a sequence shows."""

    takes: List[Take]
    sound: Optional[unreal.SoundWave]
    picture: Optional[Picture]


def check_sequence(plan: SequencePlan) -> SequencePlan:
    """The plan itself; refuses, before anything is changed, a sequence that cannot be made or written."""
    missing = [name for name in SEQUENCE_CLASSES if not hasattr(unreal, name)]
    refuse_missing(missing, "A Level Sequence", "Sequencer Scripting and Level Sequence Editor")
    check_place(plan.asset, unreal.LevelSequence, "a Level Sequence")
    find_actor(plan)
    if asset_library().does_asset_exist(plan.asset.path):
        existing: unreal.LevelSequence = unreal.load_asset(plan.asset.path)
        if existing.is_read_only():
            raise BakeError(
                "asset.locked",
                "The sequence {} is locked. Unlock it in Sequencer and run the script again.".format(
                    plan.asset.path
                ),
            )
    return plan


def write_sequence(plan: SequencePlan, job: Job, cast: Cast, result: ClipResult) -> None:
    """Makes or updates the sequence, reads it back and saves it."""
    sequence, created = open_asset(plan.asset, unreal.LevelSequence, unreal.LevelSequenceFactoryNew())
    made = ExtraResult("sequence", plan.asset.path, created)
    result.extras.append(made)
    if created:
        sequence.set_display_rate(unreal.FrameRate(numerator=job.fps, denominator=1))
        sequence.set_playback_start_seconds(0.0)
    if created or sequence.get_playback_end_seconds() < job.seconds:
        sequence.set_playback_end_seconds(job.seconds)
    for take in cast.takes:
        _place_take(sequence, plan, job, take, result)
    if cast.sound is not None and job.audio is not None:
        place_sound(sequence, cast.sound, job.audio.seconds)
    if cast.picture is not None and job.video is not None:
        place_picture(sequence, cast.picture, job.video.start_seconds, job.seconds)
    mark_problems(sequence, [] if job.notifies is None else job.notifies.spans, job.fps)
    _verify_takes(sequence, plan, job, cast.takes)
    tag_asset(sequence, job.metadata)
    save_asset(sequence, plan.asset.path)
    made.saved = True


def _place_take(
    sequence: unreal.LevelSequence, plan: SequencePlan, job: Job, take: Take, result: ClipResult
) -> None:
    """One animation section with the clip; where one has it already, that one keeps its place."""
    existing = clip_sections(sequence, take.clip)
    for section in existing:
        fit_length(section, job.seconds)
    if existing:
        return
    actor = find_actor(plan)
    if actor is not None:
        component = find_component(actor, take.part, take.target)
        add_clip(bind_component(sequence, actor, component), take.clip, job.seconds)
        return
    name = "{}_{}".format(job.clip, take.part)
    add_clip(spawn_stand_in(sequence, name, take.target.mesh), take.clip, job.seconds)
    if take.target.mesh is None:
        result.warnings.append(
            "the sequence shows nothing for the {}, because no mesh is known. Name the character's {} mesh as "
            "the target, or an actor of the level.".format(take.part, take.part)
        )


def _verify_takes(sequence: unreal.LevelSequence, plan: SequencePlan, job: Job, takes: List[Take]) -> None:
    """Each clip plays in the sequence, over its whole length."""
    allowed = 0.5 / job.fps
    for take in takes:
        sections = clip_sections(sequence, take.clip)
        if not sections:
            raise _sequence_failed(plan, "it does not play the {}".format(take.part))
        for section in sections:
            length = section.get_end_frame_seconds() - section.get_start_frame_seconds()
            # written so that a NaN fails as well
            if not abs(length - job.seconds) <= allowed:
                raise _sequence_failed(
                    plan, "it plays the {} for {:.3f} s instead of {:.3f} s".format(take.part, length, job.seconds)
                )


def _sequence_failed(plan: SequencePlan, what: str) -> BakeError:
    return BakeError(
        "verify.failed", "{} was not saved, because on reading it back {}.".format(plan.asset.path, what)
    )
