import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addBakeFlags, type BakeFlags, bakeChoices } from '../../../sidecar/src/cli/bake-flags.ts';

const choose = (...args: string[]) => {
  const command = addBakeFlags(new Command()).exitOverride();
  return bakeChoices(command.parse(args, { from: 'user' }).opts<BakeFlags>());
};

describe('bakeChoices', () => {
  it('is null without flags', async () => {
    expect(await choose()).toBeNull();
  });

  it('takes every flag, and fills in the rest', async () => {
    expect(await choose('--asset-path', '/Game/Signs', '--asset-names', 'AS_{clip}_{part}')).toEqual({
      folder: '/Game/Signs',
      pattern: 'AS_{clip}_{part}',
      bodyTarget: null,
      faceTarget: null,
      notifies: true,
      sequence: false,
      actor: null,
      audio: false,
      video: false,
    });
    const targets = ['--body-target', '/Game/A/B', '--face-target', '/Game/C/D', '--no-notifies'];
    const extras = ['--sequence', '--actor', 'Ada', '--bake-audio', '--bake-video'];
    expect(await choose(...targets, ...extras)).toMatchObject({
      bodyTarget: '/Game/A/B',
      faceTarget: '/Game/C/D',
      notifies: false,
      sequence: true,
      actor: 'Ada',
      audio: true,
      video: true,
    });
  });

  it.each([
    ['--asset-path', 'Game/x', 'content folder'],
    ['--asset-names', '{clip}', '{part}'],
    ['--body-target', '', 'path of an asset'],
  ])('%s %s is refused with what it takes', async (flag, value, says) => {
    await expect(choose(flag, value)).rejects.toMatchObject({
      code: 'usage.invalid',
      message: expect.stringContaining(says),
    });
  });
});
