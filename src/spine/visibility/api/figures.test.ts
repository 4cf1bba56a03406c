import { describe, expect, it } from 'vitest';
import { type Listed, read, undone, useApiStore } from '../../../../test/support/api-store.ts';
import { FILE_HASH } from '../../../../test/support/open-data.ts';
import { rollUp } from './resources/roll-ups.ts';

useApiStore();

describe('a day to come', () => {
  it.each([
    'bodies',
    'observations?indicator=sample-policy',
    'rollups?indicator=sample-policy',
    'corrections',
  ])('nobody can tell what %s will be known then', async (address) => {
    const path = `/api/v1/${address}${address.includes('?') ? '&' : '?'}knownOn=`;
    const problem = await read<{ title: string; errors: readonly unknown[] }>(`${path}2026-03-02`, 400);
    expect(problem.title).toBe('knownOn「2026-03-02」は、まだ来ていない日です。');
    expect(problem.errors).toEqual([
      { parameter: 'knownOn', found: '2026-03-02', expected: '今日（2026-03-01）までの日付' },
    ]);
    await read(`${path}2026-03-01`);
  });
});

/** The schema, whose exact figures are text inside the program and numbers in JSON. */
function soundResult(result: Record<string, unknown>): boolean {
  const texts = Object.entries(result).map(([name, value]) =>
    name !== 'decimals' && rollUp.shape[name as 'value'].safeParse('0').success && typeof value === 'number'
      ? [name, String(value)]
      : [name, value],
  );
  return rollUp.safeParse(Object.fromEntries(texts)).success;
}

describe('rollups', () => {
  it('give exactly the properties of a result, none missing and none more', async () => {
    const result = await read<Record<string, unknown>>('/api/v1/rollups?indicator=sample-policy');
    expect(Object.keys(result).sort()).toEqual(Object.keys(rollUp.shape).sort());
    expect(soundResult(result)).toBe(true);
    expect(result).toMatchObject({ value: 0, base: 'answered', level: 'municipality', class: 'all' });
    expect(result).toMatchObject({ expected: 1741, notAsked: 1, partial: true, asOf: '2023-04-01' });
    expect(result.knownOn).toBe('2026-03-01');
    const counts = ['reported', 'notAsked', 'notAnswered', 'notApplicable', 'blank', 'withdrawn', 'noRecord'];
    expect(counts.reduce((sum, name) => sum + Number(result[name]), 0)).toBe(result.expected);
  });

  it('answer for an area, a level, a day, and as known on a day', async () => {
    const known = '/api/v1/rollups?indicator=sample-policy&area=010006&knownOn=2026-01-31';
    expect(await read(known)).toMatchObject({
      value: 50,
      numerator: 1,
      denominator: 2,
      expected: 179,
    });
    expect(await read('/api/v1/rollups?indicator=sample-policy&level=prefecture')).toMatchObject({
      expected: 47,
    });
    expect(await read('/api/v1/rollups?indicator=sample-policy&asOf=2021-04-01')).toMatchObject({
      reported: 1,
    });
    expect(await read('/api/v1/rollups?indicator=sample-steps')).toMatchObject({
      part: 'total',
      value: 66.7,
    });
    expect(await read('/api/v1/rollups?indicator=sample-policy&base=all')).toMatchObject({
      value: null,
      base: 'all',
    });
  });

  it('list many areas under the same names', async () => {
    const { items } = await read<Listed>('/api/v1/rollups?indicator=sample-people&area=prefectures');
    expect(items).toHaveLength(47);
    expect(items[0]).toMatchObject({ area: '010006', areaTitle: '北海道内市町村計', expected: 179 });
    const { area: _, areaTitle: __, ...result } = items[12] ?? {};
    expect(soundResult(result)).toBe(true);
    expect(
      (await read<Listed>('/api/v1/rollups?indicator=sample-people&area=000000,020001')).items,
    ).toHaveLength(2);
    const sum = items.reduce((total, item) => total + Number(item.value), 0);
    expect(sum).toBe((1740 * 1741) / 2);
  });

  it('answer by a printed figure where no body has a record, and say which there are', async () => {
    const printed = await read<Record<string, unknown>>(
      '/api/v1/rollups?indicator=sample-printed&class=town',
    );
    expect(printed).toMatchObject({ value: 4.8, numerator: 36, basis: 'published', expected: 0 });
    expect(soundResult(printed)).toBe(true);
    expect(await read('/api/v1/rollups?indicator=sample-printed', 404)).toMatchObject({ classes: ['town'] });
  });

  it('refuse what is not there', async () => {
    expect(await read('/api/v1/rollups?indicator=nothing', 404)).toMatchObject({ found: 'nothing' });
    expect(await read('/api/v1/rollups?indicator=sample-policy&asOf=2020-04-01', 404)).toMatchObject({
      dates: ['2023-04-01', '2021-04-01'],
    });
    await read('/api/v1/rollups?indicator=sample-policy&area=012025', 404);
    await read('/api/v1/rollups?indicator=sample-policy&class=hamlet', 404);
    await read('/api/v1/rollups?indicator=sample-policy@2', 404);
  });
});

