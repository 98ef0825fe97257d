import type { Quality } from '../../../protocol/quality.ts';
import type { Report } from '../../../protocol/report.ts';
import { fingerPlot } from './finger-plot.ts';
import { keyFigures } from './key-figures.ts';
import { clock, escapeText, table, title } from './markup.ts';
import { PAGE_STYLE } from './page-style.ts';
import { steadinessCards } from './steadiness.ts';
import { type Timeline, timePlots } from './time-plots.ts';
import { type ShownFrame, worstGallery } from './worst-gallery.ts';

/** What a browser may load for this page: nothing but what is in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

export interface PageContent {
  readonly report: Report;
  readonly quality: Quality;
  readonly timeline: Timeline;
  readonly worst: readonly ShownFrame[];
}

/**
 * The report as one HTML file that needs no script and nothing from outside. It tells of the result, not of how
 * long it took: the same clip and options give the same page.
 */
export function renderPage({ report, quality, timeline, worst }: PageContent): string {
  const { source, frames } = report;
  const file = escapeText(source.file);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${file} - tracking report</title><style>${PAGE_STYLE}</style></head>
<body><a class="skip" href="#worst">To the frames to look at first</a>
<header><p class="soft">Tracking report</p><h1>${file}</h1>
<p class="soft">${clock(source.durationSeconds)}, ${source.width} x ${source.height}, ${frames.tracked} frames tracked, ${frames.motion} frames of motion at ${Number(timeline.fps.toFixed(2))} a second, mode ${escapeText(report.options.mode)}</p>
${warnings(report)}${keyFigures(quality, timeline)}</header>
<main>
<section aria-labelledby="over-time"><h2 id="over-time">How sure, over time</h2>
<p class="soft">The tracker's confidence in each part. Below each curve: where the motion was filled in, and where nothing was seen.</p>
${timePlots(quality, timeline)}</section>
<section aria-labelledby="worst"><h2 id="worst">Look at these first</h2>
<p class="soft">The worst frames of the clip, at least half a second apart.</p>
${worstGallery(worst, source)}</section>
<section aria-labelledby="fingers"><h2 id="fingers">Fingers, solved against seen</h2>
<p class="soft">Mean distance of each finger's joints from where the tracker saw them, in hundredths of the palm's length. A small part of it is the difference between the performer's hand and the target's.</p>
${fingerPlot(quality.reprojection)}</section>
<section aria-labelledby="steady"><h2 id="steady">Steadiness and bone lengths</h2>
${steadinessCards(quality)}</section>
<section aria-labelledby="run"><h2 id="run">The run</h2>${run(report)}</section>
</main>
<footer>${escapeText(report.program.name)} ${escapeText(report.program.version)}, Node ${escapeText(report.program.node)}, ${escapeText(report.program.platform)}. SHA-256 of the clip: ${escapeText(source.sha256)}</footer>
</body></html>
`;
}

function warnings({ warnings: texts }: Report): string {
  if (texts.length === 0) return '';
  return `<ul>${texts.map((text) => `<li>${escapeText(text)}</li>`).join('')}</ul>`;
}

function run({ models, options }: Report): string {
  const rows = models.map(({ file, provider, runs, sha256 }) => [
    file,
    provider,
    String(runs),
    sha256.slice(0, 12),
  ]);
  const chosen = Object.entries(options).map(
    ([name, value]) =>
      `<div><dt>${escapeText(title(name))}</dt><dd>${escapeText(String(value ?? 'none'))}</dd></div>`,
  );
  return `${table('Models', ['model', 'ran on', 'runs', 'SHA-256'], rows)}
<h3>Options</h3><dl class="facts">${chosen.join('\n')}</dl>`;
}
