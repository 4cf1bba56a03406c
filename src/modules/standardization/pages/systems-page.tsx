import { type Day, formatDay } from '../../../core/calendar.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import type { Forecast } from '../../../spine/steps/rules/forecast.ts';
import { DataTable } from '../../../ui/table.tsx';
import { ENVIRONMENTS } from '../actions/systems.ts';
import type { SystemRow } from '../queries/systems.ts';
import { businessAt } from '../rules/businesses.ts';
import { LIMIT_STANDINGS, limitStanding } from '../rules/limits.ts';
import { forecastText } from './forecast-parts.ts';
import { DayText, WorkPage } from './parts.tsx';

export function standingText(system: SystemRow, today: Day): string {
  const { limitOn: on, limitKind: kind, finished, marked } = system;
  const standing = LIMIT_STANDINGS[limitStanding({ on, kind, finished, marked }, today)];
  return on === null || finished ? standing : `${standing}（期限 ${on}）`;
}

/** システムの台帳. */
export function SystemsPage(props: {
  seat: Seat;
  today: Day;
  systems: readonly SystemRow[];
  forecasts: ReadonlyMap<number, Forecast>;
  businesses: readonly number[];
}) {
  const rows = props.businesses.map((no) => ({
    no,
    system: props.systems.find((one) => one.businessNo === no),
  }));
  return (
    <WorkPage
      seat={props.seat}
      title={`${props.seat.bodyName}の標準化対象システム`}
      crumbs={[{ title: 'システムの台帳' }]}
      asOf={`${formatDay(props.today)}現在`}
      wide
    >
      <DataTable
        caption="業務ごとのシステムと期限"
        wide
        columns={[
          {
            id: 'business',
            title: '業務',
            cell: (row: (typeof rows)[number]) => {
              const business = businessAt(row.no);
              return <a href={`/standardization/systems/${business?.id}`}>{business?.title}</a>;
            },
          },
          { id: 'vendor', title: '事業者', cell: (row) => row.system?.vendor ?? '登録なし' },
          {
            id: 'package',
            title: 'パッケージ',
            cell: (row) => [row.system?.packageName, row.system?.packageVersion].filter(Boolean).join(' '),
          },
          {
            id: 'environment',
            title: '環境',
            cell: (row) => (row.system?.environment ? ENVIRONMENTS[row.system.environment] : ''),
          },
          { id: 'planned', title: '移行予定日', cell: (row) => <DayText on={row.system?.plannedOn} /> },
          {
            id: 'limit',
            title: '期限',
            cell: (row) => (row.system === undefined ? '登録なし' : standingText(row.system, props.today)),
          },
          { id: 'forecast', title: '見込み', cell: (row) => forecastText(props.forecasts.get(row.no)) },
        ]}
        rows={rows}
        rowKey={(row) => String(row.no)}
        rowHeader="business"
      />
      <p>見込みは、この団体と都道府県だけに表示します。約束ではありません。</p>
      <p>
        <a href="/standardization/budget.xlsx">予算要求の資料（Excel）</a>
      </p>
    </WorkPage>
  );
}
