"""Reads the job file that lies beside the script and checks every field of it."""

from __future__ import annotations

import os
import re
from typing import Dict, List

from bake_fields import Fields, read_json
from bake_job import Asset, Audio, Body, DataFile, Face, Job, Notifies, SequencePlan, SideFile, Span, Video

JOB_FORMAT = "avatar-tracker.bake"
BATCH_FORMAT = "avatar-tracker.bake-batch"
JOB_VERSION = 2
BATCH_VERSION = 1
#: Rates that a fresh AnimSequence of a 30 fps project accepts and that keep whole project frames.
RATES = (30, 60)
#: A clip lasts a whole number of frames at this rate: others crash the compression of some versions.
PROJECT_RATE = 30

FOLDER_PATTERN = re.compile(r"(/[A-Za-z0-9_]+)+")
NAME_PATTERN = re.compile(r"[A-Za-z0-9_]+")
DIGEST_PATTERN = re.compile(r"[0-9a-f]{64}")
LABEL_PATTERN = re.compile(r"[a-z0-9 ,-]{1,60}")
SPAN_KINDS = ("problem", "contact")
SPAN_PARTS = ("body", "face")


def list_jobs(path: str) -> List[str]:
    """Paths of the jobs to run: the file itself, or those that a batch file lists, relative to it."""
    values = read_json(path)
    if not isinstance(values, dict):
        return [path]
    fields = Fields(values, path)
    if fields.values.get("format") != BATCH_FORMAT:
        return [path]
    fields.version(BATCH_VERSION)
    return [os.path.join(os.path.dirname(path), name) for name in fields.names("jobs")]


def read_job(path: str) -> Job:
    """Reads and checks one job file."""
    fields = Fields(read_json(path), path)
    if fields.text("format") != JOB_FORMAT:
        raise fields.damaged("format", 'must be "{}"'.format(JOB_FORMAT))
    fields.version(JOB_VERSION)
    fps = fields.integer("fps", 1)
    if fps not in RATES:
        raise fields.damaged("fps", "must be 30 or 60")
    job = Job(
        path=path,
        clip=fields.text("clip", NAME_PATTERN),
        fps=fps,
        keys=fields.integer("keys", 2),
        data=_read_data_file(fields.fields("data")),
        body=_read_body(fields.fields("body")),
        face=fields.optional("face", _read_face),
        notifies=fields.optional("notifies", _read_notifies),
        sequence=fields.optional("sequence", _read_sequence),
        audio=fields.optional("audio", _read_audio),
        video=fields.optional("video", _read_video),
        metadata=_read_metadata(fields.fields("metadata")),
    )
    _check_columns(job, fields)
    return job


def _read_asset(fields: Fields) -> Asset:
    return Asset(fields.text("folder", FOLDER_PATTERN), fields.text("name", NAME_PATTERN))


def _read_side_file(fields: Fields) -> SideFile:
    name = fields.text("file")
    if os.path.basename(name) != name or name in (".", ".."):
        raise fields.damaged(fields.at + "file", "must be a file name without a folder")
    path = os.path.join(os.path.dirname(fields.path), name)
    return SideFile(path, fields.integer("bytes", 1), fields.text("sha256", DIGEST_PATTERN))


def _read_data_file(fields: Fields) -> DataFile:
    file = _read_side_file(fields)
    return DataFile(file.path, file.size, file.sha256, fields.integer("floatsPerKey", 1))


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


def _read_notifies(fields: Fields) -> Notifies:
    return Notifies(
        folder=fields.text("folder", FOLDER_PATTERN),
        spans=[_read_span(span) for span in fields.objects("spans")],
        omitted=fields.integer("omitted", 0),
    )


def _read_span(fields: Fields) -> Span:
    first = fields.integer("from", 0)
    return Span(
        kind=fields.one_of("kind", SPAN_KINDS),
        part=fields.one_of("part", SPAN_PARTS),
        label=fields.text("label", LABEL_PATTERN),
        first=first,
        last=fields.integer("to", first),
    )


def _read_sequence(fields: Fields) -> SequencePlan:
    actor = None if fields.take("actor") is None else fields.text("actor")
    return SequencePlan(_read_asset(fields.fields("asset")), actor)


def _read_audio(fields: Fields) -> Audio:
    return Audio(_read_asset(fields.fields("asset")), _read_side_file(fields), fields.seconds("seconds"))


def _read_video(fields: Fields) -> Video:
    return Video(
        asset=_read_asset(fields.fields("asset")),
        texture=_read_asset(fields.fields("texture")),
        path=fields.text("path"),
        start_seconds=fields.seconds("startSeconds"),
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
    if job.notifies is not None and any(span.last > job.frames for span in job.notifies.spans):
        raise fields.damaged("notifies.spans", "goes past the end of the clip")
    names = [asset.path.lower() for asset in job.assets]
    if len(set(names)) != len(names):
        raise fields.damaged("asset", "names two assets alike")
