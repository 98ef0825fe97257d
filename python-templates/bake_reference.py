"""Brings the clip's own sound and picture into the project, to hear and to see beside the animation."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass

import unreal
from bake_assets import check_place, open_asset, save_asset
from bake_engine import asset_library, refuse_missing
from bake_errors import BakeError
from bake_job import Audio, SideFile, Video
from bake_report import ClipResult, ExtraResult

AUDIO_CLASSES = ("AssetImportTask", "SoundWave")
VIDEO_CLASSES = ("FileMediaSource", "FileMediaSourceFactoryNew", "MediaTexture", "MediaTextureFactoryNew")
#: Bytes read at a time.
CHUNK = 1 << 20


@dataclass(frozen=True)
class Picture:
    """The video as a source, and the texture that its picture goes to."""

    source: unreal.FileMediaSource
    texture: unreal.MediaTexture


def import_audio(audio: Audio, result: ClipResult) -> unreal.SoundWave:
    """Imports the sound file, over the earlier one where there is one."""
    missing = [name for name in AUDIO_CLASSES if not hasattr(unreal, name)]
    refuse_missing(missing, "The audio", "Editor Scripting Utilities")
    check_place(audio.asset, unreal.SoundWave, "a Sound Wave")
    _check_sound(audio.file)
    library = asset_library()
    created = not library.does_asset_exist(audio.asset.path)
    task = unreal.AssetImportTask()
    task.filename = audio.file.path
    task.destination_path = audio.asset.folder
    task.destination_name = audio.asset.name
    task.automated = True
    task.replace_existing = True
    task.save = False
    unreal.AssetToolsHelpers.get_asset_tools().import_asset_tasks([task])
    sound = unreal.load_asset(audio.asset.path) if library.does_asset_exist(audio.asset.path) else None
    if not isinstance(sound, unreal.SoundWave):
        raise BakeError("write.failed", "Unreal could not import the sound {}.".format(audio.file.path))
    _keep(sound, ExtraResult("audio", audio.asset.path, created), result)
    return sound


def make_picture(video: Video, result: ClipResult) -> Picture:
    """A media source that points to the video where it lies, and a texture for it. The video is not copied."""
    missing = [name for name in VIDEO_CLASSES if not hasattr(unreal, name)]
    refuse_missing(missing, "The video", "Media Player Editor")
    check_place(video.asset, unreal.FileMediaSource, "a File Media Source")
    check_place(video.texture, unreal.MediaTexture, "a Media Texture")
    if not os.path.isfile(video.path):
        raise BakeError(
            "media.missing",
            "The video {} is not on this machine. Put it there, or track it again from where it is now.".format(
                video.path
            ),
        )
    source, created = open_asset(video.asset, unreal.FileMediaSource, unreal.FileMediaSourceFactoryNew())
    source.set_file_path(video.path)
    _keep(source, ExtraResult("video", video.asset.path, created), result)
    texture, created = open_asset(video.texture, unreal.MediaTexture, unreal.MediaTextureFactoryNew())
    _keep(texture, ExtraResult("texture", video.texture.path, created), result)
    return Picture(source, texture)


def _check_sound(file: SideFile) -> None:
    digest, size = hashlib.sha256(), 0
    try:
        with open(file.path, "rb") as stream:
            while True:
                part = stream.read(CHUNK)
                if not part:
                    break
                digest.update(part)
                size += len(part)
    except OSError as error:
        raise BakeError(
            "media.missing", "The sound file {} cannot be read: {}.".format(file.path, error)
        ) from None
    if size != file.size or digest.hexdigest() != file.sha256:
        raise BakeError(
            "data.damaged",
            "The sound file {} does not belong to this job or is damaged. Bake the clip again.".format(
                file.path
            ),
        )


def _keep(asset: unreal.Object, made: ExtraResult, result: ClipResult) -> None:
    result.extras.append(made)
    save_asset(asset, made.path)
    made.saved = True
