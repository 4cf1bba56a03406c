import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { correctRegister, loadRegister } from './actions.ts';
import { m0001 } from './migrations/0001-register.ts';
import {
  bodyOn,
  coverageStart,
  groupings,
  historyOf,
  lineageOf,
  municipalitiesOf,
  prefectures,
  registerOn,
  registerRevision,
  statusesOf,
} from './queries/register.ts';
import { REGISTER_SOURCE } from './register-data.ts';
import { CHANGE_REFUSALS, type ChangeRefusal, type RegisterChange } from './rules/change.ts';
import { bodiesOn } from './rules/register.ts';

let database: TestDatabase;
const clock = fixedClock('2026-11-21T09:00:00+09:00');

beforeAll(async () => {
  database = await testDatabase([m0001]);
  expect(await loadRegister(database.db, clock, REGISTER_SOURCE)).toBe('loaded');
});
afterAll(() => database.close());

async function spans(day: string, at: string | null = null): Promise<Record<string, number>> {
  const from = at === null ? sql`bodies.stratum_span` : sql`bodies.stratum_span_known(${at}::timestamptz)`;
  const { rows } = await sql<{ stratum: string; bodies: bigint }>`
    select stratum, count(*) as bodies from ${from} m
    where m.valid_from <= ${day}::date and ${day}::date < m.valid_to group by stratum`.execute(database.db);
  return Object.fromEntries(rows.map((row) => [row.stratum, Number(row.bodies)]));
}

describe('the register as loaded', () => {
  it('is loaded once, and costs nearly nothing afterwards', async () => {
    expect(await loadRegister(database.db, clock, REGISTER_SOURCE)).toBe('unchanged');
    expect(await registerRevision(database.db)).toBe(1n);
  });

  it('counts as known since ever, so that figures of yesterday are not empty', async () => {
    const first = await registerOn(database.db, '2021-04-01', '2000-01-01T00:00:00Z');
    expect(first.municipalities).toHaveLength(1741);
    expect(await spans('2021-04-01', '2000-01-01T00:00:00Z')).toEqual(await spans('2021-04-01'));
  });

  it.each(['2014-04-05', '2016-10-09', '2016-10-10', '2018-09-30', '2021-03-31', '2021-04-01', '2026-11-21'])(
    '%s: the classes in SQL are those of the rules',
    async (day) => {
      const { rows } = await sql<{ body_code: string; prefecture_code: string; stratum: string }>`
        select body_code, prefecture_code, stratum from bodies.stratum_span
        where valid_from <= ${day}::date and ${day}::date < valid_to order by body_code`.execute(database.db);
      expect(rows).toEqual(
        bodiesOn(REGISTER_SOURCE, day).map((body) => ({
          body_code: body.bodyCode,
          prefecture_code: body.prefectureCode,
          stratum: body.stratum,
        })),
      );
    },
  );

  it('has no span before its coverage, and an open one ends at infinity', async () => {
    expect(await spans('2014-04-04')).toEqual({});
    expect(await coverageStart(database.db)).toBe('2014-04-05');
    const { rows } = await sql<{ valid_to: string; stratum: string }>`
      select valid_to, stratum from bodies.stratum_span where body_code = '202029' order by valid_from`.execute(
      database.db,
    );
    expect(rows).toEqual([
      { valid_to: '2021-04-01', stratum: 'city' },
      { valid_to: 'infinity', stratum: 'core-city' },
    ]);
  });

  it('gives the same register from SQL as from the files', async () => {
    const day = await registerOn(database.db, '2023-04-01');
    expect([...day.byCode.values()]).toEqual(bodiesOn(REGISTER_SOURCE, '2023-04-01'));
  });

  it('answers for one body, a prefecture, the 47', async () => {
    expect(await bodyOn(database.db, '202029', '2021-03-31')).toMatchObject({
      name: '松本市',
      stratum: 'city',
    });
    expect(await bodyOn(database.db, '202029', '2021-04-01')).toEqual(
      bodiesOn(REGISTER_SOURCE, '2021-04-01').find((body) => body.bodyCode === '202029'),
    );
    expect(await bodyOn(database.db, '403059', '2018-09-30')).toMatchObject({ name: '那珂川町' });
    expect(await bodyOn(database.db, '403059', '2018-10-01')).toBeNull();
    expect(await bodyOn(database.db, '011002', '2014-04-04')).toBeNull();
    expect(await bodyOn(database.db, '000000', '2021-04-01')).toBeNull();
    const hokkaido = await municipalitiesOf(database.db, '010006', '2023-04-01');
    expect([hokkaido.length, hokkaido[0]?.name, hokkaido[0]?.prefectureName]).toEqual([
      179,
      '札幌市',
      '北海道',
    ]);
    expect(await municipalitiesOf(database.db, null, '2023-04-01')).toHaveLength(1741);
    expect((await prefectures(database.db)).map((prefecture) => prefecture.bodyCode.slice(0, 2))).toEqual(
      Array.from({ length: 47 }, (_, index) => String(index + 1).padStart(2, '0')),
    );
    expect(await historyOf(database.db, '282219')).toHaveLength(2);
    expect(await statusesOf(database.db, '011002')).toMatchObject([
      { status: 'designated-city', validFrom: '1972-04-01' },
    ]);
    expect(await groupings(database.db, '2023-04-01')).toEqual([]);
  });

  it('tells the lineage from either end', async () => {
    for (const code of ['403059', '402311']) {
      expect(await lineageOf(database.db, code)).toMatchObject([
        {
          eventId: 'nakagawa-2018',
          fromCode: '403059',
          toCode: '402311',
          on: '2018-10-01',
          kind: 'kind-changed',
        },
      ]);
    }
    expect(await lineageOf(database.db, '092037')).toMatchObject([{ kind: 'merged', fromCode: '093670' }]);
    expect(await lineageOf(database.db, '011002')).toEqual([]);
  });

  it('refuses to change or delete what is held', async () => {
    const { db } = database;
    await expect(
      sql`update bodies.register_row set name = 'x' where body_code = '011002'`.execute(db),
    ).rejects.toThrow(/append-only/);
    await expect(sql`delete from bodies.status_row`.execute(db)).rejects.toThrow(/append-only/);
  });
});

