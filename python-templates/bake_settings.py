"""Environment variables that a person or a pipeline may set instead of editing the job file."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Mapping, Optional, Tuple

from bake_errors import BakeError
from bake_job import Asset, Job, SequencePlan
from bake_read import FOLDER_PATTERN, NAME_PATTERN
from bake_target import clean_path

JOB = "AVATAR_TRACKER_JOB"
RESULT = "AVATAR_TRACKER_RESULT"
BODY = "AVATAR_TRACKER_BODY"
FACE = "AVATAR_TRACKER_FACE"
FOLDER = "AVATAR_TRACKER_FOLDER"
BODY_NAME = "AVATAR_TRACKER_BODY_NAME"
FACE_NAME = "AVATAR_TRACKER_FACE_NAME"
PARTS = "AVATAR_TRACKER_PARTS"
HANDS = "AVATAR_TRACKER_HANDS"
ACTOR = "AVATAR_TRACKER_ACTOR"
SEQUENCE = "AVATAR_TRACKER_SEQUENCE"

ALL_PARTS = ("body", "face")
SWITCH = {"0": False, "1": True}


@dataclass(frozen=True)
class Settings:
    """What the environment asks for; None leaves the job's own value."""

    body: Optional[str] = None
    face: Optional[str] = None
    folder: Optional[str] = None
    body_name: Optional[str] = None
    face_name: Optional[str] = None
    parts: Tuple[str, ...] = ALL_PARTS
    #: Whether the fingers move.
    hands: bool = True
    actor: Optional[str] = None
    #: Whether a Level Sequence is made; None leaves it to the job.
    sequence: Optional[bool] = None


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Reads and checks the variables; an empty one counts as not set."""

    def text(name: str) -> Optional[str]:
        return environment.get(name, "").strip() or None

    body, face, folder = text(BODY), text(FACE), text(FOLDER)
    if folder is not None:
        folder = folder.rstrip("/")
        if FOLDER_PATTERN.fullmatch(folder) is None:
            raise _invalid(FOLDER, folder, "a content folder such as /Game/Signs")
    for variable, name in ((BODY_NAME, text(BODY_NAME)), (FACE_NAME, text(FACE_NAME))):
        if name is not None and NAME_PATTERN.fullmatch(name) is None:
            raise _invalid(variable, name, "letters, digits and underscores")
    parts = tuple(part.strip() for part in (text(PARTS) or ",".join(ALL_PARTS)).split(","))
    if any(part not in ALL_PARTS for part in parts):
        raise _invalid(PARTS, ",".join(parts), '"body", "face" or "body,face"')
    hands, sequence = text(HANDS), text(SEQUENCE)
    if hands is not None and hands not in SWITCH:
        raise _invalid(HANDS, hands, "1 for fingers that move, 0 for fingers at rest")
    if sequence is not None and sequence not in SWITCH:
        raise _invalid(SEQUENCE, sequence, "1 for a Level Sequence, 0 for none")
    return Settings(
        body=None if body is None else clean_path(body),
        face=None if face is None else clean_path(face),
        folder=folder,
        body_name=text(BODY_NAME),
        face_name=text(FACE_NAME),
        parts=parts,
        hands=hands is None or SWITCH[hands],
        actor=text(ACTOR),
        sequence=None if sequence is None else SWITCH[sequence],
    )


def apply_settings(job: Job, settings: Settings) -> Job:
    """The job with the settings laid over it."""
    folder = settings.folder
    body, face, sequence, audio, video = job.body, job.face, job.sequence, job.audio, job.video
    body = replace(
        body,
        asset=_asset(body.asset, folder, settings.body_name),
        targets=body.targets if settings.body is None else [settings.body],
        hands=settings.hands,
    )
    if face is not None:
        face = replace(
            face,
            asset=_asset(face.asset, folder, settings.face_name),
            targets=face.targets if settings.face is None else [settings.face],
        )
    if settings.sequence is not None:
        made = sequence or SequencePlan(Asset(body.asset.folder, job.clip + "_Sequence"), None)
        sequence = made if settings.sequence else None
    if sequence is not None:
        actor = settings.actor or sequence.actor
        sequence = replace(sequence, asset=_asset(sequence.asset, folder, None), actor=actor)
    if audio is not None:
        audio = replace(audio, asset=_asset(audio.asset, folder, None))
    if video is not None:
        texture = _asset(video.texture, folder, None)
        video = replace(video, asset=_asset(video.asset, folder, None), texture=texture)
    return replace(job, body=body, face=face, sequence=sequence, audio=audio, video=video)


def _asset(asset: Asset, folder: Optional[str], name: Optional[str]) -> Asset:
    return Asset(folder or asset.folder, name or asset.name)


def _invalid(variable: str, value: str, expected: str) -> BakeError:
    return BakeError(
        "setting.invalid",
        'The environment variable {} is "{}"; it takes {}.'.format(variable, value, expected),
    )
