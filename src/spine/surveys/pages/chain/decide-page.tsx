import { formatDay } from '../../../../core/calendar.ts';
import type { Refusal } from '../../../../core/result.ts';
import { Button } from '../../../../ui/button.tsx';
import { DescriptionList } from '../../../../ui/description-list.tsx';
import { Disclosure } from '../../../../ui/disclosure.tsx';
import { Checkbox, HiddenFields, TextField } from '../../../../ui/form.tsx';
import { Page } from '../../../../ui/page.tsx';
import type { OwnSheet } from '../../chain-view.ts';
import { dueNow } from '../../rules/deadline.ts';
import { WRITABLE } from '../../rules/sheet-workflow.ts';
import { CaseExport, HandedIn } from './decide-after.tsx';
import { type DecisionForm, OpenSteps, Refused, receiverOf } from './decide-steps.tsx';
import { AnswersTable, DecisionText, StateChip, StepsTimeline } from './parts.tsx';

export function remarksOf(view: Pick<OwnSheet, 'answers'>): ReadonlyMap<string, string | null> {
  return new Map([...view.answers].map(([id, answer]) => [id, answer.remark]));
}

export function DecidePage(props: {
  view: OwnSheet;
  csrf: string;
  sample: boolean;
  today: string;
  /** Whether this server makes PDFs. */
  pdf: boolean;
  mayDecide: boolean;
  refusal?: Refusal<string>;
  form?: DecisionForm;
}) {
  const { view } = props;
  const { sheet, round } = view;
  const base = `/surveys/sheets/${sheet.sheetNo}`;
  const due = dueNow({
    roundState: round.state,
    route: sheet.route,
    prefectureDue: round.prefectureDue,
    nationDue: round.nationDue,
    own: sheet.due,
  });
  return (
    <Page
      title={`決裁と提出：${round.title}`}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${sheet.sheetNo}`, href: base },
        { title: '決裁と提出' },
      ]}
      sample={props.sample}
      asOf={`基準日 ${formatDay(round.baseDay)}`}
      coverage={due === null ? '締切なし' : `締切 ${formatDay(due)}`}
      lead={<p>決裁は、団体の文書管理システムで行います。ここには、その結果だけを記録します。</p>}
    >
      {props.refusal === undefined ? null : <Refused refusal={props.refusal} />}
      <DescriptionList
        items={[
          { term: '団体', detail: `${view.bodyName}（${sheet.bodyCode}）` },
          { term: '状態', detail: <StateChip state={sheet.state} /> },
          { term: '提出先', detail: receiverOf(sheet) },
          {
            term: '決裁の記録',
            detail:
              view.decisions[0] === undefined ? '記録なし' : <DecisionText decision={view.decisions[0]} />,
          },
        ]}
      />
      {WRITABLE.includes(sheet.state) ? <OpenSteps {...props} /> : <HandedIn {...props} />}
      <h2>回答と前回との違い</h2>
      <AnswersTable
        caption="回答の一覧"
        survey={round.survey}
        values={view.values}
        last={view.last}
        path={view.path}
        remarks={remarksOf(view)}
      />
      <h2>手続の経過</h2>
      <StepsTimeline steps={view.steps} survey={round.survey} />
      {props.mayDecide ? <CaseExport base={base} pdf={props.pdf} /> : null}
      <Disclosure summary="決裁の決まり（起案者と決裁者が同一人のとき）">
        <p>
          {view.rule === null
            ? 'まだ記録がありません。'
            : `${view.rule.samePerson ? '同一人を認める' : '同一人を認めない'}（${view.rule.basis}）`}
        </p>
        <form method="post" action="/surveys/body-rule">
          <HiddenFields csrf={props.csrf} values={{ back: `${base}/decide` }} />
          <TextField name="basis" label="根拠とする規程" hint="例：例示村事務決裁規程 第5条" required />
          <Checkbox
            name="allowed"
            label="担当が一人のとき、起案者が決裁することを認める"
            checked={view.rule?.samePerson ?? false}
          />
          <Button kind="secondary">決まりを記録する</Button>
        </form>
      </Disclosure>
    </Page>
  );
}
