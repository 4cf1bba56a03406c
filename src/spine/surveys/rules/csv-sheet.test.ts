import { describe, expect, it } from 'vitest';
import type { AnswerValue } from '../../../core/survey/answer.ts';
import type { Question } from '../../../core/survey/definition.ts';
import { csvRows, unguarded } from './csv-sheet.ts';
import { identityOf } from './workbook-identity.ts';
import { readQuestions } from './workbook-read.ts';

const option = (id: string, title: string) => ({ id, title });
const question = (id: string, number: string, kind: Question['kind']): Question => ({
  id,
  section: 's',
  number,
  title: id,
  help: '',
  kind,
  mayNotApply: true,
});
const questions = [
  question('one', '1', { type: 'choice', options: [option('yes', 'ある'), option('no', 'ない')] }),
  question('many', '1-1', {
    type: 'choices',
    atMost: 2,
    options: [option('a', '研修'), option('b', '採用、異動')],
  }),
  question('count', '2', { type: 'number', unit: '人', scale: 1, min: null, max: null }),
  question('share', '3', { type: 'share', unit: '件', valueTitle: 'うち', baseTitle: '総数' }),
  question('day', '4', { type: 'date' }),
  question('words', '5', { type: 'text', maxLength: 100 }),
  question('open', '6', { type: 'text', maxLength: 100 }),
];
const answers: Record<string, AnswerValue> = {
  one: { type: 'choice', option: 'no' },
  many: { type: 'choices', options: ['a', 'b'] },
  count: { type: 'number', value: '-125' },
  share: { type: 'share', value: '5', base: '30' },
  day: { type: 'date', day: '2026-04-01' },
  words: { type: 'text', text: '=SUM(A1)\n二行目' },
};
const sheet = { sheetNo: 'S0012-012025', bodyCode: '012025' };

function back(given: Record<string, AnswerValue>) {
  const rows = csvRows(sheet, questions, ({ id }) => ({
    value: given[id] ?? null,
    remark: id === 'count' ? '=注' : null,
  }));
  const read = { name: '回答', rows: rows.map((row) => row.map(unguarded)), formulas: [] };
  return { identity: identityOf([read]), questions: readQuestions([read], questions).questions, rows };
}

describe('a sheet as CSV', () => {
  it('comes back as it went', () => {
    const { identity, questions: read } = back(answers);
    expect(identity).toMatchObject({ ok: true, value: { sheetNo: 'S0012-012025', bodyCode: '012025' } });
    expect(
      Object.fromEntries(
        read.flatMap((one) => (one.outcome.kind === 'value' ? [[one.questionId, one.outcome.value]] : [])),
      ),
    ).toEqual(answers);
    expect(read.find((one) => one.questionId === 'open')?.outcome.kind).toBe('empty');
    expect(read.find((one) => one.questionId === 'count')?.remark).toBe('=注');
  });

  it('該当なし comes back for every kind', () => {
    const none = Object.fromEntries(questions.map(({ id }) => [id, { type: 'not-applicable' as const }]));
    const { questions: read } = back(none);
    for (const one of read.filter(({ questionId }) => !['words', 'open'].includes(questionId)))
      expect([one.questionId, one.outcome]).toEqual([
        one.questionId,
        { kind: 'value', value: { type: 'not-applicable' } },
      ]);
  });

  it('no cell of it runs in a spreadsheet', () => {
    expect(
      back(answers)
        .rows.flat()
        .filter((cell) => /^[=+@]/.test(cell)),
    ).toEqual([]);
  });
});
