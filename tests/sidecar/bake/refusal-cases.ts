import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { BakeJob } from '../../../sidecar/src/protocol/bake-job.ts';
import { BODY, type Case, existing } from './refusal-case.ts';
import { targetCases } from './target-cases.ts';

const edit = (change: (job: BakeJob) => void) => (paths: { job: string }) => {
  const job: BakeJob = JSON.parse(readFileSync(paths.job, 'utf8'));
  change(job);
  writeFileSync(paths.job, JSON.stringify(job));
};
const faults = (fault: Record<string, unknown>) => ({ faults: fault });

export const cases: Case[] = [
  {
    name: 'an old engine',
    code: 'engine.unsupported',
    says: ['5.1.1', '5.4 or newer'],
    project: { engine: '5.1.1' },
  },
  {
    name: 'an editor without the animation classes',
    code: 'engine.unsupported',
    says: ['AnimSequenceFactory', 'plugins'],
    project: { missingClasses: ['AnimSequenceFactory'] },
  },
  {
    name: 'an editor without asset functions',
    code: 'engine.unsupported',
    says: ['Editor Scripting Utilities'],
    project: { missingClasses: ['EditorAssetLibrary'], ...faults({ noSubsystem: true }) },
  },
  {
    name: 'a lost job file',
    code: 'job.missing',
    says: ['no job file', 'AVATAR_TRACKER_JOB'],
    damage: ({ job }) => rmSync(job),
  },
  { name: 'a script without a place', code: 'job.missing', says: ['its own place'], withoutFile: true },
  {
    name: 'a job that is no JSON',
    code: 'job.damaged',
    says: ['cannot be read'],
    damage: ({ job }) => writeFileSync(job, '{"format":'),
  },
  {
    name: 'a job of another version',
    code: 'job.damaged',
    says: ['"version"'],
    damage: edit((job) => Object.assign(job, { version: 1 })),
  },
  {
    name: 'a job without bones',
    code: 'job.damaged',
    says: ['"body.bones" is missing'],
    damage: edit((job) => Object.assign(job.body, { bones: undefined })),
  },
  {
    name: 'another rate',
    code: 'job.damaged',
    says: ['30 or 60'],
    damage: edit((job) => Object.assign(job, { fps: 24 })),
  },
  {
    name: 'a length off the project frames',
    code: 'job.damaged',
    says: ['"keys"'],
    damage: edit((job) => Object.assign(job, { fps: 60 })),
  },
  {
    name: 'columns that overlap',
    code: 'job.damaged',
    says: ['columns'],
    damage: edit((job) => Object.assign(job.body, { rotationColumn: 1 })),
  },
  {
    name: 'a data file elsewhere',
    code: 'job.damaged',
    says: ['"data.file"'],
    damage: edit((job) => Object.assign(job.data, { file: '../x.bin' })),
  },
  {
    name: 'an illegal asset name',
    code: 'job.damaged',
    says: ['a b'],
    damage: edit((job) => Object.assign(job.body.asset, { name: 'a b' })),
  },
  {
    name: 'a lost data file',
    code: 'data.missing',
    says: ['.bin is missing'],
    damage: ({ data }) => rmSync(data),
  },
  {
    name: 'a cut data file',
    code: 'data.damaged',
    says: ['bytes instead of'],
    damage: ({ data }) => writeFileSync(data, readFileSync(data).subarray(0, 100)),
  },
  {
    name: 'a changed data file',
    code: 'data.damaged',
    says: ['not the one that the job was written with'],
    damage: ({ data }) => {
      const bytes = readFileSync(data);
      bytes[40] = bytes[40]! ^ 1;
      writeFileSync(data, bytes);
    },
  },
  {
    name: 'an unknown part',
    code: 'setting.invalid',
    says: ['AVATAR_TRACKER_PARTS', 'legs'],
    env: { AVATAR_TRACKER_PARTS: 'legs' },
  },
  {
    name: 'an odd folder',
    code: 'setting.invalid',
    says: ['Game Signs'],
    env: { AVATAR_TRACKER_FOLDER: 'Game Signs' },
  },
  { name: 'an odd name', code: 'setting.invalid', says: ['a.b'], env: { AVATAR_TRACKER_FACE_NAME: 'a.b' } },
  {
    name: 'an odd switch',
    code: 'setting.invalid',
    says: ['AVATAR_TRACKER_SEQUENCE', 'yes'],
    env: { AVATAR_TRACKER_SEQUENCE: 'yes' },
  },
  {
    name: 'an odd switch of the hands',
    code: 'setting.invalid',
    says: ['AVATAR_TRACKER_HANDS', 'left'],
    env: { AVATAR_TRACKER_HANDS: 'left' },
  },
  {
    name: 'a face that the motion does not have',
    code: 'setting.invalid',
    says: ['face alone'],
    env: { AVATAR_TRACKER_PARTS: 'face' },
    curves: [],
  },
  ...targetCases,
  {
    name: 'a project at 24 fps',
    code: 'rate.refused',
    says: ['runs at 24', 'Default Frame Rate'],
    project: { defaultFrameRate: [24, 1] },
  },
  {
    name: 'a project at 29.97 fps',
    code: 'rate.refused',
    says: ['30000/1001'],
    project: { defaultFrameRate: [30000, 1001] },
  },
  {
    name: 'a clip at 25 fps',
    part: 'body',
    code: 'rate.refused',
    says: [`${BODY} runs at 25`],
    project: existing({ rate: [25, 1], tracks: ['root'] }),
  },
  {
    name: 'a rate that does not take',
    code: 'rate.refused',
    says: ['kept', '60'],
    project: { defaultFrameRate: [60, 1], ...faults({ rateIgnored: true }) },
  },
  {
    name: 'an asset that cannot be made',
    part: 'body',
    code: 'write.failed',
    says: ['could not create'],
    project: faults({ createFails: 'hello_Body' }),
  },
  {
    name: 'keys that are refused',
    part: 'body',
    code: 'write.failed',
    says: ['1 bones', 'spine_01'],
    project: faults({ keysRefused: 'spine_01' }),
  },
  {
    name: 'curve keys that are refused',
    part: 'face',
    code: 'write.failed',
    says: ['jawOpen'],
    project: faults({ keysRefused: 'ctrl_expressions_jawopen' }),
  },
  {
    name: 'a track that was taken and is not there',
    part: 'body',
    code: 'verify.failed',
    says: ['no track', 'spine_01'],
    project: faults({ trackLost: 'spine_01' }),
  },
  {
    name: 'a length that does not take',
    code: 'verify.failed',
    says: ['1 frames and 2 keys'],
    project: faults({ framesIgnored: true }),
    env: { AVATAR_TRACKER_PARTS: 'face' },
  },
  {
    name: 'a pose that differs',
    part: 'body',
    code: 'verify.failed',
    says: ['0.500 degrees', 'spine_01'],
    project: faults({ distorts: 'spine_01' }),
  },
  {
    name: 'a curve that was taken and is not there',
    part: 'face',
    code: 'verify.failed',
    says: ['no curve', 'jawOpen'],
    project: faults({ curveLost: 'ctrl_expressions_jawopen' }),
  },
  {
    name: 'a curve that lost a key',
    part: 'face',
    code: 'verify.failed',
    says: ['3 keys of 4'],
    project: faults({ curveShort: 'ctrl_expressions_jawopen' }),
  },
  {
    name: 'a file that another program holds',
    part: 'face',
    code: 'save.failed',
    says: ['could not save', 'read-only'],
    project: faults({ saveFails: 'hello_Face' }),
  },
  {
    name: 'a full disk',
    code: 'disk.full',
    says: ['has 9 MB free and 65 MB are needed'],
    project: faults({ freeBytes: 10_000_000 }),
  },
  {
    name: 'a person who cancels',
    code: 'cancelled',
    says: ['cancelled'],
    project: faults({ cancelAfter: 2 }),
  },
  {
    name: 'an engine that throws',
    part: 'body',
    code: 'internal',
    says: ['RuntimeError', 'the engine failed'],
    project: faults({ raiseIn: 'set_bone_track_keys' }),
  },
];
