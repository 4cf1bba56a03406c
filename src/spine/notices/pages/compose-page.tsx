import { Button } from '../../../ui/button.tsx';
import { Checkbox, ErrorSummary, FileField, RadioGroup, TextArea, TextField } from '../../../ui/form.tsx';
import type { Seat } from '../../contracts/seat.ts';
import { NOTICE_KINDS } from '../rules/notice.ts';
import type { Draft } from './draft.ts';
import { NoticesPage } from './parts.tsx';

export const EMPTY_DRAFT: Draft = {
  ...{ kind: 'information', title: '', text: '', documentNo: '', documentOn: '', replyBy: '' },
  ...{ wantsReceipt: false, to: '', codes: '' },
};

export function ComposePage(props: {
  seat: Seat;
  /** Address of the form, with its token. */
  action: string;
  draft: Draft;
  errors?: readonly { field: string; message: string }[];
}) {
  const { seat, draft, errors = [] } = props;
  const error = (field: string) => errors.find((one) => one.field === field)?.message;
  return (
    <NoticesPage
      title="通知を書く"
      crumbs={[{ title: '通知を書く' }]}
      lead={<p>送った通知は、後から書き換えられません。誤りは新しい通知で知らせます。</p>}
    >
      <ErrorSummary errors={errors} />
      <form method="post" action={props.action} enctype="multipart/form-data">
        <RadioGroup
          name="kind"
          label="種類"
          hint="助言（地方自治法第245条の4の技術的助言）には文書番号が必要です。"
          required
          value={draft.kind}
          error={error('kind')}
          options={Object.entries(NOTICE_KINDS)
            .filter(([, kind]) => kind.byHand)
            .map(([value, { title }]) => ({ value, title }))}
        />
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
          hint="文書番号があるとき。例：令和8年4月10日、2026-04-10"
          size="short"
          value={draft.documentOn}
        />
        <TextField
          name="replyBy"
          label="期限"
          hint="あるときだけ。例：2026-04-24"
          size="short"
          value={draft.replyBy}
          error={error('replyBy')}
        />
        <Checkbox name="wantsReceipt" label="団体ごとの受領の記録を求める" checked={draft.wantsReceipt} />
        <FileField
          name="file"
          label="添付"
          hint="10個、1個20 MBまで。メールには付けず、しるべの中で渡します。"
          multiple
          error={error('file')}
        />
        <RadioGroup
          name="to"
          label="送る先"
          required
          value={draft.to}
          options={[
            {
              value: 'municipalities',
              title: seat.kind === 'nation' ? 'すべての市区町村' : '県内のすべての市区町村',
            },
            ...(seat.kind === 'nation' ? [{ value: 'prefectures', title: 'すべての都道府県' }] : []),
            { value: 'codes', title: '次の団体だけ' },
          ]}
        />
        <TextArea
          name="codes"
          label="団体コード（「次の団体だけ」のとき）"
          hint="6桁の団体コードを、空白か改行で区切ります。"
          rows={3}
          value={draft.codes}
          error={error('codes')}
        />
        <Button>通知を送る</Button>
      </form>
    </NoticesPage>
  );
}
