import type { Handler } from 'hono';
import { definitionKey, type IndicatorDefinition } from '../../../core/indicator.ts';
import { dayInJapan, knownBefore } from '../../../core/known-on.ts';
import { provenanceId } from '../../../core/provenance.ts';
import type { Db } from '../../../platform/db/database.ts';
import type { Deps } from '../../../platform/deps.ts';
import { isOperator } from '../../../platform/operator/session.ts';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { formatNumber, formatWithUnit, missingText } from '../../../ui/figure-text.tsx';
import { Page, renderPage } from '../../../ui/page.tsx';
import { Pagination } from '../../../ui/pagination.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { municipalitiesOf, prefectures } from '../../bodies/queries/register.ts';
import { fullName, governmentTitle } from '../../bodies/rules/titles.ts';
import { allDefinitions } from '../../indicators/queries.ts';
import {
  type CorrectionBatch,
  type CorrectionCell,
  correctionBatches,
  correctionsOf,
} from '../../observations/queries/corrections.ts';
import { partName } from '../indicator/load.ts';
import { standpoint } from '../load.ts';
import { Faults, KnownOnForm, KnownOnNotice } from '../parts.tsx';
import { type CellState, CORRECTION_KINDS, cellText } from '../rules/correction-words.ts';
import { address, readView } from '../rules/request.ts';

/** Batches on a page, and cells of each that are listed there; one batch alone shows 100 cells a page. */
const BATCHES = 20;
const LISTED = 50;
const CELLS = 100;

interface Names {
  readonly definitions: ReadonlyMap<string, IndicatorDefinition>;
  readonly bodies: ReadonlyMap<string, string>;
}

/** 訂正の記録: what was recorded differently before, newest first; an undone import is one entry. */
export function correctionsPage(deps: Deps): Handler {
  return async (c) => {
    const { db } = deps;
    const { view, faults } = readView((name) => c.req.query(name));
    const stand = standpoint(deps.clock, view.knownOn);
    const batchId = c.req.query('batch') ?? null;
    const single = batchId !== null;
    const { total, batches } = await correctionBatches(db, {
      limit: single ? 1 : BATCHES,
      offset: single ? 0 : (view.page - 1) * BATCHES,
      knownBefore: knownBefore(stand.knownOn, stand.today),
      batchId,
    });
    const cells = await correctionsOf(
      db,
      batches.map((batch) => batch.batch_no),
      single ? { limit: CELLS, offset: (view.page - 1) * CELLS } : { limit: LISTED, offset: 0 },
    );
    const names = await readNames(db, [...cells.values()].flat());
    const href = (change: Record<string, string | number | null>) =>
      address('/corrections', { batch: batchId, knownOn: view.knownOn, ...change });
    const one = single ? batches[0] : undefined;
    const pages = Math.ceil(one === undefined ? total / BATCHES : countOf(one) / CELLS);
    const found = !single || one !== undefined;
    return c.html(
      renderPage(
        <Page
          title={found ? '訂正と取消しの記録' : 'この訂正はありません'}
          breadcrumb={[
            { title: '全国', href: '/' },
            ...(single ? [{ title: '訂正と取消しの記録', href: '/corrections' }] : []),
            { title: one === undefined ? '訂正と取消しの記録' : headingOf(one) },
          ]}
          operator={isOperator(c)}
          wide
          lead="登録した値をあとから改めたときは、前の値を消さずに、ここに残します。新しいものから並べています。"
          downloads={[
            {
              title: '訂正の記録（JSON）',
              href: address('/api/v1/corrections', { knownOn: view.knownOn }),
            },
            {
              title: '訂正の記録（CSV）',
              href: address('/api/v1/corrections', { knownOn: view.knownOn, format: 'csv' }),
            },
          ]}
        >
          <Faults faults={faults} />
          <KnownOnNotice stand={stand} path={href({ knownOn: null })} />
          {batches.length === 0 ? (
            <p>
              {found
                ? '訂正も取消しも、まだありません。値を改めると、前の値とともにここに並びます。'
                : 'アドレスが変わったか、入力に誤りがあります。'}
            </p>
          ) : null}
          {batches.map((batch) => (
            <Entry
              key={batch.batch_id}
              batch={batch}
              cells={cells.get(batch.batch_no) ?? []}
              names={names}
              whole={single}
              href={href({ batch: batch.batch_id, page: null })}
            />
          ))}
          <Pagination
            page={view.page}
            pages={pages}
            href={(page) => href({ page })}
            label="訂正の記録のページ"
          />
          {single ? (
            <p>
              <a href={address('/corrections', { knownOn: view.knownOn })}>すべての訂正と取消しを見る</a>
            </p>
          ) : null}
          <KnownOnForm path="/corrections" keep={{ batch: batchId }} stand={stand} />
        </Page>,
      ),
      found ? 200 : 404,
    );
  };
}

