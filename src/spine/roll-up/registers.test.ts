import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { NATION } from '../../core/body-code.ts';
import { addDays } from '../../core/calendar.ts';
import type { IndicatorDefinition } from '../../core/indicator.ts';
import { loadRegister } from '../bodies/actions.ts';
import { REGISTER_SOURCE } from '../bodies/register-data.ts';
import { EVIDENCE_SERIES, EVIDENCE_SOURCE } from '../contracts/evidence.ts';
import { registerDefinitions, registerSeries } from '../indicators/actions.ts';
import type { NewObservation } from '../observations/types.ts';
import { recompute, record, registerRules } from './actions.ts';
import { heldDates } from './figure.ts';
import { readSnapshot } from './read.ts';
import { readManyFigures } from './read-many.ts';

const BODIES = ['012025', '012033', '022012', '132012'];
const DAYS = ['2026-04-01', '2026-05-01', '2026-06-01'];
const TODAY = '2026-07-01';
const SURVEY = 'survey-test';

const REGISTER: IndicatorDefinition = {
  id: 'sample-register',
  version: 1,
  title: '台帳の指標',
  shortTitle: '台帳',
  definition: '試験のための定義',
  formula: '試験のための式',
  source: '試験のための資料',
  level: 'municipality',
  valueKind: 'yes-no',
  unit: '%',
  decimals: 1,
  scale: 0,
  better: 'up',
  period: 'day',
  operator: { kind: 'share-of-bodies', atLeast: 1 },
  base: 'asked',
  baseBodies: 'all',
  planItems: [],
  standing: true,
};

let test: TestDatabase;
let now = Date.parse('2026-07-01T00:00:00Z');
const clock = { now: () => now };

beforeAll(async () => {
  test = await testDatabase();
  await loadRegister(test.db, clock, REGISTER_SOURCE);
  await registerSeries(test.db, [EVIDENCE_SOURCE, { ...EVIDENCE_SOURCE, series: SURVEY, title: '調査' }]);
  await registerDefinitions(test.db, clock, [REGISTER]);
  await registerRules(test.db, [REGISTER]);
}, 60_000);
afterAll(() => test?.close());

function row(
  bodyCode: string,
  on: string,
  value: bigint | null,
  more: Partial<NewObservation>,
): NewObservation {
  return {
    bodyCode,
    indicator: 'sample-register@1',
    part: '',
    on,
    series: EVIDENCE_SERIES,
    value,
    base: null,
    baseOn: null,
    reason: value === null ? 'withdrawn' : null,
    state: 'provisional',
    note: null,
    sheet: null,
    row: null,
    column: null,
    ...more,
  };
}

const save = (observations: readonly NewObservation[]) =>
  test.db.transaction().execute((tx) =>
    record(tx, clock, [
      {
        batch: {
          batchId: randomUUID(),
          kind: 'evidence',
          title: '試験',
          recordedBy: '試験',
          sheets: [],
        },
        observations,
      },
    ]),
  );

const snapshot = (on: string, knownOn: string | null = null) =>
  readSnapshot(test.db, { definition: REGISTER, part: '', on, knownOn, today: TODAY }, true, false);

async function nation(on: string, knownOn: string | null = null) {
  const read = await snapshot(on, knownOn);
  const figure = read.figure({ area: NATION, level: 'municipality', bodyClass: 'all' });
  return {
    met: figure.numerator,
    reported: figure.reported,
    withdrawn: figure.withdrawn,
    state: figure.state,
  };
}

async function cells() {
  return (await sql`select * from rollup.cell order by 1, 2, 3, 4, 5, 6`.execute(test.db)).rows;
}

/** One write: who, which day, what; a register's entry, or a survey's answer that is 速報 or 確定. */
interface Write {
  readonly body: string;
  readonly on: string;
  readonly value: 0 | 1 | null;
  readonly by: 'register' | 'gathered' | 'fixed';
}

/** What stands by a plain reading of the rule, from the list of writes alone. */
function expected(writes: readonly Write[], on: string) {
  const last = (of: (write: Write) => boolean) => writes.findLast(of);
  const fixed = BODIES.some(
    (body) => last((w) => w.by !== 'register' && w.body === body && w.on === on)?.by === 'fixed',
  );
  const values = BODIES.flatMap((body) => {
    const answer = last((w) => w.by !== 'register' && w.body === body && w.on === on);
    if (answer !== undefined) return [answer];
    if (fixed) return [];
    const day = writes
      .filter((w) => w.by === 'register' && w.body === body && w.on <= on)
      .map((w) => w.on)
      .sort()
      .at(-1);
    const entry = last((w) => w.by === 'register' && w.body === body && w.on === day);
    return entry === undefined ? [] : [entry];
  });
  return {
    met: values.filter((one) => one.value === 1).length,
    reported: values.filter((one) => one.value !== null).length,
    withdrawn: values.filter((one) => one.value === null).length,
  };
}

