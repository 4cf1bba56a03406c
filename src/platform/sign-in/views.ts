import type { SessionLine } from './queries/sessions.ts';

/** A fault of one field, or of the whole form (`field: ''`). */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export interface SignInView {
  readonly loginName: string;
  readonly next: string | null;
  readonly errors: readonly FieldError[];
  /** A form was kept, and is offered again after the sign-in. */
  readonly kept: boolean;
  /** Fell back from another way to sign in; what happened there. */
  readonly notice: string | null;
  readonly passkeys: boolean;
  readonly oidc: boolean;
}

export interface SecondFactorView {
  readonly loginName: string;
  readonly next: string | null;
  readonly errors: readonly FieldError[];
  readonly csrf: string;
}

export interface EnrolView {
  readonly token: string;
  readonly loginName: string;
  readonly errors: readonly FieldError[];
}

export interface TotpView {
  readonly csrf: string;
  /** Of the sign-in (nothing else is open before), or changed later. */
  readonly during: 'sign-in' | 'account';
  readonly action: string;
  readonly sealed: string;
  /** `ABCD EFGH …`, to be typed where no camera is. */
  readonly secret: string;
  /** The modules of the QR code, row by row. */
  readonly qr: readonly (readonly boolean[])[];
  readonly errors: readonly FieldError[];
  readonly next: string | null;
}

export interface CodesView {
  readonly csrf: string;
  readonly loginName: string;
  readonly codes: readonly string[];
  readonly issuedAt: string;
  readonly host: string;
  readonly next: string;
}

export interface PasskeyView {
  readonly next: string | null;
  readonly error: string | null;
  /** Given to the script by data attributes: the options, and where its answer goes. */
  readonly options: string;
}

export interface AccountView {
  readonly csrf: string;
  readonly loginName: string;
  readonly sessionId: string;
  readonly sessions: readonly SessionLine[];
  /** Security settings may be changed: the sign-in is fresh. */
  readonly fresh: boolean;
  readonly hasPassword: boolean;
  readonly totpSetAt: string | null;
  readonly codes: { readonly left: number; readonly issuedAt: string | null };
  readonly passkeys: readonly {
    readonly credentialId: string;
    readonly title: string;
    readonly createdAt: string;
    readonly lastUsedAt: string | null;
  }[];
  /** Whether this address can have passkeys at all. */
  readonly passkeysPossible: boolean;
  readonly oidc: boolean;
  readonly secondFactorNeeded: boolean;
  readonly done: string | null;
  readonly errors: readonly FieldError[];
}

export interface NewPasskeyView {
  readonly csrf: string;
  readonly options: string;
  readonly title: string;
  readonly error: string | null;
}

export interface KeptView {
  readonly csrf: string;
  readonly forms: readonly {
    readonly id: string;
    readonly action: string;
    readonly fields: readonly (readonly [name: string, value: string])[];
    readonly keptAt: string;
  }[];
  readonly home: string;
}

/** Drawn by the caller, because the platform knows no design. Each gives a whole HTML document. */
export interface SignInViews {
  signIn(view: SignInView): string;
  secondFactor(view: SecondFactorView): string;
  enrol(view: EnrolView): string;
  totp(view: TotpView): string;
  codes(view: CodesView): string;
  passkey(view: PasskeyView): string;
  newPasskey(view: NewPasskeyView): string;
  account(view: AccountView): string;
  kept(view: KeptView): string;
}
