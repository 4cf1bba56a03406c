/** 利用者ID: 3 to 64 small letters, digits and `. _ - @`; what is typed is lowered and trimmed first. */
export function normalisedLoginName(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

export function isLoginName(name: string): boolean {
  return /^[a-z0-9][a-z0-9._@-]{2,63}$/.test(name);
}

export type PasswordFault = 'too-short' | 'too-long' | 'like-login-name' | 'too-plain';

export const PASSWORD_MIN = 12;
/** Bounds the work of hashing. */
export const PASSWORD_MAX = 256;

/** Length decides, not kinds of letters (NIST SP 800-63B 3.1.1.2). Null: it may be used. */
export function passwordFault(password: string, loginName: string): PasswordFault | null {
  const letters = [...password];
  if (letters.length < PASSWORD_MIN) return 'too-short';
  if (letters.length > PASSWORD_MAX) return 'too-long';
  const plain = password.toLowerCase();
  if (plain.includes(loginName) || loginName.includes(plain)) return 'like-login-name';
  // 「aaaaaaaaaaaa」, 「123123123123」, 「abcdefghijkl」
  if (new Set(letters).size < 5 || /^(.{1,4})\1+$/.test(plain) || isRun(plain)) return 'too-plain';
  return null;
}

function isRun(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0);
  const step = (codes[1] ?? 0) - (codes[0] ?? 0);
  return (
    Math.abs(step) <= 1 &&
    codes.every((code, place) => place === 0 || code - (codes[place - 1] ?? 0) === step)
  );
}

/** Where to go after the sign-in: a path of ours only, never another site. */
export function safeNext(next: string | undefined): string | null {
  if (next === undefined || next.length > 2000 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next)) return null;
  return /^\/(?:sign-in|sign-out|enrol)(?:[/?]|$)/.test(next) || next.includes('\\') ? null : next;
}

export type Stage = 'complete' | 'second-factor' | 'set-up-factor';

/**
 * What a session still needs. A passkey (with PIN or finger) and the provider of OIDC have asked for both factors
 * themselves; the trial's one click asks for nothing. A factor that a person has set up is always asked for.
 */
export function stageOf(session: {
  readonly method: 'password' | 'enrolment' | 'passkey' | 'oidc' | 'trial';
  readonly completed: boolean;
  readonly secondFactor: boolean;
  readonly hasFactor: boolean;
}): Stage {
  if (session.completed || !['password', 'enrolment'].includes(session.method)) return 'complete';
  if (session.hasFactor) return 'second-factor';
  return session.secondFactor ? 'set-up-factor' : 'complete';
}

/** The name of an OIDC provider as it is kept: with and without a slash at its end it is the same one. */
export function issuerName(issuer: string): string {
  return issuer.replace(/\/$/, '');
}

/** Security settings are changed only soon after a sign-in, so that a screen left open is not enough. */
export const FRESH_MINUTES = 30;
