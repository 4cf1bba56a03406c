import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addDays } from '../../../core/calendar.ts';
import type { EvidenceMark } from '../../../spine/contracts/evidence.ts';
import { readDraft, readYen } from './check.ts';
import { formatWhen, openableYears, parseWhen, windowOf, writeWhen } from './dates.ts';
import { marksOf } from './evidence.ts';
import { valuesOf } from './form-values.ts';
import { ganttOf } from './gantt.ts';
import { hintsOf, missingOf, sharedDates } from './hints.ts';
import { changesBetween, differs, replay, threeWay } from './history.ts';
import {
  EMPTY_LINE,
  type Line,
  type LineContent,
  lineId,
  parseLineId,
  STATES,
  type StateId,
} from './line.ts';
import { daysInCommon, runsTogether } from './neighbours.ts';
import { headsOf, rowOf, typedOfRow } from './sheet.ts';
import { isDueForUpdate, isRunning, latenessOn, phaseOn } from './standing.ts';

const TODAY = '2026-11-21';
const day = (on: string) => ({ on, as: 'day' as const });
const state = (level: StateId, on = TODAY) => ({ level, text: '様子', on });
const content = (more: Partial<LineContent>): LineContent => ({
  ...EMPTY_LINE,
  item: 'divide',
  title: '試験',
  ...more,
});
const line = (lineNo: number, more: Partial<LineContent>): Line => ({
  bodyCode: '993026',
  lineNo,
  edition: 1,
  planVersion: '5.0',
  content: content(more),
});

describe('the window and its days', () => {
  test('five years, renewed each 年度', () => {
    expect(windowOf(2026)).toMatchObject({ from: '2026-04-01', to: '2031-03-31', last: 2030 });
    expect(windowOf(2027).years).toEqual([2027, 2028, 2029, 2030, 2031]);
  });

  test.each([
    ['2026-12-31', [2026]],
    ['2027-01-01', [2026, 2027]],
    ['2027-03-31', [2026, 2027]],
    ['2027-04-01', [2027]],
  ])('on %s the years %j may be opened', (today, years) => {
    expect(openableYears(today)).toEqual(years);
  });

  test.each([
    ['令和8年度第2四半期', 'start', '2026-07-01', 'quarter'],
    ['令和8年度第2四半期', 'end', '2026-09-30', 'quarter'],
    ['R8Q4', 'end', '2027-03-31', 'quarter'],
    ['２０２６年度 第１四半期', 'start', '2026-04-01', 'quarter'],
    ['令和元年度第１四半期', 'start', '2019-04-01', 'quarter'],
    ['令和8年4月1日', 'start', '2026-04-01', 'day'],
    ['2026-04-01', 'end', '2026-04-01', 'day'],
  ] as const)('%s as %s is %s', (text, edge, on, as) => {
    expect(parseWhen(text, edge)).toEqual({ on, as });
  });

  test.each(['来年', '令和8年度', '令和8年度第5四半期', '2026-02-30', 'Q2'])('%s is no time', (text) => {
    expect(parseWhen(text, 'start')).toBeNull();
  });

  test('what is written is read again', () => {
    expect(formatWhen({ on: '2027-03-31', as: 'quarter' })).toBe('令和8年度第4四半期');
    for (const on of ['2026-06-30', '2026-09-30', '2026-12-31', '2027-03-31'])
      expect(parseWhen(writeWhen({ on, as: 'quarter' }), 'end')).toEqual({ on, as: 'quarter' });
  });
});

