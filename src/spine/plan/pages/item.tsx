import { DescriptionList } from '../../../ui/description-list.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import {
  BLOCK_TITLES,
  entriesOf,
  formatPlanDate,
  handbooksFor,
  NOT_PROVIDED,
  NOTHING_STATED,
  newestVersion,
  numberedTitle,
} from '../rules/contents.ts';
import { ancestors, descendants, todayOf } from '../rules/lineage.ts';
import { BLOCKS, type BlockId, type PlanEntry, type PlanItem, type PlanVersion } from '../rules/model.ts';
import { Homes } from './contents.tsx';
import { Line } from './line.tsx';
import { Editions, Successor } from './overview.tsx';
import { Cite, HOME_CRUMBS, type PlanView, Sources, versionPath, WHAT_THIS_IS } from './parts.tsx';
import { NoteItem } from './version.tsx';

interface ItemProps {
  readonly view: PlanView;
  readonly version: PlanVersion;
  readonly item: PlanItem;
}

/** `/plan/{version}/{item}` */
export function ItemPage(props: ItemProps) {
  const { view, version, item } = props;
  const group = version.groups.find((each) => each.id === item.group);
  const own = BLOCKS.flatMap((block) => entriesOf(view.plan, item, block));
  const before = earlierEntries(props);
  const cited = [
    item.citation,
    ...own.map((entry) => entry.citation),
    ...before.map((entry) => entry.citation),
  ];
  return (
    <Page
      title={item.title}
      documentTitle={`${item.title}（計画 ${version.title}）`}
      breadcrumb={[
        ...HOME_CRUMBS,
        { title: version.title, href: versionPath(version.id) },
        { title: item.title },
      ]}
      asOf={`${version.title}　${formatPlanDate(version.on)}`}
      coverage={`${group?.title ?? ''} ${numberedTitle(item)}`.trim()}
      lead={<p>{WHAT_THIS_IS}</p>}
      current="plan"
      operator={view.operator}
    >
      <ServedBy {...props} />
      {BLOCKS.map((block) => (
        <Block key={block} {...props} block={block} />
      ))}
      <Related {...props} />
      <Line view={view} item={item} />
      <Handbooks {...props} />
      <Sources plan={view.plan} ids={cited.map((citation) => citation.source)} />
    </Page>
  );
}

function ServedBy(props: ItemProps) {
  const { view, item, version } = props;
  const newest = newestVersion(view.plan) ?? version;
  const today = todayOf(view.plan, item, newest);
  const missing = today.filter((each) => view.neighbours.homeFor(each.id).kind === 'planned');
  const indicators = view.neighbours.indicatorsFor(item.version, item.id);
  return (
    <>
      {missing.length === 0 ? null : (
        <Notice kind="info" title={NOT_PROVIDED}>
          <p>この取組事項のための機能は、まだありません。計画の内容だけを示します。</p>
        </Notice>
      )}
      <DescriptionList
        items={[
          { term: '見出しの出典', detail: <Cite plan={view.plan} citation={item.citation} /> },
          { term: '担当する機能', detail: <Homes view={view} item={item} newest={newest} /> },
          {
            term: '結び付いた指標',
            detail:
              indicators.length === 0 ? (
                'ありません'
              ) : (
                <ul class="dads-list">
                  {indicators.map((indicator) => (
                    <li key={indicator.id}>
                      <a href={`/indicators/${indicator.id}`}>{indicator.title}</a>
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
    </>
  );
}

/** What documents of earlier versions say of the items from which this one comes. */
function earlierEntries({ view, item }: ItemProps): readonly PlanEntry[] {
  const before = ancestors(view.plan, item);
  return BLOCKS.flatMap((block) => before.flatMap((each) => entriesOf(view.plan, each, block)));
}

function Block(props: ItemProps & { block: BlockId }) {
  const { view, item, block } = props;
  const entries = entriesOf(view.plan, item, block);
  const before = earlierEntries(props).filter((entry) => entry.block === block);
  const id = `block-${block}`;
  return (
    <section class="dads-section" aria-labelledby={id}>
      <h2 id={id}>{BLOCK_TITLES[block]}</h2>
      {entries.length === 0 ? <p>{NOTHING_STATED}。</p> : <Entries view={view} entries={entries} />}
      {before.length === 0 ? null : (
        <Disclosure summary={`以前の版の資料にある記載（${before.length}件）`}>
          <p>以前の版の時点の内容です。今も同じとは限りません。</p>
          {[...view.plan.versions].reverse().map((version) => {
            const said = before.filter((entry) => entry.version === version.id);
            return said.length === 0 ? null : (
              <section key={version.id} class="dads-text">
                <h3>
                  {version.title}　{formatPlanDate(version.on)}
                </h3>
                <Entries view={view} entries={said} />
              </section>
            );
          })}
        </Disclosure>
      )}
    </section>
  );
}

function Entries(props: { view: PlanView; entries: readonly PlanEntry[] }) {
  return (
    <ul class="dads-list">
      {props.entries.map((entry) => (
        <li key={entry.text}>
          {entry.text}
          {entry.note === null ? null : <small class="dads-cite">注：{entry.note}</small>}
          <Cite plan={props.view.plan} citation={entry.citation} />
        </li>
      ))}
    </ul>
  );
}

/** What a document says of the whole version and of this item by name, 構成員意見 included. */
function Related(props: ItemProps) {
  const { view, version, item } = props;
  const notes = version.notes.filter((note) => note.items.includes(item.id));
  if (notes.length === 0) return null;
  return (
    <section class="dads-section" aria-labelledby="related">
      <h2 id="related">この版の改定で述べられたこと</h2>
      <ul class="dads-list">
        {notes.map((note) => (
          <NoteItem labelled key={note.text} view={view} version={version} note={{ ...note, items: [] }} />
        ))}
      </ul>
    </section>
  );
}

function Handbooks(props: ItemProps) {
  const { view, item } = props;
  const line = [item, ...ancestors(view.plan, item), ...descendants(view.plan, item)];
  const handbooks = handbooksFor(
    view.plan,
    line.map((each) => each.id),
  );
  if (handbooks.length === 0) return null;
  return (
    <section class="dads-section" aria-labelledby="handbooks">
      <h2 id="handbooks">手順書・事例集・手引き</h2>
      {handbooks.map((handbook) => (
        <section key={handbook.id} class="dads-text">
          <h3>{handbook.title}</h3>
          <p>{handbook.about}</p>
          <Editions view={view} handbook={handbook} />
          {handbook.successor === null ? null : (
            <p>
              後継：
              <Successor view={view} handbook={handbook} />
            </p>
          )}
        </section>
      ))}
    </section>
  );
}
