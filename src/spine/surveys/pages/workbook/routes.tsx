import { type Context, Hono } from 'hono';
import { withScope } from '../../../../platform/db/scope.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { receiveForm, uploadRefusalSentence } from '../../../../platform/files/receive-form.ts';
import { readForm } from '../../../../platform/http/form-fields.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { requireSeat, seatOf, seatToken } from '../../../posts/acting.ts';
import { answeringScope } from '../../actions/open-sheet.ts';
import { receiveWorkbook, WORKBOOK_LIMITS } from '../../actions/upload.ts';
import {
  dropUpload,
  takeUpload,
  type UploadTakeRefusal,
  type UploadView,
  viewUpload,
} from '../../actions/upload-take.ts';
import { fetchWorkbook, makeWorkbook, type WorkbookRefusal } from '../../actions/workbook.ts';
import { listShownUploads, listShownWorkbooks } from '../../actions/workbook-lists.ts';
import { findFile } from '../../queries/uploads.ts';
import { SAVE_REFUSAL_STATUS, saveRefusalSentence } from '../../rules/sentences.ts';
import { isSampleSeat, noSuchSheet, sheetOf } from '../sheet/asking.ts';
import { UploadPage } from './upload-page.tsx';
import { WorkbooksPage } from './workbooks-page.tsx';

const SHEET = '/surveys/sheets/:no';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const UPLOAD_LIMITS = {
  maxBytes: WORKBOOK_LIMITS.maxBytes + 64 * 1024,
  maxFiles: 1,
  maxFieldBytes: 4 * 1024,
};

const MAKE_SENTENCES: Readonly<Record<WorkbookRefusal, string>> = {
  'no-such-sheet': 'その回答票は見つかりません。',
  'no-such-handout': 'その庁内照会は見つかりません。',
  'handout-cancelled': 'この庁内照会は取りやめています。再開してから作ってください。',
  'no-questions': 'この職が書ける設問がないため、回答票を作れません。',
};

