import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localUrl, type Settings } from '../platform/env.ts';

/** Where the running server of a data folder is reached: kept beside the data for commands and for a second start. */
interface ServerAddress {
  readonly pid: number;
  readonly url: string;
}

function addressFile(dataDir: string): string {
  return join(dataDir, 'server.json');
}

export function noteAddress(settings: Settings): void {
  mkdirSync(settings.dataDir, { recursive: true });
  const address: ServerAddress = { pid: process.pid, url: settings.baseUrl };
  writeFileSync(addressFile(settings.dataDir), JSON.stringify(address));
}

export function forgetAddress(dataDir: string): void {
  rmSync(addressFile(dataDir), { force: true });
}

/** Null: no server has noted itself, or it has not finished starting. It may have been killed since. */
export function notedAddress(dataDir: string): ServerAddress | null {
  try {
    return JSON.parse(readFileSync(addressFile(dataDir), 'utf8')) as ServerAddress;
  } catch {
    return null;
  }
}

/** A command does not know on which port the server was started: links that it prints lead to where the server is. */
export function withServerAddress(settings: Settings): Settings {
  const own = settings.baseUrl !== localUrl(settings.host, settings.port);
  const noted = own || settings.databaseUrl !== null ? null : notedAddress(settings.dataDir);
  return noted === null || !isAlive(noted.pid) ? settings : { ...settings, baseUrl: noted.url };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
