// Many jobs, while the service and its workers are killed at random; then a look at everything that is left.
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSqliteStore } from '../../dist/jobs/store/create-sqlite-store.js';
import { MIGRATIONS } from '../../dist/jobs/store/migrations.js';
import { openDatabase } from '../../dist/jobs/store/sqlite-database.js';

const SERVER = fileURLToPath(new URL('./server.mjs', import.meta.url));
const SUBMITTED_AHEAD = 20;
const STALL_MS = 60_000;

/**
 * @returns what was counted, and `faults`: every job that did not end once and well, every artifact that is missing,
 *   doubled or damaged, every file that nothing owns
 */
export async function runSoak({ folder, jobs, serverKills, workerKills, workers = 2, random = Math.random }) {
  const workspace = join(folder, 'workspace');
  const clips = makeClips(join(folder, 'clips'), jobs);
  const state = {
    ended: new Map(),
    taken: new Map(),
    clips,
    starts: 0,
    open: 0,
    kills: { server: 0, workers: 0 },
  };
  const plan = killPlan({ jobs, serverKills, workerKills, random });
  while (state.ended.size < jobs) await oneLife({ workspace, workers, state, plan });
  return { ...(await inspect(workspace, state)), kills: state.kills, starts: state.starts };
}

function makeClips(folder, jobs) {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: jobs }, (_, i) => {
    const path = join(folder, `clip-${i}.mp4`);
    writeFileSync(path, `${JSON.stringify({ ms: 4 + (i % 7) })}\nclip ${i}`);
    return path;
  });
}

/** Who is killed when so many jobs have ended. */
function killPlan({ jobs, serverKills, workerKills, random }) {
  const at = (count, who) =>
    Array.from({ length: count }, () => ({ who, at: Math.floor(random() * jobs * 0.95) }));
  return [...at(serverKills, 'server'), ...at(workerKills, 'workers')].sort((a, b) => a.at - b.at);
}

/** The service from its start to its death, or to the end of all jobs. */
async function oneLife({ workspace, workers, state, plan }) {
  state.starts++;
  const child = fork(SERVER, [workspace, String(workers)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const pids = [];
  let waiting = 0;
  const kill = () => {
    while (plan.length > 0 && plan[0].at <= state.ended.size) {
      const { who } = plan[0];
      const pid = who === 'server' ? child.pid : pids.at(-1);
      if (pid === undefined) return;
      plan.shift();
      try {
        process.kill(pid, 'SIGKILL');
        state.kills[who]++;
      } catch {
        // a worker that has just ended: the next one
        plan.unshift({ who, at: state.ended.size + 1 });
        return;
      }
      if (who === 'server') return;
    }
  };
  const feed = () => {
    for (const path of state.clips
      .filter((each) => !state.taken.has(each))
      .slice(0, SUBMITTED_AHEAD - waiting)) {
      waiting++;
      state.taken.set(path, null);
      child.send({ type: 'submit', path }, () => {});
    }
  };
  child.on('message', (message) => {
    if (message.type === 'open') feed();
    else if (message.type === 'worker') pids.push(message.pid);
    else if (message.type === 'taken') {
      waiting--;
      state.taken.set(message.path, message.id);
      feed();
    } else if (message.type === 'ended') {
      state.ended.set(message.id, [...(state.ended.get(message.id) ?? []), message.state]);
      if (state.ended.size >= state.clips.length) child.send({ type: 'close' }, () => {});
    }
    // in the middle of whatever it does
    setImmediate(kill);
  });
  const stalled = watchStall(child);
  await new Promise((resolve) => child.on('exit', resolve));
  if (stalled())
    throw new Error(`nothing happened for ${STALL_MS / 1000} s: ${state.ended.size} jobs have ended`);
  await recount(workspace, state);
}

/** Ends a service that says nothing for a while. */
function watchStall(child) {
  let stalled = false;
  let timer = setTimeout(() => {}, 0);
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      stalled = true;
      child.kill('SIGKILL');
    }, STALL_MS);
  };
  child.on('message', restart);
  child.on('exit', () => clearTimeout(timer));
  restart();
  return () => stalled;
}

/** What the service had written down when it died, told or not. */
async function recount(workspace, state) {
  const jobs = await storedJobs(workspace);
  const paths = new Map(jobs.map((job) => [job.input.path, job.id]));
  for (const [path, id] of state.taken) {
    // a job that was sent and not stored is sent again: nobody was told that it was taken
    if (id === null && !paths.has(path)) state.taken.delete(path);
    else if (id === null) state.taken.set(path, paths.get(path));
  }
  for (const { id, state: reached } of jobs)
    if (reached === 'done' && !state.ended.has(id)) state.ended.set(id, [reached]);
}

/** Every job of the database, while no service has it. */
async function storedJobs(workspace) {
  const file = join(workspace, 'jobs.sqlite3');
  if (!existsSync(file)) return [];
  const store = createSqliteStore(await openDatabase(file, { migrations: MIGRATIONS }));
  try {
    const jobs = [];
    for (let page = await store.list({ limit: 500 }); page.length > 0; ) {
      jobs.push(...page);
      page = await store.list({ limit: 500, before: page.at(-1).id });
    }
    return jobs;
  } finally {
    await store.close();
  }
}

async function inspect(workspace, { ended, taken, clips }) {
  const faults = [];
  const jobs = await storedJobs(workspace);
  if (jobs.length !== clips.length) faults.push(`${jobs.length} jobs were kept of ${clips.length}`);
  if (new Set(jobs.map(({ input }) => input.path)).size !== clips.length) faults.push('a clip has two jobs');
  for (const [path, id] of taken)
    if (!jobs.some((job) => job.id === id && job.input.path === path))
      faults.push(`${path} lost its job ${id}`);
  for (const { id, state, input } of jobs) {
    if (state !== 'done') faults.push(`${id} is ${state}`);
    if (ended.get(id)?.join() !== 'done') faults.push(`${id} ended as ${ended.get(id)}`);
    faults.push(...checkFiles(join(workspace, 'jobs', id), readFileSync(input.path, 'utf8')));
  }
  const owned = new Set(jobs.map(({ id }) => id));
  const strays = readdirSync(join(workspace, 'jobs')).filter((id) => !owned.has(id));
  if (strays.length > 0) faults.push(`folders without a job: ${strays}`);
  const attempts = jobs.reduce((sum, job) => sum + job.attempts, 0);
  return { jobs: jobs.length, attempts, faults };
}

/** The artifacts of one job: all there, none damaged, nothing beside them. */
function checkFiles(folder, text) {
  if (!existsSync(join(folder, 'out'))) return [`${folder} has no artifacts`];
  const beside = readdirSync(folder).filter((name) => name !== 'out');
  if (beside.length > 0) return [`${folder} still holds ${beside}`];
  const out = join(folder, 'out');
  const list = JSON.parse(readFileSync(join(out, 'artifacts.list.json'), 'utf8'));
  const files = readdirSync(out).filter((name) => name !== 'artifacts.list.json');
  const faults = files.length === list.length && list.length === 6 ? [] : [`${out} holds ${files}`];
  for (const { name, kind, bytes, sha256 } of list) {
    const data = readFileSync(join(out, name));
    const digest = createHash('sha256').update(data).digest('hex');
    if (data.length !== bytes || digest !== sha256) faults.push(`${out}/${name} is damaged`);
    if (kind !== 'report' && data.toString() !== `${kind} of ${text}`)
      faults.push(`${out}/${name} is another clip's`);
  }
  return faults;
}
