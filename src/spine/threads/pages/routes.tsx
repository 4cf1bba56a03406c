import { type Context, Hono } from 'hono';
import { parseDay } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { refuse } from '../../../core/result.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type Form, readForm } from '../../../platform/http/form-fields.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { renderPage } from '../../../ui/page.tsx';
import { seatTitle } from '../../contracts/seat.ts';
import { requireSeat, seatOf, seatToken } from '../../posts/acting.ts';
import type { FieldError } from '../../posts/pages/form.ts';
import { bodyName } from '../../posts/queries/seats.ts';
import { scopeOf } from '../../posts/rules/rights.ts';
import { act, heldBy, nextStations } from '../act.ts';
import { ask, openThreads } from '../actions.ts';
import {
  batchLines,
  findThread,
  listThreads,
  messagesOf,
  type Shelf,
  stationsOf,
  unansweredAt,
  unansweredByStation,
} from '../queries/read.ts';
import { noteSeen } from '../queries/write.ts';
import { asksFirst } from '../rules/route.ts';
import { THREAD_REFUSALS } from '../rules/sentences.ts';
import { actsFor, isAct, parseThreadNo, type ThreadRefusal, threadNo } from '../rules/thread.ts';
import { AskPage, BatchPage, ContactPage, type Draft } from './compose-pages.tsx';
import { ListPage, PER_PAGE, SHELVES, StationsPage } from './list-page.tsx';
import { type StepForm, ThreadPage } from './thread-page.tsx';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const AT_STATION = 200;
const NOTHING: StepForm = { act: '', text: '', to: '' };

/** `/threads` and what lies below it. */
export function threadPages(deps: Deps): Hono {
  const app = new Hono();
  const reading = requireSeat('threads:read');
  const today = () => dayInJapan(deps.clock.now());

  app.get('/threads', reading, async (c) => {
    const seat = seatOf(c);
    const shelf = shelfOf(c.req.query('list'));
    const asked = c.req.query('page') ?? '1';
    const page = /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) : 1;
    const found = await withScope(deps.db, scopeOf(seat), (tx) =>
      listThreads(tx, seat.bodyCode, { shelf, limit: PER_PAGE, offset: (page - 1) * PER_PAGE }),
    );
    return c.html(renderPage(<ListPage {...{ ...found, seat, shelf, page }} today={today()} />));
  });

  app.get('/threads/stations', reading, async (c) => {
    const at = c.req.query('at') ?? '';
    const day = today();
    const found = await withScope(deps.db, scopeOf(seatOf(c)), async (tx) => {
      const counts = await unansweredByStation(tx, day);
      const station = counts.find((one) => one.holder === at);
      const lines = station === undefined ? [] : await unansweredAt(tx, at, AT_STATION);
      return { counts, opened: station === undefined ? null : { ...station, lines } };
    });
    return c.html(renderPage(<StationsPage {...found} today={day} />));
  });

  const asking = requireSeat('threads:answer');
  const askPage = (c: Context, draft: Draft, errors: readonly FieldError[] = []) => {
    const first = asksFirst(seatOf(c));
    if (first === null) throw problem('may-not');
    const to = seatOf(c).kind === 'municipality' ? '都道府県' : bodyName(first, null);
    return renderPage(<AskPage {...{ draft, errors, to }} csrf={seatToken(c)} />);
  };

  app.get('/threads/new', asking, (c) => {
    if (asksFirst(seatOf(c)) === null) return c.redirect('/threads/contact', 303);
    return c.html(askPage(c, asked(c)));
  });

  app.post('/threads', asking, async (c) => {
    const draft = draftOf(await readForm(c));
    const seat = seatOf(c);
    if (asksFirst(seat) === null) return c.redirect('/threads/contact', 303);
    const sent = await withScope(deps.db, scopeOf(seat), (tx) =>
      ask(tx, deps.clock, seat, { title: draft.title, text: draft.text, about: aboutOf(draft) }),
    );
    if (sent.ok) return c.redirect(`/threads/${threadNo(sent.value)}`, 303);
    const { error, status } = errorOf(sent.code);
    return c.html(askPage(c, draft, [error]), status);
  });

  const contacting = requireSeat('threads:review');
  const contactPage = (c: Context, draft: Draft, errors: readonly FieldError[] = []) =>
    renderPage(<ContactPage {...{ draft, errors }} csrf={seatToken(c)} />);

  app.get('/threads/contact', contacting, (c) => c.html(contactPage(c, asked(c))));

  app.post('/threads/contact', contacting, async (c) => {
    const draft = draftOf(await readForm(c));
    const seat = seatOf(c);
    const documentOn = draft.documentOn === '' ? null : parseDay(draft.documentOn);
    const answerBy = draft.answerBy === '' ? null : parseDay(draft.answerBy);
    const { kind, title, text } = draft;
    const sent =
      kind !== 'information' && kind !== 'advice'
        ? refuse('unknown-kind')
        : (draft.documentOn !== '' && documentOn === null) || (draft.answerBy !== '' && answerBy === null)
          ? refuse('bad-day')
          : await withScope(deps.db, scopeOf(seat), (tx) =>
              openThreads(tx, deps.clock, seat, {
                ...{ kind, title, text, documentOn, answerBy, about: aboutOf(draft) },
                documentNo: draft.documentNo === '' ? null : draft.documentNo,
                toBodies: draft.codes.normalize('NFKC').match(/\d+/g) ?? [],
              }),
            );
    if (sent.ok) return c.redirect(`/threads/batches/${sent.value.batchId}`, 303);
    const { error, status } = errorOf(sent.code);
    return c.html(contactPage(c, draft, [error]), status);
  });

  app.get('/threads/batches/:batch', reading, async (c) => {
    const seat = seatOf(c);
    const batch = c.req.param('batch');
    if (!UUID.test(batch)) throw problem('unknown-thread');
    const lines = await withScope(deps.db, scopeOf(seat), (tx) => batchLines(tx, batch));
    const [first] = lines;
    if (first === undefined) throw problem('unknown-thread');
    // Who was written to sees its own thread and nothing of the others.
    if (first.askerCode !== seat.bodyCode) return c.redirect(`/threads/${threadNo(first)}`, 303);
    return c.html(renderPage(<BatchPage lines={lines} />));
  });

  const threadPage = async (c: Context, form: StepForm, errors: readonly FieldError[]) => {
    const seat = seatOf(c);
    const named = parseThreadNo(c.req.param('no') ?? '');
    const day = today();
    const found = await withScope(deps.db, scopeOf(seat), async (tx) => {
      const thread = named === null ? null : await findThread(tx, named.bodyCode, named.threadNo);
      if (thread === null) return null;
      const at = new Date(deps.clock.now()).toISOString();
      await noteSeen(tx, thread, { keeperCode: seat.bodyCode, title: seatTitle(seat), at });
      const held = heldBy(seat, thread);
      const next = await nextStations(tx, seat, thread, day);
      const acts = seat.rights.has('threads:answer')
        ? actsFor(thread, { ...held, mayHandOn: next.length > 0 })
        : [];
      const messages = await messagesOf(tx, thread);
      return { thread, messages, stations: await stationsOf(tx, thread), acts, next };
    });
    if (found === null) throw problem('unknown-thread');
    return renderPage(<ThreadPage {...{ ...found, form, errors }} csrf={seatToken(c)} today={day} />);
  };

  app.get('/threads/:no', reading, async (c) => c.html(await threadPage(c, NOTHING, [])));

  app.post('/threads/:no', asking, async (c) => {
    const seat = seatOf(c);
    const named = parseThreadNo(c.req.param('no') ?? '');
    if (named === null) throw problem('unknown-thread');
    const sent = await readForm(c);
    const form = { act: sent.text('act'), text: sent.text('text'), to: sent.text('to') };
    const wanted = form.act;
    const madeFrom = /^\d{1,6}$/.test(sent.text('madeFrom')) ? Number(sent.text('madeFrom')) : 0;
    const done = isAct(wanted)
      ? await withScope(deps.db, scopeOf(seat), (tx) =>
          act(tx, deps.clock, seat, { ...named, act: wanted, text: form.text, to: form.to, madeFrom }),
        )
      : refuse('unknown-act');
    if (done.ok) return c.redirect(`/threads/${threadNo(named)}`, 303);
    const { error, status } = errorOf(done.code);
    return c.html(await threadPage(c, form, [error]), status);
  });

  return app;
}

