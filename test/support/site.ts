import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { modules } from '../../src/app/modules.ts';
import { prepareDatabase } from '../../src/app/prepare.ts';
import { createApp } from '../../src/app/server.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { parseSettings } from '../../src/platform/env.ts';
import type { NewBatch, NewObservation } from '../../src/spine/observations/types.ts';
import { record, undoBatch } from '../../src/spine/roll-up/actions.ts';
import { fixedClock, testDatabase } from './database.ts';

export const SITE_HASH = 'ab'.repeat(32);

/** A cell of the dashboard's table; `cio` 実施 on 2023-04-01 unless told otherwise. For throw-away databases only. */
export function observed(more: Partial<NewObservation> & { bodyCode: string }): NewObservation {
  return {
    indicator: 'cio@1',
    part: '',
    on: '2023-04-01',
    series: 'dx-dashboard',
    value: more.reason === undefined ? 1n : null,
    base: null,
    baseOn: null,
    reason: null,
    state: 'final',
    note: null,
    sheet: 0,
    row: 12,
    column: 28,
    ...more,
  };
}

/** The whole product on a database of its own, as it stands after `npm start`, with a clock that the test moves. */
export async function openSite() {
  const database = await testDatabase();
  const clock = fixedClock('2026-01-10T09:00:00+09:00');
  const settings = parseSettings({ PORT: '0' });
  const deps: Deps = { db: database.db, clock, log: pino({ level: 'silent' }), settings };
  await prepareDatabase(deps, modules);
  const app = createApp(deps, modules, '/nowhere');
  return {
    deps,
    clock,
    get: (path: string) => app.request(path),
    close: () => database.close(),
    async page(path: string, status = 200): Promise<string> {
      const response = await app.request(path);
      const html = await response.text();
      if (response.status !== status) throw new Error(`${path}: ${response.status}, expected ${status}`);
      return html;
    },
    async save(
      observations: readonly NewObservation[],
      fileName = '試験の表.csv',
      kind: NewBatch['kind'] = 'import',
    ): Promise<string> {
      const batchId = randomUUID();
      const batch: NewBatch = {
        batchId,
        kind,
        title: fileName,
        recordedBy: '運用管理者',
        sheets: [{ fileName, sheetName: '表1', sha256: SITE_HASH, editionOn: '2024-07-12' }],
      };
      await deps.db.transaction().execute((tx) => record(tx, clock, [{ batch, observations }]));
      return batchId;
    },
    async undo(batchId: string): Promise<void> {
      const undone = await deps.db
        .transaction()
        .execute((tx) => undoBatch(tx, clock, batchId, '運用管理者'));
      if (!undone.ok) throw new Error(undone.code);
    },
  };
}

export type Site = Awaited<ReturnType<typeof openSite>>;

/** What a reader reads: tags gone, white space joined. */
export function textOf(html: string): string {
  return html
    .replace(/<(style|script|title|svg)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

/** Faults that no page may have. */
export function pageFaults(html: string): string[] {
  const faults: string[] = [];
  const headings = html.match(/<h1[\s>]/g)?.length ?? 0;
  if (headings !== 1) faults.push(`${headings} h1`);
  if (/\sstyle=/.test(html)) faults.push('inline style');
  if (/\sonclick=|<script(?![^>]*\bsrc=)/.test(html)) faults.push('inline script');
  const rank = /[0-9０-９]+\s*位|ランキング|順位表/.exec(textOf(html));
  if (rank !== null) faults.push(`a rank: ${rank[0]}`);
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  if (new Set(ids).size !== ids.length) faults.push('an id twice');
  return faults;
}
