import { type Context, Hono } from 'hono';
import { isBodyCode, prefectureOf } from '../../../core/body-code.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { type Refusal, refuse } from '../../../core/result.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { EMPTY_FORM, type Form, formOf, readForm } from '../../../platform/http/form-fields.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { renderPage } from '../../../ui/page.tsx';
import { municipalitiesOf } from '../../bodies/queries/register.ts';
import { may as mayDo, type Seat } from '../../contracts/seat.ts';
import { requireSeat, seatOf, seatToken } from '../../posts/acting.ts';
import { peopleOf } from '../../posts/queries/people.ts';
import { rightFor, scopeOf } from '../../posts/rules/rights.ts';
import { type By, bySeat, change, type Outcome } from '../actions/by.ts';
import { addEntry, correctEntry, endEntry, type Follow, withdrawEntry } from '../actions/entries.ts';
import { answerJoint, askJoint } from '../actions/joint.ts';
import { loadRegister } from '../load.ts';
import { versionsOf } from '../queries/entries.ts';
import { isKind, type Kind, STATES } from '../rules/kinds.ts';
import type { StructureRefusal } from '../rules/sentences.ts';
import { EntryPage, NewEntryPage } from './entry-page.tsx';
import { contentOf, dayOf, type Fault, faultOf, UUID, valuesOf } from './form.ts';
import { RegisterPage } from './register-page.tsx';
import { reviewRoutes } from './review-routes.tsx';

const NOWHERE = new HttpProblem(
  404,
  'この登録は、体制台帳にありません。',
  '体制台帳から開き直してください。何も変更していません。',
);

