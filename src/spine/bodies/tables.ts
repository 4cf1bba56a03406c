/** Tables of this part as the query builder sees them. */
interface BodyTable {
  body_code: string;
}

interface RegisterRowTable {
  body_code: string;
  row_id: string;
  name: string;
  kana: string;
  prefecture_code: string;
  kind: 'nation' | 'prefecture' | 'special-ward' | 'city' | 'town' | 'village';
  valid_from: string;
  /** Exclusive; null: open. */
  valid_to: string | null;
  source: string;
  origin: 'seed' | 'correction';
  recorded_at: string;
  retired_at: string | null;
}

interface StatusRowTable {
  body_code: string;
  row_id: string;
  status: 'designated-city' | 'core-city';
  valid_from: string;
  valid_to: string | null;
  source: string;
  origin: 'seed' | 'correction';
  recorded_at: string;
  retired_at: string | null;
}

interface AliasTable {
  body_code: string;
  alias: string;
  kind: 'variant' | 'reading';
  reason: string;
  source: string;
}

interface LineageTable {
  event_id: string;
  from_code: string;
  to_code: string;
  kind: 'renamed' | 'merged' | 'split' | 'kind-changed' | 'code-changed';
  effective_on: string;
  from_name: string;
  from_kana: string;
  to_name: string;
  description: string;
  source: string;
  recorded_at: string;
}

interface GroupingTable {
  grouping_id: string;
  kind: 'wide-area-union' | 'partial-affairs' | 'vendor' | 'similar';
  title: string;
  source: string;
}

interface GroupingMemberTable {
  body_code: string;
  row_id: string;
  grouping_id: string;
  valid_from: string;
  valid_to: string | null;
  source: string;
  recorded_at: string;
  retired_at: string | null;
}

export type TermKind = 'name' | 'reading' | 'code' | 'former' | 'merged' | 'alias';

interface SearchTermTable {
  body_code: string;
  kind: TermKind;
  term: string;
  printed: string;
}

interface StateTable {
  only_row: boolean;
  seed_hash: string;
  normalise_version: number;
  revision: bigint;
}

interface StratumSpanTable {
  body_code: string;
  valid_from: string;
  /** 'infinity' when open. */
  valid_to: string;
  prefecture_code: string;
  stratum: 'prefecture' | 'special-ward' | 'designated-city' | 'core-city' | 'city' | 'town' | 'village';
}

declare module '../../platform/db/database.ts' {
  interface Database {
    'bodies.body': BodyTable;
    'bodies.register_row': RegisterRowTable;
    'bodies.status_row': StatusRowTable;
    'bodies.alias': AliasTable;
    'bodies.lineage': LineageTable;
    'bodies.grouping': GroupingTable;
    'bodies.grouping_member': GroupingMemberTable;
    'bodies.search_term': SearchTermTable;
    'bodies.state': StateTable;
    'bodies.stratum_span': StratumSpanTable;
  }
}
