import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Question } from './desk/questions';
import { expect, test } from './harness';

test('a session goes to a collector that the user names, after a question, and nowhere without it', async ({
  lens,
}) => {
  const got: {
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly spans: number;
  }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const spans = body.split('"spanId"').length - 1;
      got.push({ path: request.url ?? '', headers: request.headers, spans });
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const page = await lens.session('checkout-discount.claude-code.jsonl');
    const { desk } = lens;
    let agrees = false;
    let detail = '';
    const reply = (question: Question): unknown => {
      const { kind, title, items } = question;
      if (kind === 'pick')
        return title === 'Export Session' ? 'OpenTelemetry, to an address…' : items;
      if (kind === 'input') return inputs.shift();
      if (question.detail !== '') detail = question.detail;
      return agrees ? 'Send' : undefined;
    };
    let inputs: string[] = [];
    const sent = async (): Promise<void> => {
      inputs = [`http://127.0.0.1:${port}`, 'x-key=7'];
      for (let i = 0; i < 5; i++) desk.answer(reply);
      await page.getByRole('button', { name: 'Export the session' }).click();
    };
    await sent();
    await expect.poll(() => detail).toContain('leave this machine');
    expect(got).toEqual([]);
    agrees = true;
    await sent();
    await expect.poll(() => got.length).toBe(1);
    expect([got[0]?.path, got[0]?.headers['x-key']]).toEqual(['/v1/traces', '7']);
    expect(got[0]?.spans).toBeGreaterThan(5);
  } finally {
    server.close();
  }
});
