import assert from 'node:assert/strict';
import { isAgentLog, SESSION_FORMATS } from '../../../../src/core/session/formats';
import { CLIENT_RULES } from '../../../../src/core/session/wordRules';
import { rulesFor, takeApart } from '../../../../src/core/session/words';

const own = (format: string, message: string): string => takeApart(message, rulesFor(format)).own;
const rules = (format: string, message: string): readonly string[] =>
  takeApart(message, rulesFor(format)).injected.map((part) => part.rule);

describe('the user’s own words', () => {
  it('keeps a plain message whole, with its markup and its tags', () => {
    const message = 'Fix <Button> in a.tsx:\n\n```html\n<task>not a wrapper</task>\n```';
    assert.equal(own('claude-code', message), message);
    assert.deepEqual(rules('claude-code', message), []);
  });

  it('finds the words after the files that an editor put before them (Codex)', () => {
    const message =
      '# Context from my IDE setup:\n\n## Open tabs:\n- db.ts: src/db.ts\n\n## My request for Codex:\nWhy is it slow?\n';
    assert.equal(own('codex-rollout', message), 'Why is it slow?');
    assert.deepEqual(rules('codex-rollout', message), ['ide-context']);
  });

  it('takes messages that are all the client’s for none of the user’s', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['codex-rollout', '<environment_context>\n  <cwd>/w</cwd>\n</environment_context>'],
      ['codex-rollout', '# AGENTS.md instructions for /w\n\n<INSTRUCTIONS>be brief</INSTRUCTIONS>'],
      ['codex-rollout', '<permissions instructions>\nread only\n</permissions instructions>'],
      ['claude-code', 'This session is being continued from a previous conversation that ran out'],
      ['claude-code', '<local-command-stdout>Set model</local-command-stdout>'],
      ['claude-code', '<system-reminder>\nAs you answer, use this context\n</system-reminder>'],
      ['gemini-cli', 'This is the Gemini CLI. We are setting up the context for our chat.\nToday'],
      ['antigravity', 'The following is a <SYSTEM_MESSAGE> not actually sent by the user.'],
      ['mini-swe-agent', '<returncode>0</returncode>\n<output>\na.txt\n</output>'],
      ['message-list', '[ERROR] You did not use a tool in your previous response! Please retry'],
    ];
    for (const [format, message] of cases) {
      const words = takeApart(message, rulesFor(format));
      assert.equal(words.own, '', message);
      assert.equal(words.injected.length, 1, message);
    }
  });

  it('takes nothing from the words of clients that put nothing there', () => {
    const message = 'Observation: the page is blank.\n<image>a.png</image> <task>is</task> broken';
    for (const format of ['kiro', 'kiro-cli', 'junie', 'windsurf', 'augment', 'amazon-q', 'adk'])
      assert.equal(own(format, message), message, format);
    assert.equal(own('opencode', `<system-reminder>plan</system-reminder>${message}`), message);
    assert.equal(own('forge', '<task>Fix it</task>\n<system_date>2026</system_date>'), 'Fix it');
  });

  it('knows who writes each log of agents, but those of which any client may have run', () => {
    const named = new Set(CLIENT_RULES.flatMap((client) => client.formats));
    const ids = SESSION_FORMATS.flatMap((format) => format.ids).filter(isAgentLog);
    assert.deepEqual(ids.filter((id) => !named.has(id)).toSorted(), [
      ...['acp', 'agent-events', 'agent-telemetry', 'agent-transcript', 'agents-run-state'],
      ...['atif', 'evalscope', 'inspect', 'otel-agent'],
    ]);
  });

  it('takes reminders out of the middle of a message', () => {
    const message =
      '<system-reminder>one</system-reminder>\nRename it.\n<system-reminder>two</system-reminder>';
    assert.equal(own('claude-code', message), 'Rename it.');
    assert.deepEqual(rules('claude-code', message), ['system-reminder', 'system-reminder']);
  });

  it('finds the words inside a wrapper and folds what is around them', () => {
    assert.equal(
      own(
        'cline-ui',
        '<task>\nAdd a test\n</task>\n<environment_details>\n# Tabs\n</environment_details>',
      ),
      'Add a test',
    );
    assert.equal(
      own('cursor', '<user_info>os</user_info>\n<user_query>\nAdd a test\n</user_query>'),
      'Add a test',
    );
    const message =
      '<USER_REQUEST>\nList it.\n</USER_REQUEST>\n<USER_SETTINGS_CHANGE>\nx\n</USER_SETTINGS_CHANGE>';
    assert.equal(own('antigravity', message), 'List it.');
    assert.deepEqual(rules('antigravity', message), ['USER_SETTINGS_CHANGE']);
  });

  it('does not take a tag that is spoken about for an injection', () => {
    const message = 'Why does the log show <system-reminder> so often?';
    assert.equal(own('claude-code', message), message);
  });

  it('takes a block that was cut off to its end', () => {
    assert.equal(own('codex-rollout', 'Go on.\n<environment_context>\n  <cwd>/w'), 'Go on.');
  });

  it('reads the command that a user gave', () => {
    const message =
      '<command-message>review</command-message>\n<command-name>/review</command-name>\n<command-args>src only</command-args>';
    const words = takeApart(message, rulesFor('claude-code'));
    assert.equal(words.own, '');
    assert.equal(words.command, '/review src only');
  });

  it('uses the rules of one client only on its own logs', () => {
    const message = '<task>Count the words.</task> Answer with a number.';
    assert.equal(own('claude-code', message), message);
  });

  it('stays linear on a message of tags that never close', () => {
    const message = '<system-reminder>x '.repeat(50_000);
    assert.equal(own('claude-code', message), '');
    assert.equal(own('claude-code', `Look: ${message}`), `Look: ${message}`.trim());
  });
});
