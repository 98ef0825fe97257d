import { createJsonBytes, type JsonBytes } from './json-bytes.ts';
import type { Confidence, LandmarkFrame } from './landmarks.ts';
import type { MotionFrame } from './motion.ts';

const LANDMARK_FIELDS = [
  'pose',
  'world',
  'leftHand',
  'rightHand',
  'leftHandWorld',
  'rightHandWorld',
  'face',
] as const;

function row(out: JsonBytes, values: readonly number[]): void {
  out.text('[');
  for (let i = 0; i < values.length; i++) {
    if (i > 0) out.text(',');
    out.number(values[i]!);
  }
  out.text(']');
}

function rows(out: JsonBytes, points: readonly (readonly number[])[]): void {
  out.text('[');
  for (let i = 0; i < points.length; i++) {
    if (i > 0) out.text(',');
    row(out, points[i]!);
  }
  out.text(']');
}

function start(out: JsonBytes, frame: number, time: number): void {
  out.text('{"frame":');
  out.number(frame);
  out.text(',"time":');
  out.number(time);
}

function confidences(out: JsonBytes, { body, leftHand, rightHand, face }: Confidence): void {
  out.text(',"confidence":{"body":');
  out.number(body);
  out.text(',"leftHand":');
  out.number(leftHand);
  out.text(',"rightHand":');
  out.number(rightHand);
  out.text(',"face":');
  out.number(face);
  out.text('}');
}

/** Makes lines of `landmarks.jsonl`; the bytes end in a line feed and belong to the caller. */
export function createLandmarkEncoder(): (frame: LandmarkFrame) => Buffer {
  const out = createJsonBytes();
  return (frame) => {
    start(out, frame.frame, frame.time);
    for (const field of LANDMARK_FIELDS) {
      out.text(`,"${field}":`);
      const points = frame[field];
      if (points === null) out.text('null');
      else rows(out, points);
    }
    confidences(out, frame.confidence);
    if (frame.cut === true) out.text(',"cut":true');
    out.text('}\n');
    return out.take();
  };
}

/** Makes lines of `motion.jsonl`; the bytes end in a line feed and belong to the caller. */
export function createMotionEncoder(): (frame: MotionFrame) => Buffer {
  const out = createJsonBytes();
  return (frame) => {
    start(out, frame.frame, frame.time);
    out.text(',"pelvis":');
    row(out, frame.pelvis);
    out.text(',"rotations":');
    rows(out, frame.rotations);
    out.text(',"curves":');
    row(out, frame.curves);
    out.text(',"arkit":{');
    let separator = '"';
    for (const name in frame.arkit) {
      out.text(`${separator}${name}":`);
      out.number(frame.arkit[name]!);
      separator = ',"';
    }
    out.text('}');
    confidences(out, frame.confidence);
    out.text(',"flags":');
    out.text(JSON.stringify(frame.flags));
    out.text('}\n');
    return out.take();
  };
}
