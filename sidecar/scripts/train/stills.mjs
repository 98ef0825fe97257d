// Rendered or filmed pictures of people whose joints are known: how they are stored, and how they are read.
// `node tests/synthetic/render-stills.mjs` makes such pictures of the synthetic performer.
//
// PICTURES.mjpeg holds JPEG pictures of one size one after the other, PICTURES.jsonl a line for each of them:
// {width, height, camera: {ro, ta, fl}, joints: {name: [x, y, z]}, inFrame: {l, r}, crop: [x, y, width, height]}, camera and
// joints as in the truth of tests/synthetic (see its README), whether all of a hand is in the picture, and, where only a
// part of the picture was rendered, which; all pictures of a file have the same.
//
// What helps is many people (shapes, ages, skins, sleeves), lights and walls, all turns of the hand, hands that touch or
// cover each other and the face, handshapes of which a part has each joint at random, hands of 50 to 170 pixels; of hands,
// several views of a pose, each with another light, skin and wall.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { findFfmpeg } from '../../dist/video/find-ffmpeg.js';
import { cameraAxes, subtract } from '../bench/small-vectors.mjs';

/** Each picture's RGB bytes, as much of it as there is, with its line. */
export async function* readStills(video, lines) {
  const stills = readFileSync(lines, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const [{ crop, ...whole }] = stills;
  const [, , width, height] = crop ?? [0, 0, whole.width, whole.height];
  const size = width * height * 3;
  const { ffmpeg } = await findFfmpeg();
  const format = ['-f', 'rawvideo', '-pix_fmt', 'rgb24'];
  const child = spawn(ffmpeg, ['-v', 'quiet', '-f', 'mjpeg', '-i', video, ...format, '-']);
  let rest = Buffer.alloc(0);
  let index = 0;
  for await (const chunk of child.stdout) {
    rest = Buffer.concat([rest, chunk]);
    for (; rest.length >= size; rest = rest.subarray(size)) {
      const still = stills[index];
      if (still === undefined) return;
      yield { still, frame: { index, time: 0, width, height, data: rest.subarray(0, size) } };
      index++;
    }
  }
}

/** Turns a point of the world into the camera's axes: right, up, towards it; metres. */
export function inCameraAxes(camera) {
  const toCamera = cameraAxes(camera);
  return (point) => toCamera(subtract(point, camera.ro));
}

/** Prints a line of JSON as fast as it is taken. */
export async function printLine(value) {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`)) await once(process.stdout, 'drain');
}
