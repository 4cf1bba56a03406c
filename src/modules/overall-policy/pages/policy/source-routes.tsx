import { readFile } from 'node:fs/promises';
import { type Context, Hono } from 'hono';
import { refuse } from '../../../../core/result.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { receiveForm, uploadRefusalSentence } from '../../../../platform/files/receive-form.ts';
import { type Form, formOf } from '../../../../platform/http/form-fields.ts';
import { requireSeat, seatOf, seatToken } from '../../../../spine/posts/acting.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { inScopeOf, wholePolicy } from '../../actions/open.ts';
import {
  type GivenPdf,
  PDF_BYTES,
  readPolicyFile,
  type SourceForm,
  saveSource,
} from '../../actions/source.ts';
import { fileInfo } from '../../queries/files.ts';
import { acting, type Failed, failedWith, noSuchPolicy, numberOf, problemOf } from '../asking.ts';
import { attachment } from '../write/paper-routes.tsx';
import { SourcePage } from './source-page.tsx';

const SOURCE = '/overall-policy/:no/versions/:version/source';
/** With room for the other fields, so that a PDF of the allowed size is refused by us and not cut off. */
const UPLOAD = { maxBytes: PDF_BYTES + 1024 * 1024, maxFiles: 1, maxFieldBytes: 8 * 1024 };

/** A policy that exists already: its address, its PDF, the pages of its two parts. */
export function sourceRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get(SOURCE, requireSeat('overall-policy:read'), (c) => page(c, null));

  app.post(SOURCE, requireSeat('overall-policy:answer'), async (c) => {
    const received = await receiveForm(c.req.raw, UPLOAD);
    if (!received.ok) {
      const error = { field: 'file', message: uploadRefusalSentence(received) };
      return page(c, { form: formOf({}), error, status: 422 });
    }
    try {
      const form = formOf(Object.fromEntries(received.value.fields));
      const sent = received.value.files.find(({ field }) => field === 'file');
      const pdf = sent === undefined ? null : { name: sent.fileName, bytes: await readFile(sent.path) };
      return await save(c, form, pdf);
    } finally {
      await received.value.dispose();
    }
  });

  app.get('/overall-policy/files/:sha256', requireSeat('overall-policy:read'), async (c) => {
    const seat = seatOf(c);
    const file = await readPolicyFile(deps, seat, seat.bodyCode, c.req.param('sha256'));
    if (file === null) throw noSuchPolicy();
    return attachment(c, file.name, file.mediaType, file.bytes);
  });

  async function save(c: Context, form: Form, pdf: GivenPdf | null) {
    const target = { policyNo: numberOf(c, 'no'), versionNo: numberOf(c, 'version') };
    const typed: SourceForm = {
      url: form.text('url'),
      visionPages: form.text('visionPages'),
      roadmapPages: form.text('roadmapPages'),
    };
    const saved = await acting(c, deps, (by) => saveSource(by, target, typed, pdf));
    if (!saved.ok) return page(c, failedWith(form, saved));
    return c.redirect(`/overall-policy/${target.policyNo}/versions/${target.versionNo}/source?saved=1`, 303);
  }

  async function page(c: Context, failed: Failed | null) {
    const seat = seatOf(c);
    const [policyNo, versionNo] = [numberOf(c, 'no'), numberOf(c, 'version')];
    const view = await inScopeOf(deps, seat, async (tx) => {
      const whole = await wholePolicy(tx, seat.bodyCode, policyNo);
      const at = whole?.versions.find(({ version }) => version.versionNo === versionNo);
      if (whole === null || at === undefined || at.version.way !== 'registered') throw noSuchPolicy();
      const { fileSha256 } = at.version;
      const file = fileSha256 === null ? null : await fileInfo(tx, seat.bodyCode, fileSha256);
      return { whole, at, file };
    });
    if (view.at.version.decision !== null) throw problemOf(refuse('decided'));
    const props = { ...view, csrf: seatToken(c), saved: c.req.query('saved') === '1', failed };
    return c.html(renderPage(<SourcePage {...props} />), failed?.status ?? 200);
  }

  return app;
}
