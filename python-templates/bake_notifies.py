"""Writes the spans of a clip as animation notifies: one track a label, one notify state a span.

A state needs a class, and the engine's own base class is abstract. So two empty Blueprint classes are made once
for a project; the editor shows a state by the name of its class, and the track beside it says what it is about.
"""

from __future__ import annotations

from typing import Dict, List, Tuple

import unreal
from bake_assets import check_place, open_asset, save_asset
from bake_engine import refuse_missing
from bake_errors import BakeError
from bake_job import Asset, Job, Notifies, Span
from bake_report import ExtraResult

#: What the editor cuts off the name of a class before it shows it.
CLASS_PREFIX = "AnimNotifyState_"
#: Names of the two classes by the kind of span.
CLASS_NAMES = {"problem": "AnimNotifyState_TrackerProblem", "contact": "AnimNotifyState_TrackerContact"}
#: Start of every notify track of ours; others on the clip are left alone.
TRACK_PREFIX = "Tracker "
#: Red, green, blue of a track by the kind of span.
TRACK_COLORS = {"problem": (0.8, 0.2, 0.1), "contact": (0.1, 0.4, 0.8)}

NOTIFY_CLASSES = ("AnimNotifyState", "Blueprint", "BlueprintFactory")

Classes = Dict[str, "unreal.Class"]


def make_classes(notifies: Notifies, made: List[ExtraResult]) -> Classes:
    """The class of each kind of span that the job has; those that are not there yet are made and saved."""
    kinds = sorted({span.kind for span in notifies.spans})
    if not kinds:
        return {}
    missing = [name for name in NOTIFY_CLASSES if not hasattr(unreal, name)]
    refuse_missing(missing, "A notify", "Editor Scripting Utilities")
    return {kind: _make_class(Asset(notifies.folder, CLASS_NAMES[kind]), made) for kind in kinds}


def write_notifies(clip: unreal.AnimSequence, spans: List[Span], classes: Classes, job: Job) -> int:
    """Replaces our notify tracks of the clip and says how many notifies it has now.

    Works outside the bracket: notifies belong to the clip, not to its data model.
    """
    clear_notifies(clip)
    library = unreal.AnimationLibrary
    tracks: Dict[str, List[Span]] = {}
    for span in spans:
        tracks.setdefault("{}{}: {}".format(TRACK_PREFIX, span.kind, span.label), []).append(span)
    for track, its in sorted(tracks.items()):
        red, green, blue = TRACK_COLORS[its[0].kind]
        library.add_animation_notify_track(clip, track, unreal.LinearColor(red, green, blue, 1.0))
        for span in its:
            start, duration = span_seconds(span, job)
            library.add_animation_notify_state_event(clip, track, start, duration, classes[span.kind])
        _verify_track(clip, track, its, job)
    return len(spans)


def clear_notifies(clip: unreal.AnimSequence) -> None:
    """Takes away the notify tracks that an earlier bake made."""
    for name in unreal.AnimationLibrary.get_animation_notify_track_names(clip):
        if str(name).startswith(TRACK_PREFIX):
            unreal.AnimationLibrary.remove_animation_notify_track(clip, name)


def span_seconds(span: Span, job: Job) -> Tuple[float, float]:
    """Start and duration: at least one frame, within the clip."""
    start = min(span.first, job.frames - 1)
    end = min(max(span.last, start) + 1, job.frames)
    return start / job.fps, (end - start) / job.fps


def _make_class(asset: Asset, made: List[ExtraResult]) -> unreal.Class:
    check_place(asset, unreal.Blueprint, "a Blueprint")
    factory = unreal.BlueprintFactory()
    factory.set_editor_property("parent_class", unreal.AnimNotifyState)
    blueprint, created = open_asset(asset, unreal.Blueprint, factory)
    if created:
        made.append(ExtraResult("notify", asset.path, True))
        save_asset(blueprint, asset.path)
        made[-1].saved = True
    generated = unreal.load_class(None, "{}.{}_C".format(asset.path, asset.name))
    if generated is None:
        raise BakeError("write.failed", "The class of the Blueprint {} cannot be loaded.".format(asset.path))
    return generated


def _verify_track(clip: unreal.AnimSequence, track: str, spans: List[Span], job: Job) -> None:
    """Compares the notifies of a track with the spans: adding one fails without a word."""
    library = unreal.AnimationLibrary
    found = [
        (library.get_anim_notify_event_trigger_time(event), library.get_anim_notify_event_duration(event))
        for event in library.get_animation_notify_events_for_track(clip, track)
    ]
    wanted = [span_seconds(span, job) for span in spans]
    if len(found) != len(wanted):
        raise BakeError(
            "verify.failed",
            'The notify track "{}" holds {} notifies instead of {}.'.format(track, len(found), len(wanted)),
        )
    allowed = 0.5 / job.fps
    for (start, duration), (its_start, its_duration) in zip(sorted(wanted), sorted(found)):
        if abs(start - its_start) > allowed or abs(duration - its_duration) > allowed:
            raise BakeError(
                "verify.failed",
                'A notify of the track "{}" starts at {:.3f} s instead of {:.3f} s.'.format(
                    track, its_start, start
                ),
            )
