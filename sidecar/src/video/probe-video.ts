import { AppError } from '../protocol/errors.ts';
import type { VideoInfo } from '../protocol/frame.ts';
import { checkInput } from './check-input.ts';
import { throwIfAborted } from './ffmpeg.ts';
import { findFfmpeg } from './find-ffmpeg.ts';
import { hashFile } from './hash-file.ts';
import { isIndexed } from './plan-entry.ts';
import { type Container, type ContainerStream, pictureTrack, readContainer } from './read-container.ts';
import { readOrientation } from './read-orientation.ts';
import { type PacketScan, scanPackets } from './scan-packets.ts';

/** Longest side of a picture, pixels; beyond it a frame alone takes 200 MB and more. */
const MAX_SIDE = 8192;
/** Rate of a clip that states none and has no times to measure: what ffmpeg gives to bare streams. */
const DEFAULT_FPS = 25;
/** A stated rate this close to the measured one is the exact form of it. */
const FPS_AGREEMENT = 0.05;

export interface ProbeOptions {
  readonly signal?: AbortSignal;
  /** Where FFMPEG_PATH, FFPROBE_PATH and PATH are looked up. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * What a clip is, from its header and packet times, without decoding it; the file is read twice, in bounded
 * memory. `width` and `height` are upright (rotation applied). `durationSeconds` is what the container states
 * of the picture track, `frameCount` what the file really holds: in a clip that breaks off, fewer.
 * @throws AppError `input.*`, `ffmpeg.missing`, `job.cancelled`
 * @example const info = await probeVideo('clip.mp4');
 */
export async function probeVideo(path: string, options: ProbeOptions = {}): Promise<VideoInfo> {
  const { signal, env } = options;
  throwIfAborted(signal);
  await checkInput(path);
  const { ffprobe } = await findFfmpeg(env);
  const container = await readContainer(ffprobe, path, signal);
  const track = pictureTrack(container);
  if (!track) throw new AppError('input.no-video-stream', `${path} has no picture track.`);
  checkDimensions(path, track);
  const [sha256, scan] = await Promise.all([
    hashFile(path, signal),
    scanPackets(ffprobe, path, track.time_base, signal),
  ]);
  return describe(path, sha256, container, track, scan);
}

function checkDimensions(path: string, { width, height }: ContainerStream): void {
  if (width > 0 && height > 0 && width <= MAX_SIDE && height <= MAX_SIDE) return;
  const size = `${width} x ${height}`;
  throw new AppError(
    'input.dimensions',
    `${path} is ${size} pixels; sides of 1 to ${MAX_SIDE} are possible.`,
  );
}

function describe(
  file: string,
  sha256: string,
  container: Container,
  track: ContainerStream,
  scan: PacketScan,
): VideoInfo {
  const { rotation, mirrored } = readOrientation(track.side_data_list);
  const sideways = rotation === 90 || rotation === 270;
  const fps = frameRate(track, scan);
  return {
    file,
    sha256,
    width: sideways ? track.height : track.width,
    height: sideways ? track.width : track.height,
    fps,
    frameCount: scan.count,
    durationSeconds: duration(container, track, scan, fps),
    codec: track.codec_name,
    transfer: track.color_transfer,
    rotation,
    mirrored,
    variableFrameRate: scan.variableFrameRate,
    indexed: isIndexed(container.format.format_name),
    hasAudio: container.streams.some((stream) => stream.codec_type === 'audio'),
  };
}

/** The exact stated rate where the packets agree with it, else the measured one. */
function frameRate(track: ContainerStream, scan: PacketScan): number {
  const stated = track.avg_frame_rate || track.r_frame_rate || DEFAULT_FPS;
  if (!scan.span) return stated;
  const measured = (scan.count - 1) / scan.span;
  return Math.abs(stated / measured - 1) <= FPS_AGREEMENT && !scan.variableFrameRate ? stated : measured;
}

/** Seconds of the picture track. A file's own duration counts its sound too, which may go on for longer. */
function duration(container: Container, track: ContainerStream, scan: PacketScan, fps: number): number {
  const tag = /^(\d+):(\d+):([\d.]+)/.exec(track.tags.DURATION ?? '');
  const tagged = tag ? Number(tag[1]) * 3600 + Number(tag[2]) * 60 + Number(tag[3]) : undefined;
  const measured = scan.span === null ? scan.count / fps : scan.span + 1 / fps;
  const whole = container.streams.length === 1 ? container.format.duration : undefined;
  // of an avi that breaks off only the count of frames stays as it was written; the rest is worked out anew
  const counted =
    container.format.format_name === 'avi' && track.nb_frames ? track.nb_frames / fps : undefined;
  return counted ?? track.duration ?? tagged ?? whole ?? measured;
}
