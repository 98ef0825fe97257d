import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ARKIT_NAMES } from '../../sidecar/src/skeleton/arkit.ts';
import { BODY_BONES } from '../../sidecar/src/skeleton/body-bones.ts';
import { repository } from './compile.ts';

const root = join(repository, 'unreal-plugin/AvatarTracker');
const files = readdirSync(join(root, 'Source'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(h|cpp)$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, 'Source', file), 'utf8') }));
const code = (text: string) =>
  text.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '').replace(/"(?:\\.|[^"\\])*"/g, '""');

describe('sources of the plugin', () => {
  test('a text has one key, and a key one text', () => {
    const texts = new Map<string, string>();
    for (const { file, text } of files)
      for (const [, key, words] of text.matchAll(/LOCTEXT\("(\w+)",\s*"((?:\\.|[^"\\])*)"\)/g)) {
        expect([file, key, texts.get(key!) ?? words]).toEqual([file, key, words]);
        texts.set(key!, words!);
      }
    expect(texts.size).toBeGreaterThan(80);
  });

  test('every text for a person can be localised', () => {
    // FText from a literal would escape the translators
    for (const { file, text } of files)
      expect([file, /FText::FromString\((?:FString\()?TEXT\(/.test(text)]).toEqual([file, false]);
    for (const { file, text } of files.filter(({ text: t }) => /LOCTEXT\(/.test(t)))
      expect([
        file,
        /#define LOCTEXT_NAMESPACE "AvatarTracker"/.test(text),
        /#undef LOCTEXT_NAMESPACE/.test(text),
      ]).toEqual([file, true, true]);
  });

  test('nothing ends the editor: no check, no exceptions, no raw captures that outlive a call', () => {
    for (const { file, text } of files) {
      const plain = code(text);
      expect([
        file,
        plain.match(/\b(check|checkf|verify|verifyf|ensure|ensureMsgf|UE_LOG\(\w+, Fatal)\b\s*\(?/)?.[0],
      ]).toEqual([file, undefined]);
      expect([file, /\bthrow\b|\btry\b|\.AddRaw\(|\.AddLambda\(|\.BindRaw\(/.test(plain)]).toEqual([
        file,
        false,
      ]);
    }
  });

  test('no standard container lies in an engine array, which moves its items as plain bytes', () => {
    for (const { file, text } of files)
      expect([file, /T(Array|Map|Set|Pair)<[^;>]*\bstd::/.exec(code(text))?.[0]]).toEqual([file, undefined]);
  });

  test('the engine-free part knows no engine type', () => {
    for (const { file, text } of files.filter(({ file: f }) => f.includes('/Protocol/')))
      for (const [, header] of text.matchAll(/#include ["<]([^">]+)[">]/g))
        expect([file, header]).toEqual([file, expect.stringMatching(/^(Protocol\/\w+\.h|[a-z_]+)$/)]);
  });

  test('its bones are those of the motion', () => {
    const text = files.find(({ file }) => file.endsWith('BodyBones.cpp'))!.text;
    const [whole, sided] = text.split('for (const TCHAR* Side');
    const names = (part: string) => [...part.matchAll(/TEXT\("([a-z]\w*)"\)/g)].map((match) => match[1]!);
    const paired = names(sided!.split('return Names')[0]!);
    const bones = [...names(whole!), ...['_l', '_r'].flatMap((side) => paired.map((name) => name + side))];
    expect(bones.sort()).toEqual([...BODY_BONES].sort());
  });

  test('its 61 face columns are the ARKit values in their order, then head and eyes', () => {
    const text = files
      .find(({ file }) => file.endsWith('FaceColumns.cpp'))!
      .text.split('GetMetaHumanColumns')[0]!;
    const columns = [...text.matchAll(/Column\(TEXT\("(\w+)"\)/g)].map(([, name]) => name!);
    const turns = ['Head', 'LeftEye', 'RightEye'].flatMap((part) =>
      ['Yaw', 'Pitch', 'Roll'].map((turn) => part + turn),
    );
    expect(columns).toEqual([...ARKIT_NAMES, ...turns]);
    expect(columns).toHaveLength(61);
  });

  test('what it tells the bake script is what the script reads, and both mean the same fingers', () => {
    const textOf = (name: string) => files.find(({ file }) => file.endsWith(name))!.text;
    const python = (name: string) => readFileSync(join(repository, 'python-templates', name), 'utf8');
    const said = [...textOf('BakeRunner.cpp').matchAll(/TEXT\("(AVATAR_TRACKER_\w+)"\)/g)].map(
      ([, name]) => name!,
    );
    const read = [...python('bake_settings.py').matchAll(/"(AVATAR_TRACKER_\w+)"/g)].map(([, name]) => name!);
    expect(said).toHaveLength(5);
    expect(said.filter((name) => !read.includes(name))).toEqual([]);
    const prefixes = (text: string) => [...text.matchAll(/"([a-z]+_)"/g)].map(([, name]) => name!);
    const fingers = prefixes(textOf('BodyBones.cpp').split('bool IsFingerBone')[1]!);
    expect(fingers).toEqual(prefixes(/FINGERS = (.*)/.exec(python('bake_job.py'))![1]!));
    expect(BODY_BONES.filter((bone) => fingers.some((finger) => bone.startsWith(finger)))).toHaveLength(38);
  });

  test('the descriptor, the build rules and the modules that the code uses agree', () => {
    const descriptor = JSON.parse(readFileSync(join(root, 'AvatarTracker.uplugin'), 'utf8'));
    expect(descriptor.Modules).toMatchObject([{ Name: 'AvatarTracker', Type: 'Editor' }]);
    expect(descriptor.VersionName).toBe(
      JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')).version,
    );
    const rules = readFileSync(join(root, 'Source/AvatarTracker/AvatarTracker.Build.cs'), 'utf8');
    for (const module of [
      'WebSockets',
      'LiveLinkInterface',
      'PythonScriptPlugin',
      'ToolMenus',
      'Json',
      'Projects',
      'PropertyEditor',
      'DesktopPlatform',
    ])
      expect(rules).toContain(`"${module}"`);
  });
});
