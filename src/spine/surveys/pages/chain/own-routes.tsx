import type { Context, Hono } from 'hono';
import { parseDay } from '../../../../core/calendar.ts';
import type { Refusal, Result } from '../../../../core/result.ts';
import type { Tx } from '../../../../platform/db/database.ts';
import { withScope } from '../../../../platform/db/scope.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { readForm } from '../../../../platform/http/form-fields.ts';
import { pdfAvailable } from '../../../../platform/pdf/compiler.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { seatTitle } from '../../../contracts/seat.ts';
import { requireSeat, seatOf, seatToken } from '../../../posts/acting.ts';
import * as decide from '../../actions/decide.ts';
import { loadOwnSheet, type OwnSheet, ownScope, todayOf } from '../../chain-view.ts';
import { chainSentence } from '../../rules/chain-sentences.ts';
import { draftSetPaper } from '../papers/draft-set-paper.ts';
import { isSampleSeat } from '../sheet/asking.ts';
import { notFound, numberOf, problem } from './asking.ts';
import { DecidePage } from './decide-page.tsx';
import type { DecisionForm } from './decide-steps.tsx';
import { DraftSetPage } from './draft-set-page.tsx';

/** 決裁, 提出, 取下げ and 差替えの申出 of a body's own sheet. */
export function ownSheetRoutes(app: Hono, deps: Deps): void {
  const own = async (c: Context): Promise<OwnSheet> => {
    const view = await loadOwnSheet(deps, seatOf(c), c.req.param('no') ?? '');
    if (view === null) throw notFound();
    return view;
  };
  const page = (c: Context, view: OwnSheet, more: { refusal?: Refusal<string>; form?: DecisionForm } = {}) =>
    renderPage(
      <DecidePage
        view={view}
        csrf={seatToken(c)}
        sample={isSampleSeat(c)}
        today={todayOf(deps)}
        pdf={pdfAvailable()}
        mayDecide={seatOf(c).rights.has('surveys:decide')}
        {...more}
      />,
    );

  app.get('/surveys/sheets/:no/decide', requireSeat('surveys:read'), async (c) =>
    c.html(page(c, await own(c))),
  );

  app.get('/surveys/sheets/:no/draft-set', requireSeat('surveys:read'), async (c) =>
    c.html(
      renderPage(
        <DraftSetPage
          paper={draftSetPaper(await own(c), {
            today: todayOf(deps),
            by: seatTitle(seatOf(c)),
            sample: isSampleSeat(c),
          })}
          sheetNo={(c.req.param('no') ?? '').toUpperCase()}
          pdf={pdfAvailable()}
        />,
      ),
    ),
  );

  app.post('/surveys/sheets/:no/decision', requireSeat('surveys:decide'), async (c) => {
    const view = await own(c);
    const given = await readForm(c);
    const form: DecisionForm = {
      documentNo: given.trimmed('documentNo'),
      decidedOn: given.trimmed('decidedOn'),
      decider: given.trimmed('decider'),
      onBehalf: given.trimmed('onBehalf') !== '',
      samePerson: given.trimmed('samePerson') !== '',
    };
    const decidedOn = parseDay(form.decidedOn);
    const refused = (refusal: Refusal<string>) =>
      c.html(page(c, view, { refusal, form }), chainSentence(refusal).status);
    if (decidedOn === null) return refused({ ok: false, code: 'decided-unreadable', detail: {} });
    const decided = await withScope(deps.db, ownScope(seatOf(c)), (tx) =>
      decide.recordDecision(tx, deps.clock, seatOf(c), {
        ...form,
        bodyCode: view.sheet.bodyCode,
        roundId: view.round.roundId,
        stateNo: numberOf(given.trimmed('stateNo'), 0),
        decidedOn,
        answers: revisionsIn(given.trimmed('answers')),
      }),
    );
    return decided.ok ? c.redirect(`/surveys/sheets/${view.sheet.sheetNo}/decide`, 303) : refused(decided);
  });

  const step = (
    path: string,
    act: (
      tx: Tx,
      c: Context,
      request: { bodyCode: string; roundId: string; stateNo: number; comment: string },
    ) => Promise<Result<unknown, string>>,
  ) =>
    app.post(path, requireSeat('surveys:decide'), async (c) => {
      const view = await own(c);
      const given = await readForm(c);
      const done = await withScope(deps.db, ownScope(seatOf(c)), (tx) =>
        act(tx, c, {
          bodyCode: view.sheet.bodyCode,
          roundId: view.round.roundId,
          stateNo: numberOf(given.trimmed('stateNo'), 0),
          comment: given.trimmed('comment'),
        }),
      );
      if (!done.ok) return c.html(page(c, await own(c), { refusal: done }), chainSentence(done).status);
      return c.redirect(`/surveys/sheets/${view.sheet.sheetNo}/decide`, 303);
    });
  step('/surveys/sheets/:no/hand-in', (tx, c, request) => decide.handIn(tx, deps.clock, seatOf(c), request));
  step('/surveys/sheets/:no/withdraw', (tx, c, request) =>
    decide.withdraw(tx, deps.clock, seatOf(c), request),
  );
  step('/surveys/sheets/:no/replace', (tx, c, request) =>
    decide.askReplacement(tx, deps.clock, seatOf(c), request),
  );

  app.post('/surveys/body-rule', requireSeat('surveys:decide'), async (c) => {
    const given = await readForm(c);
    const done = await withScope(deps.db, ownScope(seatOf(c)), (tx) =>
      decide.recordBodyRule(tx, deps.clock, seatOf(c), {
        samePerson: given.trimmed('allowed') !== '',
        basis: given.trimmed('basis'),
      }),
    );
    if (!done.ok) throw problem(done);
    const back = given.trimmed('back');
    return c.redirect(/^\/surveys\/[\w/-]+$/.test(back) ? back : '/surveys', 303);
  });
}

function revisionsIn(json: string): Record<string, number> {
  try {
    const read: unknown = JSON.parse(json);
    if (typeof read !== 'object' || read === null) return {};
    return Object.fromEntries(
      Object.entries(read).filter((pair): pair is [string, number] => Number.isInteger(pair[1])),
    );
  } catch {
    // A damaged form names no answers: the decision is then refused as one on other answers.
    return {};
  }
}
