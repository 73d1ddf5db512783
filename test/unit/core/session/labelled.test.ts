import assert from 'node:assert/strict';
import { findingsOf } from '../../../../src/core/session/findings/findings';
import { ClaudeLog, say, use } from './claudeLog';
import { sessionOf } from './sessionFixture';

/**
 * Twenty sessions as people have them, told line by line, and what a reader says of each. Half of them hold traps:
 * things that look like a finding and are none.
 */
interface Story {
  readonly name: string;
  readonly says: readonly string[];
  readonly tell: (s: Teller) => void;
}

/** Writes a log call by call with a context that grows and is cached, as agents send it. */
class Teller {
  readonly log = new ClaudeLog();
  #n = 0;
  #context = 12_000;

  asks(words: string): this {
    this.log.user(words);
    return this;
  }

  /** One call with one tool: what it is asked and answers, how long that takes, and what the call writes. */
  does(
    name: string,
    input: object,
    answer = 'ok',
    more: { failed?: boolean; seconds?: number; output?: number; lost?: boolean } = {},
  ): this {
    const n = ++this.#n;
    this.#call([use(`t${n}`, name, input)], more.output ?? 180, more.lost === true);
    this.log.wait(more.seconds ?? 1);
    this.log.result(`t${n}`, answer, {}, more.failed === true);
    this.#context += Math.ceil(answer.length / 4);
    return this;
  }

  runs(command: string, answer = 'ok', failed = false, seconds = 2): this {
    return this.does('Bash', { command }, failed ? `Exit code 1\n${answer}` : answer, {
      failed,
      seconds,
    });
  }

  reads(file: string, content: string): this {
    return this.does('Read', { file_path: file }, content);
  }

  edits(file: string, old: string, next: string, failed = false): this {
    return this.does(
      'Edit',
      { file_path: file, old_string: old, new_string: next },
      failed ? 'String to replace not found in file.' : 'Updated',
      { failed },
    );
  }

  says(words: string, output = 150, stop = 'end_turn', lost = false): this {
    this.#n += 1;
    this.#call([say(words)], output, lost);
    const last = this.log.lines.at(-1) as { message: { stop_reason: string } };
    last.message.stop_reason = stop;
    return this;
  }

  #call(content: readonly object[], output: number, lost: boolean): void {
    const fresh = 400;
    const read = lost || this.#n === 1 ? 0 : this.#context;
    const written = lost || this.#n === 1 ? this.#context : fresh;
    this.log.assistant(`m${this.#n}`, content, {
      input_tokens: 4,
      cache_read_input_tokens: read,
      cache_creation_input_tokens: written,
      output_tokens: output,
    });
    this.#context += fresh + output;
  }
}

const FILE =
  'export const total = (lines) => lines.reduce((sum, line) => sum + line.price, 0);\n'.repeat(6);
