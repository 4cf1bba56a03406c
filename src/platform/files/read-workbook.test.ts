import { writeXlsx } from 'hucre';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { zipBomb, zipOf } from '../../../test/support/zip.ts';
import { FILE_LIMITS } from './limits.ts';
import { readWorkbook } from './read-workbook.ts';
import { fileRefusalSentence } from './refusals.ts';

const utf8 = (text: string) => Buffer.from(text, 'utf8');

async function rowsOf(bytes: Uint8Array, name = 'a.csv') {
  const read = await readWorkbook(bytes, name);
  if (!read.ok) throw new Error(fileRefusalSentence(read));
  return read.value.sheets[0]?.rows;
}

async function refusalOf(bytes: Uint8Array, name = 'a.csv') {
  const read = await readWorkbook(bytes, name);
  if (read.ok) throw new Error('was read');
  return { code: read.code, sentence: fileRefusalSentence(read) };
}

describe('text files', () => {
  test('UTF-8 with and without BOM, CRLF, quoted line ends, an empty line and an empty last column', async () => {
    const table = '団体コード,名称 ,\r\n\r\n011002,"札幌\n市",\r\n';
    const expected = [['団体コード', '名称', ''], [''], ['011002', '札幌\n市', '']];
    expect(await rowsOf(utf8(table))).toEqual(expected);
    expect(await rowsOf(utf8(`\ufeff${table}`))).toEqual(expected);
  });

  test('Shift_JIS with the characters that only cp932 has, and says which encoding it was', async () => {
    const read = await readWorkbook(iconv.encode('都道府県,①,髙﨑市\n', 'cp932'), 'a.csv');
    expect(read.ok && read.value.encoding).toBe('Shift_JIS');
    expect(read.ok && read.value.sheets[0]?.rows).toEqual([['都道府県', '①', '髙﨑市']]);
  });

  test.each([
    ['EUC-JP', iconv.encode('都道府県名,市区町村名\n北海道,札幌市\n', 'euc-jp')],
    ['UTF-16', iconv.encode('都道府県名,市区町村名\n', 'utf16le', { addBOM: true })],
    ['ISO-2022-JP', Buffer.from('\x1b$BElKL\x1b(B,1\n', 'latin1')],
    ['damaged', Buffer.from([0xe3, 0x81, 0xff, 0x0a, 0x81, 0xff, 0xfd, 0xfe])],
  ])('%s is refused, never stored as mojibake', async (_, bytes) => {
    expect((await refusalOf(bytes)).code).toBe('file-encoding');
  });

  test('half-width kana beside kanji stays Shift_JIS', async () => {
    const rows = await rowsOf(iconv.encode('札幌市,ｻｯﾎﾟﾛｼ\n函館市,ﾊｺﾀﾞﾃｼ\n小樽市,ｵﾀﾙｼ\n', 'cp932'));
    expect(rows?.[1]).toEqual(['函館市', 'ﾊｺﾀﾞﾃｼ']);
  });

  test('a quote that never closes names its line', async () => {
    const refusal = await refusalOf(utf8('a,b\n"c,d\ne,f\n'));
    expect(refusal.code).toBe('file-bad-csv');
    expect(refusal.sentence).toMatch(/\d+ 行目付近/);
  });

  test('more cells than the limit are refused while reading', async () => {
    const read = await readWorkbook(utf8('1,2,3\n'.repeat(50)), 'a.csv', { ...FILE_LIMITS, maxCells: 100 });
    expect(read).toMatchObject({ ok: false, code: 'file-too-many-cells' });
  });

  test('JSON is told by content; a cut one is refused', async () => {
    const read = await readWorkbook(utf8('{"type":"Topology"}'), 'map.csv');
    expect(read.ok && read.value.format).toBe('json');
    expect((await refusalOf(utf8('{"type":"Topo'), 'map.json')).code).toBe('file-bad-json');
  });
});

