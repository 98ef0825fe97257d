"""Finds or makes what a Level Sequence plays a clip on: a character of the level, or a stand-in."""

from __future__ import annotations

from typing import List, Optional

import unreal
from bake_errors import BakeError
from bake_job import SequencePlan
from bake_settings import ACTOR
from bake_target import Target

#: Names of a MetaHuman's components by the part of the clip.
COMPONENT_NAMES = {"body": "Body", "face": "Face"}


def find_actor(plan: SequencePlan) -> Optional[unreal.Actor]:
    """The actor that the job names, by path or label; None when it names none."""
    if plan.actor is None:
        return None
    subsystem = unreal.get_editor_subsystem(unreal.EditorActorSubsystem)
    if subsystem is not None:
        for actor in subsystem.get_all_level_actors():
            if plan.actor in (actor.get_path_name(), actor.get_actor_label(False)):
                return actor
    raise BakeError(
        "target.not-found",
        'The open level has no actor "{}". Open its level, or set {} to the label of another one.'.format(
            plan.actor, ACTOR
        ),
    )


def find_component(actor: unreal.Actor, part: str, target: Target) -> unreal.SkeletalMeshComponent:
    """The actor's component for a part: one that carries the clip's skeleton, the one of the usual name first."""
    components: List[unreal.SkeletalMeshComponent] = [
        component
        for component in actor.get_components_by_class(unreal.SkeletalMeshComponent)
        if isinstance(component, unreal.SkeletalMeshComponent)
    ]
    fitting = [component for component in components if _carries(component, target)]
    usual = COMPONENT_NAMES[part].lower()
    fitting.sort(key=lambda component: component.get_name().lower() != usual)
    if not fitting:
        raise BakeError(
            "target.wrong-type",
            "The actor {} has no component with the skeleton {} for the {}. Name the actor's own mesh as the "
            "target, or another actor.".format(
                actor.get_actor_label(False), target.skeleton.get_path_name(), part
            ),
        )
    return fitting[0]


def bind_component(
    sequence: unreal.LevelSequence, actor: unreal.Actor, component: unreal.SkeletalMeshComponent
) -> unreal.MovieSceneBindingProxy:
    """The sequence's binding of the component, below that of its actor; made where there is none."""
    parent = _find_binding(sequence, actor.get_actor_label(False)) or sequence.add_possessable(actor)
    for child in parent.get_child_possessables():
        if child.get_name() == component.get_name():
            return child
    child = sequence.add_possessable(component)
    child.set_parent(parent)
    return child


def spawn_stand_in(
    sequence: unreal.LevelSequence, name: str, mesh: Optional[unreal.SkeletalMesh]
) -> unreal.MovieSceneBindingProxy:
    """A plain skeletal mesh actor that the sequence spawns itself; without a mesh there is nothing to see."""
    binding = _find_binding(sequence, name) or sequence.add_spawnable_from_class(unreal.SkeletalMeshActor)
    binding.set_display_name(name)
    if mesh is not None:
        template = binding.get_object_template()
        if isinstance(template, unreal.SkeletalMeshActor):
            template.skeletal_mesh_component.set_skeletal_mesh_asset(mesh)
    return binding


def _carries(component: unreal.SkeletalMeshComponent, target: Target) -> bool:
    mesh = component.get_skeletal_mesh_asset()
    skeleton = None if mesh is None else mesh.skeleton
    return skeleton is not None and skeleton.get_path_name() == target.skeleton.get_path_name()


def _find_binding(
    sequence: unreal.LevelSequence, name: str
) -> Optional[unreal.MovieSceneBindingProxy]:
    for binding in sequence.get_bindings():
        if name in (binding.get_name(), str(binding.get_display_name())):
            return binding
    return None
