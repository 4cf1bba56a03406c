import { readFile } from 'node:fs/promises';
import { type Context, Hono } from 'hono';
import type { Deps } from '../../../../platform/deps.ts';
import { receiveForm, uploadRefusalSentence } from '../../../../platform/files/receive-form.ts';
import { readForm } from '../../../../platform/http/form-fields.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { may } from '../../../contracts/seat.ts';
import { requireSeat, seatOf, seatToken } from '../../../posts/acting.ts';
import { enterProxy, openProxySheet, type ProxySheet, readScan, saveProxy } from '../../actions/proxy.ts';
import { confirmProxies, proxyEntries } from '../../actions/proxy-confirm.ts';
import { sheetBodyName } from '../../actions/read-sheet.ts';
import { formPages } from '../../rules/progress.ts';
import { PROXY_FIELDS, PROXY_SENTENCES } from '../../rules/proxy.ts';
import { SAVE_REFUSAL_STATUS, saveRefusalSentence } from '../../rules/sentences.ts';
import { isSampleSeat, noSuchSheet, sheetOf } from '../sheet/asking.ts';
import { download, EVIDENCE_UPLOAD } from '../sheet/question-routes.tsx';
import { pageOf } from '../sheet/view.ts';
import { ProxyConfirmPage } from './proxy-confirm-page.tsx';
import { type HeardForm, ProxyEntryPage, ProxyStartPage } from './proxy-pages.tsx';

const ENTRY = '/surveys/proxy/:no/:entry/pages/:page';

/** 代行入力 by the prefecture, and its confirmation by the body. */
export function proxyPages(deps: Deps): Hono {
  const app = new Hono();

  app.get('/surveys/proxy/:no', requireSeat('surveys:review'), async (c) => c.html(await start(c, deps)));

  app.post('/surveys/proxy/:no', requireSeat('surveys:review'), async (c) => {
    const received = await receiveForm(c.req.raw, EVIDENCE_UPLOAD);
    if (!received.ok) {
      const error = { field: 'scan', message: uploadRefusalSentence(received) };
      return c.html(await start(c, deps, { heardOn: '', heardFrom: '', error }), 422);
    }
    try {
      const { fields, files } = received.value;
      const scan = files.find((one) => one.field === 'scan');
      const given = { heardOn: fields.get('heardOn') ?? '', heardFrom: fields.get('heardFrom') ?? '' };
      const entered = await enterProxy(deps, seatOf(c), c.req.param('no'), {
        ...given,
        scan: scan === undefined ? null : { fileName: scan.fileName, bytes: await readFile(scan.path) },
      });
      if (entered.ok) return c.redirect(`/surveys/proxy/${c.req.param('no')}/${entered.value}/pages/1`, 303);
      if (entered.code === 'no-such-sheet') throw noSuchSheet();
      const error = { field: PROXY_FIELDS[entered.code], message: PROXY_SENTENCES[entered.code] };
      return c.html(await start(c, deps, { ...given, error }), 422);
    } finally {
      await received.value.dispose();
    }
  });

  app.get('/surveys/proxy/:no/files/:sha256', requireSeat('surveys:review'), async (c) => {
    const file = await readScan(deps, seatOf(c), c.req.param('no'), c.req.param('sha256'));
    if (file === null) throw noSuchSheet();
    return download(c, file);
  });

  app.get(ENTRY, requireSeat('surveys:review'), async (c) => {
    const proxy = await proxyOf(c, deps);
    const entry = proxy.entries.find((one) => one.proxyId === c.req.param('entry'));
    const page = pageOf(proxy.view, c.req.param('page'));
    if (entry === undefined || page === null) throw noSuchSheet();
    const number = (name: string) => Number(/^\d{1,4}$/.exec(c.req.query(name) ?? '')?.[0] ?? 0);
    return c.html(
      renderPage(
        <ProxyEntryPage
          {...(await common(c, deps, proxy))}
          entry={entry}
          page={page}
          saved={c.req.query('saved') === undefined ? null : { saved: number('saved'), kept: number('kept') }}
        />,
      ),
    );
  });

  app.post(ENTRY, requireSeat('surveys:review'), async (c) => saveEntry(c, deps));

  app.get('/surveys/sheets/:no/proxy', requireSeat('surveys:read'), async (c) => {
    const view = await sheetOf(c, deps);
    const confirmed = /^\d{1,4}$/.exec(c.req.query('confirmed') ?? '')?.[0];
    return c.html(
      renderPage(
        <ProxyConfirmPage
          view={view}
          entries={await proxyEntries(deps, seatOf(c), view)}
          csrf={seatToken(c)}
          sample={isSampleSeat(c)}
          mayAnswer={may(seatOf(c), 'surveys:answer')}
          confirmed={confirmed === undefined ? null : Number(confirmed)}
        />,
      ),
    );
  });

  app.post('/surveys/sheets/:no/proxy', requireSeat('surveys:answer'), async (c) => {
    const chosen = new Map(
      (await readForm(c)).all('take').flatMap((text): [string, number][] => {
        const match = /^([a-z0-9-]+)@(\d{1,9})$/.exec(text);
        return match === null ? [] : [[match[1] ?? '', Number(match[2])]];
      }),
    );
    const confirmed = await confirmProxies(deps, seatOf(c), c.req.param('no'), chosen);
    if (!confirmed.ok) throw refused(confirmed);
    const saved = confirmed.value.filter((one) => one.kind === 'saved').length;
    return c.redirect(`/surveys/sheets/${c.req.param('no')}/proxy?confirmed=${saved}`, 303);
  });

  return app;
}

