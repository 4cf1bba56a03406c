import { type Answers, type AnswerValue, sameAnswer } from '../../../core/survey/answer.ts';
import type { WorkbookFacts } from './workbook-facts.ts';
import type { ReadQuestion } from './workbook-read.ts';

/** What one question of a returned workbook means against what stands now. */
export type LineKind =
  /** There was no answer; the workbook gives one. */
  | 'new'
  | 'change'
  /** A known value that was filled in came back as it was: it becomes the answer. */
  | 'confirm'
  | 'take-back'
  /** Changed in the workbook, and meanwhile here: a person decides. */
  | 'conflict'
  /** As it stands already. */
  | 'same'
  /** Not touched in the workbook, but changed here meanwhile: what stands stays. */
  | 'untouched'
  | 'empty'
  /** A filled value was deleted; an empty cell is no erasure. */
  | 'emptied'
  | 'no-row'
  | 'refused';

export interface StandingAnswer {
  readonly value: AnswerValue | null;
  readonly remark: string | null;
  readonly revision: number;
}

export interface CompareLine {
  readonly questionId: string;
  readonly kind: LineKind;
  readonly read: ReadQuestion;
  /** What would be saved; undefined: nothing to save. Null: taken back. */
  readonly value: AnswerValue | null | undefined;
  readonly remark: string | null;
  /** Of the answer in force now; 0: none. */
  readonly standingRevision: number;
  /** Of the answer in force when the workbook was made. */
  readonly knownRevision: number;
  /** Ticked when the preview is first shown. */
  readonly proposed: boolean;
}

/** Kinds of lines that a person can take over. */
export const TAKEABLE: readonly LineKind[] = ['new', 'change', 'confirm', 'take-back', 'conflict'];

/** What the workbook knew: nothing when its 作成番号 is gone, and then every difference is a conflict with what stands. */
export type KnownThen = Pick<WorkbookFacts, 'known' | 'filled'> & {
  readonly remarks: Readonly<Record<string, string>>;
};

export const NOTHING_KNOWN: KnownThen = { known: {}, filled: {}, remarks: {} };

export function compareAll(
  read: readonly ReadQuestion[],
  then: KnownThen,
  standing: ReadonlyMap<string, StandingAnswer>,
): readonly CompareLine[] {
  return read.map((one) => compareOne(one, then, standing.get(one.questionId) ?? null));
}

function compareOne(read: ReadQuestion, then: KnownThen, standing: StandingAnswer | null): CompareLine {
  const id = read.questionId;
  const knownRevision = then.known[id] ?? 0;
  const standingRevision = standing?.revision ?? 0;
  const line = (kind: LineKind, value?: AnswerValue | null, remark: string | null = null): CompareLine => ({
    questionId: id,
    kind,
    read,
    value: TAKEABLE.includes(kind) ? value : undefined,
    remark,
    standingRevision,
    knownRevision,
    proposed: TAKEABLE.includes(kind) && kind !== 'conflict' && read.care.length === 0,
  });
  const { outcome } = read;
  if (outcome.kind === 'no-row') return line('no-row');
  if (outcome.kind === 'fault') return line('refused');
  const filled = then.filled[id];
  const remarkTouched = read.remark !== null && plain(read.remark) !== plain(then.remarks[id] ?? '');
  if (outcome.kind === 'empty' && !remarkTouched) return line(filled === undefined ? 'empty' : 'emptied');
  const standingValue = standing?.value ?? null;
  // 補足 alone, without an answer that it could belong to, is refused with the words that were typed.
  if (outcome.kind === 'empty' && standingValue === null) return refused(line, read);
  const typed =
    outcome.kind === 'take-back' ? null : outcome.kind === 'value' ? outcome.value : standingValue;
  const valueTouched = outcome.kind !== 'empty' && !same(typed, filled ?? null);
  // Only 補足 was written: it goes with the answer that stands, not with the one that the workbook still shows.
  const value = valueTouched || standing === null ? typed : standingValue;
  const remark = (remarkTouched ? read.remark : standing?.remark) ?? null;
  if (same(value, standingValue) && plain(remark ?? '') === plain(standing?.remark ?? ''))
    return line('same');
  if (!valueTouched && !remarkTouched)
    return standing === null ? line('confirm', value, remark) : line('untouched');
  if (standingRevision > knownRevision) return line('conflict', value, remark);
  if (value === null) return line('take-back', null, remark);
  return line(standingValue === null ? 'new' : 'change', value, remark);
}

function refused(line: (kind: LineKind) => CompareLine, read: ReadQuestion): CompareLine {
  const fault = { ok: false, code: 'remark-alone', detail: { found: read.remark ?? '' } } as const;
  return { ...line('refused'), read: { ...read, outcome: { kind: 'fault', fault, at: null } } };
}

/** Line ends and spaces around do not count: spreadsheets and browsers write them differently. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

function same(a: AnswerValue | null, b: AnswerValue | null): boolean {
  const even = (one: AnswerValue | null): AnswerValue | undefined =>
    one?.type === 'text' ? { type: 'text', text: plain(one.text) } : (one ?? undefined);
  return sameAnswer(even(a), even(b));
}

/** Answers in force as the filled values of a workbook, without what was taken back. */
export function filledFrom(standing: ReadonlyMap<string, StandingAnswer>, known: Answers): Answers {
  const filled: Record<string, AnswerValue> = {};
  for (const [id, value] of Object.entries(known)) if (!standing.has(id)) filled[id] = value;
  for (const [id, answer] of standing) if (answer.value !== null) filled[id] = answer.value;
  return filled;
}
