/** Prints a table on stdout, two blanks between its columns. */
export function printColumns(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]!.length))) ?? [];
  for (const row of rows) {
    const line = row.map((cell, i) => cell.padEnd(widths[i]!)).join('  ');
    process.stdout.write(`${line.trimEnd()}\n`);
  }
}
