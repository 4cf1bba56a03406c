import type { Form } from '../../../platform/http/form-fields.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorSummary, HiddenFields, RadioGroup, SelectField, TextField } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { RegisterBody } from '../../bodies/rules/register.ts';
import type { Person } from '../../posts/queries/people.ts';
import type { EntryVersion } from '../queries/entries.ts';
import { termText } from '../rules/entry.ts';
import { KIND_WORDS, type Kind, statesOf } from '../rules/kinds.ts';
import { EntryForm } from './entry-form.tsx';
import type { Fault } from './form.ts';
import { EntryText, StructurePage } from './parts.tsx';

export function NewEntryPage(props: {
  kind: Kind;
  token: string;
  form: Form;
  fault: Fault | null;
  people: readonly Person[];
}) {
  const title = `${KIND_WORDS[props.kind].title}を登録する`;
  return (
    <StructurePage title={title} crumbs={[{ title }]} lead={<p>{KIND_WORDS[props.kind].about}</p>}>
      <ErrorSummary errors={props.fault === null ? [] : [props.fault]} />
      <EntryForm {...props} action={`/structure/new/${props.kind}`} button="登録する" seen={null} />
    </StructurePage>
  );
}

export interface EntryPageProps {
  entry: EntryVersion;
  /** What was typed; of the forms that were not sent, nothing. */
  form: Form;
  typed: Form;
  fault: Fault | null;
  token: string;
  people: readonly Person[];
  /** With whom it could be shared. */
  neighbours: readonly RegisterBody[];
  today: string;
}

export function EntryPage(props: EntryPageProps) {
  const { entry, fault } = props;
  const words = KIND_WORDS[entry.kind];
  return (
    <StructurePage
      title={`${words.title}の登録を改める`}
      crumbs={[{ title: words.title }]}
      lead={
        <p>
          今の登録：
          <EntryText entry={entry} /> {termText(entry)}
        </p>
      }
    >
      <ErrorSummary errors={fault === null ? [] : [fault]} />
      <section class="dads-section" aria-labelledby="end">
        <h2 id="end">終わりを登録する</h2>
        <EndForm {...props} />
      </section>
      <section class="dads-section" aria-labelledby="correct">
        <h2 id="correct">訂正する</h2>
        <p>前の内容は履歴に残ります。確定した数値は変わりません。</p>
        <EntryForm
          kind={entry.kind}
          action={`/structure/entries/${entry.entryId}`}
          button="訂正する"
          token={props.token}
          form={props.form}
          fault={fault}
          people={props.people}
          seen={entry.versionNo}
        />
      </section>
      {entry.kind === 'cio-aide' && entry.state === 'held' ? <JointSection {...props} /> : null}
      <section class="dads-section" aria-labelledby="withdraw">
        <h2 id="withdraw">取り下げる</h2>
        <Notice kind="warning" title="誤って登録したときだけ使います" headingLevel={3}>
          <p>登録がなかったことになり、速報からすぐに外れます。退任や廃止は、上の「終わり」を使います。</p>
        </Notice>
        <form action={`/structure/entries/${entry.entryId}/withdraw`} method="post">
          <HiddenFields csrf={props.token} values={{ seen: String(entry.versionNo) }} />
          <TextField
            name="why"
            label="取下げの理由"
            size="full"
            value={props.typed.text('why')}
            maxLength={200}
            required
            error={errorAt(fault, 'withdraw', 'why')}
          />
          <Button kind="secondary">取り下げる</Button>
        </form>
      </section>
    </StructurePage>
  );
}

function errorAt(fault: Fault | null, form: Fault['form'], field: string): string | undefined {
  return fault?.form === form && fault.field === field ? fault.message : undefined;
}

const FOLLOWS = {
  nothing: 'まだ登録しない（任命していないものとして数えます）',
  vacant: '空席',
  acting: '職務代理',
  'not-placed': '置かない',
} as const;

function EndForm(props: EntryPageProps) {
  const { entry, typed, fault } = props;
  const states = statesOf(entry.kind);
  const follows = (Object.keys(FOLLOWS) as (keyof typeof FOLLOWS)[]).filter(
    (one) => one === 'nothing' || states.includes(one),
  );
  return (
    <form action={`/structure/entries/${entry.entryId}/end`} method="post">
      <HiddenFields csrf={props.token} values={{ seen: String(entry.versionNo) }} />
      <TextField
        name="last"
        label="最後の日"
        hint="その日まで続きます。例：令和9年3月31日、2027-03-31"
        size="short"
        value={typed.text('last')}
        required
        error={errorAt(fault, 'end', 'last')}
      />
      <RadioGroup
        name="follow"
        label="次の日から"
        options={follows.map((value) => ({ value, title: FOLLOWS[value] }))}
        value={typed.text('follow') || 'nothing'}
      />
      {states.includes('acting') ? (
        <TextField
          name="acting"
          label="職務代理者の職"
          hint="職務代理のときだけ書きます。例：総務課長"
          value={typed.text('acting')}
          maxLength={100}
          error={errorAt(fault, 'end', 'acting')}
        />
      ) : null}
      <TextField
        name="ended"
        label="終わりの理由（任意）"
        hint="例：任期満了"
        size="full"
        value={typed.text('ended')}
        maxLength={200}
      />
      <Button>終わりを登録する</Button>
    </form>
  );
}

function JointSection(props: EntryPageProps) {
  const { entry, fault } = props;
  return (
    <section class="dads-section" aria-labelledby="joint">
      <h2 id="joint">ほかの団体と共同で置く</h2>
      <p>相手の団体に通知します。同意したときから、その団体の登録としても数えます。</p>
      <form action={`/structure/entries/${entry.entryId}/joint`} method="post">
        <HiddenFields csrf={props.token} />
        <SelectField
          name="partner"
          label="相手の団体"
          emptyOption="選んでください"
          options={props.neighbours
            .filter((body) => body.bodyCode !== entry.bodyCode)
            .map((body) => ({ value: body.bodyCode, title: body.name }))}
          value={props.typed.text('partner')}
          error={errorAt(fault, 'joint', 'partner')}
        />
        <TextField
          name="partnerCode"
          label="県外の団体の団体コード"
          hint="県外の団体と置くときだけ、6桁で入力します。上の選択より優先します。"
          size="short"
          inputMode="numeric"
          value={props.typed.text('partnerCode')}
        />
        <Button kind="secondary">同意を依頼する</Button>
      </form>
    </section>
  );
}
