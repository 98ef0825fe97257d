import { fingerTurns } from './finger-turns.ts';
import { forwardKinematics, type LocalTurns, type Posed } from './forward-kinematics.ts';
import type { ArmPose, FootPose, Pose } from './pose.ts';
import type { Joint, Side } from './skeleton.ts';
import { twoBoneReach } from './two-bone-reach.ts';
import {
  add,
  chain,
  inverse,
  length,
  mirror,
  multiply,
  type Quat,
  rotate,
  subtract,
  turnX,
  turnY,
  turnZ,
  type Vec3,
} from './vector.ts';

/** Where the left knee points. */
const KNEES_FORWARD: Vec3 = [0.12, 0, 1];

/** Right-side turns are left-side turns in a mirror, so that only the left side is worked out. */
const sided = (side: Side, turns: LocalTurns): LocalTurns =>
  Object.fromEntries(
    Object.entries(turns).map(([name, q]) => [`${name}_${side}`, side === 'l' ? q : mirror(q)]),
  );

/** Poses a skeleton: `rotations` gives each joint's turn, `pose` also carries them out. */
export function createRig(joints: readonly Joint[]) {
  const offsets = new Map(joints.map((joint) => [joint.name, joint.offset]));
  const offset = (name: string): Vec3 => {
    const found = offsets.get(name);
    if (!found) throw new Error(`The skeleton has no joint ${name}.`);
    return found;
  };

  function armTurns(arm: ArmPose): Record<string, Quat> {
    const clavicle = turnZ(arm.shrug);
    const inClavicle = (v: Vec3): Vec3 => rotate(inverse(clavicle), v);
    const limb = twoBoneReach({
      from: offset('upperarm_l'),
      to: inClavicle(subtract(arm.wrist, offset('clavicle_l'))),
      upper: length(offset('lowerarm_l')),
      lower: length(offset('hand_l')),
      pole: inClavicle(arm.elbow),
      fold: 1,
    });
    const forearm = chain(clavicle, limb.upper, limb.lower);
    return {
      clavicle,
      upperarm: limb.upper,
      lowerarm: limb.lower,
      hand: multiply(inverse(forearm), arm.hand),
      ...fingerTurns(arm.shape, offset('thumb_03_l')),
    };
  }

  /** `pelvisShift` and `pelvis` are seen in the same mirror as the foot. */
  function legTurns(foot: FootPose, pelvisShift: Vec3, pelvis: Quat): Record<string, Quat> {
    const hip = offset('thigh_l');
    const [thigh, calf] = [length(offset('calf_l')), length(offset('foot_l'))];
    const ankle = add(add(hip, [0, -(thigh + calf), 0]), foot.shift);
    const inPelvis = (v: Vec3): Vec3 => rotate(inverse(pelvis), v);
    const limb = twoBoneReach({
      from: hip,
      to: inPelvis(subtract(ankle, pelvisShift)),
      upper: thigh,
      lower: calf,
      pole: inPelvis(KNEES_FORWARD),
      fold: -1,
    });
    const leg = chain(pelvis, limb.upper, limb.lower);
    return { thigh: limb.upper, calf: limb.lower, foot: multiply(inverse(leg), turnY(foot.yaw)) };
  }

  function rotations({ trunk, left, right, leftFoot, rightFoot }: Pose): LocalTurns {
    const pelvis = chain(turnY(trunk.turn), turnZ(trunk.lean * -0.3));
    const back = chain(turnY(trunk.twist / 2), turnX(trunk.bow / 2), turnZ(trunk.lean * -0.65));
    const head = (share: number): Quat =>
      chain(turnY(trunk.headTurn * share), turnX(-trunk.headNod * share), turnZ(-trunk.headTilt * share));
    const [x, y, z] = trunk.shift;
    return {
      pelvis,
      spine_03: back,
      spine_05: back,
      neck_01: head(0.35),
      head: head(0.65),
      ...sided('l', armTurns(left)),
      ...sided('r', armTurns(right)),
      ...sided('l', legTurns(leftFoot, trunk.shift, pelvis)),
      ...sided('r', legTurns(rightFoot, [-x, y, z], mirror(pelvis))),
    };
  }

  return {
    joints,
    rotations,
    pose: (pose: Pose): Posed => forwardKinematics(joints, rotations(pose), pose.trunk.shift),
  };
}
