/** What a strip shows, without its words. */
export interface StripData {
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** One dot for each body of the class. `text` is the value as printed, where it differs from the number. */
  readonly dots: readonly {
    readonly code: string;
    readonly title: string;
    readonly value: number;
    readonly text?: string;
  }[];
  /** Code of the body that the page is about. */
  readonly marked?: string | undefined;
  readonly median?: { readonly value: number; readonly text: string } | undefined;
}
