import type { Day } from '../../core/calendar.ts';
import type { MissingReason } from '../figure-text.tsx';

export interface SeriesPoint {
  readonly on: Day;
  /** Rounded text; null is a gap and stays one. */
  readonly value: string | null;
  readonly missing?: MissingReason | undefined;
  /** From the bodies' records (round), or from a published table (square). */
  readonly basis: 'computed' | 'published';
  readonly note?: string | undefined;
}

export interface SeriesLine {
  readonly title: string;
  readonly points: readonly SeriesPoint[];
}

/** What a line chart shows, without its words. */
export interface SeriesData {
  unit: string;
  /** The first is what the page is about; up to three. */
  series: readonly SeriesLine[];
  /** Not comparable with what is before: the line is cut there. */
  breaks?: readonly { readonly on: Day; readonly reason: string }[];
  /** The denominator's date changes: marked, the line goes on. */
  baseChanges?: readonly { readonly on: Day; readonly title: string }[];
  /** Ends of the scale; from 0 to the highest by default. */
  min?: number;
  max?: number;
}
