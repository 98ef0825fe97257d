import { fileAddress, INPUT_GUARD } from './check-input.ts';
import { runTool } from './ffmpeg.ts';

/** What the packets of the picture track say, read without decoding them. */
export interface PacketScan {
  /** Packets that hold a picture to be shown. */
  readonly count: number;
  /** Seconds from the first picture's presentation to the last one's, null when packets carry no times. */
  readonly span: number | null;
  /** Presentation time of the first picture in the file's own clock, ticks of the time base; null as above. */
  readonly firstPts: number | null;
  readonly variableFrameRate: boolean;
}

/** A gap between pictures that differs from the usual one by more than this share is a change of rate. */
const RATE_TOLERANCE = 0.1;
/** Time bases of a millisecond turn 60 frames a second into gaps of 16 and 17: rounding, not a change of rate. */
const ROUNDING_TICKS = 2;
/**
 * Where a file breaks off, pictures of the last reordered group are missing: these gaps say nothing of the
 * clip's rate. 16 is the deepest reordering of H.264 and HEVC.
 */
const REORDERED = 16;

/**
 * Reads the time of every packet of the first picture track, in one pass over the file.
 * @param secondsPerTick the track's time base
 */
export async function scanPackets(
  ffprobe: string,
  path: string,
  secondsPerTick: number,
  signal?: AbortSignal,
): Promise<PacketScan> {
  const args = ['-v', 'quiet', ...INPUT_GUARD, '-select_streams', 'V:0'];
  args.push('-show_entries', 'packet=pts,dts,flags', '-of', 'csv=p=0', fileAddress(path));
  const times = createTimes();
  let rest = '';
  await runTool(
    ffprobe,
    args,
    (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) times.add(line);
    },
    signal,
  );
  times.add(rest);
  return summarise(times.count(), times.sorted(), secondsPerTick);
}

/** Collects times in file order: presentation times, or decoding times where a container has no others. */
function createTimes() {
  const presentation: number[] = [];
  const decoding: number[] = [];
  let count = 0;
  return {
    /** One line `pts,dts,flags`. A packet flagged D is decoded and never shown (an edit list cut it away). */
    add(line: string): void {
      const [pts, dts, flags] = line.split(',');
      if (flags === undefined || flags.includes('D')) return;
      count += 1;
      if (pts !== 'N/A') presentation.push(Number(pts));
      if (dts !== 'N/A') decoding.push(Number(dts));
    },
    count: () => count,
    /** Empty when packets lack times. */
    sorted(): Float64Array {
      const complete = [presentation, decoding].find((times) => times.length === count) ?? [];
      return Float64Array.from(complete).sort();
    },
  };
}

function summarise(count: number, times: Float64Array, secondsPerTick: number): PacketScan {
  if (times.length < 2) return { count, span: null, firstPts: times[0] ?? null, variableFrameRate: false };
  const gaps = times.slice(1).map((time, index) => time - times[index]!);
  const usual = gaps.slice().sort()[gaps.length >> 1]!;
  const allowed = Math.max(usual * RATE_TOLERANCE, ROUNDING_TICKS);
  const judged = gaps.length > 4 * REORDERED ? gaps.subarray(0, -REORDERED) : gaps;
  return {
    count,
    span: (times[times.length - 1]! - times[0]!) * secondsPerTick,
    firstPts: times[0]!,
    variableFrameRate: judged.some((gap) => Math.abs(gap - usual) > allowed),
  };
}
