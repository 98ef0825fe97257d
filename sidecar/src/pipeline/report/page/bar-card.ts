import { escapeText } from './markup.ts';

/** One measure of a card. */
export interface BarRow {
  readonly name: string;
  /** Length of the bar in those of a full one, cut off at 1; null where nothing was measured. */
  readonly share: number | null;
  /** The measure in words. */
  readonly words: string;
  /** What is said below the name. */
  readonly more?: string;
  /** Colour of the part that it is of. */
  readonly kind?: 'left' | 'right' | 'middle' | 'face';
}

/** A card of measures, each a bar with its number: a table that is looked at rather than read. */
export function barCard(name: string, about: string, rows: readonly BarRow[]): string {
  const lines = rows.map(({ name: row, share, words, more = '', kind = 'middle' }) => {
    const width = Math.round(Math.min(1, share ?? 0) * 1000) / 10;
    const side = more === '' ? '' : ` <small>${escapeText(more)}</small>`;
    const bar = share === null ? '' : `<span class="meter ${kind}"><i style="width:${width}%"></i></span>`;
    return `<tr><th scope="row">${escapeText(row)}${side}</th><td class="wide">${bar}</td><td>${escapeText(words)}</td></tr>`;
  });
  return `<div class="hand"><h3>${escapeText(name)}</h3><p class="soft">${escapeText(about)}</p>
<table class="bars"><tbody>${lines.join('\n')}</tbody></table></div>`;
}
