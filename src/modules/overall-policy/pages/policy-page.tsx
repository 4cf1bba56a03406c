import { formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { HiddenFields, RadioGroup, TextArea, TextField } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { WholePolicy, WholeVersion } from '../actions/open.ts';
import type { EventKind, PolicyEvent } from '../queries/events.ts';
import type { Consent } from '../queries/joint.ts';
import type { Standing } from '../rules/counting.ts';
import { versionTitle } from '../rules/model.ts';
import type { Failed } from './asking.ts';
import {
  decisionText,
  errorAt,
  Facts,
  FormErrors,
  instantText,
  PolicyPage,
  standingText,
  VersionState,
} from './parts.tsx';

export interface PolicyPageView {
  readonly whole: WholePolicy;
  readonly standing: Standing;
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
  readonly failed: (Failed & { readonly which: 'revise' | 'rename' | 'partner' }) | null;
}

const EVENT_TITLES: Readonly<Record<EventKind, string>> = {
  start: '始めた',
  revise: '改定を始めた',
  rename: '名称などを変えた',
  source: 'アドレス・PDFを登録した',
  decide: '決裁を記録した',
  'undo-decision': '決裁の記録を取り消した',
  publish: '公表を記録した',
  abolish: '廃止を記録した',
  'ask-partner': '共同策定を照会した',
  consent: '共同策定の回答があった',
  workbook: 'Excelから取り込んだ',
};

/** One policy: its versions, what each lacks, and what can be done. */
export function OnePolicyPage(props: FormProps) {
  const { view, failed } = props;
  const { policy, versions } = view.whole;
  const base = `/overall-policy/${policy.policyNo}`;
  const newest = versions.at(-1);
  const open = policy.abolition === null;
  return (
    <PolicyPage
      title={policy.title}
      crumbs={[{ title: policy.title }]}
      asOf={standingText(view.standing)}
      coverage={newest === undefined ? undefined : versionTitle(newest.version.versionNo)}
    >
      <FormErrors failed={failed} />
      {policy.abolition === null ? null : (
        <Notice kind="info" title={`${formatDay(policy.abolition.on)}に廃止しました`}>
          <p>理由：{policy.abolition.reason}</p>
          <p>
            決裁：{policy.abolition.documentNo}、{formatDay(policy.abolition.decidedOn)}、
            {policy.abolition.decider}
          </p>
        </Notice>
      )}
      {newest !== undefined && open ? <Next view={view} newest={newest} /> : null}
      <section class="dads-section">
        <h2>版</h2>
        <VersionTable base={base} versions={versions} />
        {versions.length > 1 ? (
          <p>
            <a href={`${base}/compare?from=${versions.length - 1}&to=${versions.length}`}>二つの版を比べる</a>
          </p>
        ) : null}
      </section>
      {open && view.mayWrite && newest?.version.decision != null ? (
        <ReviseForm {...props} base={base} />
      ) : null}
      <Partners {...props} base={base} open={open} />
      <section class="dads-section">
        <h2>名称と兼ねている計画</h2>
        <Facts
          rows={[
            ['名称', policy.title],
            ['兼ねている計画', policy.obligations ?? 'なし'],
          ]}
        />
        {open && view.mayWrite ? <RenameForm {...props} base={base} /> : null}
      </section>
      {open && view.mayDecide && versions.some(({ version }) => version.decision !== null) ? (
        <p>
          <a href={`${base}/abolish`}>この全体方針の廃止を記録する</a>
        </p>
      ) : null}
      <History events={view.events} />
    </PolicyPage>
  );
}

function Next(props: { view: PolicyPageView; newest: WholeVersion }) {
  const { view, newest } = props;
  const at = `/overall-policy/${newest.version.policyNo}/versions/${newest.version.versionNo}`;
  const written = newest.version.way === 'written';
  const draft = newest.version.decision === null;
  return (
    <section class="dads-section" aria-labelledby="next">
      <h2 id="next">次に行うこと</h2>
      <p>
        {versionTitle(newest.version.versionNo)}：<VersionState whole={newest} />
      </p>
      <ul class="dads-list">
        {draft && view.mayWrite ? (
          <li>
            {written ? (
              <>
                <a href={`${at}/write/vision`}>本文を書く</a>、<a href={`${at}/workbook`}>Excelで書く</a>
              </>
            ) : (
              <a href={`${at}/source`}>アドレス・PDF・ページを登録する</a>
            )}
          </li>
        ) : null}
        <li>
          <a href={`${at}/paper`}>決裁用案を開く</a>
        </li>
      </ul>
      {view.mayDecide ? (
        <p>
          <Button href={`${at}/record`}>{draft ? '決裁を記録する' : '公表を記録する'}</Button>
        </p>
      ) : (
        <p>決裁と公表は、決裁を記録する権限のある職が記録します。</p>
      )}
    </section>
  );
}

function VersionTable(props: { base: string; versions: readonly WholeVersion[] }) {
  return (
    <DataTable
      caption="この全体方針の版（新しい順）"
      wide
      rowHeader="title"
      rows={[...props.versions].reverse()}
      rowKey={({ version }) => String(version.versionNo)}
      columns={[
        {
          id: 'title',
          title: '版',
          cell: ({ version }) => (
            <a href={`${props.base}/versions/${version.versionNo}/paper`}>
              {versionTitle(version.versionNo)}
            </a>
          ),
        },
        { id: 'state', title: '状態', cell: (whole) => <VersionState whole={whole} /> },
        {
          id: 'decision',
          title: '決裁',
          cell: ({ version }) => (version.decision === null ? '記録なし' : decisionText(version.decision)),
        },
        {
          id: 'published',
          title: '公表日',
          cell: ({ version }) => (version.publishedOn === null ? '記録なし' : formatDay(version.publishedOn)),
        },
        { id: 'note', title: '改定の理由', cell: ({ version }) => version.changeNote ?? '―' },
      ]}
    />
  );
}

function ReviseForm(props: FormProps & { base: string }) {
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

function Partners(props: FormProps & { base: string; open: boolean }) {
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

function RenameForm(props: FormProps & { base: string }) {
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

function History(props: { events: readonly PolicyEvent[] }) {
  return (
    <section class="dads-section">
      <h2>経過</h2>
      <DataTable
        caption="この全体方針に行ったこと（新しい順）"
        wide
        rows={props.events}
        rowKey={({ at, what, detail }) => `${at} ${what} ${detail}`}
        columns={[
          { id: 'at', title: '日時', cell: ({ at }) => instantText(at) },
          {
            id: 'what',
            title: '行ったこと',
            cell: ({ what, versionNo }) =>
              `${EVENT_TITLES[what]}${versionNo === null ? '' : `（${versionTitle(versionNo)}）`}`,
          },
          { id: 'detail', title: '内容', cell: ({ detail }) => detail },
          { id: 'seat', title: '在席', cell: ({ seatTitle }) => seatTitle },
        ]}
      />
    </section>
  );
}
