/** A quantile of numbers, 0 (least) to 1 (greatest), which are sorted in place; null where there are none. */
export function quantile(values: number[], share: number): number | null {
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  return values[Math.round(share * (values.length - 1))]!;
}
