import {
  createLineDeepener,
  type LineDeepener,
  lineDepth,
} from '../../../sidecar/src/motion/lift/deepen-lines.ts';

/** The inverse of the lines' depth: of one that is, over the one that is shown, by halving. */
function shownDepth(turned: number, deeper: number): number {
  let [least, most] = [0, turned];
  for (let k = 0; k < 60; k++) {
    const shown = (least + most) / 2;
    if (lineDepth(shown, deeper) * Math.tan(shown) < Math.tan(turned)) least = shown;
    else most = shown;
  }
  return turned === 0 ? 1 : Math.tan(least) / Math.tan(turned);
}

/** Undoes what {@link createLineDeepener} does: a body as the tracker shows it. */
export function createLineFlattener(focal: number): LineDeepener {
  return createLineDeepener(focal, shownDepth);
}
