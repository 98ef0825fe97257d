import { basename, join } from 'node:path';
import { writeWhole } from '../../pipeline/segments/write-whole.ts';
import type { BatchClip, BatchManifest } from '../../protocol/batch-manifest.ts';
import { REGIONS } from '../../protocol/report.ts';

export const SUMMARY = 'summary.html';

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
caption, th, td { text-align: left; padding: .35rem .6rem; vertical-align: top; }
tbody tr { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
.failed { color: light-dark(#a40000, #ff8f8f); }
code { overflow-wrap: anywhere; }`;

/** Writes the table of a batch for people: a page without scripts that can be opened from the disk. */
export async function writeSummary(out: string, manifest: BatchManifest): Promise<void> {
  await writeWhole(join(out, SUMMARY), summaryPage(manifest));
}

export function summaryPage({ clips, unreal }: BatchManifest): string {
  const count = (state: BatchClip['state']) => clips.filter((clip) => clip.state === state).length;
  const totals = `${count('done')} done, ${count('failed')} failed, ${count('waiting')} waiting`;
  const heads = ['Clip', 'Asset', 'State', 'Frames', 'Frames/s', ...REGIONS.map(regionTitle), 'Remarks'];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Batch: ${totals}</title>
<style>${STYLE}
</style>
</head>
<body>
<h1>Batch</h1>
<p>${totals}. A region's two numbers: share of the frames in which it was seen, and how sure the tracker was of it.</p>
${unreal === null ? '' : `<p>All clips in Unreal Editor, in the Output Log: <code>${escapeHtml(unreal)}</code></p>`}
<table>
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>
${clips.map(row).join('\n')}
</tbody>
</table>
</body>
</html>
`;
}

function row({ input, asset, state, result, error }: BatchClip): string {
  const number = (text: string) => `<td class="number">${text}</td>`;
  const regions = REGIONS.map((region) => {
    const seen = result?.regions[region];
    return number(seen === undefined ? '' : `${percent(seen.presence)} ${percent(seen.confidence)}`);
  });
  const report = state === 'done' ? `<a href="${asset}/report.json">${asset}</a>` : asset;
  const remarks =
    error === null ? (result?.warnings ?? []) : [`${error.message} ${error.fix} [${error.code}]`];
  const cells = [
    `<th scope="row" title="${escapeHtml(input)}">${escapeHtml(basename(input))}</th>`,
    `<td>${report}</td>`,
    `<td>${state}</td>`,
    number(result === null ? '' : String(result.frames)),
    number(result === null ? '' : result.fps.toFixed(1)),
    ...regions,
    `<td>${remarks.map(escapeHtml).join('<br>')}</td>`,
  ];
  return `<tr class="${state}">${cells.join('')}</tr>`;
}

function regionTitle(region: (typeof REGIONS)[number]): string {
  return region
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/^./, (letter) => letter.toUpperCase());
}

function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 100)} %`;
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (letter) => entities[letter]!);
}
