import type { Calibration } from '../protocol/calibration.ts';
import type { Side } from '../skeleton/body-bones.ts';
import type { Rig } from '../skeleton/rig.ts';
import type { ClipStore } from './clip/clip-store.ts';
import { findSeen, type Seen } from './clip/find-seen.ts';
import { type HandShape, measureHand } from './clip/measure-hand.ts';
import { measurePerformer, type Performer } from './clip/measure-performer.ts';
import { measureView } from './clip/measure-view.ts';
import { createFaceReader } from './face/face-reader.ts';
import { measureFace } from './face/measure-face.ts';
import { createSideChooser } from './lift/choose-sides.ts';
import { createJointLift } from './lift/lift-joints.ts';
import { measureShoulders } from './lift/measure-shoulders.ts';
import { restHand } from './lift/rest-hand.ts';
import type { Camera } from './lift/view-ray.ts';
import type { BasePose } from './retarget/base-pose.ts';
import { createWindowSolver, type SolvedWindow } from './solve-window.ts';
import { openClipFilter } from './time/clip-filter.ts';
import { findCuts } from './time/find-cuts.ts';

/** A clip's motion at its own frame times, and the performer it was solved for. */
export interface SolvedClip extends SolvedWindow {
  readonly performer: Calibration;
}

export interface ClipSetting {
  readonly rig: Rig;
  readonly camera: Camera;
  /** What is known of the performer, or null to measure it in the clip. */
  readonly performer: Calibration | null;
  readonly mendsArms: boolean;
}

/** Landmarks to rotations at the clip's own frames: seen regions solved, gaps filled, motion smoothed. */
export function solveClip(
  clip: ClipStore,
  setting: ClipSetting & { readonly base: BasePose; readonly holdsContacts: boolean },
): SolvedClip {
  const { rig, camera, mendsArms, base, holdsContacts } = setting;
  const times = Float64Array.from({ length: clip.length }, (_, i) => clip.time(i));
  const seen = findSeen(clip);
  const { performer, hands, calibration } = measureLengths(clip, seen, setting);
  const solve = createWindowSolver(clip, {
    rig,
    camera,
    openFilter: openClipFilter,
    base,
    mendsArms,
    holdsContacts,
  });
  const solved = solve(
    { from: 0, times, seen, cuts: findCuts(clip, seen.body, camera) },
    {
      performer,
      lift: createJointLift(clip, { camera, performer, hands, mendsArms, chooseSides: createSideChooser() }),
      shoulders: calibration.shoulderRest ?? null,
      readFace: () => createFaceReader(calibration.face ?? null),
      view: (body) => measureView(seen, body),
    },
  );
  return { ...solved, performer: calibration };
}

/** Bone lengths, hands and face of a clip's performer; the skeleton's own hand where none was seen. */
export function measureLengths(
  clip: ClipStore,
  seen: Seen,
  { rig, camera, performer }: Omit<ClipSetting, 'mendsArms'>,
) {
  const lengths: Performer =
    performer === null
      ? measurePerformer(clip, seen, camera)
      : { ...performer, trunk: performer.trunk ?? null };
  const known = (side: Side): HandShape | null => {
    const hand = performer?.hands?.[side] ?? null;
    if (hand === null) return measureHand(clip, side, camera);
    return {
      phalanges: Float64Array.from(hand.phalanges),
    };
  };
  const { l, r } = { l: known('l'), r: known('r') };
  const { shoulders, upperArm, forearm, thigh, calf, trunk } = lengths;
  const calibration: Calibration = {
    ...{ shoulders, upperArm, forearm, thigh, calf, trunk },
    hands: { l: l && writtenHand(l), r: r && writtenHand(r) },
    shoulderRest: performer?.shoulderRest ?? measureShoulders(clip, seen, camera),
    face: performer?.face ?? measureFace(clip, seen.face, camera.width / camera.height),
  };
  return {
    performer: lengths,
    hands: { l: l ?? restHand(rig, 'l'), r: r ?? restHand(rig, 'r') },
    calibration,
  };
}

function writtenHand({ phalanges }: HandShape): NonNullable<NonNullable<Calibration['hands']>[Side]> {
  return { phalanges: [...phalanges] };
}
