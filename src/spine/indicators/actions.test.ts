import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import type { IndicatorDefinition } from '../../core/indicator.ts';
import { UserError } from '../../platform/user-error.ts';
import type { FileSource } from '../contracts/file-kind.ts';
import { registerDefinitions, registerSeries } from './actions.ts';
import { m0001 } from './migrations/0001-indicators.ts';
import {
  allDefinitions,
  allSeries,
  definitionAsKnown,
  definitionHistory,
  definitionOf,
  indicatorKeys,
  storedPrecedence,
} from './queries.ts';

const visits: IndicatorDefinition = {
  id: 'visits',
  version: 1,
  title: '来庁者数',
  shortTitle: '来庁者数',
  definition: '窓口に来た人の数です。',
  formula: '来庁者数の合計',
  source: '試験',
  level: 'municipality',
  valueKind: 'count',
  unit: '人',
  decimals: 0,
  scale: 0,
  better: 'none',
  period: 'month',
  parts: [{ id: 'morning', title: '午前' }],
  operator: { kind: 'sum' },
  base: 'asked',
  baseBodies: 'all',
  planItems: [],
};
const reworded = {
  ...visits,
  definition: '窓口に来た人の延べ数です。',
  parts: [...visits.parts!, { id: 'evening', title: '夕方' }],
};
const source = (series: string): FileSource => ({
  series,
  title: series,
  publisher: '試験',
  licence: '試験',
  attribution: '試験',
});

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase([m0001]);
});
afterAll(() => database.close());

const parts = async () =>
  (await database.db.selectFrom('indicators.part').selectAll().orderBy('part_key').execute()).map(
    (part) => [part.part_key, part.part_id, part.title] as const,
  );

describe('registering definitions', () => {
  const clock = fixedClock('2026-04-01T09:00:00+09:00');

  it('gives keys on first sight and changes nothing the second time', async () => {
    const { db } = database;
    expect(await registerDefinitions(db, clock, [visits])).toEqual({ added: ['visits@1'], revised: [] });
    const keys = await indicatorKeys(db, ['visits@1', 'nothing@1']);
    expect([...keys.keys()]).toEqual(['visits@1']);
    expect((await parts()).map(([, id, title]) => [id, title])).toEqual([
      ['', '来庁者数'],
      ['morning', '午前'],
    ]);
    clock.set('2026-04-02T09:00:00+09:00');
    expect(await registerDefinitions(db, clock, [visits])).toEqual({ added: [], revised: [] });
    expect(await definitionHistory(db, 'visits')).toHaveLength(1);
    expect(await indicatorKeys(db, ['visits@1'])).toEqual(keys);
  });

  it('appends a changed wording and still shows the earlier one as known then', async () => {
    const { db } = database;
    const before = await parts();
    clock.set('2026-04-03T09:00:00+09:00');
    expect(await registerDefinitions(db, clock, [reworded])).toEqual({ added: [], revised: ['visits@1'] });
    expect(await definitionOf(db, 'visits')).toEqual(reworded);
    expect(await definitionAsKnown(db, 'visits', '2026-04-02T14:59:59.999Z')).toEqual(visits);
    expect(await definitionAsKnown(db, 'visits', '2026-04-03T14:59:59.999Z')).toEqual(reworded);
    expect(await definitionAsKnown(db, 'visits', '2026-03-31T14:59:59.999Z')).toBeNull();
    expect((await definitionHistory(db, 'visits')).map((one) => one.revision)).toEqual([1, 2]);
    const after = await parts();
    expect(after.slice(0, 2)).toEqual(before);
    expect(after[2]?.[1]).toBe('evening');
  });

  it('refuses a changed meaning and changes nothing, not even what came with it', async () => {
    const { db } = database;
    const other = { ...visits, id: 'other' };
    const attempt = registerDefinitions(db, clock, [other, { ...reworded, unit: '件' }]);
    await expect(attempt).rejects.toThrow(UserError);
    await expect(attempt).rejects.toThrow(
      '指標「visits@1」の「unit」が変わっています（記録済み "人"、今回 "件"）',
    );
    expect(await definitionOf(db, 'other')).toBeNull();
    expect(await definitionHistory(db, 'visits')).toHaveLength(2);
  });

  it('takes the changed meaning as a new version with a key of its own', async () => {
    const { db } = database;
    const second = { ...reworded, version: 2, unit: '件' };
    expect((await registerDefinitions(db, clock, [reworded, second])).added).toEqual(['visits@2']);
    const keys = await indicatorKeys(db, ['visits@1', 'visits@2']);
    expect(new Set(keys.values()).size).toBe(2);
    expect(await definitionOf(db, 'visits')).toEqual(second);
    expect(await definitionOf(db, 'visits', 1)).toEqual(reworded);
    expect(await allDefinitions(db)).toEqual([reworded, second]);
  });

  it('never lets a wording of the past be changed or deleted', async () => {
    const { db } = database;
    const change = db.updateTable('indicators.definition_revision').set({ content_hash: 'x' }).execute();
    await expect(change).rejects.toThrow('append-only');
    await expect(db.deleteFrom('indicators.definition_revision').execute()).rejects.toThrow('append-only');
  });

  it('throws on an unsound or doubly given definition', async () => {
    const { db } = database;
    await expect(registerDefinitions(db, clock, [visits, visits])).rejects.toThrow('defined twice');
    await expect(registerDefinitions(db, clock, [{ ...visits, id: 'Bad' }])).rejects.toThrow('unsound');
  });

  it('gives the same keys to two programs that start at once', async () => {
    const { db } = database;
    const third = { ...visits, id: 'third' };
    const [one, two] = await Promise.all([
      registerDefinitions(db, clock, [third]),
      registerDefinitions(db, clock, [third]),
    ]);
    expect([...one.added, ...two.added]).toEqual(['third@1']);
  });
});

describe('series and their order of belief', () => {
  const clock = fixedClock('2026-05-01T09:00:00+09:00');

  it('keeps keys, takes new words, and refuses one series described in two ways', async () => {
    const { db } = database;
    await registerSeries(db, [source('first-source'), source('second-source'), source('first-source')]);
    const keys = (await allSeries(db)).map((series) => series.seriesKey);
    await registerSeries(db, [{ ...source('first-source'), title: '新しい題名' }]);
    const after = await allSeries(db);
    expect(after.map((series) => series.seriesKey)).toEqual(keys);
    expect(after.find((series) => series.series === 'first-source')?.title).toBe('新しい題名');
    const twoWays = registerSeries(db, [
      source('first-source'),
      { ...source('first-source'), licence: '別' },
    ]);
    await expect(twoWays).rejects.toThrow('described in two ways');
  });

  it('stores precedence for registered series and follows a changed order', async () => {
    const { db } = database;
    const ranked = {
      ...visits,
      id: 'ranked',
      precedence: ['second-source', 'unknown-source', 'first-source'],
    };
    await registerDefinitions(db, clock, [ranked]);
    const order = async () =>
      db.transaction().execute(async (tx) => (await storedPrecedence(tx)).map((one) => one.series));
    expect(await order()).toEqual(['second-source', 'first-source']);
    await registerDefinitions(db, clock, [{ ...ranked, precedence: ['first-source', 'second-source'] }]);
    expect(await order()).toEqual(['first-source', 'second-source']);
  });
});
