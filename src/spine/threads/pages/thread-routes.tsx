import { type Context, Hono } from 'hono';
import { dayInJapan } from '../../../core/known-on.ts';
import { refuse } from '../../../core/result.ts';
import { auditRead } from '../../../platform/audit/actions.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { renderPage } from '../../../ui/page.tsx';
import { seatTitle } from '../../contracts/seat.ts';
import { requireSeat, seatOf } from '../../posts/acting.ts';
import { actorOf } from '../../posts/actions/by.ts';
import type { FieldError } from '../../posts/pages/form.ts';
import { scopeOf } from '../../posts/rules/rights.ts';
import { act, heldBy, nextStations } from '../act.ts';
import { filesOf, findFile } from '../queries/files.ts';
import { findThread, messagesOf, stationsOf } from '../queries/read.ts';
import { noteSeen } from '../queries/write.ts';
import { actsFor, isAct, parseThreadNo, threadNo } from '../rules/thread.ts';
import { errorOf, problem, readSent, withToken } from './asking.ts';
import { type StepForm, ThreadPage } from './thread-page.tsx';

const NOTHING: StepForm = { act: '', text: '', to: '' };

/** One thread: its page, its next step, its files. */
export function threadRoutes(deps: Deps): Hono {
  const app = new Hono();
  const reading = requireSeat('threads:read');
  const asking = requireSeat('threads:answer');
  const today = () => dayInJapan(deps.clock.now());

  const threadPage = async (c: Context, form: StepForm, errors: readonly FieldError[]) => {
    const seat = seatOf(c);
    const named = parseThreadNo(c.req.param('no') ?? '');
    const day = today();
    const found = await withScope(deps.db, scopeOf(seat), async (tx) => {
      const thread = named === null ? null : await findThread(tx, named.bodyCode, named.threadNo);
      if (thread === null) return null;
      const at = new Date(deps.clock.now()).toISOString();
      await noteSeen(tx, thread, { keeperCode: seat.bodyCode, title: seatTitle(seat), at });
      const held = heldBy(seat, thread);
      const next = await nextStations(tx, seat, thread, day);
      const acts = seat.rights.has('threads:answer')
        ? actsFor(thread, { ...held, mayHandOn: next.length > 0 })
        : [];
      const messages = await messagesOf(tx, thread);
      const files = await filesOf(tx, thread);
      return { thread, messages, files, stations: await stationsOf(tx, thread), acts, next };
    });
    if (found === null) throw problem('unknown-thread');
    const action = withToken(c, `/threads/${threadNo(found.thread)}`);
    return renderPage(<ThreadPage {...{ ...found, form, errors, action }} today={day} />);
  };

  app.get('/threads/:no', reading, async (c) => c.html(await threadPage(c, NOTHING, [])));

  app.post('/threads/:no', asking, async (c) => {
    const seat = seatOf(c);
    const named = parseThreadNo(c.req.param('no') ?? '');
    if (named === null) throw problem('unknown-thread');
    const { form: sent, files, error: cut } = await readSent(c);
    const form = { act: sent.text('act'), text: sent.text('text'), to: sent.text('to') };
    if (cut !== null) return c.html(await threadPage(c, form, [cut]), 422);
    const wanted = form.act;
    const madeFrom = /^\d{1,6}$/.test(sent.text('madeFrom')) ? Number(sent.text('madeFrom')) : 0;
    const done = isAct(wanted)
      ? await withScope(deps.db, scopeOf(seat), (tx) =>
          act(tx, deps.clock, seat, { ...named, act: wanted, text: form.text, to: form.to, madeFrom, files }),
        )
      : refuse('unknown-act');
    if (done.ok) return c.redirect(`/threads/${threadNo(named)}`, 303);
    const { error, status } = errorOf(done.code);
    return c.html(await threadPage(c, form, [error]), status);
  });

  app.get('/threads/:no/files/:message/:position', reading, async (c) => {
    const seat = seatOf(c);
    const { no, message, position } = c.req.param();
    const named = parseThreadNo(no);
    if (named === null || !/^\d{1,6}$/.test(message) || !/^\d{1,2}$/.test(position))
      throw problem('unknown-thread');
    const at = { messageNo: Number(message), position: Number(position) };
    const file = await withScope(deps.db, scopeOf(seat), async (tx) => {
      const found = await findFile(tx, named, at);
      // What is attached is not published: who took it is kept.
      if (found !== null)
        await auditRead(tx, deps.clock, {
          actor: actorOf(seat),
          action: 'threads:read-file',
          object: { kind: 'thread', id: no },
          bodyCode: seat.bodyCode,
          detail: at,
        });
      return found;
    });
    if (file === null) throw problem('unknown-thread');
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`);
    // Never shown within our origin, whatever it is.
    c.header('Content-Type', 'application/octet-stream');
    return c.body(Uint8Array.from(file.bytes));
  });

  return app;
}