describe('correcting the register', () => {
  const before = '2026-11-21T00:00:00Z';
  const source = '総務省告示（試験）';
  const aki = { name: '安芸市', kana: 'あきし', prefectureCode: '390003', kind: 'city' as const, source };

  async function correct(change: RegisterChange): Promise<{ ok: boolean; code?: string; seen: string[][] }> {
    const seen: string[][] = [];
    const outcome = await database.db.transaction().execute((tx) =>
      correctRegister(tx, clock, change, async (codes, apply) => {
        const state = async (): Promise<string[]> => {
          const { rows } = await sql<{ stratum: string }>`select stratum from bodies.stratum_span
            where body_code = any (${codes}::text[]) order by body_code, valid_from`.execute(tx);
          return rows.map((row) => row.stratum);
        };
        seen.push(await state());
        await apply();
        seen.push(await state());
      }),
    );
    return outcome.ok ? { ok: true, seen } : { ok: false, code: outcome.code, seen };
  }

  it('retires and appends, moves the classes inside `around`, and keeps what was known', async () => {
    clock.set('2026-11-22T09:00:00+09:00');
    const done = await correct({
      bodies: [
        {
          bodyCode: '202029',
          statuses: [{ status: 'core-city', validFrom: '2021-10-01', validTo: null, source }],
        },
      ],
    });
    expect(done).toEqual({
      ok: true,
      seen: [
        ['city', 'core-city'],
        ['city', 'core-city'],
      ],
    });
    expect((await bodyOn(database.db, '202029', '2021-04-01'))?.stratum).toBe('city');
    expect((await bodyOn(database.db, '202029', '2021-04-01', before))?.stratum).toBe('core-city');
    expect(await spans('2021-04-01')).toMatchObject({ city: 711, 'core-city': 61 });
    expect(await spans('2021-04-01', before)).toMatchObject({ city: 710, 'core-city': 62 });
    // The instant of the correction itself already knows it.
    expect(await spans('2021-04-01', '2026-11-22T00:00:00Z')).toMatchObject({ city: 711 });
    expect(await registerRevision(database.db)).toBe(2n);
  });

  it('can rename from a day on, and the search follows', async () => {
    clock.set('2026-11-23T09:00:00+09:00');
    const done = await correct({
      bodies: [
        {
          bodyCode: '392031',
          rows: [
            { ...aki, validFrom: '2014-04-05', validTo: '2026-10-01' },
            { ...aki, name: '土佐安芸市', kana: 'とさあきし', validFrom: '2026-10-01', validTo: null },
          ],
        },
      ],
      lineage: [
        {
          eventId: 'tosa-aki-2026',
          kind: 'renamed',
          on: '2026-10-01',
          fromCode: '392031',
          fromName: '安芸市',
          fromKana: 'あきし',
          toCode: '392031',
          toName: '土佐安芸市',
          text: '安芸市が土佐安芸市に名称変更',
          source,
        },
      ],
    });
    expect(done.ok).toBe(true);
    expect((await bodyOn(database.db, '392031', '2026-10-01'))?.name).toBe('土佐安芸市');
    expect((await bodyOn(database.db, '392031', '2026-09-30'))?.name).toBe('安芸市');
    expect((await bodyOn(database.db, '392031', '2026-10-01', before))?.name).toBe('安芸市');
    expect((await registerOn(database.db, '2026-10-01', before)).lineage).toHaveLength(4);
    const { rows } = await sql<{ kind: string; printed: string }>`
      select kind, printed from bodies.search_term where body_code = '392031' and kind in ('name', 'former')
      order by kind desc, printed`.execute(database.db);
    expect(rows.map((row) => `${row.kind} ${row.printed}`)).toEqual([
      'name 土佐安芸市',
      'former あきし',
      'former 安芸市',
    ]);
  });

  it.each([
    ['bad-code', { bodies: [{ bodyCode: '202020', statuses: [] }] }],
    ['named-twice', { bodies: [{ bodyCode: '202029' }, { bodyCode: '202029' }] }],
    [
      'bad-days',
      {
        bodies: [{ bodyCode: '392031', rows: [{ ...aki, validFrom: '2020-04-01', validTo: '2020-04-01' }] }],
      },
    ],
    [
      'bad-row',
      {
        bodies: [
          {
            bodyCode: '392031',
            rows: [{ ...aki, prefectureCode: '010006', validFrom: '2020-04-01', validTo: null }],
          },
        ],
      },
    ],
    [
      'overlapping-rows',
      {
        bodies: [
          {
            bodyCode: '392031',
            rows: [
              { ...aki, validFrom: '2014-04-05', validTo: null },
              { ...aki, validFrom: '2020-04-01', validTo: null },
            ],
          },
        ],
      },
    ],
    [
      'overlapping-statuses',
      {
        bodies: [
          {
            bodyCode: '202029',
            statuses: [
              { status: 'core-city', validFrom: '2021-04-01', validTo: null, source },
              { status: 'designated-city', validFrom: '2022-04-01', validTo: null, source },
            ],
          },
        ],
      },
    ],
    [
      'status-needs-city',
      {
        bodies: [
          {
            bodyCode: '392031',
            rows: [{ ...aki, kind: 'town', validFrom: '2014-04-05', validTo: null }],
            statuses: [{ status: 'core-city', validFrom: '2021-04-01', validTo: null, source }],
          },
        ],
      },
    ],
  ] as const satisfies readonly (readonly [ChangeRefusal, RegisterChange])[])(
    'refuses %s and changes nothing',
    async (code, change) => {
      const revision = await registerRevision(database.db);
      expect(await correct(change)).toEqual({ ok: false, code, seen: [] });
      expect(await registerRevision(database.db)).toBe(revision);
      expect(CHANGE_REFUSALS[code].text).toMatch(/。$/);
    },
  );

  it('keeps corrections when a later edition of the program brings other rows', async () => {
    clock.set('2026-12-01T09:00:00+09:00');
    const rows = REGISTER_SOURCE.rows.map((row) =>
      row.bodyCode === '011002' ? { ...row, kana: 'さつぽろし' } : row,
    );
    const moved: (readonly string[])[] = [];
    const outcome = await loadRegister(
      database.db,
      clock,
      { ...REGISTER_SOURCE, rows },
      () => async (codes, apply) => {
        moved.push(codes);
        await apply();
      },
    );
    expect(outcome).toBe('renewed');
    expect(moved).toEqual([['011002']]);
    expect((await bodyOn(database.db, '011002', '2023-04-01'))?.kana).toBe('さつぽろし');
    expect((await bodyOn(database.db, '011002', '2023-04-01', '2026-11-30T00:00:00Z'))?.kana).toBe(
      'さっぽろし',
    );
    expect((await bodyOn(database.db, '392031', '2026-10-01'))?.name).toBe('土佐安芸市');
    expect((await bodyOn(database.db, '202029', '2021-04-01'))?.stratum).toBe('city');
    expect(await spans('2026-11-21')).toMatchObject({ town: 743 });
  });
});
