import { describe, expect, it } from 'vitest';
import { nameAssets } from '../../../sidecar/src/bake/name-assets.ts';
import { BakeChoicesSchema } from '../../../sidecar/src/protocol/bake-choices.ts';

describe('nameAssets', () => {
  it('follows the pattern for every part', () => {
    const places = nameAssets('hello', { folder: '/Game/Signs', pattern: 'AS_{clip}_{part}_{clip}' });
    expect(places.Body).toEqual({ folder: '/Game/Signs', name: 'AS_hello_Body_hello' });
    expect(places.VideoTexture.name).toBe('AS_hello_VideoTexture_hello');
  });

  it('takes a clip as it is, whatever it is called', () => {
    expect(nameAssets('$&', { folder: '/Game', pattern: '{clip}{part}' }).Face.name).toBe('$&Face');
  });
});

it('the choices are complete and named as before where nothing is chosen', () => {
  const choices = BakeChoicesSchema.parse({});
  expect(nameAssets('hello', choices).Body).toEqual({ folder: '/Game/AvatarTracker', name: 'hello_Body' });
  expect(choices).toMatchObject({ notifies: true, sequence: false, audio: false, video: false });
});
