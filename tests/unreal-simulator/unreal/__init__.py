"""A stand-in for Unreal Editor's `unreal` module: as much of it as the bake scripts use.

It behaves as the published API and engine sources say. See README.md beside this folder.
"""

from __future__ import annotations

from . import animation, assets, level, libraries, media, notifies, objects, sequencer, values
from .api import PROJECT, TYPES, VERSION
from .assets import add_described, load_asset, load_class
from .level import load_level
from .libraries import get_default_object, get_editor_subsystem, log, log_error, log_warning
from .objects import load_project_assets
from .project import STATE, is_missing, package_path

# every published class and enum of the modules above, but for those that the project lacks
for _name, _type in TYPES.items():
    if not is_missing(_name):
        globals()[_name] = _type

load_project_assets()
load_level()
for _description in PROJECT.get("clips", []):
    _clip = animation.restore(_description)
    STATE.assets[package_path(_clip._path)] = _clip
    STATE.disk[_clip._path] = animation.snapshot(_clip)
for _description in PROJECT.get("others", []):
    add_described(_description)
if VERSION < (5, 2):
    # the clip had only its old model then
    del animation.AnimSequence.data_model_interface
