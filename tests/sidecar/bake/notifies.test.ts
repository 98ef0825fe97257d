import { describe, expect, it } from 'vitest';
import { BODY_TARGETS, FACE_TARGETS } from '../../../sidecar/src/bake/metahuman-targets.ts';
import { clipsOf, hasPython, runInEditor } from './editor.ts';
import { adaProject, bakeTake, FOLDER } from './take-fixture.ts';

const BODY = `${FOLDER}/hello_Body`;
const FACE = `${FOLDER}/hello_Face`;
const PROBLEM = `${FOLDER}/Notifies/AnimNotifyState_TrackerProblem`;
const CONTACT = `${FOLDER}/Notifies/AnimNotifyState_TrackerContact`;
const plain = { choices: { sequence: false }, without: ['audio', 'video'] } as const;

const seconds = (found: [number, number, string][]) =>
  found.map(([start, length, name]) => [Number(start.toFixed(6)), Number(length.toFixed(6)), name]);

describe.skipIf(!hasPython)('needs python3: notifies of a bake', () => {
  it.each(['5.4.4', '5.5.4', '5.8.0'])(
    'are one state a span, on a track of their label (%s)',
    async (engine) => {
      const { script } = await bakeTake({ choices: plain.choices, without: [...plain.without] });
      const run = runInEditor(script, adaProject({ engine }));
      expect([run.result?.ok, run.oddities]).toEqual([true, []]);
      const body = run.disk[BODY]!.notifies;
      expect(Object.keys(body)).toEqual([
        '1',
        'Tracker contact: hand face',
        'Tracker problem: left hand bridged',
      ]);
      expect(seconds(body['Tracker problem: left hand bridged']!)).toEqual([
        [0.1, 0.066667, 'AnimNotifyState_TrackerProblem_C'],
      ]);
      // ten frames are nine intervals: the last ends with the clip
      expect(seconds(body['Tracker contact: hand face']!)).toEqual([
        [0.2, 0.1, 'AnimNotifyState_TrackerContact_C'],
      ]);
      expect(Object.keys(run.disk[FACE]!.notifies)).toEqual(['1', 'Tracker problem: face unseen']);
      expect(clipsOf(run.result!.clips[0]!).map(({ notifies }) => notifies)).toEqual([2, 1]);
      expect([run.extras[PROBLEM], run.extras[CONTACT]]).toMatchObject([
        { kind: 'Blueprint', parent: 'AnimNotifyState' },
        { kind: 'Blueprint', parent: 'AnimNotifyState' },
      ]);
    },
  );

  it('last a frame at least, and stay within the clip', async () => {
    const flags = { 0: ['headUnseen'], 9: ['headUnseen', 'bodyUnseen'] };
    const { script } = await bakeTake({
      flags,
      settings: {},
      choices: plain.choices,
      without: [...plain.without],
    });
    const run = runInEditor(script, adaProject());
    expect(run.oddities).toEqual([]);
    const { notifies } = run.disk[BODY]!;
    expect(
      seconds(notifies['Tracker problem: head unseen']!).map(([start, length]) => [start, length]),
    ).toEqual([
      [0, 0.033333],
      [0.266667, 0.033333],
    ]);
    expect(notifies['Tracker problem: body unseen']).toHaveLength(1);
  });

  it('of an earlier bake go, those of an animator stay, and the classes are made once', async () => {
    const { script } = await bakeTake({ choices: plain.choices, without: [...plain.without] });
    const notifyTracks = ['Footsteps', 'Tracker problem: right hand unseen'];
    const run = runInEditor(
      script,
      adaProject({
        clips: [
          {
            path: BODY,
            skeleton: BODY_TARGETS[0],
            notifyTracks,
            tags: { 'AvatarTracker.Old': 'x', Mine: 'y' },
          },
          { path: FACE, skeleton: FACE_TARGETS[0], notifyTracks: ['1'] },
        ],
      }),
      { later: [script] },
    );
    expect([run.result?.ok, run.oddities]).toEqual([true, []]);
    expect(Object.keys(run.disk[BODY]!.notifies)).toEqual([
      '1',
      'Footsteps',
      'Tracker contact: hand face',
      'Tracker problem: left hand bridged',
    ]);
    expect(run.disk[BODY]!.tags).toMatchObject({ Mine: 'y' });
    expect(run.disk[BODY]!.tags).not.toHaveProperty(['AvatarTracker.Old']);
    // the second run made nothing new
    expect(run.result!.clips[0]!.assets.every(({ created }) => !created)).toBe(true);
    expect(run.result!.clips[0]!.assets.map(({ kind }) => kind)).toEqual(['body', 'face']);
  });

  it('are left out when nobody wants them', async () => {
    const { script } = await bakeTake({
      choices: { sequence: false, notifies: false },
      without: ['audio', 'video'],
    });
    const run = runInEditor(script, adaProject());
    expect([run.result?.ok, Object.keys(run.disk[BODY]!.notifies), run.extras]).toEqual([true, ['1'], {}]);
  });
});
