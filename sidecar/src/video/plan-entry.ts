import { z } from 'zod';
import { fileAddress, INPUT_GUARD } from './check-input.ts';
import { runTool } from './ffmpeg.ts';

/** How ffmpeg comes to the first wanted frame. */
export interface Entry {
  /** Options before the input. */
  readonly input: readonly string[];
  /** Filters before any other; after them times count from the clip's first frame, unless there are none. */
  readonly filters: readonly string[];
  /** The file is entered in the middle. */
  readonly seeks: boolean;
}

/** A start this early is reached by decoding from the beginning, seconds. */
const SEEK_FROM = 10;
/** A seek aims this much before the first wanted frame: there are pictures that refer back, seconds. */
const SEEK_MARGIN = 3;
/** Filters let pass what comes up to this much before `from`, seconds; the exact cut is made on the exact times. */
const CUT_MARGIN = 0.001;
/** Containers whose index says where a time is. In others a seek may end after the wanted frame. */
const INDEXED = /\b(?:mov|mp4|matroska|webm)\b/;

/** Whether a container, as ffprobe names its format, is entered in the middle at a known time. */
export function isIndexed(format: string): boolean {
  return INDEXED.test(format);
}

const EntrySchema = z.object({
  frames: z.array(z.object({ best_effort_timestamp: z.number() })).min(1),
  streams: z.array(z.object({ time_base: z.string() })).min(1),
  format: z.object({ format_name: z.string(), start_time: z.coerce.number() }),
});

/** The way from the file's beginning: everything is decoded, what comes before `from` is dropped at once. */
export function entryFromStart(from: number): Entry {
  const filters = from > 0 ? ['setpts=PTS-STARTPTS', pass(from)] : [];
  return { input: [], filters, seeks: false };
}

/**
 * The quickest way to the frame at `from`, seconds from the clip's first frame. Where the file has an index it is
 * entered shortly before; the clock is set by the clip's first frame, so that times stay exact.
 */
export async function planEntry(
  ffprobe: string,
  path: string,
  from: number,
  signal?: AbortSignal,
): Promise<Entry> {
  const start = entryFromStart(from);
  if (from < SEEK_FROM) return start;
  const found = EntrySchema.safeParse(await askFirstFrame(ffprobe, path, signal));
  if (!found.success || !isIndexed(found.data.format.format_name)) return start;
  const { frames, streams, format } = found.data;
  const ticks = frames[0]!.best_effort_timestamp;
  const [num, den] = streams[0]!.time_base.split('/').map(Number);
  const first = (ticks * num!) / den!;
  const seek = first + from - SEEK_MARGIN - format.start_time;
  return {
    input: ['-copyts', '-ss', seek.toFixed(3)],
    // the picture that the seek lands on passes too: it shows whether the seek was early enough
    filters: [`setpts=PTS-round(${ticks}*${num}/${den}/TB)`, pass(from, 'eq(n\\,0)+')],
    seeks: true,
  };
}

/** Lets pass what is near some times, what shows where a seek ended, and what shows that the range is over. */
export function passNear(
  entry: Entry,
  { from, to, times, reach }: { from: number; to: number; times: readonly number[]; reach: number },
): Entry {
  const clock = entry.filters.length > 0 ? entry.filters : ['setpts=PTS-STARTPTS'];
  const windows = times.map((time) => `between(t\\,${time - reach}\\,${time + reach})`);
  const edges = [`lt(t\\,${from})`, ...(Number.isFinite(to) ? [`gt(t\\,${to})`] : [])];
  return { ...entry, filters: [...clock, `select=${[...edges, ...windows].join('+')}`] };
}

function pass(from: number, also = ''): string {
  return `select=${also}gte(t\\,${from - CUT_MARGIN})`;
}

async function askFirstFrame(ffprobe: string, path: string, signal?: AbortSignal): Promise<unknown> {
  const args = ['-v', 'quiet', ...INPUT_GUARD, '-select_streams', 'V:0', '-read_intervals', '%+#1'];
  const fields = 'frame=best_effort_timestamp:stream=time_base:format=format_name,start_time';
  args.push('-show_entries', fields, '-of', 'json', fileAddress(path));
  const chunks: Buffer[] = [];
  await runTool(ffprobe, args, (chunk) => chunks.push(chunk), signal);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return null;
  }
}
