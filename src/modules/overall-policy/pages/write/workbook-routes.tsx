import { type Context, Hono } from 'hono';
import { fiscalYearOf } from '../../../../core/calendar.ts';
import { refuse } from '../../../../core/result.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { receiveForm, uploadRefusalSentence } from '../../../../platform/files/receive-form.ts';
import { writeWorkbook } from '../../../../platform/files/write-workbook.ts';
import { readForm } from '../../../../platform/http/form-fields.ts';
import { requireSeat, seatOf, seatToken } from '../../../../spine/posts/acting.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { inScopeOf, todayOf, wholePolicy } from '../../actions/open.ts';
import { BOOK_LIMITS, decodeBook, receiveBook, takeBook } from '../../actions/workbook.ts';
import { templateItems } from '../../queries/template.ts';
import { findUpload } from '../../queries/uploads.ts';
import { policySentence } from '../../rules/sentences.ts';
import { planBook } from '../../rules/workbook.ts';
import { acting, noSuchPolicy, numberOf, problemOf } from '../asking.ts';
import { attachment } from './paper-routes.tsx';
import { UploadPage, WorkbookPage } from './workbook-page.tsx';

const BOOK = '/overall-policy/:no/versions/:version/workbook';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const UPLOAD = { maxBytes: BOOK_LIMITS.maxBytes + 64 * 1024, maxFiles: 1, maxFieldBytes: 4 * 1024 };

/** Writing in Excel: download, send back, look at what would change, take it over. */
export function workbookRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get(BOOK, requireSeat('overall-policy:answer'), (c) => page(c, null));

  app.get(`${BOOK}.xlsx`, requireSeat('overall-policy:answer'), async (c) => {
    const view = await viewOf(c);
    const today = todayOf(deps.clock);
    const bytes = await writeWorkbook(
      planBook({
        policy: view.whole.policy,
        ...view.at,
        items: view.items,
        bodyName: seatOf(c).bodyName,
        madeOn: today,
        fiscalYear: fiscalYearOf(today),
      }),
    );
    const name = `全体方針_${view.whole.policy.bodyCode}-${view.whole.policy.policyNo}.xlsx`;
    return attachment(c, name, XLSX, bytes);
  });

  app.post(BOOK, requireSeat('overall-policy:answer'), async (c) => {
    const received = await receiveForm(c.req.raw, UPLOAD);
    if (!received.ok) return page(c, uploadRefusalSentence(received));
    try {
      const { whole, at, items } = await viewOf(c);
      const file = received.value.files.find(({ field }) => field === 'file');
      if (file === undefined) return await page(c, '送るExcelのファイルを選んでください。');
      const target = { policyNo: whole.policy.policyNo, versionNo: at.version.versionNo };
      const book = await decodeBook(file.path, file.fileName);
      const got = await acting(c, deps, (by) => receiveBook(by, target, file.fileName, book, items));
      if (!got.ok) throw problemOf(got);
      return c.redirect(`${here(target)}/${got.value}`, 303);
    } finally {
      await received.value.dispose();
    }
  });

  app.get(`${BOOK}/:upload`, requireSeat('overall-policy:answer'), (c) => uploadPage(c, null));

  app.post(`${BOOK}/:upload`, requireSeat('overall-policy:answer'), async (c) => {
    const form = await readForm(c);
    const target = { policyNo: numberOf(c, 'no'), versionNo: numberOf(c, 'version') };
    const chosen = new Map(
      form.all('take').map((section) => [section, Number(form.text(`s.${section}`)) || 0] as const),
    );
    const taken = await acting(c, deps, (by) => takeBook(by, target, c.req.param('upload'), chosen));
    if (taken.ok)
      return c.redirect(`/overall-policy/${target.policyNo}/versions/${target.versionNo}/write/check`, 303);
    if (taken.code === 'nothing-chosen') return uploadPage(c, policySentence(taken));
    throw problemOf(taken);
  });

  function here(target: { policyNo: number; versionNo: number }): string {
    return `/overall-policy/${target.policyNo}/versions/${target.versionNo}/workbook`;
  }

  async function viewOf(c: Context) {
    const seat = seatOf(c);
    const [policyNo, versionNo] = [numberOf(c, 'no'), numberOf(c, 'version')];
    return inScopeOf(deps, seat, async (tx) => {
      const whole = await wholePolicy(tx, seat.bodyCode, policyNo);
      const at = whole?.versions.find(({ version }) => version.versionNo === versionNo);
      if (whole === null || at === undefined || at.version.way !== 'written') throw noSuchPolicy();
      if (at.version.decision !== null) throw problemOf(refuse('decided'));
      return { whole, at, items: await templateItems(tx, at.version.planVersion) };
    });
  }

  async function page(c: Context, error: string | null) {
    const props = { ...(await viewOf(c)), csrf: seatToken(c), error };
    return c.html(renderPage(<WorkbookPage {...props} />), error === null ? 200 : 422);
  }

  async function uploadPage(c: Context, error: string | null) {
    const view = await viewOf(c);
    const seat = seatOf(c);
    const upload = await inScopeOf(deps, seat, (tx) =>
      findUpload(tx, seat.bodyCode, c.req.param('upload') ?? ''),
    );
    const fits =
      upload?.policyNo === view.whole.policy.policyNo && upload.versionNo === view.at.version.versionNo;
    if (upload === null || !fits) throw problemOf(refuse('no-such-upload'));
    const props = { ...view, upload, csrf: seatToken(c), error };
    return c.html(renderPage(<UploadPage {...props} />), error === null ? 200 : 422);
  }

  return app;
}
