"""What a job holds. The fields are described in `sidecar/src/protocol/bake-job.ts`, which writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Optional, Tuple

Triple = Tuple[float, float, float]

#: How the names of finger bones begin, metacarpals included.
FINGERS = ("thumb_", "index_", "middle_", "ring_", "pinky_")


@dataclass(frozen=True)
class Asset:
    """Where something goes in the Content Browser."""

    folder: str
    name: str

    @property
    def path(self) -> str:
        return "{}/{}".format(self.folder, self.name)


@dataclass(frozen=True)
class SideFile:
    """A file beside the job, as it was written."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class DataFile(SideFile):
    """The binary file of numbers; its layout is described in `bake_data`."""

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
    #: Without hands every finger bone keeps the target's reference pose.
    hands: bool = True

    def rests(self, bone: str) -> bool:
        """Whether a bone keeps the target's own rotation throughout."""
        return not self.hands and bone.startswith(FINGERS)


@dataclass(frozen=True)
class Face:
    """The face clip: float curves, one column each."""

    asset: Asset
    targets: List[str]
    curves: List[str]
    curve_column: int


@dataclass(frozen=True)
class Span:
    """A stretch of one clip, first and last frame counted, that a person should know of."""

    kind: str
    part: str
    label: str
    first: int
    last: int


@dataclass(frozen=True)
class Notifies:
    """Spans to write on the clips, and the folder of the classes that they are made of."""

    folder: str
    spans: List[Span]
    omitted: int


@dataclass(frozen=True)
class SequencePlan:
    """A Level Sequence with the clips; `actor` is the path or label of one in the level."""

    asset: Asset
    actor: Optional[str]


@dataclass(frozen=True)
class Audio:
    """The clip's sound."""

    asset: Asset
    file: SideFile
    seconds: float


@dataclass(frozen=True)
class Video:
    """The clip itself, to compare with; the motion starts at `start_seconds` of it."""

    asset: Asset
    texture: Asset
    path: str
    start_seconds: float


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
    notifies: Optional[Notifies]
    sequence: Optional[SequencePlan]
    audio: Optional[Audio]
    video: Optional[Video]
    metadata: Dict[str, str]

    @property
    def frames(self) -> int:
        return self.keys - 1

    @property
    def seconds(self) -> float:
        return self.frames / self.fps

    @property
    def assets(self) -> List[Asset]:
        """Every asset that the job makes."""
        assets = [self.body.asset]
        if self.face is not None:
            assets.append(self.face.asset)
        if self.sequence is not None:
            assets.append(self.sequence.asset)
        if self.audio is not None:
            assets.append(self.audio.asset)
        if self.video is not None:
            assets += [self.video.asset, self.video.texture]
        return assets

    @property
    def folders(self) -> List[str]:
        """Content folders that the job looks into."""
        targets = self.body.targets + ([] if self.face is None else self.face.targets)
        folders = {asset.folder for asset in self.assets} | {path.rpartition("/")[0] for path in targets}
        if self.notifies is not None:
            folders.add(self.notifies.folder)
        return sorted(folders)
