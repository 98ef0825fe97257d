import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BODY_TARGETS } from '../../../sidecar/src/bake/metahuman-targets.ts';
import { hasPython, metahumanProject, type Project, runInEditor } from './editor.ts';
import { smallSkeleton } from './motion-fixture.ts';
import { tempFolder } from './temp-folder.ts';

const HEAD = `
import unreal
skeleton = unreal.load_asset("${BODY_TARGETS[0]}")
factory = unreal.AnimSequenceFactory()
factory.set_editor_property("target_skeleton", skeleton)
clip = unreal.AssetToolsHelpers.get_asset_tools().create_asset("Clip", "/Game", unreal.AnimSequence, factory)
c, m = clip.controller, clip.data_model_interface
def say(value):
    unreal.log(value)
def attempt(action):
    try:
        say(action())
    except Exception as error:
        say(type(error).__name__ + ": " + str(error))
def keys(count, length=1.0):
    v, q = unreal.Vector(0.0, 0.0, 0.0), unreal.Quat(0.0, 0.0, 0.0, length)
    return [v] * count, [q] * count, [v] * count
`;

/** What a script says line by line, in a project with the small skeleton. */
function say(script: string, project: Project = {}) {
  const file = join(tempFolder(), 'script.py');
  writeFileSync(file, HEAD + script);
  const run = runInEditor(file, metahumanProject(smallSkeleton, project));
  expect(run.stderr).toBe('');
  return {
    ...run,
    lines: run.log.map(([level, text]) => (level === 'Display' ? text : `${level}: ${text}`)),
  };
}

