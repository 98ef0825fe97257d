import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { JobService } from '../jobs/job-service.ts';
import { JOB_STATES } from '../protocol/job.ts';

/** Milliseconds between two looks at the event loop; a delay is what a look comes late. */
const LOOP_RESOLUTION_MS = 50;
const QUANTILES = [0.5, 0.99] as const;

/** Numbers of the service in the text format of Prometheus. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** A request was refused or failed. */
  refused(code: string): void;
  socketOpened(): void;
  socketClosed(): void;
  framesSent(kind: 'live' | 'recorded', count: number): void;
  framesDropped(count: number): void;
  webhook(outcome: 'delivered' | 'failed' | 'given-up'): void;
  close(): void;
}

/** Counts what happens from now on; queue and memory are looked at when the numbers are read. */
export function createMetrics(jobs: JobService): Metrics {
  const registry = new Registry();
  const counters = makeCounters(registry);
  const lookAtJobs = addJobGauges(registry, jobs);
  const stopLoop = addProcessGauges(registry);
  const stopStages = addStageTimes(registry, jobs);
  return {
    contentType: registry.contentType,
    async text() {
      await lookAtJobs();
      return registry.metrics();
    },
    refused: (code) => counters.refusals.inc({ code }),
    socketOpened: () => counters.sockets.inc(),
    socketClosed: () => counters.sockets.dec(),
    framesSent: (stream, count) => counters.frames.inc({ stream }, count),
    framesDropped: (count) => counters.dropped.inc(count),
    webhook: (outcome) => counters.webhooks.inc({ outcome }),
    close() {
      stopLoop();
      stopStages();
    },
  };
}

function makeCounters(registry: Registry) {
  const registers = [registry];
  return {
    refusals: new Counter({
      name: 'avatar_tracker_refusals_total',
      help: 'Requests that were refused or failed, by error code.',
      labelNames: ['code'],
      registers,
    }),
    sockets: new Gauge({ name: 'avatar_tracker_sockets', help: 'Open WebSocket connections.', registers }),
    frames: new Counter({
      name: 'avatar_tracker_keyframes_sent_total',
      help: 'Keyframes sent to subscribers.',
      labelNames: ['stream'],
      registers,
    }),
    dropped: new Counter({
      name: 'avatar_tracker_keyframes_dropped_total',
      help: 'Live keyframes left out for subscribers that were too slow.',
      registers,
    }),
    webhooks: new Counter({
      name: 'avatar_tracker_webhooks_total',
      help: 'Attempts to call a webhook, by outcome.',
      labelNames: ['outcome'],
      registers,
    }),
  };
}

function addJobGauges(registry: Registry, jobs: JobService): () => Promise<void> {
  const registers = [registry];
  const byState = new Gauge({
    name: 'avatar_tracker_jobs',
    help: 'Jobs by state.',
    labelNames: ['state'],
    registers,
  });
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `avatar_tracker_${name}`, help, registers });
  const depth = gauge('queue_depth', 'Jobs that wait.');
  const slots = gauge('worker_slots', 'Workers that may run at once.');
  const running = gauge('workers', 'Workers that run.');
  const restarts = gauge('worker_restarts', 'Workers started after another one had died in a job.');
  const memory = gauge('worker_resident_bytes', 'Resident memory of the workers.');
  return async () => {
    const stats = await jobs.stats();
    for (const state of JOB_STATES) byState.set({ state }, stats.jobs[state]);
    depth.set(stats.jobs.queued);
    slots.set(stats.workers.slots);
    running.set(stats.workers.running);
    restarts.set(stats.workers.restarts);
    memory.set(stats.workers.residentBytes);
  };
}

function addProcessGauges(registry: Registry): () => void {
  const registers = [registry];
  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  loop.enable();
  const resident: Gauge = new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of the service without its workers.',
    registers,
    collect(): void {
      resident.set(process.memoryUsage.rss());
    },
  });
  const cpu: Gauge = new Gauge({
    name: 'process_cpu_seconds_total',
    help: 'Processor time of the service without its workers.',
    registers,
    collect(): void {
      const { user, system } = process.cpuUsage();
      cpu.set((user + system) / 1e6);
    },
  });
  const delay = new Gauge({
    name: 'avatar_tracker_event_loop_delay_seconds',
    help: 'How late the event loop came since the last reading.',
    labelNames: ['quantile'],
    registers,
    collect() {
      for (const quantile of QUANTILES) {
        const late = loop.percentile(quantile * 100) / 1e9 - LOOP_RESOLUTION_MS / 1e3;
        delay.set({ quantile: String(quantile) }, Math.max(0, late));
      }
      loop.reset();
    },
  });
  return () => loop.disable();
}

function addStageTimes(registry: Registry, jobs: JobService): () => void {
  const registers = [registry];
  const seconds = new Histogram({
    name: 'avatar_tracker_stage_seconds',
    help: 'Time of each stage of a job.',
    labelNames: ['stage'],
    buckets: [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000],
    registers,
  });
  const fps = new Gauge({
    name: 'avatar_tracker_stage_fps',
    help: 'Frames a second of the stage that ended last.',
    labelNames: ['stage'],
    registers,
  });
  const ended = (_id: string, stage: { name: string; seconds: number; frames: number }) => {
    seconds.observe({ stage: stage.name }, stage.seconds);
    if (stage.seconds > 0) fps.set({ stage: stage.name }, stage.frames / stage.seconds);
  };
  jobs.on('stage', ended);
  return () => jobs.off('stage', ended);
}