describe('where a line stands', () => {
  const running = { starts: day('2026-04-01'), ends: day('2027-03-31'), state: state('on-track') };
  test.each([
    ['no start', {}, 'undated', false],
    ['starts tomorrow', { starts: day('2026-11-22') }, 'not-started', false],
    ['starts today', { starts: day(TODAY) }, 'under-way', true],
    ['under way', running, 'under-way', true],
    ['its last day is today', { ...running, ends: day(TODAY) }, 'under-way', true],
    ['past its end, nobody has ended it', { ...running, ends: day('2026-11-20') }, 'past-end', true],
    ['方針待ち', { ...running, state: state('waiting') }, 'under-way', false],
    ['ended today', { ...running, ended: { on: TODAY, reason: '完了' } }, 'ended', false],
  ] as const)('%s', (_, more, phase, runs) => {
    expect(phaseOn(content(more), TODAY)).toBe(phase);
    expect(isRunning(content(more), TODAY)).toBe(runs);
  });

  const next = (on: string) => ({ text: '見積りを取る', on, owner: null });
  test.each([
    ['nothing is late', running, []],
    ['told to be late', { ...running, state: state('late') }, ['declared']],
    ['past its end', { ...running, ends: day('2026-11-11') }, ['past-end']],
    ['next action of yesterday', { ...running, next: next('2026-11-20') }, ['past-next']],
    ['next action of today is not late', { ...running, next: next(TODAY) }, []],
    [
      'all three',
      { ...running, state: state('late'), ends: day('2026-11-11'), next: next('2026-11-01') },
      ['declared', 'past-end', 'past-next'],
    ],
    ['方針待ち is not late', { ...running, ends: day('2026-11-11'), state: state('waiting') }, []],
    [
      'ended is not late',
      { ...running, ends: day('2026-11-11'), ended: { on: '2026-11-12', reason: '完了' } },
      [],
    ],
  ] as const)('late: %s', (_, more, kinds) => {
    expect(latenessOn(content(more), TODAY).map((reason) => reason.kind)).toEqual(kinds);
  });

  it('says how many days', () => {
    const [reason] = latenessOn(content({ ...running, ends: day('2026-11-11') }), TODAY);
    expect(reason).toMatchObject({ days: 10, text: '予定の終了日を10日過ぎています' });
  });

  test.each([
    ['state of today', running, false],
    ['state of the first of the month', { ...running, state: state('on-track', '2026-11-01') }, false],
    ['state of the month before', { ...running, state: state('on-track', '2026-10-31') }, true],
    ['no state', { ...running, state: null }, true],
    ['next action past', { ...running, next: next('2026-11-20') }, true],
    ['next action still to come', { ...running, next: next('2026-11-30') }, false],
    ['past its end', { ...running, ends: day('2026-11-01'), state: state('late', '2026-10-31') }, true],
    ['not started', { starts: day('2027-04-01') }, false],
  ] as const)('to be looked at this month: %s', (_, more, due) => {
    expect(isDueForUpdate(content(more), TODAY)).toBe(due);
  });
});

