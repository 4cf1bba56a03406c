import type { Refusal } from '../../../../core/result.ts';
import { Button } from '../../../../ui/button.tsx';
import { Checkbox, ErrorSummary, HiddenFields, TextField } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import type { OwnSheet } from '../../chain-view.ts';
import { chainSentence } from '../../rules/chain-sentences.ts';
import { NoPdf } from './no-pdf.tsx';
import { FindingList } from './parts.tsx';

/** What was typed into the form of the 決裁, shown again when it is refused. */
export interface DecisionForm {
  readonly documentNo: string;
  readonly decidedOn: string;
  readonly decider: string;
  readonly onBehalf: boolean;
  readonly samePerson: boolean;
}

/** Fields that a refusal is about; any other is about the whole. */
const FIELD_OF: Readonly<Record<string, string>> = {
  'document-missing': 'documentNo',
  'decided-unreadable': 'decidedOn',
  'decided-later': 'decidedOn',
  'decider-missing': 'decider',
  'same-person-not-allowed': 'samePerson',
  'guard-reason-given': 'comment',
};

/** What was refused, on top of the page. */
export function Refused(props: { refusal: Refusal<string> }) {
  const { sentence } = chainSentence(props.refusal);
  const field = FIELD_OF[props.refusal.code];
  return field === undefined ? (
    <Notice kind="error" title="手続を進めていません" live>
      <p>{sentence}</p>
    </Notice>
  ) : (
    <ErrorSummary errors={[{ field, message: sentence }]} title="手続を進めていません" />
  );
}

/** Of a field that the refusal is about. */
export function errorOf(refusal: Refusal<string> | undefined, field: string): string | undefined {
  return refusal !== undefined && FIELD_OF[refusal.code] === field
    ? chainSentence(refusal).sentence
    : undefined;
}

/** The answers that stand now: a decision names just these. */
function standing(view: OwnSheet): string {
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

export function receiverOf(sheet: OwnSheet['sheet']): string {
  return sheet.route === 'prefecture' ? '都道府県' : '国';
}

/** While the body writes: check, draft, record the 決裁, hand in. */
export function OpenSteps(props: {
  view: OwnSheet;
  csrf: string;
  pdf: boolean;
  refusal?: Refusal<string>;
  form?: DecisionForm;
}) {
  const { view } = props;
  const { sheet, round } = view;
  const base = `/surveys/sheets/${sheet.sheetNo}`;
  const errors = view.findings.filter((finding) => finding.severity === 'error');
  const warnings = view.findings.filter((finding) => finding.severity === 'warning');
  const decided = decidedNow(view);
  const received = receiverOf(sheet);
  return (
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
      <DecisionFields {...props} again={decided} />
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
  );
}

function DecisionFields(props: {
  view: OwnSheet;
  csrf: string;
  refusal?: Refusal<string>;
  form?: DecisionForm;
  /** The answers as they stand have been decided on. */
  again: boolean;
}) {
  const { view } = props;
  const { sheet, rule } = view;
  return (
    <form method="post" action={`/surveys/sheets/${sheet.sheetNo}/decision`}>
      <HiddenFields csrf={props.csrf} values={{ stateNo: String(sheet.stateNo), answers: standing(view) }} />
      <TextField
        name="documentNo"
        label="文書番号"
        hint="団体の文書管理システムの番号。例：企第123号"
        value={props.form?.documentNo}
        error={errorOf(props.refusal, 'documentNo')}
        required
      />
      <TextField
        name="decidedOn"
        label="決裁日"
        hint="例：2026-04-17、令和8年4月17日"
        value={props.form?.decidedOn}
        error={errorOf(props.refusal, 'decidedOn')}
        required
      />
      <TextField
        name="decider"
        label="決裁者の職"
        hint="例：副町長"
        value={props.form?.decider}
        error={errorOf(props.refusal, 'decider')}
        required
      />
      <Checkbox name="onBehalf" label="代決" checked={props.form?.onBehalf ?? false} />
      <Checkbox
        name="samePerson"
        label="起案者と決裁者が同一人"
        hint={
          rule?.samePerson === true
            ? `根拠：${rule.basis}`
            : '団体の規程で認める場合だけ使えます。先に下の「決裁の決まり」で記録します。'
        }
        checked={props.form?.samePerson ?? false}
        error={errorOf(props.refusal, 'samePerson')}
      />
      <Button kind={props.again ? 'secondary' : 'primary'}>決裁を記録する</Button>
    </form>
  );
}
