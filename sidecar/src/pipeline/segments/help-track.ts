import { prepareRun, type StartedAhead } from '../prepare-run.ts';
import type { RunContext } from '../run-context.ts';
import { createSegmentStream } from './segment-stream.ts';

/** Tracks segments for a leader in another process until the ledger has no more; makes checkpoints and nothing else. */
export async function helpTrack(run: RunContext, ahead: StartedAhead): Promise<void> {
  const clip = await prepareRun(run, ahead);
  const stream = createSegmentStream(run, clip);
  try {
    run.meter.start('track', null);
    for (let index = await run.ledger.take(null); index !== null; index = await run.ledger.take(null))
      for await (const _frame of stream.track(index)) {
        run.signal.throwIfAborted();
        run.meter.step();
      }
    run.meter.finish();
  } finally {
    await clip.first?.frames.return?.();
    await clip.lanes?.close();
  }
}
