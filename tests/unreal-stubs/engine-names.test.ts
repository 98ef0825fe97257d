import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { usedEngineNames } from './engine-names.ts';

const seen = JSON.parse(readFileSync(new URL('engine-names.data.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;
const facts = new URL('../../../shared/facts/unreal_cpp.md', import.meta.url);

describe('names of the engine', () => {
  const used = usedEngineNames();

  test('the plugin uses none that nobody has seen', () => {
    // add a name with the place where the engine's own word or a public plugin shows it
    expect(used.filter((name) => !Object.hasOwn(seen, name))).toEqual([]);
  });

  test('the list holds none that the plugin does not use', () => {
    expect(Object.keys(seen).filter((name) => !used.includes(name))).toEqual([]);
  });

  test('every name says where it was seen', () => {
    for (const [name, place] of Object.entries(seen))
      expect(place, name).toMatch(
        /^(facts|plugin's own|public code, file \d+|[\w.-]+\/[\w.-]+ \S+\.(h|cpp|cs))$/,
      );
  });

  test.skipIf(!existsSync(facts))('names of the facts are there (needs the facts about Unreal)', () => {
    const words = new Set(readFileSync(facts, 'utf8').match(/\w+/g));
    const missing = Object.entries(seen).filter(([name, place]) => place === 'facts' && !words.has(name));
    expect(missing).toEqual([]);
  });
});
