import { hash, verify } from '@node-rs/argon2';

/** argon2id, 19 MiB, two passes, about 40 ms (OWASP Password Storage Cheat Sheet). Runs off the event loop. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** More at once would only take memory and the threads that files and name look-ups need. */
const AT_ONCE = 2;
/** Whoever stands further back is told to come again instead of waiting for many seconds. */
const WAITING = 40;

let running = 0;
const queue: (() => void)[] = [];

/** Null: too many wait already. */
async function inTurn<T>(work: () => Promise<T>): Promise<T | null> {
  if (running >= AT_ONCE) {
    if (queue.length >= WAITING) return null;
    await new Promise<void>((resolve) => queue.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  }
}

/** NFKC: the same word typed by another input method is the same password. Null: too many wait. */
export function hashPassword(password: string): Promise<string | null> {
  return inTurn(() => hash(password.normalize('NFKC'), COST));
}

/** The hash of a password that nobody knows: an account that does not exist costs as much as one that does. */
let nobodys: Promise<string> | null = null;

/** Whether it is the password; `stored` null (no such account) takes as long and is never true. Null: too many wait. */
export function passwordMatches(stored: string | null, password: string): Promise<boolean | null> {
  return inTurn(async () => {
    nobodys ??= hash(`${Math.random()}${Date.now()}`, COST);
    const right = await verify(stored ?? (await nobodys), password.normalize('NFKC')).catch(() => false);
    return stored !== null && right;
  });
}
