"""Sound and picture."""

from __future__ import annotations

from .api import published
from .objects import Factory, _Object


@published
class SoundBase(_Object):
    pass


@published
class SoundWave(SoundBase):
    def __init__(self):
        super().__init__()
        self._file = None

    def _snapshot(self):
        return {**super()._snapshot(), "file": self._file}


@published
class MediaSource(_Object):
    pass


@published
class FileMediaSource(MediaSource):
    def __init__(self):
        super().__init__()
        self.file_path = ""

    def set_file_path(self, path):
        self.file_path = path

    def _snapshot(self):
        return {**super()._snapshot(), "file": self.file_path}


@published
class FileMediaSourceFactoryNew(Factory):
    pass


@published
class MediaTexture(_Object):
    pass


@published
class MediaTextureFactoryNew(Factory):
    pass
