import { type Context, Hono } from 'hono';
import { fiscalYearOf } from '../../../../core/calendar.ts';
import type { Tx } from '../../../../platform/db/database.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { requireSeat } from '../../../../spine/posts/acting.ts';
import { renderPage } from '../../../../ui/page.tsx';
import {
  changeLine,
  contentAt,
  endLine,
  makeLine,
  recordDecision,
  resumeLine,
  type WriteRefusal,
} from '../../actions/lines.ts';
import { mayWrite } from '../../actions/who.ts';
import { planOfRoadmap } from '../../plan-of.ts';
import { indicatorsFor, ownersOf } from '../../queries/known.ts';
import { linesOf } from '../../queries/lines.ts';
import { type FieldError, type Known, readDraft, type Typed } from '../../rules/check.ts';
import { valuesOf } from '../../rules/form-values.ts';
import { EMPTY_LINE, type Line, lineId } from '../../rules/line.ts';
import { errorsOf } from '../../rules/sentences.ts';
import { type Asking, BLANK, lineOf, madeFrom, one, ownAskingOf, problemOf, typedOf } from '../asking.ts';
import { FormPage } from './form-page.tsx';
import type { Choices, FormPageProps } from './form-parts.tsx';
import { LinePage } from './line-page.tsx';
import { loadLine } from './load-line.ts';

/** One 個別取組: its page, its form, its end, its decisions. */
export function lineRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get('/roadmap/new', requireSeat('roadmap:answer'), async (c) => {
    const asking = ownAskingOf(c, deps);
    const choices = await asking.within((tx) => choicesOf(tx, asking, null));
    const item = c.req.query('item') ?? '';
    const typed: Typed = (name) => (name === 'item' ? [item] : []);
    return c.html(form({ asking, line: null, typed, errors: [], stale: null, ...choices }));
  });

  app.post('/roadmap/new', requireSeat('roadmap:answer'), async (c) => {
    const asking = ownAskingOf(c, deps);
    const typed = await typedOf(c);
    const { seat } = asking;
    return asking.within(async (tx) => {
      const choices = await choicesOf(tx, asking, null);
      const draft = readDraft(typed, EMPTY_LINE, knownOf(asking, choices));
      const again = (errors: readonly FieldError[]) =>
        c.html(form({ asking, line: null, typed, errors, stale: null, ...choices }), 422);
      if (draft.errors.length > 0) return again(draft.errors);
      const writing = { seat, via: 'page', note: null } as const;
      const made = await makeLine(tx, deps.clock, writing, seat.bodyCode, draft.content);
      if (made.ok) return c.redirect(`/roadmap/lines/${lineId(made.value)}`, 303);
      return again([{ field: 'owner', message: '担当には、自分の課を選んでください。' }]);
    });
  });

  app.get('/roadmap/lines/:line', requireSeat('roadmap:read'), async (c) => linePage(c, BLANK, [], 200));

  app.get('/roadmap/lines/:line/edit', requireSeat('roadmap:answer'), async (c) => {
    const asking = ownAskingOf(c, deps);
    return asking.within(async (tx) => {
      const line = await writableLine(c, asking, tx);
      const choices = await choicesOf(tx, asking, line);
      const typed = valuesOf(line.content, new Set(choices.owners.map((owner) => owner.value)));
      return c.html(form({ asking, line, typed, errors: [], stale: null, ...choices }));
    });
  });

  app.post('/roadmap/lines/:line/edit', requireSeat('roadmap:answer'), async (c) => {
    const asking = ownAskingOf(c, deps);
    const typed = await typedOf(c);
    const from = madeFrom(typed);
    return asking.within(async (tx) => {
      const line = await writableLine(c, asking, tx);
      const choices = await choicesOf(tx, asking, line);
      const base = from === line.edition ? line.content : await contentAt(tx, line, from);
      const draft = readDraft(typed, base, knownOf(asking, choices));
      const again = (more: Pick<FormPageProps, 'errors' | 'stale' | 'typed'>, at: Line, status: 409 | 422) =>
        c.html(form({ asking, line: at, ...more, ...choices }), status);
      if (draft.errors.length > 0)
        // The form stays what it was made from: the edition it carried is the one that is compared.
        return again({ typed, errors: draft.errors, stale: null }, { ...line, edition: from }, 422);
      const writing = { seat: asking.seat, via: 'page', note: one(typed, 'note') || null } as const;
      const changed = await changeLine(tx, deps.clock, writing, { ...line, madeFrom: from }, draft.content);
      if (changed.ok) return c.redirect(`/roadmap/lines/${lineId(line)}`, 303);
      if (changed.code !== 'stale' || !('merged' in changed)) throw problemOf(changed.code);
      const merged = valuesOf(changed.merged, new Set(choices.owners.map((owner) => owner.value)));
      const stale = { clashes: changed.clashes, theirs: changed.theirs, base };
      return again({ typed: merged, errors: [], stale }, changed.now, 409);
    });
  });

  app.post('/roadmap/lines/:line/decisions', requireSeat('roadmap:read'), (c) =>
    act(c, 'decidedOn', (tx, asking, line, typed) =>
      recordDecision(tx, deps.clock, asking.seat, {
        ...line,
        decidedOn: one(typed, 'decidedOn'),
        documentNo: one(typed, 'documentNo'),
        decision: one(typed, 'decision'),
      }),
    ),
  );

  app.post('/roadmap/lines/:line/end', requireSeat('roadmap:answer'), (c) =>
    act(c, 'endedOn', (tx, asking, line, typed) =>
      endLine(tx, deps.clock, asking.seat, {
        ...line,
        madeFrom: madeFrom(typed),
        on: one(typed, 'endedOn'),
        reason: one(typed, 'endReason'),
      }),
    ),
  );

  app.post('/roadmap/lines/:line/resume', requireSeat('roadmap:answer'), (c) =>
    act(c, 'resumeReason', (tx, asking, line, typed) =>
      resumeLine(tx, deps.clock, asking.seat, {
        ...line,
        madeFrom: madeFrom(typed),
        reason: one(typed, 'resumeReason'),
      }),
    ),
  );

  /** A small form of the line's page: done and back, or the page with what was typed. */
  async function act(
    c: Context,
    field: string,
    work: (tx: Tx, asking: Asking, line: Line, typed: Typed) => Promise<{ readonly ok: true } | WriteRefusal>,
  ) {
    const asking = ownAskingOf(c, deps);
    const typed = await typedOf(c);
    const done = await asking.within(async (tx) => work(tx, asking, await lineOf(c, asking, tx), typed));
    if (done.ok) return c.redirect(`/roadmap/lines/${c.req.param('line')}`, 303);
    if (done.code === 'not-yours' || done.code === 'no-such-line') throw problemOf(done.code);
    return linePage(c, typed, errorsOf(done, field), done.code === 'input' ? 422 : 409);
  }

  async function linePage(
    c: Context,
    typed: Typed,
    errors: readonly FieldError[],
    status: 200 | 409 | 422,
  ): Promise<Response> {
    const asking = ownAskingOf(c, deps);
    const view = await asking.within(async (tx) => loadLine(tx, asking, await lineOf(c, asking, tx)));
    return c.html(renderPage(<LinePage {...{ asking, view, typed, errors }} />), status);
  }

  return app;
}

