import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cleaning, cleaned, readSheets } from '../../../../test/support/cleaned-workbook.ts';
import { fromDayNumber } from '../../../core/calendar.ts';
import type { Answers, AnswerValue } from '../../../core/survey/answer.ts';
import type { Question, QuestionKind, SurveyDefinition } from '../../../core/survey/definition.ts';
import { writeWorkbook } from '../../../platform/files/write-workbook.ts';
import { compareAll } from './workbook-compare.ts';
import type { WorkbookFacts } from './workbook-facts.ts';
import { identityOf } from './workbook-identity.ts';
import { planWorkbook } from './workbook-layout.ts';
import { readQuestions } from './workbook-read.ts';

const word = fc
  .stringMatching(/^[ぁ-んァ-ヶ一-龠A-Za-z0-9（）・、。，,;；「」％\-=+@ ]{1,24}$/)
  .map((text) => text.trim())
  .filter((text) => text !== '' && !['取消', '該当なし'].includes(text.normalize('NFKC')));

function kindAndAnswer(): fc.Arbitrary<{ kind: QuestionKind; answer: AnswerValue }> {
  const options = fc
    .uniqueArray(word, {
      minLength: 2,
      maxLength: 7,
      selector: (text) => text.normalize('NFKC').replace(/\s+/g, ''),
    })
    .map((titles) => titles.map((title, index) => ({ id: `option-${index}`, title })));
  const number = fc
    .record({
      scale: fc.integer({ min: 0, max: 3 }),
      value: fc.bigInt({ min: -999_999_999_999n, max: 999_999_999_999n }),
    })
    .map(({ scale, value }) => ({
      kind: { type: 'number' as const, unit: '人', scale, min: null, max: null },
      answer: { type: 'number' as const, value: String(value) },
    }));
  return fc.oneof(
    options.chain((list) =>
      fc.nat(list.length - 1).map((at) => ({
        kind: { type: 'choice' as const, options: list },
        answer: { type: 'choice' as const, option: list[at]!.id },
      })),
    ),
    options.chain((list) =>
      fc.subarray(list, { minLength: 1 }).map((chosen) => ({
        kind: { type: 'choices' as const, options: list, atMost: null },
        answer: { type: 'choices' as const, options: chosen.map((option) => option.id) },
      })),
    ),
    number,
    fc.tuple(fc.nat(99_999), fc.nat(99_999)).map(([a, b]) => ({
      kind: { type: 'share' as const, unit: '件', valueTitle: 'うちオンライン', baseTitle: '総数' },
      answer: { type: 'share' as const, value: String(Math.min(a, b)), base: String(Math.max(a, b)) },
    })),
    fc.integer({ min: -20_000, max: 40_000 }).map((day) => ({
      kind: { type: 'date' as const },
      answer: { type: 'date' as const, day: fromDayNumber(day) },
    })),
    fc.array(word, { minLength: 1, maxLength: 3 }).map((lines) => ({
      kind: { type: 'text' as const, maxLength: 200 },
      answer: { type: 'text' as const, text: lines.join('\n') },
    })),
  );
}

interface Case {
  readonly survey: SurveyDefinition;
  readonly answers: Answers;
}

const cases: fc.Arbitrary<Case> = fc
  .array(fc.tuple(kindAndAnswer(), fc.constantFrom('value', 'none', 'not-applicable')), {
    minLength: 1,
    maxLength: 9,
  })
  .map((drawn) => {
    const answers: Record<string, AnswerValue> = {};
    const questions = drawn.map(([{ kind, answer }, state], index): Question => {
      const id = `q-${index}`;
      if (state === 'value') answers[id] = answer;
      if (state === 'not-applicable') answers[id] = { type: 'not-applicable' };
      const part = {
        id,
        section: 'all',
        number: `${1 + (index % 3)}-${index + 1}`,
        title: `設問${index}`,
        help: '',
      };
      return { ...part, kind, mayNotApply: true };
    });
    return { survey: surveyOf(questions), answers };
  });

function surveyOf(questions: readonly Question[]): SurveyDefinition {
  return {
    id: 'try',
    title: '試験の調査',
    legalBasis: '依頼',
    purpose: '',
    returned: '',
    source: '',
    level: 'municipality',
    minutes: 5,
    sections: [{ id: 'all', title: '全体' }],
    questions,
    bindings: [],
  };
}

function factsOf({ survey, answers }: Case): WorkbookFacts {
  return {
    sheetNo: 'S0012-012025',
    bodyCode: '012025',
    issueNo: 3,
    known: {},
    filled: answers,
    printed: {
      roundTitle: '試験の調査（令和8年度）',
      bodyName: '函館市',
      madeOn: '2026-04-20',
      due: '2026-05-15',
      handoutNo: 'S0012-012025-2',
      sectionName: '総務課',
      message: 'よろしくお願いします。\n不明な点は情報政策係まで。',
      questions: survey.questions.map((question) => question.id),
      origins: {},
      remarks: {},
      last: {},
    },
  };
}

const cleanings: fc.Arbitrary<Cleaning> = fc.oneof(
  fc.constant<Cleaning>({}),
  fc.constant<Cleaning>({ inlineStrings: true }),
  fc.constant<Cleaning>({ valuesOnly: true, onlyFirstSheet: true, rename: 'Sheet1' }),
  fc.constant<Cleaning>({ valuesOnly: true, numbersAsText: true, coverSheet: true }),
  fc.constant<Cleaning>({ truthValues: true }),
  fc.record({
    shuffleRows: fc.nat(),
    insertRowsAt: fc.array(fc.nat(30), { maxLength: 4 }),
    coverSheet: fc.boolean(),
  }),
  fc.record({ insertColumnsAt: fc.array(fc.nat(8), { maxLength: 3 }), rename: fc.constant('回答票 (2)') }),
  fc.constant<Cleaning>({ reverseColumns: true }),
);

describe('a workbook goes out and comes back', () => {
  it('gives the same answers and identifiers, whatever was done to it on its way', async () => {
    await fc.assert(
      fc.asyncProperty(cases, cleanings, async (one, cleaning) => {
        const facts = factsOf(one);
        const bytes = await cleaned(await writeWorkbook(planWorkbook(one.survey, facts)), cleaning);
        const sheets = await readSheets(bytes);
        expect(identityOf(sheets)).toEqual({
          ok: true,
          value: { sheetNo: facts.sheetNo, bodyCode: '012025', issueNo: 3, handoutNo: 'S0012-012025-2' },
        });
        const { fault, questions } = readQuestions(sheets, one.survey.questions);
        expect(fault).toBeNull();
        const lines = compareAll(questions, { known: {}, filled: one.answers, remarks: {} }, new Map());
        for (const line of lines) {
          const answer = one.answers[line.questionId];
          expect([line.questionId, line.kind]).toEqual([
            line.questionId,
            answer === undefined ? 'empty' : 'confirm',
          ]);
          if (answer !== undefined) expect(line.value).toEqual(answer);
        }
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});
