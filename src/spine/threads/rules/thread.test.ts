import { describe, expect, it } from 'vitest';
import { FILE_LIMITS, judgeFiles } from './files.ts';
import { dueAt, kindOf, nextKinds } from './route.ts';
import { actsFor, isLate, judgeText, parseThreadNo, type ThreadText, threadNo } from './thread.ts';

const TEXT: ThreadText = {
  ...{ kind: 'information', title: '件名', text: '本文', documentNo: null, documentOn: null },
  ...{ wantsAnswer: false, answerBy: null, about: null },
};
const TODAY = '2026-04-01';

describe('a text as it may be sent', () => {
  it.each<[string, Partial<ThreadText>, string]>([
    ['情報提供 without a document', {}, 'ok'],
    ['助言 without 文書番号', { kind: 'advice' }, 'advice-without-document'],
    ['助言 with blanks as 文書番号', { kind: 'advice', documentNo: '  ' }, 'advice-without-document'],
    ['助言 with 文書番号 and its day', { kind: 'advice', documentNo: '見デ第1号', documentOn: TODAY }, 'ok'],
    ['文書番号 without a day', { documentNo: '見デ第1号' }, 'bad-document'],
    ['a document of tomorrow', { documentNo: '見デ第1号', documentOn: '2026-04-02' }, 'bad-document'],
    ['no title', { title: ' ' }, 'no-title'],
    ['no words', { text: '\n' }, 'no-text'],
    ['an answer by yesterday', { answerBy: '2026-03-31' }, 'past-day'],
    ['a page elsewhere', { about: { href: '//example.com', title: 'x' } }, 'bad-subject'],
  ])('%s: %s', (_, more, expected) => {
    const judged = judgeText({ ...TEXT, ...more }, TODAY);
    expect(judged.ok ? 'ok' : judged.code).toBe(expected);
  });

  it('always wants an answer to a question', () => {
    const judged = judgeText({ ...TEXT, kind: 'question' }, TODAY);
    expect(judged.ok && judged.value.wantsAnswer).toBe(true);
  });
});

describe('the way of a thread', () => {
  it.each([
    ['993611', 'body', []],
    ['990001', 'prefecture', ['nation']],
    ['999997', 'nation', ['office']],
    ['000000', 'nation', ['office']],
    ['office:towns', 'office', ['office']],
    ['section:00000000-0000-4000-8000-000000000000', 'office', ['office']],
  ] as const)('%s is a %s and hands on to %s', (key, kind, next) => {
    expect([kindOf(key), nextKinds(key)]).toEqual([kind, next]);
  });

  it('counts in working days, over a weekend and a holiday', () => {
    const holidays = (day: string) => day === '2026-04-29';
    // 2026-04-24 is a Friday: 27, 28, 30 April, 1 and 4 May.
    expect(dueAt('990001', '2026-04-24', holidays)).toBe('2026-05-04');
    expect(dueAt('990001', '2023-04-03', holidays)).toBeNull();
  });

  it.each([
    ['open', { holds: true, asks: false, mayHandOn: true }, ['hand-on', 'answer', 'note']],
    ['open', { holds: true, asks: false, mayHandOn: false }, ['answer', 'note']],
    ['open', { holds: false, asks: true, mayHandOn: false }, ['note', 'close']],
    ['answered', { holds: true, asks: true, mayHandOn: false }, ['ask-further', 'note', 'close']],
    ['answered', { holds: false, asks: false, mayHandOn: true }, ['note']],
    ['closed', { holds: true, asks: true, mayHandOn: true }, []],
  ] as const)('%s, %o: %s', (state, held, acts) => {
    expect(actsFor({ state, kind: 'question' }, held)).toEqual(acts);
  });

  it('is late the day after its day, and only where an answer is wanted', () => {
    const thread = { state: 'open', dueOn: TODAY, wantsAnswer: true } as const;
    expect(isLate(thread, TODAY)).toBe(false);
    expect(isLate(thread, '2026-04-02')).toBe(true);
    expect(isLate({ ...thread, wantsAnswer: false }, '2026-04-02')).toBe(false);
    expect(isLate({ ...thread, state: 'answered' }, '2026-04-02')).toBe(false);
  });

  it('has a number that says whose it is', () => {
    const thread = { bodyCode: '993611', threadNo: 12 };
    expect(threadNo(thread)).toBe('T12-993611');
    expect(parseThreadNo('T12-993611')).toEqual(thread);
    expect([parseThreadNo('T0-993611'), parseThreadNo('T1-99361'), parseThreadNo("T1-993611'")]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('what may be attached', () => {
  const file = (fileName: string, found: string | null, size = 1000, binary = false) => ({
    ...{ fileName, found, size, binary },
  });
  it.each<[string, ReturnType<typeof file>[], string | null]>([
    ['documents and text', [file('案.pdf', 'pdf'), file('表.XLSX', 'xlsx'), file('一覧.csv', null)], null],
    ['a workbook with macros', [file('表.xlsm', 'xlsm')], 'bad-file'],
    ['a program that is called .pdf', [file('案.pdf', 'exe')], 'bad-file'],
    ['a page of the web', [file('案.html', null)], 'bad-file'],
    ['a text that is none', [file('案.txt', null, 1000, true)], 'bad-file'],
    ['an archive', [file('案.zip', 'zip')], 'bad-file'],
    ['nothing', [file('案.pdf', 'pdf', 0)], 'bad-file'],
    ['no ending', [file('constructor', null)], 'bad-file'],
    ['too large', [file('案.pdf', 'pdf', FILE_LIMITS.bytes + 1)], 'file-too-large'],
    ['too large together', Array(4).fill(file('案.pdf', 'pdf', FILE_LIMITS.bytes)), 'file-too-large'],
    ['too many', Array(6).fill(file('案.pdf', 'pdf')), 'too-many-files'],
  ])('%s', (_, files, code) => {
    const judged = judgeFiles(files);
    expect(judged.ok ? null : judged.code).toBe(code);
  });
});
