// The service as a process of its own, for the stream bench: the real job service, whose worker is a stand-in with a
// clock, and two jobs that are made up: one is done and has a motion file, one sends chunks as fast as they are encoded.
// usage: node stream-server.mjs WORKSPACE MOTION TOKEN; prints {"ws","live"} and on SIGTERM ends
import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { createJobService } from '../../dist/jobs/create-job-service.js';
import { forkWorker } from '../../dist/pipeline/fork-worker.js';
import { DEFAULT_LIMITS } from '../../dist/server/limits.js';
import { openLog } from '../../dist/server/log.js';
import { createTokenGuard } from '../../dist/server/security/token.js';
import { startServer } from '../../dist/server/start-server.js';
import { CHUNK_FRAMES, liveTables, makeChunk } from './stream-data.mjs';

const [workspace, motion, token] = process.argv.slice(2);
export const RECORDED = 'recorded0000';
export const FLOOD = 'flood0000000';
/** Different chunks that the flood repeats. */
const FLOOD_CHUNKS = 16;

const worker = new URL('./stream-worker.mjs', import.meta.url);
const real = await createJobService({ workspace, fork: () => forkWorker(worker) });
const clip = join(workspace, 'clip.mp4');
const listeners = new Map();
const madeUp = (id, state) => ({
  id,
  state,
  live: true,
  finishedAt: state === 'done' ? new Date(0).toISOString() : null,
});

const jobs = {
  ...real,
  get: async (id) => {
    if (id === RECORDED) return { ...(await template()), ...madeUp(id, 'done') };
    if (id === FLOOD) return { ...(await template()), ...madeUp(id, 'running') };
    return real.get(id);
  },
  openArtifact: async (id, name) =>
    id === RECORDED
      ? { artifact: { name, bytes: statSync(motion).size }, read: () => createReadStream(motion) }
      : real.openArtifact(id, name),
  on(event, listener) {
    real.on(event, listener);
    listeners.set(event, [...(listeners.get(event) ?? []), listener]);
  },
};

let made = null;
async function template() {
  made ??= (await real.list({ limit: 1 }))[0];
  return made;
}

const server = await startServer({
  jobs,
  token: createTokenGuard(token),
  log: openLog('error'),
  limits: DEFAULT_LIMITS,
  host: '127.0.0.1',
  port: 0,
  roots: [workspace],
  allowedHosts: [],
  allowedOrigins: [],
  webhooks: { folder: join(workspace, 'webhooks'), secret: token, allowedHosts: [] },
  webRoot: '/nowhere',
  version: '0',
});
process.stdout.write(`${JSON.stringify({ ws: server.ws, http: server.http, clip })}\n`);

const tell = (event, ...values) => {
  for (const listener of listeners.get(event) ?? []) listener(...values);
};
process.on('SIGUSR2', () => flood());
process.on('SIGTERM', async () => {
  await server.close();
  await real.close();
  process.exit(0);
});

/** Five seconds of chunks, one a turn of the event loop. */
async function flood() {
  const tables = liveTables();
  const chunks = Array.from({ length: FLOOD_CHUNKS }, (_, i) => makeChunk(tables, i * CHUNK_FRAMES));
  tell('tables', FLOOD, tables);
  const until = performance.now() + 5000;
  for (let i = 0; performance.now() < until; i++) {
    tell('keyframes', FLOOD, chunks[i % FLOOD_CHUNKS]);
    await new Promise((resolve) => setImmediate(resolve));
  }
  tell('job', { ...(await template()), ...madeUp(FLOOD, 'done') });
}
