// Loaded before the program by `--import`: writes down every attempt to reach anything but this machine, and refuses it.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';

const file = process.env.NETWORK_LOG;
const local = /^(localhost|127\.\d+\.\d+\.\d+|::1|::ffff:127\..*)$/;

function refuse(what) {
  appendFileSync(file, `${what}\n`);
  throw new Error(`outbound: ${what}`);
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  const unix = typeof first === 'string' || (typeof first === 'object' && first !== null && first.path);
  const host =
    typeof first === 'object' && first !== null ? first.host : typeof args[1] === 'string' ? args[1] : '';
  if (!unix && host && !local.test(host)) refuse(`connect ${host}`);
  return connect.apply(this, args);
};

for (const target of [dns, dns.promises]) {
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveTxt', 'resolveAny', 'reverse']) {
    const original = target[name];
    target[name] = function (host, ...rest) {
      if (!local.test(String(host))) refuse(`dns ${host}`);
      return original.call(this, host, ...rest);
    };
  }
}

const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function (...args) {
  const host = args.find((arg) => typeof arg === 'string' && /[.:]/.test(arg));
  if (host && !local.test(host)) refuse(`udp ${host}`);
  return send.apply(this, args);
};
