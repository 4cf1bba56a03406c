import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { inNetworks, parseNetwork } from './cidr.ts';
import { clientAddress } from './client-address.ts';

it.each([
  ['10.20.0.0/16', '10.20.255.1', true],
  ['10.20.0.0/16', '10.21.0.1', false],
  ['10.20.0.0/16', '::ffff:10.20.3.4', true],
  ['192.0.2.7', '192.0.2.7', true],
  ['192.0.2.7', '192.0.2.8', false],
  ['0.0.0.0/0', '203.0.113.9', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['2001:db8:1::/48', '2001:db8:1:ffff::1', true],
  ['2001:db8:1::/48', '2001:db8:2::1', false],
  ['fe80::/10', 'fe80::1%eth0', true],
  ['::1', '::1', true],
  ['10.0.0.0/8', 'somewhere', false],
  ['10.0.0.0/8', '', false],
])('%s holds %s: %s', (network, address, inside) => {
  expect(inNetworks([network], address)).toBe(inside);
});

it.each([
  '',
  '10.0.0.0/33',
  '10.0.0/8',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  '2001:db8::/129',
  'example.jp',
  '10.0.0.0/',
])('refuses %j as a network', (text) => expect(parseNetwork(text)).toBeNull());

it('believes forwarded addresses only as far as there are proxies of ours', async () => {
  const app = (proxies: number) => new Hono().get('/', (c) => c.text(String(clientAddress(c, proxies))));
  const incoming = {
    incoming: { socket: { remoteAddress: '::ffff:10.0.0.1', remotePort: 1, remoteFamily: 'IPv6' } },
  };
  const seen = async (proxies: number, forwarded?: string) => {
    const headers: Record<string, string> = forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded };
    return (await app(proxies).request('/', { headers }, incoming)).text();
  };
  expect(await seen(0)).toBe('10.0.0.1');
  // Anybody can write this header: without a proxy it says nothing.
  expect(await seen(0, '192.0.2.1')).toBe('10.0.0.1');
  expect(await seen(1, '192.0.2.1')).toBe('192.0.2.1');
  expect(await seen(1, '198.51.100.66, 192.0.2.1')).toBe('192.0.2.1');
  expect(await seen(2, '198.51.100.66, 192.0.2.1, 10.9.9.9')).toBe('192.0.2.1');
  expect(await seen(2, '192.0.2.1')).toBe('null');
  expect(await seen(1)).toBe('null');
  expect(await seen(1, 'junk')).toBe('null');
  expect(await seen(1, '192.0.2.1:4711')).toBe('192.0.2.1');
  expect(await seen(1, '[2001:db8::5]')).toBe('2001:db8::5');
});
