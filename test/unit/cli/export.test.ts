import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClaudeLog, say } from '../core/session/claudeLog';
import { lens } from './lens';

const KEY = `sk-ant-api03-${'Ab3xYz9'.repeat(12)}`;
const completion = (id: string): string =>
  JSON.stringify({
    id,
    object: 'chat.completion',
    model: 'deepseek-reasoner',
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        message: {
          role: 'assistant',
          content: `Done by ${id}@example.org.`,
          reasoning_content: `The key is ${KEY}. Two and two is four.`,
        },
      },
    ],
    usage: { prompt_tokens: 9, completion_tokens: 8 },
  });

describe('lrm-lens export', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lrm-lens-export-'));
    writeFileSync(join(folder, 'two.jsonl'), `${completion('first')}\n${completion('second')}\n`);
    writeFileSync(join(folder, 'words.txt'), 'Only words.');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...args: readonly string[]) => lens(['export', ...args]);
  const two = (): string => join(folder, 'two.jsonl');

  it('prices what the file has no cost of, as every other surface does', async () => {
    const { out } = await run(two(), '--markdown', '-');
    assert.match(out, /^- Cost: \$0\.0\d+ \(derived: .*prices as of \d{4}-/m);
    const { items } = JSON.parse((await run(two(), '--json', '-')).out) as {
      readonly items: readonly { readonly costUsd?: number | null }[];
    };
    assert.ok((items.find(({ costUsd }) => costUsd !== undefined)?.costUsd ?? 0) > 0);
  });

  it('writes each form with credentials blacked out', async () => {
    for (const form of ['markdown', 'html', 'json', 'csv']) {
      const out = join(folder, `out.${form}`);
      assert.equal((await run(two(), '--index', '1', `--${form}`, out)).code, 0);
      const text = readFileSync(out, 'utf8');
      assert.ok(!text.includes(KEY) && text.includes('Anthropic API key #1'), form);
      assert.ok(text.includes('Two and two is four.') && text.includes('second@example.org'), form);
    }
  });

  it('keeps credentials, leaves out every text, or hides addresses, where it is told to', async () => {
    const kept = (await run(two(), '--index', '0', '--markdown', '-', '--keep-secrets')).out;
    assert.ok(kept.includes(KEY) && kept.includes('first@example.org'));
    const bare = (await run(two(), '--index', '0', '--markdown', '-', '--structure')).out;
    assert.ok(!bare.includes('Two and two') && bare.includes('Reasoning: '));
    const hidden = (await run(two(), '--index', '0', '--markdown', '-', '--personal')).out;
    assert.ok(hidden.includes('E-mail address') && !hidden.includes('first@example.org'));
  });

  it('takes the first of many, and says so', async () => {
    const { code, out, err } = await run(two(), '--json', '-');
    assert.equal(code, 0);
    assert.match(err, /^trace 0 of 2; --index names another\n$/);
    assert.equal((JSON.parse(out) as { lrmLensExport: number }).lrmLensExport, 1);
  });

  it('writes a session for a bug report and as OpenTelemetry spans', async () => {
    const log = join(folder, 'log.jsonl');
    const made = new ClaudeLog().user('Fix it').assistant('m', [say(`Done with ${KEY}`)]);
    writeFileSync(log, made.text());
    const report = (await run(log, '--session', '--bug-report', '--markdown', '-')).out;
    assert.ok(report.includes('For a bug report: 1 of 1 calls') && !report.includes(KEY));
    const spans = (await run(log, '--session', '--otlp', '-')).out;
    assert.ok(spans.startsWith('{"resourceSpans":') && !spans.includes(KEY));
    assert.match((await run(log, '--otlp', '-')).err, /--otlp takes --session/);
    assert.match((await run(log, '--bug-report', '--csv', '-')).err, /--markdown or --html/);
  });

  it('sends a session as OpenTelemetry to the address that is named, and says how it was taken', async () => {
    const log = join(folder, 'sent.jsonl');
    const made = new ClaudeLog().user('Fix it').assistant('m', [say(`Done with ${KEY}`)]);
    writeFileSync(log, made.text());
    const got: { readonly path: string; readonly key: string; readonly body: string }[] = [];
    const answers = [
      { status: 200, body: '{}' },
      { status: 200, body: '{"partialSuccess":{"rejectedSpans":1,"errorMessage":"too old"}}' },
      { status: 401, body: '{"message":"no key"}' },
      { status: 302, body: '' },
    ];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        got.push({ path: request.url ?? '', key: String(request.headers['x-key']), body });
        const { status, body: said } = answers[got.length - 1]!;
        response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:9/' } : {});
        response.end(said);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const send = async (): Promise<readonly [code: number, err: string]> => {
      const { code, err } = await lens(
        ['export', log, '--session', '--otlp', `http://127.0.0.1:${port}`],
        { env: { OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b' } },
      );
      return [code, err];
    };
    try {
      assert.deepEqual(await send(), [0, `sent to 127.0.0.1:${port}\n`]);
      assert.match((await send()).join(' '), /^2 .*rejected 1 spans: too old/);
      assert.match((await send()).join(' '), /^2 .*answered 401 no key/);
      assert.match((await send()).join(' '), /^2 .*127\.0\.0\.1:9/);
    } finally {
      server.close();
    }
    assert.deepEqual([got[0]?.path, got[0]?.key], ['/v1/traces', 'a b']);
    assert.ok(got[0]?.body.startsWith('{"resourceSpans":') && !got[0].body.includes(KEY));
  }).timeout(30_000);

  it('says what is wrong, as bad use', async () => {
    const cases: readonly (readonly [args: readonly string[], reason: RegExp])[] = [
      [[two(), '--index', '2', '--json', '-'], /it holds traces 0 to 1/],
      [[two(), '--index', 'x', '--json', '-'], /--index takes a number/],
      [[two()], /a form is needed/],
      [['--json', '-'], /one file is needed/],
      [[two(), '--json', '-', '--csv', '-'], /one form at a time/],
      [[two(), '--pdf', '-'], /unknown option '--pdf'/],
      [[join(folder, 'words.txt'), '--json', '-'], /No known format/],
      [[join(folder, 'none.json'), '--json', '-'], /no such file/],
    ];
    for (const [args, reason] of cases) {
      const { code, out, err } = await run(...args);
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      assert.match(err, reason);
    }
  });
});