describe('registers', () => {
  const write: fc.Arbitrary<Write> = fc.record({
    body: fc.constantFrom(...BODIES),
    on: fc.constantFrom(...DAYS),
    value: fc.constantFrom(0, 1, null),
    by: fc.constantFrom('register', 'register', 'gathered', 'fixed'),
  });

  it('are read as the rule says, now and back then, and are in no stored cell', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 3, maxLength: 9 }), async (writes) => {
        await sql`truncate observations.observation, observations.shadowed, observations.confirmation, rollup.cell`.execute(
          test.db,
        );
        for (const one of writes) {
          now += 1000;
          await save([
            row(one.body, one.on, one.value === null ? null : BigInt(one.value), {
              series: one.by === 'register' ? EVIDENCE_SERIES : SURVEY,
              state: one.by === 'fixed' ? 'final' : 'provisional',
            }),
          ]);
        }
        const stored = await cells();
        await test.db.transaction().execute(recompute);
        expect(await cells()).toEqual(stored);
        for (const on of [...DAYS, TODAY]) {
          const { met, reported, withdrawn } = await nation(on);
          expect({ met: Number(met), reported, withdrawn }, on).toEqual(expected(writes, on));
          const [many] = await readManyFigures(
            test.db,
            [{ definition: REGISTER, part: '', on, strata: null }],
            [NATION],
            { today: TODAY, knownOn: null },
          );
          expect(many?.figure({ area: NATION, level: 'municipality', bodyClass: 'all' }).reported).toBe(
            reported,
          );
          // The same by the text that looks into the past, over everything that has been written.
          const back = await readSnapshot(
            test.db,
            { definition: REGISTER, part: '', on, knownOn: '2026-12-31', today: '2027-01-01' },
            true,
            false,
          );
          const then = back.figure({ area: NATION, level: 'municipality', bodyClass: 'all' });
          expect([then.reported, then.numerator]).toEqual([reported, met]);
        }
      }),
      { numRuns: 5 },
    );
  }, 60_000);

  it('show the real day of the entry, move their own day only, and leave what is 確定 alone', async () => {
    await sql`truncate observations.observation, observations.shadowed, observations.confirmation, rollup.cell`.execute(
      test.db,
    );
    await save([row('012025', '2020-04-01', 1n, {})]);
    await save([row('012033', '2026-04-01', 1n, { series: SURVEY, state: 'final' })]);
    const asked = { definition: REGISTER, part: '', level: 'municipality', knownOn: null } as const;
    expect(await heldDates(test.db, asked, TODAY)).toEqual([
      { on: '2026-04-01', basis: 'computed', moving: false },
      { on: TODAY, basis: 'computed', moving: true },
    ]);
    const before = await nation('2026-04-01');
    expect(before).toEqual({ met: '1', reported: 1, withdrawn: 0, state: '確定' });
    const body = (await snapshot(TODAY)).bodies({ area: NATION, level: 'municipality', bodyClass: 'all' });
    expect(body.find((one) => one.body_code === '012025')).toMatchObject({
      period_end: '2020-04-01',
      series: EVIDENCE_SERIES,
    });
    // An entry on the very day of the 確定 figure, and the end of one: the figure stands, the 速報 moves at once.
    await save([row('022012', '2026-04-01', 1n, {})]);
    expect(await nation('2026-04-01')).toEqual(before);
    expect(await nation(TODAY)).toMatchObject({ met: '2', reported: 2, state: '速報' });
    await save([row('012025', TODAY, 0n, {})]);
    expect(await nation(TODAY)).toMatchObject({ met: '1', reported: 2 });
    expect(await nation(addDays(TODAY, -1))).toMatchObject({ met: '2' });
    expect(await nation('2026-04-01')).toEqual(before);
  });

  it('change their places when an indicator becomes a register', async () => {
    const plain = { ...REGISTER, id: 'sample-later', standing: undefined } as unknown as IndicatorDefinition;
    const as = async (definition: IndicatorDefinition) => {
      await registerDefinitions(test.db, clock, [REGISTER, definition]);
      await registerRules(test.db, [REGISTER, definition]);
      const stored = await cells();
      await test.db.transaction().execute(recompute);
      expect(await cells()).toEqual(stored);
      return stored.filter((cell) => (cell as { period_end: string }).period_end === '2026-06-15').length;
    };
    expect(await as(plain)).toBe(0);
    await save([row('012025', '2026-06-15', 1n, { indicator: 'sample-later@1' })]);
    expect(await as(plain)).toBe(2);
    expect(await as({ ...plain, standing: true })).toBe(0);
    expect(await as(plain)).toBe(2);
  });
});
