// What some pictures need in the workspace beside the samples: a repository that the sample session worked in, and a trial
// that was run on a model server of this machine which answers from a table.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';

const SESSION = 'checkout-discount.claude-code.jsonl';
const RECORDED_AT = '/home/dev/shop';

/** The tool calls of the main agent that wrote a file, in order. */
function writesOf(log) {
  const lines = log.split('\n').filter((line) => line !== '');
  return lines.flatMap((line) => {
    const content = JSON.parse(line).message?.content;
    return Array.isArray(content)
      ? content.filter(({ name }) => name === 'Write' || name === 'Edit')
      : [];
  });
}

/**
 * Makes `shop/src/coupon.ts` as the sample session left it, committed, and keeps the session as Claude Code does.
 * @param {string} workspace with the samples
 * @returns {string} the home folder with the session
 */
export function addRepository(workspace) {
  const shop = join(workspace, 'shop');
  const file = join(shop, 'src/coupon.ts');
  const log = readFileSync(join(workspace, SESSION), 'utf8');
  const home = join(workspace, '..', 'home');
  const sessions = join(home, '.claude/projects/shop');
  let text = '';
  for (const { name, input } of writesOf(log)) {
    if (input.file_path !== `${RECORDED_AT}/src/coupon.ts`) continue;
    text =
      name === 'Write' ? input.content : text.replace(input.old_string, () => input.new_string);
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  mkdirSync(sessions, { recursive: true });
  writeFileSync(join(sessions, 'checkout.jsonl'), log.replaceAll(RECORDED_AT, shop));
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=Dev', '-c', 'user.email=dev@example.com', ...args], {
      cwd: shop,
      stdio: 'ignore',
    });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'Add discount codes');
  return home;
}

/** Late fees: 8 % a year by the day, at least 5, and nothing in the first week. */
const CASES = Array.from({ length: 40 }, (_, i) => {
  const amount = 120 + ((i * 137) % 2400);
  const days = 2 + ((i * 29) % 90);
  const fee = days <= 7 ? 0 : Math.max(5, Math.round((amount * 8 * days) / 365) / 100);
  return {
    amount,
    days,
    fee: fee.toFixed(2),
    kind: days <= 7 ? 'grace' : fee === 5 ? 'floor' : 'plain',
  };
});

/** Which cases each model gets right, of 40 (a table of this file, no measurement). */
const RIGHT = {
  plain: (i) => i % 5 < 3,
  thinking: (i) => i % 10 !== 7 && i % 13 !== 5,
};

/** That of the usual server of models on one's own machine: it stands in the picture. */
const PORT = 11434;

/** A server that answers like a model that thinks, or one that does not. */
async function answering() {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const { model, messages } = JSON.parse(body);
      const [, amount, days] = /invoice of (\d+) .* (\d+) days/.exec(messages.at(-1).content);
      const i = CASES.findIndex((c) => `${c.amount}` === amount && `${c.days}` === days);
      const thinks = model.includes('thinking');
      const right = RIGHT[thinks ? 'thinking' : 'plain'](i);
      const { fee } = CASES[i];
      const answer = right ? fee : (Number(fee) * 1.07 + 1).toFixed(2);
      const thought = thinks
        ? `The invoice is ${amount} and ${days} days late. ${'I check the days against the first week. '.repeat(4 + (i % 9) * 3)}So the fee is ${answer}.`
        : null;
      const tokens = thought === null ? 0 : Math.round(thought.length / 4);
      const chunk = (delta, finish, usage) =>
        `data: ${JSON.stringify({ object: 'chat.completion.chunk', model, choices: [{ index: 0, delta, finish_reason: finish }], ...(usage && { usage }) })}\n\n`;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (thought !== null) response.write(chunk({ reasoning_content: thought }, null));
      const usage = {
        prompt_tokens: 90,
        completion_tokens: tokens + 4,
        completion_tokens_details: { reasoning_tokens: tokens },
      };
      const end = `${chunk({ content: answer }, null)}${chunk({}, 'stop', usage)}data: [DONE]\n\n`;
      setTimeout(() => response.end(end), thinks ? 40 + tokens : 15);
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(PORT, '127.0.0.1', resolve);
  });
  return server;
}

/**
 * Runs a trial of 40 late fees in the terminal; leaves `late-fees.trial.json` with its calls.
 * @param {string} workspace
 * @param {string} root of the extension, built
 */
export async function addTrial(workspace, root) {
  const prompt = join(workspace, 'late-fee.prompt.md');
  const cases = join(workspace, 'late-fees.csv');
  writeFileSync(
    prompt,
    'What is the late fee for an invoice of {{amount}} dollars that is {{days}} days late? 8 % a year by the day, at least 5 dollars, nothing in the first week. Answer with the number only.\n',
  );
  const rows = CASES.map(({ amount, days, fee, kind }) => [amount, days, fee, kind].join(','));
  writeFileSync(cases, ['amount,days,expected,kind', ...rows].join('\n'));
  const server = await answering();
  const run = spawn(
    process.execPath,
    [
      ...[join(root, 'dist/cli.js'), 'trial', cases, '--prompt', prompt, '--from', 'small-plain'],
      ...['--to', 'small-thinking', '--budget', '1', '--check', 'number:0.01', '--calls', '10000'],
      ...['--all', '--endpoint', `http://127.0.0.1:${PORT}/v1`],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const code = await new Promise((resolve) => run.once('exit', resolve));
  server.close();
  if (code !== 0) throw new Error(`the trial ended with ${code}`);
}
