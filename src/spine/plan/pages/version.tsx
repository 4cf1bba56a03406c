import { DescriptionList } from '../../../ui/description-list.tsx';
import { KindLabel } from '../../../ui/label.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { formatPlanDate, itemOf, newestVersion } from '../rules/contents.ts';
import { changesBetween } from '../rules/lineage.ts';
import type { PlanVersion, VersionNote } from '../rules/model.ts';
import { ChangeTable } from './change-table.tsx';
import { Contents } from './contents.tsx';
import {
  Cite,
  HOME_CRUMBS,
  ItemLink,
  type PlanView,
  Sources,
  versionName,
  versionPath,
  WHAT_THIS_IS,
} from './parts.tsx';

/** `/plan/{version}` */
export function VersionPage(props: { view: PlanView; version: PlanVersion }) {
  const { view, version } = props;
  const { plan } = view;
  const cited = [
    version.citation.source,
    ...version.describedBy,
    ...version.notes.map((note) => note.citation.source),
  ];
  return (
    <Page
      title={`自治体DX推進計画 ${version.title}の内容`}
      documentTitle={`計画 ${version.title}`}
      breadcrumb={[...HOME_CRUMBS, { title: version.title }]}
      asOf={formatPlanDate(version.on)}
      lead={
        <>
          <p>{version.summary}</p>
          <p>{WHAT_THIS_IS}</p>
        </>
      }
      current="plan"
      operator={view.operator}
    >
      <Facts view={view} version={version} />
      <section class="dads-section" aria-labelledby="contents">
        <h2 id="contents">{version.contents === 'complete' ? '目次' : '資料が名を挙げた取組事項'}</h2>
        {version.contents === 'complete' ? null : (
          <Notice kind="info" headingLevel={3} title="この版の目次の全体は資料にありません">
            <p>改定の概要が名を挙げた項目だけを示します。ほかの項目がなかったという意味ではありません。</p>
          </Notice>
        )}
        <Contents view={view} version={version} newest={newestVersion(plan) ?? version} />
      </section>
      <Notes view={view} version={version} kind="change" title="資料が述べる改定点" />
      <Notes view={view} version={version} kind="opinion" title="検討会の構成員意見を踏まえた改定" />
      <Notes view={view} version={version} kind="remark" title="この版の資料について" />
      <FromBefore view={view} version={version} />
      <Sources plan={plan} ids={cited} />
    </Page>
  );
}

function Facts(props: { view: PlanView; version: PlanVersion }) {
  const { version, view } = props;
  const { period, previous } = version;
  const earlier = view.plan.versions.find((each) => each.id === previous?.version);
  return (
    <DescriptionList
      items={[
        {
          term: '策定・改定',
          detail: (
            <>
              {formatPlanDate(version.on)} <Cite plan={view.plan} citation={version.citation} />
            </>
          ),
        },
        {
          term: '計画期間',
          detail:
            period === null ? (
              '設けていません'
            ) : (
              <>
                {period.text} <Cite plan={view.plan} citation={period.citation} />
              </>
            ),
        },
        {
          term: '資料がある前の版',
          detail:
            earlier === undefined ? (
              'ありません（最初の版）'
            ) : (
              <>
                <a href={versionPath(earlier.id)}>{versionName(earlier)}</a>
                {previous?.missing == null ? null : (
                  <>
                    <br />
                    {previous.missing}
                  </>
                )}
              </>
            ),
        },
      ]}
    />
  );
}

function Notes(props: { view: PlanView; version: PlanVersion; kind: VersionNote['kind']; title: string }) {
  const notes = props.version.notes.filter((note) => note.kind === props.kind);
  if (notes.length === 0) return null;
  const id = `notes-${props.kind}`;
  return (
    <section class="dads-section" aria-labelledby={id}>
      <h2 id={id}>{props.title}</h2>
      <ul class="dads-list">
        {notes.map((note) => (
          <NoteItem key={note.text} view={props.view} version={props.version} note={note} />
        ))}
      </ul>
    </section>
  );
}

/** `labelled`: among other notes, so that 構成員意見 must be named. */
export function NoteItem(props: {
  view: PlanView;
  version: PlanVersion;
  note: VersionNote;
  labelled?: boolean;
}) {
  const { note, version, view } = props;
  const items = note.items.flatMap((id) => itemOf(view.plan, version.id, id) ?? []);
  return (
    <li>
      {props.labelled === true && note.kind === 'opinion' ? <KindLabel>構成員意見</KindLabel> : null}{' '}
      {note.text}
      <Cite plan={view.plan} citation={note.citation} />
      {items.length === 0 ? null : (
        <>
          関わる取組事項：
          {items.map((item, index) => (
            <span key={item.id}>
              {index === 0 ? '' : '、'}
              <ItemLink item={item} />
            </span>
          ))}
        </>
      )}
    </li>
  );
}

function FromBefore(props: { view: PlanView; version: PlanVersion }) {
  const { view, version } = props;
  if (version.previous === null) return null;
  const outcome = changesBetween(view.plan, version.previous.version, version.id);
  if (!outcome.ok) return null;
  const { from, neighbours, missing } = outcome.value;
  return (
    <section class="dads-section" aria-labelledby="from-before">
      <h2 id="from-before">
        {neighbours
          ? `前の版（${from.title}）からの変化`
          : `資料がある${from.title}との違い（隣り合う版ではありません）`}
      </h2>
      {missing.map((text) => (
        <Notice key={text} kind="warning" headingLevel={3} title="間の版の資料がありません">
          <p>{text}</p>
        </Notice>
      ))}
      <ChangeTable view={view} changes={outcome.value} />
    </section>
  );
}