function form(props: FormPageProps): string {
  return renderPage(<FormPage {...props} />);
}

async function writableLine(c: Context, asking: Asking, tx: Tx): Promise<Line> {
  const line = await lineOf(c, asking, tx);
  if (mayWrite(asking.seat, 'roadmap:answer', line.bodyCode, line.content)) return line;
  throw problemOf('not-yours');
}

async function choicesOf(tx: Tx, asking: Asking, line: Line | null): Promise<Choices> {
  const { seat, today } = asking;
  const all = await linesOf(tx, seat.bodyCode);
  const linked = new Set(line?.content.links.map((link) => link.line));
  return {
    owners: await ownersOf(tx, seat.bodyCode, today),
    indicators: await indicatorsFor(tx, seat.kind === 'prefecture' ? 'prefecture' : 'municipality'),
    lines: all.filter(
      (other) => other.lineNo !== line?.lineNo && (other.content.ended === null || linked.has(other.lineNo)),
    ),
    fiscalYear: fiscalYearOf(today),
  };
}

export function knownOf(asking: Pick<Asking, 'today'>, choices: Choices): Known {
  return {
    items: new Set(planOfRoadmap().items.map((item) => item.id)),
    owners: new Map(choices.owners.map(({ value, owner }) => [value, owner])),
    indicators: new Set(choices.indicators.map((indicator) => indicator.id)),
    lines: new Set(choices.lines.map((other) => other.lineNo)),
    today: asking.today,
  };
}
