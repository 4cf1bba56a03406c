import { Cite } from '../../../spine/plan/pages/parts.tsx';
import {
  entriesOf,
  NOT_PROVIDED,
  NOTHING_STATED,
  numberedTitle,
} from '../../../spine/plan/rules/contents.ts';
import { ancestors } from '../../../spine/plan/rules/lineage.ts';
import type { PlanEntry, PlanItem } from '../../../spine/plan/rules/model.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { planOfRoadmap } from '../plan-of.ts';
import type { CheckPoint } from '../rules/checklist.ts';
import { type Line, lineId } from '../rules/line.ts';
import type { NeighbourLine } from '../rules/neighbours.ts';
import type { Asking } from './asking.ts';
import { NeighbourLines } from './neighbours.tsx';
import { crumbs, periodText, StateChip } from './parts.tsx';

/** `/roadmap/items/{front-yard}`: what the plan says, what to look at, and the body's lines. The whole text is on `/plan`. */
export function ItemPage(props: {
  asking: Asking;
  item: PlanItem;
  lines: readonly Line[];
  /** Of other bodies of the prefecture. */
  around: readonly NeighbourLine[];
  points: readonly CheckPoint[];
  /** Where the item's own function is; null: 「この機能は未提供」. */
  served: boolean;
  mayAdd: boolean;
}) {
  const { asking, item, lines } = props;
  const { plan } = planOfRoadmap();
  const own = entriesOf(plan, item, 'policy');
  const before = ancestors(plan, item).flatMap((each) => entriesOf(plan, each, 'policy'));
  return (
    <Page
      title={numberedTitle(item)}
      documentTitle={`${item.title}（工程表）`}
      breadcrumb={crumbs({ title: item.title })}
      sample={asking.sample}
      asOf={asking.seat.bodyName}
      coverage={`計画 第${item.version}版の取組事項`}
    >
      {props.served ? null : (
        <Notice kind="info" title={NOT_PROVIDED}>
          <p>この取組事項のための機能は、まだありません。工程表には書けます。</p>
        </Notice>
      )}
      <section class="dads-section" aria-labelledby="plan-text">
        <h2 id="plan-text">計画の取組方針</h2>
        {own.length === 0 ? <p>{NOTHING_STATED}。</p> : <Entries entries={own} />}
        {before.length === 0 ? null : (
          <>
            <h3>以前の版の資料にある方針</h3>
            <p>今も同じとは限りません。</p>
            <Entries entries={before} />
          </>
        )}
        <p>
          <a href={`/plan/${item.version}/${item.id}`}>閣議決定文書等、国の主な支援策等も読む</a>
        </p>
      </section>
      <section class="dads-section" aria-labelledby="checklist">
        <h2 id="checklist">確かめること</h2>
        <ul class="roadmap-checks">
          {props.points.map((point) => (
            <li key={point.text}>
              <strong>{point.done ? '済' : '未'}</strong>　{point.text}
              {point.href === null ? null : (
                <>
                  {'　'}
                  <a href={point.href}>{point.link}</a>
                </>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section class="dads-section" aria-labelledby="lines">
        <h2 id="lines">この取組事項の個別取組</h2>
        {lines.length === 0 ? (
          <p>個別取組はまだありません。</p>
        ) : (
          <ul class="dads-list">
            {lines.map((line) => (
              <li key={line.lineNo}>
                <a href={`/roadmap/lines/${lineId(line)}`}>{line.content.title}</a>　
                <StateChip state={line.content.state} />　{periodText(line.content)}
              </li>
            ))}
          </ul>
        )}
        {props.mayAdd ? (
          <p>
            <Button href={`/roadmap/new?item=${item.id}`}>この取組事項に個別取組を加える</Button>
          </p>
        ) : null}
      </section>
      <NeighbourLines lines={props.around} own={lines} />
    </Page>
  );
}

function Entries(props: { entries: readonly PlanEntry[] }) {
  const { plan } = planOfRoadmap();
  return (
    <ul class="dads-list">
      {props.entries.map((entry) => (
        <li key={entry.text}>
          {entry.text}
          <Cite plan={plan} citation={entry.citation} />
        </li>
      ))}
    </ul>
  );
}