function shelfOf(text: string | undefined): Shelf {
  return text !== undefined && Object.hasOwn(SHELVES, text) ? (text as Shelf) : 'here';
}

/** What another page brings: `/threads/contact?to=011002,012025&title=…&about=/…&aboutTitle=…`. */
function asked(c: Context): Draft {
  const given = (name: string) => c.req.query(name) ?? '';
  return {
    ...{ kind: 'information', text: '', documentNo: '', documentOn: '', answerBy: '' },
    title: given('title'),
    codes: (given('to').match(/\d{6}/g) ?? []).join(' '),
    about: /^\/[^/\\]/.test(given('about')) ? given('about') : '',
    aboutTitle: given('aboutTitle') || given('about'),
  };
}

function draftOf(form: Form): Draft {
  const text = (name: string) => form.text(name).trim();
  return {
    kind: text('kind'),
    title: text('title'),
    text: form.text('text'),
    documentNo: text('documentNo'),
    documentOn: text('documentOn'),
    answerBy: text('answerBy'),
    codes: form.text('codes'),
    about: text('about'),
    aboutTitle: text('aboutTitle'),
  };
}

function aboutOf(draft: Draft): { readonly href: string; readonly title: string } | null {
  return draft.about === '' ? null : { href: draft.about, title: draft.aboutTitle || draft.about };
}

/** A refusal as an error of the form; what is no matter of a field ends as a page of its own. */
function errorOf(code: ThreadRefusal): { readonly error: FieldError; readonly status: 409 | 422 } {
  const { status, sentence, field } = THREAD_REFUSALS[code];
  if (status === 403 || status === 404) throw problem(code);
  return { error: { field, message: sentence }, status };
}

function problem(code: ThreadRefusal): HttpProblem {
  const { status, sentence } = THREAD_REFUSALS[code];
  return new HttpProblem(status, sentence, '連絡・助言の一覧から開き直してください。何も変更していません。');
}
