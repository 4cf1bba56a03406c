import { formatDay } from '../../../../core/calendar.ts';
import { numberedTitle } from '../../../../spine/plan/rules/contents.ts';
import { Button } from '../../../../ui/button.tsx';
import { DescriptionList } from '../../../../ui/description-list.tsx';
import { ErrorSummary } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { FIRST_VERSION } from '../../plan-of.ts';
import { lineId } from '../../rules/line.ts';
import { PHASE_TITLES } from '../../rules/standing.ts';
import { NeighbourLines } from '../neighbours.tsx';
import { budgetText, crumbs, latenessText, Missing, periodText, StateChip } from '../parts.tsx';
import { EndForm, ResumeForm } from './line-forms.tsx';
import { Decisions, History } from './line-history.tsx';
import { LineLinks } from './line-links.tsx';
import type { LinePageProps } from './line-page-props.ts';
import type { LineView } from './load-line.ts';
import { measureRows } from './measure.tsx';

/** `/roadmap/lines/{K003-…}` */
export function LinePage(props: LinePageProps) {
  const { asking, view } = props;
  const { line, late } = view;
  const { content } = line;
  return (
    <Page
      title={content.title}
      documentTitle={`${content.title}（工程表）`}
      breadcrumb={crumbs({ title: content.title })}
      sample={asking.sample}
      asOf={asking.seat.bodyName}
      coverage={`取組番号 ${lineId(line)}　${PHASE_TITLES[view.phase]}`}
    >
      <ErrorSummary errors={props.errors} />
      {late.length === 0 ? null : (
        <Notice kind="warning" title="遅れています">
          <p>{latenessText(late)}。</p>
        </Notice>
      )}
      {view.places.length <= 1 ? null : (
        <Notice kind="info" title="取組事項が分かれました">
          <p>計画の新しい版で分かれました。書き改めるときに選び直してください。</p>
        </Notice>
      )}
      <Summary {...view} />
      {view.mayAnswer && content.ended === null ? (
        <p>
          <Button href={`/roadmap/lines/${lineId(line)}/edit`}>この取組を書き改める</Button>
        </p>
      ) : null}
      <Measure {...view} />
      <LineLinks {...view} />
      <NeighbourLines lines={view.around} own={[line]} />
      <Decisions {...props} />
      <History {...view} />
      {view.mayAnswer && content.ended === null ? <EndForm {...props} /> : null}
      {view.mayAnswer && content.ended !== null ? <ResumeForm {...props} /> : null}
    </Page>
  );
}

function Summary(view: LineView) {
  const { content } = view.line;
  const { next, state, owner, ended } = content;
  return (
    <section class="dads-section" aria-labelledby="summary">
      <h2 id="summary">今の姿</h2>
      <DescriptionList
        items={[
          {
            term: '状態',
            detail: (
              <>
                <StateChip state={state} />
                {state === null ? null : `　${state.text}（${formatDay(state.on)}）`}
              </>
            ),
          },
          {
            term: '次の行動',
            detail:
              next === null ? (
                <Missing />
              ) : (
                `${next.text}（${formatDay(next.on)}まで、${(next.owner ?? owner)?.name ?? '担当は未記入'}）`
              ),
          },
          { term: '担当', detail: owner === null ? <Missing /> : owner.name },
          { term: '期間', detail: periodText(content) },
          ...(ended === null ? [] : [{ term: '終了', detail: `${formatDay(ended.on)}　${ended.reason}` }]),
          { term: '取組事項', detail: <ItemOf {...view} /> },
          {
            term: '予算',
            detail:
              content.budgets.length === 0 ? (
                <Missing />
              ) : (
                <ul class="dads-list">
                  {content.budgets.map((budget) => (
                    <li key={`${budget.year}-${budget.kind}`}>{budgetText(budget)}</li>
                  ))}
                </ul>
              ),
          },
          {
            term: 'リスク',
            detail: content.risks === null ? <Missing /> : <span class="roadmap-lines">{content.risks}</span>,
          },
          {
            term: 'まだ書いていないもの',
            detail: view.missing.length === 0 ? 'ありません' : <Missing>{view.missing.join('、')}</Missing>,
          },
        ]}
      />
    </section>
  );
}

/** The item with its line through the versions of the plan: a 個別取組 itself begins with 5.0. */
function ItemOf(view: LineView) {
  const { item, before } = view;
  if (item === null) return <Missing>今の計画の版に、この取組事項がありません</Missing>;
  return (
    <>
      <a href={`/plan/${item.version}/${item.id}`}>{numberedTitle(item)}</a>
      {before.length === 0 ? null : (
        <small class="dads-cite">
          以前の版：
          {[...new Map(before.map((each) => [each.version, each])).values()].map((each, at) => (
            <>
              {at === 0 ? '' : '、'}
              <a key={each.version} href={`/plan/${each.version}/${each.id}`}>
                {each.title}（{each.version}）
              </a>
            </>
          ))}
          。個別取組は第{FIRST_VERSION}版からです。
        </small>
      )}
    </>
  );
}

function Measure(view: LineView) {
  return (
    <section class="dads-section" aria-labelledby="measure">
      <h2 id="measure">何で測るか</h2>
      <DescriptionList items={measureRows(view)} />
      {view.targets.length === 0 ? null : (
        <>
          <h3>国の目標</h3>
          <ul class="dads-list">
            {view.targets.map((target) => (
              <li key={target.id}>
                {target.title}：{target.byText}（{formatDay(target.by)}）
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
