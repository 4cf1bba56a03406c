import type { Day } from '../../../core/calendar.ts';
import type { Form } from '../../../platform/http/form-fields.ts';
import { Button } from '../../../ui/button.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { HiddenFields, SelectField, TextField } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { Enrolment } from '../actions/accounts.ts';
import type { PostVersion } from '../queries/offices.ts';
import type { Person } from '../queries/people.ts';
import type { SeatRecord } from '../queries/seats.ts';
import { spanText } from '../rules/dated.ts';
import type { FieldError } from './form.ts';
import { DayField, errorFor, FormErrors, OfficePage } from './parts.tsx';

/** One person of the list with the account that they sign in with. */
export interface PersonLine {
  readonly person: Person;
  readonly loginName: string | null;
  readonly enrolled: boolean;
  readonly seats: number;
}

const PEOPLE = { title: '人とアカウント', href: '/office/people' };

export function PeoplePage(props: {
  bodyName: string;
  lines: readonly PersonLine[];
  posts: readonly PostVersion[];
  today: Day;
  token: string;
  form: Form;
  error: FieldError | null;
}) {
  return (
    <OfficePage title={`${props.bodyName}の人とアカウント`} crumbs={[{ title: '人とアカウント' }]}>
      <FormErrors error={props.error} />
      <p class="dads-row">
        <Button href="/office/people/new">人を登録する</Button>
      </p>
      <DataTable
        caption="この団体が登録した人と、この団体に在席のある人"
        wide
        columns={[
          {
            id: 'name',
            title: '氏名',
            cell: (line: PersonLine) => (
              <a href={`/office/people/${line.person.personId}`}>{line.person.name}</a>
            ),
          },
          { id: 'kana', title: 'ふりがな', cell: (line) => line.person.kana ?? '－' },
          { id: 'account', title: 'アカウント', cell: accountText },
          { id: 'seats', title: '今日の在席', align: 'number', unit: '件', cell: (line) => line.seats },
        ]}
        rows={props.lines}
        rowKey={(line) => line.person.personId}
        rowHeader="name"
        empty="まだ登録した人はいません。"
      />
      <Elsewhere {...props} />
    </OfficePage>
  );
}

/** A CIO補佐官 who serves several bodies keeps one account: number and name are what that person tells. */
function Elsewhere(props: Parameters<typeof PeoplePage>[0]) {
  const { form, error } = props;
  return (
    <Disclosure summary="ほかの団体の人を兼務で就ける" open={error !== null}>
      <p>番号は、本人の「在席」のページにあります。番号と氏名を本人に確かめてください。</p>
      <form action="/office/people/elsewhere" method="post">
        <HiddenFields csrf={props.token} />
        <TextField
          name="number"
          label="兼務のための番号"
          autocomplete="off"
          value={form.text('number')}
          required
          error={errorFor(error, 'number') ?? errorFor(error, 'person')}
        />
        <TextField name="name" label="氏名" value={form.text('name')} required />
        <SelectField
          name="post"
          label="就く職"
          emptyOption="選んでください"
          options={props.posts.map((post) => ({ value: post.postId, title: post.title }))}
          value={form.text('post')}
          required
        />
        <DayField label="最初の日" value={form.text('day') || props.today} error={error} />
        <Button kind="secondary">兼務で就ける</Button>
      </form>
    </Disclosure>
  );
}

function accountText(line: PersonLine): string {
  if (line.loginName === null) return 'なし';
  return line.enrolled ? line.loginName : `${line.loginName}（リンクを渡して登録待ち）`;
}

export function NewPersonPage(props: { token: string; form: Form; error: FieldError | null }) {
  const { form, error } = props;
  return (
    <OfficePage
      title="人を登録する"
      crumbs={[PEOPLE, { title: '登録' }]}
      lead={<p>登録すると、本人に渡す一度だけのリンクができます。</p>}
    >
      <FormErrors error={error} />
      <form action="/office/people" method="post">
        <HiddenFields csrf={props.token} />
        <PersonFields form={form} error={error} />
        <Button>登録してリンクを作る</Button>
      </form>
    </OfficePage>
  );
}

