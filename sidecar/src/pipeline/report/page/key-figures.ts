import { CONFIDENCE_PARTS, type Quality } from '../../../protocol/quality.ts';
import type { Report } from '../../../protocol/report.ts';
import { escapeText, percent, title } from './markup.ts';

const COLOURS = { body: 'middle', leftHand: 'left', rightHand: 'right', face: 'face' } as const;

/** The numbers that a person looks at first. */
export function keyFigures({ regions }: Report, quality: Quality): string {
  const seen = CONFIDENCE_PARTS.map((part) => {
    const { presence } = regions[part];
    const seconds = quality.problems.seconds[part];
    const bridged = (seconds?.bridged ?? 0) < 0.05 ? '' : `, ${seconds!.bridged.toFixed(1)} s bridged`;
    const meter = `<div class="meter ${COLOURS[part]}"><i style="width:${Math.round(presence * 100)}%"></i></div>`;
    return card(percent(presence), `${title(part)} seen${bridged}`, { extra: meter });
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