async function readNames(db: Db, cells: readonly CorrectionCell[]): Promise<Names> {
  const definitions = new Map(
    (await allDefinitions(db)).map((definition) => [definitionKey(definition), definition]),
  );
  if (cells.length === 0) return { definitions, bodies: new Map() };
  // Names as they are today: a body that is gone keeps its code, whose page tells what became of it.
  const bodies = [
    ...(await prefectures(db)).map((body) => [body.bodyCode, governmentTitle(body.name)] as const),
    ...(await municipalitiesOf(db, null, '9999-12-31')).map(
      (body) => [body.bodyCode, fullName(body)] as const,
    ),
  ];
  return { definitions, bodies: new Map(bodies) };
}

function countOf(batch: CorrectionBatch): number {
  return Number(batch.changed + batch.removed);
}

function kindOf(batch: CorrectionBatch): string {
  return CORRECTION_KINDS[batch.kind] ?? batch.kind;
}

function headingOf(batch: CorrectionBatch): string {
  return `${kindOf(batch)}：${batch.undone_title ?? batch.title}`;
}

/** 「2026-11-21 17:05」 in Japan. */
function instantText(instant: string): string {
  const milliseconds = Date.parse(instant);
  const minutes = Math.floor((milliseconds + 9 * 3_600_000) / 60_000) % 1440;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${dayInJapan(milliseconds)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function countsText(batch: CorrectionBatch): string {
  const parts = [
    batch.changed > 0n ? `${formatNumber(batch.changed)}件の値を改め` : '',
    batch.removed > 0n ? `${formatNumber(batch.removed)}件の値を取り消し` : '',
  ].filter(Boolean);
  return `${formatNumber(batch.bodies)}団体の${parts.join('、')}ました。`;
}

function Entry(props: {
  batch: CorrectionBatch;
  cells: readonly CorrectionCell[];
  names: Names;
  whole: boolean;
  href: string;
}) {
  const { batch, cells, names } = props;
  const count = countOf(batch);
  const id = `b-${batch.batch_no}`;
  const table = (
    <Cells cells={cells} names={names} caption={`${headingOf(batch)}（${formatNumber(count)}件）`} />
  );
  // Thousands of cells taken back at once tell less than their number: folded, the first of them inside.
  const folded = !props.whole && (batch.kind === 'undo' || count > LISTED);
  return (
    <section class="dads-section" aria-labelledby={id}>
      <h2 id={id}>{headingOf(batch)}</h2>
      <p>
        <time dateTime={batch.recorded_at}>{instantText(batch.recorded_at)}</time> {batch.recorded_by}
        {batch.taken_back ? '（この差替えは、のちに取り消されました）' : ''}
      </p>
      <p>
        {countsText(batch)}
        {batch.undone_at === null
          ? ''
          : `取り消したのは、${instantText(batch.undone_at)}に登録したものです。`}
      </p>
      {folded ? (
        <Disclosure
          summary={
            count > cells.length
              ? `はじめの${formatNumber(cells.length)}件を見る`
              : `${formatNumber(count)}件を見る`
          }
        >
          {table}
        </Disclosure>
      ) : (
        table
      )}
      {!props.whole && count > cells.length ? (
        <p>
          <a href={props.href}>全{formatNumber(count)}件を見る</a>
        </p>
      ) : null}
    </section>
  );
}

function Cells(props: { cells: readonly CorrectionCell[]; names: Names; caption: string }) {
  const { definitions, bodies } = props.names;
  return (
    <DataTable<CorrectionCell>
      caption={props.caption}
      columns={[
        {
          id: 'body',
          title: '団体',
          cell: (cell) => (
            <a href={`/bodies/${cell.body_code}`}>{bodies.get(cell.body_code) ?? cell.body_code}</a>
          ),
        },
        {
          id: 'indicator',
          title: '指標',
          cell: (cell) => {
            const definition = definitions.get(cell.indicator);
            return (
              <>
                <a href={`/indicators/${cell.indicator.replace(/@.*$/, '')}`}>
                  {definition?.title ?? cell.indicator}
                </a>
                {cell.part === '' || definition === undefined ? null : (
                  <span class="dads-subtle">{partName(definition, cell.part)}</span>
                )}
              </>
            );
          },
        },
        { id: 'on', title: '基準日', cell: (cell) => cell.period_end },
        {
          id: 'old',
          title: '前の値',
          align: 'number',
          cell: (cell) => (
            <State
              definition={definitions.get(cell.indicator) ?? null}
              cell={{ value: cell.old_value, base: cell.old_base, reason: cell.old_reason }}
            />
          ),
        },
        {
          id: 'new',
          title: '改めた値',
          align: 'number',
          cell: (cell) => <State definition={definitions.get(cell.indicator) ?? null} cell={cell} />,
        },
        { id: 'file', title: '根拠の資料', cell: (cell) => fileText(cell) },
        {
          id: 'provenance',
          title: '内訳',
          cell: (cell) => (
            <a href={historyHref(cell)}>
              経過<span class="dads-hidden">（{bodies.get(cell.body_code) ?? cell.body_code}）</span>
            </a>
          ),
        },
      ]}
      rows={props.cells}
      rowKey={(cell) =>
        [cell.body_code, cell.indicator, cell.part, cell.period_end, cell.series, cell.revision].join('~')
      }
      rowHeader="body"
      stickyFirst
      wide
    />
  );
}

function fileText(cell: CorrectionCell): string {
  if (cell.restores !== null) return '前の登録に戻した';
  if (cell.void) return '—';
  if (cell.file_name === null) return '資料のない登録';
  const sheet = cell.sheet_name === null || cell.sheet_name === '' ? '' : `、${cell.sheet_name}`;
  const at =
    cell.row_no === null ? '' : `、${cell.row_no}行${cell.column_no === null ? '' : `${cell.column_no}列`}`;
  return `${cell.file_name}${sheet}${at}`;
}

function historyHref(cell: CorrectionCell): string {
  const id = provenanceId({
    kind: 'observation',
    bodyCode: cell.body_code,
    indicator: cell.indicator,
    part: cell.part,
    on: cell.period_end,
  });
  return `/provenance/${encodeURIComponent(id)}`;
}

function State(props: { definition: IndicatorDefinition | null; cell: CellState }) {
  const text = cellText(props.definition, props.cell);
  if (text.kind === 'missing') return <span class="dads-missing">{missingText(text.reason)}</span>;
  if (text.kind === 'empty-share') return <span class="dads-missing">対象なし（0／0）</span>;
  return (
    <>
      {formatWithUnit(text.text, text.unit)}
      {text.counts === null ? null : <span class="dads-subtle">{text.counts}</span>}
    </>
  );
}
