import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What the script says of the style sheets below a folder. */
function lengths(cwd: string, ...args: readonly string[]) {
  const script = resolve('scripts/lengths.mjs');
  const { status, stdout } = spawnSync(process.execPath, [script, ...args], {
    ...{ cwd, encoding: 'utf8' },
  });
  return { status, out: stdout };
}

describe('the style sheets', () => {
  it('take type, space and round corners from the tokens (node scripts/lengths.mjs)', () => {
    assert.deepEqual(lengths('.', '--check'), { status: 0, out: '' });
  });

  it('are refused with a length that is no token', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lrm-lens-styles-'));
    cpSync('src/webview/ui/tokens.css', join(folder, 'src/webview/ui/tokens.css'));
    writeFileSync(
      join(folder, 'src/webview/page.css'),
      'p {\n  width: 90px;\n  padding: 8px 17px;\n  margin: -1px; /* margin: 5px; */\n}\n',
    );
    const { status, out } = lengths(folder, '--check');
    rmSync(folder, { recursive: true });
    assert.equal(status, 1);
    assert.deepEqual(out.trim().split('\n'), [
      'src/webview/page.css:3: padding: 8px is var(--space-8)',
      'src/webview/page.css:3: no token of space is 17px',
    ]);
  });
});
