import assert from 'node:assert/strict';
import { load } from 'js-yaml';
import { parser as python } from '@lezer/python';
import { parquetReadObjects } from 'hyparquet';
import { TRIAL_EXPORTS } from '../../../../src/core/trial/export/exports';
import { trialLessons } from '../../../../src/core/trial/lessons';
import type { JournalLine } from '../../../../src/core/trial/journalModel';
import type { CheckSpec, TrialFile } from '../../../../src/core/trial/model';
import { call, journalOf, keysOf, outcomes, verdict } from './shownTrial';

describe('a trial that is handed over', () => {
  const shown = outcomes(3, 1, 4, 0, { maxOutputTokens: 4_000 });
  const input = (more: Partial<TrialFile> = {}) => ({
    trial: { ...shown.trial, ...more },
    journal: journalOf(shown),
    verdict: verdict(shown),
    keys: keysOf(shown),
    name: 'sums',
    date: '2026-11-29',
  });

  it('is a promptfoo configuration with its prompt, providers, tests and assertions', async () => {
    const checks: readonly (readonly [CheckSpec, string])[] = [
      [{ kind: 'equals' }, 'icontains'],
      [{ kind: 'number', within: 0.1, relative: false }, 'javascript'],
      [{ kind: 'pattern', pattern: 'a+' }, 'regex'],
      [{ kind: 'json-field', path: 'a.b' }, 'javascript'],
      [{ kind: 'json-schema', schema: { type: 'object' } }, 'contains-json'],
      [
        { kind: 'judge', rubric: 'r', model: { model: 'gpt-4.1', effort: null, endpoint: null } },
        'llm-rubric',
      ],
    ];
    for (const [check, type] of checks) {
      const text = await TRIAL_EXPORTS['promptfoo']!.make(input({ check }));
      const config = load(String(text)) as {
        prompts: string[];
        providers: { id: string; label: string; config: Record<string, unknown> }[];
        tests: { vars: { q: string }; assert: { type: string; value: unknown }[] }[];
      };
      assert.deepEqual(JSON.parse(config.prompts[0]!), [
        { role: 'user', content: 'What is {{ q }}?' },
      ]);
      assert.deepEqual(config.providers[1], {
        id: 'openai:chat:o4-mini',
        label: 'o4-mini:low',
        config: { reasoning_effort: 'low', max_completion_tokens: 4_000 },
      });
      assert.equal(config.tests.length, 8);
      assert.equal(config.tests[2]?.vars.q, '"2" | `x`');
      assert.equal(config.tests[2].assert[0]?.type, type);
    }
  });

  it('holds no marks of its templates but our own, in the prompt and in what is expected', async () => {
    const text = 'As in {"a": {{b}}, {% if %}, {# c #} and {{q}}: {';
    const prompt = { file: null, holes: ['q'], messages: [{ role: 'user' as const, text }] };
    const cases = shown.trial.cases.slice(0, 1).map((c) => ({ ...c, expected: '{{x}}' }));
    const more = { prompt, cases, check: { kind: 'contains' } as const };
    const config = load(String(await TRIAL_EXPORTS['promptfoo']!.make(input(more)))) as {
      prompts: string[];
      tests: { assert: { value: string }[] }[];
    };
    const [message] = JSON.parse(config.prompts[0]!) as { content: string }[];
    assert.equal(
      message?.content,
      `As in {"a": {{ '{' }}{b}}, {{ '{' }}% if %}, {{ '{' }}# c {{ '#' }}} and {{ q }}: {{ '{' }}`,
    );
    assert.equal(config.tests[0]?.assert[0]?.value, "{{ '{' }}{x}}");
  });

  it('is a task of Inspect that Python can read', async () => {
    for (const kind of ['equals', 'contains'] as const) {
      const text = String(await TRIAL_EXPORTS['inspect']!.make(input({ check: { kind } })));
      let errors = 0;
      python.parse(text).iterate({ enter: (node) => void (errors += node.type.isError ? 1 : 0) });
      assert.equal(errors, 0, text);
      assert.match(text, /from inspect_ai\.scorer import (?:match|includes)/);
      assert.match(text, /ChatMessageUser\(content="What is \\"0\\" \| `x`\?"\)/);
    }
  });

  it('is a table whose cells are no formulas, and a Parquet file of the same rows', async () => {
    const csv = String(await TRIAL_EXPORTS['csv']!.make(input()));
    const lines = csv.trimEnd().split('\r\n');
    assert.equal(lines.length, 17);
    assert.match(lines[0]!, /^case_row,case_id,value_q,about_kind,expected,model,/);
    assert.ok(csv.includes(",'=SUM(A1),"));
    const parquet = (await TRIAL_EXPORTS['parquet']!.make(input())) as Uint8Array;
    const rows = await parquetReadObjects({ file: parquet.slice().buffer });
    assert.equal(rows.length, 16);
    assert.equal(rows[0]?.['case_row'], 1n);
    assert.equal(rows[0]['right'], false);
  });

  it('is Markdown with the sentence first, in which nothing of a case is markup', async () => {
    const text = String(await TRIAL_EXPORTS['markdown']!.make(input()));
    assert.match(text, /^# Trial: sums\n\n\*\*o4-mini:low is right on 2 more of 8 cases/);
    assert.ok(text.includes('"3" \\| \\`x\\`'));
    assert.match(text, /Newcombe/);
  });

  it('is JSON that holds the whole trial', async () => {
    const data = JSON.parse(String(await TRIAL_EXPORTS['json']!.make(input()))) as {
      trial: TrialFile;
      calls: { right: boolean }[];
    };
    assert.deepEqual(data.trial, shown.trial);
    assert.equal(data.calls.length, 16);
  });
});

describe('what a trial teaches', () => {
  it('are the reasoning lengths of answers that were whole', () => {
    const { trial, lines } = outcomes(1, 0, 1, 0);
    const cut: JournalLine = { line: 'call', ...call(trial, 1, 1, { status: 'cut-off' }) };
    const shown = { trial, lines: [...lines, cut] };
    const lessons = trialLessons(trial, journalOf(shown), keysOf(shown));
    assert.deepEqual(
      lessons.map((l) => [l.model, l.effort, l.reasoningTokens]),
      [['o4-mini', 'low', 400]],
    );
  });
});
