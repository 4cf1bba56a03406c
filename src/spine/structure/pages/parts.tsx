import type { ComponentProps } from 'preact';
import { KindLabel } from '../../../ui/label.tsx';
import { PartPage } from '../../../ui/part-page.tsx';
import type { EntryVersion } from '../queries/entries.ts';
import type { EntryContent } from '../rules/entry.ts';
import { RANK_TITLES, stateTitle, UNIT_TITLES } from '../rules/kinds.ts';

export function StructurePage(props: Omit<ComponentProps<typeof PartPage>, 'part'>) {
  return <PartPage part={{ title: '体制台帳', href: '/structure' }} {...props} />;
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
