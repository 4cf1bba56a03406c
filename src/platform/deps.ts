import type { Logger } from 'pino';
import type { Db } from './db/database.ts';
import type { Settings } from './env.ts';

/** The instant "now", injected so that tests decide it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
}

/** What pages, API and actions are given. */
export interface Deps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: Settings;
}
