// Solves tracked landmarks again in this process: for other bodies, and for the time that the solver takes.
import { createLiveSolver } from '../../dist/motion/create-live-solver.js';
import { createSolver } from '../../dist/motion/create-solver.js';

/** Frames of the clip that is timed: the clip over and over. */
const TIMED_FRAMES = 4000;

/** Lines of a motion file, the header first. @param landmarks lines of a landmark file @param settings of the solver */
export function solveAgain([header, ...frames], bodyType, settings = {}) {
  const solver = createSolver({ source: header.source, bodyType, fps: 30, settings });
  for (const frame of frames) solver.push(frame);
  const solved = solver.finish();
  return JSON.parse(JSON.stringify([solved.header, ...solved.frames]));
}

/** Frames a second of processor time, of the solve and of the live solve, and the slowest live frame, ms. */
export function timeSolve([header, ...frames]) {
  const step = frames[1].time - frames[0].time;
  const long = Array.from({ length: TIMED_FRAMES }, (_, i) => ({
    ...frames[i % frames.length],
    frame: i,
    time: i * step,
  }));
  const offline = processorSeconds(() => {
    const solver = createSolver({ source: header.source, fps: 30 });
    for (const frame of long) solver.push(frame);
    for (const frame of solver.finish().frames) if (frame === null) return;
  });
  const live = createLiveSolver({ source: header.source });
  const each = long.map((frame) => processorSeconds(() => live.push(frame)) * 1000);
  const sorted = each.slice(TIMED_FRAMES / 2).sort((a, b) => a - b);
  return {
    offline: Math.round(TIMED_FRAMES / offline),
    live: Math.round((TIMED_FRAMES * 1000) / each.reduce((sum, ms) => sum + ms, 0)),
    liveSlowest: Number(sorted[Math.floor(sorted.length * 0.99)].toFixed(1)),
  };
}

function processorSeconds(run) {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
