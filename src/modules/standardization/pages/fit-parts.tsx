import type { Form } from '../../../platform/http/form-fields.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox, HiddenFields, SelectField, TextField } from '../../../ui/form.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { REQUIREMENT_KINDS, type Requirement, VERDICTS, type Verdict } from '../rules/fit.ts';
import type { Fault } from '../rules/sentences.ts';
import { fieldsOf } from './parts.tsx';

/** Requirements of a business, each with the verdict on one version. */
export function VerdictTable(props: {
  requirements: readonly Requirement[];
  verdicts: readonly Verdict[];
  mayJudge: boolean;
  form: Form;
  faults: readonly Fault[];
}) {
  const { requirements, mayJudge } = props;
  const by = new Map(props.verdicts.map((one) => [one.requirementNo, one]));
  const stored = props.verdicts.flatMap((one) => [
    [`verdict-${one.requirementNo}`, one.verdict],
    [`reason-${one.requirementNo}`, one.reason],
  ]);
  const field = fieldsOf(props.form, props.faults, Object.fromEntries(stored));
  return (
    <DataTable
      caption="要件と判定"
      wide
      columns={[
        { id: 'no', title: '番号', cell: (one: Requirement) => one.requirementNo },
        { id: 'kind', title: '区別', cell: (one) => REQUIREMENT_KINDS[one.kind] },
        { id: 'title', title: '要件', cell: (one) => one.title },
        { id: 'mandatory', title: '必須', cell: (one) => (one.mandatory ? '必須' : '任意') },
        {
          id: 'verdict',
          title: '判定',
          cell: (one) => {
            const verdict = by.get(one.requirementNo)?.verdict;
            if (!mayJudge) return verdict === undefined ? '判定前' : VERDICTS[verdict];
            return (
              <SelectField
                {...field(`verdict-${one.requirementNo}`)}
                label={`${one.requirementNo}の判定`}
                emptyOption="判定前"
                options={Object.entries(VERDICTS).map(([value, title]) => ({ value, title }))}
              />
            );
          },
        },
        {
          id: 'reason',
          title: '理由',
          cell: (one) =>
            mayJudge ? (
              <TextField {...field(`reason-${one.requirementNo}`)} label={`${one.requirementNo}の理由`} />
            ) : (
              (by.get(one.requirementNo)?.reason ?? '')
            ),
        },
      ]}
      rows={requirements}
      rowKey={(one) => one.requirementNo}
      rowHeader="title"
      empty="この業務の要件が、まだ登録されていません。"
    />
  );
}

/** 要件を登録する. */
export function RequirementForm(props: { path: string; form: Form; faults: readonly Fault[]; csrf: string }) {
  const field = fieldsOf(props.form, props.faults);
  return (
    <form method="post" action={`${props.path}/requirements`}>
      <h2>要件を登録する</h2>
      <HiddenFields csrf={props.csrf} />
      <TextField {...field('requirementNo')} label="要件の番号" size="short" />
      <SelectField
        {...field('kind')}
        label="区別"
        options={Object.entries(REQUIREMENT_KINDS).map(([value, title]) => ({ value, title }))}
      />
      <TextField {...field('title')} label="内容" size="full" />
      <TextField {...field('source')} label="出典（標準仕様書の名前と版）" size="full" />
      <Checkbox name="mandatory" label="必須の要件" checked />
      <Button kind="secondary">要件を登録する</Button>
    </form>
  );
}
