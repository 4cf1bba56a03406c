import { type Context, Hono } from 'hono';
import { realmOf } from '../../../../core/body-code.ts';
import { parseDay } from '../../../../core/calendar.ts';
import type { Refusal, Result } from '../../../../core/result.ts';
import type { Tx } from '../../../../platform/db/database.ts';
import type { Scope } from '../../../../platform/db/scope.ts';
import { withScope } from '../../../../platform/db/scope.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { pdfAvailable } from '../../../../platform/pdf/compiler.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { seatTitle } from '../../../contracts/seat.ts';
import { requireSeat, seatOf, seatToken } from '../../../posts/acting.ts';
import { scopeOf } from '../../../posts/rules/rights.ts';
import * as conduct from '../../actions/conduct.ts';
import * as decide from '../../actions/decide.ts';
import * as review from '../../actions/review.ts';
import { loadConductRound, loadReviewRound, loadRounds } from '../../chain-lists.ts';
import { loadOwnSheet, loadPassedSheet, type OwnSheet, ownScope, todayOf } from '../../chain-view.ts';
import { sheetLines } from '../../queries/overview.ts';
import { loadResults } from '../../results-view.ts';
import { chainSentence } from '../../rules/chain-sentences.ts';
import { WRITABLE } from '../../rules/sheet-workflow.ts';
import { draftSetPaper } from '../papers/draft-set-paper.ts';
import { ConductPage } from './conduct-page.tsx';
import { DecidePage, type DecisionForm } from './decide-page.tsx';
import { DraftSetPage } from './draft-set-page.tsx';
import { ResultsPage } from './results-page.tsx';
import { LINES_PER_PAGE, PassedSheetPage, ReviewRoundPage, RoundsPage, STATES } from './review-pages.tsx';

type Form = Readonly<Record<string, string | readonly string[]>>;

async function formOf(c: Context): Promise<Form> {
  const body = await c.req.parseBody({ all: true });
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string'),
    ]),
  );
}

function text(form: Form, name: string): string {
  const value = form[name];
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();
}

function list(form: Form, name: string): readonly string[] {
  const value = form[name];
  return typeof value === 'string' ? [value] : (value ?? []);
}

function numberOf(value: string | undefined, least: number): number {
  return value !== undefined && /^\d{1,9}$/.test(value) ? Math.max(least, Number(value)) : least;
}

function notFound(): HttpProblem {
  return new HttpProblem(
    404,
    'この回答票か調査回は見つかりません。',
    '番号と、今の在席を確かめてください。一覧からも開けます。',
  );
}

function problem(refusal: Refusal<string>): HttpProblem {
  const { status, sentence } = chainSentence(refusal);
  return new HttpProblem(
    status,
    sentence,
    'ブラウザーの「戻る」で前の画面に戻れます。何も変更していません。',
  );
}

function sampleOf(c: Context): boolean {
  return realmOf(seatOf(c).bodyCode) === 'sample';
}

/** 決裁, 提出, 確認・取りまとめ, 差戻し, 再依頼, 疑義照会, 確定, 公表, 差替え: every step a form that works without a script. */
export function chainPages(deps: Deps): Hono {
  const app = new Hono();
  ownSheetRoutes(app, deps);
  reviewRoutes(app, deps);
  conductRoutes(app, deps);
  app.get('/surveys/results/:round', requireSeat('surveys:read'), async (c) => {
    const view = await loadResults(deps, seatOf(c), c.req.param('round'));
    if (view === null) throw notFound();
    return c.html(renderPage(<ResultsPage view={view} sample={sampleOf(c)} />));
  });
  return app;
}

