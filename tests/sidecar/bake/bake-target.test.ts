import { describe, expect, it } from 'vitest';
import { BODY_TARGETS, FACE_TARGETS } from '../../../sidecar/src/bake/metahuman-targets.ts';
import { type BakeFiles, writeBake } from '../../../sidecar/src/bake/write-bake.ts';
import type { MotionHeader, Skeleton } from '../../../sidecar/src/protocol/motion.ts';
import { metahumanSkeleton } from '../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { bonesOf, clipsOf, hasPython, metahumanProject, runInEditor } from './editor.ts';
import { makeFrame, makeFrames, makeHeader, metahumanHeader, smallSkeleton } from './motion-fixture.ts';
import { tempFolder } from './temp-folder.ts';

const BODY = '/Game/AvatarTracker/hello_Body';
const FACE = '/Game/AvatarTracker/hello_Face';

async function bake(header: MotionHeader): Promise<BakeFiles> {
  return writeBake({ header, frames: makeFrames(header) }, tempFolder());
}

describe.skipIf(!hasPython)('needs python3: the target of a bake', () => {
  it('is the skeleton of the MetaHuman plugin where the project has none', async () => {
    const header = makeHeader();
    const project = metahumanProject(smallSkeleton);
    project.skeletons![0]!.path = BODY_TARGETS[1];
    project.skeletons![1]!.path = FACE_TARGETS[1];
    const run = runInEditor((await bake(header)).script, project);
    expect(run.disk[BODY]!.skeleton).toBe(BODY_TARGETS[1]);
    expect(run.disk[FACE]!.skeleton).toBe(FACE_TARGETS[1]);
  });

  it('keeps its own proportions; the pelvis follows the height of its legs', async () => {
    const header = metahumanHeader({ frames: 5 });
    const tall = metahumanSkeleton('m_tal_unw');
    const run = runInEditor((await bake(header)).script, metahumanProject(tall));
    const { tracks } = run.disk[BODY]!;
    const at = (skeleton: Skeleton, name: string) =>
      skeleton.bones.find((bone) => bone.name === name)!.translation;
    const [own, ours] = [at(tall, 'pelvis'), at(header.skeleton, 'pelvis')];
    const scale = own[2] / ours[2];
    expect(clipsOf(run.result!.clips[0]!)[0]?.pelvisScale).toBeCloseTo(scale, 10);
    for (let key = 0; key < 5; key++) {
      const { pelvis } = makeFrame(header, key);
      for (let i = 0; i < 3; i++) {
        const wanted = own[i]! + (pelvis[i]! - ours[i]!) * scale;
        expect(tracks.pelvis!.positions[3 * key + i]).toBeCloseTo(wanted, 4);
      }
    }
    for (let i = 0; i < 3; i++) expect(tracks.calf_l!.positions[i]).toBeCloseTo(at(tall, 'calf_l')[i]!, 4);
  });

  const mesh = {
    path: '/Game/MetaHumans/Ada/Body/SKM_Ada_BodyMesh',
    skeleton: BODY_TARGETS[0],
    bones: bonesOf(smallSkeleton).map((bone) => ({ ...bone, t: bone.t.map((v) => v * 1.5), s: [1, 2, 3] })),
  };
  const byMesh = { AVATAR_TRACKER_BODY: `/Script/Engine.SkeletalMesh'${mesh.path}.SKM_Ada_BodyMesh'` };

  it.each(['5.4.4', '5.5.4'])('may be a mesh, whose proportions then count (%s)', async (engine) => {
    const header = makeHeader();
    const project = metahumanProject(smallSkeleton, { engine, meshes: [mesh] });
    const run = runInEditor((await bake(header)).script, project, { env: byMesh });
    const clip = run.disk[BODY]!;
    expect(run.oddities).toEqual([]);
    expect(clip).toMatchObject({ skeleton: BODY_TARGETS[0], preview: mesh.path, retargetSource: mesh.path });
    expect(clip.tracks.spine_01!.positions.slice(0, 3)).toEqual([15, 0, 0]);
    expect(clip.tracks.spine_01!.scales.slice(0, 3)).toEqual([1, 2, 3]);
    expect(clipsOf(run.result!.clips[0]!)[0]?.pelvisScale).toBe(1.5);
  });

  it('falls back to the skeleton, with a warning, where the editor cannot read meshes', async () => {
    const project = metahumanProject(smallSkeleton, { meshes: [mesh], missingClasses: ['SkeletonModifier'] });
    const run = runInEditor((await bake(makeHeader())).script, project, { env: byMesh });
    expect(run.disk[BODY]!.tracks.spine_01!.positions.slice(0, 3)).toEqual([10, 0, 0]);
    expect(run.result?.clips[0]?.warnings).toEqual([expect.stringContaining('Mesh Modeling Toolset')]);
  });

  it('and folder, names and parts follow the environment', async () => {
    const env = {
      AVATAR_TRACKER_FOLDER: '/Game/Signs/',
      AVATAR_TRACKER_BODY_NAME: 'Wave',
      AVATAR_TRACKER_PARTS: 'body',
      AVATAR_TRACKER_FACE: '',
    };
    const run = runInEditor((await bake(makeHeader())).script, metahumanProject(smallSkeleton), { env });
    expect(Object.keys(run.disk)).toEqual(['/Game/Signs/Wave']);
    const face = { AVATAR_TRACKER_PARTS: 'face', AVATAR_TRACKER_FACE_NAME: 'Smile' };
    const other = runInEditor((await bake(makeHeader())).script, metahumanProject(smallSkeleton), {
      env: face,
    });
    expect(Object.keys(other.disk)).toEqual(['/Game/AvatarTracker/Smile']);
  });

  it('keeps its own fingers where hands are switched off, and only those', async () => {
    const header = metahumanHeader({ frames: 5 });
    const own = metahumanSkeleton('m_tal_unw');
    const { script } = await bake(header);
    const run = runInEditor(script, metahumanProject(own), { env: { AVATAR_TRACKER_HANDS: '0' } });
    expect([run.result?.ok, run.oddities]).toEqual([true, []]);
    const { tracks } = run.disk[BODY]!;
    const moved = runInEditor(script, metahumanProject(own), { env: { AVATAR_TRACKER_HANDS: '1' } });
    const fingers = own.bones.filter(({ name }) => /^(thumb|index|middle|ring|pinky)_/.test(name));
    expect(fingers).toHaveLength(38);
    for (const { name, rotation } of fingers) {
      const { rotations } = tracks[name]!;
      expect(rotations).toHaveLength(4 * 5);
      rotations.forEach((value, i) => {
        expect(value, name).toBeCloseTo(rotation[i % 4]!, 6);
      });
    }
    const same = header.skeleton.bones.filter(
      ({ name }) => JSON.stringify(tracks[name]) === JSON.stringify(moved.disk[BODY]!.tracks[name]),
    );
    const names = new Set(fingers.map(({ name }) => name));
    expect(same.map(({ name }) => name)).toEqual(
      header.skeleton.bones.map(({ name }) => name).filter((name) => !names.has(name)),
    );
  });

  it('without face curves is the body alone', async () => {
    const run = runInEditor((await bake(makeHeader({ curves: [] }))).script, {
      skeletons: [{ path: BODY_TARGETS[0], bones: bonesOf(smallSkeleton) }],
    });
    expect([run.result?.ok, Object.keys(run.disk)]).toEqual([true, [BODY]]);
  });
});
