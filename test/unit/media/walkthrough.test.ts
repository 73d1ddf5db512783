import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly markdown: string };
  readonly completionEvents: readonly string[];
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: { commands: { command: string }[]; walkthroughs: { steps: Step[] }[] };
};
const strings = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const commands = new Set(manifest.contributes.commands.map(({ command }) => command));
const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

describe('the walkthrough', () => {
  it('has five steps, each with a picture or text that is there', () => {
    assert.equal(steps.length, 5);
    for (const { media } of steps) assert.ok(existsSync(media.markdown), media.markdown);
  });

  it('completes a step when the thing was done, never when a button was pressed', () => {
    for (const { id, completionEvents } of steps) {
      assert.equal(completionEvents.length, 1, id);
      assert.match(completionEvents[0]!, /^onContext:lrmLens\.(?:conceptWasRead|did\.\w+)$/, id);
    }
  });

  it('links only to declared commands, with arguments that parse', () => {
    for (const { description } of steps) {
      const text = strings[description.slice(1, -1)]!;
      for (const [, command, query] of text.matchAll(/\(command:([\w.]+)(?:\?([^)]*))?\)/g)) {
        assert.ok(commands.has(command!), command);
        if (query !== undefined) {
          assert.ok(Array.isArray(JSON.parse(decodeURIComponent(query))), command);
        }
      }
    }
  });
});
