import { type Context, Hono } from 'hono';
import { parseDay } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { refuse } from '../../../core/result.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import type { Form } from '../../../platform/http/form-fields.ts';
import { renderPage } from '../../../ui/page.tsx';
import { requireSeat, seatOf } from '../../posts/acting.ts';
import type { FieldError } from '../../posts/pages/form.ts';
import { scopeOf } from '../../posts/rules/rights.ts';
import { ask, openThreads } from '../actions.ts';
import { batchLines } from '../queries/read.ts';
import { askable } from '../reach.ts';
import { asksFirst } from '../rules/route.ts';
import { threadNo } from '../rules/thread.ts';
import { errorOf, problem, readSent, withToken } from './asking.ts';
import { AskPage, BatchPage, ContactPage, type Draft } from './compose-pages.tsx';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** New threads: a body asks upwards; nation and prefecture contact bodies below. */
export function composeRoutes(deps: Deps): Hono {
  const app = new Hono();
  const reading = requireSeat('threads:read');
  const asking = requireSeat('threads:answer');
  const askPage = async (c: Context, draft: Draft, errors: readonly FieldError[] = []) => {
    const seat = seatOf(c);
    const whom = await withScope(deps.db, scopeOf(seat), (tx) =>
      askable(tx, seat, dayInJapan(deps.clock.now())),
    );
    if (whom.length === 0) throw problem('may-not');
    return renderPage(<AskPage {...{ draft, errors, whom }} action={withToken(c, '/threads')} />);
  };

  app.get('/threads/new', asking, async (c) => {
    if (asksFirst(seatOf(c)) === null) return c.redirect('/threads/contact', 303);
    return c.html(await askPage(c, asked(c)));
  });

  app.post('/threads', asking, async (c) => {
    const { form, files, error: cut } = await readSent(c);
    const draft = draftOf(form);
    const seat = seatOf(c);
    if (asksFirst(seat) === null) return c.redirect('/threads/contact', 303);
    if (cut !== null) return c.html(await askPage(c, draft, [cut]), 422);
    const { title, text, to } = draft;
    const sent = await withScope(deps.db, scopeOf(seat), (tx) =>
      ask(tx, deps.clock, seat, {
        ...{ title, text, about: aboutOf(draft), files },
        ...(to === '' ? {} : { to }),
      }),
    );
    if (sent.ok) return c.redirect(`/threads/${threadNo(sent.value)}`, 303);
    const { error, status } = errorOf(sent.code);
    return c.html(await askPage(c, draft, [error]), status);
  });

  const contacting = requireSeat('threads:review');
  const contactPage = (c: Context, draft: Draft, errors: readonly FieldError[] = []) =>
    renderPage(<ContactPage {...{ draft, errors }} action={withToken(c, '/threads/contact')} />);

  app.get('/threads/contact', contacting, (c) => c.html(contactPage(c, asked(c))));

  app.post('/threads/contact', contacting, async (c) => {
    const { form, files, error: cut } = await readSent(c);
    const draft = draftOf(form);
    const seat = seatOf(c);
    if (cut !== null) return c.html(contactPage(c, draft, [cut]), 422);
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
                ...{ kind, title, text, documentOn, answerBy, about: aboutOf(draft), files },
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

  return app;
}

/** What another page brings: `/threads/contact?to=011002,012025&title=…&about=/…&aboutTitle=…`. */
function asked(c: Context): Draft {
  const given = (name: string) => c.req.query(name) ?? '';
  return {
    ...{ kind: 'information', to: '', text: '', documentNo: '', documentOn: '', answerBy: '' },
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
    to: text('to'),
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
