import type { Frame } from '../../protocol/frame.ts';
import type { Model } from '../../protocol/model.ts';
import { averageHand } from './average-hand.ts';
import { findArm } from './find-arm.ts';
import type { HandRegionFinder } from './find-hand-region.ts';
import { isDoubtful } from './hand-doubt.ts';
import { handRoiFromLandmarks, type Side } from './hand-roi.ts';
import { createLookRhythm } from './look-rhythm.ts';
import { createPalmDetector, type PalmDetector } from './palm-detector.ts';
import type { PoseObservation } from './pose-tracker.ts';
import { createReadAgain } from './read-again.ts';
import { type HandObservation, readHand } from './read-hand.ts';
import { type Roi, wholePicture } from './roi.ts';
import { createSecondLook } from './second-look.ts';
import { HAND_TRACKING, type TrackedRegion, trackRoi } from './track-roi.ts';

export interface HandModels {
  /** Where the hand of a body lies; asked where the body does not come with it. */
  readonly findRegion: HandRegionFinder;
  /** Outputs: landmarks [63], flag [1], handedness [1], world [63]. */
  readonly landmarks: Model;
  /** Loaded when a hand is first lost, or the first picture without a body comes. Outputs: boxes [2016, 18], logits [2016]. */
  palms(): Promise<Model>;
}

export interface HandTrackerOptions {
  /** Whether a hand that the original loses or misreads is looked for once more. */
  readonly secondLook: boolean;
  /** Whether each hand is read in two more views: see {@link averageHand}. */
  readonly averageHands: boolean;
}

export interface HandTracker {
  track(frame: Frame, pose: PoseObservation | null): Promise<HandObservation | null>;
}

const NONE = { hand: null, seen: null } as const;
/**
 * Without a body, a picture that shows the other hand alone is searched for this one in every so many frames: 0.13 s at
 * 30 fps, about as long as a hand takes to come into a picture.
 */
const LONGEST_WAIT = 4;
/**
 * Finds one hand near the wrist of the body, crops again, and follows it while both regions agree. Where no body
 * is in the picture, as in a close-up of a signing hand, palms are looked for and told apart by the landmark
 * model's own idea of left and right; there the original gives nothing. With a second look, a hand that the
 * original loses is looked for once more, and one that it reads in a way that cannot be true, inside out or on the
 * other hand, is read again or dropped; all other hands stay as they are.
 * Source: mediapipe/modules/holistic_landmark/hand_landmarks_from_pose_gpu.pbtxt and hand_tracking.pbtxt.
 */
export function createHandTracker(
  side: Side,
  models: HandModels,
  { secondLook, averageHands }: HandTrackerOptions,
): HandTracker {
  /** What the original remembers: a hand that only the second look found is none to it. */
  let previous: TrackedRegion | null = null;
  /** Where the hand of the frame before leads, whoever found it. */
  let lastRegion: Roi | null = null;
  let detector: PalmDetector | null = null;
  const alone = createLookRhythm(LONGEST_WAIT);
  const palms = async (): Promise<PalmDetector> => {
    detector ??= createPalmDetector(await models.palms());
    return detector;
  };
  const { findRegion } = models;
  const lookAgain = createSecondLook(side, { landmarks: models.landmarks, palms });
  const readAgain = createReadAgain(side, models.landmarks);

  const followBody = async (frame: Frame, pose: PoseObservation, last: TrackedRegion | null) => {
    const before = lastRegion;
    const known = pose.handRegions?.[side];
    const fresh = known === undefined ? await findRegion(frame, pose.points, side) : known;
    const roi = fresh && trackRoi(last, fresh, HAND_TRACKING);
    const hand = roi && (await readHand(frame, roi, models.landmarks));
    if (!secondLook) return { hand, seen: hand };
    const arm = findArm(frame, pose.points, side);
    if (hand && !isDoubtful(hand, side, arm)) return { hand, seen: hand };
    const better = hand && (await readAgain(frame, hand, arm));
    if (better || !arm) return { hand: better, seen: better };
    const untried = hand ? [] : [before, fresh].filter((region) => region !== null && region !== roi);
    return { hand: null, seen: await lookAgain(frame, arm, untried as Roi[]) };
  };

  /**
   * A lost hand is looked for at once, and so is the first of a picture without hands. Where the search has shown the
   * other hand alone, this one is out of the picture: it comes back at its pace, and is looked for ever more seldom.
   */
  const findAlone = async (frame: Frame, last: TrackedRegion | null) => {
    if (!last && !alone.due()) return NONE;
    const picture = wholePicture(frame.width, frame.height);
    let others = 0;
    for (const roi of last ? [last.roi] : await (await palms())(frame, picture)) {
      const hand = await readHand(frame, roi, models.landmarks);
      if (hand && hand.sides[side] > 0.5) {
        alone.restart();
        return { hand, seen: hand };
      }
      if (hand) others++;
    }
    if (last || others === 0) alone.restart();
    return NONE;
  };

  return {
    async track(frame, pose) {
      const last = previous;
      previous = null;
      if (pose) alone.restart();
      const { hand, seen } = pose ? await followBody(frame, pose, last) : await findAlone(frame, last);
      lastRegion = seen && handRoiFromLandmarks(seen.points);
      if (hand) previous = { roi: lastRegion!, points: hand.points };
      // what is remembered is the original's reading: its regions stay as they are
      return seen && averageHands ? await averageHand(frame, seen, { model: models.landmarks }) : seen;
    },
  };
}
