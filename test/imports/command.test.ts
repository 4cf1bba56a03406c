import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importRegistry } from '../../src/app/modules.ts';
import { importCommands } from '../../src/spine/imports/cli.ts';
import { listRuns } from '../../src/spine/imports/queries/runs.ts';
import { localgovRows, prefectureRows } from '../fixtures/files/cards.ts';
import { csv, type LookAlike, withCell } from '../fixtures/files/cells.ts';
import { municipalRows } from '../fixtures/files/dashboard.ts';
import { marksRows } from '../fixtures/files/standardization.ts';
import { describeShared, sharedPath } from '../support/shared-data.ts';
import { stored, type Workplace, workplace } from './support.ts';

let place: Workplace;
const folder = mkdtempSync(join(tmpdir(), 'shirube-command-'));
beforeAll(async () => {
  place = await workplace();
});
afterAll(async () => {
  await place?.database.close();
  rmSync(folder, { recursive: true });
});

async function shirube(name: string, ...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const command = importCommands(importRegistry).find((each) => each.name === name);
  if (command === undefined) throw new Error(`no command ${name}`);
  const code = await command.run(args, {
    deps: place.deps,
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { code, out: out.join('\n'), err: err.join('\n'), json: () => out.map((line) => JSON.parse(line)) };
}

function written(file: LookAlike): string {
  const path = join(folder, file.fileName);
  writeFileSync(path, file.bytes);
  return path;
}

const table = written(csv('見本の表.csv', municipalRows()));

describe('import', () => {
  test('--dry-run shows all and stores nothing, not even a run', async () => {
    const shown = await shirube('import', table, '--as-of', '令和5年4月1日', '--dry-run');
    expect(shown.code).toBe(0);
    expect(shown.out).toContain('基準日: 令和5年4月1日（2023年）');
    expect(shown.out).toContain('値: 追加 195、差替え 0、変更なし 0');
    expect(await stored(place.deps)).toEqual({ counting: 0, written: 0 });
    expect((await listRuns(place.deps.db, { only: 'all', limit: 9, offset: 0 })).total).toBe(0);
  });

  test('--json prints one object for each file, with exactly these properties', async () => {
    const done = await shirube('import', table, '--as-of', 'R5.4.1', '--json');
    expect(done.code).toBe(0);
    expect(done.json()).toEqual([
      {
        file: '見本の表.csv',
        kind: 'dashboard-municipal',
        asOf: '2023-04-01',
        matched: 15,
        unmatched: 0,
        ambiguous: 0,
        ignored: 0,
        inserted: 195,
        superseded: 0,
        unchanged: 0,
        rejected: [],
      },
    ]);
    const again = await shirube('import', table, '--as-of', '2023-04-01', '--json');
    expect(again.json()[0]).toMatchObject({ inserted: 0, superseded: 0, unchanged: 195 });
    expect((await listRuns(place.deps.db, { only: 'all', limit: 9, offset: 0 })).total).toBe(1);
  });

  test('is listed, undone by the beginning of its number, and only once', async () => {
    const { runs } = await listRuns(place.deps.db, { only: 'all', limit: 1, offset: 0 });
    const number = runs[0]?.runId.slice(0, 8) ?? '';
    expect((await shirube('imports')).out).toMatch(
      new RegExp(`^${number}  2026-04-01  取込済み  運用管理者  見本の表.csv`),
    );
    expect(await shirube('undo', number)).toMatchObject({ code: 0 });
    expect((await stored(place.deps)).counting).toBe(0);
    expect(await shirube('undo', number)).toMatchObject({ code: 2, err: expect.stringContaining('すでに') });
    expect(await shirube('undo', 'ffffffff')).toMatchObject({
      code: 2,
      err: expect.stringContaining('ありません'),
    });
  });

  test('refused: exit code 2, every place named, nothing stored', async () => {
    const wrong = written(csv('誤り.csv', withCell(municipalRows(), 4, 3, '検討中')));
    const refused = await shirube('import', wrong, table, '--as-of', '2023-04-01', '--json');
    expect(refused.code).toBe(2);
    const [first, second] = refused.json();
    expect(first).toMatchObject({ inserted: 0, matched: 15 });
    expect(first.rejected[0]).toEqual({
      sheet: '誤り',
      row: 4,
      column: 3,
      found: '検討中',
      expected: expect.any(String),
      message: expect.any(String),
    });
    expect(second).toMatchObject({ file: '見本の表.csv', inserted: 0, rejected: [] });
    expect((await stored(place.deps)).counting).toBe(0);
  });

  test('no date in the file and none given: refused, with what to do', async () => {
    const marks = written(csv('一覧.csv', marksRows()));
    const refused = await shirube('import', marks, '--json');
    expect(refused.code).toBe(2);
    expect(refused.json()[0].asOf).toBeNull();
    expect(refused.json()[0].rejected[0].message).toContain('--as-of 日付で基準日を指定してください');
    expect((await shirube('import', marks, '--as-of', '令和7年12月31日', '--dry-run')).code).toBe(0);
  });

  test('a person must decide: exit code 3 and the page where', async () => {
    const rows = withCell(withCell(localgovRows(), 2, 3, '架空市'), 2, 9, '<NA>');
    const asked = await shirube(
      'import',
      written(csv('交付状況.csv', rows)),
      written(csv('県.csv', prefectureRows())),
    );
    expect(asked.code).toBe(3);
    expect(asked.out).toContain('要判断: 2 行');
    expect(asked.err).toMatch(/http:\/\/127\.0\.0\.1:3000\/imports\/[0-9a-f-]{36}/);
    expect((await stored(place.deps)).counting).toBe(0);
  });

  test('--json names what is open, where, which choices there are, and the page', async () => {
    const rows = withCell(withCell(localgovRows(), 2, 3, '架空市'), 2, 9, '<NA>');
    const asked = await shirube('import', written(csv('交付状況.csv', rows)), '--json');
    expect(asked.code).toBe(3);
    const [report] = asked.json();
    expect(report).toMatchObject({ unmatched: 1, inserted: 0, rejected: [] });
    expect(report.questions[0]).toMatchObject({
      ...{ asks: 'which-body', sheet: '交付状況', row: 2, found: '富山県 架空市' },
      message: expect.stringMatching(/。$/),
      choices: expect.arrayContaining([{ choose: 'ignore', title: 'この行は取り込まない' }]),
    });
    expect(report.decideAt).toMatch(/^http:\/\/127\.0\.0\.1:3000\/imports\/[0-9a-f-]{36}$/);
    const dry = await shirube('import', written(csv('交付状況.csv', rows)), '--json', '--dry-run');
    expect(dry.code).toBe(3);
    expect(dry.json()[0].questions).toEqual(report.questions);
    expect(dry.json()[0].decideAt).toBeUndefined();
  });

  test('a municipality left out: asked, named, nothing stored; --accept-absent is kept as a decision', async () => {
    const gap = written(
      csv(
        '欠けた表.csv',
        localgovRows().filter((_, line) => line !== 1),
      ),
    );
    const before = await stored(place.deps);
    const asked = await shirube('import', gap);
    expect(asked.code).toBe(3);
    expect(asked.out).toContain('この資料に無い市区町村が 1 団体あります（富山県富山市）。');
    expect(asked.out).toContain('--accept-absent');
    expect(await stored(place.deps)).toEqual(before);
    const json = (await shirube('import', gap, '--json', '--dry-run')).json()[0];
    expect(json.questions).toEqual([
      expect.objectContaining({
        asks: 'absent-bodies',
        absent: [{ bodyCode: '162019', name: '富山県富山市' }],
        choices: [{ choose: '--accept-absent', title: '無い団体の値は変えずに取り込む' }],
      }),
    ]);

    const done = await shirube('import', gap, '--accept-absent');
    expect(done.code).toBe(0);
    expect(done.out).toContain('注意: この資料に無い市区町村が 1 団体あります（富山県富山市）。');
    expect((await stored(place.deps)).counting).toBeGreaterThan(before.counting);
    const decided = await place.deps.db.selectFrom('imports.decision').selectAll().execute();
    expect(decided.map((each) => [each.row_no, each.chosen])).toEqual([[0, 'accept-absent']]);
    // The same again is nothing, and nothing is asked twice.
    expect(await shirube('import', gap)).toMatchObject({ code: 0, err: expect.stringContaining('取込済み') });
    const number = /undo (\S+)/.exec(done.err)?.[1] ?? '';
    expect((await shirube('undo', number)).code).toBe(0);
  });

  test('an open list leaves out whom it likes', async () => {
    const marks = written(csv('特定移行.csv', marksRows().slice(0, -2)));
    expect((await shirube('import', marks, '--as-of', '2025-12-31', '--dry-run')).code).toBe(0);
  });

  test.each([
    [[], '選ばれていません'],
    [['ない.csv'], 'ファイルがありません'],
    [[table, '--as-of', '5年'], '基準日を読めません'],
    [[table, '--as-of', '2026-04-02'], '今日より後'],
    [[table, '--as-if'], '使い方'],
  ])('%j', async (args, sentence) => {
    const refused = await shirube('import', ...args);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain(sentence);
  });
});

describeShared('every real file that can be imported', () => {
  test.each([
    ...['20200601', '20211001', '20220501'].flatMap((day) =>
      ['all_localgovs', 'all_prefectures', 'demographics', 'summary_by_types'].map(
        (name) => `mynumber/${day}/${name}.csv`,
      ),
    ),
    'dx/市区町村毎のDX進捗状況_市区町村比較_北海道東北抜粋.csv',
    'dx/市区町村毎のDX進捗状況_行政手続のオンライン申請率_北海道東北抜粋.csv',
    'dx/都道府県のDX進捗状況_行政手続のオンライン申請率.csv',
    'dx/都道府県のDX進捗状況_都道府県比較.csv',
    'indicators/municipal-basic-indicators.csv',
    'maps/ja_municipality_area.json',
    'standardization/標準化進捗_市区町村別_202601_北海道東北抜粋.csv',
    'standardization/特定移行支援システム該当見込み_202512_北海道東北抜粋.csv',
  ])('%s: nothing is asked', async (name) => {
    const shown = await shirube('import', sharedPath(name), '--as-of', '2025-12-31', '--dry-run', '--json');
    expect(shown.json()[0]).toMatchObject({ rejected: [] });
    expect(shown.json()[0].questions).toBeUndefined();
    expect(shown.code).toBe(0);
  });
});

describeShared('the real dashboard table of 北海道 and 東北', () => {
  test('all 406 are matched without a question, and its date is that of its edition', async () => {
    const path = sharedPath('dx/市区町村毎のDX進捗状況_市区町村比較_北海道東北抜粋.csv');
    const shown = await shirube('import', path, '--json', '--dry-run');
    expect(shown.json()[0]).toMatchObject({
      kind: 'dashboard-municipal',
      asOf: '2023-04-01',
      matched: 406,
      unmatched: 0,
      ambiguous: 0,
      inserted: 406 * 13,
      rejected: [],
    });
  });

  test('two workbooks of the resident register: 1,741 each, all printed sums agree', async () => {
    const paths = ['20210101', '20250101'].map((day) =>
      sharedPath(`juki/住民基本台帳人口_${day}_市区町村別_総計.xlsx`),
    );
    const shown = await shirube('import', ...paths, '--dry-run');
    expect(shown.code).toBe(0);
    expect(shown.out.match(/一致 1,741、不一致 0、要判断 0/g)).toHaveLength(2);
    expect(shown.out.match(/合計の照合: 96 件が一致/g)).toHaveLength(2);
  });
});