/** Excelの回答票: make, fetch, send back, compare, take over; each step a form without a script. */
export function workbookPages(deps: Deps): Hono {
  const app = new Hono();

  app.get(`${SHEET}/workbooks`, requireSeat('surveys:answer'), async (c) => c.html(await listPage(c)));

  app.post(`${SHEET}/workbooks`, requireSeat('surveys:answer'), async (c) => {
    const sheetNo = c.req.param('no');
    const handoutNo = (await readForm(c)).all('handout')[0] ?? null;
    const made = await makeWorkbook(deps, seatOf(c), { sheetNo, handoutNo });
    if (made.ok) return c.redirect(`/surveys/sheets/${sheetNo}/workbooks/${made.value}`, 303);
    if (made.code === 'no-such-sheet') throw noSuchSheet();
    throw new HttpProblem(409, MAKE_SENTENCES[made.code], '何も変更していません。回答票のページに戻れます。');
  });

  app.get(`${SHEET}/workbooks/:issue`, requireSeat('surveys:answer'), async (c) => {
    const issue = c.req.param('issue');
    const fetched = /^\d{1,6}$/.test(issue)
      ? await fetchWorkbook(deps, seatOf(c), c.req.param('no'), Number(issue))
      : null;
    if (fetched === null) throw noSuchSheet();
    return attachment(c, fetched.name, XLSX, fetched.bytes);
  });

  app.post(`${SHEET}/uploads`, requireSeat('surveys:answer'), async (c) => {
    const received = await receiveForm(c.req.raw, UPLOAD_LIMITS);
    if (!received.ok) return c.html(await listPage(c, uploadRefusalSentence(received)), 422);
    try {
      const file = received.value.files.find((one) => one.field === 'file');
      if (file === undefined) return c.html(await listPage(c, '送る回答票のファイルを選んでください。'), 422);
      const got = await receiveWorkbook(deps, seatOf(c), c.req.param('no'), {
        fileName: file.fileName,
        content: file.path,
        sha256: file.sha256,
      });
      if (!got.ok) throw noSuchSheet();
      return c.redirect(`/surveys/sheets/${c.req.param('no')}/uploads/${got.value.uploadId}`, 303);
    } finally {
      await received.value.dispose();
    }
  });

  app.get(`${SHEET}/uploads/:upload`, requireSeat('surveys:answer'), async (c) =>
    c.html(uploadPage(c, await uploadOf(c))),
  );

  app.post(`${SHEET}/uploads/:upload`, requireSeat('surveys:answer'), async (c) => {
    const form = await readForm(c);
    const chosen = new Map(
      form.all('take').map((id): [string, number] => [id, seenOf(form.text(`seen-${id}`))]),
    );
    const { no, upload } = target(c);
    const taken = await takeUpload(deps, seatOf(c), no, upload, chosen);
    if (taken.ok) return c.redirect(`/surveys/sheets/${no}/uploads/${upload}`, 303);
    if (taken.code !== 'nothing-chosen') throw problem(taken);
    const error = '取り込む設問が選ばれていません。選んでから、もう一度押してください。';
    return c.html(uploadPage(c, await uploadOf(c), error), 422);
  });

  app.post(`${SHEET}/uploads/:upload/close`, requireSeat('surveys:answer'), async (c) => {
    const { no, upload } = target(c);
    const closed = await dropUpload(deps, seatOf(c), no, upload);
    if (!closed.ok) throw problem(closed);
    return c.redirect(`/surveys/sheets/${no}/uploads/${upload}`, 303);
  });

  app.get(`${SHEET}/uploads/:upload/file`, requireSeat('surveys:answer'), async (c) => {
    const { upload } = await uploadOf(c);
    const owner = upload.reading.fileOwner;
    const file =
      owner === null
        ? null
        : await withScope(deps.db, answeringScope(seatOf(c)), (tx) => findFile(tx, owner, upload.sha256));
    if (file === null) throw noSuchSheet();
    return attachment(c, upload.fileName, 'application/octet-stream', file.bytes);
  });

  async function listPage(c: Context, error?: string): Promise<string> {
    const view = await sheetOf(c, deps);
    const seat = seatOf(c);
    return renderPage(
      <WorkbooksPage
        view={view}
        made={await listShownWorkbooks(deps, seat, view)}
        uploads={await listShownUploads(deps, seat, view)}
        token={seatToken(c)}
        sample={isSampleSeat(c)}
        {...(error === undefined ? {} : { error })}
      />,
    );
  }

  async function uploadOf(c: Context): Promise<UploadView> {
    const { no, upload } = target(c);
    const shown = await viewUpload(deps, seatOf(c), no, upload);
    if (shown === null) throw noSuchSheet();
    return shown;
  }

  return app;
}

function target(c: Context): { readonly no: string; readonly upload: string } {
  return { no: c.req.param('no') ?? '', upload: c.req.param('upload') ?? '' };
}

function seenOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

function uploadPage(c: Context, shown: UploadView, error?: string): string {
  return renderPage(
    <UploadPage
      shown={shown}
      token={seatToken(c)}
      sample={isSampleSeat(c)}
      {...(error === undefined ? {} : { error })}
    />,
  );
}

function problem(refusal: {
  readonly code: UploadTakeRefusal;
  readonly detail: Readonly<Record<string, string>>;
}): HttpProblem {
  const { code, detail } = refusal;
  if (code === 'no-such-upload') return noSuchSheet();
  if (code === 'upload-finished')
    return new HttpProblem(409, 'この回答票の取込は、既に終わっています。', '開き直すと、結果を見られます。');
  if (code === 'nothing-chosen')
    return new HttpProblem(422, '取り込む設問が選ばれていません。', '選び直してください。');
  return new HttpProblem(
    SAVE_REFUSAL_STATUS[code],
    saveRefusalSentence({ ok: false, code, detail }),
    '送られた回答票は残っています。開き直すと、もう一度選べます。',
  );
}

/** Saved under a Japanese name; never opened inside the browser as a page of ours. */
export function attachment(c: Context, name: string, mediaType: string, bytes: Uint8Array): Response {
  return c.body(Uint8Array.from(bytes), 200, {
    'Content-Type': mediaType,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'X-Content-Type-Options': 'nosniff',
  });
}
