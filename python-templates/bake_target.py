"""Finds the skeleton that a clip is made for, and reads its own reference pose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Dict, List, Optional

import unreal
from bake_engine import asset_library
from bake_errors import BakeError, some

#: A reference as the Content Browser copies it: /Script/Engine.Skeleton'/Game/Path/Name.Name'
COPIED_REFERENCE = re.compile(r"^\S*?'(/[^']+)'$")


@dataclass(frozen=True)
class Target:
    """A skeleton and, where the person named one, the character's mesh, whose proportions then count."""

    path: str
    skeleton: unreal.Skeleton
    mesh: Optional[unreal.SkeletalMesh]


@dataclass(frozen=True)
class BoneRest:
    """A bone of the target's reference pose, parent-local; translation in cm."""

    translation: unreal.Vector
    rotation: unreal.Quat
    scale: unreal.Vector


def clean_path(reference: str) -> str:
    """The bare asset path of a path or of a reference copied from the Content Browser."""
    text = reference.strip().strip('"')
    match = COPIED_REFERENCE.match(text)
    return match.group(1) if match else text


def find_target(part: str, paths: List[str], variable: str) -> Target:
    """The first of `paths` that holds a Skeleton or a SkeletalMesh.

    `part` is "body" or "face"; `variable` is the environment variable that a message points to.
    """
    library = asset_library()
    for path in paths:
        if not library.does_asset_exist(path):
            continue
        asset = unreal.load_asset(path)
        if isinstance(asset, unreal.Skeleton):
            return Target(path, asset, None)
        if isinstance(asset, unreal.SkeletalMesh):
            skeleton = asset.skeleton
            if skeleton is None:
                raise BakeError("target.wrong-type", "The mesh {} has no skeleton.".format(path))
            return Target(path, skeleton, asset)
        raise BakeError(
            "target.wrong-type",
            "{} is not a Skeleton or a Skeletal Mesh. Set {} to the path of one.".format(path, variable),
        )
    raise BakeError(
        "target.not-found",
        "No MetaHuman {} skeleton is in this project. Tried: {}. Add a MetaHuman to the project, or set {} "
        "to the path of a skeleton or of the character's {} mesh.".format(
            part, ", ".join(paths), variable, part
        ),
    )


def read_rest(target: Target, bones: List[str], variable: str) -> Dict[str, BoneRest]:
    """The target's reference pose of `bones`; refuses, by name, the bones that it lacks.

    A mesh gives its own proportions; a skeleton those of the mesh that it was first made from.
    """
    pose = unreal.AnimPoseExtensions.get_reference_pose(target.skeleton)
    present = {str(name).lower() for name in unreal.AnimPoseExtensions.get_bone_names(pose)}
    _check_bones(bones, present, "skeleton of {}".format(target.path), variable)
    if target.mesh is not None and hasattr(unreal, "SkeletonModifier"):
        modifier = unreal.SkeletonModifier()
        if modifier.set_skeletal_mesh(target.mesh):
            present = {str(name).lower() for name in modifier.get_all_bone_names()}
            _check_bones(bones, present, "mesh {}".format(target.path), variable)
            return {bone: _rest(modifier.get_bone_transform(bone, False)) for bone in bones}
    local = unreal.AnimPoseSpaces.LOCAL
    return {
        bone: _rest(unreal.AnimPoseExtensions.get_ref_bone_pose(pose, bone, local)) for bone in bones
    }


def reads_mesh(target: Target) -> bool:
    """Whether this editor can read the proportions of the target's mesh."""
    return target.mesh is not None and hasattr(unreal, "SkeletonModifier")


def _rest(transform: unreal.Transform) -> BoneRest:
    # evaluated transforms may share a buffer: the numbers are copied
    t, q, s = transform.translation, transform.rotation, transform.scale3d
    return BoneRest(
        unreal.Vector(t.x, t.y, t.z), unreal.Quat(q.x, q.y, q.z, q.w), unreal.Vector(s.x, s.y, s.z)
    )


def _check_bones(bones: List[str], present: Any, holder: str, variable: str) -> None:
    missing = [bone for bone in bones if bone.lower() not in present]
    if missing:
        raise BakeError(
            "target.bones-missing",
            "The {} lacks {} of the {} bones of the motion: {}. Set {} to a MetaHuman body skeleton or "
            "mesh.".format(holder, len(missing), len(bones), some(missing), variable),
        )
