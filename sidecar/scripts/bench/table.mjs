// Plain text tables.

/** Rows of cells under a heading line; numbers are put to the right. */
export function table(columns, rows) {
  const cells = [columns, ...rows].map((row) => row.map((cell) => (cell === null ? '-' : String(cell))));
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => row[i].length)));
  const isNumber = columns.map((_, i) => rows.every((row) => row[i] === null || typeof row[i] === 'number'));
  const line = (row) =>
    row
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd();
  return [
    line(cells[0]),
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...cells.slice(1).map(line),
  ].join('\n');
}

/** A measured number as tables show it. */
export const round = (value) => Number(value.toFixed(2));
