import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { attemptsOf } from '../attempts.ts';
import type { SignInViews } from '../views.ts';
import { accountRoutes } from './account.ts';
import { enrolRoutes } from './enrol.ts';
import { keptRoutes } from './kept.ts';
import { oidcRoutes } from './oidc.ts';
import { passkeyRoutes } from './passkey.ts';
import { passwordRoutes } from './password.ts';
import { setUpRoutes } from './set-up.ts';
import { type Kit, signInGuard } from './shared.ts';

/** All pages of signing in; `accountSession` runs before them. `home`: where people go who asked for no page. */
export function signInRoutes(deps: Deps, views: SignInViews, home: string): Hono {
  const kit: Kit = { deps, views, attempts: attemptsOf(deps), home };
  const app = new Hono();
  for (const path of ['/sign-in', '/sign-in/*', '/sign-out', '/enrol']) app.use(path, signInGuard());
  for (const routes of [
    passwordRoutes,
    setUpRoutes,
    passkeyRoutes,
    oidcRoutes,
    enrolRoutes,
    keptRoutes,
    accountRoutes,
  ]) {
    app.route('/', routes(kit));
  }
  return app;
}
