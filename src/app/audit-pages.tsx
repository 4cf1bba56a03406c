import { type Context, Hono } from 'hono';
import { parseDay } from '../core/calendar.ts';
import { dayInJapan } from '../core/known-on.ts';
import { auditRead } from '../platform/audit/actions.ts';
import { digestText } from '../platform/audit/digest.ts';
import { OPERATOR } from '../platform/audit/entry.ts';
import { type AuditFilter, type AuditLine, listAudit } from '../platform/audit/queries/list.ts';
import { readDigests } from '../platform/audit/queries/verify.ts';
import { withScope } from '../platform/db/scope.ts';
import type { Deps } from '../platform/deps.ts';
import { isOperator } from '../platform/operator/session.ts';
import { requireSeat, seatOf } from '../spine/posts/acting.ts';
import { actorOf } from '../spine/posts/actions/by.ts';
import { seatName } from '../spine/posts/queries/for-parts.ts';
import { scopeOf } from '../spine/posts/rules/rights.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/form.tsx';
import { instantText } from '../ui/instant-text.ts';
import { Page, renderPage } from '../ui/page.tsx';
import { DataTable } from '../ui/table.tsx';
import { currentViewer } from '../ui/viewer.ts';
import { actionTitle } from './audit-words.ts';

const PER_PAGE = 50;

/** `/audit`: a body's own record for seats with the right, all of it for the 運用管理者. Looking is itself recorded. */
export function auditPages(deps: Deps): Hono {
  const app = new Hono();
  const bySeat = requireSeat('audit:read');
  // The operator holds no seat; everybody else needs one with the right.
  app.use('/audit', (c, next) => (isOperator(c) ? next() : bySeat(c, next)));
  app.use('/audit/digests', (c, next) => (isOperator(c) ? next() : bySeat(c, next)));

  app.get('/audit', async (c) => {
    const operator = isOperator(c);
    const seat = operator ? null : seatOf(c);
    const asked = askedOf(c);
    const filter: AuditFilter = {
      ...asked.filter,
      bodies: seat === null ? null : [seat.bodyCode],
      limit: PER_PAGE,
      offset: (asked.page - 1) * PER_PAGE,
    };
    const scope = seat === null ? ({ kind: 'system' } as const) : scopeOf(seat);
    const found = await withScope(deps.db, scope, async (tx) => {
      await auditRead(tx, deps.clock, {
        actor: seat === null ? OPERATOR : actorOf(seat),
        action: 'audit:list',
        object: { kind: 'audit', id: filter.objectId ?? 'all' },
        bodyCode: seat?.bodyCode ?? filter.bodyCode ?? null,
        detail: asked.filter,
      });
      const listed = await listAudit(tx, filter);
      const today = dayInJapan(deps.clock.now());
      const titles = new Map<string, string | null>();
      for (const { seatId, bodyCode } of listed.lines) {
        if (seatId === null || titles.has(seatId)) continue;
        titles.set(seatId, (await seatName(tx, bodyCode, seatId, today))?.title ?? null);
      }
      return { ...listed, titles };
    });
    return c.html(renderPage(<AuditPage {...found} {...asked} operator={operator} />));
  });

  app.get('/audit/digests', async (c) => {
    const digests = (await readDigests(deps.db)).slice(-31).reverse();
    return c.html(
      renderPage(
        <Page
          title="監査の記録の日次要約"
          breadcrumb={[
            { title: '全国', href: '/' },
            { title: '監査の記録', href: '/audit' },
            { title: '日次要約' },
          ]}
          operator={isOperator(c)}
          lead={<p>印刷して綴じるか、別のシステムに控えると、後から記録の書換えを見つけられます。</p>}
        >
          {digests.length === 0 ? <p>日次要約はまだありません。翌日の午前0時10分から作られます。</p> : null}
          {digests.map((digest) => (
            <section class="dads-section" key={digest.day}>
              <h2>{digest.day}</h2>
              <pre class="dads-prewrap">{digestText(digest).join('\n')}</pre>
            </section>
          ))}
        </Page>,
      ),
    );
  });
  return app;
}

interface Asked {
  readonly page: number;
  readonly filter: Readonly<
    Record<'bodyCode' | 'objectKind' | 'objectId' | 'from' | 'until', string | undefined>
  > & {
    readonly kind: 'write' | 'read' | undefined;
  };
}

