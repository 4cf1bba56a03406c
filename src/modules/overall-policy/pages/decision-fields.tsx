import { Button } from '../../../ui/button.tsx';
import { HiddenFields, TextArea, TextField } from '../../../ui/form.tsx';
import { headOf } from '../rules/template.ts';
import type { Failed } from './asking.ts';
import { errorAt } from './parts.tsx';

/** What a form shows at a field again after it was refused. */
export function fieldsOf(failed: Failed | null) {
  return {
    typed: (name: string) => ({
      name,
      value: failed?.form.text(name),
      error: errorAt(failed, name),
    }),
    ticked: (name: string) => ({
      name,
      checked: failed?.form.text(name) === '1',
      error: errorAt(failed, name),
    }),
  };
}

/** 文書番号, 決裁日 and 決裁者 of the body's own 決裁, wherever one is recorded. */
export function DecisionFields(props: {
  failed: Failed | null;
  documentHint: string;
  /** Whose head is named as an example; nothing is filled in. */
  bodyName: string;
  required?: boolean;
}) {
  const { typed } = fieldsOf(props.failed);
  const required = props.required !== false;
  return (
    <>
      <TextField {...typed('documentNo')} label="文書番号" hint={props.documentHint} required={required} />
      <TextField
        {...typed('decidedOn')}
        label="決裁日"
        hint="例：令和8年4月17日、2026-04-17"
        required={required}
      />
      <TextField
        {...typed('decider')}
        label="決裁者の職"
        hint={`氏名は入力しません。例：${headOf(props.bodyName)}`}
        required={required}
      />
    </>
  );
}

/** A record that was wrong is taken back with a reason: folded, as it is seldom wanted. */
export function UndoForm(props: {
  action: string;
  csrf: string;
  failed: Failed | null;
  title: string;
  effect: string;
  button: string;
}) {
  return (
    <details class="dads-disclosure" open={props.failed !== null}>
      <summary class="dads-disclosure__summary">
        <span class="dads-disclosure__icon" aria-hidden="true" />
        <span>{props.title}</span>
      </summary>
      <form class="dads-disclosure__content" method="post" action={props.action}>
        <HiddenFields csrf={props.csrf} />
        <p>{props.effect}</p>
        <TextArea
          {...fieldsOf(props.failed).typed('reason')}
          label="取り消す理由"
          hint="経過に残ります。例：別の計画と取り違えて記録したため"
          rows={2}
          required
        />
        <Button kind="secondary">{props.button}</Button>
      </form>
    </details>
  );
}
