import { Hono } from 'hono';
import type { Deps } from '../../../platform/deps.ts';
import { isOperator } from '../../../platform/operator/session.ts';
import { renderPage } from '../../../ui/page.tsx';
import type { PlanNeighbours } from '../../contracts/plan-neighbours.ts';
import { readPlan } from '../queries/read.ts';
import { itemOf, newestVersion, versionOf } from '../rules/contents.ts';
import { type ChangesCode, changesBetween } from '../rules/lineage.ts';
import type { Plan } from '../rules/model.ts';
import { type ChangesForm, ChangesPage } from './changes.tsx';
import { ItemPage } from './item.tsx';
import { UnknownItemPage, UnknownVersionPage } from './not-found.tsx';
import { OverviewPage } from './overview.tsx';
import { VersionPage } from './version.tsx';

export function planPages(neighbours: PlanNeighbours): (deps: Deps) => Hono {
  return (deps) => {
    const app = new Hono();
    const viewOf = async (c: Parameters<typeof isOperator>[0]) => ({
      plan: await readPlan(deps.db),
      neighbours,
      operator: isOperator(c),
    });
    app.get('/plan', async (c) => c.html(renderPage(<OverviewPage view={await viewOf(c)} />)));
    app.get('/plan/changes', async (c) => {
      const view = await viewOf(c);
      const { form, changes } = readChanges(view.plan, c.req.query('from'), c.req.query('to'));
      return c.html(
        renderPage(<ChangesPage view={view} form={form} changes={changes} />),
        form.errors.length === 0 ? 200 : 400,
      );
    });
    app.get('/plan/:version', async (c) => {
      const view = await viewOf(c);
      const found = c.req.param('version');
      const version = versionOf(view.plan, found);
      if (version === null) return c.html(renderPage(<UnknownVersionPage view={view} found={found} />), 404);
      return c.html(renderPage(<VersionPage view={view} version={version} />));
    });
    app.get('/plan/:version/:item', async (c) => {
      const view = await viewOf(c);
      const found = c.req.param('version');
      const version = versionOf(view.plan, found);
      if (version === null) return c.html(renderPage(<UnknownVersionPage view={view} found={found} />), 404);
      const item = itemOf(view.plan, version.id, c.req.param('item'));
      if (item === null) {
        return c.html(
          renderPage(<UnknownItemPage view={view} version={version} found={c.req.param('item')} />),
          404,
        );
      }
      return c.html(renderPage(<ItemPage view={view} version={version} item={item} />));
    });
    return app;
  };
}

const MESSAGES: Readonly<Record<Exclude<ChangesCode, 'unknown-version'>, string>> = {
  'same-version': '同じ版どうしは比べられません。別の版を選んでください。',
  'wrong-order': '比べる先が、元より古い版です。元より新しい版を選んでください。',
};

/** Both versions, or neither (then the form proposes the newest and the one before). */
function readChanges(plan: Plan, from: string | undefined, to: string | undefined) {
  const newest = newestVersion(plan);
  const proposal = { from: newest?.previous?.version ?? '', to: newest?.id ?? '' };
  const none = { form: { ...proposal, errors: [] } satisfies ChangesForm, changes: null };
  if (from === undefined && to === undefined) return none;
  const known = plan.versions.map((version) => version.id).join('、');
  const errors: { field: 'from' | 'to'; message: string }[] = [];
  const check = (field: 'from' | 'to', value: string | undefined, what: string) => {
    if (value === undefined || value === '') errors.push({ field, message: `${what}を選んでください。` });
    else if (versionOf(plan, value) === null) {
      errors.push({ field, message: `${what}「${value}」はありません。あるのは${known}です。` });
    }
  };
  check('from', from, '比べる元の版');
  check('to', to, '比べる先の版');
  const form = { from: from ?? proposal.from, to: to ?? proposal.to };
  if (errors.length > 0) return { form: { ...form, errors }, changes: null };
  const outcome = changesBetween(plan, form.from, form.to);
  if (outcome.ok) return { form: { ...form, errors }, changes: outcome.value };
  const message = outcome.code === 'unknown-version' ? `版は${known}です。` : MESSAGES[outcome.code];
  return { form: { ...form, errors: [{ field: 'to' as const, message }] }, changes: null };
}
