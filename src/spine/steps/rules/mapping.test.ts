import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownTemplate, shippedNames } from '../templates.ts';
import { deriveSteps, foldStates, mapNames } from './mapping.ts';
import { STATE_CODES, STEP_STATES, type StepState, stateOfCode } from './model.ts';
import { readNameLines } from './name-lines.ts';
import { plainText } from './names.ts';

describe('names of a header', () => {
  it.each([
    ['⑭データ移行', 'データ移行'],
    ['14. データ　移行', 'データ移行'],
    ['(14)\nデータ移行', 'データ移行'],
    ['ステップ14：データ移行', 'データ移行'],
    ['ﾃﾞｰﾀ移行', 'データ移行'],
    ['2段階の確認', '2段階の確認'],
  ])('%s', (written, plain) => expect(plainText(written)).toBe(plain));

  it('lead to the 17; what is unknown, doubled or not covered is said', () => {
    const table = [
      ...shippedNames('standardization'),
      { name: 'データ移行（本番）', step: 'data-migration' },
      { name: '備考', step: null },
    ];
    const mapped = mapNames(
      ['⑭データ移行', 'データ移行(本番)', '備考', '知らない名前', '⑭ データ移行', ''],
      table,
      ['data-migration', 'testing'],
    );
    expect(mapped.columns.map((column) => column.step)).toEqual([
      'data-migration',
      'data-migration',
      null,
      'data-migration',
    ]);
    expect(mapped.unknown).toEqual([{ at: 3, name: '知らない名前' }]);
    expect(mapped.doubled).toEqual(['⑭ データ移行']);
    expect(mapped.uncovered).toEqual(['testing']);
  });

  it('what the operator adds stands above what is shipped', () => {
    const mapped = mapNames(
      ['データ移行'],
      [...shippedNames('standardization'), { name: 'データ移行', step: 'testing' }],
      [],
    );
    expect(mapped.columns[0]?.step).toBe('testing');
  });
});

describe('a 作業項目 from its ステップ', () => {
  const cases: readonly [StepState[], StepState][] = [
    [[], 'unreported'],
    [['done', 'done'], 'done'],
    [['done', 'not-applicable'], 'done'],
    [['not-applicable', 'not-applicable'], 'not-applicable'],
    [['done', 'not-started'], 'in-progress'],
    [['done', 'unreported'], 'in-progress'],
    [['not-started', 'not-applicable'], 'not-started'],
    [['not-started', 'unreported'], 'unreported'],
    [['unreported', 'not-applicable'], 'unreported'],
    [['in-progress', 'unreported'], 'in-progress'],
  ];
  it.each(cases)('%s → %s', (states, expected) => expect(foldStates(states)).toBe(expected));

  it('does not hang on the order of columns, and is done only when nothing is left', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STEP_STATES), { maxLength: 8 }), (states) => {
        expect(foldStates([...states].reverse())).toBe(foldStates(states));
        const left = states.some((state) => state !== 'done' && state !== 'not-applicable');
        expect(foldStates(states) === 'done').toBe(!left && states.includes('done'));
      }),
    );
  });

  it('reads each column of its own header', () => {
    const mapped = mapNames(['データ移行', '備考', 'テスト・研修'], shippedNames('standardization'), []);
    const derived = deriveSteps(
      mapped,
      ['data-migration', 'testing', 'rfp'],
      ['done', 'done', 'not-started'],
    );
    expect([...derived]).toEqual([
      ['data-migration', 'done'],
      ['testing', 'not-started'],
      ['rfp', 'unreported'],
    ]);
  });
});

describe('state codes', () => {
  it('never change: packed months are read with them', () => {
    expect(STATE_CODES).toEqual({
      ...{ unreported: 0, 'not-started': 1, 'in-progress': 2, done: 3, 'not-applicable': 4 },
    });
    for (const [state, code] of Object.entries(STATE_CODES)) expect(stateOfCode(code)).toBe(state);
    expect(() => stateOfCode(5)).toThrow(RangeError);
  });
});

describe('pasted lines of names', () => {
  const standardization = knownTemplate('standardization');
  it('are read with tab, comma or spaces, and say „none"', () => {
    const { lines, faults } = readNameLines(
      'データ移行（本番）\t14\n\n備考,なし\n設定 確認  １３',
      standardization,
    );
    expect(faults).toEqual([]);
    expect(lines).toEqual([
      { name: 'データ移行（本番）', step: 'data-migration' },
      { name: '備考', step: null },
      { name: '設定 確認', step: 'configuration' },
    ]);
  });
  it('name the line that cannot be read', () => {
    const { lines, faults } = readNameLines('名称だけ\n移行,99\n準備,1\n準備,2', standardization);
    expect(lines).toHaveLength(1);
    expect(faults.map((fault) => fault.message)).toEqual([
      '1行目：名称と番号（1～17、なければ「なし」）を、タブか読点で区切ってください。',
      '2行目：「99」は番号として読めません。1～17か「なし」にしてください。',
      '4行目：3行目と同じ名称です。',
    ]);
  });
});
