"""Reads the job file that lies beside the script and checks every field of it.

The fields are described in `sidecar/src/protocol/bake-job.ts`, which writes them.
"""

from __future__ import annotations

import json
import math
import os
import re
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Tuple

from bake_errors import BakeError

JOB_FORMAT = "avatar-tracker.bake"
BATCH_FORMAT = "avatar-tracker.bake-batch"
JOB_VERSION = 1
#: Rates that a fresh AnimSequence of a 30 fps project accepts and that keep whole project frames.
RATES = (30, 60)
#: A clip lasts a whole number of frames at this rate: others crash the compression of some versions.
PROJECT_RATE = 30

FOLDER_PATTERN = re.compile(r"(/[A-Za-z0-9_]+)+")
NAME_PATTERN = re.compile(r"[A-Za-z0-9_]+")

Triple = Tuple[float, float, float]


@dataclass(frozen=True)
class Asset:
    """Where a clip goes in the Content Browser."""

    folder: str
    name: str

    @property
    def path(self) -> str:
        return "{}/{}".format(self.folder, self.name)


@dataclass(frozen=True)
class DataFile:
    """The binary file of numbers; its layout is described in `bake_data`."""

    path: str
    size: int
    sha256: str
    floats_per_key: int


@dataclass(frozen=True)
class Body:
    """The body clip: rotations of every bone, translation of the pelvis alone."""

    asset: Asset
    targets: List[str]
    bones: List[str]
    #: First of the x, y, z, w columns of bone 0; bone i starts four columns after bone i - 1.
    rotation_column: int
    pelvis: str
    #: First of the pelvis's x, y, z columns: parent-local translation, cm.
    pelvis_column: int
    #: The pelvis in the reference pose that the motion was solved on, parent-local, cm.
    pelvis_reference: Triple


@dataclass(frozen=True)
class Face:
    """The face clip: float curves, one column each."""

    asset: Asset
    targets: List[str]
    curves: List[str]
    curve_column: int


@dataclass(frozen=True)
class Job:
    """One clip to bake. `keys` is `frames` + 1: N frames are N intervals."""

    path: str
    clip: str
    fps: int
    keys: int
    data: DataFile
    body: Body
    face: Optional[Face]
    metadata: Dict[str, str]

    @property
    def frames(self) -> int:
        return self.keys - 1

    @property
    def asset_paths(self) -> List[str]:
        """Every asset that the job may touch."""
        face = [] if self.face is None else [self.face.asset.path, *self.face.targets]
        return [self.body.asset.path, *self.body.targets, *face]


class Fields:
    """Typed access to a parsed JSON object; every miss names the file and the field."""

    def __init__(self, values: Any, path: str, at: str = "") -> None:
        self.path = path
        self.at = at
        if not isinstance(values, dict):
            raise self.damaged("" if at == "" else at.rstrip("."), "must be an object")
        self.values: Dict[str, Any] = values

    def damaged(self, field: str, what: str) -> BakeError:
        place = "it" if field == "" else '"{}"'.format(field)
        return BakeError(
            "job.damaged",
            "The job file {} is damaged: {} {}. Track the video again or bake it again.".format(
                self.path, place, what
            ),
        )

    def take(self, name: str) -> Any:
        if name not in self.values:
            raise self.damaged(self.at + name, "is missing")
        return self.values[name]

    def fields(self, name: str) -> Fields:
        return Fields(self.take(name), self.path, self.at + name + ".")

    def text(self, name: str, pattern: Optional[re.Pattern[str]] = None) -> str:
        value = self.take(name)
        if not isinstance(value, str) or value == "":
            raise self.damaged(self.at + name, "must be a text")
        if pattern is not None and pattern.fullmatch(value) is None:
            raise self.damaged(self.at + name, 'holds "{}", which is not legal there'.format(value))
        return value

    def integer(self, name: str, least: int) -> int:
        value = self.take(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.damaged(self.at + name, "must be a whole number of at least {}".format(least))
        return value

    def triple(self, name: str) -> Triple:
        value = self.take(name)
        if (
            not isinstance(value, list)
            or len(value) != 3
            or not all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in value)
            or not all(math.isfinite(v) for v in value)
        ):
            raise self.damaged(self.at + name, "must be three numbers")
        return (float(value[0]), float(value[1]), float(value[2]))

    def names(self, name: str) -> List[str]:
        value = self.take(name)
        if not isinstance(value, list) or len(value) == 0:
            raise self.damaged(self.at + name, "must be a list of names")
        if not all(isinstance(v, str) and v != "" for v in value):
            raise self.damaged(self.at + name, "must hold names only")
        # Unreal compares names without case
        if len({v.lower() for v in value}) != len(value):
            raise self.damaged(self.at + name, "holds a name twice")
        return list(value)


