import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Who looks at the page that is being drawn. Set once around a request, so that *every* page shows it, without each part
 * handing it on: a page that forgot would let an officer write in a seat that they do not see.
 */
export type Viewer =
  /** A reader of the public side, where nobody signs in. `standing`: 「2026年4月1日9時00分現在の写しです。」 */
  | { readonly kind: 'public'; readonly standing: string }
  /** Nobody is signed in; the header offers it, in trial mode also to take on a person of 見本県. */
  | { readonly kind: 'visitor'; readonly trial: boolean }
  | {
      readonly kind: 'signed-in';
      /** 「中央町 企画課 情報政策係長」; null: signed in, and no seat today. */
      readonly seatTitle: string | null;
      readonly personName: string;
      /** How many seats there are to choose from. */
      readonly seats: number;
      /** The acting seat is one of 見本県. */
      readonly sample: boolean;
      /** Work places that the seat's rights open, for the header. */
      readonly links: readonly { readonly title: string; readonly href: string }[];
      /** Hidden field of the button that ends the session. */
      readonly signOut: { readonly action: string; readonly csrf: string };
    };

const around = new AsyncLocalStorage<Viewer>();

export function withViewer<T>(viewer: Viewer, work: () => T): T {
  return around.run(viewer, work);
}

/** Null where no request is being answered (a gallery of components, a document made by a job). */
export function currentViewer(): Viewer | null {
  return around.getStore() ?? null;
}
