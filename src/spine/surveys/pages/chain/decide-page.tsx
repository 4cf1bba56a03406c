import { formatDay } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { DescriptionList } from '../../../../ui/description-list.tsx';
import { Disclosure } from '../../../../ui/disclosure.tsx';
import { Checkbox, ErrorSummary, HiddenFields, TextField } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import type { OwnSheet } from '../../chain-view.ts';
import { dueNow } from '../../rules/deadline.ts';
import { type SheetState, WRITABLE } from '../../rules/sheet-workflow.ts';
import { AnswersTable, DecisionText, FindingList, StateChip, StepsTimeline } from './parts.tsx';

/** What was typed into the form of the 決裁, shown again when it is refused. */
export interface DecisionForm {
  readonly documentNo: string;
  readonly decidedOn: string;
  readonly decider: string;
  readonly onBehalf: boolean;
  readonly samePerson: boolean;
}

/** The answers that stand now: a decision names just these. */
export function standing(view: OwnSheet): string {
  const revisions: Record<string, number> = {};
  for (const [id, answer] of view.answers) if (answer.value !== null) revisions[id] = answer.revision;
  return JSON.stringify(revisions);
}

function decidedNow(view: OwnSheet): boolean {
  const [decision] = view.decisions;
  if (decision === undefined) return false;
  const now = JSON.parse(standing(view)) as Record<string, number>;
  const ids = new Set([...Object.keys(now), ...Object.keys(decision.answers)]);
  return [...ids].every((id) => now[id] === decision.answers[id]);
}

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
  error?: string;
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
  const errors = view.findings.filter((finding) => finding.severity === 'error');
  const warnings = view.findings.filter((finding) => finding.severity === 'warning');
  const writable = WRITABLE.includes(sheet.state);
  const decided = decidedNow(view);
  const received = sheet.route === 'prefecture' ? '都道府県' : '国';
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
      {props.error === undefined ? null : (
        <ErrorSummary errors={[{ field: 'documentNo', message: props.error }]} title="手続を進めていません" />
      )}
      <DescriptionList
        items={[
          { term: '団体', detail: `${view.bodyName}（${sheet.bodyCode}）` },
          { term: '状態', detail: <StateChip state={sheet.state} /> },
          { term: '提出先', detail: received },
          {
            term: '決裁の記録',
            detail:
              view.decisions[0] === undefined ? '記録なし' : <DecisionText decision={view.decisions[0]} />,
          },
        ]}
      />
      {writable ? (
        <>
          <h2>1　回答を確かめる</h2>
          {errors.length === 0 ? (
            <p>すべての設問に回答があり、誤りは見つかりません。</p>
          ) : (
            <Notice
              kind="warning"
              title={`提出までに答えるか直すところが${errors.length}件あります`}
              headingLevel={3}
            >
              <FindingList findings={errors} questions={round.survey.questions} />
              <p>
                <a href={base}>回答票へ戻る</a>
              </p>
            </Notice>
          )}
          {warnings.length === 0 ? null : (
            <Notice kind="info" title={`確かめるところが${warnings.length}件あります`} headingLevel={3}>
              <FindingList findings={warnings} questions={round.survey.questions} />
            </Notice>
          )}
          {view.proxies === 0 ? null : (
            <Notice kind="warning" title="都道府県の代行入力を確かめてください" headingLevel={3}>
              <p>
                {view.proxies}問に、都道府県が聞き取って入力した回答があります。
                <a href={base}>回答票で確かめる</a>
              </p>
            </Notice>
          )}
          <h2>2　起案する</h2>
          <p>起案セットは、伺い文の案、回答の一覧、前回との違いを一つにしたものです。</p>
          <p>
            <Button href={`${base}/draft-set`} kind="secondary">
              起案セットを開いて印刷する
            </Button>
          </p>
          {props.pdf ? (
            <p>
              <a href={`${base}/draft-set.pdf`}>起案セットをPDFで保存する</a>
            </p>
          ) : (
            <NoPdf />
          )}
          <h2>3　決裁を記録する</h2>
          <form method="post" action={`${base}/decision`}>
            <HiddenFields
              csrf={props.csrf}
              values={{ stateNo: String(sheet.stateNo), answers: standing(view) }}
            />
            <TextField
              name="documentNo"
              label="文書番号"
              hint="団体の文書管理システムの番号。例：企第123号"
              value={props.form?.documentNo}
              error={props.error}
              required
            />
            <TextField
              name="decidedOn"
              label="決裁日"
              hint="例：2026-04-17、令和8年4月17日"
              value={props.form?.decidedOn}
              required
            />
            <TextField
              name="decider"
              label="決裁者の職"
              hint="例：副町長"
              value={props.form?.decider}
              required
            />
            <Checkbox name="onBehalf" label="代決" checked={props.form?.onBehalf ?? false} />
            <Checkbox
              name="samePerson"
              label="起案者と決裁者が同一人"
              hint={
                view.rule?.samePerson === true
                  ? `根拠：${view.rule.basis}`
                  : '団体の規程で認める場合だけ使えます。先に下の「決裁の決まり」で記録します。'
              }
              checked={props.form?.samePerson ?? false}
            />
            <Button kind={decided ? 'secondary' : 'primary'}>決裁を記録する</Button>
          </form>
          <h2>4　提出する</h2>
          {decided ? (
            <form method="post" action={`${base}/hand-in`}>
              <HiddenFields csrf={props.csrf} values={{ stateNo: String(sheet.stateNo) }} />
              <p>決裁を受けた回答を、{received}へ提出します。</p>
              <Button>{received}へ提出する</Button>
            </form>
          ) : (
            <p>
              {view.decisions.length === 0
                ? '決裁を記録すると、提出できます。'
                : '決裁の後に回答が変わりました。もう一度決裁を記録すると、提出できます。'}
            </p>
          )}
        </>
      ) : (
        <HandedIn {...props} />
      )}
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