function ownSheetRoutes(app: Hono, deps: Deps): void {
  const own = async (c: Context): Promise<OwnSheet> => {
    const view = await loadOwnSheet(deps, seatOf(c), c.req.param('no') ?? '');
    if (view === null) throw notFound();
    return view;
  };
  const page = (c: Context, view: OwnSheet, more: { error?: string; form?: DecisionForm } = {}) =>
    renderPage(
      <DecidePage
        view={view}
        csrf={seatToken(c)}
        sample={sampleOf(c)}
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
            sample: sampleOf(c),
          })}
          sheetNo={(c.req.param('no') ?? '').toUpperCase()}
          pdf={pdfAvailable()}
        />,
      ),
    ),
  );

  app.post('/surveys/sheets/:no/decision', requireSeat('surveys:decide'), async (c) => {
    const view = await own(c);
    const given = await formOf(c);
    const form: DecisionForm = {
      documentNo: text(given, 'documentNo'),
      decidedOn: text(given, 'decidedOn'),
      decider: text(given, 'decider'),
      onBehalf: text(given, 'onBehalf') !== '',
      samePerson: text(given, 'samePerson') !== '',
    };
    const decidedOn = parseDay(form.decidedOn);
    const refused = (refusal: Refusal<string>) => {
      const { status, sentence } = chainSentence(refusal);
      return c.html(page(c, view, { error: sentence, form }), status);
    };
    if (decidedOn === null) return refused({ ok: false, code: 'decided-unreadable', detail: {} });
    const decided = await withScope(deps.db, ownScope(seatOf(c)), (tx) =>
      decide.recordDecision(tx, deps.clock, seatOf(c), {
        ...form,
        bodyCode: view.sheet.bodyCode,
        roundId: view.round.roundId,
        stateNo: numberOf(text(given, 'stateNo'), 0),
        decidedOn,
        answers: revisionsIn(text(given, 'answers')),
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
      const given = await formOf(c);
      const done = await withScope(deps.db, ownScope(seatOf(c)), (tx) =>
        act(tx, c, {
          bodyCode: view.sheet.bodyCode,
          roundId: view.round.roundId,
          stateNo: numberOf(text(given, 'stateNo'), 0),
          comment: text(given, 'comment'),
        }),
      );
      if (!done.ok) {
        const { status, sentence } = chainSentence(done);
        return c.html(page(c, await own(c), { error: sentence }), status);
      }
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
    const given = await formOf(c);
    const done = await withScope(deps.db, ownScope(seatOf(c)), (tx) =>
      decide.recordBodyRule(tx, deps.clock, seatOf(c), {
        samePerson: text(given, 'allowed') !== '',
        basis: text(given, 'basis'),
      }),
    );
    if (!done.ok) throw problem(done);
    const back = text(given, 'back');
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

interface ListQuery {
  readonly filter: string;
  readonly page: number;
  readonly limit: number;
  readonly offset: number;
}

function listQuery(c: Context): ListQuery {
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

function doneOf(c: Context): { done?: string } {
  const done = DONE[c.req.query('done') ?? ''];
  return done === undefined ? {} : { done };
}

function reviewRoutes(app: Hono, deps: Deps): void {
  const scope = (c: Context): Scope => scopeOf(seatOf(c));

  app.get('/surveys/review', requireSeat('surveys:review'), async (c) =>
    c.html(
      renderPage(
        <RoundsPage
          title="調査の取りまとめ"
          lead="管内の市区町村の回答を確かめ、国へ取りまとめます。"
          base="/surveys/review"
          sample={sampleOf(c)}
          {...(await loadRounds(deps, seatOf(c), 'review'))}
        />,
      ),
    ),
  );

  app.get('/surveys/review/:round', requireSeat('surveys:review'), async (c) => {
    const query = listQuery(c);
    const view = await loadReviewRound(deps, seatOf(c), c.req.param('round'), query);
    if (view === null) throw notFound();
    return c.html(
      renderPage(
        <ReviewRoundPage
          {...view}
          page={query.page}
          state={query.filter}
          csrf={seatToken(c)}
          sample={sampleOf(c)}
          {...doneOf(c)}
        />,
      ),
    );
  });

  app.post('/surveys/review/:round/gather', requireSeat('surveys:review'), async (c) => {
    const roundId = c.req.param('round');
    const chosen = list(await formOf(c), 'sheet');
    const done = await withScope(deps.db, scope(c), (tx) =>
      review.gatherMany(tx, deps.clock, seatOf(c), { bodyCodes: chosen, roundId }),
    );
    if (!done.ok) throw problem(done);
    return c.redirect(`/surveys/review/${roundId}?done=gathered`, 303);
  });

  app.post('/surveys/review/:round/ask-again', requireSeat('surveys:review'), async (c) =>
    askAllAgain(c, deps, `/surveys/review/${c.req.param('round')}`),
  );

  app.get('/surveys/review/:round/:code', requireSeat('surveys:review'), async (c) =>
    c.html(await passedPage(c, deps, 'review')),
  );

  for (const [name, act] of [
    ['gather', review.gather],
    ['return', review.sendBack],
  ] as const)
    app.post(`/surveys/review/:round/:code/${name}`, requireSeat('surveys:review'), (c) =>
      passedStep(c, deps, 'review', act),
    );
}

async function askAllAgain(c: Context, deps: Deps, base: string) {
  const roundId = c.req.param('round') ?? '';
  const given = await formOf(c);
  const dueText = text(given, 'due');
  const due = dueText === '' ? null : parseDay(dueText);
  if (dueText !== '' && due === null) throw problem({ ok: false, code: 'bad-day', detail: {} });
  const seat = seatOf(c);
  const view = await loadReviewRound(deps, seat, roundId, { filter: 'owed', limit: 1, offset: 0 });
  if (view === null) throw notFound();
  const done = await withScope(deps.db, scopeOf(seat), async (tx) => {
    const owing = await sheetLines(tx, {
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
      comment: text(given, 'comment') || null,
      documentNo: text(given, 'documentNo') || null,
    });
  });
  if (!done.ok) throw problem(done);
  return c.redirect(`${base}?done=asked-again`, 303);
}

async function passedPage(
  c: Context,
  deps: Deps,
  role: 'review' | 'conduct',
  error?: string,
): Promise<string> {
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
      sample={sampleOf(c)}
      {...(error === undefined ? {} : { error })}
    />,
  );
}

async function passedStep(
  c: Context,
  deps: Deps,
  role: 'review' | 'conduct',
  act: (
    tx: Tx,
    clock: Deps['clock'],
    seat: ReturnType<typeof seatOf>,
    request: review.ReviewRequest & { stateNo: number },
  ) => Promise<Result<unknown, string>>,
) {
  const given = await formOf(c);
  const roundId = c.req.param('round') ?? '';
  const bodyCode = c.req.param('code') ?? '';
  const done = await withScope(deps.db, scopeOf(seatOf(c)), (tx) =>
    act(tx, deps.clock, seatOf(c), {
      bodyCode,
      roundId,
      stateNo: numberOf(text(given, 'stateNo'), 0),
      comment: text(given, 'comment') || null,
      questions: list(given, 'question'),
    }),
  );
  if (done.ok) return c.redirect(`/surveys/${role}/${roundId}/${bodyCode}`, 303);
  if (done.code === 'no-such-sheet') throw notFound();
  const { status, sentence } = chainSentence(done);
  return c.html(await passedPage(c, deps, role, sentence), status);
}

function conductRoutes(app: Hono, deps: Deps): void {
  const conductPage = async (c: Context, error?: string): Promise<string> => {
    const query = listQuery(c);
    const view = await loadConductRound(deps, seatOf(c), c.req.param('round') ?? '', query);
    if (view === null) throw notFound();
    return renderPage(
      <ConductPage
        {...view}
        page={query.page}
        state={query.filter}
        csrf={seatToken(c)}
        sample={sampleOf(c)}
        {...doneOf(c)}
        {...(error === undefined ? {} : { error })}
      />,
    );
  };

  app.get('/surveys/conduct', requireSeat('surveys:conduct'), async (c) =>
    c.html(
      renderPage(
        <RoundsPage
          title="調査の進行"
          lead="送った調査の提出の状況を見て、疑義照会、確定、公表をします。"
          base="/surveys/conduct"
          sample={sampleOf(c)}
          {...(await loadRounds(deps, seatOf(c), 'conduct'))}
        />,
      ),
    ),
  );
  app.get('/surveys/conduct/:round', requireSeat('surveys:conduct'), async (c) =>
    c.html(await conductPage(c)),
  );
  app.post('/surveys/conduct/:round/ask-again', requireSeat('surveys:conduct'), async (c) =>
    askAllAgain(c, deps, `/surveys/conduct/${c.req.param('round')}`),
  );
  app.post('/surveys/conduct/:round/fix-round', requireSeat('surveys:conduct'), async (c) => {
    const leaveOut = text(await formOf(c), 'leaveOut') !== '';
    const done = await withScope(deps.db, scopeOf(seatOf(c)), (tx) =>
      conduct.fixRound(tx, deps.clock, seatOf(c), { roundId: c.req.param('round'), leaveOut }),
    );
    if (!done.ok) {
      const { status, sentence } = chainSentence(done);
      return c.html(await conductPage(c, sentence), status);
    }
    return c.redirect(`/surveys/conduct/${c.req.param('round')}?done=fixed`, 303);
  });
  app.post('/surveys/conduct/:round/publish', requireSeat('surveys:conduct'), async (c) => {
    const done = await withScope(deps.db, scopeOf(seatOf(c)), (tx) =>
      conduct.publishRound(tx, deps.clock, seatOf(c), { roundId: c.req.param('round') }),
    );
    if (!done.ok) throw problem(done);
    return c.redirect(`/surveys/conduct/${c.req.param('round')}?done=published`, 303);
  });
  app.get('/surveys/conduct/:round/:code', requireSeat('surveys:conduct'), async (c) =>
    c.html(await passedPage(c, deps, 'conduct')),
  );
  for (const [name, act] of [
    ['query', conduct.query],
    ['fix', conduct.fixReplacement],
  ] as const)
    app.post(`/surveys/conduct/:round/:code/${name}`, requireSeat('surveys:conduct'), (c) =>
      passedStep(c, deps, 'conduct', act),
    );
}
