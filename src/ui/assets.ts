/**
 * Addresses of the built style and script. The server fills them once at boot from the build's manifest
 * (`dist/public/manifest.json`); without it, as in tests, the unhashed names serve.
 */
export interface Assets {
  readonly css: string;
  readonly js?: string;
  /** Of the pages where a passkey is used, and of no other. */
  readonly passkey?: string;
  /** Of the pages of a 回答票: comfort only. */
  readonly saveAsYouGo?: string;
}

let current: Assets = { css: '/assets/main.css' };

export function setAssets(assets: Assets): void {
  current = assets;
}

export function assets(): Assets {
  return current;
}
