import { createHash, randomBytes } from 'node:crypto';

/** 256 bits for a cookie or a link; the database keeps `hashOf` of it only. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Without letters that are misread (0 O 1 I L U). */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 16;

/** 使い捨てコード: `7K3M-Q2XD-B8RT-4WVH`, 78 bits, so that a plain hash of it cannot be searched through. */
export function newOneTimeCode(): string {
  let letters = '';
  while (letters.length < CODE_LENGTH) {
    // 240 is the greatest multiple of 30 in a byte: every letter is equally likely.
    for (const byte of randomBytes(32)) if (byte < 240) letters += LETTERS[byte % 30];
  }
  return (letters.slice(0, CODE_LENGTH).match(/.{4}/g) ?? []).join('-');
}

/** As typed from paper: any case, any dashes or spaces, full width too. Null: cannot be such a code. */
export function normalisedCode(typed: string): string | null {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  return letters.length === CODE_LENGTH && [...letters].every((letter) => LETTERS.includes(letter))
    ? letters
    : null;
}

export function codeHash(accountId: string, normalised: string): string {
  return hashOf(`${accountId} ${normalised}`);
}
