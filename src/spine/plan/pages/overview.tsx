import { Button } from '../../../ui/button.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { Page } from '../../../ui/page.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { Timeline } from '../../../ui/timeline.tsx';
import { formatPlanDate, HANDBOOK_KINDS, newestFirst } from '../rules/contents.ts';
import type { Handbook, PlanVersion } from '../rules/model.ts';
import { Contents } from './contents.tsx';
import { Cite, HOME_CRUMBS, type PlanView, Sources, versionPath, WHAT_THIS_IS } from './parts.tsx';

/** `/plan`: the newest version's table of contents, all versions on a time line, handbooks. */
export function OverviewPage(props: { view: PlanView }) {
  const { plan, operator } = props.view;
  const versions = newestFirst(plan);
  const newest = versions[0];
  if (newest === undefined) {
    return (
      <Page title="計画のデータがありません" breadcrumb={HOME_CRUMBS} current="plan" operator={operator}>
        <p>計画のデータがまだ読み込まれていません。しるべを起動し直すと読み込みます。</p>
      </Page>
    );
  }
  return (
    <Page
      title={`自治体DX推進計画の最新は${newest.title}です`}
      documentTitle="計画"
      breadcrumb={HOME_CRUMBS}
      asOf={`${formatPlanDate(newest.on)}改定`}
      lead={<p>{WHAT_THIS_IS}</p>}
      current="plan"
      operator={operator}
    >
      <section class="dads-section" aria-labelledby="contents">
        <h2 id="contents">{newest.title}の目次</h2>
        <p>{newest.summary}</p>
        <p>
          <a href={versionPath(newest.id)}>{newest.title}の改定点と構成員意見を見る</a>
        </p>
        <Contents view={props.view} version={newest} newest={newest} />
      </section>
      <section class="dads-section" aria-labelledby="versions">
        <h2 id="versions">計画の版（新しい順）</h2>
        <Timeline label="計画の版" entries={versions.map((version) => entryOf(props.view, version))} />
        <p>
          <Button href="/plan/changes" kind="secondary">
            二つの版を比べる
          </Button>
        </p>
      </section>
      <Handbooks view={props.view} />
      <Sources plan={plan} ids={plan.sources.map((source) => source.id)} />
    </Page>
  );
}

function entryOf(view: PlanView, version: PlanVersion) {
  return {
    id: version.id,
    date: formatPlanDate(version.on),
    title: <a href={versionPath(version.id)}>{version.title}</a>,
    children: (
      <>
        <p>{version.summary}</p>
        <p>計画期間：{version.period === null ? '設けていません' : version.period.text}</p>
        <Cite plan={view.plan} citation={version.citation} />
      </>
    ),
    gap: version.previous?.missing ?? undefined,
  };
}

function Handbooks(props: { view: PlanView }) {
  const { plan } = props.view;
  return (
    <section class="dads-section" aria-labelledby="handbooks">
      <h2 id="handbooks">手順書・事例集・手引き</h2>
      <DataTable<Handbook>
        caption="手順書・事例集・手引きの版と後継"
        captionHidden
        wide
        rowKey={(handbook) => handbook.id}
        rowHeader="title"
        rows={plan.handbooks}
        columns={[
          { id: 'title', title: '名称', cell: (handbook) => handbook.title },
          { id: 'kind', title: '種類', cell: (handbook) => HANDBOOK_KINDS[handbook.kind] },
          { id: 'about', title: '内容', cell: (handbook) => handbook.about },
          {
            id: 'editions',
            title: '最新の版',
            cell: (handbook) => <Latest {...{ view: props.view, handbook }} />,
          },
          {
            id: 'next',
            title: '後継',
            cell: (handbook) => <Successor {...{ view: props.view, handbook }} />,
          },
        ]}
      />
    </section>
  );
}

function Latest(props: { view: PlanView; handbook: Handbook }) {
  const { editions } = props.handbook;
  const latest = editions[editions.length - 1];
  if (latest === undefined) return null;
  return (
    <>
      {latest.on === null ? '' : `${formatPlanDate(latest.on)} `}
      {latest.text}
      <Disclosure summary={`版と出典（${editions.length}件）`}>
        <Editions {...props} />
      </Disclosure>
    </>
  );
}

export function Editions(props: { view: PlanView; handbook: Handbook }) {
  return (
    <ul class="dads-list">
      {props.handbook.editions.map((edition) => (
        <li key={edition.text + (edition.on ?? '')}>
          {edition.on === null ? '' : `${formatPlanDate(edition.on)} `}
          {edition.text}
          <Cite plan={props.view.plan} citation={edition.citation} />
        </li>
      ))}
    </ul>
  );
}

export function Successor(props: { view: PlanView; handbook: Handbook }) {
  const { successor } = props.handbook;
  if (successor === null) return <>記載なし</>;
  const next = props.view.plan.handbooks.find((handbook) => handbook.id === successor.id);
  return (
    <>
      {next?.title}
      <br />
      <small>{successor.note}</small>
    </>
  );
}
