"""The result file and the marker line: what a person, the plugin or a batch reads afterwards."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

from bake_engine import say, warn
from bake_verify import Deviation

RESULT_FORMAT = "avatar-tracker.bake-result"
RESULT_VERSION = 1
#: Start of the one line that ends a run; "OK" or "FAILED" follows.
MARKER = "AVATAR_TRACKER_BAKE"


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
            "pelvisScale": self.pelvis_scale,
            "deviation": {
                "rotationDegrees": self.deviation.rotation_degrees,
                "translationCm": self.deviation.translation_cm,
                "curve": self.deviation.curve,
            },
            "saved": self.saved,
        }


@dataclass
class ClipResult:
    """One job: its assets, or the reason why there are none."""

    job: str
    clip: Optional[str] = None
    seconds: float = 0.0
    assets: List[AssetResult] = field(default_factory=list)
    warnings: List[str] = field(default_factory=list)
    error_code: Optional[str] = None
    error_message: Optional[str] = None

    @property
    def ok(self) -> bool:
        return self.error_code is None

    def as_json(self) -> Dict[str, Any]:
        error = None if self.ok else {"code": self.error_code, "message": self.error_message}
        return {
            "job": self.job,
            "clip": self.clip,
            "ok": self.ok,
            "seconds": round(self.seconds, 3),
            "assets": [asset.as_json() for asset in self.assets],
            "warnings": self.warnings,
            "error": error,
        }


def write_result(path: Optional[str], engine: Optional[str], clips: List[ClipResult]) -> bool:
    """Writes the result file whole or not at all; says so and gives False when it cannot."""
    if path is None:
        return False
    content = {
        "format": RESULT_FORMAT,
        "version": RESULT_VERSION,
        "ok": all_ok(clips),
        "engine": engine,
        "clips": [clip.as_json() for clip in clips],
    }
    partial = path + ".partial"
    try:
        with open(partial, "w", encoding="utf-8") as file:
            json.dump(content, file, indent=1)
            file.write("\n")
        os.replace(partial, path)
        return True
    except OSError as error:
        warn("the result file {} could not be written: {}.".format(path, error))
        if os.path.exists(partial):
            os.remove(partial)
        return False


def all_ok(clips: List[ClipResult]) -> bool:
    return len(clips) > 0 and all(clip.ok for clip in clips)


def marker_line(clips: List[ClipResult], result_path: Optional[str]) -> str:
    """`AVATAR_TRACKER_BAKE OK 2 of 2 clips, result in PATH`, or FAILED."""
    good = sum(1 for clip in clips if clip.ok)
    return "{} {} {} of {} clips, result in {}".format(
        MARKER,
        "OK" if all_ok(clips) else "FAILED",
        good,
        len(clips),
        "no file" if result_path is None else result_path,
    )


def describe(result: ClipResult) -> None:
    """Tells the log what was saved and what to know of it."""
    for message in result.warnings:
        warn(message)
    for asset in result.assets:
        if not asset.saved:
            continue
        say(
            "{} {} ({} frames at {} fps, {}).".format(
                "made" if asset.created else "updated",
                asset.path,
                asset.frames,
                asset.fps,
                "{} bones".format(asset.tracks) if asset.tracks else "{} curves".format(asset.curves),
            )
        )
