import { expect, it } from 'vitest';
import { readWorkbook } from './read-workbook.ts';
import { writeTables } from './write-tables.ts';

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

it('what is written as long tables is read again as it stood, sheet by sheet', async () => {
  const rows = Array.from({ length: 1_000 }, (_, at) => [`行${at}`, '', at / 8, 'A&B <"x">']);
  const bytes = await bytesOf(
    writeTables([
      {
        name: '率',
        widths: [10, 5],
        rows: [
          ['名', '率'],
          ['甲', 0.8226],
        ],
      },
      { name: '状態', widths: [10, 5, 5, 20], rows: [['一', '二', '三', '四'], ...rows] },
    ]),
  );
  const book = await readWorkbook(bytes, '全国.xlsx');
  if (!book.ok) throw new Error(book.code);
  const sheets = book.value.sheets.map((sheet) => [sheet.name, sheet.rows.length] as const);
  expect(sheets).toEqual([
    ['率', 2],
    ['状態', 1_001],
  ]);
  const texts = book.value.sheets.map((sheet) => sheet.rows.map((row) => row.map((cell) => cell ?? '')));
  expect(texts[0]).toEqual([
    ['名', '率'],
    ['甲', '0.8226'],
  ]);
  expect(texts[1]?.[1_000]).toEqual(['行999', '', '124.875', 'A&B <"x">']);
});
