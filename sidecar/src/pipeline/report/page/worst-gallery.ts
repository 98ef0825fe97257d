import type { BadFrame } from '../worst-frames.ts';
import { clock, escapeText } from './markup.ts';
import { overlaySvg } from './overlay-svg.ts';

/** A bad frame with its picture, where there is one. */
export interface ShownFrame extends BadFrame {
  /** JPEG. */
  readonly picture: Uint8Array | null;
}

/** The worst frames, worst first: picture, what the tracker saw, what is wrong. */
export function worstGallery(
  frames: readonly ShownFrame[],
  { width, height }: { width: number; height: number },
): string {
  if (frames.length === 0) return '<p class="good">No frame stands out: nothing to look at first.</p>';
  const cards = frames.map((frame, k) => {
    const overlay = frame.landmarks === null ? '' : overlaySvg(frame.landmarks, height / width);
    const words = frame.reasons.join('; ');
    const picture =
      frame.picture === null
        ? '<span class="nothing">no picture</span>'
        : `<img src="data:image/jpeg;base64,${Buffer.from(frame.picture).toString('base64')}" width="${width}" height="${height}" alt="Frame at ${clock(frame.time)}: ${escapeText(words)}">`;
    const list = frame.reasons.map((reason) => `<li>${escapeText(reason)}</li>`).join('');
    return `<li id="worst-${k + 1}"><figure><div class="picture" style="aspect-ratio:${width}/${height}">${picture}${overlay}</div>
<figcaption><b>${k + 1}. ${clock(frame.time)}</b> <small>frame ${frame.frame}</small><ul>${list}</ul></figcaption></figure></li>`;
  });
  return `<input type="checkbox" id="landmarks" checked><label for="landmarks">Draw what the tracker saw: the performer's left orange, right blue</label>
<ol class="gallery">${cards.join('\n')}</ol>`;
}
