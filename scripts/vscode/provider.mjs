// A server on 127.0.0.1 that answers like a provider of chat completions, for live runs in tests.
import { createServer } from 'node:http';

const chunk = (data) =>
  `data: ${JSON.stringify({ id: 'r', object: 'chat.completion.chunk', model: 'm', ...data })}\n\n`;

/** `/locked` wants the key "mine"; `/moved` sends on to another origin, which is this server by another name. */
function refused({ url, headers }, port) {
  if (url.startsWith('/moved'))
    return { status: 307, headers: { location: `http://localhost:${port}/elsewhere` } };
  const locked = url.startsWith('/locked') && headers.authorization !== 'Bearer mine';
  return locked ? { status: 401, headers: {} } : null;
}

/** What is answered: under `/labels` one step of two sentences after the other, in one phase. */
function answerTo({ url }, text) {
  const asked = /cover the sentences (\d+) to (\d+),/.exec(text);
  if (!url.startsWith('/labels') || asked === null) return 'Done.';
  const [first, last] = [Number(asked[1]), Number(asked[2])];
  const steps = [];
  for (let at = first; at <= last; at += 2)
    steps.push({ first: at, kind: 'recall', title: `About sentence ${at}` });
  const phases = [{ first, title: 'All of it', summary: 'It is told what is known.' }];
  return JSON.stringify({ steps, phases });
}

/** Answers every POST with the same short stream. Gives its origin and what it was asked. */
export async function startProvider() {
  const bodies = [];
  let flaky = 0;
  const server = createServer((request, response) => {
    const allow = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'access-control-allow-private-network': 'true',
    };
    if (request.method === 'OPTIONS') {
      response.writeHead(204, allow).end();
      return;
    }
    let text = '';
    request.on('data', (part) => (text += String(part)));
    request.on('end', () => {
      bodies.push(text);
      const refusal = refused(request, server.address().port);
      if (refusal !== null) {
        response.writeHead(refusal.status, { ...allow, ...refusal.headers }).end('{}');
        return;
      }
      // `/flaky` turns the first request away, and breaks off in the middle of its second answer.
      const trouble = request.url.startsWith('/flaky') ? (flaky += 1) : 0;
      if (trouble === 1) {
        response.writeHead(429, { ...allow, 'retry-after': '0' }).end('{}');
        return;
      }
      response.writeHead(200, { ...allow, 'content-type': 'text/event-stream' });
      if (trouble === 3) {
        // Once it is on its way: a browser sends a request again whose connection ends before any answer.
        const part = chunk({ choices: [{ index: 0, delta: { content: 'Do' } }] });
        response.write(part, () => response.destroy());
        return;
      }
      response.write(chunk({ choices: [{ index: 0, delta: { reasoning_content: 'I plan. ' } }] }));
      response.write(
        chunk({
          choices: [
            { index: 0, delta: { content: answerTo(request, text) }, finish_reason: 'stop' },
          ],
        }),
      );
      const usage = {
        prompt_tokens: 400,
        completion_tokens: 900,
        completion_tokens_details: { reasoning_tokens: 800 },
      };
      response.end(`${chunk({ choices: [], usage })}data: [DONE]\n\n`);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    bodies,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
