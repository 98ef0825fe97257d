"""A stand-in for Unreal Editor's `unreal` module: as much of it as the bake scripts use.

It behaves as the published API and engine sources say. See README.md beside this folder.
"""

from __future__ import annotations

from . import animation, libraries, objects, values
from .api import PROJECT, VERSION
from .libraries import (
    get_default_object,
    get_editor_subsystem,
    load_asset,
    log,
    log_error,
    log_warning,
)
from .objects import load_project_assets
from .project import STATE, is_missing, package_path

_CLASSES = [
    animation.AnimSequence,
    animation.AnimationDataController,
    animation.AnimationDataModel,
    libraries.AnimPoseExtensions,
    libraries.AnimationCurveIdentifierExtensions,
    libraries.AnimationLibrary,
    libraries.AssetRegistry,
    libraries.AssetRegistryHelpers,
    libraries.AssetTools,
    libraries.AssetToolsHelpers,
    libraries.AutomationUtilsBlueprintLibrary,
    libraries.EditorAssetLibrary,
    libraries.EditorAssetSubsystem,
    libraries.ScopedSlowTask,
    libraries.SystemLibrary,
    objects.AnimSequenceFactory,
    objects.AnimationSettings,
    objects.Factory,
    objects.SkeletalMesh,
    objects.Skeleton,
    objects.SkeletonModifier,
    values.AnimPose,
    values.AnimPoseEvaluationOptions,
    values.AnimationCurveIdentifier,
    values.FrameNumber,
    values.FrameRate,
    values.Name,
    values.Quat,
    values.RichCurveKey,
    values.Transform,
    values.Vector,
]

for _class in _CLASSES + list(values.ENUMS.values()):
    if not is_missing(_class.__name__):
        globals()[_class.__name__] = _class

load_project_assets()
for _description in PROJECT.get("clips", []):
    _clip = animation.restore(_description)
    STATE.assets[package_path(_clip._path)] = _clip
    STATE.disk[_clip._path] = animation.snapshot(_clip)
if VERSION < (5, 2):
    # the clip had only its old model then
    del animation.AnimSequence.data_model_interface
