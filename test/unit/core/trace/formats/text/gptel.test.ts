import assert from 'node:assert/strict';
import { open, outline, promptOf } from '../../openFixture';

/** What gptel writes at the begin of an Org file, with the places of the answers in the text (characters from 1). */
function withDrawer(body: string, ...answers: readonly string[]): string {
  const drawer = (bounds: string) =>
    `:PROPERTIES:\n:GPTEL_MODEL: claude-sonnet-4-5\n:GPTEL_BOUNDS: ${bounds}\n:END:\n`;
  const places = (lead: number) => answers.map((a) => placeOf(body, a, lead)).join(' ');
  const lead = drawer(`((response ${places(100)}) (ignore (101 102)))`).length;
  return drawer(`((response ${places(lead)}) (ignore (101 102)))`) + body;
}

function placeOf(body: string, answer: string, lead: number): string {
  const start = Array.from(body.slice(0, body.indexOf(answer))).length + lead + 1;
  return `(${start} ${start + Array.from(answer).length})`;
}

const TOOL =
  '#+begin_tool (run "ss")\n(:name "run" :args (:command "ss \\")"))\n\nLISTEN 22\n#+end_tool\n';

describe('a chat of gptel', () => {
  it('in Org is read by its blocks and by the stretches that the model wrote', async () => {
    const answer = '*** Ports\nUse =ss=.';
    const body =
      '*** Open 🔌 ports?\n\n#+begin_reasoning\nOn Linux.\n#+end_reasoning\n\n' +
      `${TOOL}${TOOL}${answer}\n\n*** And\nclosed ones?\n\n#+begin_reasoning\nNone.\n#+end_reasoning\n\nAll others.\n\n*** `;
    const { format, traces } = await open('c.org', withDrawer(body, answer, 'All others.'));
    assert.equal(format, 'raw-text');
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: On Linux.',
        'call run: (:command "ss \\")")',
        'call run: (:command "ss \\")")',
        'result: LISTEN 22',
        'result: LISTEN 22',
      ],
      ['answer: *** Ports\nUse =ss=.'],
      ['raw reasoning: None.', 'answer: All others.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Open 🔌 ports?']);
    assert.deepEqual(promptOf(traces[2]), ['user: And\nclosed ones?']);
    assert.deepEqual(
      traces.map(({ model }) => model),
      ['claude-sonnet-4-5', 'claude-sonnet-4-5', 'claude-sonnet-4-5'],
    );
  });

  it('in Markdown has its blocks in fences, which may hold code', async () => {
    const { traces } = await open(
      'c.md',
      '### Ports?\n\n``` reasoning\nTry\n```sh\nss\n```\nfirst.\n```\n\n' +
        '``` tool (run "ss")\n(:name "run" :args (:command "ss"))\n\nLISTEN 22\n```\nUse `ss`.\n\n### \n',
    );
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: Try\n```sh\nss\n```\nfirst.',
        'call run: (:command "ss")',
        'result: LISTEN 22',
      ],
      ['answer: Use `ss`.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Ports?']);
  });

  it('without reasoning is told by the stretches alone, in all their spellings', async () => {
    const body = '### One?\n\nTwos.\n\n### Three?\n\n### Four\nFive.\n\n### \n\n';
    const tails = [
      '<!-- Local Variables: -->\n<!-- gptel-model: gpt-4o -->\n<!-- gptel--bounds: ((11 . 16) (30 . 44)) -->\n<!-- End: -->\n',
      ';; Local Variables:\n;; gptel-model: gpt-4o\n;; gptel--bounds: ((response (11 16) (30 44)))\n;; End:\n',
    ];
    for (const tail of tails) {
      const { traces } = await open('c.md', body + tail);
      assert.deepEqual(
        traces.map((t) => [promptOf(t), outline(t), t.model]),
        [
          [['user: One?'], ['answer: Twos.'], 'gpt-4o'],
          [['user: Three?'], ['answer: ### Four\nFive.'], 'gpt-4o'],
        ],
      );
    }
  });

  it('whose stretches leave out an answer of before is read by its blocks there', async () => {
    const body =
      '### A?\n\n<!-- Local Variables: -->\n<!-- gptel--bounds: nil -->\n<!-- End: -->\n\n``` reasoning\nB\n```\n\nC\n\n### D\nE\n\n';
    const start = body.length + 1;
    const { traces } = await open(
      'c.md',
      `${body}F.\n\n### \n\n<!-- Local Variables: -->\n<!-- gptel--bounds: ((response (${start} ${start + 2}))) -->\n<!-- End: -->\n`,
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: B', 'answer: C\n\n### D\nE\n\nF.']]);
  });

  it('whose stretches do not fit its text any more is read by its blocks and headings', async () => {
    const { traces } = await open(
      'c.org',
      ':PROPERTIES:\n:GPTEL_BOUNDS: ((response (2 9999)))\n:END:\n*** A?\n\n#+begin_reasoning\nB\n#+end_reasoning\n\nC\n\n*** D?\n\n#+begin_reasoning\nE\n#+end_reasoning\n\nF\n\n*** ',
    );
    assert.deepEqual(
      traces.map((t) => [promptOf(t), outline(t)]),
      [
        [['user: A?'], ['raw reasoning: B', 'answer: C']],
        [['user: D?'], ['raw reasoning: E', 'answer: F']],
      ],
    );
  });
});
