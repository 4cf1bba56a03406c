import { randomUUID } from 'node:crypto';
import { modules } from '../../src/app/modules.ts';
import { createApp } from '../../src/app/server.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { registerSeries } from '../../src/spine/indicators/actions.ts';
import type { NewBatch, NewObservation } from '../../src/spine/observations/types.ts';
import { record, undoBatch } from '../../src/spine/roll-up/actions.ts';
import { preparedDatabase } from './prepared.ts';

export const SITE_HASH = 'ab'.repeat(32);

const TEST_SERIES = [
  { series: 'first-source', title: '試験の資料その一' },
  { series: 'second-source', title: '試験の資料その二' },
].map((one) => ({ ...one, publisher: '試験', licence: '試験', attribution: `出典：${one.title}` }));

/** One value; 全体方針 実施 on 2023-04-01 unless told otherwise. For throw-away databases only. */
export function observed(more: Partial<NewObservation> & { bodyCode: string }): NewObservation {
  return {
    indicator: 'overall-policy@1',
    part: '',
    on: '2023-04-01',
    series: 'first-source',
    value: more.reason == null ? 1n : null,
    base: null,
    baseOn: null,
    reason: null,
    state: 'final',
    note: null,
    sheet: 0,
    row: 2,
    column: 3,
    ...more,
  };
}

/** The whole program on a database of its own, as it stands after `npm start`, with a clock that the test moves. */
export async function openSite(
  now = '2026-04-01T09:00:00+09:00',
  env: Readonly<Record<string, string>> = {},
) {
  const { deps, clock, appDb, close } = await preparedDatabase(now, {
    PORT: '0',
    SHIRUBE_SECRET: 'only-for-tests-'.repeat(3),
    ...env,
  });
  await registerSeries(deps.db, TEST_SERIES);
  const appDeps: Deps = { ...deps, db: appDb };
  const app = createApp(appDeps, modules, '/nowhere');
  return {
    deps,
    appDeps,
    clock,
    get: (path: string) => app.request(path),
    request: (path: string, init: RequestInit) => app.request(path, init),
    close,
    async page(path: string, status = 200): Promise<string> {
      const response = await app.request(path);
      const html = await response.text();
      if (response.status !== status) throw new Error(`${path}: ${response.status}, expected ${status}`);
      return html;
    },
    /** Records as one batch, as an import would. Returns the batch's id. */
    async save(
      observations: readonly NewObservation[],
      title = '試験の表',
      kind: NewBatch['kind'] = 'import',
    ): Promise<string> {
      const batchId = randomUUID();
      const batch: NewBatch = {
        batchId,
        kind,
        title,
        recordedBy: '運用管理者',
        sheets: [{ fileName: '試験.csv', sheetName: '', sha256: SITE_HASH, editionOn: '2024-07-12' }],
      };
      await deps.db.transaction().execute((tx) => record(tx, clock, [{ batch, observations }]));
      return batchId;
    },
    async undo(batchId: string): Promise<void> {
      const undone = await deps.db.transaction().execute((tx) => undoBatch(tx, clock, batchId, '運用管理者'));
      if (!undone.ok) throw new Error(undone.code);
    },
  };
}

export type Site = Awaited<ReturnType<typeof openSite>>;

/** What a reader reads: tags gone, white space joined. */
export function readable(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}
