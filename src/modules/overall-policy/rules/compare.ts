import type { PolicyVersion, Sections, TemplateItem } from './model.ts';
import { allSections, isFilled, sectionText, sectionTitle } from './sections.ts';

/** One section of two versions beside each other. */
export interface ComparedSection {
  readonly section: string;
  readonly title: string;
  readonly state: 'same' | 'changed' | 'added' | 'removed';
  readonly from: string;
  readonly to: string;
}

export const COMPARED_TITLES: Readonly<Record<ComparedSection['state'], string>> = {
  same: '同じ',
  changed: '変更',
  added: '追加',
  removed: '削除',
};

interface Side {
  readonly version: PolicyVersion;
  readonly sections: Sections;
}

/**
 * Two versions by section. Registered ones have no text here: their address, file and pages are compared, so that a
 * written revision of a registered policy shows all its sections as added.
 */
export function compareVersions(
  from: Side,
  to: Side,
  items: readonly TemplateItem[],
): readonly ComparedSection[] {
  const sides = [from, to] as const;
  const known = allSections(items);
  const others = [...new Set(sides.flatMap(({ sections }) => [...sections.keys()]))].filter(
    (section) => !known.includes(section),
  );
  const written = [...known, ...others.sort()].map((section) => ({
    section,
    title: sectionTitle(section, items),
    texts: sides.map(({ sections }) => {
      const found = sections.get(section);
      return found === undefined || !isFilled(found) ? '' : sectionText(found);
    }),
  }));
  const registered = REGISTERED.map(({ section, title, of }) => ({
    section,
    title,
    texts: sides.map(({ version }) => of(version) ?? ''),
  }));
  return [...registered, ...written].flatMap(({ section, title, texts }): ComparedSection[] => {
    const [before = '', after = ''] = texts;
    if (before === '' && after === '') return [];
    const state = before === after ? 'same' : before === '' ? 'added' : after === '' ? 'removed' : 'changed';
    return [{ section, title, state, from: before, to: after }];
  });
}

const REGISTERED: readonly {
  readonly section: string;
  readonly title: string;
  readonly of: (version: PolicyVersion) => string | null;
}[] = [
  { section: 'url', title: '登録したアドレス', of: ({ url }) => url },
  { section: 'file', title: '登録したPDF（SHA-256）', of: ({ fileSha256 }) => fileSha256 },
  { section: 'vision-pages', title: 'ビジョンのページ', of: ({ visionPages }) => visionPages },
  { section: 'roadmap-pages', title: '工程表のページ', of: ({ roadmapPages }) => roadmapPages },
];
