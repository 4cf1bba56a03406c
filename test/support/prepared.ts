import pino from 'pino';
import { modules } from '../../src/app/modules.ts';
import { prepareDatabase } from '../../src/app/prepare.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { parseSettings } from '../../src/platform/env.ts';
import { fixedClock, type TestDatabase, testDatabase } from './database.ts';

export interface Prepared extends TestDatabase {
  readonly clock: ReturnType<typeof fixedClock>;
  /** The owner's, for direct set-up. The running server is given `{ ...deps, db: appDb }`: its role owns nothing. */
  readonly deps: Deps;
}

/**
 * A database of its own as `npm start` leaves it at that instant under these settings, with a clock that the test moves.
 * The first start of each kind is done once per run and cloned, because 見本県 alone takes seconds.
 */
export async function preparedDatabase(
  now: string,
  env: Readonly<Record<string, string>>,
): Promise<Prepared> {
  const clock = fixedClock(now);
  const settings = parseSettings(env);
  const log = pino({ level: 'silent' });
  // The port is another in every test and stands in no row.
  const { PORT: _port, ...kind } = env;
  const database = await testDatabase(undefined, {
    key: JSON.stringify([now, kind]),
    fill: async (db) => {
      await prepareDatabase({ db, clock: fixedClock(now), log, settings }, modules);
    },
  });
  return { ...database, clock, deps: { db: database.db, clock, log, settings } };
}
