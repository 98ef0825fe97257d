"""Sections of a Level Sequence: the clips, the sound, the picture, and the marks at problem spans.

A section that is there already keeps the place that an animator gave it; only its length follows the clip.
"""

from __future__ import annotations

from typing import Dict, List, Type

import unreal
from bake_engine import refuse_missing
from bake_errors import BakeError
from bake_job import Span
from bake_reference import Picture

AUDIO_TRACK_CLASSES = ("MovieSceneAudioTrack", "MovieSceneAudioSection")
MEDIA_TRACK_CLASSES = ("MovieSceneMediaTrack", "MovieSceneMediaSection")
#: Display names of the tracks of ours, by which a later bake finds them again.
AUDIO_TRACK = "Tracker audio"
VIDEO_TRACK = "Tracker video"
#: Start of the label of every marked frame of ours.
MARK_PREFIX = "Tracker: "


def clip_sections(
    sequence: unreal.LevelSequence, clip: unreal.AnimSequence
) -> List[unreal.MovieSceneSkeletalAnimationSection]:
    """Every section of the sequence that plays the clip, on whatever binding."""
    found: List[unreal.MovieSceneSkeletalAnimationSection] = []
    for binding in sequence.get_bindings():
        for track in binding.find_tracks_by_exact_type(unreal.MovieSceneSkeletalAnimationTrack):
            for section in track.get_sections():
                if not isinstance(section, unreal.MovieSceneSkeletalAnimationSection):
                    continue
                played = section.params.animation
                if played is not None and played.get_path_name() == clip.get_path_name():
                    found.append(section)
    return found


def add_clip(binding: unreal.MovieSceneBindingProxy, clip: unreal.AnimSequence, seconds: float) -> None:
    """A new animation section from the start of the sequence."""
    section = binding.add_track(unreal.MovieSceneSkeletalAnimationTrack).add_section()
    if not isinstance(section, unreal.MovieSceneSkeletalAnimationSection):
        raise _no_section("animation")
    # the parameters are a copy: changed, then put back
    params = section.params
    params.animation = clip
    section.params = params
    section.set_range_seconds(0.0, seconds)


def fit_length(section: unreal.MovieSceneSection, seconds: float) -> None:
    """Keeps the start of the section and gives it the length of the clip."""
    start = section.get_start_frame_seconds()
    section.set_range_seconds(start, start + seconds)


def place_sound(sequence: unreal.LevelSequence, sound: unreal.SoundWave, seconds: float) -> None:
    """The sound on a track of its own."""
    missing = [name for name in AUDIO_TRACK_CLASSES if not hasattr(unreal, name)]
    refuse_missing(missing, "A sound in a Level Sequence", "Sequencer Scripting")
    section = _own_section(sequence, unreal.MovieSceneAudioTrack, AUDIO_TRACK)
    if not isinstance(section, unreal.MovieSceneAudioSection):
        raise _no_section("audio")
    section.set_sound(sound)
    fit_length(section, seconds)


def place_picture(
    sequence: unreal.LevelSequence, picture: Picture, start_seconds: float, seconds: float
) -> None:
    """The video on a track of its own: Sequencer shows its frames there and plays it into the texture."""
    missing = [name for name in MEDIA_TRACK_CLASSES if not hasattr(unreal, name)]
    refuse_missing(missing, "A video in a Level Sequence", "Media Compositing")
    section = _own_section(sequence, unreal.MovieSceneMediaTrack, VIDEO_TRACK)
    if not isinstance(section, unreal.MovieSceneMediaSection):
        raise _no_section("media")
    ticks = sequence.get_tick_resolution()
    section.media_source = picture.source
    section.media_texture = picture.texture
    offset = round(start_seconds * ticks.numerator / ticks.denominator)
    section.start_frame_offset = unreal.FrameNumber(value=offset)
    fit_length(section, seconds)


def mark_problems(sequence: unreal.LevelSequence, spans: List[Span], fps: int) -> int:
    """Marked frames where problem spans start, for Sequencer's "next mark"; says how many there are.

    Marks of an earlier bake go, marks of an animator stay.
    """
    for index, mark in reversed(list(enumerate(sequence.get_marked_frames_from_sequence()))):
        if mark.label.startswith(MARK_PREFIX):
            sequence.delete_marked_frame(index)
    rate = sequence.get_display_rate()
    labels: Dict[int, List[str]] = {}
    for span in spans:
        if span.kind == "problem":
            frame = round(span.first * rate.numerator / (rate.denominator * fps))
            labels.setdefault(frame, []).append(span.label)
    for frame, texts in sorted(labels.items()):
        label = MARK_PREFIX + ", ".join(texts)
        mark = unreal.MovieSceneMarkedFrame(frame_number=unreal.FrameNumber(value=frame), label=label)
        sequence.add_marked_frame_to_sequence(mark)
    return len(labels)


def _own_section(
    sequence: unreal.LevelSequence, kind: Type[unreal.MovieSceneTrack], name: str
) -> unreal.MovieSceneSection:
    """The section of our track of that name; both are made where they are missing."""
    own = [
        track for track in sequence.find_tracks_by_exact_type(kind) if str(track.get_display_name()) == name
    ]
    track = own[0] if own else sequence.add_track(kind)
    if not own:
        track.set_display_name(name)
    sections = list(track.get_sections())
    if sections:
        return sections[0]
    section = track.add_section()
    section.set_range_seconds(0.0, 1.0)
    return section


def _no_section(kind: str) -> BakeError:
    return BakeError("write.failed", "Unreal made no {} section in the Level Sequence.".format(kind))
