/** x to the figure's left, y up; shares of the skull's half axes, from its middle. */
export type FacePoint = readonly [x: number, y: number];

const EYE = { x: 0.4, y: 0.08, width: 0.17, open: 0.075 };
const BROW_Y = 0.3;
const MOUTH_Y = -0.52;
const MOUTH_WIDTH = 0.27;
const STEPS = 16;

/**
 * Brows, eyes and mouth as lines, from ARKit's values (0 to 1): enough to read a raised brow, a closed lid, a
 * rounded or spread mouth. Values that are not there are 0.
 */
export function faceLines(face: ReadonlyMap<string, number>): ReadonlyMap<string, readonly FacePoint[]> {
  const value = (name: string) => face.get(name) ?? 0;
  const lines = new Map<string, readonly FacePoint[]>();
  for (const [side, sign] of [
    ['Left', 1],
    ['Right', -1],
  ] as const) {
    const open =
      EYE.open *
      (1 - value(`EyeBlink${side}`)) *
      (1 + 0.6 * value(`EyeWide${side}`) - 0.4 * value(`EyeSquint${side}`));
    lines.set(`eye${side}`, ring({ x: sign * EYE.x, y: EYE.y, width: EYE.width, up: open, down: open }));
    const gaze = (value(`EyeLookOut${side}`) - value(`EyeLookIn${side}`)) * sign * 0.1;
    const lift = (value(`EyeLookUp${side}`) - value(`EyeLookDown${side}`)) * 0.05;
    const pupil = Math.min(0.05, open);
    lines.set(
      `pupil${side}`,
      ring({ x: sign * EYE.x + gaze, y: EYE.y + lift, width: 0.05, up: pupil, down: pupil }),
    );
    const down = value(`BrowDown${side}`) * 0.12;
    const inner = BROW_Y + value('BrowInnerUp') * 0.16 - down;
    const outer = BROW_Y + value(`BrowOuterUp${side}`) * 0.16 - down * 0.6;
    const middle = (inner + outer) / 2 + 0.045;
    lines.set(`brow${side}`, [
      [sign * 0.18, inner],
      [sign * 0.4, middle],
      [sign * 0.62, outer - 0.02],
    ]);
  }
  lines.set('mouth', mouth(value));
  return lines;
}

function mouth(value: (name: string) => number): FacePoint[] {
  const both = (name: string) => (value(`${name}Left`) + value(`${name}Right`)) / 2;
  const round = Math.max(value('MouthFunnel'), value('MouthPucker'));
  const width = MOUTH_WIDTH * (1 + 0.35 * Math.max(both('MouthSmile'), both('MouthStretch')) - 0.5 * round);
  const gap = Math.max(0, value('JawOpen') - 0.6 * value('MouthClose'));
  const up = 0.02 + 0.05 * both('MouthUpperUp') + 0.05 * value('MouthFunnel');
  const down = 0.02 + 0.34 * gap + 0.06 * both('MouthLowerDown') + 0.05 * value('MouthFunnel');
  const x = 0.12 * (value('MouthLeft') - value('MouthRight'));
  const corners = 0.14 * (both('MouthSmile') - both('MouthFrown'));
  return ring({ x, y: MOUTH_Y, width, up, down }).map(([px, py]) => [
    px,
    py + corners * ((px - x) / width) ** 2,
  ]);
}

interface Ring {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly up: number;
  readonly down: number;
}

function ring({ x, y, width, up, down }: Ring): FacePoint[] {
  return Array.from({ length: STEPS + 1 }, (_, i) => {
    const angle = (i / STEPS) * 2 * Math.PI;
    const height = Math.sin(angle) > 0 ? up : down;
    return [x + Math.cos(angle) * width, y + Math.sin(angle) * height];
  });
}
