/** One upright picture of a clip, as it comes from the decoder. */
export interface Frame {
  /** Number in the decoded clip, from 0. */
  readonly index: number;
  /** Presentation time in seconds from the clip's first frame (not from `--from`). */
  readonly time: number;
  readonly width: number;
  readonly height: number;
  /** RGB, 8 bits a channel, rows top to bottom, `width * height * 3` bytes, no padding. */
  readonly data: Uint8Array;
  /** A new scene begins with it: what was tracked before is of no use. */
  readonly cut?: boolean;
}

/** What the container says of a clip, after rotation metadata is applied. */
export interface VideoInfo {
  readonly file: string;
  /** Hex digest of the whole file. */
  readonly sha256: string;
  /** Upright size in pixels as decoded. */
  readonly width: number;
  readonly height: number;
  /** Average rate in frames a second, measured from the frames where the container states none. */
  readonly fps: number;
  /** Frames as estimated by the container; the true count is known after decoding. */
  readonly frameCount: number;
  readonly durationSeconds: number;
  readonly codec: string;
  /** Transfer function of the colours as ffprobe names it, `unknown` where none is stated. */
  readonly transfer: string;
  /** Clockwise degrees that were applied to make the picture upright. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** The picture is stored mirrored, and was mirrored back. */
  readonly mirrored: boolean;
  readonly variableFrameRate: boolean;
  /** The container tells where in the file a time is: a part can be decoded without what comes before it. */
  readonly indexed: boolean;
  readonly hasAudio: boolean;
}
