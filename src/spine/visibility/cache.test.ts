import { describe, expect, it } from 'vitest';
import { shareQuestion } from './cache.ts';

function controlled() {
  const waiting: ((value: number) => void)[] = [];
  let asked = 0;
  const ask = shareQuestion(() => {
    asked += 1;
    return new Promise<number>((resolve) => waiting.push(resolve));
  });
  return { ask, waiting, count: () => asked };
}

describe('shareQuestion', () => {
  it('never answers with what was asked before the asker came', async () => {
    const { ask, waiting, count } = controlled();
    const first = ask();
    const second = ask();
    const third = ask();
    expect(count()).toBe(1);
    waiting[0]!(1);
    expect(await first).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(count()).toBe(2);
    waiting[1]!(2);
    expect(await second).toBe(2);
    expect(await third).toBe(2);
  });

  it('asks again after a failure', async () => {
    let fail = true;
    const ask = shareQuestion(async () => {
      if (fail) throw new Error('down');
      return 7;
    });
    await expect(ask()).rejects.toThrow('down');
    fail = false;
    expect(await ask()).toBe(7);
  });
});
