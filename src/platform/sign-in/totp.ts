import { createHmac, randomBytes } from 'node:crypto';

/** 時刻によるワンタイムコード（TOTP） 出典: RFC 6238（HMAC-SHA-1, 6 digits, 30 seconds, as authenticator apps know it） */
const STEP_SECONDS = 30;
const DIGITS = 6;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function newTotpSecret(): Buffer {
  return randomBytes(20);
}

export function stepAt(now: number): number {
  return Math.floor(now / 1000 / STEP_SECONDS);
}

/** The code of one step (RFC 4226, 5.3). */
export function totpCode(secret: Uint8Array, step: number, digits = DIGITS, algorithm = 'sha1'): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac(algorithm, secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/**
 * The step whose code was typed: this one, or one before or after for clocks that differ. Null: none of them, or one
 * that is not newer than `lastStep`, whose code was taken already.
 */
export function matchingStep(
  secret: Uint8Array,
  typed: string,
  now: number,
  lastStep: number,
): number | null {
  const code = typed.normalize('NFKC').replace(/\s/g, '');
  const current = stepAt(now);
  for (const step of [current, current - 1, current + 1]) {
    if (step > lastStep && totpCode(secret, step) === code) return step;
  }
  return null;
}

/** RFC 4648, without padding: how apps take a secret that is typed in. */
export function base32(bytes: Uint8Array): string {
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      text += ALPHABET[(value >>> (bits - 5)) & 31];
      bits -= 5;
    }
    value &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + ALPHABET[(value << (5 - bits)) & 31];
}

/** What the QR code says to an authenticator app. */
export function otpauthAddress(secret: Uint8Array, loginName: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(loginName)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`;
}
