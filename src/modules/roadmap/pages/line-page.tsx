import { formatDay, toWareki } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { numberedTitle } from '../../../spine/plan/rules/contents.ts';
import { Button } from '../../../ui/button.tsx';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { ErrorSummary } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { FIELDS, lineId } from '../rules/line.ts';
import { PHASE_TITLES } from '../rules/standing.ts';
import { DecisionForm, EndForm, ResumeForm } from './line-forms.tsx';
import type { LinePageProps } from './line-page-props.ts';
import type { LineView } from './load-line.ts';
import { measureRows } from './measure.tsx';
import {
  budgetText,
  crumbs,
  fieldText,
  fieldTitles,
  Hints,
  latenessText,
  Missing,
  periodText,
  StateChip,
} from './parts.tsx';

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
      <Neighbours {...view} />
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
          。個別取組は第5.0版からです。
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

function Neighbours(view: LineView) {
  const { linked, shared, hints } = view;
  return (
    <section class="dads-section" aria-labelledby="neighbours">
      <h2 id="neighbours">ほかの取組とのつながり</h2>
      {hints.length === 0 ? null : (
        <Notice kind="info" headingLevel={3} title="確かめてほしいこと">
          <Hints hints={hints} />
        </Notice>
      )}
      {linked.length === 0 ? (
        <p>つながりは書かれていません。</p>
      ) : (
        <ul class="dads-list">
          {linked.map(({ line, how }) => (
            <li key={line.lineNo}>
              {how}：<a href={`/roadmap/lines/${lineId(line)}`}>{line.content.title}</a>（
              {periodText(line.content)}）
            </li>
          ))}
        </ul>
      )}
      {shared.length === 0 ? null : (
        <>
          <h3>日が重なる取組</h3>
          <ul class="dads-list">
            {shared.map((date) => (
              <li key={date.on}>
                {toWareki(date.on)}：
                {date.lines.map((other, at) => (
                  <>
                    {at === 0 ? '' : '、'}
                    <a href={`/roadmap/lines/${other.id}`}>{other.title}</a>（{other.what}）
                  </>
                ))}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Decisions(props: LinePageProps) {
  const { decisions, mayDecide } = props.view;
  return (
    <section class="dads-section" aria-labelledby="decisions">
      <h2 id="decisions">決定の記録</h2>
      <DataTable
        caption="この取組について決まったこと（新しい順）"
        captionHidden
        wide
        columns={[
          {
            id: 'on',
            title: '決定した日',
            cell: (one: (typeof decisions)[number]) => formatDay(one.decidedOn),
          },
          { id: 'no', title: '文書番号', cell: (one) => one.documentNo },
          {
            id: 'what',
            title: '決まったこと',
            cell: (one) => <span class="roadmap-lines">{one.decision}</span>,
          },
          { id: 'by', title: '記録した職', cell: (one) => one.seatTitle },
        ]}
        rows={decisions}
        rowKey={(one) => String(one.decisionNo)}
        empty="決定の記録はありません。"
      />
      {mayDecide ? <DecisionForm {...props} /> : null}
    </section>
  );
}

const VIA = { page: 'ページ', file: 'ファイル', year: '年度の確認', sample: '見本' } as const;

function History(view: LineView) {
  const names = {
    indicator: (id: string) => view.indicators.find((one) => one.id === id)?.title ?? id,
    line: (no: number) => view.all.find((one) => one.lineNo === no)?.content.title ?? `K${no}`,
    item: (id: string) => (view.item?.id === id ? view.item.title : id),
  };
  type Row = (typeof view.history)[number];
  return (
    <section class="dads-section" aria-labelledby="history">
      <h2 id="history">書き改めた記録</h2>
      <DataTable
        caption="新しい順。書いたものは消えません。"
        wide
        columns={[
          {
            id: 'at',
            title: '日',
            cell: (row: Row) => formatDay(dayInJapan(Date.parse(row.savedAt))),
          },
          {
            id: 'what',
            title: '変わったこと',
            cell: (row) => (
              <ul class="dads-list">
                {FIELDS.filter((field) => field in row.changes).map((field) => (
                  <li key={field}>
                    {fieldTitles([field])}：{fieldText(field, row.after, names)}
                  </li>
                ))}
              </ul>
            ),
          },
          { id: 'note', title: '理由', cell: (row) => row.note ?? '－' },
          { id: 'by', title: '書いた職', cell: (row) => `${row.seatTitle}（${VIA[row.via]}）` },
        ]}
        rows={view.history}
        rowKey={(row) => String(row.edition)}
      />
    </section>
  );
}
