import type { SignInViews } from '../../platform/sign-in/views.ts';
import { renderPage } from '../../ui/page.tsx';
import { Account } from './account-page.tsx';
import { Codes, Totp } from './factor-pages.tsx';
import { Kept } from './kept-page.tsx';
import { NewPasskey, PasskeySignIn } from './passkey-pages.tsx';
import { Enrol, SecondFactor, SignIn } from './sign-in-pages.tsx';

/** The pages of signing in, in the look of all other pages. */
export const signInViews: SignInViews = {
  signIn: (view) => renderPage(<SignIn view={view} />),
  secondFactor: (view) => renderPage(<SecondFactor view={view} />),
  enrol: (view) => renderPage(<Enrol view={view} />),
  totp: (view) => renderPage(<Totp view={view} />),
  codes: (view) => renderPage(<Codes view={view} />),
  passkey: (view) => renderPage(<PasskeySignIn view={view} />),
  newPasskey: (view) => renderPage(<NewPasskey view={view} />),
  account: (view) => renderPage(<Account view={view} />),
  kept: (view) => renderPage(<Kept view={view} />),
};
