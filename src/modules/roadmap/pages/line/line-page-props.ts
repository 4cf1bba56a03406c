import type { FieldError, Typed } from '../../rules/check.ts';
import type { Asking } from '../asking.ts';
import type { LineView } from './load-line.ts';

/** What the page of a line and its small forms are given. */
export interface LinePageProps {
  readonly asking: Asking;
  readonly view: LineView;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}
