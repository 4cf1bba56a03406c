import { formatDay } from '../../../../core/calendar.ts';
import { Cite } from '../../../../spine/plan/pages/parts.tsx';
import { numberedTitle } from '../../../../spine/plan/rules/contents.ts';
import { Button } from '../../../../ui/button.tsx';
import { SelectField } from '../../../../ui/form.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import { byItem, planOfRoadmap } from '../../plan-of.ts';
import { formatWhen, shortYear, windowOf } from '../../rules/dates.ts';
import { ganttOf } from '../../rules/gantt.ts';
import { type Line, lineId } from '../../rules/line.ts';
import { latenessOn } from '../../rules/standing.ts';
import { type NationalTarget, targetsOf } from '../../rules/targets.ts';
import type { Asking } from '../asking.ts';
import { crumbs, latenessText, Missing, StateChip } from '../parts.tsx';
import { GanttLegend } from './gantt-bars.tsx';
import { GanttSheet } from './gantt-drawing.tsx';

export const PAPERS = {
  a4: { title: 'A4横', width: 1120, rows: 16 },
  a3: { title: 'A3横', width: 1440, rows: 24 },
} as const;
export type PaperId = keyof typeof PAPERS;

export interface GanttPageProps {
  readonly asking: Asking;
  readonly lines: readonly Line[];
  readonly fiscalYear: number;
  readonly years: readonly number[];
  readonly paper: PaperId;
}

/** `/roadmap/gantt` */
export function GanttPage(props: GanttPageProps) {
  const { asking, fiscalYear } = props;
  const { today, seat } = asking;
  const window = windowOf(fiscalYear);
  const paper = PAPERS[props.paper];
  const level = seat.kind === 'prefecture' ? 'prefecture' : 'municipality';
  const groups = byItem(props.lines).map(({ item, lines }) => ({
    title: item === null ? '今の計画に取組事項がないもの' : numberedTitle(item),
    lines,
    targets: item === null ? [] : targetsOf(item.id).filter((target) => target.who === level),
  }));
  const gantt = ganttOf(groups, { fiscalYear, today, rowsPerSheet: paper.rows });
  const targets = [
    ...new Set(groups.filter((group) => group.lines.length > 0).flatMap((one) => one.targets)),
  ];
  const title = `${seat.bodyName}の工程表`;
  return (
    <Page
      title={title}
      breadcrumb={crumbs({ title: '図' })}
      sample={asking.sample}
      asOf={`${formatDay(today)}現在`}
      coverage={`${shortYear(window.first)}から${shortYear(window.last)}まで`}
      forOutside
      wide
    >
      <Choose {...props} />
      <div class={`roadmap-paper roadmap-paper--${props.paper}`}>
        {gantt.sheets.length === 0 ? (
          <p>
            図にする個別取組がありません。<a href="/roadmap/new">個別取組を加える</a>
          </p>
        ) : (
          <>
            <GanttLegend />
            {gantt.sheets.map((rows, index) => (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
              <section class="dads-table-region" tabIndex={0} aria-label={`工程表の図 ${index + 1}枚目`}>
                <GanttSheet
                  {...{ gantt, rows, today }}
                  number={index + 1}
                  width={paper.width}
                  title={`${title}の図。同じ内容の表が下にあります。${index + 1}枚目、全${gantt.sheets.length}枚`}
                />
              </section>
            ))}
          </>
        )}
        <Table {...props} groups={groups} />
        <Targets targets={targets} />
      </div>
    </Page>
  );
}

function Choose(props: GanttPageProps) {
  return (
    <form method="get" action="/roadmap/gantt" class="roadmap-filter">
      <SelectField
        name="from"
        label="5年間の始まり"
        options={props.years.map((year) => ({ value: String(year), title: shortYear(year) }))}
        value={String(props.fiscalYear)}
      />
      <SelectField
        name="paper"
        label="用紙"
        options={Object.entries(PAPERS).map(([value, { title }]) => ({ value, title }))}
        value={props.paper}
      />
      <Button kind="secondary">この形で見る</Button>
      <p>ブラウザの印刷で、{PAPERS[props.paper].title}の用紙に出せます。白黒でも読めます。</p>
    </form>
  );
}

interface Row {
  readonly line: Line;
  readonly item: string;
}

function Table(
  props: GanttPageProps & { groups: readonly { readonly title: string; readonly lines: readonly Line[] }[] },
) {
  const rows = props.groups.flatMap((group) => group.lines.map((line): Row => ({ line, item: group.title })));
  const { today } = props.asking;
  return (
    <DataTable
      caption="図と同じ内容の表"
      wide
      columns={[
        { id: 'id', title: '取組番号', cell: ({ line }: Row) => lineId(line) },
        { id: 'item', title: '取組事項', cell: ({ item }) => item },
        {
          id: 'title',
          title: '個別取組',
          cell: ({ line }) => <a href={`/roadmap/lines/${lineId(line)}`}>{line.content.title}</a>,
        },
        { id: 'owner', title: '担当', cell: ({ line }) => line.content.owner?.name ?? <Missing /> },
        { id: 'starts', title: '開始', cell: ({ line }) => whenOr(line.content.starts) },
        { id: 'ends', title: '終了（予定）', cell: ({ line }) => whenOr(line.content.ends) },
        {
          id: 'state',
          title: '状態',
          cell: ({ line }) => {
            const late = latenessOn(line.content, today).filter((reason) => reason.kind !== 'declared');
            return (
              <>
                <StateChip state={line.content.state} />
                {line.content.state === null ? null : (
                  <small class="dads-cite">{line.content.state.text}</small>
                )}
                {late.length === 0 ? null : <small class="dads-cite">期日超過：{latenessText(late)}</small>}
              </>
            );
          },
        },
        {
          id: 'next',
          title: '次の行動',
          cell: ({ line }) =>
            line.content.next === null ? (
              <Missing />
            ) : (
              `${formatDay(line.content.next.on)}まで：${line.content.next.text}`
            ),
        },
      ]}
      rows={rows}
      rowKey={({ line }) => String(line.lineNo)}
      rowHeader="title"
      empty="個別取組はありません。"
    />
  );
}

function whenOr(when: Line['content']['starts']) {
  return when === null ? <Missing /> : formatWhen(when);
}

/** Where each date of the state stands. A target that no document gives is not there. */
function Targets(props: { targets: readonly NationalTarget[] }) {
  const { plan } = planOfRoadmap();
  if (props.targets.length === 0) return null;
  return (
    <section class="dads-section" aria-labelledby="targets">
      <h2 id="targets">国の目標の期日</h2>
      <ul class="dads-list">
        {props.targets.map((target) => (
          <li key={target.id}>
            {target.title}：{target.byText}（{formatDay(target.by)}）
            {target.citations.map((citation) => (
              <Cite key={citation.source} plan={plan} citation={citation} />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
