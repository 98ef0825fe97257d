"""Actors of the open level and their components."""

from __future__ import annotations

from .api import PROJECT, published
from .objects import _Object
from .project import STATE, package_path


@published
class ActorComponent(_Object):
    pass


@published
class SkeletalMeshComponent(ActorComponent):
    def __init__(self):
        super().__init__()
        self._name, self._mesh = "SkeletalMeshComponent0", None

    def get_name(self):
        return self._name

    def get_skeletal_mesh_asset(self):
        return self._mesh

    def set_skeletal_mesh_asset(self, new_mesh):
        self._mesh = new_mesh


@published
class Actor(_Object):
    def __init__(self):
        super().__init__()
        self._label, self._components = "Actor", []

    def get_path_name(self):
        """Of the object in its level, not of a package."""
        return self._path

    def get_actor_label(self, create_if_none=True):
        return self._label

    def get_components_by_class(self, component_class=None):
        return [component for component in self._components if isinstance(component, component_class)]


@published
class SkeletalMeshActor(Actor):
    def __init__(self):
        super().__init__()
        self._components = [SkeletalMeshComponent()]

    @property
    def skeletal_mesh_component(self):
        return self._components[0]


@published
class EditorActorSubsystem(_Object):
    def get_all_level_actors(self):
        return list(LEVEL)


def _describe_actor(description):
    actor = Actor()
    actor._path, actor._label = description["path"], description["label"]
    for name, mesh in description["components"].items():
        component = SkeletalMeshComponent()
        component._name, component._mesh = name, STATE.assets.get(package_path(mesh or ""))
        actor._components.append(component)
    return actor


LEVEL = []


def load_level():
    """Fills the open level; the meshes of its actors are loaded by then."""
    LEVEL.extend(_describe_actor(description) for description in PROJECT.get("actors", []))
