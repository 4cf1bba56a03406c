import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importRegistry } from '../../src/app/modules.ts';
import type { Db } from '../../src/platform/db/database.ts';
import * as actions from '../../src/spine/imports/actions.ts';
import type { Run } from '../../src/spine/imports/queries/runs.ts';
import { readCellLines } from '../../src/spine/imports/queries/runs.ts';
import { recordingOrder } from '../../src/spine/imports/rules/order.ts';
import { undoRun } from '../../src/spine/imports/undo.ts';
import { cardRows, localgovRows, prefectureRows } from '../fixtures/files/cards.ts';
import { csv, withCell } from '../fixtures/files/cells.ts';
import { municipalRows } from '../fixtures/files/dashboard.ts';
import { commit, importAll, read, run, type Workplace, workplace } from './support.ts';

let place: Workplace;
beforeAll(async () => {
  place = await workplace();
});
afterAll(() => place?.database.close());

const TABLE = municipalRows();
const dashboard = (rows = TABLE, encoding: 'utf8' | 'shift_jis' = 'utf8') => csv('見本.csv', rows, encoding);

async function counting(): Promise<{ cells: number; cio: string[] }> {
  const { rows } = await sql<{ cells: bigint }>`select count(*) as cells from observations.effective`.execute(
    place.deps.db,
  );
  const cio = await sql<{ text: string }>`
    select o.body_code || '=' || o.value as text from observations.effective o
    join indicators.definition d using (indicator_key) where d.id = 'cio' order by 1`.execute(place.deps.db);
  return { cells: Number(rows[0]?.cells), cio: cio.rows.map((row) => row.text) };
}

describe('one table from its arrival to its undoing', () => {
  let imported = '';

  test('is recognised, matched without a question, previewed, and stores nothing until it is committed', async () => {
    const before = await counting();
    const previewed = await read(place.deps, [dashboard()], '2023-04-01');
    expect(previewed.state).toBe('preview');
    const report = previewed.files[0]?.report;
    expect(report).toMatchObject({
      counts: { matched: 15, unmatched: 0, ambiguous: 0 },
      cells: { superseded: 0, unchanged: 0, older: 0 },
      rejected: [],
      alreadyDone: false,
    });
    expect(report?.cells.inserted).toBe(15 * 13);
    expect(report?.why).toContain('項目');
    expect(await counting()).toEqual(before);
    const { lines, total } = await readCellLines(place.deps.db, previewed.runId, 0, { limit: 3, offset: 0 });
    expect(total).toBe(15 * 13);
    expect(lines[0]).toMatchObject({ action: 'insert', oldValue: null });
    const done = await commit(place.deps, previewed.runId);
    expect(done.state).toBe('done');
    expect(done.files[0]?.report?.moved.find((moved) => moved.indicator === 'cio@1')?.cells).toBe(15);
    expect((await counting()).cells).toBe(before.cells + 15 * 13);
    imported = done.runId;
  });

  test('the same bytes again are nothing, not even a batch', async () => {
    const before = await counting();
    const again = await importAll(place.deps, [dashboard()], '2023-04-01');
    expect(again.files[0]).toMatchObject({ batchId: null, report: { alreadyDone: true } });
    expect(again.files[0]?.report?.cells).toEqual({
      inserted: 0,
      superseded: 0,
      unchanged: 15 * 13,
      older: 0,
    });
    expect(await counting()).toEqual(before);
  });

  test('other bytes with the same values change nothing either', async () => {
    const { report } = (await read(place.deps, [dashboard(TABLE, 'shift_jis')], '2023-04-01')).files[0] ?? {};
    expect(report?.alreadyDone).toBe(false);
    expect(report?.cells).toEqual({ inserted: 0, superseded: 0, unchanged: 15 * 13, older: 0 });
  });

  test('a corrected cell supersedes one, shown as old and new; its undoing brings the old one back', async () => {
    const before = await counting();
    const row = TABLE.findIndex((cells) => cells[1] === 'CIOの任命') + 1;
    const was = TABLE[row - 1]?.[2];
    const changed = dashboard(withCell(TABLE, row, 3, was === '実施' ? '未実施' : '実施'));
    const previewed = await read(place.deps, [changed], '2023-04-01');
    expect(previewed.files[0]?.report?.cells).toMatchObject({ inserted: 0, superseded: 1 });
    const { lines } = await readCellLines(place.deps.db, previewed.runId, 0, { limit: 9, offset: 0 });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ action: 'supersede', bodyCode: '162019', row, column: 3 });
    expect(lines[0]?.value).not.toBe(lines[0]?.oldValue);
    const done = await commit(place.deps, previewed.runId);
    expect((await counting()).cio).not.toEqual(before.cio);
    const undone = await undoRun(place.deps, done.runId);
    expect(undone).toMatchObject({ ok: true, value: { restored: 1, withdrawn: 0 } });
    expect(await counting()).toEqual(before);
  });

  test('cells that a new edition leaves out stay, and are listed', async () => {
    const cards = csv('交付状況.csv', localgovRows());
    const first = await importAll(place.deps, [cards]);
    const [head, , ...rest] = localgovRows();
    const asked = await read(place.deps, [csv('交付状況.csv', [head ?? [], ...rest])]);
    expect(asked.state).toBe('needs-decision');
    const place0 = { sheet: 0, row: 0, column: 0 };
    expect((await actions.decide(place.deps, asked.runId, 0, place0, '162019')).ok).toBe(false);
    expect((await actions.decide(place.deps, asked.runId, 0, place0, 'accept-absent')).ok).toBe(true);
    await actions.readRun(place.deps, importRegistry(), asked.runId);
    const previewed = await run(place.deps, asked.runId);
    expect(previewed.files[0]?.report).toMatchObject({ missing: 1, cells: { inserted: 0, superseded: 0 } });
    const { lines } = await readCellLines(place.deps.db, previewed.runId, 0, { limit: 9, offset: 0 });
    expect(lines).toEqual([
      expect.objectContaining({ action: 'missing', bodyCode: '162019', indicator: 'card-issued@1' }),
    ]);
    const before = await counting();
    const { runId } = await commit(place.deps, previewed.runId);
    expect(await counting()).toEqual(before);
    // The second edition says 14 of the 15 too: only the body that it leaves out loses its cells with the first.
    const undone = await undoRun(place.deps, first.runId);
    expect(undone).toMatchObject({ ok: true, value: { restored: 0, withdrawn: 2 } });
    expect(await undoRun(place.deps, runId)).toMatchObject({
      ok: true,
      value: { restored: 0, withdrawn: 2 * 14 },
    });
  });

  test('undone it leaves no figure, stays in the history, and may be imported anew', async () => {
    const undone = await undoRun(place.deps, imported);
    expect(undone).toMatchObject({ ok: true, value: { restored: 0, withdrawn: 15 * 13 } });
    expect((await counting()).cells).toBe(0);
    expect(await run(place.deps, imported)).toMatchObject({ state: 'undone', undoneBy: '運用管理者' });
    expect(await undoRun(place.deps, imported)).toMatchObject({ ok: false, code: 'already-undone' });
    const anew = await importAll(place.deps, [dashboard()], '2023-04-01');
    expect(anew.files[0]?.report?.cells.inserted).toBe(15 * 13);
    await undoRun(place.deps, anew.runId);
  });
});

