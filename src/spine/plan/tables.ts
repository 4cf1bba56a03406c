import type { BlockId, CrosswalkLink, GroupId, Handbook, PlanVersion, VersionNote } from './rules/model.ts';

interface Cited {
  readonly source_id: string;
  readonly line_from: number;
  readonly line_to: number;
}

interface LoadTable {
  readonly only_row: boolean;
  readonly content_hash: string;
  readonly loaded_at: string;
}

interface SourceTable {
  readonly source_id: string;
  readonly position: number;
  readonly title: string;
  readonly publisher: string | null;
  readonly dated_on: string | null;
  readonly secondary: boolean;
  readonly note: string | null;
}

interface VersionTable {
  readonly version_id: string;
  readonly position: number;
  readonly title: string;
  readonly dated_on: string;
  readonly period_from: string | null;
  readonly period_to: string | null;
  readonly period_text: string | null;
  readonly contents: PlanVersion['contents'];
  readonly summary: string;
  readonly previous_id: string | null;
  readonly previous_adjacent: boolean | null;
  readonly previous_missing: string | null;
}

interface VersionCitationTable extends Cited {
  readonly version_id: string;
  readonly subject: 'version' | 'period' | 'previous';
}

interface VersionSourceTable {
  readonly version_id: string;
  readonly source_id: string;
  readonly position: number;
}

interface VersionGroupTable {
  readonly version_id: string;
  readonly group_id: GroupId;
  readonly position: number;
  readonly title: string;
}

interface VersionNoteTable extends Cited {
  readonly version_id: string;
  readonly position: number;
  readonly kind: VersionNote['kind'];
  readonly text: string;
}

interface VersionNoteItemTable {
  readonly version_id: string;
  readonly position: number;
  readonly item_id: string;
  readonly item_position: number;
}

interface ItemTable extends Cited {
  readonly version_id: string;
  readonly item_id: string;
  readonly group_id: GroupId;
  readonly position: number;
  readonly number: number | null;
  readonly title: string;
}

interface EntryTable extends Cited {
  readonly version_id: string;
  readonly item_id: string;
  readonly block: BlockId;
  readonly position: number;
  readonly text: string;
  readonly note: string | null;
}

interface CrosswalkTable {
  readonly crosswalk_id: number;
  readonly from_version_id: string | null;
  readonly from_item_id: string | null;
  readonly to_version_id: string;
  readonly to_item_id: string;
  readonly kind: CrosswalkLink['kind'];
  readonly basis: CrosswalkLink['basis'];
  readonly note: string | null;
}

interface CrosswalkCitationTable extends Cited {
  readonly crosswalk_id: number;
  readonly position: number;
}

interface HandbookTable {
  readonly handbook_id: string;
  readonly position: number;
  readonly kind: Handbook['kind'];
  readonly title: string;
  readonly about: string;
  readonly successor_id: string | null;
  readonly successor_basis: 'stated' | 'reading' | null;
  readonly successor_note: string | null;
}

interface HandbookEditionTable extends Cited {
  readonly handbook_id: string;
  readonly position: number;
  readonly dated_on: string | null;
  readonly text: string;
}

interface HandbookItemTable {
  readonly handbook_id: string;
  readonly version_id: string;
  readonly item_id: string;
  readonly position: number;
}

declare module '../../platform/db/database.ts' {
  interface Database {
    'plan.load': LoadTable;
    'plan.source': SourceTable;
    'plan.version': VersionTable;
    'plan.version_citation': VersionCitationTable;
    'plan.version_source': VersionSourceTable;
    'plan.version_group': VersionGroupTable;
    'plan.version_note': VersionNoteTable;
    'plan.version_note_item': VersionNoteItemTable;
    'plan.item': ItemTable;
    'plan.entry': EntryTable;
    'plan.crosswalk': CrosswalkTable;
    'plan.crosswalk_citation': CrosswalkCitationTable;
    'plan.handbook': HandbookTable;
    'plan.handbook_edition': HandbookEditionTable;
    'plan.handbook_item': HandbookItemTable;
  }
}
