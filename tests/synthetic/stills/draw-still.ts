import type { Clip } from '../clip.ts';
import { createRig } from '../rig.ts';
import { frameUniforms } from '../scene-shader.ts';
import { buildSkeleton, FINGER_JOINTS, FINGERS, type Side } from '../skeleton.ts';
import { project, trueCamera, truthFrame } from '../truth.ts';
import { createDraw } from './draw.ts';
import { drawCamera } from './draw-camera.ts';
import { drawPerson } from './draw-person.ts';
import { drawPose } from './draw-pose.ts';

/** Of every picture. */
export const STILL_SIZE = { width: 480, height: 480 };
/** A hand nearer to the edge than this is not wholly in the picture, pixels. */
const MARGIN = 6;

/** A person, a pose and a camera at random: what the shader draws, and the line that states it. @param seed a whole number */
export function drawStill(seed: number) {
  const draw = createDraw(seed);
  const { look, proportions } = drawPerson(draw);
  const rig = createRig(buildSkeleton(proportions));
  const pose = drawPose(draw, rig, proportions);
  const posed = rig.pose(pose);
  const camera = drawCamera(draw, posed);
  const clip: Clip = { fps: 1, seconds: 1, ...STILL_SIZE, camera, look, proportions, keys: [] };
  const view = { ...STILL_SIZE, camera: trueCamera(camera) };
  const inFrame = (side: Side): boolean =>
    handJoints(side).every((joint) => {
      const [x, y] = project(view, posed.position[joint]!);
      return x > MARGIN && x < STILL_SIZE.width - MARGIN && y > MARGIN && y < STILL_SIZE.height - MARGIN;
    });
  return {
    uniforms: frameUniforms(clip, posed, pose.face),
    line: {
      ...view,
      joints: truthFrame(posed, pose.face).joints,
      inFrame: { l: inFrame('l'), r: inFrame('r') },
    },
  };
}

const handJoints = (side: Side): string[] => [
  `hand_${side}`,
  ...FINGERS.flatMap((finger) => FINGER_JOINTS.map((part) => `${finger}_${part}_${side}`)),
];
