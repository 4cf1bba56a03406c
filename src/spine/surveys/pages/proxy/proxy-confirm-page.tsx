import { formatDay } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { HiddenFields } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { OpenSheet } from '../../actions/open-sheet.ts';
import type { SavedAnswer } from '../../queries/answers.ts';
import type { ProxyEntry } from '../../queries/proxy.ts';
import { answerText } from '../../rules/answer-text.ts';
import { instantOf } from '../chain/parts.tsx';
import { fieldHref, mayWrite, questionOf, sheetPath } from '../sheet/view.ts';

/** What the prefecture typed in, for the body to make its own or to change. */
export function ProxyConfirmPage(props: {
  view: OpenSheet;
  entries: readonly ProxyEntry[];
  csrf: string;
  sample: boolean;
  mayAnswer: boolean;
  confirmed: number | null;
}) {
  const { view, entries } = props;
  const open = [...view.now.values()].filter((one) => one.via === 'proxy' && one.value !== null);
  return (
    <Page
      title={
        open.length === 0
          ? '確認を待つ代行入力はありません'
          : `都道府県が入力した${open.length}問を確かめてください`
      }
      documentTitle={`代行入力の確認 ${view.sheet.sheetNo}`}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${view.sheet.sheetNo}`, href: sheetPath(view) },
        { title: '代行入力の確認' },
      ]}
      sample={props.sample}
    >
      {props.confirmed === null ? null : (
        <Notice kind="success" title={`${props.confirmed}問を団体の回答にしました`} live />
      )}
      {open.length === 0 ? null : (
        <form method="post" action={sheetPath(view, '/proxy')}>
          <HiddenFields csrf={props.csrf} />
          <DataTable
            caption="都道府県が入力した回答"
            wide
            columns={[
              {
                id: 'take',
                title: '確認',
                cell: (one: SavedAnswer) =>
                  props.mayAnswer && mayWrite(view, one.questionId) ? (
                    <input
                      class="survey-check"
                      type="checkbox"
                      name="take"
                      value={`${one.questionId}@${one.revision}`}
                      aria-label={`問${questionOf(view, one.questionId)?.number ?? ''}をこのまま回答にする`}
                      checked
                    />
                  ) : null,
              },
              {
                id: 'question',
                title: '設問',
                cell: (one) => {
                  const question = questionOf(view, one.questionId);
                  return `問${question?.number ?? ''}　${question?.title ?? ''}`;
                },
              },
              {
                id: 'answer',
                title: '回答',
                cell: (one) => {
                  const question = questionOf(view, one.questionId);
                  const text = question === undefined ? '' : (answerText(question, one.value) ?? '');
                  return `${text}${one.remark ? `　補足：${one.remark}` : ''}`;
                },
              },
              {
                id: 'heard',
                title: '聞き取り',
                cell: (one) => <Heard view={view} entries={entries} answer={one} />,
              },
              {
                id: 'change',
                title: '直す',
                cell: (one) => (
                  <a href={fieldHref(view, one.questionId)}>
                    問{questionOf(view, one.questionId)?.number ?? ''}を直す
                  </a>
                ),
              },
            ]}
            rows={open}
            rowKey={(one) => one.questionId}
            rowHeader="question"
          />
          {props.mayAnswer ? <Button>選んだものを団体の回答にする</Button> : null}
        </form>
      )}
      <p>
        <a href={sheetPath(view)}>回答票の一覧に戻る</a>
      </p>
    </Page>
  );
}

function Heard(props: { view: OpenSheet; entries: readonly ProxyEntry[]; answer: SavedAnswer }) {
  const entry = props.entries.find((one) => one.proxyId === props.answer.proxyId);
  if (entry === undefined) return <>{instantOf(props.answer.savedAt)}</>;
  return (
    <>
      {formatDay(entry.heardOn)}、{entry.heardFrom}から
      <br />
      <small>{entry.seatTitle}が入力</small>
      {entry.scanSha256 === null ? null : (
        <>
          <br />
          <a href={sheetPath(props.view, `/files/${entry.scanSha256}`)}>紙の画像を開く</a>
        </>
      )}
    </>
  );
}
