import { BAKE_PARTS, type BakeChoices, type BakePart } from '../protocol/bake-choices.ts';

export interface AssetPlace {
  readonly folder: string;
  readonly name: string;
}

/**
 * Where each part of a clip goes in Unreal's Content Browser.
 *
 * @example nameAssets('hello', { folder: '/Game/Signs', pattern: 'AS_{clip}_{part}' }).Body
 * // { folder: '/Game/Signs', name: 'AS_hello_Body' }
 */
export function nameAssets(
  clip: string,
  { folder, pattern }: Pick<BakeChoices, 'folder' | 'pattern'>,
): Record<BakePart, AssetPlace> {
  const place = (part: BakePart) => ({
    folder,
    name: pattern.replaceAll('{clip}', () => clip).replaceAll('{part}', part),
  });
  return Object.fromEntries(BAKE_PARTS.map((part) => [part, place(part)])) as Record<BakePart, AssetPlace>;
}
