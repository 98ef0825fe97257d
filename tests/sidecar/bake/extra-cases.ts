import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BODY_TARGETS } from '../../../sidecar/src/bake/metahuman-targets.ts';
import type { BAKE_ERRORS, BakeResult } from '../../../sidecar/src/protocol/bake-result.ts';
import type { Project } from './editor.ts';
import { BODY_MESH, FOLDER, type Take, type TakeOptions } from './take-fixture.ts';

type Part = BakeResult['clips'][number]['missed'][number]['part'];

/** One way in which what comes beside the clips is missed, or a clip that is there cannot be updated. */
export interface ExtraCase {
  name: string;
  code: (typeof BAKE_ERRORS)[number];
  part: Part;
  says: string[];
  project?: Project;
  take?: TakeOptions;
  env?: Record<string, string>;
  /** Changes files of the take, or of the project's content folder. */
  damage?: (take: Take, contentDir: string) => void;
}

const BODY = `${FOLDER}/hello_Body`;
const faults = (fault: Record<string, unknown>): Project => ({ faults: fault });

const ada = (components: Record<string, string>) => ({
  actors: [{ path: '/Game/Level.Level:PersistentLevel.Ada', label: 'Ada', components }],
});

function readOnlyBody(_: Take, contentDir: string): void {
  const file = join(contentDir, 'AvatarTracker/hello_Body.uasset');
  writeFileSync(file, '');
  chmodSync(file, 0o444);
}

export const extraCases: ExtraCase[] = [
  {
    name: 'a read-only clip',
    code: 'asset.locked',
    part: 'body',
    says: ['hello_Body.uasset', 'read-only', 'Check it out'],
    project: { clips: [{ path: BODY, skeleton: BODY_TARGETS[0], tracks: ['root'] }] },
    damage: readOnlyBody,
  },
  {
    name: 'a locked sequence',
    code: 'asset.locked',
    part: 'sequence',
    says: ['hello_Sequence is locked', 'Unlock it in Sequencer'],
    project: {
      others: [{ kind: 'LevelSequence', path: `${FOLDER}/hello_Sequence`, state: { _read_only: true } }],
    },
  },
  {
    name: 'another asset under the name of the sequence',
    code: 'asset.conflict',
    part: 'sequence',
    says: ['hello_Sequence exists and is not a Level Sequence'],
    project: { others: [{ kind: 'SoundWave', path: `${FOLDER}/hello_Sequence` }] },
  },
  {
    name: 'an editor without Sequencer scripting',
    code: 'plugin.missing',
    part: 'sequence',
    says: ['MovieSceneSequenceExtensions', 'Sequencer Scripting'],
    project: { missingClasses: ['MovieSceneSequenceExtensions'] },
  },
  {
    name: 'an editor without media tracks',
    code: 'plugin.missing',
    part: 'sequence',
    says: ['MovieSceneMediaTrack', 'Media Compositing'],
    project: { missingClasses: ['MovieSceneMediaTrack', 'MovieSceneMediaSection'] },
  },
  {
    name: 'an actor that is not there',
    code: 'target.not-found',
    part: 'sequence',
    says: ['no actor "Bob"', 'AVATAR_TRACKER_ACTOR'],
    env: { AVATAR_TRACKER_ACTOR: 'Bob' },
  },
  {
    name: 'an actor of another skeleton',
    code: 'target.wrong-type',
    part: 'sequence',
    says: ['Ada has no component', 'for the face'],
    project: ada({ Body: BODY_MESH, Face: '' }),
    take: { choices: { actor: 'Ada' } },
  },
  {
    name: 'a sequence that lost a clip',
    code: 'verify.failed',
    part: 'sequence',
    says: ['plays the body for 0.150 s instead of 0.300 s'],
    project: faults({ sequenceCut: true }),
  },
  {
    name: 'a sequence that cannot be saved',
    code: 'save.failed',
    part: 'sequence',
    says: ['hello_Sequence', 'could not save'],
    project: faults({ saveFails: 'hello_Sequence' }),
  },
  {
    name: 'a sequence that cannot be made',
    code: 'write.failed',
    part: 'sequence',
    says: ['could not create', 'hello_Sequence'],
    project: faults({ createFails: 'hello_Sequence' }),
  },
  {
    name: 'an editor without Blueprints',
    code: 'plugin.missing',
    part: 'notifies',
    says: ['BlueprintFactory'],
    project: { missingClasses: ['BlueprintFactory'] },
  },
  {
    name: 'notifies that the editor drops without a word',
    code: 'verify.failed',
    part: 'notifies',
    says: ['holds 0 notifies instead of 1'],
    project: faults({ notifyLost: true }),
    take: { flags: { 3: ['leftHandBridged'] }, settings: {} },
  },
  {
    name: 'notifies at another time',
    code: 'verify.failed',
    part: 'notifies',
    says: ['starts at 0.100 s instead of 0.200 s'],
    project: faults({ notifyMoved: true }),
    take: { flags: { 6: ['leftHandBridged'] }, settings: {} },
  },
  {
    name: 'a notify class that cannot be loaded',
    code: 'write.failed',
    part: 'notifies',
    says: ['AnimNotifyState_TrackerContact cannot be loaded'],
    project: faults({ classLost: true }),
  },
  {
    name: 'a lost sound file',
    code: 'media.missing',
    part: 'audio',
    says: ['hello.wav cannot be read'],
    damage: ({ wav }) => rmSync(wav),
  },
  {
    name: 'another sound file',
    code: 'data.damaged',
    part: 'audio',
    says: ['hello.wav', 'does not belong to this job'],
    damage: ({ wav }) => writeFileSync(wav, 'another'),
  },
  {
    name: 'a sound that Unreal does not read',
    code: 'write.failed',
    part: 'audio',
    says: ['could not import'],
    project: faults({ importFails: true }),
  },
  {
    name: 'a lost video',
    code: 'media.missing',
    part: 'video',
    says: ['hello.mp4 is not on this machine'],
    damage: ({ video }) => rmSync(video),
  },
  {
    name: 'an editor without media sources',
    code: 'plugin.missing',
    part: 'video',
    says: ['FileMediaSourceFactoryNew', 'Media Player Editor'],
    project: { missingClasses: ['FileMediaSourceFactoryNew'] },
  },
];
