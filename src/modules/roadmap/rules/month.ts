import { type Day, parseDay } from '../../../core/calendar.ts';
import { type FieldError, LIMITS, type Typed } from './check.ts';
import { type Line, type LineContent, STATES, type StateId } from './line.ts';

/** The month's fields of one line: `state-3`, `text-3`, `nextText-3`, `nextOn-3`, `same-3`, `madeFrom-3`. */
export function monthField(name: string, lineNo: number): string {
  return `${name}-${lineNo}`;
}

/** What the month's form says of a line. `content` null: nothing was touched and nothing confirmed. */
export function readMonthOf(
  line: Line,
  typed: Typed,
  today: Day,
): {
  readonly content: LineContent | null;
  readonly madeFrom: number;
  readonly errors: readonly FieldError[];
} {
  const of = (name: string) => (typed(monthField(name, line.lineNo))[0] ?? '').trim();
  const { state, next } = line.content;
  const madeFrom = Number(of('madeFrom')) || 0;
  const level = of('state');
  const text = of('text');
  const nextText = of('nextText');
  const nextOn = of('nextOn');
  const touchedState = level !== (state?.level ?? '') || text !== (state?.text ?? '');
  const touchedNext = nextText !== (next?.text ?? '') || (parseDay(nextOn) ?? nextOn) !== (next?.on ?? '');
  const confirmed = of('same') === '1';
  if (!touchedState && !touchedNext && !confirmed) return { content: null, madeFrom, errors: [] };
  const errors: FieldError[] = [];
  const title = `「${line.content.title}」の`;
  const fault = (name: string, message: string) =>
    errors.push({ field: monthField(name, line.lineNo), message: `${title}${message}` });
  let content = line.content;
  if (touchedState || confirmed) {
    if (!Object.hasOwn(STATES, level)) fault('state', '状態を選んでください。');
    else if (text === '') fault('text', '状態の説明を一文で書いてください。');
    else if (text.length > LIMITS.sentence) fault('text', `説明は${LIMITS.sentence}字以内です。`);
    else content = { ...content, state: { level: level as StateId, text, on: today } };
  }
  if (touchedNext) {
    const on = parseDay(nextOn);
    if (nextText === '' && nextOn === '') content = { ...content, next: null };
    else if (nextText === '') fault('nextText', '次の行動を書いてください。');
    else if (on === null) fault('nextOn', '期日を書いてください。例：令和8年9月30日');
    else content = { ...content, next: { text: nextText, on, owner: next?.owner ?? null } };
  }
  return { content, madeFrom, errors };
}
