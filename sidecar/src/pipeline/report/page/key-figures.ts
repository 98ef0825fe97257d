import { CONFIDENCE_PARTS, type Quality } from '../../../protocol/quality.ts';
import { escapeText, percent, title } from './markup.ts';
import type { Timeline } from './time-plots.ts';

const COLOURS = { body: 'middle', leftHand: 'left', rightHand: 'right', face: 'face' } as const;

/** The numbers that a person looks at first. A part is seen where the motion has it neither filled in nor at rest. */
export function keyFigures(quality: Quality, { from, to }: Timeline): string {
  const seen = CONFIDENCE_PARTS.map((part) => {
    const { bridged, unseen } = quality.problems.seconds[part] ?? { bridged: 0, unseen: 0 };
    const shown = to > from ? Math.max(0, 1 - (bridged + unseen) / (to - from)) : 0;
    const more = bridged < 0.05 ? '' : `, ${bridged.toFixed(1)} s bridged`;
    const meter = `<div class="meter ${COLOURS[part]}"><i style="width:${Math.round(shown * 100)}%"></i></div>`;
    return card(percent(shown), `${title(part)} seen${more}`, { extra: meter });
  });
  const still = [quality.tremble.leftFingertips?.stillMm, quality.tremble.rightFingertips?.stillMm].filter(
    (mm): mm is number => typeof mm === 'number',
  );
  const others = [
    still.length > 0 ? card(`${Math.max(...still).toFixed(2)} mm`, 'Trembling of still fingertips') : '',
    quality.contacts.length > 0 ? card(String(quality.contacts.length), 'Contacts held') : '',
    quality.footSlideMm === null
      ? ''
      : card(`${quality.footSlideMm.toFixed(1)} mm`, 'Foot slide in a frame of contact'),
    card(String(quality.worst.length), 'Frames to look at first', { attention: quality.worst.length > 0 }),
  ];
  return `<ul class="cards">${[...seen, ...others].join('\n')}</ul>`;
}

function card(
  value: string,
  words: string,
  { extra = '', attention = false }: { extra?: string; attention?: boolean } = {},
): string {
  return `<li${attention ? ' class="attention"' : ''}><b>${escapeText(value)}</b><small>${escapeText(words)}</small>${extra}</li>`;
}
