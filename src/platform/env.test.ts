import { describe, expect, it } from 'vitest';
import { parseSettings } from './env.ts';
import { UserError } from './user-error.ts';

const SIGN_IN = { secret: null, trial: true, staffNetworks: [], trustedProxies: 0, oidc: null };

describe('parseSettings', () => {
  it('starts with nothing set, and counts an empty variable as unset', () => {
    expect(parseSettings({ PORT: '', DATABASE_URL: ' ' }, '/srv/shirube')).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: '/srv/shirube/.shirube',
      databaseUrl: null,
      baseUrl: 'http://127.0.0.1:3000',
      side: 'both',
      sample: true,
      mail: null,
      ...SIGN_IN,
    });
  });

  it('takes what is set', () => {
    const env = {
      PORT: '8080',
      HOST: '0.0.0.0',
      SHIRUBE_DATA: '/var/lib/x',
      DATABASE_URL: 'postgresql://u:p@db/shirube',
      SHIRUBE_BASE_URL: 'https://shirube.example.lg.jp/',
      SHIRUBE_SIDE: 'public',
      SHIRUBE_SAMPLE: 'off',
    };
    expect(parseSettings(env)).toEqual({
      port: 8080,
      host: '0.0.0.0',
      dataDir: '/var/lib/x',
      databaseUrl: 'postgresql://u:p@db/shirube',
      baseUrl: 'https://shirube.example.lg.jp',
      side: 'public',
      sample: false,
      mail: null,
      ...SIGN_IN,
      trial: false,
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
    [{ SHIRUBE_SIDE: 'outside' }, /SHIRUBE_SIDE: 指定された値 「outside」。正しい値: both/],
    [{ SHIRUBE_SAMPLE: 'no' }, /SHIRUBE_SAMPLE: 指定された値 「no」。正しい値: on または off/],
    [
      { SHIRUBE_TRIAL: 'on', NODE_ENV: 'production' },
      /SHIRUBE_TRIAL: .*NODE_ENV=production では on にできない/,
    ],
    [{ SHIRUBE_STAFF_NETWORKS: '10.0.0.0/8,10.1.2.3/33' }, /SHIRUBE_STAFF_NETWORKS: .*コンマ区切り/],
    [{ SHIRUBE_TRUSTED_PROXIES: '-1' }, /SHIRUBE_TRUSTED_PROXIES: .*0から5/],
    [{ SHIRUBE_OIDC_ISSUER: 'https://id.example' }, /SHIRUBE_OIDC_CLIENT_ID: 指定された値 なし/],
    [
      { SHIRUBE_OIDC_ISSUER: 'http://id.example', SHIRUBE_OIDC_CLIENT_ID: 'x' },
      /SHIRUBE_OIDC_ISSUER: .*https/,
    ],
    [{ SHIRUBE_SMTP_URL: 'smtp://u:geheim@mail' }, /SHIRUBE_MAIL_FROM: 指定された値 なし/],
    [{ SHIRUBE_MAIL_FROM: 'dx@example.jp' }, /SHIRUBE_SMTP_URL: .*表示しません/],
    [
      { SHIRUBE_SMTP_URL: 'mail.example.jp', SHIRUBE_MAIL_FROM: 'dx@example.jp' },
      /SHIRUBE_SMTP_URL: .*smtp:\/\//,
    ],
    [
      { SHIRUBE_SMTP_URL: 'smtp://mail', SHIRUBE_MAIL_FROM: 'DX推進室 <dx@example.jp>' },
      /SHIRUBE_MAIL_FROM: 指定された値/,
    ],
    [{ SHIRUBE_SECRET: 'geheim' }, /SHIRUBE_SECRET: .*表示しません.*32文字以上/],
  ])('refuses %j', (env, message) => {
    expect(() => parseSettings(env)).toThrow(UserError);
    expect(() => parseSettings(env)).toThrow(message);
  });

  it('has trial mode on only with a database of its own and not in production', () => {
    expect(parseSettings({ NODE_ENV: 'production' }).trial).toBe(false);
    expect(parseSettings({ DATABASE_URL: 'postgresql://u@db/x' }).trial).toBe(false);
    expect(parseSettings({ SHIRUBE_TRIAL: 'off' }).trial).toBe(false);
    expect(parseSettings({ DATABASE_URL: 'postgresql://u@db/x', SHIRUBE_TRIAL: 'on' }).trial).toBe(true);
  });

  it('takes networks and the provider of accounts', () => {
    const env = {
      SHIRUBE_STAFF_NETWORKS: '10.20.0.0/16, 2001:db8::/32',
      SHIRUBE_TRUSTED_PROXIES: '2',
      SHIRUBE_OIDC_ISSUER: 'https://id.example.lg.jp/realm',
      SHIRUBE_OIDC_CLIENT_ID: 'shirube',
    };
    expect(parseSettings(env)).toMatchObject({
      staffNetworks: ['10.20.0.0/16', '2001:db8::/32'],
      trustedProxies: 2,
      oidc: { issuer: 'https://id.example.lg.jp/realm', clientId: 'shirube', clientSecret: null },
    });
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
