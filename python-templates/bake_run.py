"""One job from its file to its saved assets."""

from __future__ import annotations

import time
import traceback
from functools import partial
from typing import Callable, List, Optional, Set, TypeVar

import unreal
from bake_assets import save_asset, tag_asset
from bake_data import read_data
from bake_disk import check_space
from bake_engine import await_assets, complain, is_unattended, warn
from bake_errors import BakeError
from bake_job import Asset, Job, Notifies, SequencePlan
from bake_notifies import make_classes, write_notifies
from bake_parts import Bake, Baked, prepare_body, prepare_face
from bake_read import read_job
from bake_reference import Picture, import_audio, make_picture
from bake_report import ClipResult, Missed, describe
from bake_sequence import Cast, check_sequence, write_sequence
from bake_settings import PARTS, Settings, apply_settings

Made = TypeVar("Made")


def run_job(path: str, settings: Settings, taken: Set[str]) -> ClipResult:
    """Bakes one job and never raises: what went wrong is in the result and in the log.

    `taken` holds the asset paths that earlier jobs of this run wrote.
    """
    result = ClipResult(job=path)
    started = time.monotonic()
    try:
        job = apply_settings(read_job(path), settings)
        result.clip = job.clip
        _bake_job(job, settings, taken, result)
    except Exception as error:
        fail(result, error)
    describe(result)
    result.seconds = time.monotonic() - started
    return result


def fail(result: ClipResult, error: Exception) -> None:
    """Puts the reason into the result and the log, as a sentence even where nobody foresaw it."""
    known = _as_bake_error(error)
    result.error_code, result.error_message = known.code, known.message
    complain(known.message)


def attempt(result: ClipResult, part: str, action: Callable[[], Made]) -> Optional[Made]:
    """What `action` makes. Where it cannot, the part is missed with its reason and the others go on."""
    try:
        return action()
    except Exception as error:
        known = _as_bake_error(error)
        if known.code == "cancelled":
            raise known from None
        result.missed.append(Missed(part, known.code, known.message))
        complain("no {}: {}".format(part, known.message))
        return None


def _bake_job(job: Job, settings: Settings, taken: Set[str], result: ClipResult) -> None:
    """Prepare, write, save the animations; then whatever else was asked for, with what of them there is."""
    bakes = _prepare_parts(job, settings, taken, result)
    sequence = job.sequence
    if sequence is not None and bakes:
        sequence = attempt(result, "sequence", partial(_claim_sequence, sequence, taken))
    done = _write_parts(job, bakes, result)
    if job.notifies is not None:
        _write_spans(job, job.notifies, done, result)
    saved = [baked.take for baked in done if _save(baked, job, result)]
    if not saved:
        # what was missed is the whole
        reason = result.missed.pop(0)
        result.error_code, result.error_message = reason.code, reason.message
        return
    cast = Cast(saved, _bring_sound(job, result), _bring_picture(job, result))
    if sequence is not None:
        attempt(result, "sequence", partial(write_sequence, sequence, job, cast, result))


def _prepare_parts(job: Job, settings: Settings, taken: Set[str], result: ClipResult) -> List[Bake]:
    """The animations that can be made: whatever can be refused is refused before the first change."""
    data = read_data(job.data, job.keys)
    await_assets(job.folders)
    check_space(job.data.size + (0 if job.audio is None else job.audio.file.size))
    face = job.face
    if settings.parts == ("face",) and face is None:
        raise BakeError(
            "setting.invalid",
            "{} asks for the face alone, and the clip {} has none.".format(PARTS, job.clip),
        )

    def body_bake() -> Bake:
        _claim(job.body.asset, taken)
        return prepare_body(job, data, result)

    bakes: List[Bake] = []
    if "body" in settings.parts:
        bake = attempt(result, "body", body_bake)
        bakes += [] if bake is None else [bake]
    if "face" in settings.parts and face is not None:
        own = face

        def face_bake() -> Bake:
            _claim(own.asset, taken)
            return prepare_face(job, own, data)

        bake = attempt(result, "face", face_bake)
        bakes += [] if bake is None else [bake]
    return bakes


def _write_parts(job: Job, bakes: List[Bake], result: ClipResult) -> List[Baked]:
    watched = not is_unattended()
    steps = sum(bake.steps for bake in bakes)
    done: List[Optional[Baked]] = []
    with unreal.ScopedSlowTask(steps, "Baking {}".format(job.clip), watched) as task:
        if watched:
            task.make_dialog(True)

        def step() -> None:
            if task.should_cancel():
                raise BakeError("cancelled", "Baking was cancelled. Nothing was saved.")
            task.enter_progress_frame(1)

        done += [attempt(result, bake.part, partial(bake.run, step)) for bake in bakes]
    return [baked for baked in done if baked is not None]


def _write_spans(job: Job, notifies: Notifies, done: List[Baked], result: ClipResult) -> None:
    """Notifies are an extra: a clip is saved without them where they cannot be made."""
    if notifies.omitted > 0:
        result.warnings.append(
            "{} spans of {} are not on the clips: a label had too many.".format(
                notifies.omitted, notifies.omitted + len(notifies.spans)
            )
        )
    classes = attempt(result, "notifies", lambda: make_classes(notifies, result.extras))
    for baked in done:
        spans = [] if classes is None else [span for span in notifies.spans if span.part == baked.take.part]
        written = attempt(
            result, "notifies", partial(write_notifies, baked.clip, spans, classes or {}, job)
        )
        baked.result.notifies = 0 if written is None else written


def _save(baked: Baked, job: Job, result: ClipResult) -> bool:
    result.assets.append(baked.result)

    def save() -> bool:
        tag_asset(baked.clip, job.metadata)
        save_asset(baked.clip, baked.result.path)
        return True

    baked.result.saved = attempt(result, baked.take.part, save) is True
    return baked.result.saved


def _bring_sound(job: Job, result: ClipResult) -> Optional[unreal.SoundWave]:
    if job.audio is None:
        return None
    return attempt(result, "audio", partial(import_audio, job.audio, result))


def _bring_picture(job: Job, result: ClipResult) -> Optional[Picture]:
    if job.video is None:
        return None
    return attempt(result, "video", partial(make_picture, job.video, result))


def _claim_sequence(plan: SequencePlan, taken: Set[str]) -> SequencePlan:
    _claim(plan.asset, taken)
    return check_sequence(plan)


def _claim(asset: Asset, taken: Set[str]) -> None:
    if asset.path.lower() in taken:
        raise BakeError(
            "asset.conflict", "{} was already written by another clip of this run.".format(asset.path)
        )
    taken.add(asset.path.lower())


def _as_bake_error(error: Exception) -> BakeError:
    if isinstance(error, BakeError):
        return error
    warn(traceback.format_exc())
    text = "An unexpected error stopped the bake: {}: {}.".format(type(error).__name__, error)
    return BakeError("internal", text)
