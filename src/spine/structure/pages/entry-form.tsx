import type { Form } from '../../../platform/http/form-fields.ts';
import { Button } from '../../../ui/button.tsx';
import { HiddenFields, RadioGroup, SelectField, TextArea, TextField } from '../../../ui/form.tsx';
import type { Person } from '../../posts/queries/people.ts';
import {
  KIND_WORDS,
  type Kind,
  RANK_TITLES,
  ranksOf,
  statesOf,
  stateTitle,
  UNIT_TITLES,
  UNITS,
} from '../rules/kinds.ts';
import type { Fault } from './form.ts';

const DAY_HINT = '例：令和9年4月1日、2027-04-01';

/** What is asked of an entry, new or corrected. `seen`: the version that a correction is made from. */
export function EntryForm(props: {
  kind: Kind;
  action: string;
  button: string;
  token: string;
  form: Form;
  fault: Fault | null;
  people: readonly Person[];
  seen: number | null;
}) {
  const { kind, form, fault } = props;
  const words = KIND_WORDS[kind];
  const errorOf = (field: string) =>
    fault?.form === 'entry' && fault.field === field ? fault.message : undefined;
  const states = statesOf(kind);
  return (
    <form action={props.action} method="post">
      <HiddenFields
        csrf={props.token}
        values={{ seen: props.seen === null ? undefined : String(props.seen) }}
      />
      <RadioGroup
        name="state"
        label="状態"
        required
        options={states.map((state) => ({ value: state, title: stateTitle(kind, state) }))}
        value={form.text('state')}
        error={errorOf('state')}
        {...(states.includes('vacant')
          ? { hint: '空席、職務代理、置かないの間は、任命していないものとして数えます。' }
          : {})}
      />
      <TextField
        name="title"
        label={words.named}
        hint={`${words.example}。空席と置かないでは要りません。`}
        value={form.text('title')}
        maxLength={100}
        error={errorOf('title')}
      />
      {ranksOf(kind).length === 0 ? null : (
        <SelectField
          name="rank"
          label={kind === 'cio' ? '職の区分' : '長の職の区分'}
          emptyOption="選んでください"
          options={ranksOf(kind).map((rank) => ({ value: rank, title: RANK_TITLES[rank] }))}
          value={form.text('rank')}
          error={errorOf('rank')}
        />
      )}
      {kind !== 'dedicated-unit' ? null : (
        <SelectField
          name="unit"
          label="部署の単位"
          hint="最も大きい単位を選びます。"
          emptyOption="選んでください"
          options={UNITS.map((unit) => ({ value: unit, title: UNIT_TITLES[unit] }))}
          value={form.text('unit')}
          error={errorOf('unit')}
        />
      )}
      {kind !== 'cio-aide' ? null : (
        <RadioGroup
          name="external"
          label="庁内か外部か"
          options={[
            { value: 'no', title: '庁内の職員' },
            { value: 'yes', title: '外部の人材' },
          ]}
          value={form.text('external')}
          error={errorOf('external')}
        />
      )}
      {kind !== 'cross-cutting' ? null : (
        <TextArea
          name="members"
          label="構成員"
          hint="例：副町長、各課長、教育次長"
          value={form.text('members')}
          rows={3}
          maxLength={1000}
        />
      )}
      {kind === 'dedicated-unit' || kind === 'cross-cutting' ? null : (
        <SelectField
          name="person"
          label="人（任意）"
          hint="職だけでかまいません。氏名は、課・職・在席の一覧から選びます。"
          emptyOption="氏名を登録しない"
          options={props.people.map((person) => ({
            value: person.personId,
            title: person.name ?? '（氏名は廃棄済み）',
          }))}
          value={form.text('person')}
          error={errorOf('person')}
        />
      )}
      <TextField
        name="from"
        label="始まりの日"
        hint={DAY_HINT}
        size="short"
        value={form.text('from')}
        required
        error={errorOf('from')}
      />
      <TextField
        name="until"
        label="終わりの日（任意）"
        hint="その日までです。決まっていなければ空けておきます。"
        size="short"
        value={form.text('until')}
        error={errorOf('until')}
      />
      {props.seen === null ? null : (
        <TextField
          name="reason"
          label="訂正の理由"
          hint="履歴に残ります。例：発令の日を誤って登録したため"
          size="full"
          value={form.text('reason')}
          maxLength={200}
          required
          error={errorOf('reason')}
        />
      )}
      <Button>{props.button}</Button>
    </form>
  );
}
