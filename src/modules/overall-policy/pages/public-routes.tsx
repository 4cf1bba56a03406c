import { Hono } from 'hono';
import { isBodyCode } from '../../../core/body-code.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { bodyOn } from '../../../spine/bodies/queries/register.ts';
import { renderPage } from '../../../ui/page.tsx';
import { todayOf } from '../actions/open.ts';
import { heldPolicies } from '../actions/standing.ts';
import { findFile } from '../queries/files.ts';
import { bodyNames } from '../queries/names.ts';
import { templateItems } from '../queries/template.ts';
import { noSuchPolicy } from './asking.ts';
import { PublicPage } from './public-page.tsx';
import { attachment } from './write/paper-routes.tsx';

/** What everybody may read: published policies of a body, with their day and their source. */
export function publicRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get('/overall-policy/of/:code', async (c) => {
    const code = c.req.param('code');
    if (!isBodyCode(code)) throw noSuchPolicy();
    const today = todayOf(deps.clock);
    const view = await withScope(deps.db, { kind: 'public' }, async (tx) => {
      const body = await bodyOn(tx, code, today);
      if (body === null) throw noSuchPolicy();
      const held = (await heldPolicies(tx, [code])).get(code) ?? [];
      const shown = held.filter(({ consent }) => consent === null || consent.state === 'agreed');
      const versions = [
        ...new Set(shown.flatMap(({ whole }) => whole.versions.map(({ version }) => version.planVersion))),
      ];
      const items = new Map<string, Awaited<ReturnType<typeof templateItems>>>();
      for (const version of versions) items.set(version, await templateItems(tx, version));
      const names = await bodyNames(
        tx,
        shown.map(({ whole }) => whole.policy.bodyCode),
        today,
      );
      return { body, shown, items, names };
    });
    return c.html(renderPage(<PublicPage {...view} />));
  });

  app.get('/overall-policy/of/:code/files/:sha256', async (c) => {
    const { code, sha256 } = c.req.param();
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw noSuchPolicy();
    const file = await withScope(deps.db, { kind: 'public' }, (tx) => findFile(tx, code, sha256));
    if (file === null) throw noSuchPolicy();
    return attachment(c, file.name, file.mediaType, file.bytes);
  });

  return app;
}
