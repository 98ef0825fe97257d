import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { assembleScript } from '../../../sidecar/src/bake/assemble-script.ts';
import { BAKE_ERRORS } from '../../../sidecar/src/protocol/bake-result.ts';
import { hasPython, simulator, templates } from './editor.ts';
import { tempFolder } from './temp-folder.ts';

function check(files: string[]): { errors: string[]; uses: Record<string, number> } {
  const run = spawnSync('python3', [join(simulator, 'check_api.py'), ...files], { encoding: 'utf8' });
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout);
}

function checkText(text: string) {
  const file = join(tempFolder(), 'script.py');
  writeFileSync(file, text);
  return check([file]);
}

const modules = readdirSync(templates)
  .filter((name) => name.endsWith('.py'))
  .map((name) => join(templates, name));

/** One line each with the one thing that is wrong with it. */
const MISTAKES = [
  ['unreal.AnimationBlueprintLibrary', 'unreal.AnimationBlueprintLibrary is not published'],
  ['c.add_bone_curves("x", False)', 'has no add_bone_curves'],
  ['c.close_bracket(transact=False)', 'has no argument transact'],
  ['c.set_frame_rate(unreal.FrameNumber(value=1))', 'frame_rate is a FrameRate, not a FrameNumber'],
  ['c.set_number_of_frames(4)', 'takes a FrameNumber'],
  ['c.close_bracket(False, 1)', 'takes 1 arguments'],
  ['c.add_bone_curve()', 'lacks the argument bone_name'],
  ['c.add_bone_track("x")', 'is deprecated'],
  ['unreal.RichCurveKey(0.0, 1.0)', 'order of RichCurveKey'],
  ['unreal.RichCurveKey(interp_mode=unreal.RichCurveInterpMode.RCIM_LINEAR)', 'has no argument interp_mode'],
  ['unreal.RawCurveTrackTypes.RCT_FLOATS', 'has no value RCT_FLOATS'],
  ['s.update_retarget_source_asset_data()', 'needs hasattr'],
  ['unreal.AutomationUtilsBlueprintLibrary.finish_all_asset_compilation()', 'needs hasattr'],
  ['s.loop', 'get_editor_property only'],
  ['s.set_editor_property("looping", True)', 'has no editor property looping'],
  ['s.set_editor_property("skeleton", None)', 'read-only'],
  ['s.get_editor_property("target_frame_rate")', 'not in every version'],
  ['unreal.load_asset("x").get_skeleton()', 'cannot be derived'],
  ['unreal.AnimSequence.get_skeleton()', 'needs an object'],
  ['unreal.AnimSequenceFactory().target_skeleton = s', 'target_skeleton is a Skeleton, not a AnimSequence'],
  ['[q.xx for q in [unreal.Quat(0, 0, 0, 1)]]', 'Quat has no xx'],
  ['list(map(unreal.Quat, [1], [1], [1], [1]))[0].v', 'Quat has no v'],
  ['hasattr(s, "set_retarget_sauce")', 'not published'],
  ['getattr(s, "x" + "y")', 'getattr hides'],
] as const;

/** All mistakes in one run of the checker: each start of Python costs more than the check. */
function checkMistakes(): string[] {
  const folder = tempFolder();
  const files = MISTAKES.map(([line], index) => {
    const file = join(folder, `mistake${index}.py`);
    const head = `def f${index}(c: unreal.AnimationDataController, s: unreal.AnimSequence):`;
    writeFileSync(file, `import unreal\n${head}\n    ${line}\n`);
    return file;
  });
  return check(files).errors;
}

describe.skipIf(!hasPython)('needs python3: use of the unreal module', () => {
  let mistakes: string[] = [];
  beforeAll(() => {
    mistakes = checkMistakes();
  });

  it('holds only what the published API has, in the templates and in the script made of them', async () => {
    const { errors, uses } = check(modules);
    expect(errors).toEqual([]);
    expect(Object.keys(uses).length).toBeGreaterThan(90);
    for (const used of [
      'AnimationDataController.set_bone_track_keys',
      'AnimationDataController.close_bracket',
      'EditorAssetSubsystem.save_loaded_asset',
      'AnimPoseExtensions.get_anim_pose_at_frame',
      'AnimationSettings.default_frame_rate',
      'Quat.w',
    ]) {
      expect(uses).toHaveProperty([used]);
    }
    expect(checkText(await assembleScript()).errors).toEqual([]);
  });

  it.each(MISTAKES.map(([line, message], index) => [line, message, `mistake${index}.py`]))(
    '%s is found out',
    (_line, message, file) => {
      const found = mistakes.filter((error) => error.startsWith(`${file}:`));
      expect(found).toHaveLength(1);
      expect(found[0]).toContain(message);
    },
  );

  it('accepts what only newer versions have under hasattr', () => {
    const text = `import unreal
def f(s: unreal.AnimSequence):
    if hasattr(s, "update_retarget_source_asset_data"):
        s.update_retarget_source_asset_data()
`;
    expect(checkText(text).errors).toEqual([]);
  });

  it('refuses syntax that is newer than Python 3.9', () => {
    const file = join(tempFolder(), 'new.py');
    writeFileSync(file, 'match 1:\n    case 1:\n        pass\n');
    const run = spawnSync('python3', [join(simulator, 'check_api.py'), file], { encoding: 'utf8' });
    expect(run.stderr).toContain('SyntaxError');
  });
});

it('the scripts and the result schema know the same reasons', () => {
  const source = readFileSync(join(templates, 'bake_errors.py'), 'utf8');
  const codes = /Code = Literal\[([^\]]*)\]/
    .exec(source)![1]!
    .match(/"[^"]+"/g)!
    .map((code) => code.slice(1, -1));
  expect(codes).toEqual([...BAKE_ERRORS]);
  const used = modules.flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/(?:BakeError\(|error_code =)\s*"([^"]+)"/g),
  ]);
  expect(new Set(used.map((match) => match[1]))).toEqual(new Set(codes));
});
