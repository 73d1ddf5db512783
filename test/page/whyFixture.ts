import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claudeCode } from '../unit/core/why/agentLogs';
import type { Lens } from './harness';

export const AT = Date.parse('2026-03-01T10:00:00Z');
export const OWN = "return refuse(401, 'bad signature');";
export const AGENT = 'if (await seen.has(event.id, { hours: 72 })) return ok();';
const MAIL = 'await mail.send(order.customer, receiptOf(order));';
const TWICE = 'await ledger.book(order, event.amount);';

/** A repository in the workspace, a log that wrote lines of it, and the folder of the log in Saved Traces. */
export async function prepareWhy(lens: Lens): Promise<void> {
  const { workspace } = lens.desk.options;
  const file = join(workspace, 'shop/src/pay.ts');
  mkdirSync(join(workspace, 'shop/src'), { recursive: true });
  mkdirSync(join(workspace, 'logs'));
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Dev', '-c', 'user.email=dev@example.com', ...args], {
      cwd: join(workspace, 'shop'),
      stdio: 'ignore',
    });
  writeFileSync(file, `${OWN}\n`);
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'Refuse bad signatures');
  writeFileSync(file, `${OWN}\n${AGENT}\n${TWICE}\n${MAIL}\n`);
  const log = claudeCode('s1', join(workspace, 'shop'));
  log.prompt(AT, 'Some orders show the payment twice. Find out why and fix it.');
  const add = (at: number, line: string, failed = false) =>
    log.call({
      at,
      thought: `First I look at the store. Wait, 24 hours is too short. So the limit has to be 72 hours.`,
      file,
      old: `${OWN}\n`,
      new: `${OWN}\n${line}\n`,
      failed,
    });
  add(AT + 60_000, AGENT, true);
  add(AT + 120_000, AGENT);
  log.test(AT + 130_000, true);
  writeFileSync(join(workspace, 'logs/s1.jsonl'), log.text());
  const other = claudeCode('s2', join(workspace, 'shop'));
  other.prompt(AT + 500_000, 'Book it.');
  for (const at of [600_000, 700_000]) {
    other.call({ at: AT + at, thought: 'Book.', file, old: `x${at}\n`, new: `x${at}\n${TWICE}\n` });
  }
  writeFileSync(join(workspace, 'logs/s2.jsonl'), other.text());
  const hidden = claudeCode('s3', join(workspace, 'shop'));
  hidden.prompt(AT + 800_000, 'Tell the customer.');
  const says = 'I will send the mail after the booking.';
  const mail = { thought: '', file, old: 'end\n', new: `end\n${MAIL}\n`, read: 'end' };
  hidden.call({ at: AT + 900_000, says, ...mail });
  writeFileSync(join(workspace, 'logs/s3.jsonl'), hidden.text());
  lens.desk.answer(() => [lens.desk.file('logs')]);
  await lens.desk.run('lrmLens.savedTraces.addFolder');
}
