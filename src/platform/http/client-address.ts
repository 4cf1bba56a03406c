import { isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { plainAddress } from './cidr.ts';

/**
 * Where a request comes from. `trustedProxies` of ours stand in front and each adds the address it saw to the end of
 * `X-Forwarded-For`; what stands further left was written by the client and proves nothing. Null: not known.
 */
export function clientAddress(c: Context, trustedProxies: number): string | null {
  const peer = peerOf(c);
  if (trustedProxies === 0) return peer;
  const seen = (c.req.header('X-Forwarded-For') ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const address = seen.at(-trustedProxies);
  if (address === undefined || seen.length < trustedProxies) return null;
  const plain = plainAddress(address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1'));
  return isIP(plain) === 0 ? null : plain;
}

function peerOf(c: Context): string | null {
  try {
    const address = getConnInfo(c).remote.address;
    return address === undefined ? null : plainAddress(address);
  } catch {
    // Without a connection: `app.request()` of a test.
    return null;
  }
}
