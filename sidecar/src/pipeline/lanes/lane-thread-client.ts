import { Worker } from 'node:worker_threads';
import { AppError } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frame.ts';
import { BUILD } from '../../protocol/program.ts';
import type { ModelRun } from '../../protocol/report.ts';
import type { Lane, LaneObservation } from '../../tracking/mediapipe/create-lane.ts';
import type { PoseObservation } from '../../tracking/mediapipe/pose-tracker.ts';
import type { FromLaneThread, LaneThreadSetup, ToLaneThread } from './messages.ts';

/** This side of one inference thread. */
export interface LaneThread {
  /** The models, when they are loaded. */
  readonly ready: Promise<readonly ModelRun[]>;
  track<L extends Lane>(
    lane: L,
    frame: Frame,
    pose: PoseObservation | null,
  ): Promise<LaneObservation[L] | null>;
  reset(): Promise<void>;
  close(): Promise<readonly ModelRun[]>;
}

/** Short-lived objects of a thread, MB: the default of 48 fills up with garbage before it is looked at. */
const YOUNG_MB = 12;

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** @param onWarning told of a model that runs elsewhere than it was meant to */
export function startLaneThread(setup: LaneThreadSetup, onWarning: (message: string) => void): LaneThread {
  const worker = new Worker(new URL('pipeline/lanes/lane-thread.js', BUILD), {
    workerData: setup,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let failure: AppError | null = null;
  const request = <T>(message: (id: number) => ToLaneThread): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (failure) return reject(failure);
      const id = nextId++;
      pending.set(id, { resolve: resolve as Pending['resolve'], reject });
      worker.postMessage(message(id));
    });
  const settle = (id: number, how: keyof Pending, value: unknown) => {
    const entry = pending.get(id);
    pending.delete(id);
    entry?.[how](value as Error);
  };
  const fail = (error: AppError) => {
    failure ??= error;
    for (const id of [...pending.keys()]) settle(id, 'reject', failure);
  };

  const ready = new Promise<readonly ModelRun[]>((resolve, reject) => {
    pending.set(0, { resolve: resolve as Pending['resolve'], reject });
  });
  worker.on('message', (message: FromLaneThread) => {
    if (message.type === 'ready') settle(0, 'resolve', message.models);
    else if (message.type === 'warning') onWarning(message.message);
    else if (message.type === 'tracked') settle(message.id, 'resolve', message.seen);
    else if (message.type === 'reset') settle(message.id, 'resolve', undefined);
    else if (message.type === 'closed') settle(message.id, 'resolve', message.models);
    else fail(new AppError(message.code, message.message));
  });
  worker.on('error', (error) => fail(new AppError('model.run-failed', error.message, { cause: error })));
  worker.on('exit', () => fail(new AppError('model.run-failed', 'An inference thread ended by itself.')));

  return {
    ready,
    track: (lane, frame, pose) => request((id) => ({ type: 'track', id, lane, frame, pose })),
    reset: () => request((id) => ({ type: 'reset', id })),
    // never by force: the runtime aborts the whole process when its thread ends inside a call
    close: () => request((id) => ({ type: 'close', id })),
  };
}
