// A job service in a process of its own, to be killed. usage: node server.mjs WORKSPACE WORKERS [real]
// Its workers are quick ones that only pretend, unless it is asked for real ones.
// Tells its parent when it is open and whenever a job has ended or a worker was started; takes `submit` and `close`.
import { createJobService } from '../../dist/jobs/create-job-service.js';
import { forkWorker } from '../../dist/pipeline/fork-worker.js';

const [workspace, workers, kind] = process.argv.slice(2);
const entry = new URL('./quick-worker.mjs', import.meta.url);

const service = await createJobService({
  workspace,
  workers: Number(workers),
  fork() {
    const worker = kind === 'real' ? forkWorker() : forkWorker(entry);
    process.send({ type: 'worker', pid: worker.child.pid });
    return worker;
  },
});
service.on('job', ({ id, state }) => {
  if (state === 'done' || state === 'failed' || state === 'cancelled')
    process.send({ type: 'ended', id, state });
});
process.on('message', async (message) => {
  if (message.type === 'submit') {
    const { id } = await service.submit({ input: { path: message.path }, options: message.options });
    process.send({ type: 'taken', id, path: message.path });
  } else {
    await service.close();
    process.exit(0);
  }
});
process.on('disconnect', () => process.exit(1));
process.send({ type: 'open', stats: await service.stats() });
