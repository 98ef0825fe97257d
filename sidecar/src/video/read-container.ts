import { z } from 'zod';
import { AppError } from '../protocol/errors.ts';
import { fileAddress, INPUT_GUARD } from './check-input.ts';
import { runTool } from './ffmpeg.ts';

/** `25/1`, `30000/1001`; `0/0` says "not stated" and becomes 0. */
const Ratio = z.string().transform((text) => {
  const [numerator, denominator] = text.split('/').map(Number);
  const ratio = numerator! / denominator!;
  return Number.isFinite(ratio) ? ratio : 0;
});
const Seconds = z.coerce.number().optional().catch(undefined);

const StreamSchema = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().default('unknown'),
  color_transfer: z.string().default('unknown'),
  width: z.number().default(0),
  height: z.number().default(0),
  avg_frame_rate: Ratio.default(0),
  r_frame_rate: Ratio.default(0),
  time_base: Ratio.default(0),
  start_time: Seconds,
  duration: Seconds,
  nb_frames: z.coerce.number().optional().catch(undefined),
  disposition: z.object({ attached_pic: z.number().default(0) }).default({ attached_pic: 0 }),
  tags: z.record(z.string(), z.string()).default({}),
  side_data_list: z
    .array(z.object({ rotation: z.number().optional(), displaymatrix: z.string().optional() }))
    .default([]),
});
export type ContainerStream = z.infer<typeof StreamSchema>;

const ContainerSchema = z.object({
  streams: z.array(StreamSchema).default([]),
  format: z
    .object({ format_name: z.string().default(''), duration: Seconds, start_time: Seconds })
    .default({ format_name: '' }),
});
export type Container = z.infer<typeof ContainerSchema>;

/**
 * What ffprobe reads from a file's header and first frames.
 * @throws AppError `input.not-video` when it is none of the containers that may be opened
 */
export async function readContainer(ffprobe: string, path: string, signal?: AbortSignal): Promise<Container> {
  const args = ['-loglevel', 'error', ...INPUT_GUARD, '-of', 'json', '-show_format', '-show_streams'];
  const chunks: Buffer[] = [];
  const { code, log } = await runTool(
    ffprobe,
    [...args, fileAddress(path)],
    (chunk) => chunks.push(chunk),
    signal,
  );
  const text = Buffer.concat(chunks).toString('utf8');
  const container = code === 0 ? ContainerSchema.safeParse(parseJson(text)) : null;
  if (container?.success) return container.data;
  throw new AppError(
    'input.not-video',
    `${path} is not a video that ffmpeg can read${because(log.last(), path)}.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** ffprobe's own words, without the name that the sentence has already. */
function because(words: string, path: string): string {
  const cause = words.replace(`${fileAddress(path)}: `, '').replace(/\.$/, '');
  return cause === '' ? '' : ` (${cause})`;
}

/** The first track of pictures; a cover picture of a song is none. */
export function pictureTrack(container: Container): ContainerStream | null {
  return (
    container.streams.find(
      (stream) => stream.codec_type === 'video' && stream.disposition.attached_pic === 0,
    ) ?? null
  );
}
