import type { ComponentProps } from 'preact';
import { type Day, formatDay } from '../../../core/calendar.ts';
import { PartPage } from '../../../ui/part-page.tsx';
import type { StepLine } from '../load.ts';
import { FORECAST_GAPS, type Forecast } from '../rules/forecast.ts';
import { isLate, type Lateness } from '../rules/lateness.ts';
import { STATE_TITLES, type Step, type StepState } from '../rules/model.ts';

export function StepsFrame(props: Omit<ComponentProps<typeof PartPage>, 'part'>) {
  return <PartPage part={{ title: '手順', href: '/steps' }} {...props} />;
}

/** Outline, half, full: the order is seen without colour. */
const LOOKS: Readonly<Record<StepState, string>> = {
  unreported: 'missing',
  'not-started': 'unpublished',
  'in-progress': 'provisional',
  done: 'final',
  'not-applicable': 'kind',
};

/** 「実施不要」 where the step calls 対象外 so. */
export function stateText(step: Step, state: StepState): string {
  return state === 'not-applicable' && step.excludedAs !== null ? step.excludedAs : STATE_TITLES[state];
}

export function StateChip(props: { step: Step; state: StepState }) {
  return (
    <span class={`dads-chip dads-chip--${LOOKS[props.state]}`}>{stateText(props.step, props.state)}</span>
  );
}

export function basisText(basis: StepLine['basis']): string {
  if (basis === null) return '報告なし';
  return basis === 'evidence' ? '根拠資料あり' : '申告のみ';
}

/** In words, because colour alone says nothing. */
export function LateText(props: { late: Lateness }) {
  const { late } = props;
  if (late.kind === 'extended') return <>延長中（{late.why}）</>;
  if (!isLate(late)) return <>－</>;
  return (
    <strong>
      {late.kind === 'past-limit' ? '期限' : '予定日'}を{late.days}日過ぎています
    </strong>
  );
}

export function dayOrDash(day: Day | null): string {
  return day === null ? '－' : formatDay(day);
}

/** 「令和8年10月1日～令和9年3月1日」, or why there is none; null: this seat is shown none. */
export function forecastText(forecast: Forecast | null): string {
  if (forecast === null) return '－';
  if (forecast.kind === 'unknown') return FORECAST_GAPS[forecast.why];
  return `${formatDay(forecast.earliest)}から${formatDay(forecast.latest)}まで`;
}

/** What a range was made from. */
export function forecastBasis(forecast: Forecast): string | null {
  if (forecast.kind !== 'range') return null;
  const parts = [
    ...(forecast.own ? ['この団体のこれまでの速さ'] : []),
    ...(forecast.peers > 0 ? [`同じ団体区分の${forecast.peers}団体の速さ`] : []),
  ];
  return `${parts.join('と')}から計算しました。約束ではありません。`;
}
