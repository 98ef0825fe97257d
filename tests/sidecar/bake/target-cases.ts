import { BODY_TARGETS, FACE_TARGETS } from '../../../sidecar/src/bake/metahuman-targets.ts';
import { bonesOf, metahumanProject } from './editor.ts';
import { smallSkeleton } from './motion-fixture.ts';
import { BODY, type Case, existing } from './refusal-case.ts';

const other = { path: '/Game/Other', bones: bonesOf(smallSkeleton) };

/** What a bake is made for is not there, is not fit for it, or is in the way. */
export const targetCases: Case[] = [
  {
    name: 'a project without MetaHumans',
    code: 'target.not-found',
    says: [...BODY_TARGETS, 'AVATAR_TRACKER_BODY'],
    project: { skeletons: [] },
  },
  {
    name: 'a project without a face skeleton',
    part: 'face',
    code: 'target.not-found',
    says: [...FACE_TARGETS, 'AVATAR_TRACKER_FACE'],
    project: { skeletons: [{ path: BODY_TARGETS[0], bones: bonesOf(smallSkeleton) }] },
  },
  {
    name: 'a target of another kind',
    part: 'body',
    code: 'target.wrong-type',
    says: [BODY, 'not a Skeleton'],
    project: existing({}),
    env: { AVATAR_TRACKER_BODY: BODY },
  },
  {
    name: 'a mesh without a skeleton',
    part: 'body',
    code: 'target.wrong-type',
    says: ['has no skeleton'],
    project: { meshes: [{ path: '/Game/M', skeleton: null, bones: [] }] },
    env: { AVATAR_TRACKER_BODY: '/Game/M' },
  },
  {
    name: 'missing bones of the skeleton',
    part: 'body',
    code: 'target.bones-missing',
    says: ['1 of the 3 bones', 'spine_01'],
    project: metahumanProject({ ...smallSkeleton, bones: smallSkeleton.bones.slice(0, 2) }),
  },
  {
    name: 'missing bones of the mesh',
    part: 'body',
    code: 'target.bones-missing',
    says: ['mesh /Game/M lacks 2', 'pelvis, spine_01'],
    project: {
      meshes: [{ path: '/Game/M', skeleton: BODY_TARGETS[0], bones: bonesOf(smallSkeleton).slice(0, 1) }],
    },
    env: { AVATAR_TRACKER_BODY: '/Game/M' },
  },
  {
    name: 'an asset of another kind under the name',
    part: 'body',
    code: 'asset.conflict',
    says: ['exists and is not an animation'],
    project: { meshes: [{ path: BODY, skeleton: null, bones: [] }] },
  },
  {
    name: 'a clip of another skeleton under the name',
    part: 'body',
    code: 'asset.conflict',
    says: ['another skeleton', '/Game/Other.Other'],
    project: {
      ...metahumanProject(smallSkeleton),
      skeletons: [...metahumanProject(smallSkeleton).skeletons!, other],
      ...existing({ skeleton: '/Game/Other' }),
    },
  },
];
