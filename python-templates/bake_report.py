"""The result file and the marker line: what a person, the plugin or a batch reads afterwards."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

from bake_engine import say, warn
from bake_verify import Deviation

RESULT_FORMAT = "avatar-tracker.bake-result"
RESULT_VERSION = 2
#: Start of the one line that ends a run; OK, PARTIAL or FAILED follows.
MARKER = "AVATAR_TRACKER_BAKE"
#: Exit codes of an unattended run by the state of its worst clip.
EXIT_CODES = {"done": 0, "partial": 2, "failed": 1}
STATE_WORDS = {"done": "OK", "partial": "PARTIAL", "failed": "FAILED"}


@dataclass
class AssetResult:
    """One clip asset as it was read back."""

    kind: str
    path: str
    target: str
    created: bool
    fps: int
    frames: int
    keys: int
    tracks: int = 0
    curves: int = 0
    notifies: int = 0
    #: Target pelvis height over the motion's; 1 for the face.
    pelvis_scale: float = 1.0
    deviation: Deviation = Deviation()
    saved: bool = False

    def as_json(self) -> Dict[str, Any]:
        return {
            "kind": self.kind,
            "path": self.path,
            "target": self.target,
            "created": self.created,
            "fps": self.fps,
            "frames": self.frames,
            "keys": self.keys,
            "tracks": self.tracks,
            "curves": self.curves,
            "notifies": self.notifies,
            "pelvisScale": self.pelvis_scale,
            "deviation": {
                "rotationDegrees": self.deviation.rotation_degrees,
                "translationCm": self.deviation.translation_cm,
                "curve": self.deviation.curve,
            },
            "saved": self.saved,
        }


@dataclass
class ExtraResult:
    """An asset beside the clips: sequence, audio, video, texture, notify."""

    kind: str
    path: str
    created: bool
    saved: bool = False

    def as_json(self) -> Dict[str, Any]:
        return {"kind": self.kind, "path": self.path, "created": self.created, "saved": self.saved}


@dataclass(frozen=True)
class Missed:
    """A part that was asked for and is not there, with the reason."""

    part: str
    code: str
    message: str


@dataclass
class ClipResult:
    """One job: its assets, what of it was missed, or the reason why there is nothing."""

    job: str
    clip: Optional[str] = None
    seconds: float = 0.0
    assets: List[AssetResult] = field(default_factory=list[AssetResult])
    extras: List[ExtraResult] = field(default_factory=list[ExtraResult])
    missed: List[Missed] = field(default_factory=list[Missed])
    warnings: List[str] = field(default_factory=list[str])
    error_code: Optional[str] = None
    error_message: Optional[str] = None

    @property
    def state(self) -> str:
        if self.error_code is not None or not any(asset.saved for asset in self.assets):
            return "failed"
        return "partial" if self.missed else "done"

    def as_json(self) -> Dict[str, Any]:
        failed = self.error_code is not None
        return {
            "job": self.job,
            "clip": self.clip,
            "state": self.state,
            "seconds": round(self.seconds, 3),
            "assets": [asset.as_json() for asset in self.assets] + [extra.as_json() for extra in self.extras],
            "missed": [{"part": m.part, "code": m.code, "message": m.message} for m in self.missed],
            "warnings": self.warnings,
            "error": {"code": self.error_code, "message": self.error_message} if failed else None,
        }


def write_result(path: Optional[str], engine: Optional[str], clips: List[ClipResult]) -> bool:
    """Writes the result file whole or not at all; says so and gives False when it cannot."""
    if path is None:
        return False
    content = {
        "format": RESULT_FORMAT,
        "version": RESULT_VERSION,
        "ok": worst_state(clips) == "done",
        "engine": engine,
        "clips": [clip.as_json() for clip in clips],
    }
    unfinished = path + ".partial"
    try:
        with open(unfinished, "w", encoding="utf-8") as file:
            json.dump(content, file, indent=1)
            file.write("\n")
        os.replace(unfinished, path)
        return True
    except (OSError, ValueError) as error:
        warn("the result file {} could not be written: {}.".format(path, error))
        _discard(unfinished)
        return False


def worst_state(clips: List[ClipResult]) -> str:
    """`done`, `partial` or `failed`: a run is as good as its worst clip."""
    states = {clip.state for clip in clips}
    if not states or "failed" in states:
        return "failed"
    return "partial" if "partial" in states else "done"


def marker_line(clips: List[ClipResult], result_path: Optional[str]) -> str:
    """`AVATAR_TRACKER_BAKE OK 2 of 2 clips, result in PATH`, or PARTIAL, or FAILED."""
    return "{} {} {} of {} clips, result in {}".format(
        MARKER,
        STATE_WORDS[worst_state(clips)],
        sum(1 for clip in clips if clip.state == "done"),
        len(clips),
        "no file" if result_path is None else result_path,
    )


def describe(result: ClipResult) -> None:
    """Tells the log what was saved and what to know of it."""
    for message in result.warnings:
        warn(message)
    for asset in result.assets:
        if asset.saved:
            say(
                "{} {} ({} frames at {} fps, {}, {} notifies).".format(
                    "made" if asset.created else "updated",
                    asset.path,
                    asset.frames,
                    asset.fps,
                    "{} bones".format(asset.tracks) if asset.tracks else "{} curves".format(asset.curves),
                    asset.notifies,
                )
            )
    for extra in result.extras:
        if extra.saved:
            say("{} {}.".format("made" if extra.created else "updated", extra.path))


def _discard(path: str) -> None:
    try:
        os.remove(path)
    except (OSError, ValueError):
        pass
