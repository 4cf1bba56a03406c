import { expect, it } from 'vitest';
import { base32, matchingStep, otpauthAddress, stepAt, totpCode } from './totp.ts';

/** RFC 6238, appendix B: seconds, then the codes of 8 digits for SHA-1, SHA-256 and SHA-512. */
const VECTORS = [
  [59, '94287082', '46119246', '90693936'],
  [1111111109, '07081804', '68084774', '25091201'],
  [1111111111, '14050471', '67062674', '99943326'],
  [1234567890, '89005924', '91819424', '93441116'],
  [2000000000, '69279037', '90698825', '38618901'],
  [20000000000, '65353130', '77737706', '47863826'],
] as const;

it.each(VECTORS)('gives the codes of RFC 6238 at %i s', (seconds, sha1, sha256, sha512) => {
  const secret = (bytes: number) => Buffer.from('1234567890'.repeat(7).slice(0, bytes));
  const step = stepAt(seconds * 1000);
  expect(totpCode(secret(20), step, 8)).toBe(sha1);
  expect(totpCode(secret(32), step, 8, 'sha256')).toBe(sha256);
  expect(totpCode(secret(64), step, 8, 'sha512')).toBe(sha512);
  expect(totpCode(secret(20), step)).toBe(sha1.slice(2));
});

it('takes a clock that is half a minute wrong, no step twice, and full-width digits', () => {
  const secret = Buffer.from('12345678901234567890');
  const now = 1_111_111_111_000;
  const step = stepAt(now);
  expect(matchingStep(secret, totpCode(secret, step), now, -1)).toBe(step);
  expect(matchingStep(secret, totpCode(secret, step - 1), now, -1)).toBe(step - 1);
  expect(matchingStep(secret, totpCode(secret, step + 1), now, -1)).toBe(step + 1);
  expect(matchingStep(secret, totpCode(secret, step - 2), now, -1)).toBeNull();
  expect(matchingStep(secret, totpCode(secret, step + 2), now, -1)).toBeNull();
  expect(matchingStep(secret, totpCode(secret, step), now, step)).toBeNull();
  expect(matchingStep(secret, totpCode(secret, step - 1), now, step)).toBeNull();
  expect(matchingStep(secret, '０５０ ４７１', now, -1)).toBe(step);
  expect(matchingStep(secret, '', now, -1)).toBeNull();
});

it('writes a secret as apps take it (RFC 4648, 10)', () => {
  const cases = {
    '': '',
    f: 'MY',
    fo: 'MZXQ',
    foo: 'MZXW6',
    foob: 'MZXW6YQ',
    fooba: 'MZXW6YTB',
    foobar: 'MZXW6YTBOI',
  };
  for (const [plain, text] of Object.entries(cases)) expect(base32(Buffer.from(plain)), plain).toBe(text);
  expect(otpauthAddress(Buffer.from('foobar'), 'a@b', 'しるべ')).toBe(
    'otpauth://totp/%E3%81%97%E3%82%8B%E3%81%B9:a%40b?secret=MZXW6YTBOI&issuer=%E3%81%97%E3%82%8B%E3%81%B9',
  );
});