describe('what only looks like a table', () => {
  test.each([
    ['empty', Buffer.alloc(0), 'file-empty'],
    ['only a BOM and line ends', utf8('\ufeff\r\n\r\n'), 'file-empty'],
    ['a PDF', utf8('%PDF-1.7\n1 0 obj'), 'file-is-pdf'],
    ['an old .xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), 'file-is-old-xls'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'file-is-not-a-table'],
    ['a web page', utf8('\n<!DOCTYPE html><html><body>404</body></html>'), 'file-is-not-a-table'],
    ['a ZIP of something', zipOf([['readme.txt', utf8('x')]]), 'file-is-not-a-table'],
    [
      'a ZIP cut in the middle',
      zipOf([['xl/workbook.xml', Buffer.alloc(4096, 7)]]).subarray(0, 60),
      'file-bad-workbook',
    ],
  ])('%s renamed to .csv', async (_, bytes, code) => {
    expect((await refusalOf(bytes)).code).toBe(code);
  });

  test.each([
    ['a PDF', utf8('%PDF-1.7\n1 0 obj'), 'PDF'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'PNG の画像'],
    ['a web page', utf8('<!DOCTYPE html><html></html>'), 'HTML'],
  ])('%s renamed to .xlsx is no workbook, and what it is', async (_, bytes, found) => {
    const refusal = await refusalOf(bytes, '人口.XLSX');
    expect(refusal.code).toBe('file-is-not-a-workbook');
    expect(refusal.sentence).toContain(`Excel ファイル（.xlsx）ではありません（中身は ${found}）。`);
  });

  test('a CSV that is only called .xlsx is read: it can be', async () => {
    expect((await readWorkbook(utf8('a,b\n1,2\n'), '人口.xlsx')).ok).toBe(true);
  });

  test('an old .xls is told what to do', async () => {
    const cfb = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    expect((await refusalOf(cfb, '人口.xls')).sentence).toContain('.xlsx');
  });

  test('larger than the limit', async () => {
    const read = await readWorkbook(Buffer.alloc(65), 'a.csv', { ...FILE_LIMITS, maxBytes: 64 });
    expect(read).toMatchObject({ ok: false, code: 'file-too-large' });
  });
});

describe('workbooks', () => {
  test('text, exact numbers, dates, formulas with their cells; hidden sheets are named and not read', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '人口',
          rows: [
            [' 012025 ', 0.1 + 0.2, new Date(Date.UTC(2023, 3, 1)), true],
            [null, 126654244, 0.00000015, -2.5],
          ],
          cells: new Map([['2,1', { formula: 'SUM(B1,B2)', formulaResult: 7, value: 7, type: 'formula' }]]),
        },
        { name: '控え', hidden: true, rows: [['秘']] },
        { name: '計算', veryHidden: true, rows: [['秘']] },
      ],
    });
    const read = await readWorkbook(bytes, 'a.xlsx');
    if (!read.ok) throw new Error(fileRefusalSentence(read));
    expect(read.value.sheets).toEqual([
      {
        name: '人口',
        rows: [
          ['012025', '0.3', '2023-04-01', 'TRUE'],
          ['', '126654244', '0.00000015', '-2.5'],
          ['', '7', '', ''],
        ],
        formulas: [[3, 2]],
      },
    ]);
    expect(read.value.hiddenSheets).toEqual(['控え', '計算']);
  });

  test('1.3 GB inside 5 MB is refused in milliseconds, without unpacking', async () => {
    const bomb = zipBomb({ packed: 5_000_000, claimed: 1_300_000_000 });
    const started = performance.now();
    const refusal = await refusalOf(bomb, 'a.xlsx');
    expect(performance.now() - started).toBeLessThan(200);
    expect(refusal).toEqual({
      code: 'zip-too-large',
      sentence: '展開すると 1.3 GB になるため、読み込みをやめました（上限 210 MB）。',
    });
  });

  test('a directory that lies about sizes is found out by the child', async () => {
    const lying = zipBomb({ packed: 5_000_000, claimed: 4_000_000 });
    expect((await refusalOf(lying, 'a.xlsx')).code).toBe('file-bad-workbook');
  });

  test('too many entries, and a ratio above 200', async () => {
    const many = zipOf(Array.from({ length: 2_001 }, (_, index) => [`e${index}`, Buffer.alloc(1)] as const));
    expect((await refusalOf(many, 'a.xlsx')).code).toBe('zip-too-many-entries');
    const thin = zipOf([['xl/workbook.xml', Buffer.alloc(20_000_000)]]);
    expect((await refusalOf(thin, 'a.xlsx')).code).toBe('zip-ratio');
  });

  test('a workbook that needs more memory, or more time, than it may have ends its own process only', async () => {
    const rows = Array.from({ length: 40_000 }, (_, index) =>
      Array.from({ length: 12 }, (_, at) => `${index}-${at}`),
    );
    const bytes = await writeXlsx({ sheets: [{ name: 'a', rows }] });
    const little = await readWorkbook(bytes, 'a.xlsx', { ...FILE_LIMITS, childMemoryMiB: 24 });
    expect(little).toMatchObject({ ok: false, code: 'file-needs-memory' });
    const short = await readWorkbook(bytes, 'a.xlsx', { ...FILE_LIMITS, childTimeoutMs: 50 });
    expect(short).toMatchObject({ ok: false, code: 'file-timeout' });
  }, 30_000);
});
