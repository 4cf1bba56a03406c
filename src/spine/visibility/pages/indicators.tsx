import type { Handler } from 'hono';
import { BODY_CLASSES, type BodyClass } from '../../../core/indicator.ts';
import type { Deps } from '../../../platform/deps.ts';
import { isOperator } from '../../../platform/operator/session.ts';
import { formatNumber } from '../../../ui/figure-text.tsx';
import { Page, renderPage } from '../../../ui/page.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { planVersion } from '../../plan/queries/plan.ts';
import { numberedTitle } from '../../plan/rules/contents.ts';
import type { PlanItem } from '../../plan/rules/model.ts';
import { type ListedIndicator, loadList } from '../indicator/load-list.ts';
import { standpoint } from '../load.ts';
import { NEWEST_PLAN } from '../load-page.ts';
import { Faults, FigureCell, KnownOnForm, KnownOnNotice } from '../parts.tsx';
import { LEVEL_TITLES } from '../rules/indicator-words.ts';
import { readView } from '../rules/request.ts';

interface Line extends ListedIndicator {
  readonly item: PlanItem | null;
}

interface Group {
  readonly id: string;
  readonly title: string;
  readonly words: string | null;
  readonly lines: readonly Line[];
  /** Headings of the group for which there is no indicator yet. */
  readonly without: readonly PlanItem[];
}

/** 指標の一覧, by heading of the newest plan; what has no heading there stands in groups of its own. */
export function indicatorsPage(deps: Deps): Handler {
  return async (c) => {
    const { db } = deps;
    const { view, faults } = readView((name) => c.req.query(name));
    const stand = standpoint(deps.clock, view.knownOn);
    const [listed, plan] = await Promise.all([loadList(db, stand), planVersion(db, NEWEST_PLAN)]);
    const groups = groupsOf(listed, plan?.contents ?? []);
    return c.html(
      renderPage(
        <Page
          title={`${formatNumber(listed.length)}の指標で、計画の進み方を見る`}
          documentTitle="指標の一覧"
          breadcrumb={[{ title: '全国', href: '/' }, { title: '指標' }]}
          current="indicators"
          operator={isOperator(c)}
          wide
          lead="自治体DX推進計画 第5.0版の取組ごとに並べています。値は全国の最新のものです。指標を選ぶと、定義と計算式から読めます。"
          downloads={[{ title: '指標の一覧（JSON）', href: '/api/v1/indicators' }]}
        >
          <Faults faults={faults} />
          <KnownOnNotice stand={stand} path="/indicators" />
          {groups.map((group) => (
            <GroupSection key={group.id} group={group} />
          ))}
          <KnownOnForm path="/indicators" keep={{}} stand={stand} />
        </Page>,
      ),
    );
  };
}

function groupsOf(
  listed: readonly ListedIndicator[],
  contents: readonly { readonly group: { id: string; title: string }; readonly items: readonly PlanItem[] }[],
): readonly Group[] {
  const of = (item: PlanItem) =>
    listed.filter(({ definition }) =>
      definition.planItems.some((entry) => entry.plan === NEWEST_PLAN && entry.item === item.id),
    );
  const planned = contents.map(
    ({ group, items }): Group => ({
      id: group.id,
      title: group.title,
      words: null,
      lines: items.flatMap((item) => of(item).map((line) => ({ ...line, item }))),
      without: items.filter((item) => of(item).length === 0),
    }),
  );
  const rest = listed
    .filter(({ definition }) => !definition.planItems.some((entry) => entry.plan === NEWEST_PLAN))
    .map((line): Line => ({ ...line, item: null }));
  const basic = rest.filter(({ definition }) => definition.planItems.length === 0);
  const past = rest.filter(({ definition }) => definition.planItems.length > 0);
  return [
    ...planned,
    ...(basic.length === 0
      ? []
      : [
          {
            id: 'basic',
            title: '人口・基礎指標',
            words: '団体の規模や財政を知るための値です。計画の取組の進み方を示すものではありません。',
            lines: basic,
            without: [],
          },
        ]),
    ...(past.length === 0
      ? []
      : [
          {
            id: 'past',
            title: '以前の版の計画の指標と過去の調査',
            words: '第5.0版の取組には結び付かず、以前の版の計画に結び付く値です。',
            lines: past,
            without: [],
          },
        ]),
  ];
}

