import { type Context, Hono } from 'hono';
import type { Deps } from '../../../../platform/deps.ts';
import { readForm } from '../../../../platform/http/form-fields.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { may } from '../../../contracts/seat.ts';
import { requireSeat, seatOf, seatToken } from '../../../posts/acting.ts';
import { type FormSaved, saveForm } from '../../actions/answer.ts';
import { mySheets } from '../../actions/my-sheets.ts';
import { printSheet, sheetBodyName } from '../../actions/read-sheet.ts';
import { formPages, progressOf } from '../../rules/progress.ts';
import {
  answerFaultSentence,
  KEPT_SENTENCES,
  SAVE_REFUSAL_STATUS,
  saveRefusalSentence,
} from '../../rules/sentences.ts';
import { AsidePage } from './aside-page.tsx';
import { choiceOf, isSampleSeat, noSuchSheet, sheetOf } from './asking.ts';
import { csvRoutes, knownFactsRoutes } from './csv-routes.tsx';
import { FormPage, type SaveReport } from './form-page.tsx';
import { MySheetsPage } from './my-sheets.tsx';
import { OverviewPage } from './overview-page.tsx';
import { PaperPage } from './paper-page.tsx';
import { questionRoutes } from './question-routes.tsx';
import { pageOf, standingOf } from './view.ts';

/** A body's list, its sheets, their pages: every step a form that works without a script. */
export function sheetPages(deps: Deps): Hono {
  const app = new Hono();

  app.get('/surveys', requireSeat('surveys:read'), async (c) => c.html(await listPage(c, deps)));

  app.get('/surveys/sheets/:no', requireSeat('surveys:read'), async (c) =>
    c.html(await overviewPage(c, deps)),
  );

  app.get('/surveys/sheets/:no/paper', requireSeat('surveys:read'), async (c) => {
    const view = await sheetOf(c, deps);
    await printSheet(deps, seatOf(c), view.sheet, 'paper');
    const bodyName = await sheetBodyName(deps, view);
    const filled = c.req.query('empty') === undefined;
    return c.html(
      renderPage(<PaperPage view={view} bodyName={bodyName} sample={isSampleSeat(c)} filled={filled} />),
    );
  });

  app.get('/surveys/sheets/:no/pages/:page', requireSeat('surveys:read'), async (c) => {
    const view = await sheetOf(c, deps);
    const page = pageOf(view, c.req.param('page'));
    if (page === null) throw noSuchSheet();
    return c.html(
      renderPage(
        <FormPage
          view={view}
          page={page}
          csrf={seatToken(c)}
          sample={isSampleSeat(c)}
          report={reportOf(c)}
        />,
      ),
    );
  });

  app.post('/surveys/sheets/:no/pages/:page', requireSeat('surveys:answer'), async (c) => savePage(c, deps));

  app.get('/surveys/sheets/:no/aside', requireSeat('surveys:read'), async (c) => {
    const view = await sheetOf(c, deps);
    return c.html(renderPage(<AsidePage view={view} csrf={seatToken(c)} sample={isSampleSeat(c)} />));
  });

  app.post('/surveys/sheets/:no/aside', requireSeat('surveys:answer'), async (c) => {
    const saved = await saveForm(deps, seatOf(c), {
      sheetNo: c.req.param('no'),
      fields: new Map(),
      confirm: false,
      choose: choiceOf(await readForm(c)),
    });
    if (!saved.ok) throw refused(saved);
    return c.redirect(`/surveys/sheets/${saved.value.sheet.sheetNo}/aside`, 303);
  });

  questionRoutes(app, deps);
  csvRoutes(app, deps);
  knownFactsRoutes(app, deps);
  return app;
}

function refused(refusal: Parameters<typeof saveRefusalSentence>[0]): HttpProblem {
  return new HttpProblem(
    SAVE_REFUSAL_STATUS[refusal.code],
    saveRefusalSentence(refusal),
    '調査・照会の一覧から開き直してください。ブラウザーの「戻る」で、入力した画面に戻れます。',
  );
}

