"""AnimSequence, its data model and its controller, with the refusals and traps of the real ones."""

from __future__ import annotations

import math
from array import array
from fractions import Fraction
from itertools import chain
from operator import attrgetter

from .api import PROJECT, published
from .objects import _Object
from .project import STATE, fault, odd, write_log
from .values import ENUMS, FrameRate, Name, Quat, Vector, key_of


class Track:
    """Keys of one bone as float32 columns; all three lists have one length."""

    def __init__(self, name):
        self.name = name
        self.positions = self.rotations = self.scales = None


def _floats(values, names):
    """Flat float32 copy of structs."""
    return array("f", chain.from_iterable(map(attrgetter(*names), values)))


class Model:
    """What the data model knows; a new one is populated with one frame at the project's rate."""

    def __init__(self):
        settings = PROJECT.get("defaultFrameRate", [30, 1])
        self.rate = Fraction(settings[0], settings[1])
        self.frames = 1
        self.tracks = {}
        self.curves = {}


@published
class AnimationDataModel(_Object):
    def __init__(self, clip):
        super().__init__()
        self._clip = clip

    def get_frame_rate(self):
        rate = self._clip._model.rate
        return FrameRate(rate.numerator, rate.denominator)

    def get_number_of_frames(self):
        return self._clip._model.frames

    def get_number_of_keys(self):
        return self._clip._model.frames + 1

    def get_bone_track_names(self):
        return [Name(track.name) for track in self._clip._model.tracks.values()]

    def is_valid_bone_track_name(self, track_name):
        return key_of(track_name) in self._clip._model.tracks

    def get_number_of_float_curves(self):
        return len(self._clip._model.curves)


@published
class AnimationDataController(_Object):
    """Every edit must lie inside a bracket; errors are logged and return False, as in the engine."""

    def __init__(self, clip):
        super().__init__()
        self._clip = clip
        self._brackets = []

    def open_bracket(self, title, should_transact=True):
        self._brackets.append(should_transact)

    def close_bracket(self, should_transact=True):
        if not self._brackets:
            write_log("Error", "Attempt to close bracket that was not previously opened")
            odd("close without open")
            return
        if self._brackets.pop() != should_transact:
            odd("bracket opened and closed with different should_transact")

    def _edit(self, name, should_transact):
        if not self._brackets:
            raise RuntimeError("{} outside a bracket".format(name))
        if should_transact:
            odd("{} with a transaction".format(name))
        if fault("raiseIn") == name:
            raise RuntimeError("the engine failed in {}".format(name))
        return self._clip._model

    def remove_all_bone_tracks(self, should_transact=True):
        self._edit("remove_all_bone_tracks", should_transact).tracks.clear()

    def remove_all_curves_of_type(self, supported_curve_type, should_transact=True):
        self._edit("remove_all_curves_of_type", should_transact).curves.clear()

    def set_frame_rate(self, frame_rate, should_transact=True):
        model = self._edit("set_frame_rate", should_transact)
        if frame_rate.numerator <= 0 or frame_rate.denominator <= 0:
            write_log("Error", "Invalid frame rate provided")
            return
        ratio = Fraction(frame_rate.numerator, frame_rate.denominator) / model.rate
        if (ratio.numerator != 1 and ratio.denominator != 1) or fault("rateIgnored"):
            write_log("Error", "Incompatible frame rate provided")
            return
        if model.tracks or model.curves:
            odd("rate set after tracks")
        model.rate *= ratio

    def set_number_of_frames(self, new_length_in_frames, should_transact=True):
        model = self._edit("set_number_of_frames", should_transact)
        if new_length_in_frames.value < 1:
            write_log("Error", "Invalid play length value")
            return
        if model.tracks or model.curves:
            odd("length set after tracks")
        if not fault("framesIgnored"):
            model.frames = new_length_in_frames.value

    def add_bone_curve(self, bone_name, should_transact=True):
        model = self._edit("add_bone_curve", should_transact)
        skeleton = self._clip._skeleton
        if skeleton is None or all(key_of(b["name"]) != key_of(bone_name) for b in skeleton._bones):
            write_log("Error", "Unable to find bone {} in the skeleton".format(bone_name))
            return False
        if key_of(bone_name) in model.tracks:
            write_log("Warning", "A track for {} exists already".format(bone_name))
            return False
        if fault("trackLost") != key_of(bone_name):
            model.tracks[key_of(bone_name)] = Track(str(bone_name))
        return True

    def set_bone_track_keys(
        self, bone_name, positional_keys, rotational_keys, scaling_keys, should_transact=True
    ):
        model = self._edit("set_bone_track_keys", should_transact)
        if fault("trackLost") == key_of(bone_name):
            return True
        track = model.tracks.get(key_of(bone_name))
        if track is None or fault("keysRefused") == key_of(bone_name):
            return False
        counts = {len(positional_keys), len(rotational_keys), len(scaling_keys)}
        if counts != {model.frames + 1}:
            write_log("Error", "Keys of {}: {} for {} frames".format(bone_name, counts, model.frames))
            return False
        track.positions = _floats(positional_keys, Vector.__slots__)
        track.rotations = _floats(rotational_keys, Quat.__slots__)
        track.scales = _floats(scaling_keys, Vector.__slots__)
        if not math.isfinite(sum(track.positions)) or not _all_unit(track.rotations):
            write_log("Error", "Keys of {} are not rotations".format(bone_name))
            return False
        return True

    def add_curve(self, curve_id, curve_flags=4, should_transact=True):
        model = self._edit("add_curve", should_transact)
        name = curve_id._name
        if name is None or curve_id._type is not ENUMS["RawCurveTrackTypes"].RCT_FLOAT:
            write_log("Error", "Invalid curve identifier")
            return False
        if key_of(name) in model.curves:
            write_log("Warning", "Curve {} exists already".format(name))
            return False
        if fault("curveLost") != key_of(name):
            model.curves[key_of(name)] = (str(name), array("f"), array("f"))
        return True

    def set_curve_keys(self, curve_id, curve_keys, should_transact=True):
        model = self._edit("set_curve_keys", should_transact)
        name = key_of(curve_id._name)
        if fault("curveLost") == name:
            return True
        if name not in model.curves or fault("keysRefused") == name:
            write_log("Error", "Unable to set keys of curve {}".format(name))
            return False
        times = array("f", [key.time for key in curve_keys])
        values = array("f", [key.value for key in curve_keys])
        if fault("curveShort") == name:
            times, values = times[:-1], values[:-1]
        if list(times) != sorted(set(times)):
            odd("curve {} has unordered keys".format(name))
        model.curves[name] = (model.curves[name][0], times, values)
        return True


