import { Color, MeshStandardMaterial } from 'three';
import { boneLook } from '../motion/bones.ts';
import type { Clip } from '../motion/create-clip.ts';
import { createPoser } from '../motion/create-poser.ts';
import { SIDE_COLOURS } from './colours.ts';
import { createHead } from './create-head.ts';
import { createLimbs } from './create-limbs.ts';
import { createStage } from './create-stage.ts';
import { createTorso } from './create-torso.ts';
import type { View } from './views.ts';

/** Below this confidence a region counts as not seen: its bones are grey. */
const SEEN = 0.05;
const UNSEEN = new Color('#8a919c');
const MIDDLE = new Color('#c9ced6');

/** A clip's skeleton in a canvas: stick-and-capsule limbs, a head with a face. */
export interface Figure {
  /** Another clip, in the place of the one before; null shows none. */
  setClip(clip: Clip | null): void;
  /** Shows a frame of the clip. */
  show(frame: number): void;
  setView(view: View): void;
  dispose(): void;
}

/** @throws Error when the browser has no WebGL. */
export function createFigure(canvas: HTMLCanvasElement): Figure {
  const stage = createStage(canvas);
  const material = new MeshStandardMaterial({ roughness: 0.75, metalness: 0 });
  let body: ReturnType<typeof createBody> | null = null;
  const drop = () => {
    if (body === null) return;
    for (const group of body.groups) stage.scene.remove(group);
    body.dispose();
    body = null;
  };
  return {
    setClip(clip) {
      drop();
      if (clip !== null) {
        body = createBody(clip, material);
        stage.scene.add(...body.groups);
      }
      stage.draw();
    },
    show(frame) {
      body?.show(frame);
      stage.draw();
    },
    setView: stage.setView,
    dispose() {
      drop();
      material.dispose();
      stage.dispose();
    },
  };
}

function createBody(clip: Clip, material: MeshStandardMaterial) {
  const poser = createPoser(clip);
  const limbs = createLimbs(clip, material);
  const headBone = clip.tables.bones.indexOf('head');
  const head = headBone < 0 ? null : createHead(headBone, poser.rest, material);
  const torso = createTorso(clip.tables.bones, poser.rest, material);
  const looks = clip.tables.bones.map(boneLook);
  const colours = {
    left: new Color(SIDE_COLOURS.left),
    right: new Color(SIDE_COLOURS.right),
    middle: MIDDLE,
  };
  return {
    groups: [limbs.group, torso.mesh, ...(head === null ? [] : [head.group])],
    show(frame: number) {
      if (frame < 0 || frame >= clip.count) return;
      const row = clip.row(frame);
      poser.set(row);
      const unseen = new Set(clip.flags(frame));
      limbs.update(poser.pose, (bone) => {
        const { region, side } = looks[bone]!;
        return clip.confidence(frame, region) < SEEN || legUnseen(clip.tables.bones[bone]!, unseen)
          ? UNSEEN
          : colours[side];
      });
      torso.update(poser.pose, clip.confidence(frame, 'body') < SEEN ? UNSEEN : MIDDLE);
      const faceSeen = clip.confidence(frame, 'face') >= SEEN;
      const { face } = clip.layout;
      const values = new Map(clip.tables.face.map((name, i) => [name, row[face + i]!]));
      head?.update(poser.pose, faceSeen ? values : null, faceSeen ? MIDDLE : UNSEEN);
    },
    dispose() {
      limbs.dispose();
      torso.dispose();
      head?.dispose();
    },
  };
}

const LEG = /^(thigh|calf|foot|ball)_([lr])$/;

/** Legs have no confidence of their own, but a flag where they were not in the picture. */
function legUnseen(bone: string, flags: ReadonlySet<string>): boolean {
  const side = LEG.exec(bone)?.[2];
  return side !== undefined && flags.has(side === 'l' ? 'leftLegUnseen' : 'rightLegUnseen');
}
