// Assembles sample-kernel.wat into sample-kernel.data.json, which the program loads: nobody who only runs it needs
// the assembler.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import assembler from 'wabt';

const folder = new URL('../src/tracking/mediapipe/', import.meta.url);
const data = new URL('sample-kernel.data.json', folder);

/** The text of sample-kernel.data.json. */
export async function assembleKernel() {
  const wabt = await assembler();
  const source = readFileSync(new URL('sample-kernel.wat', folder), 'utf8');
  const { buffer } = wabt.parseWat('sample-kernel.wat', source, { simd: true }).toBinary({});
  return `${JSON.stringify({ wasm: Buffer.from(buffer).toString('base64') }, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(data, await assembleKernel());
