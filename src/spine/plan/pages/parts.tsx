import { KindLabel } from '../../../ui/label.tsx';
import type { PlanHome, PlanNeighbours } from '../../contracts/plan-neighbours.ts';
import {
  BASIS_TITLES,
  formatLines,
  formatPlanDate,
  KIND_TITLES,
  NOT_PROVIDED,
  numberedTitle,
  versionOf,
} from '../rules/contents.ts';
import type { Citation, CrosswalkLink, Plan, PlanItem, PlanSource, PlanVersion } from '../rules/model.ts';

/** What every page of the plan is given. */
export interface PlanView {
  readonly plan: Plan;
  readonly neighbours: PlanNeighbours;
  readonly operator: boolean;
}

export const HOME_CRUMBS = [
  { title: '全国', href: '/' },
  { title: '計画', href: '/plan' },
];

/** Said once on every page: what these texts are, and what they are not. */
export const WHAT_THIS_IS = '計画の本文ではありません。公表資料の要点を、出典と行を付けてまとめたものです。';

export function versionPath(version: string): string {
  return `/plan/${version}`;
}

export function itemPath(item: Pick<PlanItem, 'version' | 'id'>): string {
  return `/plan/${item.version}/${item.id}`;
}

export function versionName(version: PlanVersion): string {
  return `${version.title}　${formatPlanDate(version.on)}`;
}

export function ItemLink(props: { item: PlanItem }) {
  return <a href={itemPath(props.item)}>{numberedTitle(props.item)}</a>;
}

function sourceOf(plan: Plan, id: string): PlanSource | undefined {
  return plan.sources.find((source) => source.id === id);
}

function dateOf(source: PlanSource): string {
  return source.on === null ? '日付の記載なし' : formatPlanDate(source.on);
}

/** Title, date and lines of the document; 「民間の記事」 where others wrote it. */
export function Cite(props: { plan: Plan; citation: Citation }) {
  const source = sourceOf(props.plan, props.citation.source);
  if (source === undefined) return null;
  return (
    <small class="dads-cite">
      {source.secondary ? '出典（民間の記事）：' : '出典：'}
      <cite>{source.title}</cite>、{dateOf(source)}、{formatLines(props.citation.lines)}
    </small>
  );
}

export function Sources(props: { plan: Plan; ids: readonly string[] }) {
  const sources = props.plan.sources.filter((source) => props.ids.includes(source.id));
  if (sources.length === 0) return null;
  return (
    <section class="dads-section" aria-labelledby="plan-sources">
      <h2 id="plan-sources">出典の資料</h2>
      <ul class="dads-list">
        {sources.map((source) => (
          <li key={source.id}>
            {source.title}　{source.publisher ?? '作成者の記載なし'}　{dateOf(source)}
            {source.note === null ? null : (
              <>
                <br />
                <small>{source.note}</small>
              </>
            )}
          </li>
        ))}
      </ul>
      <p>
        <small>行は、資料の本文をテキストにしたときの行番号です。</small>
      </p>
    </section>
  );
}

export function Home(props: { home: PlanHome }) {
  return props.home.kind === 'module' ? (
    <a href={props.home.href}>{props.home.title}</a>
  ) : (
    <span>{NOT_PROVIDED}</span>
  );
}

/** 「名称変更」 and how we know it. */
export function LinkText(props: { plan: Plan; link: CrosswalkLink }) {
  const { link, plan } = props;
  const from = link.from === null ? null : versionOf(plan, link.from.version);
  const to = versionOf(plan, link.to.version);
  return (
    <>
      <KindLabel>{KIND_TITLES[link.kind]}</KindLabel>{' '}
      <small>
        {from === null ? '' : `${from.title}から`}
        {to?.title}へ（{BASIS_TITLES[link.basis]}）。{link.note}
      </small>
    </>
  );
}
