import { describe, expect, it } from 'vitest';
import { parseSettings } from './env.ts';
import { UserError } from './user-error.ts';

describe('parseSettings', () => {
  it('starts with nothing set, and counts an empty variable as unset', () => {
    expect(parseSettings({ PORT: '', DATABASE_URL: ' ' }, '/srv/shirube')).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: '/srv/shirube/.shirube',
      databaseUrl: null,
      baseUrl: 'http://127.0.0.1:3000',
    });
  });

  it('takes what is set', () => {
    const env = {
      PORT: '8080',
      HOST: '0.0.0.0',
      SHIRUBE_DATA: '/var/lib/x',
      DATABASE_URL: 'postgresql://u:p@db/shirube',
      SHIRUBE_BASE_URL: 'https://shirube.example.lg.jp/',
    };
    expect(parseSettings(env)).toEqual({
      port: 8080,
      host: '0.0.0.0',
      dataDir: '/var/lib/x',
      databaseUrl: 'postgresql://u:p@db/shirube',
      baseUrl: 'https://shirube.example.lg.jp',
    });
    const socket = 'postgresql://u@/shirube?host=%2Frun%2Fpostgresql';
    expect(parseSettings({ DATABASE_URL: socket }).databaseUrl).toBe(socket);
    expect(parseSettings({ HOST: '::', PORT: '81' }).baseUrl).toBe('http://127.0.0.1:81');
    expect(parseSettings({ HOST: '::1' }).baseUrl).toBe('http://[::1]:3000');
  });

  it.each([
    [{ PORT: '70000' }, /PORT: 指定された値 「70000」。正しい値: 0から65535までの整数/],
    [{ PORT: '3000a' }, /PORT: 指定された値 「3000a」/],
    [{ HOST: 'a b' }, /HOST: 指定された値 「a b」/],
    [{ DATABASE_URL: 'mysql://u:geheim@db/x' }, /DATABASE_URL: .*postgresql:\/\/ で始まる接続先/],
    [{ SHIRUBE_BASE_URL: 'shirube.example' }, /SHIRUBE_BASE_URL: 指定された値 「shirube.example」/],
    [{ SHIRUBE_BASE_URL: 'https://example.jp/sub' }, /末尾のパスは付けない/],
  ])('refuses %j', (env, message) => {
    expect(() => parseSettings(env)).toThrow(UserError);
    expect(() => parseSettings(env)).toThrow(message);
  });

  it('names every wrong variable at once, and never prints a password', () => {
    const message = thrownBy(() => parseSettings({ PORT: 'x', DATABASE_URL: 'mysql://u:geheim@db/x' }));
    expect(message).toMatch(/PORT[\s\S]*DATABASE_URL/);
    expect(message).not.toContain('geheim');
  });
});

function thrownBy(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return String(error);
  }
  return '';
}
