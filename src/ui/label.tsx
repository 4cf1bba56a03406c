import type { ComponentChildren } from 'preact';
import { type PublicationState, STATE_TITLES } from '../core/indicator.ts';
import { type MissingReason, missingText } from './figure-text.tsx';

/** 未公表 / 速報 / 確定: outline, half and full, so that the order is seen without colour. */
export function StateLabel(props: { state: PublicationState | '未公表' | '速報' | '確定' }) {
  const state = props.state in STATE_TITLES ? STATE_TITLES[props.state as PublicationState] : props.state;
  const look = state === '確定' ? 'final' : state === '速報' ? 'provisional' : 'unpublished';
  return <span class={`dads-chip dads-chip--${look}`}>{state}</span>;
}

/** Why a body has no value; hatched, never the look of a value. */
export function ReasonLabel(props: { reason: MissingReason }) {
  return <span class="dads-chip dads-chip--missing">{missingText(props.reason)}</span>;
}

/** 特別区, 指定都市, 市, 町 … */
export function KindLabel(props: { children: ComponentChildren }) {
  return <span class="dads-chip dads-chip--kind">{props.children}</span>;
}

/** A figure over those who answered only. */
export function PartialLabel() {
  return <span class="dads-chip dads-chip--partial">一部集計</span>;
}
