import { Hono } from 'hono';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { signInAs } from '../../../platform/sign-in/trial.ts';
import { Page, renderPage } from '../../../ui/page.tsx';
import { getPerson } from '../../posts/queries/people.ts';
import { TRY_AS, TryAsList } from '../../posts/try-as.tsx';
import { personOfTrial } from '../people.ts';

/** `/try`: one click, and one sits in a post of 見本県. There in trial mode only, which production refuses. */
export function tryPages(deps: Deps): Hono {
  const app = new Hono();
  const { trial, sample } = deps.settings;

  app.get('/try', (c) => {
    if (!trial || !sample) throw notHere();
    return c.html(
      renderPage(
        <Page
          title="見本県の職員として試せます"
          sample
          breadcrumb={[{ title: '全国', href: '/' }, { title: '試す' }]}
          lead={<p>押すとその在席でサインインします。書いたものは見本県だけに残ります。</p>}
        >
          <TryAsList />
        </Page>,
      ),
    );
  });

  app.post('/try', async (c) => {
    if (!trial || !sample) throw notHere();
    const form = await c.req.formData();
    const who = TRY_AS.find((each) => each.id === form.get('who'));
    const personId = who === undefined ? null : personOfTrial(who.id);
    const person =
      personId === null
        ? null
        : await withScope(deps.db, { kind: 'system' }, (tx) => getPerson(tx, personId));
    const session = person?.accountId == null ? null : await signInAs(c, deps, person.accountId);
    if (session === null) throw notHere();
    return c.redirect('/home', 303);
  });

  return app;
}

function notHere(): HttpProblem {
  return new HttpProblem(
    404,
    '試すためのページは、ここにはありません。',
    '試用の設定で動いているときだけ使えます。',
  );
}