function askedOf(c: Context): Asked {
  const text = (name: string) => c.req.query(name)?.trim().normalize('NFKC') || undefined;
  const kind = text('kind');
  const page = text('page') ?? '1';
  const bodyCode = text('body');
  return {
    page: /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1,
    filter: {
      bodyCode: bodyCode !== undefined && /^\d{6}$/.test(bodyCode) ? bodyCode : undefined,
      objectKind: text('objectKind'),
      objectId: text('objectId'),
      from: parseDay(text('from') ?? '') ?? undefined,
      until: parseDay(text('until') ?? '') ?? undefined,
      kind: kind === 'write' || kind === 'read' ? kind : undefined,
    },
  };
}

function AuditPage(
  props: Asked & {
    lines: readonly AuditLine[];
    more: boolean;
    titles: ReadonlyMap<string, string | null>;
    operator: boolean;
  },
) {
  const { filter, page } = props;
  return (
    <Page
      title="監査の記録"
      sample={isSample()}
      breadcrumb={[{ title: '全国', href: '/' }, { title: '監査の記録' }]}
      operator={props.operator}
      lead={
        <p>
          操作と、個人情報・未公表の情報の閲覧の記録です。この閲覧も記録されます。
          <a href="/audit/digests">日次要約を見る</a>
        </p>
      }
      wide
    >
      <form class="dads-inline-form" action="/audit" method="get">
        <TextField name="from" label="この日から" hint="例：2026-04-01" size="short" value={filter.from} />
        <TextField name="until" label="この日まで" hint="例：2026-04-30" size="short" value={filter.until} />
        <SelectField
          name="kind"
          label="区別"
          emptyOption="すべて"
          value={filter.kind}
          options={Object.entries(KINDS).map(([value, title]) => ({ value, title }))}
        />
        <TextField name="objectId" label="対象の番号" value={filter.objectId} />
        {props.operator ? (
          <TextField name="body" label="団体コード" size="short" value={filter.bodyCode} />
        ) : null}
        <Button kind="secondary">絞り込む</Button>
      </form>
      <DataTable
        caption="監査の記録（新しい順）"
        captionHidden
        wide
        columns={[
          { id: 'at', title: '日時', cell: (line: AuditLine) => instantText(line.at) },
          { id: 'who', title: '誰が', cell: (line) => <Who line={line} titles={props.titles} /> },
          { id: 'kind', title: '区別', cell: (line) => KINDS[line.kind] },
          { id: 'action', title: '操作', cell: (line) => actionTitle(line.action) },
          { id: 'body', title: '団体', cell: (line) => (line.bodyCode === '000000' ? '―' : line.bodyCode) },
          {
            id: 'object',
            title: '対象',
            cell: (line) => (
              <a href={`/audit?objectId=${encodeURIComponent(line.objectId)}`}>
                {line.objectKind} {line.objectId}
              </a>
            ),
          },
          { id: 'detail', title: '内容', cell: (line) => (line.detail === '{}' ? '' : line.detail) },
        ]}
        rows={props.lines}
        rowKey={(line) => line.entryId}
        empty="当てはまる記録はありません。日付や対象を変えて探してください。"
      />
      <p class="dads-row">
        {page > 1 ? <a href={pageHref(props, page - 1)}>新しい記録</a> : null}
        {props.more ? <a href={pageHref(props, page + 1)}>古い記録</a> : null}
      </p>
    </Page>
  );
}

function isSample(): boolean {
  const viewer = currentViewer();
  return viewer?.kind === 'signed-in' && viewer.sample;
}

const KINDS: Readonly<Record<'write' | 'read', string>> = { write: '操作', read: '閲覧' };

function Who(props: { line: AuditLine; titles: ReadonlyMap<string, string | null> }) {
  const { name, seatId, pseudonym } = props.line;
  const title = seatId === null ? null : (props.titles.get(seatId) ?? null);
  return (
    <>
      {title === null ? null : `${title} `}
      {name ?? <span class="dads-subtle">氏名は保存期間を過ぎて消去（仮名 {pseudonym.slice(0, 8)}）</span>}
    </>
  );
}

function pageHref(asked: Asked, page: number): string {
  const { bodyCode, ...rest } = asked.filter;
  const given = Object.entries({ ...rest, body: bodyCode, page: String(page) });
  return `/audit?${new URLSearchParams(given.flatMap(([name, value]) => (value ? [[name, value]] : [])))}`;
}
