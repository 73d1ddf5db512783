import assert from 'node:assert/strict';
import { PageCache } from '../../../../src/webview/ui/pageCache';

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('PageCache', () => {
  it('asks for a page once and gives its items when they have come', async () => {
    const asked: string[] = [];
    let arrivals = 0;
    const cache = new PageCache(
      10,
      (from, to) => {
        asked.push(`${from}-${to}`);
        return Promise.resolve(Array.from({ length: 10 }, (_, i) => from + i));
      },
      () => arrivals++,
    );
    assert.equal(cache.get(25), undefined);
    assert.equal(cache.get(26), undefined);
    await settled();
    assert.equal(cache.get(25), 25);
    assert.deepEqual(asked, ['20-30']);
    assert.equal(arrivals, 1);
  });

  it('asks again for a page that failed', async () => {
    let tries = 0;
    const cache = new PageCache(
      10,
      () => (++tries === 1 ? Promise.reject(new Error('gone')) : Promise.resolve(['a'])),
      () => undefined,
    );
    cache.get(0);
    await settled();
    cache.get(0);
    await settled();
    assert.equal(cache.get(0), 'a');
  });

  it('holds a bounded number of pages, dropping what was not looked at for longest', async () => {
    let asked = 0;
    const cache = new PageCache(
      1,
      (from) => {
        asked++;
        return Promise.resolve([from]);
      },
      () => undefined,
    );
    for (let i = 0; i < 100; i++) {
      cache.get(i);
      await settled();
      cache.get(0);
    }
    const before = asked;
    assert.equal(cache.get(0), 0);
    assert.equal(asked, before);
    cache.get(1);
    assert.equal(asked, before + 1);
  });
});