function GroupSection(props: { group: Group }) {
  const { group } = props;
  const planned = group.lines.some((line) => line.item !== null);
  return (
    <section class="dads-section" aria-labelledby={`g-${group.id}`}>
      <h2 id={`g-${group.id}`}>{group.title}</h2>
      {group.words === null ? null : <p>{group.words}</p>}
      {group.lines.length === 0 ? null : (
        <DataTable<Line>
          caption={`${group.title}の指標`}
          captionHidden
          columns={[
            {
              id: 'indicator',
              title: '指標',
              cell: ({ definition }) => (
                <>
                  <a href={`/indicators/${definition.id}`}>{definition.title}</a>
                  <span class="dads-subtle">{firstSentence(definition.definition)}</span>
                </>
              ),
            },
            ...(planned
              ? [
                  {
                    id: 'item',
                    title: '取組',
                    cell: ({ item }: Line) =>
                      item === null ? (
                        ''
                      ) : (
                        <a href={`/plan/${NEWEST_PLAN}/${item.id}`}>{numberedTitle(item)}</a>
                      ),
                  },
                ]
              : []),
            {
              id: 'value',
              title: '最新の値',
              align: 'number' as const,
              cell: (line) => <Value line={line} />,
            },
            {
              id: 'level',
              title: '対象',
              cell: (line) => <LevelText {...line} />,
            },
            {
              id: 'on',
              title: '基準日',
              cell: ({ figure }) => <span class="dads-nowrap">{figure?.asOf ?? '—'}</span>,
            },
            {
              id: 'dates',
              title: '時点の数',
              align: 'number' as const,
              cell: ({ dates }) => formatNumber(dates),
            },
          ]}
          rows={group.lines}
          rowKey={({ definition, item }) => `${definition.id}-${item?.id ?? ''}`}
          rowHeader="indicator"
          wide
        />
      )}
      {group.without.length === 0 ? null : (
        <p class="dads-text">
          指標がまだない取組：
          {group.without.map((item, index) => (
            <span key={item.id}>
              {index === 0 ? '' : '、'}
              <a href={`/plan/${NEWEST_PLAN}/${item.id}`}>{numberedTitle(item)}</a>
            </span>
          ))}
        </p>
      )}
    </section>
  );
}

function firstSentence(text: string): string {
  const end = text.indexOf('。');
  return end < 0 ? text : text.slice(0, end + 1);
}

/** A figure; or that the values stand part by part, or only in a table of a document. */
function Value(props: { line: Line }) {
  const { definition, figure, part, printed } = props.line;
  if (figure !== null) return <FigureCell definition={definition} figure={figure} />;
  if (part === null) {
    return <a href={`/indicators/${definition.id}#parts`}>内訳ごと（{definition.parts?.length ?? 0}件）</a>;
  }
  return printed ? (
    <a href={`/indicators/${definition.id}#printed`}>資料の表のみ</a>
  ) : (
    <FigureCell definition={definition} figure={null} />
  );
}

function LevelText({ level, figure }: Line) {
  const bodyClass = figure?.class as BodyClass | undefined;
  const narrowed =
    bodyClass === undefined || bodyClass === 'all' || !(bodyClass in BODY_CLASSES)
      ? ''
      : `・${BODY_CLASSES[bodyClass].title}`;
  return (
    <>
      <span class="dads-nowrap">{LEVEL_TITLES[level]}</span>
      {narrowed}
    </>
  );
}
