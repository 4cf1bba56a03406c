import type { ComponentChildren } from 'preact';
import { formatDay } from '../../../../core/calendar.ts';
import { DescriptionList } from '../../../../ui/description-list.tsx';
import { ErrorSummary } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import type { RoundView } from '../../chain-lists.ts';
import { SHEET_STATE_TITLES } from '../../rules/sheet-workflow.ts';
import { dueText, owedOf, sheetsOf } from './counts.ts';
import { LinesTable, STATES } from './lines-table.tsx';

export interface RoundPageProps extends RoundView {
  readonly page: number;
  readonly state: string;
  readonly csrf: string;
  readonly sample: boolean;
  readonly done?: string;
  readonly error?: string;
}

interface Item {
  readonly term: string;
  readonly detail: string;
}

const WORDS = {
  review: { what: '取りまとめ', above: '取りまとめ' },
  conduct: { what: '進行', above: '調査の進行' },
} as const;

/** One 調査回 for who gathers and for who conducts: how far it is, what the role does about it, and every sheet. */
export function RoundFrame(
  props: RoundPageProps & {
    as: 'review' | 'conduct';
    /** Before and after what both are told. */
    before?: readonly Item[];
    after?: readonly Item[];
    children?: ComponentChildren;
  },
) {
  const { round, counts, as } = props;
  const base = `/surveys/${as}/${round.roundId}`;
  const asked = sheetsOf(counts);
  const given = asked - owedOf(counts);
  return (
    <Page
      title={`${round.title}の${WORDS[as].what}`}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: WORDS[as].above, href: `/surveys/${as}` },
        { title: round.title },
      ]}
      sample={props.sample}
      asOf={`基準日 ${formatDay(round.baseDay)}`}
      coverage={`${asked.toLocaleString('ja')}団体中 ${given.toLocaleString('ja')}団体が提出`}
      wide
    >
      {props.done === undefined ? null : <Notice kind="success" title={props.done} live />}
      {props.error === undefined ? null : (
        <ErrorSummary errors={[{ field: 'leaveOut', message: props.error }]} title="手続を進めていません" />
      )}
      <DescriptionList
        items={[
          ...(props.before ?? []),
          { term: '県締切', detail: dueText(round.prefectureDue, 'なし') },
          { term: '国締切', detail: dueText(round.nationDue, 'なし') },
          ...STATES.filter((state) => (counts.get(state) ?? 0) > 0).map((state) => ({
            term: SHEET_STATE_TITLES[state],
            detail: `${(counts.get(state) ?? 0).toLocaleString('ja')}団体`,
          })),
          ...(props.after ?? []),
        ]}
      />
      <p>
        <a href={`/surveys/rounds/${round.roundId}/workbooks`}>全団体の回答票（Excel）をまとめて作る</a>
      </p>
      {props.children}
      <LinesTable {...props} base={base} canReview={as === 'review'} />
    </Page>
  );
}
