import { type Day, formatDay } from '../../../core/calendar.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/form.tsx';
import { Pagination } from '../../../ui/pagination.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { ForecastLine } from '../actions/forecasts-below.ts';
import { businessAt } from '../rules/businesses.ts';
import { paceText, rangeText } from './forecast-parts.ts';
import { BUSINESS_OPTIONS, pmoCrumbs, WorkPage } from './parts.tsx';

export const FORECASTS_PER_PAGE = 50;
const PATH = '/standardization/pmo/forecasts';

/** 移行の見込み: for the prefecture of the bodies; never public, never the nation's. */
export function ForecastPage(props: {
  seat: Seat;
  today: Day;
  business: number | null;
  lines: readonly ForecastLine[];
  page: number;
}) {
  const { lines, business, page } = props;
  const first = (page - 1) * FORECASTS_PER_PAGE;
  return (
    <WorkPage
      seat={props.seat}
      title={`終えていない${lines.length.toLocaleString('ja')}システムの移行の見込み`}
      documentTitle="移行の見込み"
      crumbs={pmoCrumbs(props.seat, { title: '移行の見込み' })}
      asOf={`${formatDay(props.today)}までの報告から`}
      coverage="団体とその都道府県だけに表示します。約束ではありません"
      wide
    >
      <form class="dads-inline-form" action={PATH} method="get">
        <SelectField
          name="business"
          label="業務"
          emptyOption="すべて"
          value={business === null ? '' : String(business)}
          options={BUSINESS_OPTIONS}
        />
        <Button kind="secondary">絞り込む</Button>
      </form>
      <p>
        団体の進み方と、同じ団体区分で同じ業務の団体の進み方から出します。似た団体は、速い側と遅い側の4分の1を除きます。
      </p>
      <DataTable
        caption="移行の見込み（遅い順）"
        wide
        columns={[
          { id: 'body', title: '団体', cell: (line: ForecastLine) => line.name },
          { id: 'business', title: '業務', cell: (line) => businessAt(line.businessNo)?.title ?? '' },
          { id: 'range', title: '見込み', cell: (line) => rangeText(line.forecast) },
          { id: 'pace', title: '団体の進み方', cell: (line) => paceText(line.pace) },
          {
            id: 'peers',
            title: '似た団体',
            unit: '団体',
            align: 'number',
            cell: (line) => (line.forecast.kind === 'range' ? line.forecast.peers : '―'),
          },
        ]}
        rows={lines.slice(first, first + FORECASTS_PER_PAGE)}
        rowKey={(line) => `${line.bodyCode}-${line.businessNo}`}
        rowHeader="body"
        empty="見込みを出せるシステムはありません。月の報告が2か月分そろうと表示します。"
      />
      <Pagination
        page={page}
        pages={Math.ceil(lines.length / FORECASTS_PER_PAGE)}
        href={(to) =>
          `${PATH}?${new URLSearchParams({ business: String(business ?? ''), page: String(to) })}`
        }
      />
    </WorkPage>
  );
}
