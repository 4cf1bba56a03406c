import { afterAll, beforeAll, expect } from 'vitest';
import { undoBatch } from '../../src/spine/roll-up/actions.ts';
import { cell, openDataStore } from './open-data.ts';

type Store = Awaited<ReturnType<typeof openDataStore>>;
export interface Listed {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly nextCursor: string | null;
  readonly total?: number;
}

/** There once `useApiStore` has run. */
export let store: Store;
/** The batch that was taken back. */
export let undone = '';

/** Figures, gaps, a correction and a mistake that was taken back, for the tests of one file. */
export function useApiStore(): void {
  beforeAll(async () => {
    store = await openDataStore();
    const codes = await store.codes();
    const people = codes.map((bodyCode, index) =>
      cell({ bodyCode, indicator: 'sample-people@1', value: BigInt(index), row: index + 2 }),
    );
    const formula = people.map((one) =>
      one.bodyCode === '011002' ? { ...one, note: '=HYPERLINK("x")' } : one,
    );
    await store.save(formula, '試験人数.csv');
    await store.save([
      cell({ bodyCode: '012025' }),
      cell({ bodyCode: '012033', value: 0n }),
      cell({ bodyCode: '012041', value: null, reason: 'not-asked' }),
      cell({ bodyCode: '010006' }),
      cell({ bodyCode: '012025', on: '2021-04-01', value: 0n }),
      cell({
        bodyCode: '012025',
        indicator: 'sample-steps@1',
        part: 'tax',
        value: 2n,
        base: 3n,
        state: 'provisional',
      }),
      cell({ bodyCode: '012025', indicator: 'sample-steps@1', part: 'pension', value: 0n, base: 0n }),
      cell({ bodyCode: '012025', indicator: 'sample-steps@1', part: 'total', value: 2n, base: 3n }),
    ]);
    store.clock.set('2026-02-01T09:00:00+09:00');
    await store.save([cell({ bodyCode: '012025', value: 0n })], '差替え.csv');
    undone = await store.save([cell({ bodyCode: '022012' })], '誤り.csv');
    store.clock.set('2026-02-02T09:00:00+09:00');
    await store.deps.db.transaction().execute((tx) => undoBatch(tx, store.clock, undone, '運用管理者'));
    store.clock.set('2026-03-01T09:00:00+09:00');
  }, 60_000);
  afterAll(() => store?.close());
}

export async function read<T>(path: string, status = 200, headers: Record<string, string> = {}): Promise<T> {
  const response = await store.get(path, headers);
  const text = await response.text();
  expect([path, response.status, response.status === status ? '' : text]).toEqual([path, status, '']);
  return JSON.parse(text) as T;
}
