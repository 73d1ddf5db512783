import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectTask } from '../../../../src/core/trial/export/inspect';
import { newTrial } from '../../../../src/core/trial/file';
import type { CheckSpec } from '../../../../src/core/trial/model';
import { parser as python } from '@lezer/python';

const PYTHON = 'python3';
const hasPython = spawnSync(PYTHON, ['--version']).status === 0;

/** What a task takes of Inspect: names as they are documented, and nothing behind them. */
const STAND_IN = {
  '__init__.py': `
class Task:
    def __init__(self, **parts): self.__dict__.update(parts)
def Epochs(*parts): return parts
def task(make): return make
`,
  'dataset.py': `
class Sample:
    def __init__(self, **parts): self.__dict__.update(parts)
def MemoryDataset(samples): return samples
`,
  'model.py': `
def GenerateConfig(**parts): return parts
def message(content): return content
ChatMessageAssistant = ChatMessageSystem = ChatMessageUser = message
`,
  'solver.py': `
def generate(): return None
class TaskState: pass
`,
  'scorer.py': `
CORRECT, INCORRECT = "C", "I"
class Target: pass
class Score:
    def __init__(self, **parts): self.__dict__.update(parts)
def scorer(metrics): return lambda make: make
def accuracy(): return None
def stderr(): return None
def match(**parts): return None
def includes(**parts): return None
def model_graded_qa(**parts): return None
`,
};

const RUN = `
import asyncio, json, sys, types
import handed_over
made = handed_over.trial()
def state(answer):
    sample = made.dataset[0]
    return types.SimpleNamespace(output=types.SimpleNamespace(completion=answer), metadata=sample.metadata)
def graded(pair):
    answer, target = pair
    try:
        return asyncio.run(made.scorer(state(answer), types.SimpleNamespace(text=target))).value
    except Exception as error:
        return type(error).__name__
print(json.dumps([graded(pair) for pair in json.load(sys.stdin)]))
`;

function taskOf(check: CheckSpec): string {
  const prompt = {
    file: null,
    holes: ['q'],
    messages: [{ role: 'user' as const, text: 'What is {q}?' }],
  };
  const cases = [{ id: 'a', values: { q: 'it' }, expected: '1', about: { kind: 'easy' } }];
  const trial = { ...newTrial(prompt), cases, check };
  return inspectTask({
    trial,
    name: 'sums',
    date: '2026-11-29',
    journal: { lines: [] } as never,
    verdict: null as never,
    keys: [] as never,
  });
}

/** What the handed-over scorer says of each answer with its target: "C", "I", or the name of an error. */
function graded(check: CheckSpec, pairs: readonly (readonly [string, string])[]): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'lrm-lens-inspect-'));
  try {
    mkdirSync(join(folder, 'inspect_ai'));
    for (const [name, text] of Object.entries(STAND_IN))
      writeFileSync(join(folder, 'inspect_ai', name), text);
    writeFileSync(join(folder, 'handed_over.py'), taskOf(check));
    writeFileSync(join(folder, 'run.py'), RUN);
    const run = spawnSync(PYTHON, ['run.py'], {
      cwd: folder,
      input: JSON.stringify(pairs),
      encoding: 'utf8',
    });
    assert.equal(run.status, 0, run.stderr);
    return JSON.parse(run.stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const checks: readonly CheckSpec[] = [
  { kind: 'equals' },
  { kind: 'contains' },
  { kind: 'number', within: 0.5, relative: false },
  { kind: 'pattern', pattern: 'a"\\d' },
  { kind: 'pattern', pattern: null },
  { kind: 'json-field', path: 'items.0["x"]' },
  { kind: 'json-schema', schema: { type: 'object', title: 'a "b"' } },
  { kind: 'code', command: 'node "check it.js"' },
  { kind: 'hand' },
];

describe('the scorer of a task of Inspect', () => {
  it('is Python for every check', () => {
    for (const check of checks) {
      const text = taskOf(check);
      let errors = 0;
      python.parse(text).iterate({ enter: (node) => void (errors += node.type.isError ? 1 : 0) });
      assert.equal(errors, 0, text);
      assert.equal(/^ {8}scorer=/m.test(text), check.kind !== 'hand', text);
    }
  });

  describe('run by Python, with a stand-in for Inspect', function () {
    before(function () {
      if (!hasPython) this.skip();
    });

    it('takes numbers within the distance, and says what is no number', () => {
      const pairs = [
        ['It is 1,200.4.', '1200'],
        ['It is 1,201.', '1200'],
        ['No idea.', '1200'],
        ['7', 'seven'],
      ] as const;
      const within = { kind: 'number', within: 0.5, relative: false } as const;
      assert.deepEqual(graded(within, pairs), ['C', 'I', 'I', 'ValueError']);
      assert.deepEqual(graded({ ...within, within: 0.1, relative: true }, [['109', '100']]), ['C']);
    });

    it('finds patterns, of the check or of the case', () => {
      const own = { kind: 'pattern', pattern: '^a\\d+"?$' } as const;
      assert.deepEqual(
        graded(own, [
          ['a12"', ''],
          ['b12', ''],
        ]),
        ['C', 'I'],
      );
      assert.deepEqual(graded({ kind: 'pattern', pattern: null }, [['xyz', 'y.']]), ['C']);
    });

    it('looks into the JSON of an answer, also between words and fences', () => {
      const field = { kind: 'json-field', path: 'items[0].price' } as const;
      const json = '{"items": [{"price": 5}]}';
      assert.deepEqual(
        graded(field, [
          [json, '5'],
          [`Here:\n\`\`\`json\n${json}\n\`\`\``, '5'],
          [`So it is ${json}.`, '6'],
          ['none', '5'],
          ['{"items": []}', '5'],
        ]),
        ['C', 'C', 'I', 'I', 'I'],
      );
    });

    it('runs the command of the check: 0 is right, 1 wrong, all else an error', () => {
      const script =
        'let s="";process.stdin.on("data",d=>s+=d).on("end",()=>{const{answer,expected,values,about}=JSON.parse(s);' +
        'process.exit(values.q!=="it"||about.kind!=="easy"?9:answer===expected?0:answer==="?"?7:1)})';
      const folder = mkdtempSync(join(tmpdir(), 'lrm-lens-command-'));
      try {
        writeFileSync(join(folder, 'check it.js'), script);
        const command = `"${process.execPath}" "${join(folder, 'check it.js')}"`;
        assert.deepEqual(
          graded({ kind: 'code', command }, [
            ['4', '4'],
            ['5', '4'],
            ['?', '4'],
          ]),
          ['C', 'I', 'RuntimeError'],
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });
});
