import { type Context, Hono } from 'hono';
import { audit } from '../../../platform/audit/actions.ts';
import type { Deps } from '../../../platform/deps.ts';
import { readForm } from '../../../platform/http/form-fields.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { requireSeat, seatToken } from '../../../spine/posts/acting.ts';
import { Button } from '../../../ui/button.tsx';
import { HiddenFields, TextField } from '../../../ui/form.tsx';
import { renderPage } from '../../../ui/page.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { instant, writerOf } from '../actions/by.ts';
import { ENVIRONMENTS } from '../actions/systems.ts';
import { insertPlanVersion, type PlanVersion, planVersions } from '../queries/plans.ts';
import { systemsOf } from '../queries/systems.ts';
import { businessAt } from '../rules/businesses.ts';
import { LIMIT_KINDS } from '../rules/limits.ts';
import { PLAN_FIELDS, type PlanChange, type PlanLine, planChanges } from '../rules/plan.ts';
import { type Fault, fault } from '../rules/sentences.ts';
import { bodyAsking, gone } from './asking.ts';
import { DayText, Errors, faultOf, WorkPage } from './parts.tsx';

/** 移行計画: versions of what the inventory says, each with what changed since the one before. */
export function planPages(deps: Deps): Hono {
  const app = new Hono();

  app.get('/standardization/plan', requireSeat('standardization:read'), async (c) =>
    c.html(await plansPage(c, deps, [])),
  );

  app.post('/standardization/plan', requireSeat('standardization:answer'), async (c) => {
    const { seat, inScope } = bodyAsking(c, deps);
    const note = (await readForm(c)).trimmed('note');
    if (note === '')
      return c.html(
        await plansPage(c, deps, [fault('missing', 'note', '版を作る理由を書いてください。')]),
        422,
      );
    const version = await inScope(async (tx) => {
      const lines = (await systemsOf(tx, seat.bodyCode)).map(
        ({ businessNo, vendor, packageName, environment, plannedOn, limitOn, limitKind }): PlanLine => ({
          ...{ businessNo, vendor, packageName, environment, plannedOn, limitOn, limitKind },
        }),
      );
      const writer = writerOf(seat);
      const plan = { note, lines, seatTitle: writer.title, madeAt: instant(deps.clock) };
      const made = await insertPlanVersion(tx, seat.bodyCode, plan);
      await audit(tx, deps.clock, {
        actor: writer.actor,
        action: 'standardization:plan.save',
        object: { kind: 'standardization-plan', id: `${seat.bodyCode}-${made}` },
        bodyCode: seat.bodyCode,
      });
      return made;
    });
    return c.redirect(`/standardization/plan/${version}`, 303);
  });

  app.get('/standardization/plan/:version', requireSeat('standardization:read'), async (c) => {
    const { seat, inScope } = bodyAsking(c, deps);
    const versions = await inScope((tx) => planVersions(tx, seat.bodyCode));
    const at = versions.findIndex((one) => String(one.version) === c.req.param('version'));
    const version = versions[at];
    if (version === undefined) throw gone('その版');
    return c.html(renderPage(<PlanPage seat={seat} version={version} before={versions[at + 1] ?? null} />));
  });
  return app;
}

async function plansPage(c: Context, deps: Deps, faults: readonly Fault[]): Promise<string> {
  const { seat, inScope } = bodyAsking(c, deps);
  const versions = await inScope((tx) => planVersions(tx, seat.bodyCode));
  return renderPage(
    <WorkPage
      seat={seat}
      title={`${seat.bodyName}の移行計画`}
      crumbs={[{ title: '移行計画' }]}
      lead={<p>システムの台帳の今の内容を、移行計画の版として残します。前の版との違いを見られます。</p>}
    >
      <Errors faults={faults} title="作っていません" />
      <form method="post" action="/standardization/plan">
        <HiddenFields csrf={seatToken(c)} />
        <TextField
          name="note"
          label="版を作る理由"
          hint="例：事業者の予定変更による"
          size="full"
          error={faultOf(faults, 'note')}
        />
        <Button>今の台帳から新しい版を作る</Button>
      </form>
      <DataTable
        caption="移行計画の版"
        columns={[
          {
            id: 'version',
            title: '版',
            cell: (one: PlanVersion) => (
              <a href={`/standardization/plan/${one.version}`}>第{one.version}版</a>
            ),
          },
          { id: 'note', title: '理由', cell: (one) => one.note },
          { id: 'who', title: '作った職', cell: (one) => one.seatTitle },
          { id: 'at', title: '日', cell: (one) => <DayText on={one.madeAt.slice(0, 10)} /> },
        ]}
        rows={versions}
        rowKey={(one) => String(one.version)}
        rowHeader="version"
        empty="版はまだありません。"
      />
    </WorkPage>,
  );
}

function shown(field: PlanChange['field'], value: string | null): string {
  if (value === null) return '登録なし';
  if (field === 'environment') return ENVIRONMENTS[value as keyof typeof ENVIRONMENTS] ?? value;
  if (field === 'limitKind') return LIMIT_KINDS[value as keyof typeof LIMIT_KINDS] ?? value;
  return value;
}

function PlanPage(props: { seat: Seat; version: PlanVersion; before: PlanVersion | null }) {
  const { version, before } = props;
  const changes = before === null ? [] : planChanges(before.lines, version.lines);
  return (
    <WorkPage
      seat={props.seat}
      title={`移行計画 第${version.version}版`}
      crumbs={[{ title: '移行計画', href: '/standardization/plan' }, { title: `第${version.version}版` }]}
      asOf={version.madeAt.slice(0, 10)}
      coverage={version.note}
    >
      {before === null ? (
        <p>最初の版です。</p>
      ) : (
        <DataTable
          caption={`第${before.version}版との違い（${changes.length}か所）`}
          columns={[
            {
              id: 'business',
              title: '業務',
              cell: (one: PlanChange) => businessAt(one.businessNo)?.title ?? '',
            },
            { id: 'field', title: '項目', cell: (one) => PLAN_FIELDS[one.field] },
            { id: 'from', title: '前', cell: (one) => shown(one.field, one.from) },
            { id: 'to', title: '今', cell: (one) => shown(one.field, one.to) },
          ]}
          rows={changes}
          rowKey={(one) => `${one.businessNo}-${one.field}`}
          empty="違いはありません。"
        />
      )}
      <DataTable
        caption="この版の内容"
        columns={[
          {
            id: 'business',
            title: '業務',
            cell: (line: PlanLine) => businessAt(line.businessNo)?.title ?? '',
          },
          { id: 'vendor', title: '事業者', cell: (line) => shown('vendor', line.vendor) },
          { id: 'environment', title: '環境', cell: (line) => shown('environment', line.environment) },
          { id: 'planned', title: '移行予定日', cell: (line) => <DayText on={line.plannedOn} /> },
          { id: 'limit', title: '期限', cell: (line) => <DayText on={line.limitOn} /> },
        ]}
        rows={version.lines}
        rowKey={(line) => String(line.businessNo)}
        rowHeader="business"
      />
    </WorkPage>
  );
}
