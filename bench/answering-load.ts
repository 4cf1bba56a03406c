import { readFileSync } from 'node:fs';
import http from 'node:http';

/**
 * Drives the pages as officers use them and prints one JSON line. `answer BASE answer LIST WRITERS SECONDS`: every place of the
 * list signs in, opens each page of its sheet, chooses, and sends the form; so many at a time, spread over the seconds.
 * After three times the seconds no further place begins.
 * `BASE page ACCOUNT PATH READERS SECONDS`: so many readers of one page.
 */
const [base = '', what = '', ...rest] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true, maxSockets: 400 });
const times: number[] = [];
let failed = 0;
let left = 0;

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly cookies: readonly string[];
}

function ask(path: string, cookie: string, form: URLSearchParams | null): Promise<Answer> {
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
          resolve({ status: response.statusCode ?? 0, body, cookies: response.headers['set-cookie'] ?? [] }),
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

/** The form as a browser would send it: hidden fields, and the first option of every group. */
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

async function save(path: string, cookie: string, form: URLSearchParams): Promise<void> {
  const start = process.hrtime.bigint();
  const answer = await ask(path, cookie, form);
  times.push(Number(process.hrtime.bigint() - start) / 1e6);
  if (answer.status !== 303) failed += 1;
}

async function answerSheet(place: { sheetNo: string; account: string }, pause: number): Promise<void> {
  const cookie = await signIn(place.account);
  for (let page = 1; page <= 4; page += 1) {
    const path = `/surveys/sheets/${place.sheetNo}/pages/${page}`;
    const shown = await ask(path, cookie, null);
    if (shown.status !== 200) {
      failed += 1;
      continue;
    }
    await new Promise((resolve) => setTimeout(resolve, pause * Math.random()));
    await save(path, cookie, filled(shown.body));
  }
}

const began = Date.now();
if (what === 'answer') {
  const [list = '', writers = '', seconds = ''] = rest;
  const places = JSON.parse(readFileSync(list, 'utf8')) as { sheetNo: string; account: string }[];
  // So many at a time, each pausing as long as the whole may take at that pace.
  const pause = ((Number(seconds) * 1000 * Number(writers)) / places.length / 4) * 2;
  const until = began + Number(seconds) * 3000;
  const queue = places[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: Number(writers) }, async () => {
      await new Promise((resolve) => setTimeout(resolve, pause * Math.random()));
      for (let next = queue.next(); !next.done; next = queue.next()) {
        if (Date.now() > until) left += 1;
        else
          await answerSheet(next.value, pause).catch(() => {
            failed += 1;
          });
      }
    }),
  );
} else {
  const [account = '', path = '', readers = '', seconds = ''] = rest;
  const cookie = await signIn(account);
  const until = Date.now() + Number(seconds) * 1000;
  await Promise.all(
    Array.from({ length: Number(readers) }, async () => {
      while (Date.now() < until) {
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
    left,
    median: at(0.5),
    p95: at(0.95),
    seconds: (Date.now() - began) / 1000,
  }),
);
process.exit(0);
