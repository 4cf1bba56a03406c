import { formatDay } from '../../../core/calendar.ts';
import { knownBefore } from '../../../core/known-on.ts';
import { bodyValue } from '../../../core/roll-up.ts';
import type { Db } from '../../../platform/db/database.ts';
import { formatNumber, formatWithUnit } from '../../../ui/figure-text.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { type DisagreementRow, disagreements, heldSources } from '../../observations/queries/sources.ts';
import { observationHref } from '../body-cell.tsx';
import { ownText, ownUnit } from '../rules/values.ts';
import type { Subject } from './load.ts';

const LISTED = 20;

export interface TwoSources {
  readonly sources: readonly { readonly title: string; readonly bodies: bigint }[];
  readonly rows: readonly DisagreementRow[];
}

export async function loadSources(db: Db, subject: Subject): Promise<TwoSources | null> {
  const { date, partKey, stand } = subject;
  if (date === null || date.basis === 'published') return null;
  const before = knownBefore(stand.knownOn, stand.today);
  const fact = { ...partKey, on: date.on };
  const sources = await heldSources(db, fact, before);
  if (sources.length < 2) return { sources, rows: [] };
  return { sources, rows: await disagreements(db, fact, before, LISTED) };
}

/** Two sources for one fact stand side by side; which one is believed is said, the other is not hidden. */
export function Disagreement(props: {
  subject: Subject;
  found: TwoSources | null;
  nameOf: (bodyCode: string) => string;
}) {
  const { subject, found } = props;
  const { definition, date, part } = subject;
  if (found === null || found.sources.length < 2 || date === null) return null;
  const total = Number(found.rows[0]?.total ?? 0n);
  const text = (value: bigint, base: bigint | null) => {
    const shown = ownText(definition, bodyValue(definition, value, base));
    return shown === null ? '対象なし（0／0）' : formatWithUnit(shown, ownUnit(definition));
  };
  return (
    <section class="dads-section" aria-labelledby="sources-differ">
      <h2 id="sources-differ">資料による値の違い</h2>
      <p class="dads-text">
        {formatDay(date.on)}時点の値は、{formatNumber(found.sources.length)}つの資料にあります。
        {found.sources
          .map((source) => `「${source.title}」（${formatNumber(source.bodies)}団体）`)
          .join('、')}
        。値が異なるときは、先に挙げた資料の値を使います。
      </p>
      {total === 0 ? (
        <p>両方の資料に値がある団体では、値はすべて一致しています。</p>
      ) : (
        <DataTable<DisagreementRow>
          caption={`資料によって値が異なる${formatNumber(total)}団体${total > found.rows.length ? `（うち${LISTED}団体）` : ''}`}
          columns={[
            {
              id: 'body',
              title: '団体',
              cell: (row) => <a href={`/bodies/${row.body_code}`}>{props.nameOf(row.body_code)}</a>,
            },
            {
              id: 'first',
              title: '使っている値',
              align: 'number',
              cell: (row) => (
                <>
                  <a href={observationHref(definition, row.body_code, part, date.on)}>
                    {text(row.first_value, row.first_base)}
                  </a>
                  <span class="dads-subtle">{row.first_series}</span>
                </>
              ),
            },
            {
              id: 'second',
              title: '別の資料の値',
              align: 'number',
              cell: (row) => (
                <>
                  {text(row.second_value, row.second_base)}
                  <span class="dads-subtle">{row.second_series}</span>
                </>
              ),
            },
          ]}
          rows={found.rows}
          rowKey={(row) => `${row.body_code}-${row.second_series}`}
          rowHeader="body"
          wide
        />
      )}
    </section>
  );
}
