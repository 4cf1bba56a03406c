import { formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { WholeVersion } from '../actions/open.ts';
import type { EventKind, PolicyEvent } from '../queries/events.ts';
import { versionTitle } from '../rules/model.ts';
import {
  decisionText,
  Facts,
  FormErrors,
  instantText,
  PolicyPage,
  standingText,
  VersionState,
} from './parts.tsx';
import { type FormProps, Partners, type PolicyPageView, RenameForm, ReviseForm } from './policy-forms.tsx';

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
