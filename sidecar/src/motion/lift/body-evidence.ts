import { POSE_LANDMARKS } from '../../protocol/landmarks.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import { cameraToComponent } from '../../skeleton/component-space.ts';
import { quat, rotateVec } from '../../skeleton/quaternion.ts';
import { subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { type ClipStore, ROW } from '../clip/clip-store.ts';
import { HIP, SHOULDER } from '../clip/landmark-points.ts';
import { createLineDeepener } from './deepen-lines.ts';
import { createDepthFit, type Placement } from './fit-depth.ts';
import { createHandJoiner } from './hands-on-body.ts';
import { LIFTED_BONES, middleOf } from './lifted-bones.ts';
import { type Camera, createRayTurn } from './view-ray.ts';

/**
 * What the tracker says of a body in one frame, by pose landmark: the lines across the trunk set right, the wrists drawn
 * to where the hands begin.
 */
export interface BodyEvidence {
  /** Pixels right of the optical axis, and above it. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly visibility: Float64Array;
  /** Component axes about the hips, cm, as the optical axis sees them. */
  readonly world: readonly Vec3[];
  /** Distance of the hips from the camera, cm; from the network's own size of the performer. */
  depth: number;
  /** From end to end of each of `LIFTED_BONES`, as `world`. */
  readonly bones: readonly Vec3[];
  /** How far each arm's bones are mended by what is learnt, 0 to 1: see `createArmReader`. */
  readonly learnt: Record<Side, number>;
}

/** Reads a frame of the clip into evidence; it must hold a pose. */
export type BodyReader = (frame: number) => BodyEvidence;

/** Points whose spread tells the distance: the stiffest and best seen. */
const DEPTH_POINTS = [11, 12, 13, 14, 23, 24, 25, 26] as const;
/** A distance for a pose that does not tell one; it cancels wherever only directions are used. */
const SOME_DEPTH = 250;
const CM = 100;

export function createBodyReader(clip: ClipStore, camera: Camera): BodyReader {
  const evidence: BodyEvidence = {
    x: new Float64Array(POSE_LANDMARKS),
    y: new Float64Array(POSE_LANDMARKS),
    visibility: new Float64Array(POSE_LANDMARKS),
    world: Array.from({ length: POSE_LANDMARKS }, () => vec3()),
    depth: SOME_DEPTH,
    bones: LIFTED_BONES.map(() => vec3()),
    learnt: { l: 0, r: 0 },
  };
  const { x, y, visibility, world } = evidence;
  const rayTurn = createRayTurn(camera.focal);
  const fit = createDepthFit(camera.focal);
  const place: Placement = { depth: 0, right: 0, up: 0 };
  const turn = quat();
  const deepen = createLineDeepener(camera.focal);
  const joinHands = createHandJoiner(clip, camera);
  const start = vec3();

  return (frame) => {
    const values = clip.values(frame);
    const row = clip.rowOf(frame);
    for (let k = 0; k < POSE_LANDMARKS; k++) {
      const at = row + ROW.pose + k * 3;
      x[k] = (values[at]! - 0.5) * camera.width;
      y[k] = (0.5 - values[at + 1]!) * camera.height;
      visibility[k] = values[at + 2]!;
      const from = row + ROW.world + k * 3;
      cameraToComponent(world[k]!, values[from]!, values[from + 1]!, values[from + 2]!, CM);
    }
    const trunk = [SHOULDER.l, SHOULDER.r, HIP.l, HIP.r] as const;
    let across = 0;
    let above = 0;
    for (const k of trunk) {
      across += x[k]! / 4;
      above += y[k]! / 4;
    }
    rayTurn(turn, across, above);
    for (const point of world) rotateVec(point, turn, point);
    fit.reset();
    for (const k of DEPTH_POINTS) {
      const point = world[k]!;
      fit.add(
        { x: x[k]!, y: y[k]! },
        { right: point[0]!, up: point[2]!, towards: point[1]! },
        visibility[k]!,
      );
    }
    evidence.depth = fit.solve(place) ? place.depth : SOME_DEPTH;
    deepen(evidence);
    joinHands(evidence, frame);
    for (let k = 0; k < LIFTED_BONES.length; k++) {
      const bone = evidence.bones[k]!;
      middleOf(bone, world, LIFTED_BONES[k]!.to);
      subVec(bone, bone, middleOf(start, world, LIFTED_BONES[k]!.from));
    }
    return evidence;
  };
}