def read_json(path: str) -> Any:
    """The parsed file, or a BakeError that says why not."""
    try:
        with open(path, "r", encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        raise BakeError(
            "job.missing",
            "There is no job file at {}. Keep the script, its job file and its data file in one folder, "
            "or set AVATAR_TRACKER_JOB to the job file.".format(path),
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise BakeError(
            "job.damaged", "The job file {} cannot be read: {}.".format(path, error)
        ) from None


def list_jobs(path: str) -> List[str]:
    """Paths of the jobs to run: the file itself, or those that a batch file lists, relative to it."""
    values = read_json(path)
    if not isinstance(values, dict) or values.get("format") != BATCH_FORMAT:
        return [path]
    fields = Fields(values, path)
    _check_version(fields)
    return [os.path.join(os.path.dirname(path), name) for name in fields.names("jobs")]


def read_job(path: str) -> Job:
    """Reads and checks one job file."""
    fields = Fields(read_json(path), path)
    if fields.text("format") != JOB_FORMAT:
        raise fields.damaged("format", 'must be "{}"'.format(JOB_FORMAT))
    _check_version(fields)
    fps = fields.integer("fps", 1)
    if fps not in RATES:
        raise fields.damaged("fps", "must be 30 or 60")
    job = Job(
        path=path,
        clip=fields.text("clip"),
        fps=fps,
        keys=fields.integer("keys", 2),
        data=_read_data_file(fields.fields("data")),
        body=_read_body(fields.fields("body")),
        face=None if fields.take("face") is None else _read_face(fields.fields("face")),
        metadata=_read_metadata(fields.fields("metadata")),
    )
    _check_columns(job, fields)
    return job


def _check_version(fields: Fields) -> None:
    if fields.integer("version", 1) != JOB_VERSION:
        raise fields.damaged(
            "version", "is not {}, the one that this script reads".format(JOB_VERSION)
        )


def _read_asset(fields: Fields) -> Asset:
    return Asset(fields.text("folder", FOLDER_PATTERN), fields.text("name", NAME_PATTERN))


def _read_data_file(fields: Fields) -> DataFile:
    name = fields.text("file")
    if os.path.basename(name) != name:
        raise fields.damaged("data.file", "must be a file name without a folder")
    return DataFile(
        path=os.path.join(os.path.dirname(fields.path), name),
        size=fields.integer("bytes", 1),
        sha256=fields.text("sha256"),
        floats_per_key=fields.integer("floatsPerKey", 1),
    )


def _read_body(fields: Fields) -> Body:
    body = Body(
        asset=_read_asset(fields.fields("asset")),
        targets=fields.names("targets"),
        bones=fields.names("bones"),
        rotation_column=fields.integer("rotationColumn", 0),
        pelvis=fields.text("pelvis"),
        pelvis_column=fields.integer("pelvisColumn", 0),
        pelvis_reference=fields.triple("pelvisReference"),
    )
    if body.pelvis not in body.bones:
        raise fields.damaged("body.pelvis", "is not one of the bones")
    return body


def _read_face(fields: Fields) -> Face:
    return Face(
        asset=_read_asset(fields.fields("asset")),
        targets=fields.names("targets"),
        curves=fields.names("curves"),
        curve_column=fields.integer("curveColumn", 0),
    )


def _read_metadata(fields: Fields) -> Dict[str, str]:
    return {name: fields.text(name) for name in fields.values}


def _check_columns(job: Job, fields: Fields) -> None:
    """The parts of a key follow each other without gap or overlap, and the clip ends on a project frame."""
    if job.frames % (job.fps // PROJECT_RATE) != 0:
        raise fields.damaged("keys", "does not fit {} frames a second".format(job.fps))
    spans = [
        (job.body.pelvis_column, 3),
        (job.body.rotation_column, 4 * len(job.body.bones)),
    ]
    if job.face is not None:
        spans.append((job.face.curve_column, len(job.face.curves)))
    end = 0
    for first, count in sorted(spans):
        if first != end:
            raise fields.damaged("data", "has columns that overlap or leave a gap")
        end += count
    if end != job.data.floats_per_key:
        raise fields.damaged("data.floatsPerKey", "is not the number of columns")