def _all_unit(rotations):
    columns = (rotations[i::4] for i in range(4))
    return all(abs(x * x + y * y + z * z + w * w - 1.0) < 1e-3 for x, y, z, w in zip(*columns))


@published
class AnimSequence(_Object):
    def __init__(self):
        super().__init__()
        self._skeleton = None
        self._preview = None
        self._model = Model()
        self._controller = AnimationDataController(self)
        self._notify_tracks = {"1": []}

    @property
    def controller(self):
        return self._controller

    @property
    def data_model_interface(self):
        return AnimationDataModel(self)

    @property
    def _locked(self):
        return len(self._controller._brackets) > 0

    def get_skeleton(self):
        return self._skeleton

    def set_preview_skeletal_mesh(self, preview_mesh):
        self._preview = preview_mesh

    def set_retarget_source_asset(self, retarget_source_asset):
        self._values["retarget_source_asset"] = retarget_source_asset

    def update_retarget_source_asset_data(self):
        if self._values.get("retarget_source_asset") is None:
            odd("retarget source updated without one")


def snapshot(clip):
    """A copy of the clip, for the test that looks at it afterwards."""
    model = clip._model
    retarget = clip._values.get("retarget_source_asset")
    return {
        "skeleton": None if clip._skeleton is None else clip._skeleton._path,
        "preview": None if clip._preview is None else clip._preview._path,
        "retargetSource": None if retarget is None else retarget._path,
        "tags": dict(clip._tags),
        "notifies": {
            track: [[event._start, event._duration, event._state_name] for event in events]
            for track, events in clip._notify_tracks.items()
        },
        "locked": clip._locked,
        "fps": float(model.rate),
        "frames": model.frames,
        "tracks": {
            track.name: {
                "positions": array("f", track.positions or []),
                "rotations": array("f", track.rotations or []),
                "scales": array("f", track.scales or []),
            }
            for track in model.tracks.values()
        },
        "curves": {
            name: {"times": array("f", times), "values": array("f", values)}
            for name, times, values in model.curves.values()
        },
    }


def restore(description):
    """A clip that the project holds from the start."""
    clip = AnimSequence()
    clip._path = description["path"]
    clip._skeleton = STATE.assets.get(description["skeleton"].lower())
    model = clip._model
    model.rate = Fraction(*description.get("rate", [30, 1]))
    model.frames = description.get("frames", 1)
    keys = model.frames + 1
    for bone in description.get("tracks", []):
        track = model.tracks[key_of(bone)] = Track(bone)
        track.positions = array("f", [0.0] * (3 * keys))
        track.rotations = array("f", [0.0, 0.0, 0.0, 1.0] * keys)
        track.scales = array("f", [1.0] * (3 * keys))
    clip._tags.update(description.get("tags", {}))
    for track in description.get("notifyTracks", []):
        clip._notify_tracks[track] = []
    for curve in description.get("curves", []):
        model.curves[key_of(curve)] = (curve, array("f", [0.0]), array("f", [0.5]))
    return clip
