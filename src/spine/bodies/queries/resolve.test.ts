import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixedClock, type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { loadRegister } from '../actions.ts';
import { m0001 } from '../migrations/0001-register.ts';
import { REGISTER_SOURCE } from '../register-data.ts';
import { RESOLVE_REFUSALS } from '../rules/resolve.ts';
import { resolveCode } from './resolve.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase([m0001]);
  await loadRegister(database.db, fixedClock('2026-11-21T09:00:00+09:00'), REGISTER_SOURCE);
});
afterAll(() => database.close());

it.each([
  // asked, day, body, steps between, same body
  ['011002', '2023-04-01', '011002', 0, true],
  ['010006', '2023-04-01', '010006', 0, true],
  ['403059', '2018-09-30', '403059', 0, true],
  ['403059', '2018-10-01', '402311', 1, true],
  ['402311', '2017-04-01', '403059', 1, true],
  ['044237', '2026-11-21', '042161', 1, true],
  ['282219', '2018-04-01', '282219', 0, true],
  ['093670', '2026-11-21', '092037', 1, false],
] as const)('%s on %s is %s', async (asked, day, code, steps, sameBody) => {
  const outcome = await resolveCode(database.db, asked, day);
  expect(
    outcome.ok && [outcome.value.body.bodyCode, outcome.value.events.length, outcome.value.sameBody],
  ).toEqual([code, steps, sameBody]);
});

it.each([
  ['1100', '2023-04-01', 'malformed'],
  ['０１１００２', '2023-04-01', 'malformed'],
  ['011003', '2023-04-01', 'bad-check-digit'],
  ['000000', '2023-04-01', 'nation'],
  ['990001', '2023-04-01', 'unknown'],
  ['990000', '2023-04-01', 'bad-check-digit'],
  ['014656', '2014-04-04', 'not-covered'],
  ['016951', '2023-04-01', 'unknown'],
  ['011011', '2023-04-01', 'unknown'],
] as const)('%s on %s is refused: %s', async (asked, day, code) => {
  const outcome = await resolveCode(database.db, asked, day);
  expect(outcome.ok ? null : outcome.code).toBe(code);
  expect(RESOLVE_REFUSALS[code].text).toMatch(/。$/);
});
