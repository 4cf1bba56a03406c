import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Deps } from '../deps.ts';
import { putCookie, readCookie } from './cookies.ts';
import { countAttempt, forgetAttempts } from './queries/short-lived.ts';
import { secretOf, sign, signed } from './secret.ts';
import { instant } from './sessions.ts';
import { hashOf } from './tokens.ts';

/** Wrong attempts in a row before a wait; the wait never grows and ends by itself, so nobody is locked out for ever. */
const MOST = 10;
const WINDOW_MINUTES = 15;
/** Of the whole program and minute, from browsers that never signed in here: bounds the work of hashing. */
const MOST_TOGETHER = 300;
const DEVICE_DAYS = 180;

export interface Attempts {
  /**
   * Counts one attempt, before anything costly is done. Returns the minutes to wait, or null: go on. Somebody else's
   * guessing makes strangers wait, not the browser that signed in to this account before: that one has its own count.
   */
  take(c: Context, purpose: 'password' | 'factor', who: string): Promise<number | null>;
  /** The right one came: what was counted is forgotten. */
  forget(c: Context, purpose: 'password' | 'factor', who: string): Promise<void>;
}

export function attemptsOf(deps: Deps): Attempts {
  const together = new RateLimiterMemory({ points: MOST_TOGETHER, duration: 60 });
  // Who is refused is refused from memory for a while: ten thousand attempts cost ten thousand look-ups here.
  const refused = new Map<string, number>();
  return {
    async take(c, purpose, who) {
      const bucket = bucketOf(c, deps, purpose, who);
      const until = refused.get(bucket);
      if (until !== undefined && until > deps.clock.now()) return minutesUntil(until, deps);
      if (!bucket.startsWith('device') && (await together.consume('all').catch(() => null)) === null)
        return 1;
      const { count, windowEnds } = await countAttempt(
        deps.db,
        bucket,
        instant(deps),
        instant(deps, WINDOW_MINUTES),
      );
      if (count <= MOST) return null;
      const ends = Date.parse(windowEnds);
      if (refused.size > 10_000) refused.clear();
      refused.set(bucket, ends);
      return minutesUntil(ends, deps);
    },
    async forget(c, purpose, who) {
      const bucket = bucketOf(c, deps, purpose, who);
      if (!bucket.startsWith('device')) await together.reward('all');
      await forgetAttempts(deps.db, bucket);
    },
  };
}

function minutesUntil(instant: number, deps: Deps): number {
  return Math.max(1, Math.ceil((instant - deps.clock.now()) / 60_000));
}

function bucketOf(c: Context, deps: Deps, purpose: string, who: string): string {
  const device = deviceOf(c, deps);
  const known = device?.accounts.includes(hashOf(who).slice(0, 16)) === true;
  return known ? `device ${purpose} ${device?.id} ${hashOf(who)}` : `${purpose} ${hashOf(who)}`;
}

interface Device {
  readonly id: string;
  /** Marks of the names that have signed in with this browser, newest first. */
  readonly accounts: readonly string[];
}

/** What we wrote into this browser ourselves (OWASP: device cookies). It opens nothing; it only has a count of its own. */
function deviceOf(c: Context, deps: Deps): Device | null {
  const cookie = readCookie(c, deps.settings, 'device');
  const value = cookie === undefined ? null : signed(secretOf(deps.settings), 'device', cookie);
  if (value === null) return null;
  const [id = '', ...accounts] = value.split(' ');
  return { id, accounts };
}

/** After a complete sign-in. `names`: what `take` is asked with for this account. */
export function rememberDevice(c: Context, deps: Deps, names: readonly string[]): void {
  const device = deviceOf(c, deps);
  const marks = names.map((name) => hashOf(name).slice(0, 16));
  const accounts = [...new Set([...marks, ...(device?.accounts ?? [])])].slice(0, 8);
  const value = [device?.id ?? randomUUID(), ...accounts].join(' ');
  const text = sign(secretOf(deps.settings), 'device', value);
  putCookie(c, deps.settings, 'device', text, DEVICE_DAYS * 86_400);
}
