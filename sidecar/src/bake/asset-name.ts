import { createHash } from 'node:crypto';

/** Room for a suffix and a content path below the 260 characters of Windows. */
const LONGEST_NAME = 60;
const HASH_DIGITS = 8;
const NAMELESS = 'Clip';
/** A Latin letter with the combining marks that NFKD splits off it. */
const MARKED_LATIN = /(\p{Script=Latin})\p{Mn}+/gu;

/**
 * A legal Unreal asset name for a file: its name without folder and last extension, Latin letters
 * without their marks, other letters and digits as `u` and their code point in hex, everything else as
 * one underscore. At most 60 characters; a longer one ends in a hash of the whole. Never empty.
 *
 * @example toAssetName('clips/Grüße, 手.mp4') // 'Grusse_u624B'
 */
export function toAssetName(file: string): string {
  const base = file.replace(/^.*[/\\]/s, '').replace(/(?<=.)\.[^.]*$/s, '');
  const latin = base.replaceAll('ß', 'ss').normalize('NFKD').replace(MARKED_LATIN, '$1').normalize('NFC');
  const name = latin
    .replace(/[\p{L}\p{N}\p{M}]/gu, (letter) => (/[A-Za-z0-9]/.test(letter) ? letter : codePoint(letter)))
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  if (name === '') return NAMELESS;
  return name.length <= LONGEST_NAME ? name : shorten(name, base);
}

/**
 * Asset names for many files, in order, no two equal even without case: a later namesake gets `_2`, `_3`
 * and so on.
 */
export function uniqueAssetNames(files: readonly string[]): string[] {
  const names = files.map(toAssetName);
  // a numbered name must not take one that a file has by itself
  const reserved = new Set(names.map((name) => name.toLowerCase()));
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let n = 2; taken.has(unique.toLowerCase()); n++) {
      const numbered = `${name}_${n}`;
      if (!reserved.has(numbered.toLowerCase())) unique = numbered;
    }
    taken.add(unique.toLowerCase());
    return unique;
  });
}

function codePoint(letter: string): string {
  return `u${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

function shorten(name: string, base: string): string {
  const hash = createHash('sha256').update(base).digest('hex').slice(0, HASH_DIGITS);
  const kept = name.slice(0, LONGEST_NAME - HASH_DIGITS - 1).replace(/_$/, '');
  return `${kept}_${hash}`;
}
