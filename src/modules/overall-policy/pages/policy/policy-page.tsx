import { formatDay } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { WholeVersion } from '../../actions/open.ts';
import { versionTitle } from '../../rules/model.ts';
import { nextAction } from '../../rules/next-action.ts';
import { UndoForm } from '../decision-fields.tsx';
import { decisionText, Facts, FormErrors, PolicyPage, standingText, VersionState } from '../parts.tsx';
import { type FormProps, Partners, type PolicyPageView, RenameForm, ReviseForm } from './policy-forms.tsx';
import { History } from './policy-history.tsx';

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
      {!open && view.mayDecide ? (
        <UndoForm
          action={`${base}/abolish/undo`}
          csrf={props.csrf}
          failed={failed?.which === 'abolition' ? failed : null}
          title="誤って記録したときは、廃止の記録を取り消す"
          effect="廃止日から、また数えます。確定した過去の数値は変わりません。取り消した記録は経過に残ります。"
          button="廃止の記録を取り消す"
        />
      ) : null}
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
  const next = nextAction(newest, view.items);
  const mine = next !== null && (next.by === 'decider' ? view.mayDecide : view.mayWrite);
  const draft = newest.version.decision === null;
  const written = newest.version.way === 'written';
  return (
    <section class="dads-section" aria-labelledby="next">
      <h2 id="next">次に行うこと</h2>
      <p>
        {versionTitle(newest.version.versionNo)}：<VersionState whole={newest} />
      </p>
      {next === null ? null : (
        <p>
          {mine ? (
            <Button href={next.href}>{next.title}</Button>
          ) : (
            `「${next.title}」は、${next.by === 'decider' ? '決裁を記録する' : '回答する'}権限のある職が行います。`
          )}
        </p>
      )}
      <ul class="dads-list">
        {draft && view.mayWrite && written ? (
          <li>
            <a href={`${at}/write/vision`}>本文を最初から見る</a>、<a href={`${at}/workbook`}>Excelで書く</a>
          </li>
        ) : null}
        {draft && view.mayWrite && !written ? (
          <li>
            <a href={`${at}/source`}>アドレス・PDF・ページを登録する</a>
          </li>
        ) : null}
        <li>
          <a href={`${at}/paper`}>決裁用案を開く</a>
        </li>
        {view.mayDecide ? (
          <li>
            <a href={`${at}/record`}>決裁と公表の記録を開く</a>
          </li>
        ) : null}
      </ul>
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
