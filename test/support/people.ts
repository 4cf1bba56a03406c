import type { TryAsId } from '../../src/spine/posts/try-as.tsx';
import type { Site } from './site.ts';

/** Fields of a form as a browser sends them. */
export function fields(values: Readonly<Record<string, string | readonly string[]>>): RequestInit {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const each of typeof value === 'string' ? [value] : value) body.append(name, each);
  }
  return { method: 'POST', body, headers: { origin: 'http://127.0.0.1:0' } };
}

export function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ');
}

/** A browser with the cookies of one sample person, and the form token of their session. */
export interface Browser {
  readonly cookie: string;
  readonly token: string;
  get(path: string): Promise<Response>;
  post(path: string, values?: Readonly<Record<string, string | readonly string[]>>): Promise<Response>;
}

export function browserOf(site: Pick<Site, 'request'>, cookie: string, token: string): Browser {
  const send = (path: string, init: RequestInit) =>
    Promise.resolve(site.request(path, { ...init, headers: { ...init.headers, cookie } }));
  return {
    cookie,
    token,
    get: (path) => send(path, {}),
    post: (path, values = {}) => send(path, fields({ csrf: token, ...values })),
  };
}

/** Takes on a person of 見本県 by the trial's button. The site must be opened in trial mode (the embedded database's default). */
export async function signedInAs(site: Pick<Site, 'request'>, who: TryAsId): Promise<Browser> {
  const answer = await site.request('/try', fields({ who }));
  if (answer.status !== 303) throw new Error(`/try ${who}: ${answer.status}`);
  const cookie = cookieOf(answer);
  const page = await (await site.request('/seats', { headers: { cookie } })).text();
  const token = /name="csrf" value="([^"]+)"/.exec(page)?.[1];
  if (token === undefined) throw new Error(`/seats as ${who} carries no form token`);
  return browserOf(site, cookie, token);
}
