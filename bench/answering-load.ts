import { readFileSync } from 'node:fs';
import http from 'node:http';

/**
 * Drives the pages as officers use them and prints one JSON line. `BASE answer LIST SPREAD STAY`: each place of the list
 * has an officer who comes at a moment of the spread, whether others are finished or not, signs in, thinks, sends each
 * page of the sheet and follows the redirect, and is done when the stay is over; both in seconds.
 * `BASE page ACCOUNT PATH READERS SECONDS [EVERY]`: so many readers of one page, each once in so many seconds, or without a pause.
 */
const [base = '', what = '', ...rest] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true, maxSockets: 400 });
const times: number[] = [];
let failed = 0;
/** Officers who have come and are not done, and requests without an answer: now, and at most. */
const officers = { now: 0, most: 0 };
const requests = { now: 0, most: 0 };

async function counted<T>(count: { now: number; most: number }, work: () => Promise<T>): Promise<T> {
  count.now += 1;
  count.most = Math.max(count.most, count.now);
  try {
    return await work();
  } finally {
    count.now -= 1;
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly cookies: readonly string[];
  readonly location: string;
}

function ask(path: string, cookie: string, form: URLSearchParams | null): Promise<Answer> {
  return counted(requests, () => sent(path, cookie, form));
}

function sent(path: string, cookie: string, form: URLSearchParams | null): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      base + path,
      {
        agent,
        method: form === null ? 'GET' : 'POST',
        headers: {
          Cookie: cookie,
          ...(form === null
            ? {}
            : { 'Content-Type': 'application/x-www-form-urlencoded', Origin: new URL(base).origin }),
        },
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          body += text;
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body,
            cookies: response.headers['set-cookie'] ?? [],
            location: response.headers.location ?? '',
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(form?.toString());
  });
}

async function signIn(account: string): Promise<string> {
  const answer = await ask(`/bench/sign-in/${account}`, '', null);
  return answer.cookies.map((cookie) => cookie.split(';')[0]).join('; ');
}

function plain(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#39;', "'");
}

/** The form as a browser would send it, without its button: hidden fields, and the first option of every group. */
function filled(html: string): URLSearchParams {
  const form = new URLSearchParams();
  const radios = new Set<string>();
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    const of = (name: string) => plain(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
    if (of('type') === 'hidden' && of('name') !== 'q') form.append(of('name'), of('value'));
    if (of('type') === 'radio' && !radios.has(of('name'))) {
      radios.add(of('name'));
      form.append(of('name'), of('value'));
    }
  }
  return form;
}

/** Returns where the browser goes on to. */
async function save(path: string, cookie: string, form: URLSearchParams): Promise<string> {
  const start = process.hrtime.bigint();
  const answer = await ask(path, cookie, form);
  times.push(Number(process.hrtime.bigint() - start) / 1e6);
  if (answer.status !== 303) failed += 1;
  return answer.location;
}

interface Place {
  readonly sheetNo: string;
  readonly account: string;
}

const PAGES = 4;

async function answerSheet(place: Place, stay: number): Promise<void> {
  const came = Date.now();
  const cookie = await signIn(place.account);
  let path = `/surveys/sheets/${place.sheetNo}/pages/1`;
  for (let page = 1; page <= PAGES; page += 1) {
    const shown = await ask(path, cookie, null);
    if (shown.status !== 200) failed += 1;
    // Sent when it is time, however long the answers before took; not all in step.
    await wait(came + (stay / PAGES) * (page - 0.5 * Math.random()) - Date.now());
    const form = filled(shown.body);
    form.append('do', 'next');
    path = await save(path.split('?')[0] ?? '', cookie, form);
  }
  const done = await ask(path, cookie, null);
  if (done.status !== 200) failed += 1;
}

const began = Date.now();
if (what === 'answer') {
  const [list = '', spread = '', stay = ''] = rest;
  const places = JSON.parse(readFileSync(list, 'utf8')) as Place[];
  await Promise.all(
    places.map(async (place) => {
      // Whoever comes does not look who else is there: now and then several come in one second.
      await wait(Number(spread) * 1000 * Math.random());
      await counted(officers, () => answerSheet(place, Number(stay) * 1000)).catch(() => {
        failed += 1;
      });
    }),
  );
} else {
  const [account = '', path = '', readers = '', seconds = '', every = '0'] = rest;
  const cookie = await signIn(account);
  const until = Date.now() + Number(seconds) * 1000;
  await Promise.all(
    Array.from({ length: Number(readers) }, async () => {
      // Each at its own moments, however long the answers take.
      let due = Date.now() + Number(every) * 1000 * Math.random();
      while (Date.now() < until) {
        await wait(due - Date.now());
        due += Number(every) * 1000;
        const start = process.hrtime.bigint();
        const answer = await ask(path, cookie, null);
        times.push(Number(process.hrtime.bigint() - start) / 1e6);
        if (answer.status !== 200) failed += 1;
      }
    }),
  );
}
times.sort((a, b) => a - b);
const at = (share: number) => times[Math.floor(times.length * share)] ?? null;
process.stdout.write(
  JSON.stringify({
    saves: times.length,
    failed,
    median: at(0.5),
    p95: at(0.95),
    most: at(0.9999),
    officers: officers.most,
    requests: requests.most,
    seconds: (Date.now() - began) / 1000,
  }),
);
process.exit(0);