describe('hints', () => {
  const bpr = line(2, { item: 'bpr' });
  test.each([
    ['telework', [], true],
    ['ai', [], true],
    ['front-yard', [], true],
    ['divide', [], false],
    ['telework', [{ line: 2, kind: 'together' }], false],
    ['ai', [{ line: 3, kind: 'together' }], true],
  ] as const)('%s linked to %j: hint %s', (item, links, hinted) => {
    const all = [line(1, { item, links: [...links] }), bpr, line(3, { item: 'divide' })];
    const hints = hintsOf(all[0]!, all);
    expect(hints.some((hint) => hint.id === 'not-linked')).toBe(hinted);
    for (const hint of hints) expect(hint.citations.length).toBeGreaterThan(0);
  });

  it('a link counts from either side, and to 標準化 as well', () => {
    const telework = line(1, { item: 'telework' });
    const standard = line(4, { item: 'standardization', links: [{ line: 1, kind: 'after' }] });
    expect(hintsOf(telework, [telework, standard])).toEqual([]);
  });

  it('tells of a line that begins before its predecessor ends, and of a circle', () => {
    const first = line(1, { ends: day('2027-03-31'), links: [{ line: 2, kind: 'after' }] });
    const second = line(2, { starts: day('2026-10-01'), links: [{ line: 1, kind: 'after' }] });
    expect(hintsOf(second, [first, second]).map((hint) => hint.id)).toEqual([
      'before-its-predecessor',
      'circle',
    ]);
    expect(hintsOf(second, [{ ...first, content: { ...first.content, links: [] } }, second])).toHaveLength(1);
  });

  it('EBPM: names what is missing, nothing of what is there, nothing of an ended line', () => {
    expect(missingOf(content({}), 2026)).toEqual([
      '担当',
      '開始',
      '終了（予定）',
      '指標',
      '状態',
      '次の行動',
    ]);
    const own = { kind: 'own' as const, title: '件数', unit: '件' };
    expect(missingOf(content({ indicator: own }), 2026)).toEqual(
      expect.arrayContaining(['基準値', '指標の出典', '目標値', '目標の期日']),
    );
    // A value of the register is read: no baseline is asked for.
    const register = { kind: 'register' as const, id: 'cio' };
    expect(missingOf(content({ indicator: register }), 2026)).not.toContain('基準値');
    const zero = content({
      starts: day('2026-04-01'),
      ends: day('2028-03-31'),
      budgets: [{ year: 2026, kind: 'initial', yen: '0' }],
    });
    expect(missingOf(zero, 2026)).toContain('予算（令和9年度）');
    expect(missingOf({ ...zero, ended: { on: TODAY, reason: '完了' } }, 2026)).toEqual([]);
  });

  it('days that two lines share', () => {
    const one = line(1, { ends: day('2027-03-31') });
    const other = line(2, { targetOn: '2027-03-31' });
    expect(sharedDates(one, [one, other], TODAY)).toEqual([
      { on: '2027-03-31', lines: [{ id: 'K002-993026', title: '試験', what: '目標の期日' }] },
    ]);
  });
});

/** Any line that a person could write. */
const days = fc.integer({ min: -900, max: 900 }).map((offset) => addDays(TODAY, offset));
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const anyContent: fc.Arbitrary<LineContent> = fc.record({
  item: fc.constantFrom('divide', 'telework', 'bpr'),
  title: fc.constantFrom('甲', '乙', '丙'),
  owner: fc.constant(null),
  starts: maybe(days.map(day)),
  ends: maybe(days.map(day)),
  budgets: fc.constantFrom([], [{ year: 2026, kind: 'initial' as const, yen: '1200' }]),
  indicator: maybe(fc.constant({ kind: 'own' as const, title: '件数', unit: '件' })),
  baseline: maybe(fc.constantFrom('1', '2')),
  baselineOn: maybe(days),
  target: maybe(fc.constantFrom('3', '4')),
  targetOn: maybe(days),
  indicatorSource: maybe(fc.constantFrom('台帳', '=SUM(A1)')),
  state: maybe(
    fc
      .constantFrom(...(Object.keys(STATES) as StateId[]))
      .map((level) => ({ level, text: '様子', on: TODAY })),
  ),
  risks: maybe(fc.constantFrom('一行', '一行\n二行')),
  next: maybe(days.map((on) => ({ text: '次', on, owner: null }))),
  links: fc.constantFrom([], [{ line: 2, kind: 'after' as const }]),
  ended: maybe(days.map((on) => ({ on: on > TODAY ? TODAY : on, reason: '完了' }))),
});

