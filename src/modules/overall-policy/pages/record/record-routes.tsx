import { type Context, Hono } from 'hono';
import type { Deps } from '../../../../platform/deps.ts';
import { readForm } from '../../../../platform/http/form-fields.ts';
import { requireSeat, seatOf, seatToken } from '../../../../spine/posts/acting.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { abolish } from '../../actions/abolition.ts';
import { inScopeOf, wholePolicy } from '../../actions/open.ts';
import { recordDecision, recordPublication, undoDecision } from '../../actions/record.ts';
import { acting, type Failed, failedWith, noSuchPolicy, numberOf } from '../asking.ts';
import { AbolishPage } from './abolish-page.tsx';
import { RecordPage, type RecordProps } from './record-page.tsx';

const VERSION = '/overall-policy/:no/versions/:version';

/** 決裁, 公表 and 廃止: records of what the office has decided. */
export function recordRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get(`${VERSION}/record`, requireSeat('overall-policy:decide'), (c) => page(c, null));

  app.post(`${VERSION}/decision`, requireSeat('overall-policy:decide'), async (c) => {
    const form = await readForm(c);
    const edition = Number(form.text('edition'));
    const done = await acting(c, deps, (by) =>
      recordDecision(
        by,
        { ...target(c), edition: Number.isSafeInteger(edition) ? edition : 0 },
        {
          documentNo: form.text('documentNo'),
          decidedOn: form.text('decidedOn'),
          decider: form.text('decider'),
          onBehalf: form.text('onBehalf') === '1',
          seenLater: form.text('seenLater') === '1',
          samePerson: form.text('samePerson') === '1',
        },
      ),
    );
    return done.ok ? back(c) : page(c, { ...failedWith(form, done, 'documentNo'), which: 'decision' });
  });

  app.post(`${VERSION}/publication`, requireSeat('overall-policy:decide'), async (c) => {
    const form = await readForm(c);
    const typed = { publishedOn: form.text('publishedOn'), publishedUrl: form.text('publishedUrl') };
    const done = await acting(c, deps, (by) => recordPublication(by, target(c), typed));
    return done.ok ? back(c) : page(c, { ...failedWith(form, done, 'publishedOn'), which: 'publication' });
  });

  app.post(`${VERSION}/undo`, requireSeat('overall-policy:decide'), async (c) => {
    const form = await readForm(c);
    const done = await acting(c, deps, (by) => undoDecision(by, target(c), form.text('reason')));
    return done.ok ? back(c) : page(c, { ...failedWith(form, done, 'reason'), which: 'undo' });
  });

  app.get('/overall-policy/:no/abolish', requireSeat('overall-policy:decide'), (c) => abolishPage(c, null));

  app.post('/overall-policy/:no/abolish', requireSeat('overall-policy:decide'), async (c) => {
    const form = await readForm(c);
    const policyNo = numberOf(c, 'no');
    const done = await acting(c, deps, (by) =>
      abolish(by, policyNo, {
        abolishedOn: form.text('abolishedOn'),
        reason: form.text('reason'),
        documentNo: form.text('documentNo'),
        decidedOn: form.text('decidedOn'),
        decider: form.text('decider'),
      }),
    );
    return done.ok
      ? c.redirect(`/overall-policy/${policyNo}`, 303)
      : abolishPage(c, failedWith(form, done, 'reason'));
  });

  function target(c: Context) {
    return { policyNo: numberOf(c, 'no'), versionNo: numberOf(c, 'version') };
  }

  function back(c: Context) {
    const { policyNo, versionNo } = target(c);
    return c.redirect(`/overall-policy/${policyNo}/versions/${versionNo}/record?saved=1`, 303);
  }

  async function page(c: Context, failed: RecordProps['failed']) {
    const seat = seatOf(c);
    const { policyNo, versionNo } = target(c);
    const whole = await inScopeOf(deps, seat, (tx) => wholePolicy(tx, seat.bodyCode, policyNo));
    const at = whole?.versions.find(({ version }) => version.versionNo === versionNo);
    if (whole === null || at === undefined) throw noSuchPolicy();
    const saved = c.req.query('saved') === '1';
    const { bodyCode, bodyName } = seat;
    const props = { whole, at, bodyCode, bodyName, csrf: seatToken(c), saved, failed };
    return c.html(renderPage(<RecordPage {...props} />), failed?.status ?? 200);
  }

  async function abolishPage(c: Context, failed: Failed | null) {
    const seat = seatOf(c);
    const whole = await inScopeOf(deps, seat, (tx) => wholePolicy(tx, seat.bodyCode, numberOf(c, 'no')));
    if (whole === null) throw noSuchPolicy();
    return c.html(
      renderPage(
        <AbolishPage policy={whole.policy} bodyName={seat.bodyName} csrf={seatToken(c)} failed={failed} />,
      ),
      failed?.status ?? 200,
    );
  }

  return app;
}
