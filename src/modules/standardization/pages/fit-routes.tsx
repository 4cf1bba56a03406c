import { type Context, Hono } from 'hono';
import { wholeOf } from '../../../core/body-code.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Deps } from '../../../platform/deps.ts';
import { EMPTY_FORM, type Form, readForm } from '../../../platform/http/form-fields.ts';
import { requireSeat, seatToken } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { judgeVersion, keepRequirement, takeRequirements } from '../actions/judge.ts';
import {
  additionsOf,
  type PackageVersion,
  packageVersions,
  requirementsOf,
  verdictsOf,
} from '../queries/fit.ts';
import { businessAt } from '../rules/businesses.ts';
import { requirementBook } from '../rules/requirement-book.ts';
import { type Fault, statusOf } from '../rules/sentences.ts';
import { askingOf, changing, gone } from './asking.ts';
import { bookAnswer, sentWorkbook } from './files.ts';
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
    c.html(await versionPage(c, deps, EMPTY_FORM, [])),
  );

  app.post(VERSION, requireSeat('standardization:conduct'), async (c) => {
    const { seat } = askingOf(c, deps);
    const version = await versionAsked(c, deps);
    const form = await readForm(c);
    const done = await changing(c, deps, (tx) => judgeVersion(tx, deps.clock, seat, version, form.trimmed));
    if (done.ok) return c.redirect(versionPath(version), 303);
    return c.html(await versionPage(c, deps, form, done.faults), statusOf(done.faults));
  });

  app.post(`${VERSION}/requirements`, requireSeat('standardization:conduct'), async (c) => {
    const { seat } = askingOf(c, deps);
    const version = await versionAsked(c, deps);
    const form = await readForm(c);
    const keep = (tx: Tx) => keepRequirement(tx, seat, version.businessNo, form.trimmed);
    const done = await changing(c, deps, keep);
    if (done.ok) return c.redirect(versionPath(version), 303);
    return c.html(await versionPage(c, deps, form, done.faults), statusOf(done.faults));
  });

  app.get(`${VERSION}/requirements.xlsx`, requireSeat('standardization:read'), async (c) => {
    const { seat, today, inScope } = askingOf(c, deps);
    const { packageId, packageName, version, businessNo } = await versionAsked(c, deps);
    const title = `${businessAt(businessNo)?.title ?? ''}の要件と判定（${packageName} ${version}）`;
    const book = await inScope(async (tx) => {
      const requirements = await requirementsOf(tx, wholeOf(seat.bodyCode), businessNo);
      const verdicts = await verdictsOf(tx, packageId, version, businessNo);
      return requirementBook(title, today, requirements, verdicts);
    });
    return bookAnswer(c, `要件と判定_${packageName}_${version}.xlsx`, book);
  });

  app.post(`${VERSION}/upload`, requireSeat('standardization:conduct'), async (c) => {
    const { seat } = askingOf(c, deps);
    const version = await versionAsked(c, deps);
    const sent = await sentWorkbook(c);
    const done = sent.ok
      ? await changing(c, deps, (tx) => takeRequirements(tx, deps.clock, seat, version, sent.value))
      : sent;
    if (done.ok) return c.redirect(versionPath(version), 303);
    return c.html(await versionPage(c, deps, EMPTY_FORM, done.faults), statusOf(done.faults));
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
  const csrf = seatToken(c);
  const uploadAction = `${versionPath(version)}/upload?csrf=${encodeURIComponent(csrf)}`;
  const props = { ...found, seat, version, mayJudge, uploadAction, form, faults, csrf };
  return renderPage(<VersionPage {...props} />);
}
