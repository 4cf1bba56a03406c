import { Page, type PageProps } from './page.tsx';
import { currentViewer } from './viewer.ts';

export interface Crumb {
  readonly title: string;
  readonly href?: string;
}

/** The frame of a part's pages for staff: `part` is its own first page; the band of 見本県 stands when the seat is of it. */
export function PartPage({
  part,
  crumbs,
  ...page
}: Omit<PageProps, 'breadcrumb' | 'sample'> & { part: Crumb; crumbs?: readonly Crumb[] }) {
  const viewer = currentViewer();
  return (
    <Page
      {...page}
      sample={viewer?.kind === 'signed-in' && viewer.sample}
      breadcrumb={[{ title: '全国', href: '/' }, part, ...(crumbs ?? [])]}
    />
  );
}
