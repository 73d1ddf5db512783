import assert from 'node:assert/strict';
import { capture, type CaptureDeps } from '../../../../src/core/capture/capture';
import { buildRequest } from '../../../../src/core/capture/request';
import { cameTo } from '../../../../src/core/trial/parting';
import { send } from '../../../../src/host/capture/send';
import { startServer } from '../../host/shared/localServer';

/** The capture file of one call to a server that reasons and answers so. */
async function captured(reasoning: string | null, answer: string): Promise<string> {
  const part = (delta: object, more: object = {}): string =>
    `data: ${JSON.stringify({ object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta, ...more }] })}\n\n`;
  const server = await startServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(
      (reasoning === null ? '' : part({ reasoning_content: reasoning })) +
        part({ content: answer }) +
        `${part({}, { finish_reason: 'stop' })}data: [DONE]\n\n`,
    );
  });
  const lines: string[] = [];
  const endpoint = { name: 'x', api: 'chat-completions', url: `${server.url}/v1` } as const;
  const asked = { messages: [{ role: 'user' as const, text: 'Q' }], model: 'm', effort: null };
  const request = buildRequest(endpoint, { ...asked, thinks: false, maxOutputTokens: null });
  const deps: CaptureDeps = {
    send,
    now: () => 0,
    sleep: () => Promise.resolve(),
    write: (line) => void lines.push(line),
    onWaiting: () => undefined,
  };
  await capture('chat-completions', request, {}, deps, new AbortController().signal);
  await server.stop();
  return lines.join('\n');
}

describe('where a call came to its answer', () => {
  it('is the step that concludes it, with the sentence that does', async () => {
    const reasoning = [
      'Let me set up the problem: there are two rows, and each of the rows has twenty seats, so that nothing but a sum is asked for.',
      'First I add the rows: twenty and twenty.',
      'So the total is 40.',
      'Let me double-check by counting in another way. Five times eight is 40 as well.',
    ].join('\n\n');
    const found = cameTo(await captured(reasoning, 'The answer is 40.'));
    assert.equal(found?.quote, 'So the total is 40.');
    assert.ok(
      found.step !== null && found.step > 1 && found.step < found.steps,
      JSON.stringify(found),
    );
  });

  it('is nowhere without reasoning, or where no step has the answer', async () => {
    assert.deepEqual(cameTo(await captured(null, '40')), {
      steps: 0,
      step: null,
      quote: null,
    });
    const other = cameTo(await captured('I like seats. They are red.', 'The answer is 77.'));
    assert.deepEqual([other?.step, other?.quote], [null, null]);
  });

  it('is not known of a file without an answer', () => {
    assert.equal(cameTo(''), null);
    assert.equal(cameTo('no capture'), null);
  });
});