describe('several files', () => {
  const bodies = csv('all_localgovs.csv', localgovRows());
  const sums = csv('prefectures.csv', prefectureRows());

  test('one wrong file stops all', async () => {
    const before = await counting();
    const refused = await read(place.deps, [bodies, csv('壊れた表.csv', [['なにか'], ['1']])]);
    expect(refused.state).toBe('refused');
    expect(refused.files[0]?.report?.rejected).toEqual([]);
    expect(refused.files[1]?.report?.rejected[0]?.message).toContain('何の表か分かりません');
    expect(await counting()).toEqual(before);
  });

  test('sums of one file control the rows of the other, and a wrong sum names both numbers', async () => {
    const wrong = withCell(prefectureRows(), 2, 4, '1');
    const refused = await read(place.deps, [bodies, csv('prefectures.csv', wrong)]);
    expect(refused.state).toBe('refused');
    const sum = cardRows('2021-10-01').reduce((total, row) => total + row.cards, 0);
    expect(refused.files[1]?.report?.rejected[0]).toMatchObject({ row: 2, column: 4, expected: String(sum) });
    expect(refused.files[1]?.report?.rejected[0]?.message).toContain(`合計 1 が、団体の行の合計 ${sum}`);
  });

  test('are committed together, and undone together', async () => {
    const before = await counting();
    const done = await importAll(place.deps, [bodies, sums]);
    expect(done.files[1]?.report?.controlsChecked).toBeGreaterThan(0);
    expect(done.files[1]?.batchId).toBeNull();
    expect((await counting()).cells).toBeGreaterThan(before.cells);
    expect((await undoRun(place.deps, done.runId)).ok).toBe(true);
    expect(await counting()).toEqual(before);
  });

  test('take all their locks first: a writer in between neither dies nor kills', async () => {
    const lock = (tx: Db, key: number) => sql`select pg_advisory_xact_lock(7102, ${key})`.execute(tx);
    const keyOf = async (id: string) => {
      const { rows } = await sql<{ key: number }>`
        select indicator_key as key from indicators.definition where id = ${id}`.execute(place.deps.db);
      return rows[0]?.key ?? 0;
    };
    const table = csv('見本の表.csv', municipalRows());
    const previewed = await read(place.deps, [table, bodies], '2023-04-01');
    expect(previewed.state).toBe('preview');
    // The file that is recorded first holds the lock that the writer takes last, unless all are taken first.
    expect(recordingOrder(previewed.files)).toEqual([0, 1]);
    const [low, high] = [await keyOf('population'), await keyOf('cio')];
    expect(low).toBeLessThan(high);
    let committed: Promise<Run> | null = null;
    await place.deps.db.transaction().execute(async (tx) => {
      await lock(tx, low);
      committed = commit(place.deps, previewed.runId);
      for (let waiting = false; !waiting; await new Promise((resolve) => setTimeout(resolve, 20))) {
        const { rows } = await sql`
          select 1 from pg_locks where locktype = 'advisory' and classid = 7102 and not granted`.execute(tx);
        waiting = rows.length > 0;
      }
      await lock(tx, high);
    });
    const done = await (committed as unknown as Promise<Run>);
    expect(done.state).toBe('done');
    expect((await undoRun(place.deps, done.runId)).ok).toBe(true);
  });
});
