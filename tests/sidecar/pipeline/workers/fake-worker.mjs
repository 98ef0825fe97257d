// Stands in for the worker process; the name of the clip says what it does.
import { spawn } from 'node:child_process';

process.on('SIGINT', () => {});
const send = (message) => new Promise((resolve) => process.send(message, resolve));

const acts = {
  async error() {
    await send({ type: 'error', code: 'input.not-video', message: 'No video.', stack: null });
  },
  async gibberish() {
    await send({ type: 'nonsense' });
  },
  async crash() {
    process.stderr.write('first line\nnative code gave up\n');
    process.kill(process.pid, 'SIGSEGV');
  },
  async exit() {
    process.exit(3);
  },
  async greedy() {
    await send({ type: 'heartbeat', rss: 5e9 });
  },
  async deaf() {
    // neither answers nor ends on a polite signal, and has a child of its own
    process.on('SIGTERM', () => {});
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await send({ type: 'warning', message: `child ${child.pid}` });
    setInterval(() => {}, 1000);
  },
  async progress() {
    await send({
      type: 'progress',
      progress: { stage: 'track', framesDone: 1, framesTotal: 2, fps: 3, etaSeconds: 4 },
    });
    await send({ type: 'error', code: 'input.empty', message: 'Empty.', stack: 'where it happened' });
  },
};

process.on('message', async (message) => {
  if (message.type !== 'start') return;
  await acts[message.job.input]();
});
