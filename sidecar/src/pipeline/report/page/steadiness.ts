import type { Quality, SteadyPart } from '../../../protocol/quality.ts';
import { type BarRow, barCard } from './bar-card.ts';
import { percent, title } from './markup.ts';

/** What fills a bar: mm, and share of a bone's length. */
const FULL_MM = 3;
const FULL_CHANGE = 0.3;

const KINDS: Readonly<Record<SteadyPart, NonNullable<BarRow['kind']>>> = {
  head: 'face',
  leftFingertips: 'left',
  rightFingertips: 'right',
};

/** How calm the motion is, how its feet stand, and how far the tracker's bones change their length. */
export function steadinessCards({ tremble, footSlideMm, boneLengths }: Quality): string {
  const still = Object.entries(tremble).map(([part, value]): BarRow => {
    const mm = value?.stillMm ?? null;
    const row = inMm(title(part), mm, value === null ? 'not seen' : 'never still');
    const more = value === null ? '' : `${value.allMm.toFixed(1)} mm with all motion`;
    return { ...row, more, kind: KINDS[part as SteadyPart] };
  });
  const bones = Object.entries(boneLengths).map(
    ([bone, share]): BarRow => ({
      name: title(bone),
      share: share === null ? null : share / FULL_CHANGE,
      words: share === null ? 'not seen' : percent(share),
    }),
  );
  return `<div class="hands">
${barCard(
  'What holds still',
  'How far a point lies off the middle of its neighbours in time (with all motion that is the bend of the motion itself), and how far a standing foot slides in a frame.',
  [...still, inMm('Standing feet', footSlideMm, 'not seen')],
)}
${barCard(
  "The tracker's bones",
  "How far its metric points stray from the performer's bone lengths, on the average. The motion's own bones never change.",
  bones,
)}
</div>`;
}

function inMm(name: string, mm: number | null, otherwise: string): BarRow {
  return mm === null
    ? { name, share: null, words: otherwise }
    : { name, share: mm / FULL_MM, words: `${mm.toFixed(2)} mm` };
}
