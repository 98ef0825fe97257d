import { DIGIT_NAMES, HAND_NAMES, type Quality } from '../../../protocol/quality.ts';
import { escapeText, table, title } from './markup.ts';

/** A finger this far off, hundredths of a palm, fills the bar. */
const FULL = 30;

/** How far each finger lies from where it was seen, as bars that grow from the palm. */
export function fingerPlot(reprojection: Quality['reprojection']): string {
  const hands = HAND_NAMES.map((hand) => {
    const errors = reprojection[hand];
    const kind = hand === 'leftHand' ? 'left' : 'right';
    if (errors === null) return `<div class="hand ${kind}"><h3>${title(hand)}</h3><p>never seen</p></div>`;
    const words = DIGIT_NAMES.map((digit) => `${digit} ${errors[digit].toFixed(0)} %`).join(', ');
    const bars = DIGIT_NAMES.map((digit, k) => {
      const height = Math.max(2, Math.min(1, errors[digit] / FULL) * 100);
      return `<g transform="translate(${k * 60} 0)"><rect class="track" x="14" y="20" width="32" height="100" rx="6"/>
<rect class="bar" x="14" y="${120 - height}" width="32" height="${height}" rx="6"/>
<text x="30" y="14">${errors[digit].toFixed(0)}</text><text x="30" y="138">${digit}</text></g>`;
    }).join('');
    const label = `Distance of the ${title(hand).toLowerCase()}'s fingers from where they were seen, of a palm: ${words}`;
    return `<div class="hand ${kind}"><h3>${title(hand)}</h3><svg viewBox="0 0 300 144" role="img" aria-label="${escapeText(label)}">${bars}</svg></div>`;
  });
  const rows = DIGIT_NAMES.map((digit) => [
    title(digit),
    ...HAND_NAMES.map((hand) =>
      reprojection[hand] === null ? 'not seen' : `${reprojection[hand][digit]} %`,
    ),
  ]);
  const caption = 'Distance of each finger from where it was seen, of a palm';
  return `<div class="hands">${hands.join('')}</div>
<details><summary>The same as a table</summary>${table(caption, ['finger', 'left hand', 'right hand'], rows)}</details>`;
}
