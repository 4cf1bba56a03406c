import { formatDay } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { HiddenFields, RadioGroup, TextArea, TextField } from '../../../../ui/form.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { WholePolicy } from '../../actions/open.ts';
import type { PolicyEvent } from '../../queries/events.ts';
import type { Consent } from '../../queries/joint.ts';
import type { Standing } from '../../rules/counting.ts';
import type { TemplateItem } from '../../rules/model.ts';
import type { Failed } from '../asking.ts';
import { errorAt } from '../parts.tsx';

export interface PolicyPageView {
  readonly whole: WholePolicy;
  readonly standing: Standing;
  /** Of the plan from which the newest version is made. */
  readonly items: readonly TemplateItem[];
  readonly events: readonly PolicyEvent[];
  readonly partners: readonly Consent[];
  readonly names: ReadonlyMap<string, string>;
  readonly mayWrite: boolean;
  readonly mayDecide: boolean;
}

export interface FormProps {
  readonly view: PolicyPageView;
  readonly csrf: string;
  /** Which form of the page was refused. */
  readonly failed: (Failed & { readonly which: 'revise' | 'rename' | 'partner' | 'abolition' }) | null;
}

/** 改定, while what counts goes on counting. */
export function ReviseForm(props: FormProps & { base: string }) {
  const failed = props.failed?.which === 'revise' ? props.failed : null;
  return (
    <section class="dads-section" aria-labelledby="revise">
      <h2 id="revise">改定を始める</h2>
      <p>改定の間も、今の版は数え続けます。</p>
      <form method="post" action={`${props.base}/versions`}>
        <HiddenFields csrf={props.csrf} />
        <TextArea
          name="changeNote"
          label="改定の理由"
          rows={2}
          required
          value={failed?.form.text('changeNote')}
          error={errorAt(failed, 'changeNote')}
        />
        <RadioGroup
          name="way"
          label="改定の版の作り方"
          inline
          options={[
            { value: 'written', title: 'ここで書く' },
            { value: 'registered', title: '既にあるものを登録する' },
          ]}
          value={failed?.form.text('way') ?? 'written'}
        />
        <Button kind="secondary">改定を始める</Button>
      </form>
    </section>
  );
}

const CONSENT_TITLES = { asked: '回答待ち', agreed: '同意', declined: '同意しない' } as const;

/** Bodies with which the policy is shared, each by its own decision. */
export function Partners(props: FormProps & { base: string; open: boolean }) {
  const { view } = props;
  const failed = props.failed?.which === 'partner' ? props.failed : null;
  return (
    <section class="dads-section" aria-labelledby="partners">
      <h2 id="partners">共同で定める団体</h2>
      {view.partners.length === 0 ? (
        <p>ありません。一つの計画を複数の団体で定めるときに、相手の団体へ照会します。</p>
      ) : (
        <DataTable
          caption="共同策定の照会"
          rows={view.partners}
          rowKey={({ bodyCode }) => bodyCode}
          columns={[
            { id: 'name', title: '団体', cell: ({ bodyCode }) => view.names.get(bodyCode) ?? bodyCode },
            { id: 'state', title: '回答', cell: ({ state }) => CONSENT_TITLES[state] },
            {
              id: 'decided',
              title: '相手の決裁日',
              cell: ({ decidedOn }) => (decidedOn === null ? '―' : formatDay(decidedOn)),
            },
          ]}
        />
      )}
      {props.open && view.mayWrite ? (
        <form method="post" action={`${props.base}/partners`}>
          <HiddenFields csrf={props.csrf} />
          <TextField
            name="body"
            label="照会する団体"
            hint="団体コード6桁か、同じ都道府県内の団体の名称"
            value={failed?.form.text('body')}
            error={errorAt(failed, 'body')}
          />
          <Button kind="secondary">この団体に照会する</Button>
        </form>
      ) : null}
    </section>
  );
}

/** The name, and what other plans it is. */
export function RenameForm(props: FormProps & { base: string }) {
  const failed = props.failed?.which === 'rename' ? props.failed : null;
  const { policy } = props.view.whole;
  return (
    <details class="dads-disclosure" open={failed !== null}>
      <summary class="dads-disclosure__summary">
        <span class="dads-disclosure__icon" aria-hidden="true" />
        <span>名称と兼ねている計画を変える</span>
      </summary>
      <form class="dads-disclosure__content" method="post" action={`${props.base}/name`}>
        <HiddenFields csrf={props.csrf} />
        <TextField
          name="title"
          label="全体方針の名称"
          size="full"
          required
          value={failed?.form.text('title') ?? policy.title}
          error={errorAt(failed, 'title')}
        />
        <TextArea
          name="obligations"
          label="兼ねている計画"
          rows={2}
          value={failed?.form.text('obligations') ?? policy.obligations ?? ''}
        />
        <Button kind="secondary">変える</Button>
      </form>
    </details>
  );
}
