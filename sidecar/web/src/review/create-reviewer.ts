import type { Artifact, Job } from '../../../src/protocol/job.ts';
import type { StreamKind } from '../../../src/protocol/messages.ts';
import { problemOf } from '../api/api-error.ts';
import type { Api } from '../api/create-api.ts';
import type { Socket } from '../api/open-socket.ts';
import { collectClipSpans } from '../motion/collect-clip-spans.ts';
import type { Clip } from '../motion/create-clip.ts';
import type { Player } from '../player/create-player.ts';
import type { AppState } from '../store/app-state.ts';
import { createStore, type Store } from '../store/create-store.ts';
import { createPublisher } from './create-publisher.ts';
import {
  artifactPath,
  findArtifact,
  loadLandmarks,
  loadMotionHeader,
  loadUnrealLine,
} from './load-result.ts';
import { emptyReview, type ReviewState } from './review-state.ts';
import { watchClip } from './watch-clip.ts';

/** Before this the ticket of a video still holds. */
const TICKET_MS = 9 * 60_000;
/** Least time between two drawings of the timeline while motion comes in. */
const DRAW_MS = 200;

interface Parts {
  readonly app: Store<AppState>;
  readonly api: Api;
  readonly socket: Socket;
  readonly player: Player;
}

export interface Reviewer {
  readonly state: Store<ReviewState>;
  /** The video gave up: with a ticket that ended it gets another. */
  videoFailed(): void;
}

/** Keeps what there is to see of the selected job: its clip, live motion while it runs, then its files. */
export function createReviewer(parts: Parts): Reviewer {
  const { app, api, player } = parts;
  const state = createStore(emptyReview());
  let shown = { id: '', phase: '' };
  let ticketAt = 0;
  let leave = new AbortController();

  const loadVideo = async (id: string, signal: AbortSignal) => {
    ticketAt = Date.now();
    const video = await api.ticket(`/api/jobs/${id}/input`).catch(() => null);
    if (!signal.aborted) state.set({ video, videoFailed: video === null });
  };
  const open = async (job: Job, signal: AbortSignal) => {
    state.set({ phase: 'none', problem: null });
    const work = job.state === 'done' ? showResult : isOpen(job) && job.live ? showLive : null;
    await work?.(parts, { job, state, signal }).catch((thrown: unknown) => {
      const problem = problemOf(thrown);
      if (problem !== null && !signal.aborted) state.set({ phase: 'failed', problem });
    });
  };
  app.subscribe(() => {
    const { selected, jobs } = app.get();
    const job = jobs.find(({ id }) => id === selected);
    const next = { id: job?.id ?? '', phase: job === undefined ? '' : isOpen(job) ? 'open' : job.state };
    if (next.id === shown.id && next.phase === shown.phase) return;
    const other = next.id !== shown.id;
    shown = next;
    leave.abort();
    leave = new AbortController();
    if (other) {
      player.reset();
      state.set(emptyReview());
      if (job !== undefined) void loadVideo(job.id, leave.signal);
    }
    if (job !== undefined) void open(job, leave.signal);
  });
  return {
    state,
    videoFailed() {
      if (Date.now() - ticketAt > TICKET_MS) void loadVideo(shown.id, leave.signal);
      else state.set({ videoFailed: true });
    },
  };
}

function isOpen({ state }: Job): boolean {
  return state === 'queued' || state === 'running';
}

interface Showing {
  readonly job: Job;
  readonly state: Store<ReviewState>;
  readonly signal: AbortSignal;
}

async function showLive({ socket, player }: Parts, { job, state, signal }: Showing): Promise<void> {
  state.set({ phase: 'live' });
  player.state.set({ following: true });
  await showClip({ socket, player }, { job, state, signal, stream: 'live' });
}

async function showResult({ api, socket, player }: Parts, { job, state, signal }: Showing): Promise<void> {
  state.set({ phase: 'loading' });
  // who watched to the end looks at it from the start
  if (player.state.get().following) player.seek(0);
  const artifacts = await api.artifacts(job.id, signal);
  state.set({ artifacts });
  const path = (kind: Artifact['kind']) => artifactPath(job.id, findArtifact(artifacts, kind).name);
  const [clip, header, unreal] = await Promise.all([
    showClip({ socket, player }, { job, state, signal, stream: 'recorded' }),
    loadMotionHeader(api, path('motion'), signal),
    loadUnrealLine(api, path('report'), signal),
    loadLandmarks(api, {
      path: path('landmarks'),
      signal,
      onFrames: (landmarks) =>
        void (signal.aborted || state.set({ landmarks, landmarkFrames: landmarks.count })),
    }),
  ]);
  const spans = clip === null ? [] : collectClipSpans(header, clip);
  state.set({ phase: 'ready', source: header.source, spans, unreal });
}

/** Shows a stream as it comes in, to its end; the figure follows every frame, the timeline now and then. */
async function showClip(
  { socket, player }: Pick<Parts, 'socket' | 'player'>,
  { job, state, signal, stream }: Showing & { stream: StreamKind },
): Promise<Clip | null> {
  let latest: Clip | null = null;
  const publisher = createPublisher(DRAW_MS, (clip: Clip) => {
    if (!signal.aborted) state.set({ clip, frames: clip.count });
  });
  const onFrames = (clip: Clip) => {
    latest = clip;
    publisher.push(clip);
    player.extend(clip.timeOf(clip.count - 1), 1 / clip.tables.fps);
  };
  try {
    await watchClip(socket, { job: job.id, stream, signal, onFrames });
    return latest;
  } finally {
    publisher.flush();
  }
}
