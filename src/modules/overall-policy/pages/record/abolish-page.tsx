import { Button } from '../../../../ui/button.tsx';
import { HiddenFields, TextArea, TextField } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import type { Policy } from '../../rules/model.ts';
import type { Failed } from '../asking.ts';
import { DecisionFields, fieldsOf } from '../decision-fields.tsx';
import { FormErrors, PolicyPage } from '../parts.tsx';

/** 廃止 needs a reason and a decision of the body. */
export function AbolishPage(props: {
  policy: Policy;
  bodyName: string;
  csrf: string;
  failed: Failed | null;
}) {
  const { policy, failed } = props;
  const base = `/overall-policy/${policy.policyNo}`;
  const { typed } = fieldsOf(failed);
  return (
    <PolicyPage
      title={`${policy.title}の廃止を記録する`}
      crumbs={[{ title: policy.title, href: base }, { title: '廃止' }]}
    >
      <FormErrors failed={failed} />
      <Notice kind="warning" title="廃止日から「全体方針なし」になります">
        <p>速報からは、廃止日に外れます。確定した過去の数値は変わりません。本文と経過は残ります。</p>
      </Notice>
      <form method="post" action={`${base}/abolish`}>
        <HiddenFields csrf={props.csrf} />
        <TextArea {...typed('reason')} label="廃止の理由" rows={3} required />
        <DecisionFields
          failed={failed}
          documentHint="廃止を決めた文書の番号。例：企第45号"
          bodyName={props.bodyName}
        />
        <TextField {...typed('abolishedOn')} label="廃止日" hint="決裁日以後の日" required />
        <Button>廃止を記録する</Button>
      </form>
    </PolicyPage>
  );
}