function NoPdf() {
  return <p>この機種のサーバーではPDFを作れません。ブラウザーの印刷で、PDFに保存できます。</p>;
}

/** 情報公開: the whole case as one dated document. What goes out is recorded in the audit. */
function CaseExport(props: { base: string; pdf: boolean }) {
  return (
    <Disclosure summary="一件書類を出力する（情報公開など）">
      <p>
        照会、提出した回答、回答の経過、決裁と手続の記録、根拠資料の一覧を、日付のある一つの書類にします。
      </p>
      <p>補足などの自由記述に個人の名前がないか、開示の前に確かめてください。出力は監査に記録します。</p>
      <form method="get" action={`${props.base}/${props.pdf ? 'case.pdf' : 'case'}`}>
        <Checkbox name="aside" label="控え（回答に数えていない入力）を別記に含める" checked={false} />
        <Button kind="secondary">{props.pdf ? '一件書類をPDFで出力する' : '一件書類を開いて印刷する'}</Button>
      </form>
      {props.pdf ? null : <NoPdf />}
    </Disclosure>
  );
}

/** What a body may still ask for once the 調査回 is 確定. */
const AFTER_FIXING: Partial<
  Readonly<Record<SheetState, { title: string; text: string; reason: string; button: string }>>
> = {
  fixed: {
    title: 'この回答は確定しています',
    text: '誤りが見つかったら、理由を添えて差替えを申し出ます。差替えは訂正の一覧で公開されます。',
    reason: '差替えの理由',
    button: '差替えを申し出る',
  },
  unanswered: {
    title: 'この回答票は、未回答のまま確定しました',
    text: '今から回答するときは、理由を添えて申し出ます。確定の後の回答は、訂正の一覧で公開されます。',
    reason: '確定の後に回答する理由',
    button: '確定後の回答を申し出る',
  },
};

function HandedIn(props: { view: OwnSheet; csrf: string }) {
  const { sheet, round } = props.view;
  const base = `/surveys/sheets/${sheet.sheetNo}`;
  const after = AFTER_FIXING[sheet.state];
  if (after !== undefined)
    return (
      <>
        <Notice kind="info" title={after.title}>
          <p>{after.text}</p>
        </Notice>
        <form method="post" action={`${base}/replace`}>
          <HiddenFields csrf={props.csrf} values={{ stateNo: String(sheet.stateNo) }} />
          <TextField name="comment" label={after.reason} size="full" required />
          <Button kind="secondary">{after.button}</Button>
        </form>
      </>
    );
  return (
    <>
      <Notice kind="success" title="提出しています">
        <p>直す必要があるときは、取り下げてから直し、決裁を受けて提出し直します。</p>
      </Notice>
      {round.state === 'sent' ? (
        <form method="post" action={`${base}/withdraw`}>
          <HiddenFields csrf={props.csrf} values={{ stateNo: String(sheet.stateNo) }} />
          <TextField name="comment" label="取下げの理由" size="full" required />
          <Button kind="secondary">提出を取り下げる</Button>
        </form>
      ) : null}
    </>
  );
}
