import type { Day } from '../../../core/calendar.ts';

/**
 * Order in which the files of one run are recorded: older editions first, so that two editions of one table in one run
 * give the same history as one after the other. Files without an edition's day come first, as they were given.
 */
export function recordingOrder(files: readonly { readonly editionOn: Day | null }[]): readonly number[] {
  return files
    .map((file, position) => ({ position, on: file.editionOn ?? '' }))
    .sort((left, right) =>
      left.on < right.on ? -1 : left.on > right.on ? 1 : left.position - right.position,
    )
    .map((entry) => entry.position);
}
