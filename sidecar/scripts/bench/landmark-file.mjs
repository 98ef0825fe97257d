// Reads the two kinds of landmark results that are compared: ours and the official tracker's.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Lines of a JSON-lines file, gzipped or not. */
export function readJsonLines(file) {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** JSON of one value, gzipped or not. */
export function readJson(file) {
  const bytes = readFileSync(file);
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
}

/** `landmarks.jsonl.gz` in the form of an official result: pose, world, left, right and face of each frame. */
export function readLandmarks(file) {
  const [header, ...frames] = readJsonLines(file);
  return {
    width: header.source.width,
    height: header.source.height,
    frames: frames.map(({ pose, world, leftHand, rightHand, face }) => ({
      pose,
      world,
      left: leftHand,
      right: rightHand,
      face,
    })),
  };
}
