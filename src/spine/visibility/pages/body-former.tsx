import type { Context } from 'hono';
import { isSample } from '../../../core/body-code.ts';
import { formatDay } from '../../../core/calendar.ts';
import { definitionKey, type IndicatorDefinition } from '../../../core/indicator.ts';
import { knownBefore } from '../../../core/known-on.ts';
import { bodyValue } from '../../../core/roll-up.ts';
import type { Deps } from '../../../platform/deps.ts';
import { isOperator } from '../../../platform/operator/session.ts';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page, renderPage } from '../../../ui/page.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { bodyOn, coverageStart } from '../../bodies/queries/register.ts';
import { isSameBody, type LineageEvent } from '../../bodies/rules/lineage.ts';
import type { RegisterRow } from '../../bodies/rules/register.ts';
import { fullName, KIND_TITLES, LINEAGE_TITLES } from '../../bodies/rules/titles.ts';
import { allDefinitions } from '../../indicators/queries.ts';
import { type SheetRow, sheetOf } from '../../observations/queries/effective.ts';
import { BodyCell } from '../body-cell.tsx';
import type { Standpoint } from '../load.ts';
import { KnownOnNotice } from '../parts.tsx';

interface Former {
  readonly code: string;
  readonly rows: readonly RegisterRow[];
  readonly lineage: readonly LineageEvent[];
  readonly stand: Standpoint;
}

/** A code that no body bears any more: what became of it, by which source, and its own last values. */
export async function formerBodyPage(deps: Deps, c: Context, former: Former): Promise<Response> {
  const { code, rows, lineage, stand } = former;
  const own = lineage.filter((event) => event.fromCode === code && event.toCode !== code);
  const event = own.at(-1);
  const row = rows.at(-1);
  const name = row?.name ?? event?.fromName ?? code;
  const start = await coverageStart(deps.db);
  const successor = event === undefined ? null : await bodyOn(deps.db, event.toCode, stand.today);
  const values = await newestValues(deps, code, stand);
  const title =
    event === undefined
      ? `${name}は、いまの台帳にありません`
      : `${name}は、${formatDay(event.on)}に${event.toName}になりました`;
  return c.html(
    renderPage(
      <Page
        title={title}
        documentTitle={`${name}（以前の団体）`}
        breadcrumb={[{ title: '全国', href: '/' }, { title: name }]}
        sample={isSample(code)}
        operator={isOperator(c)}
        downloads={[
          { title: `${name}のすべての値（CSV）`, href: `/api/v1/observations?body=${code}&format=csv` },
          { title: `${name}の台帳（JSON）`, href: `/api/v1/bodies/${code}` },
        ]}
      >
        <KnownOnNotice stand={stand} path={`/bodies/${code}`} />
        {row === undefined ? (
          <Notice kind="info" title="収録対象外">
            <p>台帳は{formatDay(start)}からです。それより前のこの団体の情報は収録していません。</p>
          </Notice>
        ) : null}
        <DescriptionList
          items={[
            { term: '団体コード', detail: `${code}（いまは使われていません）` },
            ...(row === undefined
              ? [{ term: '読み', detail: event?.fromKana ?? '' }]
              : [
                  { term: '読み', detail: row.kana },
                  { term: '区分', detail: row.kind === 'nation' ? '' : KIND_TITLES[row.kind] },
                  {
                    term: '台帳の期間',
                    detail: `${formatDay(row.validFrom)}から${row.validTo === null ? '' : `${formatDay(row.validTo)}の前日まで`}`,
                  },
                ]),
            ...own.map((one) => ({
              term: LINEAGE_TITLES[one.kind],
              detail: (
                <>
                  {formatDay(one.on)}　{one.text}
                  <span class="dads-sheet__small">出典：{one.source}</span>
                </>
              ),
            })),
          ]}
        />
        {event === undefined ? null : (
          <p>
            <a href={`/bodies/${event.toCode}`}>
              {successor === null ? event.toName : fullName(successor)}の団体別シートを見る
            </a>
            {isSameBody(event)
              ? '。同じ団体なので、これまでの値はそこでも示します。'
              : '。別の団体なので、この団体の値を足してはいません。'}
          </p>
        )}
        <section class="dads-section" aria-labelledby="values">
          <h2 id="values">この団体コードで登録された最後の値</h2>
          <DataTable
            caption={`${name}の値`}
            columns={[
              { id: 'title', title: '指標', cell: (one) => one.title },
              {
                id: 'value',
                title: '値',
                align: 'number',
                cell: (one) => (
                  <BodyCell
                    definition={one.definition}
                    part={one.row.part}
                    on={one.row.period_end}
                    body={{ ...one.row, body_code: code, shown: one.shown }}
                    withUnit
                  />
                ),
              },
              { id: 'on', title: '基準日', cell: (one) => one.row.period_end },
            ]}
            rows={values}
            rowKey={(one) => `${one.row.indicator}~${one.row.part}`}
            rowHeader="title"
            empty="この団体コードの値は登録されていません。"
          />
        </section>
      </Page>,
    ),
  );
}

async function newestValues(deps: Deps, code: string, stand: Standpoint) {
  const [rows, definitions] = await Promise.all([
    sheetOf(deps.db, code, knownBefore(stand.knownOn, stand.today), stand.knownOn ?? stand.today),
    allDefinitions(deps.db),
  ]);
  const byKey = new Map(definitions.map((definition) => [definitionKey(definition), definition]));
  const newest = new Map<string, SheetRow>();
  // Rows come newest period first.
  for (const row of rows) {
    const key = `${row.indicator}~${row.part}`;
    if (!newest.has(key)) newest.set(key, row);
  }
  return [...newest.values()].flatMap((row) => {
    const definition = byKey.get(row.indicator);
    if (definition === undefined) return [];
    const shown = row.value === null ? null : bodyValue(definition, row.value, row.base);
    return [{ row, definition, shown, title: titleOf(definition, row.part) }];
  });
}

function titleOf(definition: IndicatorDefinition, part: string): string {
  const found = definition.parts?.find((one) => one.id === part);
  return found === undefined ? definition.title : `${definition.title}：${found.title}`;
}