function refused(refusal: Parameters<typeof saveRefusalSentence>[0]): HttpProblem {
  const status = SAVE_REFUSAL_STATUS[refusal.code];
  if (status === 404) return noSuchSheet();
  return new HttpProblem(status, saveRefusalSentence(refusal), '何も保存していません。');
}

async function proxyOf(c: Context, deps: Deps): Promise<ProxySheet> {
  const proxy = await openProxySheet(deps, seatOf(c), c.req.param('no') ?? '');
  if (proxy === null) throw noSuchSheet();
  return proxy;
}

async function common(c: Context, deps: Deps, proxy: ProxySheet) {
  return {
    proxy,
    bodyName: await sheetBodyName(deps, proxy.view),
    csrf: seatToken(c),
    sample: isSampleSeat(c),
  };
}

async function start(c: Context, deps: Deps, form?: HeardForm): Promise<string> {
  const proxy = await proxyOf(c, deps);
  const props = await common(c, deps, proxy);
  return renderPage(
    <ProxyStartPage {...props} today={proxy.view.today} {...(form === undefined ? {} : { form })} />,
  );
}

async function saveEntry(c: Context, deps: Deps) {
  const { no = '', entry = '', page = '1' } = c.req.param();
  const form = await readForm(c);
  const saved = await saveProxy(deps, seatOf(c), { sheetNo: no, proxyId: entry }, form.values);
  if (!saved.ok) throw refused(saved);
  const { outcomes, unreadable } = saved.value;
  const kept = outcomes.filter((one) => one.kind === 'kept').length;
  const proxy = await proxyOf(c, deps);
  const next = form.text('do') === 'next' && unreadable.length === 0;
  if (next && Number(page) >= formPages(proxy.view.round.survey).length)
    return c.redirect(`/surveys/proxy/${no}`, 303);
  const query = new URLSearchParams({
    saved: String(outcomes.filter((one) => one.kind === 'saved').length),
    kept: String(kept),
  });
  return c.redirect(
    `/surveys/proxy/${no}/${entry}/pages/${next ? Number(page) + 1 : Number(page)}?${query}`,
    303,
  );
}
