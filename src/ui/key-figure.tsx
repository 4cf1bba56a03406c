import type { ComponentChildren } from 'preact';
import type { Day } from '../core/calendar.ts';
import { asOfText, formatNumber, formatShare, type MissingReason, missingText } from './figure-text.tsx';
import { PartialLabel, StateLabel } from './label.tsx';

export interface KeyFigureProps {
  title: ComponentChildren;
  /** Rounded text as it is printed, or null with a reason. */
  value: string | null;
  unit: string;
  missing?: MissingReason | undefined;
  numerator?: string | number | null | undefined;
  denominator?: string | number | null | undefined;
  /** Of numerator and denominator: 団体 (default), 人, 枚 … */
  countUnit?: string | undefined;
  asOf?: Day | null | undefined;
  /** 「1,741団体中1,733団体が回答」, from `coverageText`. */
  coverage?: string | undefined;
  partial?: boolean | undefined;
  state?: '未公表' | '速報' | '確定' | undefined;
  /** The way to 算出の内訳. Every figure has one. */
  href?: string | undefined;
  note?: ComponentChildren;
  headingLevel?: 2 | 3 | 4;
}

/** One figure with all that it stands on. */
export function KeyFigure(props: KeyFigureProps) {
  const Heading = `h${props.headingLevel ?? 3}` as 'h2' | 'h3' | 'h4';
  const counts = props.numerator != null && props.denominator != null;
  return (
    <section class="dads-key-figure">
      <Heading class="dads-key-figure__title">{props.title}</Heading>
      <p class="dads-key-figure__value">
        {props.value === null ? (
          <span class="dads-key-figure__missing">{missingText(props.missing ?? 'no-record')}</span>
        ) : (
          <>
            <span class="dads-key-figure__number">{formatNumber(props.value)}</span>
            <span class="dads-key-figure__unit">{props.unit}</span>
          </>
        )}
        {props.partial === true ? <PartialLabel /> : null}
        {props.state !== undefined && props.state !== '確定' ? <StateLabel state={props.state} /> : null}
      </p>
      {counts ? (
        <p class="dads-key-figure__counts">
          {formatShare(String(props.numerator), String(props.denominator), props.countUnit ?? '団体')}
        </p>
      ) : null}
      {props.coverage === undefined ? null : <p class="dads-key-figure__note">{props.coverage}</p>}
      {props.asOf == null ? null : <p class="dads-key-figure__note">{asOfText(props.asOf)}</p>}
      {props.note === undefined ? null : <p class="dads-key-figure__note">{props.note}</p>}
      {props.href === undefined ? null : (
        <p class="dads-key-figure__link">
          <a href={props.href}>
            算出の内訳<span class="dads-hidden">（{props.title}）</span>
          </a>
        </p>
      )}
    </section>
  );
}
