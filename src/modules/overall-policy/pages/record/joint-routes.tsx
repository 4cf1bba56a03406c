import { type Context, Hono } from 'hono';
import { isBodyCode } from '../../../../core/body-code.ts';
import type { Tx } from '../../../../platform/db/database.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { readForm } from '../../../../platform/http/form-fields.ts';
import { may } from '../../../../spine/contracts/seat.ts';
import { requireSeat, seatOf, seatToken } from '../../../../spine/posts/acting.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { answerPartner } from '../../actions/joint.ts';
import { inScopeOf, todayOf } from '../../actions/open.ts';
import { readPolicyFile } from '../../actions/source.ts';
import { heldPolicies } from '../../actions/standing.ts';
import { fileInfo } from '../../queries/files.ts';
import { bodyNames } from '../../queries/names.ts';
import { templateItems } from '../../queries/template.ts';
import { acting, type Failed, failedWith, noSuchPolicy, numberOf } from '../asking.ts';
import { attachment } from '../write/paper-routes.tsx';
import { JointPage } from './joint-page.tsx';

const JOINT = '/overall-policy/joint/:lead/:no';

/** A policy of another body that this one is asked to share. */
export function jointRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get(JOINT, requireSeat('overall-policy:read'), (c) => page(c, null));

  app.post(JOINT, requireSeat('overall-policy:decide'), async (c) => {
    const form = await readForm(c);
    const target = { leadCode: c.req.param('lead'), policyNo: numberOf(c, 'no') };
    const done = await acting(c, deps, (by) =>
      answerPartner(by, target, {
        agree: form.text('answer') !== 'decline',
        documentNo: form.text('documentNo'),
        decidedOn: form.text('decidedOn'),
        decider: form.text('decider'),
        onBehalf: false,
        seenLater: false,
        samePerson: form.text('samePerson') === '1',
      }),
    );
    if (!done.ok) return page(c, failedWith(form, done, 'documentNo'));
    return c.redirect(`/overall-policy/joint/${target.leadCode}/${target.policyNo}`, 303);
  });

  app.get(`${JOINT}/files/:sha256`, requireSeat('overall-policy:read'), async (c) => {
    const seat = seatOf(c);
    const { found } = await inScopeOf(deps, seat, (tx) => sharedBy(tx, c));
    const sha256 = c.req.param('sha256');
    const shared = found.whole.versions.some(({ version }) => version.fileSha256 === sha256);
    const file = shared ? await readPolicyFile(deps, seat, found.whole.policy.bodyCode, sha256) : null;
    if (file === null) throw noSuchPolicy();
    return attachment(c, file.name, file.mediaType, file.bytes);
  });

  /** What another body shares with this one, or asks it to share. */
  async function sharedBy(tx: Tx, c: Context) {
    const { bodyCode } = seatOf(c);
    const lead = c.req.param('lead') ?? '';
    if (!isBodyCode(lead)) throw noSuchPolicy();
    const subject = `${lead}-${numberOf(c, 'no')}`;
    const held = (await heldPolicies(tx, [bodyCode])).get(bodyCode) ?? [];
    const found = held.find((one) => one.consent !== null && one.subject === subject);
    const newest = found?.whole.versions.at(-1);
    if (found === undefined || newest === undefined) throw noSuchPolicy();
    return { lead, found, newest };
  }

  async function page(c: Context, failed: Failed | null) {
    const seat = seatOf(c);
    const view = await inScopeOf(deps, seat, async (tx) => {
      const { lead, found, newest } = await sharedBy(tx, c);
      const names = await bodyNames(tx, [lead], todayOf(deps.clock));
      const { fileSha256, planVersion } = newest.version;
      const file = fileSha256 === null ? null : await fileInfo(tx, lead, fileSha256);
      const items = await templateItems(tx, planVersion);
      return { held: found, newest, items, file, leadName: names.get(lead) ?? lead };
    });
    const props = {
      ...view,
      bodyName: seat.bodyName,
      csrf: seatToken(c),
      mayDecide: may(seat, 'overall-policy:decide'),
      failed,
    };
    return c.html(renderPage(<JointPage {...props} />), failed?.status ?? 200);
  }

  return app;
}
