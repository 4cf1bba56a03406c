import { ok, type Result, refuse } from '../../../core/result.ts';
import { figureLine, type OfferedFigure } from './figures.ts';
import type { TemplateItem } from './model.ts';
import { isStance, sectionsOfStep, sectionTitle, TEXT_LIMIT, type WriteStep, yearsOf } from './sections.ts';
import type { PolicyRefusal } from './sentences.ts';

/** What a form holds, by name; '' where it has no such field. */
export interface TypedFields {
  text(name: string): string;
  all(name: string): readonly string[];
  /** By name; a form that does not hold a section says nothing of it. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

export interface TypedSection {
  readonly section: string;
  readonly text: string;
  readonly choice: string;
  readonly seen: number;
}

/** Names of the fields of a section. `s.` and `t.` are what the script that saves as one goes knows. */
export const fieldOf = {
  text: (section: string) => `x.${section}`,
  choice: (section: string) => `c.${section}`,
  from: (section: string) => `from.${section}`,
  to: (section: string) => `to.${section}`,
  seen: (section: string) => `s.${section}`,
};

/**
 * Sections of one step as they were typed. A year without a text, or a text without years, is refused at its field;
 * figures that were ticked become lines of text, so that the paper says tomorrow what was decided on today.
 */
export function typedSections(
  step: WriteStep,
  items: readonly TemplateItem[],
  figures: readonly OfferedFigure[],
  fields: TypedFields,
): Result<readonly TypedSection[], PolicyRefusal> {
  const typed: TypedSection[] = [];
  for (const section of sectionsOfStep(step, items)) {
    // A form that does not hold a section says nothing of it: it empties none.
    if (!fields.values.has(fieldOf.seen(section))) continue;
    const one = section === 'figures' ? ok(ticked(figures, fields)) : typedSection(section, items, fields);
    if (!one.ok) return one;
    const seen = Number(fields.text(fieldOf.seen(section)));
    typed.push({ section, ...one.value, seen: Number.isSafeInteger(seen) ? seen : 0 });
  }
  return ok(typed);
}

function ticked(figures: readonly OfferedFigure[], fields: TypedFields) {
  const wanted = new Set(fields.all('figure'));
  const taken = figures.filter(({ id }) => wanted.has(id));
  return { text: taken.map(figureLine).join('\n'), choice: taken.map(({ id }) => id).join(',') };
}

function typedSection(
  section: string,
  items: readonly TemplateItem[],
  fields: TypedFields,
): Result<{ readonly text: string; readonly choice: string }, PolicyRefusal> {
  const field = fieldOf.text(section);
  const title = sectionTitle(section, items);
  // Browsers send line ends as CR LF.
  const text = fields.text(field).replace(/\r\n?/g, '\n').trim();
  const checked = checkText(section, items, text);
  if (!checked.ok) return { ...checked, detail: { ...checked.detail, field } };
  if (section.startsWith('item:')) {
    const choice = fields.text(fieldOf.choice(section));
    return ok({ text, choice: isStance(choice) ? choice : '' });
  }
  if (!section.startsWith('roadmap:')) return ok({ text, choice: '' });
  const years = readYears(fields.text(fieldOf.from(section)), fields.text(fieldOf.to(section)));
  if (years === 'bad') return refuse('bad-years', { section: title, field: fieldOf.from(section) });
  if ((years === '') !== (text === ''))
    return refuse('years-without-text', {
      section: title,
      field: years === '' ? fieldOf.from(section) : field,
    });
  return ok({ text, choice: years });
}

export function checkText(
  section: string,
  items: readonly TemplateItem[],
  text: string,
): Result<null, PolicyRefusal> {
  const length = [...text].length;
  if (length <= TEXT_LIMIT) return ok(null);
  return refuse('text-too-long', {
    section: sectionTitle(section, items),
    limit: String(TEXT_LIMIT),
    found: String(length),
  });
}

/** 「2026」「令和8年度」 and an end; one alone is a single year. '' where there is none. */
export function readYears(fromText: string, toText: string): string | 'bad' {
  const [from, to] = [yearOf(fromText), yearOf(toText)];
  if (from === 'bad' || to === 'bad') return 'bad';
  if (from === null && to === null) return '';
  const choice = `${from ?? to}-${to ?? from}`;
  return yearsOf(choice) === null ? 'bad' : choice;
}

function yearOf(text: string): number | null | 'bad' {
  const plain = text.normalize('NFKC').replace(/[\s年度]/g, '');
  if (plain === '') return null;
  const japanese = /^(?:令和|R)(\d{1,2}|元)$/i.exec(plain);
  if (japanese !== null) return 2018 + (japanese[1] === '元' ? 1 : Number(japanese[1]));
  return /^20\d{2}$/.test(plain) ? Number(plain) : 'bad';
}
