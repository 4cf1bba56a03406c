import { readFile } from 'node:fs/promises';
import { type Context, Hono } from 'hono';
import { dayInJapan } from '../../../core/known-on.ts';
import { auditRead } from '../../../platform/audit/actions.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import {
  receiveForm,
  UPLOAD_REFUSAL_STATUS,
  uploadRefusalSentence,
} from '../../../platform/files/receive-form.ts';
import { FORM_TOKEN } from '../../../platform/http/form-token.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { renderPage } from '../../../ui/page.tsx';
import { requireSeat, seatOf, seatToken } from '../../posts/acting.ts';
import { actorOf } from '../../posts/actions/by.ts';
import { scopeOf } from '../../posts/rules/rights.ts';
import { openNotice, receiveNotice, sendNotice } from '../actions.ts';
import { listNotices, listSent, readAttachment, receiptsOf } from '../queries/read.ts';
import { NOTICE_REFUSALS } from '../rules/sentences.ts';
import { ComposePage, EMPTY_DRAFT } from './compose-page.tsx';
import { draftOf, noticeOf } from './draft.ts';
import { ListPage, PER_PAGE } from './list-page.tsx';
import { NoticePage } from './notice-page.tsx';
import { SentPage } from './sent-page.tsx';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SENT_SHOWN = 100;

/** `/notices` and what lies below it. */
export function noticePages(deps: Deps): Hono {
  const app = new Hono();
  const reading = requireSeat('notices:read');
  const sending = requireSeat('notices:conduct');

  app.get('/notices', reading, async (c) => {
    const seat = seatOf(c);
    const { bodyCode, postId } = seat;
    const all = c.req.query('all') === '1';
    const asked = c.req.query('page') ?? '1';
    const page = /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) : 1;
    const found = await withScope(deps.db, scopeOf(seat), (tx) =>
      listNotices(
        tx,
        { bodyCode, postId },
        { limit: PER_PAGE, offset: (page - 1) * PER_PAGE, openOnly: !all },
      ),
    );
    const today = dayInJapan(deps.clock.now());
    return c.html(renderPage(<ListPage {...{ ...found, seat, all, page, today }} />));
  });

  app.get('/notices/sent', sending, async (c) => {
    const seat = seatOf(c);
    const lines = await withScope(deps.db, scopeOf(seat), (tx) => listSent(tx, seat.bodyCode, SENT_SHOWN));
    return c.html(renderPage(<SentPage seat={seat} lines={lines} shown={SENT_SHOWN} />));
  });

  const action = (c: Context) => `/notices?${FORM_TOKEN}=${seatToken(c)}`;

  app.get('/notices/new', sending, (c) =>
    c.html(renderPage(<ComposePage seat={seatOf(c)} action={action(c)} draft={EMPTY_DRAFT} />)),
  );

  app.post('/notices', sending, async (c) => {
    const seat = seatOf(c);
    const received = await receiveForm(c.req.raw);
    if (!received.ok) {
      const errors = [{ field: 'file', message: uploadRefusalSentence(received) }];
      const page = <ComposePage seat={seat} action={action(c)} draft={EMPTY_DRAFT} errors={errors} />;
      return c.html(renderPage(page), UPLOAD_REFUSAL_STATUS[received.code]);
    }
    const form = received.value;
    try {
      const draft = draftOf(form.fields);
      const given = noticeOf(draft);
      const chosen = form.files.filter((file) => file.field === 'file' && file.size > 0);
      const files = await Promise.all(
        chosen.map(async ({ fileName, path }) => ({ fileName, bytes: await readFile(path) })),
      );
      const sent = given.ok ? await sendNotice(deps, seat, given.value, files) : given;
      if (sent.ok) return c.redirect(`/notices/${sent.value.noticeId}`, 303);
      const { status, sentence, field } = NOTICE_REFUSALS[sent.code];
      if (status === 403 || status === 404) throw problem(sent.code);
      const errors = [{ field, message: sentence }];
      return c.html(renderPage(<ComposePage {...{ seat, draft, errors }} action={action(c)} />), status);
    } finally {
      await form.dispose();
    }
  });

  app.get('/notices/:id', reading, async (c) => {
    const seat = seatOf(c);
    const noticeId = idOf(c);
    const opened = await openNotice(deps, seat, noticeId);
    if (opened === null) throw problem('unknown-notice');
    const { bodyCode } = seat;
    const receipts = await withScope(deps.db, scopeOf(seat), (tx) => receiptsOf(tx, noticeId));
    const own = receipts.find((line) => line.bodyCode === bodyCode) ?? null;
    const page = (
      <NoticePage
        {...{ ...opened, seat, receipts, own, csrf: seatToken(c) }}
        today={dayInJapan(deps.clock.now())}
      />
    );
    return c.html(renderPage(page));
  });

  app.post('/notices/:id/receive', requireSeat('notices:answer'), async (c) => {
    const received = await receiveNotice(deps, seatOf(c), idOf(c));
    if (!received.ok) throw problem(received.code);
    return c.redirect(`/notices/${idOf(c)}`, 303);
  });

  app.get('/notices/:id/files/:position', reading, async (c) => {
    const seat = seatOf(c);
    const noticeId = idOf(c);
    const position = c.req.param('position');
    if ((await openNotice(deps, seat, noticeId)) === null) throw problem('unknown-notice');
    const file = await withScope(deps.db, scopeOf(seat), async (tx) => {
      const found = /^\d{1,2}$/.test(position) ? await readAttachment(tx, noticeId, Number(position)) : null;
      // What is attached is not published: who took it is kept.
      if (found !== null) {
        await auditRead(tx, deps.clock, {
          actor: actorOf(seat),
          action: 'notices:read-file',
          object: { kind: 'notice', id: noticeId },
          bodyCode: seat.bodyCode,
          detail: { position: Number(position) },
        });
      }
      return found;
    });
    if (file === null) throw problem('unknown-notice');
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`);
    // Never shown within our origin, whatever it is.
    c.header('Content-Type', 'application/octet-stream');
    return c.body(Buffer.from(file.bytes));
  });

  return app;
}

function idOf(c: Context): string {
  const id = c.req.param('id') ?? '';
  if (!UUID.test(id)) throw problem('unknown-notice');
  return id;
}

function problem(code: keyof typeof NOTICE_REFUSALS): HttpProblem {
  const { status, sentence } = NOTICE_REFUSALS[code];
  return new HttpProblem(status, sentence, '通知の一覧から開き直してください。何も変更していません。');
}
