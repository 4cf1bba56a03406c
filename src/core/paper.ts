import type { Day } from './calendar.ts';

/**
 * A document on A4 as data: what stands on it, not how it looks. Drawn as PDF (platform/pdf) and as a page to print
 * (ui/paper-page.tsx) from the same blocks, so that both say the same. Every text is plain: none of it is ever markup.
 */
export interface Paper {
  readonly title: string;
  /** 出力日, printed on every page. */
  readonly on: Day;
  /** On every page: 「回答票番号 S0012-992011」. */
  readonly mark: string;
  /** Who made the paper: a body or a post, never a person. */
  readonly by: string;
  /** It is about 見本県, which does not exist: said on every page. */
  readonly sample: boolean;
  /** A list of contents after the title. */
  readonly contents: boolean;
  readonly blocks: readonly PaperBlock[];
}

export type PaperBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Terms and what they are: two columns. */
  | {
      readonly kind: 'facts';
      readonly caption: string;
      readonly rows: readonly (readonly [string, string])[];
    }
  | {
      readonly kind: 'table';
      readonly caption: string;
      /** Width as a share of the line. */
      readonly columns: readonly { readonly title: string; readonly width: number }[];
      readonly rows: readonly (readonly string[])[];
      /** Said where there are no rows. */
      readonly empty: string;
    };

/** A table by its columns, each a title and its width as a share of the line. */
export function paperTable(
  caption: string,
  columns: readonly (readonly [title: string, width: number])[],
  rows: readonly (readonly string[])[],
  empty: string,
): PaperBlock {
  return {
    kind: 'table',
    caption,
    columns: columns.map(([title, width]) => ({ title, width })),
    rows,
    empty,
  };
}
