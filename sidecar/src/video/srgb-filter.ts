/**
 * Exponents of the transfer functions that a clip may state; the segmented ones of BT.709 and its kin are close
 * to 1.961. Source: ffmpeg, libavutil/csp (avpriv_get_gamma_from_trc).
 */
const EXPONENTS: ReadonlyMap<string, number> = new Map([
  ['bt709', 1.961],
  ['smpte170m', 1.961],
  ['smpte240m', 1.961],
  ['bt1361e', 1.961],
  ['bt2020-10', 1.961],
  ['bt2020-12', 1.961],
  ['bt470m', 2.2],
  ['bt470bg', 2.8],
]);

/**
 * The ffmpeg filter that turns RGB of a stated transfer function into sRGB, or `null` where nothing is stated, it
 * is sRGB already, or it is none of the common ones. The models were trained on sRGB pictures, and a browser shows
 * them a colour-managed picture too: without this, hands in tagged clips come out up to a tenth of their size
 * elsewhere than the original pipeline puts them.
 * @param transfer as ffprobe names it
 */
export function srgbFilter(transfer: string): string | null {
  const exponent = EXPONENTS.get(transfer);
  if (exponent === undefined) return null;
  const linear = `pow(val/255,${exponent})`;
  const encoded = `if(lte(${linear},0.0031308),12.92*${linear},1.055*pow(${linear},1/2.4)-0.055)`;
  // the filter cuts fractions off
  const value = `'255*${encoded}+0.5'`;
  return `lutrgb=r=${value}:g=${value}:b=${value}`;
}
