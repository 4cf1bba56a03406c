import type { ComponentChildren } from 'preact';
import { KindLabel } from '../../../ui/label.tsx';
import { Page } from '../../../ui/page.tsx';
import { currentViewer } from '../../../ui/viewer.ts';
import type { EntryVersion } from '../queries/entries.ts';
import type { EntryContent } from '../rules/entry.ts';
import { RANK_TITLES, stateTitle, UNIT_TITLES } from '../rules/kinds.ts';

export function StructurePage(props: {
  title: string;
  crumbs: readonly { readonly title: string; readonly href?: string }[];
  asOf?: string;
  lead?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
}) {
  const viewer = currentViewer();
  return (
    <Page
      title={props.title}
      sample={viewer?.kind === 'signed-in' && viewer.sample}
      breadcrumb={[{ title: '全国', href: '/' }, { title: '体制台帳', href: '/structure' }, ...props.crumbs]}
      asOf={props.asOf}
      lead={props.lead}
      wide={props.wide === true}
    >
      {props.children}
    </Page>
  );
}

/** 「副町長（副首長）」「空席」: what an entry says, in one line. */
export function EntryText(props: { entry: EntryContent & Partial<Pick<EntryVersion, 'personName'>> }) {
  const { entry } = props;
  if (entry.state === 'vacant' || entry.state === 'not-placed')
    return <strong>{stateTitle(entry.kind, entry.state)}</strong>;
  const about = [
    entry.rank === null
      ? ''
      : `${entry.kind === 'cross-cutting' ? '長は' : ''}${RANK_TITLES[entry.rank].replace(/（.*/, '')}`,
    entry.unit === null ? '' : UNIT_TITLES[entry.unit],
    entry.external === null ? '' : entry.external ? '外部の人材' : '庁内の職員',
    entry.personName ?? '',
  ].filter((text) => text !== '');
  return (
    <>
      {entry.state === 'acting' ? (
        <>
          <KindLabel>職務代理</KindLabel>{' '}
        </>
      ) : null}
      <strong>{entry.title}</strong>
      {about.length === 0 ? null : <span>（{about.join('、')}）</span>}
    </>
  );
}
