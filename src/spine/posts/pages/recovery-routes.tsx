import { type Context, Hono } from 'hono';
import { dayInJapan } from '../../../core/known-on.ts';
import type { Refusal, Result } from '../../../core/result.ts';
import { refuse } from '../../../core/result.ts';
import type { Deps } from '../../../platform/deps.ts';
import { EMPTY_FORM, type Form, readForm } from '../../../platform/http/form-fields.ts';
import { csrfToken, requireOperator } from '../../../platform/operator/session.ts';
import { renderPage } from '../../../ui/page.tsx';
import { requireSeat, seatOf, seatToken } from '../acting.ts';
import { bodiesBelowSeat, bootstrap, type RecoveryInput, recover } from '../actions/recovery.ts';
import { dayOf } from '../rules/input.ts';
import type { PostRefusal } from '../rules/sentences.ts';
import { fieldError, problemOf } from './form.ts';
import { EnrolmentPage } from './people-pages.tsx';
import { BootstrapPage, RecoveryPage } from './recovery-pages.tsx';

/** `/office/recovery` for prefecture and nation, `/office/bootstrap` for the 運用管理者. */
export function recoveryRoutes(deps: Deps): Hono {
  const app = new Hono();
  const administering = requireSeat('posts:administer');

  app.get('/office/recovery', administering, (c) => recoveryPage(c, EMPTY_FORM, null));

  app.post('/office/recovery', administering, async (c) => {
    const form = await readForm(c);
    const input = recoveryInput(form);
    const done = input.ok ? await recover(deps, seatOf(c), input.value) : input;
    if (!done.ok) return recoveryPage(c, form, done);
    const back = { title: '管理者のいない団体へ戻る', href: '/office/recovery' };
    return c.html(renderPage(<EnrolmentPage name={form.text('name')} enrolment={done.value} back={back} />));
  });

  app.get('/office/bootstrap', requireOperator(), (c) => bootstrapPage(c, EMPTY_FORM, null));

  app.post('/office/bootstrap', requireOperator(), async (c) => {
    const form = await readForm(c);
    const input = recoveryInput(form);
    const done = input.ok
      ? await bootstrap(deps, { ...input.value, postTitle: form.text('postTitle') })
      : input;
    if (!done.ok) return bootstrapPage(c, form, done);
    const back = { title: 'ほかの団体を登録する', href: '/office/bootstrap' };
    return c.html(
      renderPage(<EnrolmentPage name={form.text('name')} enrolment={done.value} back={back} operator />),
    );
  });

  async function recoveryPage(c: Context, form: Form, refusal: Refusal<PostRefusal> | null) {
    const giver = seatOf(c);
    // Nobody stands below a municipality.
    if (giver.kind === 'municipality') throw problemOf(refuse('not-yours'));
    const failure = refusal === null ? null : fieldError(refusal, 'body');
    const below = await bodiesBelowSeat(deps, giver);
    const today = dayInJapan(deps.clock.now());
    const error = failure?.error ?? null;
    const page = <RecoveryPage token={seatToken(c)} {...{ giver, below, today, form, error }} />;
    return c.html(renderPage(page), failure?.status ?? 200);
  }

  function bootstrapPage(c: Context, form: Form, refusal: Refusal<PostRefusal> | null) {
    const failure = refusal === null ? null : fieldError(refusal, 'body');
    const page = <BootstrapPage token={csrfToken(c)} form={form} error={failure?.error ?? null} />;
    return c.html(renderPage(page), failure?.status ?? 200);
  }

  return app;
}

function recoveryInput(form: Form): Result<RecoveryInput, PostRefusal> {
  const documentOn = dayOf(form.text('documentOn'));
  if (!documentOn.ok) return refuse('bad-document-day');
  const value: RecoveryInput = {
    bodyCode: form.text('body').normalize('NFKC').trim(),
    name: form.text('name'),
    kana: form.text('kana'),
    mail: form.text('mail'),
    loginName: form.text('loginName'),
    documentNo: form.text('documentNo'),
    documentOn: documentOn.value,
    formerLeft: form.text('formerLeft') === '1',
  };
  return { ok: true, value };
}
