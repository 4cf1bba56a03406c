import { type Day, formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/form.tsx';
import { Pagination } from '../../../ui/pagination.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { RegisterBody } from '../../bodies/rules/register.ts';
import type { Seat } from '../../contracts/seat.ts';
import type { BodySteps } from '../load.ts';
import type { Forecast } from '../rules/forecast.ts';
import { isLate } from '../rules/lateness.ts';
import { stepTitle } from '../rules/model.ts';
import { LinesTable } from './own-pages.tsx';
import { forecastBasis, forecastText, StateChip, StepsFrame } from './parts.tsx';

export const SHOWN = [
  { id: 'all', title: 'すべて' },
  { id: 'late', title: '予定日を過ぎたステップがある' },
  { id: 'step-0', title: '今のステップが0' },
  { id: 'step-1', title: '今のステップが1' },
  { id: 'step-2', title: '今のステップが2' },
  { id: 'step-3', title: '今のステップが3' },
  { id: 'finished', title: 'ステップ0～3が終わった' },
] as const;
export type Shown = (typeof SHOWN)[number]['id'];

export interface ReviewLine {
  readonly body: RegisterBody;
  readonly handbook: BodySteps;
  readonly telework: BodySteps;
  /** Null: not for this seat. */
  readonly forecast: Forecast | null;
}

/** Municipalities × steps: who is where, and what is late. */
export function ReviewPage(props: {
  seat: Seat;
  lines: readonly ReviewLine[];
  total: number;
  all: number;
  page: number;
  pages: number;
  shown: Shown;
  places: readonly RegisterBody[];
  place: RegisterBody | null;
  forecasts: boolean;
  today: Day;
}) {
  const { shown, place } = props;
  const area = place?.name ?? (props.seat.kind === 'prefecture' ? props.seat.bodyName : '全国');
  const href = (page: number) =>
    `/steps/review?show=${shown}${place === null ? '' : `&prefecture=${place.bodyCode}`}&page=${page}`;
  return (
    <StepsFrame
      title={`${area}の市区町村の手順`}
      crumbs={[{ title: '市区町村の手順' }]}
      asOf={`${formatDay(props.today)}現在`}
      lead={
        <p>
          {`市区町村${props.all.toLocaleString('ja')}団体のうち${props.total.toLocaleString('ja')}団体を示します。`}
          {'都道府県庁の分は含みません。'}
        </p>
      }
    >
      <form method="get" action="/steps/review" class="dads-inline-form">
        <SelectField
          name="show"
          label="示す団体"
          value={shown}
          options={SHOWN.map(({ id, title }) => ({ value: id, title }))}
        />
        {props.places.length < 2 ? null : (
          <SelectField
            name="prefecture"
            label="都道府県"
            emptyOption="全国"
            value={place?.bodyCode}
            options={props.places.map((one) => ({ value: one.bodyCode, title: one.name }))}
          />
        )}
        <Button kind="secondary">絞り込む</Button>
      </form>
      <DataTable
        caption="団体ごとのステップ"
        captionHidden
        wide
        stickyFirst
        columns={[
          {
            id: 'body',
            title: '団体',
            cell: (line: ReviewLine) => (
              <a href={`/steps/review/${line.body.bodyCode}`}>
                {props.seat.kind === 'nation' ? `${line.body.prefectureName}　` : ''}
                {line.body.name}
              </a>
            ),
          },
          ...[0, 1, 2, 3].map((number) => ({
            id: `step-${number}`,
            title: `ステップ${number}`,
            cell: (line: ReviewLine) => {
              const at = line.handbook.lines[number];
              return at === undefined ? '－' : <StateChip step={at.step} state={at.state} />;
            },
          })),
          {
            id: 'telework',
            title: 'テレワーク',
            unit: '10のうち',
            align: 'number',
            cell: (line) =>
              line.telework.lines.every((one) => one.state === 'unreported')
                ? '未報告'
                : line.telework.where.closed,
          },
          { id: 'late', title: '遅れ', cell: (line) => <LateSteps line={line} /> },
          ...(props.forecasts
            ? [
                {
                  id: 'forecast',
                  title: 'テレワークが終わる見込み',
                  cell: (line: ReviewLine) => forecastText(line.forecast),
                },
              ]
            : []),
        ]}
        rows={props.lines}
        rowKey={(line) => line.body.bodyCode}
        rowHeader="body"
        empty="当てはまる団体はありません。"
      />
      <Pagination page={props.page} pages={props.pages} href={href} />
    </StepsFrame>
  );
}

function LateSteps({ line }: { line: ReviewLine }) {
  const late = [...line.handbook.lines, ...line.telework.lines].filter((one) => isLate(one.late));
  const [first] = late;
  if (first === undefined || !isLate(first.late)) return <>－</>;
  return (
    <strong>
      {late.length}件（{stepTitle(first.step)}、{first.late.days}日）
    </strong>
  );
}

/** One body, as its prefecture or the nation sees it. */
export function BodyReviewPage(props: {
  body: RegisterBody;
  handbook: BodySteps;
  telework: BodySteps;
  handbookTitle: string;
  teleworkTitle: string;
  forecast: Forecast | null;
  today: Day;
}) {
  const { body, forecast } = props;
  const basis = forecast === null ? null : forecastBasis(forecast);
  return (
    <StepsFrame
      title={`${body.name}の手順`}
      crumbs={[{ title: '市区町村の手順', href: '/steps/review' }, { title: body.name }]}
      asOf={`${formatDay(props.today)}現在`}
    >
      <section class="dads-section" aria-labelledby="handbook">
        <h2 id="handbook">{props.handbookTitle}</h2>
        <LinesTable id="handbook" caption={props.handbookTitle} lines={props.handbook.lines} linked={false} />
      </section>
      <section class="dads-section" aria-labelledby="telework">
        <h2 id="telework">{props.teleworkTitle}</h2>
        <LinesTable id="telework" caption={props.teleworkTitle} lines={props.telework.lines} linked={false} />
        {forecast === null ? null : (
          <>
            <h3>すべて終わる見込み</h3>
            <p>{forecastText(forecast)}</p>
            {basis === null ? null : <p class="dads-subtle">{basis}</p>}
          </>
        )}
      </section>
      <p>
        <a href={`/bodies/${body.bodyCode}`}>{body.name}の団体別シートを開く</a>
      </p>
    </StepsFrame>
  );
}