describe('the record of changes', () => {
  it('lists corrections with what stood before, newest first', async () => {
    const { items } = await read<Listed>('/api/v1/corrections');
    expect(items).toMatchObject([
      { body: '022012', undone: true, oldValue: 1, value: null, batchKind: 'undo' },
      { body: '012025', bodyName: '函館市', oldValue: 1, value: 0, undone: false, revision: 2 },
    ]);
    const [first] = (await read<Listed>('/api/v1/corrections?limit=1')).items;
    expect(first?.body).toBe('022012');
    const page = await read<Listed>('/api/v1/corrections?limit=1');
    const next = await read<Listed>(`/api/v1/corrections?limit=1&cursor=${page.nextCursor}`);
    expect(next.items).toMatchObject([{ body: '012025' }]);
    expect((await read<Listed>('/api/v1/corrections?knownOn=2026-02-01')).items).toHaveLength(1);
  });

  it('lists the editions held, those that were undone too', async () => {
    const { items } = await read<Listed>('/api/v1/editions');
    const wrong = items.find((item) => item.file === '誤り.csv');
    expect(wrong).toMatchObject({ undone: true, undoneBy: '運用管理者', batch: undone, sha256: FILE_HASH });
    const people = items.find((item) => item.file === '試験人数.csv');
    expect(people).toMatchObject({
      series: ['sample'],
      undone: false,
      editionOn: '2023-07-01',
      kind: 'import',
    });
    const then = await read<Listed>('/api/v1/editions?knownOn=2026-02-01');
    expect(then.items.find((item) => item.file === '誤り.csv')).toMatchObject({ undone: false });
    const walked: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Listed = await read(`/api/v1/editions?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      walked.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(walked).toEqual(items);
  });

  it('tells how a figure and a value came about', async () => {
    const { provenanceId } = await read<{ provenanceId: string }>('/api/v1/rollups?indicator=sample-policy');
    const rolled = await read<{ result: unknown; observations: string }>(
      `/api/v1/provenance/${provenanceId}`,
    );
    expect(rolled).toMatchObject({ kind: 'roll-up', result: { provenanceId } });
    expect((await read<Listed>(rolled.observations)).items.length).toBeGreaterThan(0);
    const value = await read<{ revisions: unknown[] }>(
      '/api/v1/provenance/o~012025~sample-policy@1~~2023-04-01',
    );
    expect(value.revisions).toMatchObject([
      { revision: 2, counts: true, file: '差替え.csv', value: 0 },
      { revision: 1, counts: false, row: 2, sha256: FILE_HASH, value: 1 },
    ]);
    const printed = await read<{ provenanceId: string }>(
      '/api/v1/rollups?indicator=sample-printed&class=town',
    );
    expect(await read(`/api/v1/provenance/${printed.provenanceId}`)).toMatchObject({
      printed: { value: '4.8' },
    });
    await read('/api/v1/provenance/nothing', 404);
  });
});
