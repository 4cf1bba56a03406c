import { prefectureOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Seat } from '../../contracts/seat.ts';
import { notify } from '../../notices/actions.ts';
import type { Round } from '../queries/rounds.ts';
import type { Sheet } from '../queries/sheets.ts';

interface Telling {
  readonly tx: Tx;
  readonly clock: Clock;
  readonly seat: Seat;
  readonly round: Round;
}

interface Told extends Telling {
  readonly sheet: Sheet;
}

interface ToldMany extends Telling {
  readonly sheets: readonly Sheet[];
}

/** Whoever gathers the sheet: its prefecture, or the organiser where it goes there directly. */
function gatherer(round: Round, sheet: Sheet): { readonly bodyCode: string; readonly href: string } {
  return sheet.route === 'prefecture'
    ? {
        bodyCode: prefectureOf(sheet.ownerCode),
        href: `/surveys/review/${round.roundId}/${sheet.bodyCode}`,
      }
    : { bodyCode: round.organiserCode, href: `/surveys/conduct/${round.roundId}/${sheet.bodyCode}` };
}

/** To the body: its sheet came back, or it is asked about it. The words of the step are the text. */
export async function tellBody(told: Told, kind: 'returned' | 'question', text: string): Promise<void> {
  const { sheet, ...rest } = told;
  const title = { returned: '差戻し', question: '疑義照会' }[kind];
  await tellBodies({ ...rest, sheets: [sheet] }, kind, title, text, {});
}

/** To all bodies that owe their sheets: one notice. */
export async function tellAskedAgain(
  told: ToldMany,
  words: { readonly comment: string | null; readonly due: Day | null; readonly documentNo: string | null },
): Promise<void> {
  const { due, documentNo } = words;
  await tellBodies(told, 'asked-again', '再依頼', words.comment ?? '', { replyBy: due, documentNo });
}

async function tellBodies(
  { tx, clock, seat, round, sheets }: ToldMany,
  kind: 'returned' | 'question' | 'asked-again',
  title: string,
  text: string,
  more: { readonly replyBy?: Day | null; readonly documentNo?: string | null },
): Promise<void> {
  const [only, ...others] = sheets;
  await notify(tx, clock, {
    kind,
    from: seat,
    to: sheets.map((sheet) => ({ bodyCode: sheet.ownerCode, postId: null })),
    title: `${title}：${round.title}`,
    text: text.trim() === '' ? '回答票を確かめてください。' : text,
    // One text for all: each body finds its own sheet in its list.
    href: only !== undefined && others.length === 0 ? `/surveys/sheets/${only.sheetNo}` : '/surveys',
    ...more,
  });
}

/** To whoever gathers: a sheet came in, was taken back, or is to be replaced. */
export async function tellGatherer(
  told: Told,
  what: 'handed-in' | 'withdrawn' | 'replacement',
  text: string,
): Promise<void> {
  const { tx, clock, seat, round, sheet } = told;
  const words = { 'handed-in': '提出', withdrawn: '取下げ', replacement: '差替えの申出' } as const;
  const to = gatherer(round, sheet);
  await notify(tx, clock, {
    kind: what === 'replacement' ? 'replaced' : 'information',
    from: seat,
    to: [{ bodyCode: to.bodyCode, postId: null }],
    title: `${words[what]}：${seat.bodyName}（${round.title}）`,
    text,
    href: to.href,
  });
}

/** To all that were asked: the results stand, each with its own sheet beside its class. */
export async function tellResults(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  round: Round,
  bodies: readonly string[],
): Promise<void> {
  await notify(tx, clock, {
    kind: 'information',
    from: seat,
    to: bodies.map((bodyCode) => ({ bodyCode, postId: null })),
    title: `結果の公表：${round.title}`,
    text: '自団体の回答を、同じ区分の団体の結果と並べて見られます。',
    href: `/surveys/results/${round.roundId}`,
  });
}
