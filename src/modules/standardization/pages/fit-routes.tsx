import { type Context, Hono } from 'hono';
import { wholeOf } from '../../../core/body-code.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Deps } from '../../../platform/deps.ts';
import { requireSeat, seatToken } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { judgeVersion, keepRequirement } from '../actions/judge.ts';
import {
  additionsOf,
  type PackageVersion,
  packageVersions,
  requirementsOf,
  verdictsOf,
} from '../queries/fit.ts';
import { type Fault, statusOf } from '../rules/sentences.ts';
import { askingOf, changing, EMPTY, type Form, formOf, gone } from './asking.ts';
import { PackagesPage, VersionPage, versionPath } from './fit-pages.tsx';

const VERSION = '/standardization/packages/:package/:version/:no';

/** 適合性: everybody with the right to read sees it; the nation judges. */
export function fitPages(deps: Deps): Hono {
  const app = new Hono();

  app.get('/standardization/packages', requireSeat('standardization:read'), async (c) => {
    const { seat, inScope } = askingOf(c, deps);
    const versions = await inScope((tx) => packageVersions(tx, wholeOf(seat.bodyCode)));
    return c.html(renderPage(<PackagesPage seat={seat} versions={versions} />));
  });

  app.get(VERSION, requireSeat('standardization:read'), async (c) =>
    c.html(await versionPage(c, deps, EMPTY, [])),
  );

  app.post(VERSION, requireSeat('standardization:conduct'), async (c) => {
    const { seat } = askingOf(c, deps);
    const version = await versionAsked(c, deps);
    const form = await formOf(c);
    const done = await changing(c, deps, (tx) => judgeVersion(tx, deps.clock, seat, version, form.text));
    if (done.ok) return c.redirect(versionPath(version), 303);
    return c.html(await versionPage(c, deps, form, done.faults), statusOf(done.faults));
  });

  app.post(`${VERSION}/requirements`, requireSeat('standardization:conduct'), async (c) => {
    const { seat } = askingOf(c, deps);
    const version = await versionAsked(c, deps);
    const form = await formOf(c);
    const keep = (tx: Tx) => keepRequirement(tx, seat, version.businessNo, form.text);
    const done = await changing(c, deps, keep);
    if (done.ok) return c.redirect(versionPath(version), 303);
    return c.html(await versionPage(c, deps, form, done.faults), statusOf(done.faults));
  });
  return app;
}

async function versionAsked(c: Context, deps: Deps): Promise<PackageVersion> {
  const { seat, inScope } = askingOf(c, deps);
  const all = await inScope((tx) => packageVersions(tx, wholeOf(seat.bodyCode)));
  const found = all.find(
    (one) =>
      one.packageId === c.req.param('package') &&
      one.version === c.req.param('version') &&
      String(one.businessNo) === c.req.param('no'),
  );
  if (found === undefined) throw gone('その版');
  return found;
}

async function versionPage(c: Context, deps: Deps, form: Form, faults: readonly Fault[]): Promise<string> {
  const { seat, inScope } = askingOf(c, deps);
  const version = await versionAsked(c, deps);
  const { packageId, businessNo } = version;
  const found = await inScope(async (tx) => ({
    requirements: await requirementsOf(tx, wholeOf(seat.bodyCode), businessNo),
    verdicts: await verdictsOf(tx, packageId, version.version, businessNo),
    additions: await additionsOf(tx, packageId, version.version, businessNo),
  }));
  const mayJudge = seat.rights.has('standardization:conduct');
  return renderPage(
    <VersionPage {...found} {...{ seat, version, mayJudge, form, faults }} csrf={seatToken(c)} />,
  );
}