/** `/structure` and what is below it. */
export function structurePages(deps: Deps): Hono {
  const app = new Hono();
  const reading = requireSeat('structure:read');
  const answering = requireSeat('structure:answer');
  const today = () => dayInJapan(deps.clock.now());
  const read = <T,>(c: Context, work: (tx: Tx) => Promise<T>) => withScope(deps.db, scopeOf(seatOf(c)), work);
  const changed = <T,>(c: Context, work: (tx: Tx, by: By) => Promise<Outcome<T>>) =>
    change(deps.db, seatOf(c), (tx) => work(tx, bySeat(deps.clock, seatOf(c))));

  app.route('/', reviewRoutes(deps));

  app.get('/structure', reading, async (c) => {
    const seat = seatOf(c);
    if (seat.kind === 'nation') return c.redirect('/structure/review', 303);
    return register(c, seat.bodyCode);
  });

  app.get('/structure/bodies/:code', reading, (c) => {
    const code = c.req.param('code');
    const owner = { bodyCode: code, prefectureCode: prefectureOf(code) };
    if (!isBodyCode(code) || !rightFor(seatOf(c), 'structure:read', owner)) throw NOWHERE;
    return register(c, code);
  });

  async function register(c: Context, bodyCode: string) {
    const seat = seatOf(c);
    const view = await read(c, (tx) => loadRegister(tx, bodyCode, today()));
    if (view === null) throw NOWHERE;
    const own =
      seat.bodyCode !== bodyCode
        ? null
        : {
            token: seatToken(c),
            edits: mayDo(seat, 'structure:answer'),
            decides: mayDo(seat, 'structure:decide'),
          };
    return c.html(renderPage(<RegisterPage {...{ view, own }} today={today()} />));
  }

  app.get('/structure/new/:kind', answering, (c) =>
    newEntry(c, kindOf(c), formOf({ state: 'held', from: today() }), null, 200),
  );

  app.post('/structure/new/:kind', answering, async (c) => {
    const kind = kindOf(c);
    const form = await readForm(c);
    const content = contentOf(kind, form);
    const done = content.ok ? await changed(c, (tx, by) => addEntry(tx, by, content.value)) : content;
    if (done.ok) return c.redirect(`/structure#${kind}`, 303);
    const { fault, status } = faultOf(done, 'entry');
    return newEntry(c, kind, form, fault, status);
  });

  async function newEntry(c: Context, kind: Kind, form: Form, fault: Fault | null, status: 200 | 409 | 422) {
    const people = await read(c, (tx) => peopleOf(tx, seatOf(c).bodyCode));
    const props = { kind, form, fault, people, token: seatToken(c) };
    return c.html(renderPage(<NewEntryPage {...props} />), status);
  }

  app.get('/structure/entries/:id', answering, (c) => entryPage(c, null, EMPTY_FORM, null));

  app.post('/structure/entries/:id', answering, async (c) => {
    const { id, kind } = await addressed(c);
    const form = await readForm(c);
    const content = contentOf(kind, form);
    const done = content.ok
      ? await changed(c, (tx, by) => correctEntry(tx, by, id, seen(form), content.value, form.text('reason')))
      : content;
    return done.ok ? c.redirect(`/structure#${kind}`, 303) : entryPage(c, 'entry', form, done);
  });

  app.post('/structure/entries/:id/end', answering, async (c) => {
    const { id, kind } = await addressed(c);
    const form = await readForm(c);
    const last = dayOf(form.text('last'), 'last');
    const follow: Follow =
      STATES.find(
        (one): one is Exclude<typeof one, 'held'> => one !== 'held' && one === form.text('follow'),
      ) ?? 'nothing';
    const done = last.ok
      ? await changed(c, (tx, by) =>
          endEntry(tx, by, id, seen(form), {
            lastOn: last.value,
            follow,
            actingTitle: form.text('acting'),
            reason: form.text('ended'),
          }),
        )
      : last;
    return done.ok ? c.redirect(`/structure#${kind}`, 303) : entryPage(c, 'end', form, done);
  });

  app.post('/structure/entries/:id/withdraw', answering, async (c) => {
    const { id, kind } = await addressed(c);
    const form = await readForm(c);
    const done = await changed(c, (tx, by) => withdrawEntry(tx, by, id, seen(form), form.text('why')));
    return done.ok ? c.redirect(`/structure#${kind}`, 303) : entryPage(c, 'withdraw', form, done);
  });

  app.post('/structure/entries/:id/joint', answering, async (c) => {
    const { id, kind } = await addressed(c);
    const form = await readForm(c);
    const partner = form.trimmed('partnerCode').normalize('NFKC') || form.text('partner');
    const done = isBodyCode(partner)
      ? await changed(c, (tx, by) => askJoint(tx, by, id, partner))
      : refuse('unknown-partner');
    return done.ok ? c.redirect(`/structure#${kind}`, 303) : entryPage(c, 'joint', form, done);
  });

  app.post('/structure/joint/:owner/:id', requireSeat('structure:decide'), async (c) => {
    const [ownerCode, entryId] = [c.req.param('owner'), c.req.param('id')];
    if (!isBodyCode(ownerCode) || !UUID.test(entryId)) throw NOWHERE;
    const given = (await readForm(c)).text('answer');
    const answer = (['agreed', 'declined', 'left'] as const).find((one) => one === given);
    if (answer === undefined)
      throw new HttpProblem(422, '同意するかどうかを選んでください。', '体制台帳から開き直してください。');
    const done = await changed(c, (tx, by) => answerJoint(tx, by, { ownerCode, entryId, answer }));
    if (!done.ok) {
      const { fault, status } = faultOf(done, 'joint');
      throw new HttpProblem(status, fault.message, '体制台帳から開き直してください。何も変更していません。');
    }
    return c.redirect('/structure#cio-aide', 303);
  });

  async function addressed(c: Context) {
    const id = c.req.param('id') ?? '';
    if (!UUID.test(id)) throw NOWHERE;
    const entry = (await read(c, (tx) => versionsOf(tx, seatOf(c).bodyCode, id))).at(-1);
    if (entry === undefined || entry.withdrawn) throw NOWHERE;
    return { id, kind: entry.kind, entry };
  }

  async function entryPage(
    c: Context,
    sent: Fault['form'] | null,
    form: Form,
    refusal: Refusal<StructureRefusal> | null,
  ) {
    const seat: Seat = seatOf(c);
    const { entry } = await addressed(c);
    const failed = refusal === null || sent === null ? null : faultOf(refusal, sent);
    const more = await read(c, async (tx) => ({
      people: await peopleOf(tx, seat.bodyCode),
      neighbours: await municipalitiesOf(tx, seat.prefectureCode, today()),
    }));
    const props = {
      entry,
      ...more,
      form: sent === 'entry' ? form : formOf(valuesOf(entry)),
      typed: sent === 'entry' ? EMPTY_FORM : form,
      fault: failed?.fault ?? null,
      token: seatToken(c),
      today: today(),
    };
    return c.html(renderPage(<EntryPage {...props} />), failed?.status ?? 200);
  }

  return app;
}

function kindOf(c: Context): Kind {
  const kind = c.req.param('kind') ?? '';
  if (!isKind(kind)) throw NOWHERE;
  return kind;
}

function seen(form: Form): number {
  return /^\d{1,6}$/.test(form.text('seen')) ? Number(form.text('seen')) : 0;
}
