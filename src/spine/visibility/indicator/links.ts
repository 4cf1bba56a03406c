import type { BodyClass, Level } from '../../../core/indicator.ts';
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

/** Addresses of the open data that holds what the page shows. */
export function openData(chosen: Chosen): { readonly observations: string; readonly rollups: string } {
  const { subject } = chosen;
  const common = {
    indicator: `${subject.id}@${subject.definition.version}`,
    part: subject.part === '' ? null : subject.part,
    asOf: subject.date?.on,
    knownOn: subject.view.knownOn,
  };
  return {
    observations: address('/api/v1/observations', common),
    rollups: address('/api/v1/rollups', {
      ...common,
      level: subject.level,
      class: subject.view.bodyClass === 'all' ? null : subject.view.bodyClass,
    }),
  };
}
