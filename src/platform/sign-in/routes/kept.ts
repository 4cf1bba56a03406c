import { Hono } from 'hono';
import { readForm } from '../../http/form-fields.ts';
import { findKeptForms, forgetKeptForm } from '../kept-form.ts';
import { accountFormToken, accountOf, requireAccount } from '../session.ts';
import { type Kit, nextOf } from './shared.ts';

/** `/sign-in/kept`: what was typed when a session had ended is offered again; with nothing kept, on to the page. */
export function keptRoutes(kit: Kit): Hono {
  const { deps, views, home } = kit;
  const app = new Hono();

  app.get('/sign-in/kept', requireAccount(), async (c) => {
    const next = nextOf(c.req.query('next')) ?? home;
    const forms = await findKeptForms(c, deps, accountOf(c).accountId);
    if (forms.length === 0) return c.redirect(next, 303);
    return c.html(views.kept({ csrf: accountFormToken(c), forms, home: next }));
  });

  app.post('/sign-in/kept/discard', requireAccount(), async (c) => {
    const id = (await readForm(c)).text('id');
    await forgetKeptForm(c, deps, accountOf(c).accountId, id);
    return c.redirect('/sign-in/kept', 303);
  });
  return app;
}
