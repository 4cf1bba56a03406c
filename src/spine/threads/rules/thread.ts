import { type Day, isDay } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { move, type Workflow } from '../../../core/workflow.ts';

export const KINDS = {
  question: '問合せ',
  information: '情報提供・連絡',
  /** 技術的助言 出典: 地方自治法第245条の4 */
  advice: '助言',
} as const;
export type ThreadKind = keyof typeof KINDS;

export type ThreadState = 'open' | 'answered' | 'closed';
export type Act = 'hand-on' | 'answer' | 'ask-further' | 'note' | 'close';

export const STATE_TITLES: Readonly<Record<ThreadState, string>> = {
  open: '回答待ち',
  answered: '回答あり',
  closed: '完了',
};

/** What a line of the record says was done. */
export const ACT_TITLES: Readonly<Record<Act | 'open', string>> = {
  open: '送付',
  'hand-on': '引継ぎ',
  answer: '回答',
  'ask-further': '重ねての問合せ',
  note: '補足',
  close: '完了',
};

/** `holds`: the seat's body keeps the station where the thread stands. `asks`: it opened the thread. */
export const THREAD_FLOW: Workflow<ThreadState, Act, 'holds' | 'asks'> = {
  states: ['open', 'answered', 'closed'],
  steps: {
    'hand-on': { from: ['open'], to: 'open', guards: ['holds'] },
    answer: { from: ['open'], to: 'answered', guards: ['holds'] },
    'ask-further': { from: ['answered'], to: 'open', guards: ['asks'] },
    note: { from: ['open', 'answered'], to: 'open', guards: [] },
    close: { from: ['open', 'answered'], to: 'closed', guards: ['asks'] },
  },
};

export function isAct(text: string): text is Act {
  return Object.hasOwn(THREAD_FLOW.steps, text);
}

/** What a seat may do with a thread as it stands, for the buttons of its page. */
export function actsFor(
  thread: { readonly state: ThreadState; readonly kind: ThreadKind },
  held: { readonly holds: boolean; readonly asks: boolean; readonly mayHandOn: boolean },
): readonly Act[] {
  return (Object.keys(THREAD_FLOW.steps) as Act[]).filter(
    (act) => (act !== 'hand-on' || held.mayHandOn) && move(THREAD_FLOW, thread.state, act, held).ok,
  );
}

export interface ThreadText {
  readonly kind: ThreadKind;
  readonly title: string;
  readonly text: string;
  readonly documentNo: string | null;
  readonly documentOn: Day | null;
  /** An answer is asked for; always so of a question. */
  readonly wantsAnswer: boolean;
  /** The asker's own day; null: the clock of the station. */
  readonly answerBy: Day | null;
  readonly about: { readonly href: string; readonly title: string } | null;
}

export type ThreadRefusal =
  | 'unknown-kind'
  | 'no-title'
  | 'no-text'
  | 'advice-without-document'
  | 'bad-document'
  | 'bad-day'
  | 'past-day'
  | 'bad-subject'
  | 'no-recipients'
  | 'not-reached'
  | 'may-not'
  | 'unknown-thread'
  | 'unknown-act'
  | 'unknown-station'
  | 'too-many-files'
  | 'file-too-large'
  | 'bad-file'
  | 'moved-meanwhile'
  | 'not-now';

const LIMIT = { title: 120, text: 20_000, documentNo: 60 };

export function judgeText(given: ThreadText, today: Day): Result<ThreadText, ThreadRefusal> {
  const title = given.title.trim();
  const documentNo = given.documentNo?.trim() || null;
  if (!Object.hasOwn(KINDS, given.kind)) return refuse('unknown-kind');
  if (title === '' || title.length > LIMIT.title || /\p{Cc}/u.test(title)) return refuse('no-title');
  const text = judgeWords(given.text);
  if (!text.ok) return text;
  if (given.kind === 'advice' && documentNo === null) return refuse('advice-without-document');
  if (documentNo !== null && documentNo.length > LIMIT.documentNo) return refuse('bad-document');
  if ((documentNo === null) !== (given.documentOn === null)) return refuse('bad-document');
  if (given.documentOn !== null && (!isDay(given.documentOn) || given.documentOn > today))
    return refuse('bad-document');
  if (given.answerBy !== null && !isDay(given.answerBy)) return refuse('bad-day');
  if (given.answerBy !== null && given.answerBy < today) return refuse('past-day');
  if (given.about !== null && !/^\/[^/\\]/.test(given.about.href)) return refuse('bad-subject');
  const wantsAnswer = given.kind === 'question' || given.wantsAnswer;
  return ok({ ...given, title, documentNo, text: text.value, wantsAnswer });
}

/** The words of one message. */
export function judgeWords(text: string): Result<string, ThreadRefusal> {
  const words = text.replace(/\r\n?/g, '\n').trim();
  return words === '' || words.length > LIMIT.text ? refuse('no-text') : ok(words);
}

/** Over its day, and still without an answer. */
export function isLate(
  thread: { readonly state: ThreadState; readonly dueOn: Day | null; readonly wantsAnswer: boolean },
  today: Day,
): boolean {
  return thread.state === 'open' && thread.wantsAnswer && thread.dueOn !== null && thread.dueOn < today;
}

/** `T12-993611`: the number and whose thread it is. */
export function threadNo(thread: { readonly bodyCode: string; readonly threadNo: number }): string {
  return `T${thread.threadNo}-${thread.bodyCode}`;
}

export function parseThreadNo(text: string): { readonly bodyCode: string; readonly threadNo: number } | null {
  const match = /^T([1-9]\d{0,8})-(\d{6})$/.exec(text);
  return match === null ? null : { bodyCode: match[2] ?? '', threadNo: Number(match[1]) };
}