const STORIES: readonly Story[] = [
  {
    name: 'a short question',
    says: [],
    tell: (s) =>
      s.asks('What does this repo do?').reads('/w/README.md', FILE).says('It is a shop.'),
  },
  {
    name: 'a small fix that works at once',
    says: [],
    tell: (s) =>
      s
        .asks('Fix the typo')
        .reads('/w/a.ts', FILE)
        .edits('/w/a.ts', 'totl', 'total')
        .runs('npm test')
        .says('Fixed.'),
  },
  {
    name: 'the same test fails four times while the code changes',
    says: ['failing-command'],
    tell: (s) => {
      s.asks('Fix the rounding').reads('/w/total.ts', FILE);
      for (const n of [1, 2, 3, 4])
        s.runs('npm test -- rounding', `2 failed ${n}`, true).edits(
          '/w/total.ts',
          `v${n}`,
          `v${n + 1}`,
        );
      s.runs('npm test -- rounding', '2 passed').says('Done.');
    },
  },
  {
    name: 'trap: a test that fails, is fixed, and fails for something else',
    says: [],
    tell: (s) => {
      s.asks('Add a feature');
      for (const n of [1, 2])
        s.runs('npm test', `fail ${n}`, true)
          .edits('/w/a.ts', `x${n}`, `y${n}`)
          .runs('npm test', 'passed');
      s.runs('npm test', 'fail 3', true)
        .edits('/w/a.ts', 'p', 'q')
        .runs('npm test', 'passed')
        .says('Done.');
    },
  },
  {
    name: 'trap: a command that the user refuses three times',
    says: [],
    tell: (s) => {
      s.asks('Clean up');
      for (let i = 0; i < 3; i++)
        s.does(
          'Bash',
          { command: 'rm -rf dist' },
          "The user doesn't want to proceed with this tool use.",
          { failed: true },
        );
      s.says('I leave it.');
    },
  },
  {
    name: 'trap: many commands fail, each another one',
    says: [],
    tell: (s) => {
      s.asks('Find the tool');
      for (const name of ['rg', 'ag', 'ack', 'fd']) s.runs(`which ${name}`, '', true);
      s.says('None is there.');
    },
  },
  {
    name: 'a file read four times, never changed',
    says: ['repeated-read'],
    tell: (s) => {
      s.asks('Explain it');
      for (const n of [1, 2, 3, 4])
        s.reads('/w/total.ts', FILE).runs(`grep -n sum${n} src`, `src/a.ts:${n}`);
      s.says('It adds.');
    },
  },
  {
    name: 'trap: a file read again after each of its changes',
    says: [],
    tell: (s) => {
      s.asks('Rename step by step');
      for (const n of [1, 2, 3, 4])
        s.reads('/w/total.ts', `${FILE}// ${n}`).edits('/w/total.ts', `a${n}`, `b${n}`);
      s.says('Renamed.');
    },
  },
  {
    name: 'trap: three parts of one file',
    says: [],
    tell: (s) => {
      s.asks('Read it all');
      for (const offset of [1, 500, 1000])
        s.does('Read', { file_path: '/w/big.ts', offset, limit: 500 }, `${FILE}${offset}`);
      s.says('Read.');
    },
  },
  {
    name: 'trap: no errors, four times',
    says: [],
    tell: (s) => {
      s.asks('Edit and look for errors');
      for (const n of [1, 2, 3, 4])
        s.edits('/w/a.ts', `m${n}`, `n${n}`).does('get_errors', {}, 'No errors found.');
      s.says('Clean.');
    },
  },
  {
    name: 'an edit that is taken back',
    says: ['undone-edit'],
    tell: (s) =>
      s
        .asks('Try floor')
        .edits('/w/total.ts', 'Math.round(x)', 'Math.floor(x)')
        .runs('npm test', 'failed', true)
        .edits('/w/total.ts', 'Math.floor(x)', 'Math.round(x)')
        .runs('npm test')
        .says('Back to round.'),
  },
  {
    name: 'trap: the same change in two files, and a way back that does not match',
    says: [],
    tell: (s) =>
      s
        .asks('Swap them')
        .edits('/w/a.ts', 'left', 'right')
        .edits('/w/b.ts', 'right', 'left')
        .edits('/w/a.ts', 'right', 'left', true)
        .says('Swapped.'),
  },
  {
    name: 'a call that runs into its limit',
    says: ['output-limit'],
    tell: (s) => {
      s.asks('Write the whole module');
      for (const n of [1, 2, 3, 4, 5]) s.runs(`ls ${n}`);
      s.says('x'.repeat(400), 32_000, 'max_tokens').says('Shorter.', 400);
    },
  },
  {
    name: 'one long answer',
    says: ['costliest-call'],
    tell: (s) => {
      s.asks('Write the docs');
      for (const n of [1, 2, 3, 4, 5, 6]) s.runs(`ls ${n}`);
      s.does('Write', { file_path: '/w/docs.md', content: 'x'.repeat(4000) }, 'ok', {
        output: 9_000,
      }).says('Written.');
    },
  },
  {
    name: 'a pause of an hour that lost the cache',
    says: ['cache-expired', 'costliest-call'],
    tell: (s) => {
      s.asks('Start').reads('/w/large.ts', FILE.repeat(300));
      for (const n of [1, 2, 3, 4, 5]) s.runs(`ls ${n}`);
      s.says('Ready.').log.wait(3600);
      s.asks('Go on').says('Done.', 200, 'end_turn', true);
    },
  },
  {
    name: 'trap: a pause of an hour with the cache still there',
    says: [],
    tell: (s) => {
      s.asks('Start');
      for (const n of [1, 2, 3, 4, 5]) s.runs(`ls ${n}`);
      s.says('Ready.').log.wait(3600);
      s.asks('Go on').says('Done.');
    },
  },
  {
    name: 'a build of ten minutes',
    says: ['long-tool'],
    tell: (s) => s.asks('Build it').runs('npm run build', 'built', false, 600).says('Built.'),
  },
  {
    name: 'trap: a question that the user answers after twenty minutes',
    says: [],
    tell: (s) =>
      s
        .asks('Plan it')
        .does('AskUserQuestion', { question: 'Which way?' }, 'A', { seconds: 1200 })
        .says('A it is.'),
  },
  {
    name: 'an overloaded provider',
    says: ['trouble'],
    tell: (s) => {
      s.asks('Go').runs('ls');
      for (const n of [1, 2])
        s.log.line({
          type: 'system',
          subtype: 'api_error',
          error: { status: 529, message: 'Overloaded' },
          retryInMs: 800,
          retryAttempt: n,
        });
      s.says('There.');
    },
  },
  {
    name: 'a long session that lives on its cache',
    says: ['re-reading'],
    tell: (s) => {
      s.asks('Walk through it').reads('/w/large.ts', FILE.repeat(500));
      for (let n = 0; n < 24; n++) s.does('Bash', { command: `ls ${n}` }, 'ok', { output: 60 });
      s.says('Walked.', 60);
    },
  },
  {
    name: 'three turns, one of which did all the work',
    says: ['costliest-turn'],
    tell: (s) => {
      s.asks('Hello').says('Hi.', 20).asks('Now port the module');
      for (let n = 0; n < 9; n++) s.does('Bash', { command: `step ${n}` }, 'ok', { output: 700 });
      s.says('Ported.').asks('Thanks').says('Welcome.', 20);
    },
  },
  {
    name: 'trap: a session of which some calls have no count',
    says: [],
    tell: (s) => {
      s.asks('Go');
      for (const n of [1, 2, 3, 4]) s.runs(`ls ${n}`);
      s.says('Long.', 9_000);
      const last = s.log.lines[1] as { message: { usage: { output_tokens: number | null } } };
      last.message.usage.output_tokens = null;
    },
  },
];

describe('findings of labelled sessions', () => {
  let fired = 0;
  let right = 0;
  let wanted = 0;
  for (const { name, says, tell } of STORIES) {
    it(name, async () => {
      const teller = new Teller();
      tell(teller);
      const rules = [...new Set(findingsOf(await sessionOf(teller.log.text())).map((f) => f.rule))];
      fired += rules.length;
      wanted += says.length;
      right += rules.filter((rule) => says.includes(rule)).length;
      assert.deepEqual(
        says.filter((rule) => !rules.includes(rule)),
        [],
        'missed',
      );
    });
  }

  it('are true in at least nine of ten, and none is missed', () => {
    assert.equal(right, wanted);
    assert.ok(right / fired >= 0.9, `${right} of ${fired}`);
  });
});