export function PersonFields(props: { form: Form; error: FieldError | null }) {
  const { form, error } = props;
  return (
    <>
      <TextField
        name="name"
        label="氏名"
        value={form.text('name')}
        maxLength={60}
        required
        error={errorFor(error, 'name')}
      />
      <TextField name="kana" label="ふりがな" value={form.text('kana')} maxLength={60} />
      <TextField
        name="mail"
        label="メールアドレス（職場のもの）"
        hint="しるべからのお知らせに使います。なくても登録できます。"
        type="email"
        value={form.text('mail')}
        error={errorFor(error, 'mail')}
      />
      <TextField
        name="loginName"
        label="利用者ID"
        hint="半角の英小文字・数字・. - _ @ が使えます。3～64字。例：hanako.mihon"
        autocomplete="off"
        value={form.text('loginName')}
        required
        error={errorFor(error, 'loginName')}
      />
    </>
  );
}

/** The link is shown here and never again. */
export function EnrolmentPage(props: {
  name: string;
  enrolment: Enrolment;
  back: { readonly title: string; readonly href: string };
  operator?: boolean;
}) {
  return (
    <OfficePage
      title={`${props.name}さんに渡すリンク`}
      crumbs={[{ title: '登録のリンク' }]}
      operator={props.operator === true}
    >
      <Notice kind="success" title="登録しました" live>
        <p>次のリンクは一度だけ、72時間以内に使えます。この画面を閉じると、もう表示できません。</p>
      </Notice>
      <p class="dads-enrolment">
        <code>{props.enrolment.link}</code>
      </p>
      <p>本人に手渡すか、印刷して渡してください。本人がパスワードなどを決めます。</p>
      <p>
        <a href={props.back.href}>{props.back.title}</a>
      </p>
    </OfficePage>
  );
}

export function PersonPage(props: {
  person: Person;
  line: PersonLine;
  seats: readonly (SeatRecord & { readonly postTitle: string })[];
  /** Another body gave the account: only that body makes new links. */
  ownAccount: boolean;
  token: string;
  form: Form;
  error: FieldError | null;
}) {
  const { person, line, error } = props;
  return (
    <OfficePage title={person.name ?? '（氏名は廃棄済み）'} crumbs={[PEOPLE, { title: person.name ?? '' }]}>
      <FormErrors error={error} />
      <h2>この団体での在席</h2>
      <DataTable
        caption="この団体での在席"
        captionHidden
        columns={[
          {
            id: 'post',
            title: '職',
            cell: (seat: (typeof props.seats)[number]) => (
              <a href={`/office/posts/${seat.postId}`}>{seat.postTitle}</a>
            ),
          },
          { id: 'span', title: '期間', cell: (seat) => spanText(seat) },
        ]}
        rows={props.seats}
        rowKey={(seat) => seat.seatId}
        empty="この団体での在席はありません。職のページから就けます。"
      />
      <h2>アカウント</h2>
      <p>{accountText(line)}</p>
      {props.ownAccount ? (
        <>
          <p>
            {line.loginName === null
              ? 'アカウントを作ると、本人に渡すリンクができます。'
              : 'パスワードや端末をなくしたときは、新しいリンクを作ります。今の設定は、リンクを使った時に消えます。'}
          </p>
          <form action={`/office/people/${person.personId}/link`} method="post">
            <HiddenFields csrf={props.token} />
            {line.loginName === null ? (
              <TextField
                name="loginName"
                label="利用者ID"
                hint="半角の英小文字・数字・. - _ @ が使えます。3～64字。"
                autocomplete="off"
                value={props.form.text('loginName')}
                required
                error={errorFor(error, 'loginName')}
              />
            ) : null}
            <Button kind="secondary">
              {line.loginName === null ? 'アカウントとリンクを作る' : '新しいリンクを作る'}
            </Button>
          </form>
        </>
      ) : (
        <p>アカウントは、ほかの団体が登録しました。リンクの再発行はその団体ができます。</p>
      )}
    </OfficePage>
  );
}
