import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { UserError } from '../platform/user-error.ts';

export interface HttpServer {
  readonly port: number;
  /** From now on requests are answered; before, every one gets 503 「起動しています」. */
  serve(fetch: (request: Request) => Response | Promise<Response>): void;
  /** Takes no new requests, lets running ones end (10 s at most). */
  close(): Promise<void>;
}

const STARTING = `<!doctype html><html lang="ja"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>起動しています｜しるべ</title><h1>しるべを起動しています</h1><p>このまま数秒お待ちください。</p></html>`;

const CLOSE_MS = 10_000;

/**
 * Takes the port before anything else is started, so that a busy one is known at once.
 * @throws UserError when the port is taken or may not be used
 */
export async function listen(host: string, port: number): Promise<HttpServer> {
  let answer: ReturnType<typeof getRequestListener> | null = null;
  const server = createServer((request, response) => {
    if (answer) return void answer(request, response);
    response.writeHead(503, { 'Content-Type': 'text/html; charset=utf-8', 'Retry-After': '2' }).end(STARTING);
  });
  // A slow sender of a large file may take its time; one that never finishes its headers may not.
  server.headersTimeout = 20_000;
  server.requestTimeout = 30 * 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    serve(fetch) {
      answer = getRequestListener(fetch);
    },
    close: () => closeServer(server),
  };
}

async function closeServer(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cut);
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new UserError(
      `ポート ${port} は、ほかのプログラムが使用中です。しるべが既に動いていないか確かめてください。\n` +
        `別のポートで起動する例: PORT=${port === 65535 ? 3001 : port + 1} npm start`,
    );
  }
  if (error.code === 'EACCES') {
    return new UserError(`ポート ${port} を使う権限がありません。1024以上の番号を PORT に指定してください。`);
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new UserError(
      `HOST に指定されたアドレス「${host}」は、この機械にありません。例: 127.0.0.1、0.0.0.0`,
    );
  }
  return error;
}
