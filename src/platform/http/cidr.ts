import { BlockList, isIP } from 'node:net';

/** A network as it is written in a setting: `10.20.0.0/16`, `2001:db8::/32`, or one address. Null: none. */
export function parseNetwork(
  text: string,
): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | null {
  const [address = '', given, ...rest] = text.trim().split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return null;
  const most = version === 4 ? 32 : 128;
  if (given !== undefined && !/^\d{1,3}$/.test(given)) return null;
  const bits = given === undefined ? most : Number(given);
  return bits > most ? null : { address, bits, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/** Whether an address lies in one of the networks. An IPv4 address that came over IPv6 (`::ffff:10.1.2.3`) is IPv4. */
export function inNetworks(networks: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const text of networks) {
    const network = parseNetwork(text);
    if (network) list.addSubnet(network.address, network.bits, network.family);
  }
  const plain = plainAddress(address);
  const version = isIP(plain);
  return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

/** Without zone (`fe80::1%eth0`) and without the wrapping of IPv4 in IPv6. */
export function plainAddress(address: string): string {
  const bare = address.replace(/%.*$/, '').replace(/^\[(.*)\]$/, '$1');
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare;
}
