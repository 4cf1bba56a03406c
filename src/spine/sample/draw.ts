/**
 * Numbers that look like chance and are none: the same words give the same number on every machine and at every start,
 * so that what 見本県 shows can be written about and tested.
 * @returns 0 ≤ number < 1
 */
export function drawn(...words: readonly (string | number)[]): number {
  // FNV-1a, with a last stir: neighbouring words must not give neighbouring numbers.
  let hash = 0x811c9dc5;
  for (const character of words.join(' ')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x100000000;
}
