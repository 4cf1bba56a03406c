import { type Context, Hono } from 'hono';
import { type Day, formatDay } from '../../../core/calendar.ts';
import type { Deps } from '../../../platform/deps.ts';
import { EMPTY_FORM, type Form, readForm } from '../../../platform/http/form-fields.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { requireSeat, seatToken } from '../../../spine/posts/acting.ts';
import { Button } from '../../../ui/button.tsx';
import { HiddenFields, SelectField, TextField } from '../../../ui/form.tsx';
import { renderPage } from '../../../ui/page.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { writerOf } from '../actions/by.ts';
import { openInherited, settleInherited } from '../actions/inherited.ts';
import { openSplit, takeSplit } from '../actions/split.ts';
import type { InheritedSystem } from '../queries/inherited.ts';
import type { SplitSystem } from '../queries/split.ts';
import { businessAt } from '../rules/businesses.ts';
import { type Fault, statusOf } from '../rules/sentences.ts';
import { bodyAsking, changing } from './asking.ts';
import { DayText, Errors, faultOf, fieldsOf, LimitText, WorkPage } from './parts.tsx';
import { SplitSystems } from './split-parts.tsx';

const PATH = '/standardization/inherited';
const SPLIT = `${PATH}/split`;

/** 合併・分割で引き継いだシステム: open ones of former bodies, and what became of them. */
export function inheritedPages(deps: Deps): Hono {
  const app = new Hono();

  app.get(PATH, requireSeat('standardization:read'), async (c) =>
    c.html(await page(c, deps, EMPTY_FORM, [])),
  );

  app.post(PATH, requireSeat('standardization:answer'), async (c) => {
    const { seat } = bodyAsking(c, deps);
    const form = await readForm(c);
    const [fromCode = '', no = ''] = form.trimmed('system').split('-');
    const input = { fromCode, businessNo: Number(no), on: form.trimmed('on'), note: form.trimmed('note') };
    const saved = await changing(c, deps, (tx) =>
      settleInherited(tx, deps.clock, writerOf(seat), seat.bodyCode, input),
    );
    if (saved.ok) return c.redirect(PATH, 303);
    return c.html(await page(c, deps, form, saved.faults), statusOf(saved.faults));
  });

  app.post(SPLIT, requireSeat('standardization:answer'), async (c) => {
    const { seat } = bodyAsking(c, deps);
    const form = await readForm(c);
    const saved = await changing(c, deps, (tx) =>
      takeSplit(tx, deps.clock, writerOf(seat), seat.bodyCode, form.all('split')),
    );
    if (saved.ok) return c.redirect(PATH, 303);
    return c.html(await page(c, deps, form, saved.faults), statusOf(saved.faults));
  });
  return app;
}

async function page(c: Context, deps: Deps, form: Form, faults: readonly Fault[]): Promise<string> {
  const { seat, today, inScope } = bodyAsking(c, deps);
  const found = await inScope(async (tx) => ({
    systems: await openInherited(tx, seat.bodyCode, today),
    split: await openSplit(tx, seat.bodyCode, today),
  }));
  return renderPage(<InheritedPage {...found} {...{ seat, today, form, faults }} csrf={seatToken(c)} />);
}

function titleOf(one: InheritedSystem): string {
  return `旧${one.fromName}の${businessAt(one.businessNo)?.title ?? ''}`;
}

/** A prefecture takes in nobody: it asks what of split bodies nobody took. */
function headline(seat: Seat, systems: readonly InheritedSystem[], split: readonly SplitSystem[]): string {
  const nobody = split.filter((one) => one.takers.length === 0).length;
  if (seat.kind === 'prefecture') return `分割した団体のシステムで、引継ぎ先のないものは${nobody}件です`;
  return split.length === 0
    ? `合併で引き継いだ、終えていないシステムは${systems.length}件です`
    : `合併・分割した団体の、終えていないシステムは${systems.length + split.length}件です`;
}

function InheritedPage(props: {
  seat: Seat;
  today: Day;
  systems: readonly InheritedSystem[];
  split: readonly SplitSystem[];
  form: Form;
  faults: readonly Fault[];
  csrf: string;
}) {
  const { seat, systems, split, faults } = props;
  const mayWrite = seat.rights.has('standardization:answer');
  return (
    <WorkPage
      seat={seat}
      title={headline(seat, systems, split)}
      crumbs={[{ title: '合併・分割で引き継いだシステム' }]}
      asOf={`${formatDay(props.today)}現在`}
      wide
    >
      <Errors faults={faults} />
      <p>元の団体の月の報告は、その団体の記録として残っています。</p>
      {split.length === 0 ? null : (
        <SplitSystems
          systems={split}
          action={SPLIT}
          csrf={props.csrf}
          mayTake={mayWrite && seat.kind === 'municipality'}
          chosen={props.form.all('split')}
        />
      )}
      {seat.kind === 'prefecture' ? null : <Merged {...props} mayWrite={mayWrite} />}
    </WorkPage>
  );
}

/** Systems of bodies that were taken in, and a form that says what became of one. */
function Merged(props: {
  systems: readonly InheritedSystem[];
  form: Form;
  faults: readonly Fault[];
  csrf: string;
  mayWrite: boolean;
}) {
  const { systems, faults } = props;
  const field = fieldsOf(props.form, faults);
  const options = systems.map((one) => ({ value: `${one.fromCode}-${one.businessNo}`, title: titleOf(one) }));
  return (
    <>
      <h2>合併した団体のシステム</h2>
      <DataTable
        caption="合併前の団体のシステム"
        captionHidden
        wide
        columns={[
          { id: 'system', title: 'システム', cell: (one: InheritedSystem) => titleOf(one) },
          { id: 'vendor', title: '事業者', cell: (one) => one.vendor ?? '登録なし' },
          {
            id: 'limit',
            title: '期限',
            cell: (one) => <LimitText kind={one.limitKind} on={one.limitOn} />,
          },
          { id: 'planned', title: '移行予定日', cell: (one) => <DayText on={one.plannedOn} /> },
          {
            id: 'done',
            title: '終えたステップ',
            align: 'number',
            cell: (one) => (one.done === null ? '未報告' : `${one.done}／${one.steps}`),
          },
        ]}
        rows={systems}
        rowKey={(one) => `${one.fromCode}-${one.businessNo}`}
        rowHeader="system"
        empty="引き継いだシステムで、終えていないものはありません。"
      />
      {systems.length === 0 || !props.mayWrite ? null : (
        <form method="post" action={PATH}>
          <h2>統合したもの、やめたものを記録する</h2>
          <HiddenFields csrf={props.csrf} />
          <SelectField
            name="system"
            label="システム"
            options={options}
            value={props.form.trimmed('system')}
            error={faultOf(faults, 'system')}
          />
          <TextField {...field('on')} label="終えた日" hint="例：2026-06-30" size="short" />
          <TextField {...field('note')} label="どのように終えたか" size="full" />
          <p>
            <Button>記録する</Button>
          </p>
        </form>
      )}
    </>
  );
}
