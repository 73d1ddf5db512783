import { findingsOf } from '../../../../src/core/session/findings/findings';
import { sessionModel, type SessionModel } from '../../../../src/webview/session/sessionModel';
import { ClaudeLog, say, use } from '../../core/session/claudeLog';
import { PRICE, sessionOf } from '../../core/session/sessionFixture';

const side = { isSidechain: true, agentId: 'a5' };
const long = 'The total must be rounded once. '.repeat(20);

/** Two turns: a read and a failing test; an edit, a sub-agent with one call of its own, and an answer. */
export function shopLog(): ClaudeLog {
  return new ClaudeLog()
    .user('Add discount codes to the checkout')
    .assistant('m1', [say('I will look.'), use('a', 'Read', { file_path: '/shop/total.ts' })])
    .result('a', 'export const total = 1;')
    .assistant('m2', [use('b', 'Bash', { command: 'npm test' })], { output_tokens: 40_000 })
    .result('b', '2 failed', {}, true)
    .assistant('m3', [{ type: 'thinking', thinking: long }, say('It works on the cart page.')])
    .user('CI says a discount is off by one cent')
    .assistant('m4', [
      use('c', 'Edit', { file_path: '/shop/total.ts', old_string: 'a\nb', new_string: 'a\nc' }),
    ])
    .result('c', 'done')
    .assistant('m5', [use('d', 'Task', { prompt: 'Review it', subagent_type: 'reviewer' })])
    .user('Review it', side)
    .assistant('s1', [use('e', 'Grep', { pattern: 'floor' })], {}, side)
    .result('e', 'none', side)
    .assistant('s2', [say('Looks fine.')], {}, side)
    .result('d', 'Looks fine.', { toolUseResult: { agentId: 'a5', agentType: 'reviewer' } })
    .assistant('m6', [say('Rounded once now.')]);
}

/** A log as the page has it; `price` null for one without prices. */
export async function modelOf(
  log: ClaudeLog = shopLog(),
  price: typeof PRICE | null = PRICE,
): Promise<SessionModel> {
  const session = await sessionOf(log.text(), 'log.jsonl', price);
  return sessionModel(session, findingsOf(session));
}
