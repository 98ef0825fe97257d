"""Names, enums and the structs that keys are made of."""

from __future__ import annotations

import enum
import math
from array import array

from .api import API, TYPES, init_params, published


def float32(value):
    """The value as the engine stores it."""
    return array("f", [value])[0]


@published
class Name:
    """An FName: keeps its case, compares without it."""

    def __init__(self, value="None"):
        self._text = str(value)

    def __str__(self):
        return self._text

    def __eq__(self, other):
        return str(self).lower() == str(other).lower()

    def __hash__(self):
        return hash(self._text.lower())


def key_of(name):
    """Dictionary key of a name."""
    return str(name).lower()


def _make_enum(name):
    made = enum.Enum(name, {value: index for index, value in enumerate(API["enums"][name])})
    TYPES[name] = made
    return made


ENUMS = {name: _make_enum(name) for name in API["enums"]}


class _Struct:
    """A struct: values in named slots; no attribute that is not published can be set."""

    __slots__ = ()

    def __repr__(self):
        return "{}({})".format(
            type(self).__name__, ", ".join(str(getattr(self, name)) for name in self.__slots__)
        )


@published
class Vector(_Struct):
    __slots__ = ("x", "y", "z")

    def __init__(self, x=0.0, y=0.0, z=0.0):
        self.x = x
        self.y = y
        self.z = z


@published
class Quat(_Struct):
    """Without arguments it is all zeros, as published, and so no rotation."""

    __slots__ = ("x", "y", "z", "w")

    def __init__(self, x=0.0, y=0.0, z=0.0, w=0.0):
        self.x = x
        self.y = y
        self.z = z
        self.w = w


@published
class Transform(_Struct):
    __slots__ = ("rotation", "translation", "scale3d")

    def __init__(self):
        self.rotation = Quat(0.0, 0.0, 0.0, 1.0)
        self.translation = Vector()
        self.scale3d = Vector(1.0, 1.0, 1.0)


@published
class LinearColor(_Struct):
    __slots__ = ("r", "g", "b", "a")

    def __init__(self, r=0.0, g=0.0, b=0.0, a=0.0):
        self.r, self.g, self.b, self.a = r, g, b, a


@published
class FrameRate(_Struct):
    __slots__ = ("numerator", "denominator")

    def __init__(self, numerator=0, denominator=1):
        self.numerator = numerator
        self.denominator = denominator


@published
class FrameNumber(_Struct):
    __slots__ = ("value",)

    def __init__(self, value=0):
        self.value = value


def _make_rich_curve_key():
    """The constructor's order differs by version, so positional arguments land elsewhere."""
    names = [param[0] for param in init_params("RichCurveKey")]

    class RichCurveKey(_Struct):
        __slots__ = tuple(names)

        if "interp_mode" in names:

            def __init__(
                self,
                interp_mode=ENUMS["RichCurveInterpMode"].RCIM_LINEAR,
                tangent_mode=ENUMS["RichCurveTangentMode"].RCTM_AUTO,
                tangent_weight_mode=ENUMS["RichCurveTangentWeightMode"].RCTWM_WEIGHTED_NONE,
                time=0.0,
                value=0.0,
            ):
                if not isinstance(interp_mode, ENUMS["RichCurveInterpMode"]):
                    raise TypeError("RichCurveKey: cannot convert interp_mode")
                self.interp_mode = interp_mode
                self.tangent_mode = tangent_mode
                self.tangent_weight_mode = tangent_weight_mode
                self.time = time
                self.value = value

        else:

            def __init__(self, time=0.0, value=0.0):
                self.time = time
                self.value = value

    return published(RichCurveKey)


RichCurveKey = _make_rich_curve_key()


@published
class AnimationCurveIdentifier(_Struct):
    __slots__ = ("_name", "_type")

    def __init__(self):
        self._name = None
        self._type = None

    def set_curve_identifier(self, name, curve_type):
        self._name, self._type = Name(name), curve_type


@published
class AnimPoseEvaluationOptions(_Struct):
    __slots__ = (
        "evaluation_type",
        "should_retarget",
        "extract_root_motion",
        "incorporate_root_motion_into_pose",
        "optional_skeletal_mesh",
        "retrieve_additive_as_full_pose",
        "evaluate_curves",
    )

    def __init__(self, evaluation_type=ENUMS["AnimDataEvalType"].SOURCE, should_retarget=False):
        self.evaluation_type = evaluation_type
        self.should_retarget = should_retarget


@published
class AnimPose(_Struct):
    __slots__ = ("_bones", "_reference")

    def __init__(self):
        self._bones = {}
        self._reference = {}


def through_euler(q):
    """A unit quaternion after storage as float32 pitch, yaw and roll in degrees."""
    x, y, z, w = q
    singular = z * x - w * y
    yaw = math.degrees(math.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z)))
    if singular < -0.4999995:
        pitch, roll = -90.0, -yaw - math.degrees(2 * math.atan2(x, w))
    elif singular > 0.4999995:
        pitch, roll = 90.0, yaw - math.degrees(2 * math.atan2(x, w))
    else:
        pitch = math.degrees(math.asin(max(-1.0, min(1.0, 2 * singular))))
        roll = math.degrees(math.atan2(-2 * (w * x + y * z), 1 - 2 * (x * x + y * y)))
    p, t, r = (math.radians(float32(angle)) / 2 for angle in (pitch, yaw, roll))
    sp, cp, sy, cy, sr, cr = (f(a) for a in (p, t, r) for f in (math.sin, math.cos))
    return (
        cr * sp * sy - sr * cp * cy,
        -cr * sp * cy - sr * cp * sy,
        cr * cp * sy - sr * sp * cy,
        cr * cp * cy + sr * sp * sy,
    )
