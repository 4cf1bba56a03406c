import { type CopiedTables, wholly } from '../../../platform/db/backup/copied.ts';

/** The plan with its versions: facts with their sources, all of them public. */
export const copiedPlan: CopiedTables = () =>
  wholly(
    'plan',
    'load source version version_citation version_source version_group item version_note version_note_item entry ' +
      'crosswalk crosswalk_citation handbook handbook_edition handbook_item',
  );
