// Draws the plugin's icon: a hand whose finger joints are dots, as the tracker sees it.
// usage: node sidecar/scripts/draw-icon.mjs
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';

const SIZE = 128;
/** Drawn larger and averaged, so that edges are smooth. */
const SAMPLES = 4;
const GROUND = [24, 28, 38];
const BONE = [92, 200, 255];
const JOINT = [255, 255, 255];
const WRIST = [64, 112];
/** Joints of each finger from the palm to the tip, pixels. */
const FINGERS = [
  [
    [40, 96],
    [24, 82],
    [14, 68],
  ],
  [
    [46, 68],
    [40, 44],
    [36, 22],
  ],
  [
    [63, 64],
    [63, 38],
    [63, 14],
  ],
  [
    [79, 68],
    [85, 44],
    [89, 22],
  ],
  [
    [92, 80],
    [104, 62],
    [112, 46],
  ],
];

const bones = FINGERS.flatMap((finger) =>
  [WRIST, ...finger].slice(0, -1).map((from, i) => [from, finger[i]]),
);
const joints = [WRIST, ...FINGERS.flat()];

function distance([x, y], [[ax, ay], [bx, by]]) {
  const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}

/** Colour and opacity of one point: dots over lines over a square with round corners. */
function paint(point) {
  const [x, y] = point.map((value) => Math.max(Math.abs(value - SIZE / 2) - (SIZE / 2 - 20), 0));
  if (Math.hypot(x, y) > 20) return [0, 0, 0, 0];
  if (joints.some((joint) => Math.hypot(point[0] - joint[0], point[1] - joint[1]) < 5.5))
    return [...JOINT, 255];
  if (bones.some((bone) => distance(point, bone) < 2.5)) return [...BONE, 255];
  return [...GROUND, 255];
}

const png = new PNG({ width: SIZE, height: SIZE });
for (let pixel = 0; pixel < SIZE * SIZE; pixel++) {
  const sum = [0, 0, 0, 0];
  for (let sample = 0; sample < SAMPLES ** 2; sample++) {
    const at = (value, part) => value + (part + 0.5) / SAMPLES;
    const x = at(pixel % SIZE, sample % SAMPLES);
    const y = at(Math.floor(pixel / SIZE), Math.floor(sample / SAMPLES));
    const [r, g, b, a] = paint([x, y]);
    for (const [i, value] of [r * a, g * a, b * a, a].entries()) sum[i] += value;
  }
  const alpha = sum[3];
  const colour = sum.slice(0, 3).map((value) => (alpha === 0 ? 0 : Math.round(value / alpha)));
  png.data.set([...colour, Math.round(alpha / SAMPLES ** 2)], pixel * 4);
}
const file = fileURLToPath(
  new URL('../../unreal-plugin/AvatarTracker/Resources/Icon128.png', import.meta.url),
);
writeFileSync(file, PNG.sync.write(png));
