import { Hono } from 'hono';
import { readForm } from '../../http/form-fields.ts';
import { HttpProblem } from '../../http/problem.ts';
import { hashPassword } from '../password.ts';
import { accountOfEnrolment, useEnrolment } from '../queries/accounts.ts';
import { deleteCredentials, setPassword } from '../queries/credentials.ts';
import { endSessions } from '../queries/sessions.ts';
import { recordOwn } from '../record.ts';
import { stageOf } from '../rules.ts';
import { signInHere } from '../session.ts';
import { instant } from '../sessions.ts';
import { hashOf } from '../tokens.ts';
import { BUSY, newPasswordErrors } from './new-password.ts';
import { enter, type Kit, pageOf } from './shared.ts';

const UNUSABLE = new HttpProblem(
  403,
  'このリンクは使えません。',
  'リンクは一度だけ、72時間以内に使えます。新しいリンクの発行を、団体の管理者に依頼してください。',
);

/** `/enrol?token=…`: the person takes the account into use, or anew. Opening the page does not use the link up. */
export function enrolRoutes(kit: Kit): Hono {
  const { deps, views, home } = kit;
  const app = new Hono();

  app.get('/enrol', async (c) => {
    const token = c.req.query('token') ?? '';
    const account = await accountOfEnrolment(deps.db, hashOf(token), instant(deps));
    if (account === null) throw UNUSABLE;
    return c.html(views.enrol({ token, loginName: account.loginName, errors: [] }));
  });

  app.post('/enrol', async (c) => {
    const form = await readForm(c);
    const token = form.text('token');
    const account = await accountOfEnrolment(deps.db, hashOf(token), instant(deps));
    if (account === null) throw UNUSABLE;
    const { accountId, loginName, secondFactor } = account;
    const errors = newPasswordErrors(form, loginName);
    const argon2 = errors.length > 0 ? null : await hashPassword(form.text('newPassword'));
    if (argon2 === null) {
      const shown = errors.length > 0 ? errors : [{ field: 'newPassword', message: BUSY }];
      return c.html(views.enrol({ token, loginName, errors: shown }), 422);
    }
    await deps.db.transaction().execute(async (tx) => {
      if (!(await useEnrolment(tx, hashOf(token), instant(deps)))) throw UNUSABLE;
      await deleteCredentials(tx, accountId);
      await setPassword(tx, accountId, argon2, instant(deps));
      await endSessions(tx, accountId, instant(deps), null);
      await recordOwn(tx, deps, accountId, 'enrolment.use');
    });
    const stage = stageOf({ method: 'enrolment', completed: false, secondFactor, hasFactor: false });
    if (stage === 'complete') return enter(c, kit, { accountId, method: 'enrolment' }, null);
    await signInHere(c, deps, { accountId, method: 'enrolment', completed: false });
    return c.redirect(pageOf(stage, null, home), 303);
  });
  return app;
}
