import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Endpoint } from '../../src/core/capture/model';
import { askKey, forgetKey, keyFor } from '../../src/host/capture/endpoints';
import { answering } from './answers';

/** The editor's secret storage in memory. */
function secretStorage(): { readonly secrets: vscode.SecretStorage; readonly kept: string[] } {
  const values = new Map<string, string>();
  const kept: string[] = [];
  const secrets: vscode.SecretStorage = {
    get: (name) => Promise.resolve(values.get(name)),
    store: (name, value) => {
      values.set(name, value);
      kept.push(name);
      return Promise.resolve();
    },
    delete: (name) => Promise.resolve(void values.delete(name)),
    onDidChange: () => new vscode.Disposable(() => undefined),
  };
  return { secrets, kept };
}

const endpoint = (url: string): Endpoint => ({ name: 'Mine', api: 'chat-completions', url });

describe('a key for live runs', () => {
  it('is asked for once a host, kept in the secret storage, and given to no other host', async () => {
    const { secrets, kept } = secretStorage();
    const typed = ['first', 'second', 'third', 'fourth'];
    const asked = await answering({ showInputBox: () => typed.shift() }, async () => {
      assert.equal(await keyFor(secrets, endpoint('https://one.example/v1')), 'first');
      assert.equal(await keyFor(secrets, endpoint('https://one.example/v2')), 'first');
      // An address that begins alike, another port, and the same host without encryption.
      assert.equal(await keyFor(secrets, endpoint('https://one.example.org/v1')), 'second');
      assert.equal(await keyFor(secrets, endpoint('https://one.example:444/v1')), 'third');
      assert.equal(await keyFor(secrets, endpoint('http://one.example/v1')), 'fourth');
    });
    assert.deepEqual([asked.get('showInputBox'), kept.length], [4, 4]);
  });

  it('is forgotten when it was refused, and a local server is asked without one', async () => {
    const { secrets } = secretStorage();
    await answering({ showInputBox: () => 'wrong' }, async () => {
      const mine = endpoint('https://one.example/v1');
      assert.equal(await keyFor(secrets, mine), 'wrong');
      await forgetKey(secrets, mine);
    });
    const asked = await answering({ showInputBox: () => undefined }, async () => {
      assert.equal(await keyFor(secrets, endpoint('http://localhost:11434')), null);
      assert.equal(await keyFor(secrets, endpoint('https://one.example/v1')), undefined);
    });
    assert.equal(asked.get('showInputBox'), 1);
  });

  it('of a local server that wants one is asked for, kept, and used from then on', async () => {
    const { secrets } = secretStorage();
    const local = endpoint('http://localhost:8000/v1');
    const asked = await answering({ showInputBox: () => ' mine ' }, async () => {
      assert.equal(await keyFor(secrets, local), null);
      assert.equal(await askKey(secrets, local), 'mine');
      assert.equal(await keyFor(secrets, local), 'mine');
    });
    assert.equal(asked.get('showInputBox'), 1);
  });
});