describe('the history of a line', () => {
  it('replays to the line, whatever was written in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anyContent, { minLength: 1, maxLength: 8 }), (writings) => {
        let now = EMPTY_LINE;
        const entries = writings.map((wanted, index) => {
          const changes = changesBetween(now, wanted);
          now = wanted;
          // As the database gives it back: keys in another order.
          return { edition: index + 1, changes: JSON.parse(JSON.stringify(changes)) as typeof changes };
        });
        expect(replay(EMPTY_LINE, entries)).toEqual(writings.at(-1));
      }),
    );
  });

  it('two people at one line: nothing of either is lost without being named', () => {
    fc.assert(
      fc.property(anyContent, anyContent, anyContent, (base, theirs, mine) => {
        const { merged, clashes } = threeWay(base, theirs, mine);
        for (const field of Object.keys(EMPTY_LINE) as (keyof LineContent)[]) {
          const mineChanged = differs(base[field], mine[field]);
          expect(merged[field]).toEqual(mineChanged ? mine[field] : theirs[field]);
          const clashing =
            mineChanged && differs(base[field], theirs[field]) && differs(theirs[field], mine[field]);
          expect(clashes.some((clash) => clash.field === field)).toBe(clashing);
        }
      }),
    );
  });

  it('a form that comes back untouched changes nothing', () => {
    const known = {
      items: new Set(['divide', 'telework', 'bpr']),
      owners: new Map(),
      indicators: new Set<string>(),
      lines: new Set([2]),
      today: TODAY,
    };
    fc.assert(
      fc.property(anyContent, (base) => {
        fc.pre(base.indicator !== null || (base.baseline === null && base.target === null));
        fc.pre(base.starts === null || base.ends === null || base.starts.on <= base.ends.on);
        const draft = readDraft(valuesOf(base, new Set()), base, known);
        expect(draft.errors).toEqual([]);
        expect(changesBetween(base, draft.content)).toEqual({});
        const names = { items: [], owners: [], indicators: [], fiscalYear: 2026, bodyCode: '993026' };
        const stored = { ...line(1, {}), content: base };
        const heads = headsOf(2026);
        const { typed } = typedOfRow(heads, rowOf(stored, names), names, base, () => []);
        expect(changesBetween(base, readDraft(typed, base, known).content)).toEqual({});
      }),
    );
  });
});

