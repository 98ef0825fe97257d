import { CONFIDENCE_PARTS, type Quality } from '../../../protocol/quality.ts';
import { clock, escapeText, percent, table, tenth, title } from './markup.ts';

/** Units of a plot across and up; it is stretched to the width of the page. */
const WIDTH = 1000;
const HEIGHT = 60;
const STRIP = 14;
/** Marks of the time axis, about. */
const MARKS = 8;
/** Times between marks that a person counts in, seconds. */
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];
const PARTS: Readonly<Record<string, string>> = {
  body: 'middle',
  leftHand: 'left',
  rightHand: 'right',
  face: 'face',
};

interface Range {
  /** Seconds of the clip. */
  readonly from: number;
  readonly to: number;
}

/** The stretch of the clip that the motion covers, and the motion's rate. */
export interface Timeline extends Range {
  readonly fps: number;
}

/** Confidence of each part, what was bridged or unseen, and contacts, on one axis of time. */
export function timePlots(quality: Quality, range: Timeline): string {
  const rows = [
    worstRow(quality, range),
    ...CONFIDENCE_PARTS.map((part) => confidenceRow(part, quality, range)),
    ...contactRows(quality, range),
  ];
  return `<div class="plots">${rows.join('\n')}${axis(range)}</div>
<p class="key"><span><i class="swatch bridged"></i>bridged: filled in by what was seen before or after</span>
<span><i class="swatch unseen"></i>unseen: at its base pose</span>
<span><i class="swatch contact"></i>contact</span></p>
<details><summary>The same as tables</summary>${spanTable(quality)}${contactTable(quality)}</details>`;
}

/** Where the worst frames are; each leads to its picture. */
function worstRow({ worst }: Quality, { from, to }: Range): string {
  if (worst.length === 0) return '';
  const links = worst.map(({ time }, k) => {
    const left = to > from ? ((time - from) / (to - from)) * 100 : 0;
    return `<a href="#worst-${k + 1}" style="left:${tenth(left)}%" aria-label="Frame to look at, ${k + 1}, at ${clock(time)}">${k + 1}</a>`;
  });
  return `<div class="row worst"><div class="name"><b>Look first</b></div><div class="marks">${links.join('')}</div></div>`;
}

function confidenceRow(part: (typeof CONFIDENCE_PARTS)[number], quality: Quality, range: Range): string {
  const values = quality.confidence.parts[part];
  const step = WIDTH / Math.max(1, values.length);
  const y = (value: number): string => tenth(HEIGHT - 2 - value * (HEIGHT - 4));
  const line = values
    .map((value, k) => `${k === 0 ? 'M' : 'L'}${tenth(k * step)} ${y(value)}H${tenth((k + 1) * step)}`)
    .join('');
  const seen = values.filter((value) => value > 0);
  const mean = seen.reduce((sum, value) => sum + value, 0) / Math.max(1, seen.length);
  const where = seen.length < values.length ? ' where seen' : '';
  const text = seen.length === 0 ? 'never seen' : `${percent(mean)} sure${where}`;
  const spans = quality.problems.spans.filter(
    (span) => belongsTo(span.part, part) && !outOfPicture(span, range),
  );
  const label = `Confidence of the ${title(part).toLowerCase()} over time: ${text}, ${spans.length} ${spans.length === 1 ? 'stretch' : 'stretches'} bridged or unseen.`;
  return `<div class="row ${PARTS[part]}"><div class="name"><b>${title(part)}</b><small>${text}</small></div>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT + STRIP}" preserveAspectRatio="none" role="img" aria-label="${escapeText(label)}">
<path class="grid" d="M0 ${y(0.5)}H${WIDTH}"/>
<path class="area" d="${line}V${HEIGHT}H0Z"/><path class="line" d="${line}"/>
<path class="base" d="M0 ${HEIGHT}H${WIDTH}"/>
${spans.map((span) => spanRect(span, range, `${title(span.part)} ${span.state}`, span.state)).join('')}</svg></div>`;
}

/** Problems of arms belong to their hand's row, those of brows, eyes and mouth to the face's. */
function belongsTo(region: string, part: string): boolean {
  if (part === 'leftHand') return /^left(Hand|Forearm|Arm)/.test(region);
  if (part === 'rightHand') return /^right(Hand|Forearm|Arm)/.test(region);
  if (part === 'face') return /^(face|head|mouth|(left|right)(Brow|Eye))/.test(region);
  return /^(body|(left|right)Leg)/.test(region);
}

/** Legs of a half-body clip: that they were never seen is no news. */
function outOfPicture({ part, from, to }: { part: string } & Range, range: Range): boolean {
  return part.endsWith('Leg') && to - from > 0.95 * (range.to - range.from);
}

function spanRect({ from, to }: Range, range: Range, name: string, kind: string): string {
  const length = Math.max(1e-9, range.to - range.from);
  const x = ((from - range.from) / length) * WIDTH;
  const width = Math.max(1.5, ((to - from) / length) * WIDTH);
  const words = `${name}, ${clock(from)} to ${clock(to)}`;
  return `<rect class="${kind}" x="${tenth(x)}" y="${HEIGHT + 2}" width="${tenth(width)}" height="${STRIP - 3}"><title>${escapeText(words)}</title></rect>`;
}

function contactRows({ contacts }: Quality, range: Timeline): string[] {
  const kinds = [...new Set(contacts.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const spans = contacts.filter((contact) => contact.kind === kind);
    const rects = spans.map(({ a, b, from, to }) => {
      const span = { from: range.from + from / range.fps, to: range.from + (to + 1) / range.fps };
      return spanRect(span, range, `${a} on ${b}`, 'contact');
    });
    const label = `${title(kind)} contacts over time: ${spans.length}.`;
    return `<div class="row contacts"><div class="name"><b>${title(kind)}</b><small>${spans.length}</small></div>
<svg viewBox="0 ${HEIGHT} ${WIDTH} ${STRIP}" preserveAspectRatio="none" role="img" aria-label="${escapeText(label)}">${rects.join('')}</svg></div>`;
  });
}

function axis({ from, to }: Range): string {
  const length = to - from;
  const step = STEPS.find((candidate) => length / candidate <= MARKS) ?? 3600;
  const marks: string[] = [];
  for (let k = Math.ceil(from / step); k * step <= to; k++) {
    const at = length > 0 ? ((k * step - from) / length) * 100 : 0;
    marks.push(`<span style="left:${tenth(at)}%">${escapeText(clock(k * step))}</span>`);
  }
  return `<div class="row axis" aria-hidden="true"><div class="name"></div><div class="marks">${marks.join('')}</div></div>`;
}

function spanTable({ problems }: Quality): string {
  const rows = problems.spans.map(({ part, state, from, to }) => [
    title(part),
    state,
    clock(from),
    clock(to),
  ]);
  const more = problems.omitted > 0 ? ` The ${problems.omitted} shortest are left out.` : '';
  return rows.length === 0
    ? '<p>Nothing was bridged or unseen.</p>'
    : table(`Bridged and unseen stretches.${more}`, ['part', 'state', 'from', 'to'], rows);
}

function contactTable({ contacts }: Quality): string {
  const rows = contacts.map(({ kind, a, b, from, to }) => [title(kind), a, b, String(from), String(to)]);
  return rows.length === 0
    ? '<p>No contacts were found.</p>'
    : table('Contacts, in frames of the motion', ['kind', 'of', 'with', 'first', 'last'], rows);
}
