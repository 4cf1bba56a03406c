import iconv from 'iconv-lite';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '../../src/spine/imports/queries/runs.ts';
import { basicRows, residentWorkbook, shapesFile } from '../fixtures/files/bodies.ts';
import { localgovRows } from '../fixtures/files/cards.ts';
import { csv, type LookAlike, type Rows, withCell } from '../fixtures/files/cells.ts';
import { municipalRows } from '../fixtures/files/dashboard.ts';
import { marksRows, ratesRows } from '../fixtures/files/standardization.ts';
import { zipBomb } from '../support/zip.ts';
import { read, run, stored, type Workplace, workplace } from './support.ts';

let place: Workplace;
beforeAll(async () => {
  place = await workplace();
});
afterAll(() => place?.database.close());

const TABLE = municipalRows();
const at = (rows: Rows, row: number, column: number) => rows[row - 1]?.[column - 1] ?? '';
const named = (fileName: string, text: string): LookAlike => ({ fileName, bytes: Buffer.from(text, 'utf8') });
const rowOf = (label: string) => TABLE.findIndex((cells) => cells[1]?.trim().startsWith(label)) + 1;
const without = (rows: Rows, column: number) =>
  rows.map((cells) => cells.filter((_, index) => index + 1 !== column));

const basic = basicRows();
const cards = localgovRows();

const CASES: readonly (readonly [string, () => LookAlike | Promise<LookAlike>, RegExp])[] = [
  ['one municipality missing', () => csv('a.csv', without(TABLE, 6)), /「氷見市」がありません/],
  [
    'two names swapped',
    () => csv('a.csv', withCell(withCell(TABLE, 1, 3, at(TABLE, 1, 4)), 1, 4, at(TABLE, 1, 3))),
    /並び|順|台帳/,
  ],
  [
    'an unknown column (a row of the wide table)',
    () => csv('a.csv', withCell(TABLE, 3, 2, 'AI推進室の設置')),
    /知らない項目/,
  ],
  ['an unknown column', () => csv('a.csv', withCell(ratesRows(), 1, 4, '住民サービス')), /知らない列/],
  ['a code with a wrong check digit', () => csv('a.csv', withCell(cards, 2, 9, '162010')), /検査数字/],
  ['a 5-digit code whose name disagrees', () => csv('a.csv', withCell(basic, 2, 3, '高岡市')), /一致/],
  [
    'a share above 100 %',
    () =>
      csv(
        'a.csv',
        withCell(TABLE, rowOf('よく使う32手続のオンライン化状況_実施されている手続総数のうち'), 3, '99'),
      ),
    /超えて/,
  ],
  [
    'bytes that are neither UTF-8 nor Shift_JIS',
    () => ({ fileName: 'a.csv', bytes: iconv.encode('都道府県名,値\n', 'euc-jp') }),
    /UTF-8 でも Shift_JIS でも/,
  ],
  ['an empty file', () => ({ fileName: 'a.csv', bytes: Buffer.alloc(0) }), /空です/],
  ['a PDF renamed to .csv', () => named('a.csv', '%PDF-1.7 …'), /PDF/],
  ['an old .xls', () => ({ fileName: 'a.xls', bytes: Buffer.from('d0cf11e0a1b11ae100', 'hex') }), /\.xlsx/],
  [
    '1.3 GB inside 5 MB',
    () => ({ fileName: 'a.xlsx', bytes: zipBomb({ packed: 5_000_000, claimed: 1_300_000_000 }) }),
    /1\.3 GB/,
  ],
  ['a formula in a cell', () => residentWorkbook(undefined, { formulaAt: [10, 6] }), /数式/],
  [
    'a map that lacks a municipality',
    () => shapesFile((codes) => codes.filter((code) => code !== '162019')),
    /162019|富山市/,
  ],
  ['a table of something else', () => named('a.csv', '品目,数量\nりんご,3\n'), /何の表か分かりません/],
];

describe('is refused in clear Japanese, names the place, and changes nothing', () => {
  test.each(CASES)('%s', async (_, make, message) => {
    const before = await stored(place.deps);
    const refused = await read(place.deps, [await make()], '2023-04-01');
    expect(refused.state).toBe('refused');
    const rejected = refused.files[0]?.report?.rejected ?? [];
    expect(rejected.map((rejection) => rejection.message).join('\n')).toMatch(message);
    for (const rejection of rejected) {
      expect(rejection.message).toMatch(/。$/);
      expect(rejection.expected).not.toBe('');
    }
    expect(refused.files[0]?.report?.cells.inserted).toBe(0);
    expect(await stored(place.deps)).toEqual(before);
    expect(await bytesOf(refused)).toEqual([]);
  });

  test('without a date where neither file nor edition has one, a person is asked', async () => {
    const asked = await read(place.deps, [csv('a.csv', marksRows())]);
    expect(asked.state).toBe('needs-decision');
    expect(asked.files[0]?.report?.needsAsOf).toBe(true);
  });
});

async function bytesOf(refused: Run) {
  const hashes = refused.files.map((file) => file.sha256);
  const { rows } = await sql`select sha256 from imports.file where sha256 = any(${hashes})`.execute(
    place.deps.db,
  );
  return rows;
}

test('UTF-8 and Shift_JIS say the same', async () => {
  const [utf8, shiftJis] = await Promise.all([
    read(place.deps, [csv('a.csv', TABLE)], '2023-04-01'),
    read(place.deps, [csv('a.csv', TABLE, 'shift_jis')], '2023-04-01'),
  ]);
  expect(shiftJis.state).toBe('preview');
  expect(shiftJis.files[0]?.report).toEqual(utf8.files[0]?.report);
  expect(await run(place.deps, utf8.runId)).toMatchObject({ state: 'preview' });
});
