import { ARKIT_INDEX, ARKIT_NAMES, type ArkitName } from '../../skeleton/arkit.ts';
import { restOf } from './robust-neutral.ts';

/**
 * Changes up to the dead zone are the mesh's own trembling, not an expression; from three times the zone on they
 * are taken in full. The zone is this many scatters of the value's rest on this performer, within limits.
 */
const SCATTERS = 2.7;
const LEAST_ZONE = 0.055;
const LARGEST_ZONE = 0.18;
const IN_FULL = 3;
/** The corners of the mouth hardly tremble: their widest zone, but for what {@link LIP_ZONE} says. */
const CORNER_ZONE = 0.12;
const CORNERS = /^Mouth(Smile|Frown)/;
/** Values that are read from depth or from a few points of the mesh tremble more: their least zone. */
const UNSURE_ZONE = 0.22;
/** Lips that are rolled in, puckered or drawn down a little look like lips at rest: theirs. */
const LIP_ZONE = 0.14;
const LIPS = /^Mouth(Pucker|Funnel|Roll|Frown)/;
const UNSURE = /^(EyeWide|MouthShrug|MouthStretch)/;
/**
 * Rest of a value that reads off zero, which is taken off; more is an expression that is held. The brows' rest is in
 * the heights that they are read from.
 */
const LARGEST_OFFSET = 0.15;

/** Values of which a performer shows the full range sooner or later, so that the greatest tells how wide it is. */
const RANGED = /^(JawOpen|EyeBlink|Brow(Down|InnerUp|OuterUp)|Mouth(Funnel|Pucker|Smile|Stretch))/;
/** A performer's strongest expression is what this many frames and this part of all frames exceed. */
const STRONGEST_FRAMES = 3;
const STRONGEST_SHARE = 0.01;
/** In fewer frames nobody need have shown it. */
const ENOUGH_FRAMES = 100;
/** It is taken for a full one and made as strong as the first, by no more than the second. */
const FULL_EXPRESSION = 0.8;
const LARGEST_GAIN = 1.4;

/** Where each of the 52 values rests on one performer, how far it trembles there and how wide its range is. */
export interface ValueRange {
  readonly offset: number[];
  /** Half the width of the dead zone around rest. */
  readonly zone: number[];
  /** Factor from what the mesh shows to what the performer does, 1 or more. */
  readonly gain: number[];
}

/**
 * @param columns the values of a clip's faces, one list for each of the 52, in Apple's order.
 * @param resting a byte a frame: where the rest is looked for.
 */
export function measureRange(columns: readonly (readonly number[])[], resting: Uint8Array): ValueRange {
  const offset: number[] = [];
  const zone: number[] = [];
  columns.forEach((column, k) => {
    const { centre, scatter } =
      column.length > 0
        ? restOf(rising(column.filter((_, frame) => resting[frame] === 1)))
        : { centre: 0, scatter: 0 };
    const staysAsRead = ARKIT_NAMES[k]!.startsWith('Brow') || Math.abs(centre) > LARGEST_OFFSET;
    // plus 0, for JSON has no -0
    offset.push(staysAsRead ? 0 : centre + 0);
    zone.push(
      Math.max(leastZone(ARKIT_NAMES[k]!), Math.min(largestZone(ARKIT_NAMES[k]!), SCATTERS * scatter)),
    );
  });
  const shown = (k: number, frame: number): number => outsideZone(columns[k]![frame]! - offset[k]!, zone[k]!);
  const gain = ARKIT_NAMES.map((name, k) => {
    if (!RANGED.test(name)) return 1;
    const other = otherSide(name);
    return gainOf(columns[k]!.map((_, frame) => (shown(k, frame) + shown(other, frame)) / 2));
  });
  return { offset, zone, gain };
}

/** A value without the trembling around its rest. @param value 0 at rest. @returns not below 0. */
export function outsideZone(value: number, zone: number): number {
  if (value >= IN_FULL * zone) return value;
  return Math.max(0, ((value - zone) * IN_FULL) / (IN_FULL - 1));
}

/** Factor that makes a performer's strongest expression a full one. */
function gainOf(values: readonly number[]): number {
  const exceeding = Math.max(STRONGEST_FRAMES, Math.ceil(values.length * STRONGEST_SHARE));
  if (values.length < ENOUGH_FRAMES) return 1;
  const strongest = rising(values)[values.length - exceeding]!;
  return Math.min(LARGEST_GAIN, Math.max(1, FULL_EXPRESSION / strongest));
}

function rising(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}

/** The value of the other side, or the value itself: both sides have one range, and a crooked smile stays as crooked. */
function otherSide(name: ArkitName): number {
  const other = name.endsWith('Left') ? name.replace(/Left$/, 'Right') : name.replace(/Right$/, 'Left');
  return ARKIT_INDEX[other as ArkitName];
}

function leastZone(name: ArkitName): number {
  if (UNSURE.test(name)) return UNSURE_ZONE;
  return LIPS.test(name) ? LIP_ZONE : LEAST_ZONE;
}

function largestZone(name: ArkitName): number {
  return CORNERS.test(name) ? CORNER_ZONE : LARGEST_ZONE;
}
