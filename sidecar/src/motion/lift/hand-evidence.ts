import { HAND_LANDMARKS } from '../../protocol/landmarks.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import { cameraToComponent } from '../../skeleton/component-space.ts';
import { type Quat, quat, unrotateVec } from '../../skeleton/quaternion.ts';
import { setVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { type ClipStore, HAS, ROW } from '../clip/clip-store.ts';
import { HAND_WRIST } from '../clip/landmark-points.ts';
import { createDepthFit, type Placement } from './fit-depth.ts';
import type { Camera } from './view-ray.ts';
import { createRayTurn } from './view-ray.ts';

/**
 * The two accounts of a hand in one frame, about the wrist, cm: axes as of component space, but seen along
 * the ray to the hand, as the network saw its crop.
 */
export interface HandEvidence {
  /** From the picture's points: across the view exact, along it from the network's picture depth. */
  readonly picture: readonly Vec3[];
  /** From the network's metric points; the same as `picture` where there are none. */
  readonly world: readonly Vec3[];
  /** Whether there are metric points. */
  metric: boolean;
  /** The turn from the optical axis to the ray. */
  readonly ray: Quat;
}

/** Reads a hand of a frame, which must hold it; overwritten by the next. The same one again is not read anew. */
export type HandReader = (frame: number, side: Side) => HandEvidence;

const CM = 100;
/** A distance for a hand that does not tell one, cm. */
const SOME_DEPTH = 250;

export function createHandReader(clip: ClipStore, camera: Camera): HandReader {
  const points = () => Array.from({ length: HAND_LANDMARKS }, () => vec3());
  const evidence: HandEvidence = {
    picture: points(),
    world: points(),
    metric: false,
    ray: quat(),
  };
  const { picture, world, ray } = evidence;
  const rayTurn = createRayTurn(camera.focal);
  const fit = createDepthFit(camera.focal);
  const place: Placement = { depth: 0, right: 0, up: 0 };

  /** The picture's points in pixels as a camera would see them that looks along the ray to the hand. */
  const readPicture = (values: Float32Array, start: number): void => {
    let across = 0;
    let above = 0;
    for (let k = 0; k < HAND_LANDMARKS; k++) {
      across += (values[start + k * 3]! - 0.5) * (camera.width / HAND_LANDMARKS);
      above += (0.5 - values[start + k * 3 + 1]!) * (camera.height / HAND_LANDMARKS);
    }
    rayTurn(ray, across, above);
    for (let k = 0; k < HAND_LANDMARKS; k++) {
      const at = start + k * 3;
      const point = picture[k]!;
      setVec(
        point,
        (values[at]! - 0.5) * camera.width,
        -camera.focal,
        (0.5 - values[at + 1]!) * camera.height,
      );
      unrotateVec(point, ray, point);
      const nearer = camera.focal / -point[1]!;
      setVec(point, point[0]! * nearer, -values[at + 2]! * camera.width, point[2]! * nearer);
    }
  };
  const readWorld = (values: Float32Array, start: number): number => {
    fit.reset();
    for (let k = 0; k < HAND_LANDMARKS; k++) {
      const at = start + k * 3;
      const point = world[k]!;
      cameraToComponent(point, values[at]!, values[at + 1]!, values[at + 2]!, CM);
      fit.add(
        { x: picture[k]![0]!, y: picture[k]![2]! },
        { right: point[0]!, up: point[2]!, towards: point[1]! },
        1,
      );
    }
    return fit.solve(place) ? place.depth : SOME_DEPTH;
  };
  let read = -1;
  let readSide: Side = 'l';
  return (frame, side) => {
    if (frame === read && side === readSide) return evidence;
    read = frame;
    readSide = side;
    const values = clip.values(frame);
    const row = clip.rowOf(frame);
    evidence.metric = (clip.has(frame) & HAS.handWorld[side]) !== 0;
    readPicture(values, row + ROW.hand[side]);
    const depth = evidence.metric ? readWorld(values, row + ROW.handWorld[side]) : SOME_DEPTH;
    for (let k = 0; k < HAND_LANDMARKS; k++) {
      const point = picture[k]!;
      const towards = evidence.metric ? world[k]![1]! : 0;
      const scale = (depth - towards) / camera.focal;
      setVec(point, point[0]! * scale, (point[1]! * depth) / camera.focal, point[2]! * scale);
      if (!evidence.metric) world[k]!.set(point);
    }
    centreOnWrist(picture);
    centreOnWrist(world);
    return evidence;
  };
}

function centreOnWrist(points: readonly Vec3[]): void {
  const [x, y, z] = points[HAND_WRIST]! as unknown as [number, number, number];
  for (const point of points) setVec(point, point[0]! - x, point[1]! - y, point[2]! - z);
}
