import { type Context, Hono } from 'hono';
import { type BodyCode, wholeOf } from '../../../core/body-code.ts';
import { parseDay } from '../../../core/calendar.ts';
import { refuse } from '../../../core/result.ts';
import type { Deps } from '../../../platform/deps.ts';
import { EMPTY_FORM, type Form, readForm } from '../../../platform/http/form-fields.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { requireSeat, seatToken } from '../../../spine/posts/acting.ts';
import { openThreads } from '../../../spine/threads/actions.ts';
import { THREAD_REFUSALS } from '../../../spine/threads/rules/sentences.ts';
import { KINDS } from '../../../spine/threads/rules/thread.ts';
import { Button } from '../../../ui/button.tsx';
import { CheckboxGroup, HiddenFields, RadioGroup, TextArea, TextField } from '../../../ui/form.tsx';
import { renderPage } from '../../../ui/page.tsx';
import { lateSystems } from '../queries/late.ts';
import { businessAt } from '../rules/businesses.ts';
import { type Fault, fault } from '../rules/sentences.ts';
import { askingOf } from './asking.ts';
import { Errors, faultOf, fieldsOf, pmoCrumbs, WorkPage } from './parts.tsx';
import { filterOf, filterQuery } from './pmo-filter.ts';

const LATE = '/standardization/pmo/late';
const TITLE = '標準化の期限を過ぎたシステムについて';
/** What a municipality sees when it follows the link. */
const ABOUT = { href: '/standardization/systems', title: 'システムの台帳' };

interface LateBody {
  readonly bodyCode: BodyCode;
  readonly name: string;
  readonly businesses: readonly number[];
}

/** Late bodies, chosen by any filter of the list, are contacted together: one thread each, on the thread engine. */
export function lateContactPages(deps: Deps): Hono {
  const app = new Hono();

  app.get(`${LATE}/contact`, requireSeat('threads:review'), async (c) =>
    c.html(await contactPage(c, deps, EMPTY_FORM, [])),
  );

  app.post(`${LATE}/contact`, requireSeat('threads:review'), async (c) => {
    const { seat, inScope } = askingOf(c, deps);
    const form = await readForm(c);
    const answerBy = form.trimmed('answerBy') === '' ? null : parseDay(form.trimmed('answerBy'));
    const kind = form.trimmed('kind') === 'advice' ? ('advice' as const) : ('information' as const);
    const sent =
      form.trimmed('answerBy') !== '' && answerBy === null
        ? refuse('bad-day')
        : await inScope((tx) =>
            openThreads(tx, deps.clock, seat, {
              ...{ kind, answerBy, about: ABOUT, toBodies: form.all('bodies') },
              documentNo: form.trimmed('documentNo') === '' ? null : form.trimmed('documentNo'),
              title: form.trimmed('title'),
              text: form.trimmed('text'),
            }),
          );
    if (sent.ok) return c.redirect(`/threads/batches/${sent.value.batchId}`, 303);
    const { sentence, field, status } = THREAD_REFUSALS[sent.code];
    const faults = [fault('missing', field === 'codes' ? 'bodies' : field, sentence)];
    return c.html(await contactPage(c, deps, form, faults), status);
  });
  return app;
}

async function contactPage(c: Context, deps: Deps, form: Form, faults: readonly Fault[]): Promise<string> {
  const { seat, today, inScope } = askingOf(c, deps);
  const filter = filterOf(c, seat);
  const { rows } = await inScope((tx) =>
    lateSystems(tx, wholeOf(seat.bodyCode), today, filter, { limit: 50_000, offset: 0 }),
  );
  const bodies = new Map<BodyCode, LateBody>();
  for (const { bodyCode, name, businessNo } of rows) {
    const businesses = [...(bodies.get(bodyCode)?.businesses ?? []), businessNo];
    bodies.set(bodyCode, { bodyCode, name, businesses });
  }
  const props = { seat, bodies: [...bodies.values()], query: filterQuery(filter), form, faults };
  return renderPage(<ContactPage {...props} csrf={seatToken(c)} />);
}

function ContactPage(props: {
  seat: Seat;
  bodies: readonly LateBody[];
  query: string;
  form: Form;
  faults: readonly Fault[];
  csrf: string;
}) {
  const { bodies, form, faults } = props;
  const back = `${LATE}${props.query === '' ? '' : `?${props.query}`}`;
  const field = fieldsOf(form, faults, { title: TITLE, kind: 'information' });
  const crumbs = pmoCrumbs(
    props.seat,
    { title: '期限を過ぎたシステム', href: back },
    { title: '団体への連絡' },
  );
  const page = {
    ...{ seat: props.seat, crumbs, documentTitle: '期限を過ぎた団体への連絡' },
    title: `期限を過ぎたシステムのある${bodies.length.toLocaleString('ja')}団体に連絡する`,
  };
  if (bodies.length === 0) {
    return (
      <WorkPage {...page} title="連絡する団体がありません">
        <p>
          この絞り込みでは、期限を過ぎたシステムがありません。<a href={back}>一覧に戻る</a>
        </p>
      </WorkPage>
    );
  }
  return (
    <WorkPage
      {...page}
      lead={<p>団体ごとに別のやり取りになります。ほかの団体の答えは、互いに見えません。</p>}
    >
      <Errors faults={faults} title="送っていません。入力は残っています" />
      <form method="post" action={`${LATE}/contact${props.query === '' ? '' : `?${props.query}`}`}>
        <HiddenFields csrf={props.csrf} />
        <CheckboxGroup
          name="bodies"
          label="送る先"
          hint="送らない団体の印を外します。"
          options={bodies.map((one) => ({
            value: one.bodyCode,
            title: one.name,
            hint: ` ${one.businesses.map((no) => businessAt(no)?.title ?? '').join('、')}`,
          }))}
          values={form.values.has('title') ? form.all('bodies') : bodies.map((one) => one.bodyCode)}
          error={faultOf(faults, 'bodies')}
        />
        <RadioGroup
          {...field('kind')}
          label="種類"
          hint="助言（地方自治法第245条の4の技術的助言）には文書番号が必要です。"
          options={(['information', 'advice'] as const).map((value) => ({ value, title: KINDS[value] }))}
        />
        <TextField {...field('documentNo')} label="文書番号" hint="助言のとき。例：見デ第12号" />
        <TextField
          {...field('answerBy')}
          label="回答の期限"
          hint="回答を求めるときだけ。例：2026-07-10"
          size="short"
        />
        <TextField {...field('title')} label="件名" size="full" maxLength={120} required />
        <TextArea {...field('text')} label="本文" rows={8} required />
        <Button>印のある団体に送る</Button>
      </form>
    </WorkPage>
  );
}
