import type { Db } from '../../../platform/db/database.ts';
import { registerSource } from '../../bodies/queries/register.ts';
import { coverageStartOf } from '../../bodies/rules/register.ts';
import type { ImportRegistry } from '../../contracts/import-registry.ts';
import { allDefinitions } from '../../indicators/queries.ts';
import { readPlan } from '../../plan/queries/read.ts';
import { type EditionRow, listEditions, printedDocuments, standingAssets } from '../queries/editions.ts';

/** Editions on one page. */
const PAGE = 50;

export interface Importable {
  readonly title: string;
  readonly sourceTitle: string;
  readonly publisher: string;
  readonly licence: string;
  readonly attribution: string;
}

export interface PrintedSource {
  /** Title and date of the document, without its lines. */
  readonly title: string;
  readonly asOf: readonly string[];
  readonly indicators: readonly { readonly id: string; readonly title: string }[];
}

export interface DataPage {
  readonly editions: readonly EditionRow[];
  /** Where the next page of editions begins; null on the last. */
  readonly next: readonly [string, string] | null;
  readonly kindTitles: ReadonlyMap<string, string>;
  readonly importable: readonly Importable[];
  readonly printed: readonly PrintedSource[];
  readonly plan: Awaited<ReturnType<typeof readPlan>>['sources'];
  readonly register: { readonly from: string; readonly sources: readonly string[] };
  readonly assets: readonly { readonly title: string; readonly attribution: string }[];
}

export async function loadDataPage(
  db: Db,
  registry: ImportRegistry,
  after: { readonly recordedAt: string; readonly entry: string } | null,
): Promise<DataPage> {
  const [held, plan, register, printed, assets] = await Promise.all([
    listEditions(db, { after, knownBefore: null, limit: PAGE + 1 }),
    readPlan(db),
    registerSource(db),
    printedSources(db),
    standingAssets(db),
  ]);
  const editions = held.slice(0, PAGE);
  const last = held.length > PAGE ? editions.at(-1) : undefined;
  const { rows, statuses, aliases, lineage } = register;
  return {
    editions,
    next: last === undefined ? null : [last.recorded_at, last.entry],
    kindTitles: new Map(registry.fileKinds.map((kind) => [kind.id, kind.title])),
    importable: importable(registry),
    printed,
    plan: plan.sources,
    register: {
      from: coverageStartOf(rows),
      sources: [...new Set([...rows, ...statuses, ...lineage, ...aliases].map((row) => row.source))],
    },
    assets,
  };
}

/** Kinds that read editions of one and the same table count once. */
function importable(registry: ImportRegistry): readonly Importable[] {
  const kinds = registry.fileKinds.map(({ title, source }) => ({
    title,
    sourceTitle: source.title,
    publisher: source.publisher,
    licence: source.licence,
    attribution: source.attribution,
  }));
  return [...new Map(kinds.map((kind) => [`${kind.title} ${kind.sourceTitle}`, kind])).values()];
}

async function printedSources(db: Db): Promise<readonly PrintedSource[]> {
  const [documents, definitions] = await Promise.all([printedDocuments(db), allDefinitions(db)]);
  const titles = new Map(definitions.map(({ id, version, title }) => [`${id}@${version}`, { id, title }]));
  const byTitle = new Map<
    string,
    { asOf: Set<string>; indicators: Map<string, { id: string; title: string }> }
  >();
  for (const document of documents) {
    const title = document.source.replace(/[\d、,–～-]+行(目)?$/, '');
    const known = byTitle.get(title) ?? { asOf: new Set(), indicators: new Map() };
    byTitle.set(title, known);
    known.asOf.add(document.as_of_text);
    const indicator = titles.get(document.indicator);
    if (indicator !== undefined) known.indicators.set(indicator.id, indicator);
  }
  return [...byTitle].map(([title, { asOf, indicators }]) => ({
    title,
    asOf: [...asOf],
    indicators: [...indicators.values()],
  }));
}
