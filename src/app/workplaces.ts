import type { Workplace } from '../spine/module.ts';

/** Where a seat begins; every role may read notices. */
export const HOME_PLACE: Workplace = { title: 'ホーム', href: '/home', right: 'notices:read' };
const AUDIT_PLACE: Workplace = { title: '監査の記録', href: '/audit', right: 'audit:read' };

/** As a day goes: what is asked, what the plan is made of, who is spoken with, then the office itself. */
const ORDER = [
  '/home',
  '/surveys',
  '/structure',
  '/overall-policy',
  '/roadmap',
  '/standardization',
  '/steps',
  '/threads',
  '/notices',
  '/office',
  '/audit',
];

/** Links of the header. A place that is not listed comes after those that are. */
export function inOrderOfWork(places: readonly Workplace[]): readonly Workplace[] {
  const rank = ({ href }: Workplace) => {
    const place = ORDER.findIndex((path) => href === path || href.startsWith(`${path}/`));
    return place === -1 ? ORDER.length : place;
  };
  return [HOME_PLACE, ...places, AUDIT_PLACE].sort((a, b) => rank(a) - rank(b));
}
