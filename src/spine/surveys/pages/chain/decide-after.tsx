import type { Refusal } from '../../../../core/result.ts';
import { Button } from '../../../../ui/button.tsx';
import { Disclosure } from '../../../../ui/disclosure.tsx';
import { Checkbox, HiddenFields, TextField } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import type { OwnSheet } from '../../chain-view.ts';
import type { SheetState } from '../../rules/sheet-workflow.ts';
import { errorOf } from './decide-steps.tsx';
import { NoPdf } from './no-pdf.tsx';

/** 情報公開: the whole case as one dated document. What goes out is recorded in the audit. */
export function CaseExport(props: { base: string; pdf: boolean }) {
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

/** What the body may do with a sheet that it has handed in, or that was closed. */
export function HandedIn(props: { view: OwnSheet; csrf: string; refusal?: Refusal<string> }) {
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
          <TextField
            name="comment"
            label={after.reason}
            size="full"
            error={errorOf(props.refusal, 'comment')}
            required
          />
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
          <TextField
            name="comment"
            label="取下げの理由"
            size="full"
            error={errorOf(props.refusal, 'comment')}
            required
          />
          <Button kind="secondary">提出を取り下げる</Button>
        </form>
      ) : null}
    </>
  );
}
