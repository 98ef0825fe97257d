// Stands in for a worker: sends a frame 30 times a second, whose `times` is the clock at which it was solved.
import { liveTables, rowSize } from './stream-data.mjs';

const FRAMES = 300;
const FRAME_MS = 1000 / 30;

const send = (message) => new Promise((resolve) => process.send(message, resolve));

process.on('disconnect', () => process.exit(0));
process.on('message', async ({ type }) => {
  if (type !== 'start') return;
  const tables = liveTables();
  const values = new Float32Array(rowSize(tables)).fill(0.5);
  await send({ type: 'tables', tables });
  for (let firstFrame = 0; firstFrame < FRAMES; firstFrame++) {
    await new Promise((resolve) => setTimeout(resolve, FRAME_MS));
    const times = Float64Array.of(Number(process.hrtime.bigint()) / 1e6);
    const chunk = { firstFrame, count: 1, times, values, flags: Uint32Array.of(0) };
    await send({ type: 'keyframes', chunk });
  }
  await send({ type: 'error', code: 'input.not-video', message: 'No more frames.', stack: null });
  process.exit(0);
});
