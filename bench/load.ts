import http from 'node:http';

/** One reader after the other on each of `connections` kept-alive connections, for `seconds`; prints one JSON line. */
const [url = '', connections = '50', seconds = '4'] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true, maxSockets: Number(connections) });
const until = Date.now() + Number(seconds) * 1000;
const times: number[] = [];
let failed = 0;

function once(): Promise<void> {
  return new Promise((resolve) => {
    const start = process.hrtime.bigint();
    const request = http.get(url, { agent, headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
      if (response.statusCode !== 200) failed += 1;
      response.resume();
      response.on('end', () => {
        times.push(Number(process.hrtime.bigint() - start) / 1e6);
        resolve();
      });
    });
    request.on('error', () => {
      failed += 1;
      resolve();
    });
  });
}

async function reader(): Promise<void> {
  while (Date.now() < until) await once();
}

const began = Date.now();
await Promise.all(Array.from({ length: Number(connections) }, reader));
times.sort((a, b) => a - b);
const elapsed = (Date.now() - began) / 1000;
process.stdout.write(
  `${JSON.stringify({ perSecond: times.length / elapsed, p95: times[Math.floor(times.length * 0.95)] ?? null, failed })}\n`,
);
process.exit(0);
