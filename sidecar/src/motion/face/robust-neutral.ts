/**
 * A quantile of one column over a clip: row i at `i * stride + offset`, rows with `use[i]` only.
 * Takes every k-th row of a long clip: a few thousand tell it as well as all.
 *
 * @param share 0 (least) to 1 (greatest).
 * @returns `otherwise` when no row is used.
 */
export function columnQuantile(
  rows: { readonly values: Float32Array; readonly stride: number; readonly use: Uint8Array },
  offset: number,
  share: number,
  otherwise: number,
): number {
  const step = Math.max(1, Math.floor(rows.use.length / 4096));
  const column: number[] = [];
  for (let i = 0; i < rows.use.length; i += step) {
    if (rows.use[i] === 1) column.push(rows.values[i * rows.stride + offset]!);
  }
  if (column.length === 0) return otherwise;
  column.sort((a, b) => a - b);
  return column[Math.round(share * (column.length - 1))]!;
}
