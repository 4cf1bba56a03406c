/** The one script that a page needs: browsers give passkeys to scripts only. It asks the key and sends the form. */

interface Described {
  readonly id: string;
  readonly type: 'public-key';
  readonly transports?: AuthenticatorTransport[];
}

interface CreateOptions {
  readonly rp: PublicKeyCredentialRpEntity;
  readonly pubKeyCredParams: PublicKeyCredentialParameters[];
  readonly challenge: string;
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly excludeCredentials?: readonly Described[];
}

interface GetOptions {
  readonly challenge: string;
  readonly allowCredentials?: readonly Described[];
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function toText(buffer: ArrayBuffer): string {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

function listed(credentials: readonly Described[] | undefined): PublicKeyCredentialDescriptor[] {
  return (credentials ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));
}

async function created(options: CreateOptions): Promise<unknown> {
  const publicKey: PublicKeyCredentialCreationOptions = {
    ...options,
    challenge: toBytes(options.challenge),
    user: { ...options.user, id: toBytes(options.user.id) },
    excludeCredentials: listed(options.excludeCredentials),
  };
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    ...common(made),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      attestationObject: toText(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

async function shown(options: GetOptions): Promise<unknown> {
  const publicKey: PublicKeyCredentialRequestOptions = {
    ...options,
    challenge: toBytes(options.challenge),
    allowCredentials: listed(options.allowCredentials),
  };
  const used = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = used.response as AuthenticatorAssertionResponse;
  return {
    ...common(used),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      authenticatorData: toText(response.authenticatorData),
      signature: toText(response.signature),
      ...(response.userHandle === null ? {} : { userHandle: toText(response.userHandle) }),
    },
  };
}

function common(credential: PublicKeyCredential) {
  const { id, type } = credential;
  return { id, rawId: id, type, clientExtensionResults: credential.getClientExtensionResults() };
}

function say(text: string): void {
  const fault = document.getElementById('passkey-fault');
  if (fault === null) return;
  fault.textContent = text;
  fault.hidden = false;
}

function prepare(form: HTMLFormElement): void {
  const answer = form.elements.namedItem('answer') as HTMLInputElement;
  form.addEventListener('submit', (event) => {
    if (answer.value !== '') return;
    event.preventDefault();
    const options = JSON.parse(form.dataset.options ?? '{}') as CreateOptions & GetOptions;
    const asked = form.dataset.passkey === 'create' ? created(options) : shown(options);
    asked.then(
      (credential) => {
        answer.value = JSON.stringify(credential);
        form.submit();
      },
      () => say('パスキーを使えませんでした。端末の表示を確かめて、もう一度試してください。'),
    );
  });
}

const form = document.querySelector<HTMLFormElement>('form[data-passkey]');
if (form !== null) {
  if (window.PublicKeyCredential === undefined) say('このブラウザーはパスキーに対応していません。');
  else prepare(form);
}
