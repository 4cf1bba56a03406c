/** A page that only says something; drawn by the caller, because the platform knows no design. */
export interface MessagePage {
  readonly status: number;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly links: readonly { readonly title: string; readonly href: string }[];
  /** Offers the search for bodies. */
  readonly search: boolean;
  readonly operator: boolean;
  /** A button that sends `values` by POST. */
  readonly button?: {
    readonly title: string;
    readonly action: string;
    readonly values: Readonly<Record<string, string>>;
  };
}

/** Gives a whole HTML document. */
export type MessageRenderer = (message: MessagePage) => string;