describe('what runs, as evidence', () => {
  it('stands exactly while the line runs, on the day of each writing and on all coming days', () => {
    const gaps = fc.array(fc.tuple(anyContent, fc.integer({ min: 0, max: 200 })), {
      minLength: 1,
      maxLength: 6,
    });
    /** As the evidence reads marks: of one day the newest record, of the days that have come the newest. */
    const stands = (marks: readonly EvidenceMark[], on: string) =>
      marks.reduce<EvidenceMark | null>(
        (best, mark) => (mark.on <= on && (best === null || mark.on >= best.on) ? mark : best),
        null,
      )?.stands === true;
    fc.assert(
      fc.property(gaps, (writings) => {
        const marks: EvidenceMark[] = [];
        let today = TODAY;
        for (const [wanted, gap] of writings) {
          today = addDays(today, gap);
          const { ended } = wanted;
          const after = ended !== null && ended.on > today ? { ...wanted, ended: null } : wanted;
          marks.push(...marksOf(new Map(marks.map((mark) => [mark.on, mark.stands])), after, today));
          for (const later of [0, 1, 30, 400, 2000]) {
            const on = addDays(today, later);
            expect([on, stands(marks, on)]).toEqual([on, isRunning(after, on)]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a line that is made while it runs stands since its start, one that ends is over since that day', () => {
    const made = content({ starts: day('2026-04-01') });
    expect(marksOf(new Map(), made, TODAY)).toEqual([
      { key: 'roadmap.running', on: '2026-04-01', stands: true },
    ]);
    const ended = { ...made, ended: { on: '2026-10-31', reason: '完了' } };
    expect(marksOf(new Map([['2026-04-01', true]]), ended, TODAY)).toEqual([
      { key: 'roadmap.running', on: '2026-10-31', stands: false },
      { key: 'roadmap.running', on: TODAY, stands: false },
    ]);
    expect(marksOf(new Map([['2026-04-01', true]]), { ...made, state: state('mostly') }, TODAY)).toEqual([]);
  });
});

describe('the Gantt', () => {
  const options = { fiscalYear: 2026, today: TODAY, rowsPerSheet: 4 };
  const target = {
    id: 't',
    items: ['divide'],
    by: '2026-03-31',
    byText: '令和7年度まで',
    title: '移行',
    who: 'municipality' as const,
    citations: [],
  };

  it('cuts bars at the window, says what lies outside, and names a cut item again', () => {
    const lines = [
      line(1, { starts: day('2026-04-01'), ends: day('2031-03-31'), state: state('late') }),
      line(2, { starts: day('2024-04-01'), ends: day('2033-03-31') }),
      line(3, { starts: day('2031-04-01') }),
      line(4, {}),
    ];
    const gantt = ganttOf([{ title: '項目', lines, targets: [target] }], options);
    expect(gantt.sheets.map((sheet) => sheet.length)).toEqual([4, 2]);
    const rows = gantt.sheets.flat();
    expect(rows[0]).toMatchObject({ kind: 'item', targets: [{ at: 'before' }] });
    expect(rows[1]).toMatchObject({
      bar: { from: 0, to: 1, before: false, after: false, look: 'late' },
      late: true,
    });
    expect(rows[2]).toMatchObject({ bar: { from: 0, to: 1, before: true, after: true, look: 'none' } });
    expect(rows[3]).toMatchObject({ bar: null, why: 'この期間より後に始まる' });
    expect(rows[4]).toMatchObject({ kind: 'item', title: '項目（続き）' });
    expect(rows[5]).toMatchObject({ bar: null, why: '開始の時期が未記入' });
    expect(gantt.todayAt).toBeCloseTo(234 / 1826, 5);
  });

  it('puts a target of the window at its day, and no today into another window', () => {
    const lines = [line(1, { starts: day('2025-04-01') })];
    const gantt = ganttOf([{ title: '項目', lines, targets: [target] }], { ...options, fiscalYear: 2020 });
    expect(gantt.todayAt).toBeNull();
    const gone = ganttOf([{ title: '項目', lines, targets: [target] }], { ...options, fiscalYear: 2025 });
    expect(gone.sheets[0]?.[0]).toMatchObject({ targets: [{ at: 365 / 1826 }] });
  });
});

test('numbers of lines and yen', () => {
  expect(lineId({ bodyCode: '993026', lineNo: 3 })).toBe('K003-993026');
  expect(parseLineId('Ｋ００３-993026')).toEqual({ lineNo: 3, bodyCode: '993026' });
  for (const text of ['K000-993026', 'K3-993026', 'x']) expect(parseLineId(text)).toBeNull();
  expect([readYen('１，２００円'), readYen('0'), readYen(''), readYen('12.5'), readYen('-1')]).toEqual([
    '1200',
    '0',
    null,
    undefined,
    undefined,
  ]);
});

describe('a neighbour', () => {
  const other = (startsOn: string | null, endsOn: string | null, nextOn: string | null = null) => ({
    ...{ bodyCode: '993026', bodyName: '例示町', lineNo: 1, title: '共同調達', state: null },
    ...{ startsOn, endsOn, nextOn },
  });
  const own = {
    starts: { on: '2026-04-01', as: 'day' as const },
    ends: { on: '2027-03-31', as: 'day' as const },
    next: { text: '仕様をそろえる', on: '2026-07-01', owner: null },
  };
  it.each<[string, ReturnType<typeof other>, boolean, readonly string[]]>([
    ['runs at the same time', other('2027-03-31', '2028-03-31'), true, ['2027-03-31']],
    ['runs afterwards', other('2027-04-01', '2028-03-31'), false, []],
    ['names no end: nothing is said', other('2026-04-01', null), false, ['2026-04-01']],
    ['acts on the same day', other(null, null, '2026-07-01'), false, ['2026-07-01']],
  ])('%s', (_, line, together, days) => {
    expect([runsTogether(own, line), daysInCommon(own, line)]).toEqual([together, days]);
  });
});
