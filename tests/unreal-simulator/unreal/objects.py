"""Objects and assets other than the animation itself."""

from __future__ import annotations

from .api import PROJECT, check_type, exists_in_version, find_member, published
from .project import STATE, package_path
from .values import FrameRate, Name, Quat, Transform, Vector, key_of


class _Object:
    """Editor properties are kept apart from attributes, as in the engine."""

    def __init__(self):
        self._path = ""
        self._values = {}
        self._tags = {}

    def __setattr__(self, name, value):
        """Public names are set only where they are published as attributes that may be."""
        if not name.startswith("_"):
            where = "{}.{}".format(type(self).__name__, name)
            entry = find_member(type(self).__name__, "properties", name)
            if entry is None or not entry["attr"] or entry["access"] != "rw":
                raise AttributeError("{} cannot be set".format(where))
            if value is not None:
                check_type(value, entry["type"], where)
        object.__setattr__(self, name, value)

    def get_editor_property(self, name):
        self._property(name)
        return self._values.get(name)

    def set_editor_property(self, name, value):
        if self._property(name)["access"] != "rw":
            raise RuntimeError("{}: {} is read-only".format(type(self).__name__, name))
        self._values[name] = value

    def _property(self, name):
        entry = find_member(type(self).__name__, "properties", name)
        if entry is None or not exists_in_version(entry):
            raise RuntimeError("{}: failed to find property {}".format(type(self).__name__, name))
        return entry

    def get_path_name(self):
        name = self._path.rpartition("/")[2]
        return "{}.{}".format(self._path, name)

    def _snapshot(self):
        """What a test may want to know of a saved asset."""
        return {"kind": type(self).__name__, "tags": dict(self._tags)}

    def get_name(self):
        return self._path.rpartition("/")[2]


def make_transform(bone):
    made = Transform()
    made.translation = Vector(*bone["t"])
    made.rotation = Quat(*bone["q"])
    made.scale3d = Vector(*bone.get("s", [1.0, 1.0, 1.0]))
    return made


@published
class Skeleton(_Object):
    def __init__(self):
        super().__init__()
        self._bones = []


@published
class SkeletalMesh(_Object):
    def __init__(self):
        super().__init__()
        self._bones = []
        self._skeleton = None

    @property
    def skeleton(self):
        return self._skeleton


@published
class Factory(_Object):
    pass


@published
class AnimSequenceFactory(Factory):
    pass


@published
class AnimationSettings(_Object):
    def __init__(self):
        super().__init__()
        numerator, denominator = PROJECT.get("defaultFrameRate", [30, 1])
        self._values["default_frame_rate"] = FrameRate(numerator, denominator)


@published
class SkeletonModifier(_Object):
    def __init__(self):
        super().__init__()
        self._mesh = None

    def set_skeletal_mesh(self, skeletal_mesh):
        self._mesh = skeletal_mesh
        return True

    def get_all_bone_names(self):
        return [Name(bone["name"]) for bone in self._mesh._bones]

    def get_bone_transform(self, bone_name, global_=False):
        if global_:
            raise NotImplementedError("global transforms are not simulated")
        return next(make_transform(b) for b in self._mesh._bones if key_of(b["name"]) == key_of(bone_name))


def load_project_assets():
    """Fills the project with the skeletons and meshes of its description."""
    for description in PROJECT.get("skeletons", []):
        skeleton = Skeleton()
        skeleton._path, skeleton._bones = description["path"], description["bones"]
        STATE.assets[package_path(skeleton._path)] = skeleton
    for description in PROJECT.get("meshes", []):
        mesh = SkeletalMesh()
        mesh._path, mesh._bones = description["path"], description["bones"]
        mesh._skeleton = STATE.assets.get(package_path(description.get("skeleton") or ""))
        STATE.assets[package_path(mesh._path)] = mesh
