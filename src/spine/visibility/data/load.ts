import { definitionKey } from '../../../core/indicator.ts';
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

/** An indicator that documents print figures of. */
export interface PrintedSource {
  readonly id: string;
  readonly title: string;
  /** Days as the documents write them. */
  readonly asOf: readonly string[];
  /** Titles and dates of the documents, without their lines. */
  readonly documents: readonly string[];
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
  const [rows, definitions] = await Promise.all([printedDocuments(db), allDefinitions(db)]);
  return definitions.flatMap((definition) => {
    const own = rows.filter((row) => row.indicator === definitionKey(definition));
    if (own.length === 0) return [];
    return [
      {
        id: definition.id,
        title: definition.title,
        asOf: [...new Set(own.map((row) => row.as_of_text))],
        documents: [...new Set(own.map((row) => row.source.replace(/[\d、,–～-]+行.*$/, '')))],
      },
    ];
  });
}
