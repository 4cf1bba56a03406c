import type { Context } from 'hono';
import { parseDay } from '../../../../core/calendar.ts';
import type { Result } from '../../../../core/result.ts';
import type { Tx } from '../../../../platform/db/database.ts';
import { withScope } from '../../../../platform/db/scope.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { readForm } from '../../../../platform/http/form-fields.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { seatOf, seatToken } from '../../../posts/acting.ts';
import { scopeOf } from '../../../posts/rules/rights.ts';
import * as review from '../../actions/review.ts';
import { loadReviewRound, loadRounds } from '../../chain-lists.ts';
import { loadPassedSheet, todayOf } from '../../chain-view.ts';
import { listSheetLines } from '../../queries/overview.ts';
import { chainSentence } from '../../rules/chain-sentences.ts';
import { WRITABLE } from '../../rules/sheet-workflow.ts';
import { notFound, numberOf, problem } from '../chain/asking.ts';
import { isSampleSeat } from '../sheet/asking.ts';
import { LINES_PER_PAGE, STATES } from './lines-table.tsx';
import { PassedSheetPage } from './passed-page.tsx';
import { RoundsPage } from './rounds-page.tsx';

/** A prefecture gathers, an organiser conducts: the same pages, each below an address of its own. */
export type Role = 'review' | 'conduct';

interface ListQuery {
  readonly filter: string;
  readonly page: number;
  readonly limit: number;
  readonly offset: number;
}

/** Which lines of a round's list are wanted. */
export function listQuery(c: Context): ListQuery {
  const asked = c.req.query('state') ?? '';
  const filter = asked === 'owed' || STATES.some((state) => state === asked) ? asked : '';
  const page = numberOf(c.req.query('page'), 1);
  return { filter, page, limit: LINES_PER_PAGE, offset: (page - 1) * LINES_PER_PAGE };
}

const DONE: Readonly<Record<string, string>> = {
  gathered: '選んだ団体の回答を取りまとめました。',
  'asked-again': '未提出の団体に再依頼しました。',
  fixed: 'この調査回を確定しました。',
  published: 'この調査回の結果を公表しました。',
};

/** What has just been done, by a word in the address. */
export function doneOf(c: Context): { done?: string } {
  const done = DONE[c.req.query('done') ?? ''];
  return done === undefined ? {} : { done };
}

export async function roundsPage(c: Context, deps: Deps, role: Role): Promise<string> {
  const words = {
    review: { title: '調査の取りまとめ', lead: '管内の市区町村の回答を確かめ、国へ取りまとめます。' },
    conduct: {
      title: '調査の進行',
      lead: '送った調査の提出の状況を見て、疑義照会、確定、公表をします。',
    },
  }[role];
  return renderPage(
    <RoundsPage
      {...words}
      base={`/surveys/${role}`}
      sample={isSampleSeat(c)}
      {...(await loadRounds(deps, seatOf(c), role))}
    />,
  );
}

/** 再依頼 to all that owe their sheets. */
export async function askAllAgain(c: Context, deps: Deps, role: Role) {
  const roundId = c.req.param('round') ?? '';
  const given = await readForm(c);
  const dueText = given.trimmed('due');
  const due = dueText === '' ? null : parseDay(dueText);
  if (dueText !== '' && due === null) throw problem({ ok: false, code: 'bad-day', detail: {} });
  const seat = seatOf(c);
  const view = await loadReviewRound(deps, seat, roundId, { filter: 'owed', limit: 1, offset: 0 });
  if (view === null) throw notFound();
  const done = await withScope(deps.db, scopeOf(seat), async (tx) => {
    const owing = await listSheetLines(tx, {
      roundId,
      day: view.round.baseDay,
      today: todayOf(deps),
      states: WRITABLE,
      limit: 2_000,
      offset: 0,
    });
    // A body 災害対応中 is out of reminders; a prefecture asks those that go through it.
    const asked = owing.lines.filter(
      (one) => !one.disaster && (seat.kind === 'nation' || one.route === 'prefecture'),
    );
    return review.askAgain(tx, deps.clock, seat, {
      bodyCodes: asked.map((one) => one.bodyCode),
      roundId,
      due,
      comment: given.trimmed('comment') || null,
      documentNo: given.trimmed('documentNo') || null,
    });
  });
  if (!done.ok) throw problem(done);
  return c.redirect(`/surveys/${role}/${roundId}?done=asked-again`, 303);
}

export async function passedPage(c: Context, deps: Deps, role: Role, error?: string): Promise<string> {
  const roundId = c.req.param('round') ?? '';
  const view = await loadPassedSheet(deps, seatOf(c), roundId, c.req.param('code') ?? '');
  if (view === null) throw notFound();
  return renderPage(
    <PassedSheetPage
      view={view}
      role={role}
      base={`/surveys/${role}/${roundId}`}
      baseTitle={role === 'review' ? `${view.round.title}の取りまとめ` : `${view.round.title}の進行`}
      csrf={seatToken(c)}
      sample={isSampleSeat(c)}
      {...(error === undefined ? {} : { error })}
    />,
  );
}

export async function passedStep(
  c: Context,
  deps: Deps,
  role: Role,
  act: (
    tx: Tx,
    clock: Deps['clock'],
    seat: ReturnType<typeof seatOf>,
    request: review.ReviewRequest & { stateNo: number },
  ) => Promise<Result<unknown, string>>,
) {
  const given = await readForm(c);
  const roundId = c.req.param('round') ?? '';
  const bodyCode = c.req.param('code') ?? '';
  const done = await withScope(deps.db, scopeOf(seatOf(c)), (tx) =>
    act(tx, deps.clock, seatOf(c), {
      bodyCode,
      roundId,
      stateNo: numberOf(given.trimmed('stateNo'), 0),
      comment: given.trimmed('comment') || null,
      questions: given.all('question'),
    }),
  );
  if (done.ok) return c.redirect(`/surveys/${role}/${roundId}/${bodyCode}`, 303);
  if (done.code === 'no-such-sheet') throw notFound();
  const { status, sentence } = chainSentence(done);
  return c.html(await passedPage(c, deps, role, sentence), status);
}
