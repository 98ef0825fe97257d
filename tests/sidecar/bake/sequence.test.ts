import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BODY_TARGETS } from '../../../sidecar/src/bake/metahuman-targets.ts';
import { type EditorRun, hasPython, runInEditor, type TrackState } from './editor.ts';
import { adaProject, BODY_MESH, bakeTake, FACE_MESH, FOLDER } from './take-fixture.ts';
import { tempFolder } from './temp-folder.ts';

const BODY = `${FOLDER}/hello_Body`;
const FACE = `${FOLDER}/hello_Face`;
const SEQUENCE = `${FOLDER}/hello_Sequence`;
const byMesh = { AVATAR_TRACKER_BODY: BODY_MESH, AVATAR_TRACKER_FACE: FACE_MESH };
const ada = {
  actors: [
    {
      path: '/Game/Level.Level:PersistentLevel.Ada_1',
      label: 'Ada',
      components: { Torso: BODY_MESH, Face: FACE_MESH, Body: BODY_MESH, Hair: '' },
    },
  ],
};

const sequenceOf = (run: EditorRun) => run.extras[SEQUENCE]!;
const plays = (tracks: TrackState[]) =>
  tracks.flatMap(({ sections }) => sections.map(({ plays, range }) => [plays, ...range]));

describe.skipIf(!hasPython)('needs python3: the Level Sequence of a bake', () => {
  it.each(['5.4.4', '5.5.4', '5.8.0'])('spawns the meshes it was baked for (%s)', async (engine) => {
    const { script, video } = await bakeTake();
    const run = runInEditor(script, adaProject({ engine }), { env: byMesh });
    expect([run.result?.ok, run.oddities, run.result?.clips[0]?.warnings]).toEqual([true, [], []]);
    const sequence = sequenceOf(run);
    expect(sequence).toMatchObject({ kind: 'LevelSequence', fps: 30, playback: [0, 0.3] });
    expect(sequence.bindings!.map(({ name, spawned, mesh }) => [name, spawned, mesh])).toEqual([
      ['hello_body', true, BODY_MESH],
      ['hello_face', true, FACE_MESH],
    ]);
    expect(sequence.bindings!.flatMap(({ tracks }) => plays(tracks))).toEqual([
      [BODY, 0, 0.3],
      [FACE, 0, 0.3],
    ]);
    const [sound, picture] = sequence.tracks!;
    expect([sound!.name, plays([sound!])]).toEqual([
      'Tracker audio',
      [[`${FOLDER}/hello_Audio`, 0, expect.closeTo(1 / 3, 4)]],
    ]);
    expect(picture).toMatchObject({
      name: 'Tracker video',
      sections: [
        {
          plays: `${FOLDER}/hello_Video`,
          texture: `${FOLDER}/hello_VideoTexture`,
          range: [0, 0.3],
          // half a second of ticks into the video
          offset: 12_000,
        },
      ],
    });
    expect(run.extras[`${FOLDER}/hello_Video`]!.file).toBe(video);
    expect(sequence.marks).toEqual([
      [3, 'Tracker: left hand bridged'],
      [4, 'Tracker: face unseen'],
    ]);
    expect(sequence.tags).toHaveProperty(['AvatarTracker.SourceSha256']);
    const made = run.result!.clips[0]!.assets.map(({ kind, saved }) => `${kind} ${saved}`);
    expect(made).toEqual(
      ['body', 'face', 'notify', 'notify', 'audio', 'video', 'texture', 'sequence'].map(
        (kind) => `${kind} true`,
      ),
    );
  });

  it('says so when it has nothing to show', async () => {
    const { script } = await bakeTake({ without: ['audio', 'video'] });
    const run = runInEditor(script, adaProject());
    expect(run.result?.ok).toBe(true);
    expect(run.result?.clips[0]?.warnings).toEqual([
      expect.stringContaining('nothing for the body'),
      expect.stringContaining('nothing for the face'),
    ]);
    expect(sequenceOf(run).bindings!.map(({ mesh }) => mesh)).toEqual([null, null]);
  });

  it.each(['Ada', '/Game/Level.Level:PersistentLevel.Ada_1'])(
    'plays on the actor %s of the level, on the component of the usual name',
    async (actor) => {
      const { script } = await bakeTake({ choices: { actor }, without: ['audio', 'video'] });
      const run = runInEditor(script, adaProject(ada));
      expect([run.result?.ok, run.oddities]).toEqual([true, []]);
      expect(
        sequenceOf(run).bindings!.map(({ name, parent, tracks }) => [name, parent, plays(tracks)[0]?.[0]]),
      ).toEqual([
        ['Ada', null, undefined],
        ['Body', 'Ada', BODY],
        ['Face', 'Ada', FACE],
      ]);
    },
  );

  it('is updated in place: what an animator moved or added stays', async () => {
    const { script } = await bakeTake({ choices: { actor: 'Ada' } });
    const edit = join(tempFolder(), 'edit.py');
    writeFileSync(
      edit,
      `import unreal
sequence = unreal.load_asset("${SEQUENCE}")
section = sequence.get_bindings()[1].find_tracks_by_exact_type(unreal.MovieSceneSkeletalAnimationTrack)[0].get_sections()[0]
section.set_range_seconds(2.0, 2.1)
sequence.set_playback_end_seconds(9.0)
sequence.find_tracks_by_exact_type(unreal.MovieSceneAudioTrack)[0].get_sections()[0].set_range_seconds(2.0, 2.1)
music = sequence.add_track(unreal.MovieSceneAudioTrack)
music.set_display_name("Music")
sequence.add_marked_frame_to_sequence(unreal.MovieSceneMarkedFrame(frame_number=unreal.FrameNumber(value=1), label="Mine"))
`,
    );
    const run = runInEditor(script, adaProject(ada), { later: [edit, script] });
    expect([run.result?.ok, run.oddities]).toEqual([true, []]);
    const sequence = sequenceOf(run);
    expect(sequence.bindings!.map(({ name, tracks }) => [name, plays(tracks)])).toEqual([
      ['Ada', []],
      ['Body', [[BODY, 2, 2.3]]],
      ['Face', [[FACE, 0, 0.3]]],
    ]);
    expect(sequence.tracks!.map(({ name, sections }) => [name, sections.length])).toEqual([
      ['Tracker audio', 1],
      ['Tracker video', 1],
      ['Music', 0],
    ]);
    expect(sequence.tracks![0]!.sections[0]!.range[0]).toBe(2);
    expect(sequence.playback).toEqual([0, 9]);
    expect(sequence.marks!.map(([, label]) => label)).toEqual([
      'Mine',
      'Tracker: left hand bridged',
      'Tracker: face unseen',
    ]);
    expect(run.result!.clips[0]!.assets.every(({ created }) => !created)).toBe(true);
  });

  it('follows another rate of an existing sequence', async () => {
    const { script } = await bakeTake({ fps: 60, frames: 9, without: ['audio', 'video'] });
    const others = [{ kind: 'LevelSequence', path: SEQUENCE }];
    const run = runInEditor(script, adaProject({ others }));
    const sequence = sequenceOf(run);
    expect([sequence.fps, sequence.playback]).toEqual([30, [0, 5]]);
    expect(sequence.bindings!.flatMap(({ tracks }) => plays(tracks))[0]).toEqual([
      BODY,
      0,
      expect.closeTo(8 / 60, 4),
    ]);
    expect(sequence.marks).toEqual([[2, 'Tracker: left hand bridged, face unseen']]);
  });

  it('checks out what source control holds, and updates it', async () => {
    const { script } = await bakeTake({ choices: { sequence: false }, without: ['audio', 'video'] });
    const clips = [{ path: BODY, skeleton: BODY_TARGETS[0] }];
    const project = adaProject({ sourceControl: true, clips });
    const file = join(project.contentDir!, 'AvatarTracker/hello_Body.uasset');
    writeFileSync(file, '', { mode: 0o444 });
    const run = runInEditor(script, project);
    expect([run.result?.ok, run.log.filter(([level]) => level === 'Error')]).toEqual([true, []]);
  });

  it('is made, or not, as the environment says', async () => {
    const { script } = await bakeTake({ choices: { sequence: false }, without: ['audio', 'video'] });
    const wanted = runInEditor(script, adaProject(), { env: { ...byMesh, AVATAR_TRACKER_SEQUENCE: '1' } });
    expect([wanted.result?.ok, sequenceOf(wanted)?.kind]).toEqual([true, 'LevelSequence']);
    const asked = await bakeTake({ without: ['audio', 'video'] });
    const none = runInEditor(asked.script, adaProject(), { env: { AVATAR_TRACKER_SEQUENCE: '0' } });
    expect([none.result?.ok, sequenceOf(none)]).toEqual([true, undefined]);
  });
});
