import type { BodyClass, Level } from '../../../core/indicator.ts';
import type { RollUpResult } from '../../../core/roll-up.ts';
import { address } from '../rules/request.ts';
import type { Subject } from './load.ts';

export type Shown = 'squares' | 'prefectures' | 'map' | 'table';

/** What of the address the reader has chosen: kept by every link and form of the page. */
export interface Chosen {
  readonly subject: Subject;
  readonly shown: Shown;
  /** Code of the prefecture to which the table is narrowed; null: all. */
  readonly prefecture: string | null;
  readonly version: string | null;
}

export interface Change {
  readonly part?: string | null;
  readonly level?: Level | null;
  readonly asOf?: string | null;
  readonly class?: BodyClass | null;
  readonly view?: Shown | null;
  readonly prefecture?: string | null;
  readonly sort?: string | null;
  readonly order?: 'desc' | null;
  readonly page?: number | null;
  readonly knownOn?: string | null;
}

/** The page with some choices changed; the page of the table starts anew unless it is given. */
export function linkTo(chosen: Chosen, change: Change, anchor = ''): string {
  const { subject, shown, prefecture, version } = chosen;
  const { view } = subject;
  const choices = {
    version,
    part: view.part,
    level: view.level === 'municipality' && subject.level === 'municipality' ? null : subject.level,
    asOf: view.asOf,
    knownOn: view.knownOn,
    class: view.bodyClass === 'all' ? null : view.bodyClass,
    view: shown === 'squares' ? null : shown,
    prefecture,
    sort: view.sort,
    order: view.descending ? 'desc' : null,
    ...change,
  };
  return `${address(`/indicators/${subject.id}`, choices)}${anchor}`;
}

/**
 * Open data that holds what the page shows. Body by body only where bodies have values; the rolled-up figure of its own
 * class, because a printed table may speak of 市区町村 without 指定都市 only.
 */
export function openData(
  chosen: Chosen,
  figure: RollUpResult | null,
): readonly { readonly title: string; readonly href: string }[] {
  const { subject } = chosen;
  const common = {
    indicator: `${subject.id}@${subject.definition.version}`,
    part: subject.part === '' ? null : subject.part,
    asOf: subject.date?.on,
    knownOn: subject.view.knownOn,
    level: subject.level,
  };
  const observations = (format: string | null) => address('/api/v1/observations', { ...common, format });
  const rollUps = address('/api/v1/rollups', {
    ...common,
    class: figure === null || figure.class === 'all' ? null : figure.class,
  });
  return [
    ...(subject.date?.basis === 'computed' && subject.level !== 'all'
      ? [
          { title: '団体ごとの値（CSV）', href: observations('csv') },
          { title: '団体ごとの値（Excel）', href: observations('xlsx') },
          { title: '団体ごとの値（JSON）', href: observations(null) },
        ]
      : []),
    ...(figure === null ? [] : [{ title: '集計値（JSON）', href: rollUps }]),
    { title: '定義（JSON）', href: `/api/v1/indicators/${subject.id}` },
  ];
}
