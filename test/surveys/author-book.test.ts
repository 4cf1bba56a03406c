import { describe, expect, it } from 'vitest';
import { modules } from '../../src/app/modules.ts';
import { readWorkbook } from '../../src/platform/files/read-workbook.ts';
import { definitionWorkbook } from '../../src/spine/surveys/actions/author-book.ts';
import { readDefinitionBook } from '../../src/spine/surveys/rules/definition-book.ts';
import { shippedSurveys } from '../../src/spine/surveys/rules/shipped.ts';

const indicators = modules.flatMap((face) => face.indicators);
const byText = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).sort();

async function readBack(bytes: Uint8Array) {
  const read = await readWorkbook(bytes, '調査定義書.xlsx');
  if (!read.ok) throw new Error(read.code);
  return read.value;
}

describe('a definition workbook', () => {
  it('is read back to the survey that it was written from', async () => {
    // Between them they have every kind of question, condition, check and binding but one; the texts of all are read
    // back in definition-read.test.ts, without a file.
    for (const survey of shippedSurveys.filter((one) =>
      ['telework', 'online-use-prefecture'].includes(one.id),
    )) {
      const read = readDefinitionBook(
        await readBack(await definitionWorkbook(survey, '2026-04-01')),
        indicators,
      );
      expect(read.faults, survey.id).toEqual([]);
      expect({ ...read.survey, bindings: [] }).toEqual({ ...survey, bindings: [] });
      expect(byText(read.survey?.bindings ?? [])).toEqual(byText(survey.bindings));
    }
  }, 60_000);

  it('is understood with sheets renamed and reordered, columns moved, rows empty', async () => {
    const survey = shippedSurveys[1]!;
    const book = await readBack(await definitionWorkbook(survey, '2026-04-01'));
    const sheets = [...book.sheets].reverse().map((sheet, index) => ({
      ...sheet,
      name: `Sheet${index + 1}`,
      rows: [[], ...sheet.rows.map((row) => ['', ...row].slice(sheet.name === '調査' ? 1 : 0))],
      formulas: [],
    }));
    const read = readDefinitionBook({ sheets }, indicators);
    expect(read.faults).toEqual([]);
    expect(read.survey?.questions).toEqual(survey.questions);
  });

  it('says what is wrong at the cell where it stands', async () => {
    const book = await readBack(await definitionWorkbook(shippedSurveys[1]!, '2026-04-01'));
    const edited = book.sheets.map((sheet) => ({
      ...sheet,
      rows: sheet.rows.map((row, index) => {
        const line = [...row];
        if (sheet.name === '設問' && index === 1) line[5] = '自由記述';
        if (sheet.name === '設問' && index === 2) line[7] = '9';
        if (sheet.name === '調査' && line[0] === '所要時間') line[1] = '短い';
        return line;
      }),
    }));
    const read = readDefinitionBook({ sheets: edited }, indicators);
    expect(read.survey).toBeNull();
    expect(read.faults.map((fault) => fault.place)).toEqual(
      expect.arrayContaining(['「設問」のF2', '「設問」のH3', '「調査」のB10']),
    );
    expect(read.faults.find((fault) => fault.place === '「設問」のH3')?.message).toBe(
      '選べる数「9」は、1から5までにしてください。',
    );
  });

  it('of nothing is an empty template, and another file is none', async () => {
    const template = readDefinitionBook(
      await readBack(await definitionWorkbook(null, '2026-04-01')),
      indicators,
    );
    expect(template.faults.map((fault) => fault.message)).toContain('設問が1問もありません。');
    const other = readDefinitionBook(
      { sheets: [{ name: '集計', rows: [['団体', '値']], formulas: [] }] },
      indicators,
    );
    expect(other.faults).toHaveLength(2);
  });
});
