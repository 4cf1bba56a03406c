import type { ComponentProps } from 'preact';
import { PartPage } from '../../../ui/part-page.tsx';

export function NoticesPage(props: Omit<ComponentProps<typeof PartPage>, 'part'>) {
  return <PartPage part={{ title: '通知', href: '/notices' }} {...props} />;
}
