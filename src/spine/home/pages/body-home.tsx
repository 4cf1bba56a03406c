import { isSample } from '../../../core/body-code.ts';
import { formatDay } from '../../../core/calendar.ts';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { formatNumber } from '../../../ui/figure-text.tsx';
import { Page } from '../../../ui/page.tsx';
import { seatTitle } from '../../contracts/seat.ts';
import { numberedTitle } from '../../plan/rules/contents.ts';
import { NEWEST_PLAN } from '../../visibility/load-page.ts';
import { provenanceHref } from '../../visibility/parts.tsx';
import { classWords, ownWords } from '../figures.ts';
import type { BodyHome, HomeLine } from '../load.ts';
import { MonthSection, StateChip } from './parts.tsx';

/** The home of a municipality: what to do now, then where it stands with each item of the plan, folded. */
export function BodyHomePage(props: { home: BodyHome }) {
  const { home } = props;
  const { month, seat } = home;
  const late = home.lines.filter((line) => line.standing.late !== null).length;
  return (
    <Page
      title={
        month.now.length === 0
          ? '今月やることはありません'
          : `今月やることは${month.now.length}件、約${formatNumber(month.minutes)}分です`
      }
      documentTitle={`${seat.bodyName}のホーム`}
      breadcrumb={[{ title: '全国', href: '/' }, { title: `${seat.bodyName}のホーム` }]}
      sample={isSample(seat.bodyCode)}
      asOf={`${formatDay(home.today)}現在`}
      coverage={seatTitle(seat)}
    >
      <MonthSection month={month} today={home.today} />
      <Handbook home={home} />
      <section class="dads-section" aria-labelledby="items">
        <h2 id="items">
          計画の取組：{home.lines.length}件{late === 0 ? '' : `、うち遅れ${late}件`}
        </h2>
        {[...new Set(home.lines.map((line) => line.heading.groupTitle))].map((group) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            {home.lines
              .filter((line) => line.heading.groupTitle === group)
              .map((line) => (
                <Item key={line.heading.item} line={line} />
              ))}
          </section>
        ))}
      </section>
      <section class="dads-section" aria-labelledby="papers">
        <h2 id="papers">印刷するもの</h2>
        <ul class="dads-list">
          <li>
            <a href="/home/cio">CIOの一枚（遅れと次の一手）</a>
          </li>
          <li>
            <a href="/home/one-page">議会・首長用の一枚（指標を選ぶ）</a>
          </li>
          <li>
            <a href={`/bodies/${seat.bodyCode}`}>団体別シート</a>
          </li>
          <li>
            <a href="/surveys/calendar">年間照会カレンダー</a>
          </li>
        </ul>
      </section>
    </Page>
  );
}

/** 手順書のステップ0～3: derived from what is done, typed nowhere. */
function Handbook(props: { home: BodyHome }) {
  const { handbook } = props.home;
  if (handbook.length === 0) return null;
  const done = handbook.filter((step) => step.done).length;
  return (
    <section class="dads-section" aria-labelledby="handbook">
      <h2 id="handbook">
        手順書のステップ0～3：{handbook.length}のうち{done}が終わっています
      </h2>
      <ul class="home-steps">
        {handbook.map((step) => (
          <li key={step.href}>
            <a href={step.href}>{step.title}</a>：{step.state}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Item(props: { line: HomeLine }) {
  const { heading, standing, figure, home } = props.line;
  return (
    <Disclosure
      summary={
        <>
          {numberedTitle(heading)} <StateChip state={standing.state} />
          {standing.late === null ? null : <strong>　遅れ</strong>}
        </>
      }
    >
      {home.kind === 'planned' && standing.parts.length === 0 ? <p>この機能は未提供です。</p> : null}
      {standing.parts.map((part) => (
        <p key={part.href + part.text}>
          <a href={part.href}>{part.text}</a>
          {part.dueOn === null ? null : `　期限：${formatDay(part.dueOn)}`}
        </p>
      ))}
      {standing.late === null ? null : (
        <p>
          <strong>遅れの理由：</strong>
          {standing.late}
        </p>
      )}
      {figure === null ? null : (
        <p>
          <a href={`/indicators/${figure.definition.id}`}>{figure.definition.title}</a>：{ownWords(figure)}。
          <a href={provenanceHref(figure.inClass)}>{classWords(figure)}</a>
          <small>
            （{formatDay(figure.on)}時点
            {figure.own === null ? '' : `、${figure.own.source}`}）
          </small>
        </p>
      )}
      {standing.next === null ? null : (
        <p>
          次の一手：<a href={standing.next.href}>{standing.next.title}</a>
        </p>
      )}
      <p>
        <a href={`/plan/${NEWEST_PLAN}/${heading.item}`}>計画の本文</a>
      </p>
    </Disclosure>
  );
}
