import { formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorSummary, HiddenFields, RadioGroup, TextArea, TextField } from '../../../ui/form.tsx';
import { instantText } from '../../../ui/instant-text.ts';
import { DataTable } from '../../../ui/table.tsx';
import type { FieldError } from '../../posts/pages/form.ts';
import type { BatchLine } from '../queries/read.ts';
import { KINDS, STATE_TITLES, threadNo } from '../rules/thread.ts';
import { AttachmentField, hrefOf, ThreadsPage } from './parts.tsx';

/** What was typed, as text: kept when the form comes back. */
export interface Draft {
  readonly kind: string;
  /** Whom a body asks; '' for who is asked first. */
  readonly to: string;
  readonly title: string;
  readonly text: string;
  readonly documentNo: string;
  readonly documentOn: string;
  readonly answerBy: string;
  readonly codes: string;
  /** What it is about: a page of the program and its title; '' for nothing. */
  readonly about: string;
  readonly aboutTitle: string;
}

interface ComposeProps {
  readonly draft: Draft;
  readonly errors: readonly FieldError[];
  /** With the token of the form: it carries files. */
  readonly action: string;
}

/** A body asks upwards. */
export function AskPage(
  props: ComposeProps & { readonly whom: readonly { readonly code: string; readonly title: string }[] },
) {
  const { errors, whom } = props;
  const error = errors.find((one) => one.field === 'to')?.message;
  return (
    <ThreadsPage
      title={whom.length === 1 ? `${whom[0]?.title ?? ''}に問い合わせる` : '問い合わせる'}
      crumbs={[{ title: '問い合わせる' }]}
      lead={<p>答えは同じやり取りに戻ります。必要なときは国や関係先に引き継がれます。</p>}
    >
      <ErrorSummary errors={errors} />
      <form method="post" action={props.action} encType="multipart/form-data">
        {whom.length < 2 ? null : (
          <RadioGroup
            name="to"
            label="問い合わせる先"
            hint="国の調査に直接答えている指定都市は、その調査のことを国に直接聞けます。"
            value={props.draft.to || whom[0]?.code}
            error={error}
            options={whom.map(({ code, title }) => ({ value: code, title }))}
          />
        )}
        <Words {...props} />
        <Button>問合せを送る</Button>
      </form>
    </ThreadsPage>
  );
}

/** 情報提供・連絡 or 助言 to bodies below, each on a thread of its own. */
export function ContactPage(props: ComposeProps) {
  const { draft, errors } = props;
  const error = (field: string) => errors.find((one) => one.field === field)?.message;
  return (
    <ThreadsPage
      title="団体に連絡する"
      crumbs={[{ title: '団体に連絡する' }]}
      lead={<p>団体ごとに別のやり取りになります。ほかの団体の答えは、互いに見えません。</p>}
    >
      <ErrorSummary errors={errors} />
      <form method="post" action={props.action} encType="multipart/form-data">
        <TextArea
          name="codes"
          label="送る先の団体コード"
          hint="6桁の団体コードを、空白か改行で区切ります。"
          rows={3}
          required
          value={draft.codes}
          error={error('codes')}
        />
        <RadioGroup
          name="kind"
          label="種類"
          hint="助言（地方自治法第245条の4の技術的助言）には文書番号が必要です。"
          required
          value={draft.kind}
          error={error('kind')}
          options={(['information', 'advice'] as const).map((value) => ({ value, title: KINDS[value] }))}
        />
        <TextField
          name="documentNo"
          label="文書番号"
          hint="例：見デ第12号"
          value={draft.documentNo}
          error={error('documentNo')}
        />
        <TextField
          name="documentOn"
          label="文書の日付"
          hint="文書番号があるとき。空けると今日の日付です。例：2026-04-10"
          size="short"
          value={draft.documentOn}
        />
        <TextField
          name="answerBy"
          label="回答の期限"
          hint="回答を求めるときだけ。例：2026-04-24"
          size="short"
          value={draft.answerBy}
          error={error('answerBy')}
        />
        <Words {...props} />
        <Button>送る</Button>
      </form>
    </ThreadsPage>
  );
}

function Words(props: ComposeProps) {
  const { draft, errors } = props;
  const error = (field: string) => errors.find((one) => one.field === field)?.message;
  return (
    <>
      {draft.about === '' ? null : (
        <p>
          関係するページ：<a href={draft.about}>{draft.aboutTitle}</a>
          <HiddenFields values={{ about: draft.about, aboutTitle: draft.aboutTitle }} />
        </p>
      )}
      <TextField
        name="title"
        label="件名"
        size="full"
        maxLength={120}
        required
        value={draft.title}
        error={error('title')}
      />
      <TextArea name="text" label="本文" rows={10} required value={draft.text} error={error('text')} />
      <AttachmentField error={error('file')} />
    </>
  );
}

/** One text to many bodies, for who sent it: who has opened it and who has answered. */
export function BatchPage(props: { readonly lines: readonly BatchLine[] }) {
  const { lines } = props;
  const [first] = lines;
  const seen = lines.filter((one) => one.seenAt !== null).length;
  const answered = lines.filter((one) => one.state === 'answered').length;
  return (
    <ThreadsPage
      title={`${lines.length}団体のうち${seen}団体が開き、${answered}団体が答えました`}
      crumbs={[{ title: first?.title ?? '' }]}
      lead={
        first === undefined ? null : (
          <p>
            {KINDS[first.kind]}「{first.title}」
            {first.documentNo === null ? '' : `　文書番号：${first.documentNo}`}
          </p>
        )
      }
    >
      <DataTable
        caption="団体ごとの状況（まだ開いていない団体から）"
        wide
        columns={[
          { id: 'body', title: '団体', cell: (one: BatchLine) => <a href={hrefOf(one)}>{one.bodyName}</a> },
          { id: 'code', title: '団体コード', cell: (one) => one.bodyCode },
          {
            id: 'seen',
            title: '開いた日時',
            cell: (one) => (one.seenAt === null ? '未読' : instantText(one.seenAt)),
          },
          { id: 'by', title: '開いた職', cell: (one) => one.seenBy ?? '－' },
          {
            id: 'state',
            title: '状態',
            cell: (one) =>
              one.state === 'open' && !one.wantsAnswer ? '回答は任意' : STATE_TITLES[one.state],
          },
          {
            id: 'due',
            title: '期限',
            cell: (one) => (one.dueOn === null ? '－' : formatDay(one.dueOn)),
          },
        ]}
        rows={lines}
        rowKey={threadNo}
        rowHeader="body"
      />
    </ThreadsPage>
  );
}
