import fc from 'fast-check';
import { addDays } from '../../src/core/calendar.ts';
import {
  EMPTY_LINE,
  type Line,
  type LineContent,
  STATES,
  type StateId,
} from '../../src/modules/roadmap/rules/line.ts';

/** The day on which the tests of the roadmap's rules stand. */
export const TODAY = '2026-11-21';
export const day = (on: string) => ({ on, as: 'day' as const });
export const state = (level: StateId, on = TODAY) => ({ level, text: '様子', on });
export const content = (more: Partial<LineContent>): LineContent => ({
  ...EMPTY_LINE,
  item: 'divide',
  title: '試験',
  ...more,
});
export const line = (lineNo: number, more: Partial<LineContent>): Line => ({
  bodyCode: '993026',
  lineNo,
  edition: 1,
  planVersion: '5.0',
  content: content(more),
});

/** Any line that a person could write. */
export const days = fc.integer({ min: -900, max: 900 }).map((offset) => addDays(TODAY, offset));
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
export const anyContent: fc.Arbitrary<LineContent> = fc.record({
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