async function listPage(c: Context, deps: Deps): Promise<string> {
  const seat = seatOf(c);
  const { open, done } = seat.kind === 'nation' ? { open: [], done: [] } : await mySheets(deps, seat);
  const places = [
    ...(may(seat, 'surveys:review') ? [{ title: '調査の取りまとめ', href: '/surveys/review' }] : []),
    ...(may(seat, 'surveys:conduct')
      ? [
          { title: '調査の進行', href: '/surveys/conduct' },
          { title: '調査回を作る、送る', href: '/surveys/rounds' },
          { title: '調査の定義', href: '/surveys/definitions' },
        ]
      : []),
    { title: '災害対応中の団体', href: '/surveys/disaster' },
    ...(seat.kind === 'nation' ? [] : [{ title: '広域連合等による回答への同意', href: '/surveys/consents' }]),
  ];
  return renderPage(
    <MySheetsPage
      bodyName={seat.bodyName}
      open={open}
      done={done}
      sample={isSampleSeat(c)}
      places={places}
    />,
  );
}

async function overviewPage(c: Context, deps: Deps): Promise<string> {
  const seat = seatOf(c);
  const view = await sheetOf(c, deps);
  return renderPage(
    <OverviewPage
      view={view}
      bodyName={await sheetBodyName(deps, view)}
      ownerIsOther={view.sheet.bodyCode !== seat.bodyCode}
      sample={isSampleSeat(c)}
      mayAnswer={may(seat, 'surveys:answer')}
      rights={{ handOut: may(seat, 'surveys:hand-out'), decide: may(seat, 'surveys:decide') }}
    />,
  );
}

/** Saves, then redirects: a reload sends nothing twice. With `Accept: application/json`, for the script that saves as one goes. */
async function savePage(c: Context, deps: Deps) {
  const form = await readForm(c);
  const doing = form.text('do');
  const saved = await saveForm(deps, seatOf(c), {
    sheetNo: c.req.param('no') ?? '',
    fields: form.values,
    confirm: doing === 'confirm',
    choose: choiceOf(form),
  });
  const asScript = c.req.header('Accept') === 'application/json';
  if (!saved.ok) {
    if (!asScript) throw refused(saved);
    return c.json({ message: saveRefusalSentence(saved) }, SAVE_REFUSAL_STATUS[saved.code]);
  }
  if (asScript) return c.json(forScript(saved.value));
  // Who confirmed all that stood on a page has nothing to do on it any more.
  const onwards = doing === 'confirm' && (await isAnswered(c, deps)) ? 'next' : doing;
  return c.redirect(nextAddress(c, saved.value, onwards), 303);
}

async function isAnswered(c: Context, deps: Deps): Promise<boolean> {
  const view = await sheetOf(c, deps);
  const page = pageOf(view, c.req.param('page') ?? '');
  if (page === null) return false;
  const { asked, answered, toConfirm } = progressOf(page.questions, standingOf(view));
  return toConfirm === 0 && answered === asked;
}

/** On to the next page only when nothing on this one wants a look. */
function nextAddress(c: Context, saved: FormSaved, doing: string): string {
  const { sheet, round, outcomes, unreadable, emptied } = saved;
  const page = Number(c.req.param('page')) || 1;
  const clean =
    unreadable.length === 0 && emptied.length === 0 && outcomes.every((one) => one.kind !== 'kept');
  const base = `/surveys/sheets/${sheet.sheetNo}`;
  if (doing === 'next' && clean && page >= formPages(round.survey).length) return base;
  const query = new URLSearchParams({
    saved: String(outcomes.filter((one) => one.kind === 'saved').length),
    ...(emptied.length === 0 ? {} : { emptied: emptied.join(',') }),
  });
  return `${base}/pages/${doing === 'next' && clean ? page + 1 : page}?${query}`;
}

function reportOf(c: Context): SaveReport | null {
  const saved = c.req.query('saved');
  if (saved === undefined || !/^\d{1,4}$/.test(saved)) return null;
  return { saved: Number(saved), emptied: (c.req.query('emptied') ?? '').split(',').filter(Boolean) };
}

/** What a page has to change of itself: revisions that its next save names, and sentences at fields. */
function forScript(saved: FormSaved) {
  return {
    revisions: Object.fromEntries(
      saved.outcomes.flatMap((one) => (one.kind === 'kept' ? [] : [[one.questionId, one.revision]])),
    ),
    saved: saved.outcomes.filter((one) => one.kind === 'saved').length,
    kept: saved.outcomes.flatMap((one) =>
      one.kind === 'kept' ? [{ questionId: one.questionId, message: KEPT_SENTENCES[one.because] }] : [],
    ),
    unreadable: saved.unreadable.map((one) => ({
      questionId: one.questionId,
      rawId: one.rawId,
      message: answerFaultSentence(one.fault),
    })),
  };
}
