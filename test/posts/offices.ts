import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { SYSTEM } from '../../src/platform/audit/entry.ts';
import { withScope } from '../../src/platform/db/scope.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { parseSettings } from '../../src/platform/env.ts';
import { loadRegister } from '../../src/spine/bodies/actions.ts';
import { REGISTER_SOURCE } from '../../src/spine/bodies/register-data.ts';
import type { Seat } from '../../src/spine/contracts/seat.ts';
import { enrol } from '../../src/spine/posts/actions/accounts.ts';
import { type By, bySeat, change, type Outcome } from '../../src/spine/posts/actions/by.ts';
import { addPost } from '../../src/spine/posts/actions/offices.ts';
import { registerPerson, seatPerson } from '../../src/spine/posts/actions/seats.ts';
import { seatOnDay } from '../../src/spine/posts/queries/seats.ts';
import { scopeOf } from '../../src/spine/posts/rules/rights.ts';
import { fixedClock, type TestDatabase, testDatabase } from '../support/database.ts';

export const HAKODATE = '012025';
export const OTARU = '012033';
export const HOKKAIDO = '010006';

/** There once `useOffices` has run. */
export let database: TestDatabase;
export let deps: Deps;
export const clock = fixedClock('2026-11-21T09:00:00+09:00');

/** A database with the register, and no office in it yet, for the tests of one file. */
export function useOffices(): void {
  beforeAll(async () => {
    database = await testDatabase();
    await loadRegister(database.db, clock, REGISTER_SOURCE);
    const settings = parseSettings({ SHIRUBE_BASE_URL: 'https://shirube.example' }, '/');
    // As the running server: what the policies refuse fails here too.
    deps = { db: database.appDb, clock, log: pino({ enabled: false }), settings };
  });
  afterAll(() => database.close());
}

export function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.code} ${JSON.stringify(outcome.detail)}`);
  return outcome.value;
}

/** The program itself in the office of a body: sets up what the tests are about. */
export function asProgram<T>(
  bodyCode: string,
  work: (tx: Parameters<typeof addPost>[0], by: By) => Promise<T>,
) {
  const by: By = { clock, bodyCode, seat: null, actor: SYSTEM };
  return withScope(deps.db, { kind: 'body', bodyCode }, (tx) => work(tx, by));
}

export function asSeat<T>(
  seat: Seat,
  work: (tx: Parameters<typeof addPost>[0], by: By) => Promise<Outcome<T>>,
) {
  return change(deps.db, scopeOf(seat), (tx) => work(tx, bySeat(clock, seat)));
}

let count = 0;
/** A body's first administrator; every test has a body of its own kind of trouble. */
export async function administrator(bodyCode: string, name = '試験 花子'): Promise<Seat> {
  count += 1;
  const seatId = await asProgram(bodyCode, async (tx, by) => {
    const role = bodyCode.slice(2, 5) === '000' ? 'prefecture-administrator' : 'sole-officer';
    const post = { title: '情報政策係長', sectionId: null, role, rights: null, shared: false, place: 0 };
    const postId = value(await addPost(tx, by, { ...post, validFrom: '2024-04-01' }));
    const personId = value(await registerPerson(tx, by, { name, kana: '', mail: `p${count}@example.jp` }));
    value(await enrol(tx, deps, by, personId, `person-${count}`));
    const seat = { postId, personId, kind: 'regular', validFrom: '2024-04-01', validTo: null } as const;
    return value(await seatPerson(tx, by, seat));
  });
  const seat = await withScope(deps.db, { kind: 'body', bodyCode }, (tx) =>
    seatOnDay(tx, bodyCode, seatId, '2026-11-21'),
  );
  if (seat === null) throw new Error('no seat');
  return seat;
}

export function person(seat: Seat, name: string): Promise<string> {
  return asSeat(seat, (tx, by) => registerPerson(tx, by, { name, kana: '', mail: '' })).then(value);
}
