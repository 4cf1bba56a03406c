import { type Day, formatDay } from '../../../core/calendar.ts';
import type { Form } from '../../../platform/http/form-fields.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox, HiddenFields, SelectField, TextField } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import type { BelowLine } from '../actions/recovery.ts';
import type { FieldError } from './form.ts';
import { DayField, errorFor, FormErrors, OfficePage } from './parts.tsx';
import { PersonFields } from './people-pages.tsx';

/** A prefecture for its municipalities, the nation for prefectures: an administrator against an official letter. */
export function RecoveryPage(props: {
  giver: Seat;
  below: readonly BelowLine[];
  today: Day;
  token: string;
  form: Form;
  error: FieldError | null;
}) {
  const { below, form, error } = props;
  const without = below.filter((body) => body.administrators.length === 0);
  const level = props.giver.kind === 'nation' ? '都道府県' : '市区町村';
  return (
    <OfficePage
      title={`管理者のいない${level}は${without.length}団体です`}
      crumbs={[{ title: '管理者のいない団体' }]}
      asOf={`${formatDay(props.today)}時点`}
      lead={<p>団体からの公文書に基づき、新しい管理者を登録します。この団体の記録は見られません。</p>}
    >
      <FormErrors error={error} />
      <form action="/office/recovery" method="post">
        <HiddenFields csrf={props.token} />
        <SelectField
          name="body"
          label="団体"
          emptyOption="選んでください"
          options={below.map((body) => ({
            value: body.bodyCode,
            title:
              body.administrators.length === 0
                ? body.name
                : `${body.name}（管理者：${body.administrators.map((seat) => seatTitle(seat)).join('、')}）`,
            group: body.administrators.length === 0 ? '管理者のいない団体' : '管理者のいる団体',
          }))}
          value={form.text('body')}
          required
          error={errorFor(error, 'body')}
        />
        <Checkbox
          name="formerLeft"
          label="今の管理者が離れたと、公文書に書かれている"
          hint="管理者のいる団体では必要です。今の管理者の在席は、昨日で終わります。"
          checked={form.text('formerLeft') === '1'}
          error={errorFor(error, 'formerLeft')}
        />
        <DocumentFields form={form} error={error} />
        <PersonFields form={form} error={error} />
        <Button>管理者を登録する</Button>
      </form>
      <Notice kind="info" title="この操作は、団体のページに残ります">
        <p>登録した人、日時、文書番号を、団体の全員が後から見られます。</p>
      </Notice>
    </OfficePage>
  );
}

function DocumentFields(props: { form: Form; error: FieldError | null }) {
  const { form, error } = props;
  return (
    <>
      <TextField
        name="documentNo"
        label="公文書の文書番号"
        hint="例：中企第12号"
        value={form.text('documentNo')}
        maxLength={100}
        required
        error={errorFor(error, 'documentNo')}
      />
      <DayField name="documentOn" label="公文書の日付" value={form.text('documentOn')} error={error} />
    </>
  );
}

/** The operator's way to the first administrators; never past one who is there. */
export function BootstrapPage(props: { token: string; form: Form; error: FieldError | null }) {
  const { form, error } = props;
  return (
    <OfficePage
      title="最初の管理者を登録する"
      crumbs={[{ title: '最初の管理者' }]}
      operator
      lead={<p>国、都道府県、市区町村の最初の管理者を登録します。管理者のいる団体には使えません。</p>}
    >
      <FormErrors error={error} />
      <form action="/office/bootstrap" method="post">
        <HiddenFields csrf={props.token} />
        <TextField
          name="body"
          label="団体コード"
          hint="6桁。国は 000000 です。"
          size="short"
          inputMode="numeric"
          value={form.text('body')}
          required
          error={errorFor(error, 'body') ?? errorFor(error, 'formerLeft')}
        />
        <TextField
          name="postTitle"
          label="職の名称"
          hint="例：情報政策課 係長。空欄のときは、役割の名称になります。"
          value={form.text('postTitle')}
          maxLength={60}
          error={errorFor(error, 'postTitle')}
        />
        <DocumentFields form={form} error={error} />
        <PersonFields form={form} error={error} />
        <Button>管理者を登録する</Button>
      </form>
    </OfficePage>
  );
}
