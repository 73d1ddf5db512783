import assert from 'node:assert/strict';
import { capture } from '../../../../src/core/capture/capture';
import type { Endpoint } from '../../../../src/core/capture/model';
import { authHeaders, buildRequest } from '../../../../src/core/capture/request';
import { inEnglish } from '../../../../src/core/text/voice';
import { send } from '../../../../src/host/capture/send';
import { request } from '../../../../src/host/shared/request';
import { question } from '../../core/capture/question';
import { startServer, type LocalServer } from './localServer';

const APIS: readonly Endpoint['api'][] = ['chat-completions', 'anthropic', 'gemini', 'ollama'];
const KEY = 'the-key-of-the-user';

/** A server that sends everybody to `to`, and one that would answer there. */
const KINDS = {
  'another origin': { from: false, sameOrigin: false },
  'the same origin': { from: false, sameOrigin: true },
  'the same host without encryption': { from: true, sameOrigin: false },
} as const;

describe('a redirect', () => {
  const started: LocalServer[] = [];
  const { NODE_TLS_REJECT_UNAUTHORIZED: checked } = process.env;
  const emitWarning = process.emitWarning.bind(process);

  // The certificate of the test is signed by nobody.
  beforeEach(() => {
    process.emitWarning = () => undefined;
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  });
  afterEach(async () => {
    process.emitWarning = emitWarning;
    if (checked === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = checked;
    for (const server of started.splice(0)) await server.stop();
  });

  async function redirecting(tls: boolean, sameOrigin: boolean, status: number) {
    const other = await startServer((_request, response) => response.end('{}'));
    started.push(other);
    const first: LocalServer = await startServer(
      ({ url }, response) => {
        const moved = url?.startsWith('/moved') === true;
        const location = sameOrigin ? '/moved' : `${other.url}/moved?key=in-the-query`;
        response.writeHead(moved ? 200 : status, moved ? {} : { location });
        response.end('{}');
      },
      { tls },
    );
    started.push(first);
    return { first, other };
  }

  for (const [kind, { from, sameOrigin }] of Object.entries(KINDS)) {
    for (const api of APIS) {
      it(`of a live run by ${api} to ${kind} is refused, and both places are named`, async () => {
        for (const status of [301, 302, 307, 308]) {
          const { first, other } = await redirecting(from, sameOrigin, status);
          const endpoint: Endpoint = { name: 'Mine', api, url: first.url };
          const lines: string[] = [];
          const end = await capture(
            api,
            buildRequest(endpoint, question),
            authHeaders(api, KEY),
            {
              send,
              now: () => 0,
              sleep: () => Promise.resolve(),
              write: (line) => lines.push(line),
            },
            new AbortController().signal,
          );
          assert.equal(end.reason, 'failed');
          const target = sameOrigin ? first.url : other.url;
          assert.equal(
            end.message && inEnglish(end.message),
            `${first.url} redirects to ${target}/moved. It was not followed: nothing was sent there.`,
          );
          assert.deepEqual([first.received.length, other.received.length], [1, 0]);
          assert.ok(!lines.join().includes(KEY));
        }
      });
    }

    it(`of a file to ${kind} is refused`, async () => {
      const { first, other } = await redirecting(from, sameOrigin, 302);
      await assert.rejects(request(`${first.url}/prices.json`, { method: 'GET' }), {
        name: 'RedirectRefused',
        from: first.url,
        to: `${sameOrigin ? first.url : other.url}/moved`,
      });
      assert.deepEqual([first.received.length, other.received.length], [1, 0]);
    });
  }

  it('without an address is refused, too', async () => {
    const first = await startServer((_request, response) => response.writeHead(302).end());
    started.push(first);
    await assert.rejects(request(first.url, { method: 'GET' }), { to: null });
  });

  it('that was followed all the same, by a replaced fetch, is told', async () => {
    const { fetch: real } = globalThis;
    const { first } = await redirecting(false, true, 302);
    globalThis.fetch = (input, init) => real(input, { ...init, redirect: 'follow' });
    try {
      await assert.rejects(request(first.url, { method: 'GET' }), {
        message: `${first.url} redirected to ${first.url}/moved, and this editor followed: what was sent may be known there.`,
      });
    } finally {
      globalThis.fetch = real;
    }
  });
});
