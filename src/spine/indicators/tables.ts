import type { Generated } from 'kysely';

export interface DefinitionTable {
  readonly indicator_key: Generated<number>;
  readonly id: string;
  readonly version: number;
  readonly document: unknown;
  readonly content_hash: string;
  readonly recorded_at: string;
}

export interface DefinitionRevisionTable {
  readonly indicator_key: number;
  readonly revision: number;
  readonly document: unknown;
  readonly content_hash: string;
  readonly recorded_at: string;
}

export interface PartTable {
  readonly part_key: Generated<number>;
  readonly indicator_key: number;
  readonly part_id: string;
  readonly title: string;
  readonly position: number;
}

export interface SeriesTable {
  readonly series_key: Generated<number>;
  readonly series: string;
  readonly title: string;
  readonly publisher: string;
  readonly licence: string;
  readonly attribution: string;
}

export interface PrecedenceTable {
  readonly indicator_key: number;
  readonly series_key: number;
  readonly rank: number;
}

declare module '../../platform/db/database.ts' {
  interface Database {
    'indicators.definition': DefinitionTable;
    'indicators.definition_revision': DefinitionRevisionTable;
    'indicators.part': PartTable;
    'indicators.series': SeriesTable;
    'indicators.precedence': PrecedenceTable;
  }
}
