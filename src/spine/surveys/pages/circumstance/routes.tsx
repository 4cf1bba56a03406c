import { type Context, Hono } from 'hono';
import { parseDay } from '../../../../core/calendar.ts';
import type { Refusal } from '../../../../core/result.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { readForm } from '../../../../platform/http/form-fields.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { requireSeat } from '../../../posts/acting.ts';
import {
  endConsentOf,
  endDisasterOf,
  giveConsent,
  mayRecordDisaster,
  recordDisaster,
} from '../../actions/circumstances.ts';
import { SHIPPED_BY } from '../../actions/seed.ts';
import { today } from '../../actions/who.ts';
import { consentsOf, disastersOf } from '../../queries/circumstance-records.ts';
import { listReadable } from '../../queries/definitions.ts';
import { bodiesToAsk } from '../../queries/send.ts';
import { type AuthorRefusal, authorSentence } from '../../rules/send-sentences.ts';
import { askingOf, problemOf } from '../author/asking.ts';
import { ConsentsPage } from './consents-page.tsx';
import { DisasterPage } from './disaster-page.tsx';

type Field = (name: string) => string;
const BLANK: Field = () => '';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** 同意 and 災害対応中: dated records that change who answers and until when. */
export function circumstancePages(deps: Deps): Hono {
  const app = new Hono();

  app.get('/surveys/consents', requireSeat('surveys:read'), async (c) => c.html(await consents(c, BLANK)));

  app.post('/surveys/consents', requireSeat('surveys:decide'), async (c) => {
    const { seat, within } = askingOf(c, deps);
    const { trimmed: field } = await readForm(c);
    const validFrom = parseDay(field('validFrom'));
    const validTo = field('validTo') === '' ? null : parseDay(field('validTo'));
    if (validFrom === null) return c.html(await consents(c, field, unreadable('validFrom')), 422);
    if (validTo === null && field('validTo') !== '')
      return c.html(await consents(c, field, unreadable('validTo')), 422);
    const given = await within((tx) =>
      giveConsent(tx, deps.clock, seat, {
        representativeName: field('representativeName'),
        representativeCode: field('representativeCode').normalize('NFKC'),
        surveyId: field('surveyId') === '' ? null : field('surveyId'),
        documentNo: field('documentNo'),
        validFrom,
        validTo,
      }),
    );
    if (given.ok) return c.redirect('/surveys/consents', 303);
    return c.html(await consents(c, field, errorOf(given)), 422);
  });

  app.post('/surveys/consents/:id/end', requireSeat('surveys:decide'), async (c) => {
    const { seat, within } = askingOf(c, deps);
    const id = c.req.param('id');
    const ended = UUID.test(id)
      ? await within((tx) => endConsentOf(tx, deps.clock, seat, id))
      : ({ ok: false, code: 'not-yours', detail: {} } as const);
    if (!ended.ok) throw problemOf(ended);
    return c.redirect('/surveys/consents', 303);
  });

  app.get('/surveys/disaster', requireSeat('surveys:read'), async (c) => c.html(await disaster(c, BLANK)));

  app.post('/surveys/disaster', requireSeat('surveys:read'), async (c) => {
    const { seat, within } = askingOf(c, deps);
    const { trimmed: field } = await readForm(c);
    const since = parseDay(field('since'));
    if (since === null) return c.html(await disaster(c, field, unreadable('since')), 422);
    const recorded = await within((tx) =>
      recordDisaster(tx, deps.clock, seat, { bodyCode: field('bodyCode'), since, note: field('note') }),
    );
    if (recorded.ok) return c.redirect('/surveys/disaster', 303);
    return c.html(await disaster(c, field, errorOf(recorded)), 422);
  });

  app.post('/surveys/disaster/end', requireSeat('surveys:read'), async (c) => {
    const { seat, within } = askingOf(c, deps);
    const { trimmed: field } = await readForm(c);
    const since = parseDay(field('since'));
    const ended =
      since === null
        ? ({ ok: false, code: 'not-yours', detail: {} } as const)
        : await within((tx) => endDisasterOf(tx, deps.clock, seat, { bodyCode: field('bodyCode'), since }));
    if (!ended.ok) throw problemOf(ended);
    return c.redirect('/surveys/disaster', 303);
  });

  async function consents(c: Context, form: Field, errors = NONE): Promise<string> {
    const { seat, csrf, sample, within } = askingOf(c, deps);
    const day = today(deps.clock);
    const { records, surveys, names } = await within(async (tx) => ({
      records: await consentsOf(tx, seat.bodyCode),
      surveys: await listReadable(tx, seat.bodyCode, SHIPPED_BY),
      names: new Map((await bodiesToAsk(tx, seat.bodyCode, day)).map((body) => [body.bodyCode, body.name])),
    }));
    return renderPage(
      <ConsentsPage
        {...{ csrf, sample, errors }}
        today={day}
        bodyCode={seat.bodyCode}
        consents={records}
        surveys={surveys.map((one) => ({ id: one.surveyId, title: one.document.title }))}
        nameOf={(code) => names.get(code) ?? (code === seat.bodyCode ? seat.bodyName : code)}
        form={seat.kind !== 'nation' && seat.rights.has('surveys:decide') ? form : null}
      />,
    );
  }

  /** A body sees itself, a prefecture its municipalities, the nation all: who is out of deadlines is no secret among them. */
  async function disaster(c: Context, form: Field, errors = NONE): Promise<string> {
    const { seat, csrf, sample, within } = askingOf(c, deps);
    const day = today(deps.clock);
    const { records, bodies } = await within(async (tx) => {
      const all = await bodiesToAsk(tx, seat.bodyCode, day);
      const seen = all.filter(
        (body) =>
          seat.kind === 'nation' ||
          body.bodyCode === seat.bodyCode ||
          (seat.kind === 'prefecture' && body.prefectureCode === seat.bodyCode),
      );
      return {
        bodies: seen,
        records: await disastersOf(
          tx,
          seen.map((body) => body.bodyCode),
        ),
      };
    });
    const names = new Map(bodies.map((body) => [body.bodyCode, body.name]));
    const writable = bodies.filter((body) => mayRecordDisaster(seat, body));
    return renderPage(
      <DisasterPage
        {...{ csrf, sample, errors, records }}
        today={day}
        bodyName={seat.bodyName}
        bodies={writable.map((body) => ({ code: body.bodyCode, name: body.name }))}
        nameOf={(code) => names.get(code) ?? code}
        form={writable.length > 0 ? form : null}
      />,
    );
  }

  return app;
}

const NONE: readonly { field: string; message: string }[] = [];

function unreadable(field: string) {
  return [{ field, message: '日付として読めません。例：令和8年4月1日、2026-04-01' }];
}

function errorOf(refusal: Refusal<AuthorRefusal>) {
  if (refusal.code === 'not-yours') throw problemOf(refusal);
  return [{ field: refusal.detail.field ?? 'note', message: authorSentence(refusal).sentence }];
}