describe.skipIf(!hasPython)('needs python3: the simulated editor', () => {
  it('keeps its rate when the new one neither divides nor multiplies it', () => {
    const { lines } = say(`
c.open_bracket("x", False)
for rate in (25, 24, 60, 15, 0):
    c.set_frame_rate(unreal.FrameRate(numerator=rate, denominator=1), False)
    say(m.get_frame_rate().numerator)
c.close_bracket(False)
`);
    const refused = 'Error: Incompatible frame rate provided';
    expect(lines).toEqual([
      refused,
      '30',
      refused,
      '30',
      '60',
      '15',
      'Error: Invalid frame rate provided',
      '15',
    ]);
  });

  it('refuses edits outside a bracket', () => {
    const { lines } = say('attempt(lambda: c.add_bone_curve("pelvis", False))');
    expect(lines).toEqual(['RuntimeError: add_bone_curve outside a bracket']);
  });

  it('stays locked while a bracket is open, and cannot be evaluated', () => {
    const { lines, memory, oddities } = say(`
c.open_bracket("x", False)
unreal.AnimPoseExtensions.get_anim_pose_at_frame(clip, 0, unreal.AnimPoseEvaluationOptions())
unreal.EditorAssetLibrary.save_loaded_asset(clip, False)
`);
    expect(lines).toEqual(['Error: /Game/Clip is locked and cannot be evaluated']);
    expect(memory['/Game/Clip']!.locked).toBe(true);
    expect(oddities).toEqual(['/Game/Clip saved while locked']);
  });

  it('notes brackets that do not match', () => {
    const { oddities } = say(`
c.open_bracket("x")
c.close_bracket(False)
c.close_bracket(False)
`);
    expect(oddities).toEqual([
      'bracket opened and closed with different should_transact',
      'close without open',
    ]);
  });

  it('refuses unknown bones, wrong list lengths and rotations that are none', () => {
    const { lines } = say(`
c.open_bracket("x", False)
c.set_number_of_frames(unreal.FrameNumber(value=2), False)
say(c.add_bone_curve("tail", False))
say(c.add_bone_curve("PELVIS", False))
say(c.add_bone_curve("pelvis", False))
say(c.set_bone_track_keys("spine_01", *keys(3), False))
say(c.set_bone_track_keys("pelvis", *keys(2), False))
say(c.set_bone_track_keys("pelvis", keys(3)[0], keys(2)[1], keys(3)[2], False))
say(c.set_bone_track_keys("pelvis", *keys(3, 0.5), False))
say(c.set_bone_track_keys(unreal.Name("pelvis"), *keys(3), False))
say(m.is_valid_bone_track_name("Pelvis"))
c.close_bracket(False)
`);
    expect(lines).toEqual([
      'Error: Unable to find bone tail in the skeleton',
      'False',
      'True',
      'Warning: A track for pelvis exists already',
      'False',
      'False',
      'Error: Keys of pelvis: {2} for 2 frames',
      'False',
      'Error: Keys of pelvis: {2, 3} for 2 frames',
      'False',
      'Error: Keys of pelvis are not rotations',
      'False',
      'True',
      'True',
    ]);
  });

  it('takes structs of the published types only', () => {
    const { lines } = say(`
c.open_bracket("x", False)
attempt(lambda: c.set_frame_rate(30, False))
attempt(lambda: c.set_number_of_frames(3, False))
attempt(lambda: c.set_bone_track_keys("pelvis", [(0, 0, 0)], [unreal.Quat(0, 0, 0, 1)], [], False))
attempt(lambda: c.open_bracket("x", False, 1))
attempt(lambda: c.add_bone_curve(name="pelvis"))
attempt(lambda: clip.get_editor_property("looping"))
attempt(lambda: clip.set_editor_property("skeleton", skeleton))
attempt(lambda: unreal.Vector(0.0).__setattr__("w", 1.0))
attempt(lambda: unreal.AnimationBlueprintLibrary)
c.close_bracket(False)
`);
    expect(lines).toEqual([
      'TypeError: AnimationDataController.set_frame_rate frame_rate: cannot convert int to FrameRate',
      'TypeError: AnimationDataController.set_number_of_frames new_length_in_frames: cannot convert int to FrameNumber',
      'TypeError: AnimationDataController.set_bone_track_keys positional_keys: cannot convert list to Array[Vector]',
      'TypeError: AnimationDataController.open_bracket: takes 2 arguments, got 3',
      'TypeError: AnimationDataController.add_bone_curve: unexpected argument name',
      'RuntimeError: AnimSequence: failed to find property looping',
      'RuntimeError: AnimSequence: skeleton is read-only',
      "AttributeError: 'Vector' object has no attribute 'w'",
      "AttributeError: module 'unreal' has no attribute 'AnimationBlueprintLibrary'",
    ]);
  });

  it.each([
    ['5.4.4', ['1.0 2.0', '1.0 2.0', 'False', 'False', 'False']],
    ['5.5.4', ['1.0 2.0', 'TypeError: RichCurveKey: cannot convert interp_mode', 'True', 'True', 'False']],
    ['5.8.0', ['1.0 2.0', 'TypeError: RichCurveKey: cannot convert interp_mode', 'True', 'True', 'True']],
  ])('has the members of Unreal %s', (engine, expected) => {
    const { lines } = say(
      `
def text(key):
    return "{} {}".format(key.time, key.value)
attempt(lambda: text(unreal.RichCurveKey(time=1.0, value=2.0)))
attempt(lambda: text(unreal.RichCurveKey(1.0, 2.0)))
say(hasattr(unreal.RichCurveKey(), "interp_mode"))
say(hasattr(clip, "set_retarget_source_asset"))
say(hasattr(unreal.AutomationUtilsBlueprintLibrary, "finish_all_asset_compilation"))
`,
      { engine },
    );
    expect(lines).toEqual(expected);
  });

  it('hands out poses that change under who keeps them', () => {
    const { lines } = say(`
pose = unreal.AnimPoseExtensions.get_reference_pose(skeleton)
pelvis = unreal.AnimPoseExtensions.get_ref_bone_pose(pose, "pelvis", unreal.AnimPoseSpaces.LOCAL)
say(pelvis.translation.z)
unreal.AnimPoseExtensions.get_ref_bone_pose(pose, "root", unreal.AnimPoseSpaces.LOCAL)
say(pelvis.translation.z)
`);
    expect(lines).toEqual(['90', '0']);
  });

  it('stores rotations as Euler angles, close but not to the bit', () => {
    const { lines } = say(`
import math
c.open_bracket("x", False)
c.add_bone_curve("pelvis", False)
v, h = unreal.Vector(0.0, 0.0, 0.0), math.sqrt(0.5)
for q in ((0.1, 0.2, 0.3, 0.9273618495495704), (0.0, h, 0.0, h), (0.0, -h, 0.0, h), (0.5, -0.5, 0.5, 0.5)):
    c.set_bone_track_keys("pelvis", [v] * 2, [unreal.Quat(*q)] * 2, [v] * 2, False)
    c.close_bracket(False)
    pose = unreal.AnimPoseExtensions.get_anim_pose_at_frame(clip, 1, unreal.AnimPoseEvaluationOptions())
    r = unreal.AnimPoseExtensions.get_bone_pose(pose, "pelvis").rotation
    dot = abs(q[0] * r.x + q[1] * r.y + q[2] * r.z + q[3] * r.w)
    say(dot > 1 - 1e-12)
    c.open_bracket("x", False)
c.close_bracket(False)
`);
    expect(lines).toEqual(['True', 'True', 'True', 'True']);
  });

  it('adds a notify only to a track that is there, within the clip, and says so in the log alone', () => {
    const { lines, oddities } = say(`
factory = unreal.BlueprintFactory()
factory.set_editor_property("parent_class", unreal.AnimNotifyState)
unreal.AssetToolsHelpers.get_asset_tools().create_asset("State", "/Game", unreal.Blueprint, factory)
state = unreal.load_class(None, "/Game/State.State_C")
library = unreal.AnimationLibrary
library.add_animation_notify_track(clip, "Mine")
library.add_animation_notify_track(clip, "mine")
for track, start in (("Other", 0.0), ("Mine", 9.0), ("Mine", 0.0)):
    say(library.add_animation_notify_state_event(clip, track, start, 1 / 30, state) is not None)
library.add_animation_notify_state_event(clip, "Mine", 0.0, 1.0, unreal.AnimNotifyState)
say(len(library.get_animation_notify_events_for_track(clip, "Mine")))
`);
    expect(lines).toEqual([
      'Warning: Track mine exists already',
      'Warning: Other is not a track or 0.0 no time',
      'False',
      'Warning: Mine is not a track or 9.0 no time',
      'False',
      'True',
      '2',
    ]);
    expect(oddities).toEqual([
      'a notify state of the abstract class',
      'a notify state outside the clip',
      'notify states overlap',
    ]);
  });

  it('hands out copies of parameters, and edges of sections on ticks', () => {
    const { lines, oddities } = say(`
factory = unreal.LevelSequenceFactoryNew()
sequence = unreal.AssetToolsHelpers.get_asset_tools().create_asset("S", "/Game", unreal.LevelSequence, factory)
binding = sequence.add_spawnable_from_class(unreal.SkeletalMeshActor)
section = binding.add_track(unreal.MovieSceneSkeletalAnimationTrack).add_section()
say(section.get_start_frame_seconds())
section.params.animation = clip
say(section.params.animation)
params = section.params
params.animation = clip
section.params = params
say(section.params.animation is clip)
section.set_range_seconds(0.0, 0.33334)
say(section.get_end_frame_seconds() == 8000 / 24000)
attempt(lambda: section.__setattr__("animation", clip))
attempt(lambda: sequence.add_possessable(unreal.Actor()))
`);
    expect(lines).toEqual([
      '-1.0',
      'None',
      'True',
      'True',
      'AttributeError: MovieSceneSkeletalAnimationSection.animation cannot be set',
      expect.stringContaining('MovieSceneBindingProxy'),
    ]);
    expect(oddities).toEqual(['edge of a section without range', 'possesses what is not in the level']);
  });
});
