import { Button } from '../../../../ui/button.tsx';
import { HiddenFields, TextArea, TextField } from '../../../../ui/form.tsx';
import { lineId } from '../../rules/line.ts';
import type { LinePageProps } from './line-page-props.ts';

function fieldOf(props: LinePageProps, name: string) {
  return {
    name,
    value: props.typed(name)[0] ?? '',
    error: props.errors.find((error) => error.field === name)?.message,
  };
}

export function DecisionForm(props: LinePageProps) {
  return (
    <form method="post" action={`/roadmap/lines/${lineId(props.view.line)}/decisions`}>
      <h3>決定を記録する</h3>
      <p>決裁は、自団体の文書管理で行います。ここには結果だけを残します。</p>
      <HiddenFields csrf={props.asking.csrf} />
      <TextField
        {...fieldOf(props, 'decidedOn')}
        label="決定した日"
        hint="例：令和8年6月1日"
        size="short"
        required
      />
      <TextField {...fieldOf(props, 'documentNo')} label="文書番号" maxLength={60} required />
      <TextArea {...fieldOf(props, 'decision')} label="決まったこと" rows={2} maxLength={2000} />
      <Button kind="secondary">決定を記録する</Button>
    </form>
  );
}

export function EndForm(props: LinePageProps) {
  const { line } = props.view;
  return (
    <section class="dads-section" aria-labelledby="end-line">
      <h2 id="end-line">この取組を終える</h2>
      <form method="post" action={`/roadmap/lines/${lineId(line)}/end`}>
        <HiddenFields csrf={props.asking.csrf} values={{ madeFrom: String(line.edition) }} />
        <TextField
          {...fieldOf(props, 'endedOn')}
          label="終了した日"
          hint="例：令和9年3月31日"
          size="short"
          required
        />
        <TextField {...fieldOf(props, 'endReason')} label="終了の理由" size="full" maxLength={200} required />
        <Button kind="secondary">この取組を終える</Button>
      </form>
    </section>
  );
}

export function ResumeForm(props: LinePageProps) {
  const { line } = props.view;
  return (
    <section class="dads-section" aria-labelledby="resume-line">
      <h2 id="resume-line">この取組を再開する</h2>
      <form method="post" action={`/roadmap/lines/${lineId(line)}/resume`}>
        <HiddenFields csrf={props.asking.csrf} values={{ madeFrom: String(line.edition) }} />
        <TextField
          {...fieldOf(props, 'resumeReason')}
          label="再開の理由"
          size="full"
          maxLength={200}
          required
        />
        <Button kind="secondary">この取組を再開する</Button>
      </form>
    </section>
  );
}
