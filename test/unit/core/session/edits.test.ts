import assert from 'node:assert/strict';
import type { Edit } from '../../../../src/core/model/session';
import { editFacts, editsOf } from '../../../../src/core/session/edits';
import { familyOf } from '../../../../src/core/session/families';
import { readInput } from '../../../../src/core/session/toolInput';

const edits = (name: string, input: unknown): readonly Edit[] =>
  editsOf(familyOf(name), readInput(typeof input === 'string' ? input : JSON.stringify(input)));

describe('edits of a tool call', () => {
  it('reads the replacement tools of all agents', () => {
    const edit = { file: '/w/a.ts', old: 'one', new: 'two' };
    const cases: readonly (readonly [string, unknown])[] = [
      ['Edit', { file_path: '/w/a.ts', old_string: 'one', new_string: 'two' }],
      ['MultiEdit', { file_path: '/w/a.ts', edits: [{ old_string: 'one', new_string: 'two' }] }],
      ['replace', { file_path: '/w/a.ts', old_string: 'one', new_string: 'two' }],
      ['edit', { filePath: '/w/a.ts', oldString: 'one', newString: 'two' }],
      ['replace_string_in_file', { filePath: '/w/a.ts', oldString: 'one', newString: 'two' }],
      [
        'str_replace_editor',
        { command: 'str_replace', path: '/w/a.ts', old_str: 'one', new_str: 'two' },
      ],
      [
        'replace_file_content',
        { TargetFile: '"/w/a.ts"', TargetContent: 'one', ReplacementContent: 'two' },
      ],
    ];
    for (const [name, input] of cases) {
      assert.deepEqual(edits(name, input), [edit], name);
    }
  });

  it('takes a file that is written whole for an edit without an old text', () => {
    assert.deepEqual(edits('Write', { file_path: 'a.md', content: 'hello\n' }), [
      { file: 'a.md', old: null, new: 'hello\n' },
    ]);
    assert.deepEqual(edits('create_file', { filePath: 'a.md', content: '' }), [
      { file: 'a.md', old: null, new: '' },
    ]);
  });

  it('reads the hunks of a patch', () => {
    const patch = [
      '*** Begin Patch',
      '*** Update File: src/a.ts',
      '@@ function a() {',
      ' keep',
      '-old',
      '+new',
      '*** Add File: b.txt',
      '+hello',
      '*** End Patch',
    ].join('\n');
    const both = [
      { file: 'src/a.ts', old: 'keep\nold\n', new: 'keep\nnew\n' },
      { file: 'b.txt', old: null, new: 'hello\n' },
    ];
    assert.deepEqual(edits('apply_patch', patch), both);
    assert.deepEqual(edits('apply_patch', { input: patch }), both);
    assert.deepEqual(
      edits('shell', { command: ['bash', '-lc', `apply_patch <<'EOF'\n${patch}\nEOF`] }),
      both,
    );
  });

  it('reads the search and replace blocks of Cline and Roo', () => {
    const diff = '------- SEARCH\none\n=======\ntwo\n+++++++ REPLACE\n';
    assert.deepEqual(edits('replace_in_file', { path: 'a.ts', diff }), [
      { file: 'a.ts', old: 'one\n', new: 'two\n' },
    ]);
    const block = (line: number, from: string, to: string): string =>
      `<<<<<<< SEARCH\n:start_line:${line}\n-------\n${from}\n=======\n${to}\n>>>>>>> REPLACE`;
    const placed = `${block(1, 'one', 'two')}\n\n${block(9, 'three\n-------', 'four')}`;
    assert.deepEqual(edits('apply_diff', { path: 'a.ts', diff: placed }), [
      { file: 'a.ts', old: 'one\n', new: 'two\n' },
      { file: 'a.ts', old: 'three\n-------\n', new: 'four\n' },
    ]);
  });

  it('reads edits of several files in one call, and the parts that Cursor writes', () => {
    const [one, two] = ['a.ts', 'b.ts'].map((filePath) => ({
      filePath,
      oldString: 'one',
      newString: 'two',
    }));
    assert.deepEqual(edits('multi_replace_string_in_file', { replacements: [one, two] }), [
      { file: 'a.ts', old: 'one', new: 'two' },
      { file: 'b.ts', old: 'one', new: 'two' },
    ]);
    const part = { relativeWorkspacePath: 'a.ts', streamingContent: 'two' };
    assert.deepEqual(edits('edit_file_v2', part), [{ file: 'a.ts', old: '', new: 'two' }]);
  });

  it('reads the cells of notebooks that the tools of VS Code, Cursor and Claude Code write', () => {
    const asked = {
      filePath: '/w/a.ipynb',
      cellId: '#VSC-1',
      editType: 'edit',
      language: 'python',
    };
    const cell = { file: '/w/a.ipynb', old: '', new: 'one\ntwo' };
    for (const newCode of ['one\ntwo', ['one', 'two']]) {
      assert.deepEqual(edits('edit_notebook_file', { ...asked, newCode }), [cell]);
      assert.deepEqual(edits('copilot_editNotebook', { ...asked, newCode }), [cell]);
    }
    assert.deepEqual(edits('edit_notebook_file', { ...asked, editType: 'delete' }), []);
    assert.deepEqual(
      edits('NotebookEdit', { notebook_path: '/w/a.ipynb', new_source: 'one\ntwo' }),
      [cell],
    );
    const changed = { target_notebook: 'a.ipynb', cell_idx: 0, is_new_cell: false };
    assert.deepEqual(edits('EditNotebook', { ...changed, old_string: 'one', new_string: 'two' }), [
      { file: 'a.ipynb', old: 'one', new: 'two' },
    ]);
  });

  it('finds the files that a shell writes out of a here-document', () => {
    const command =
      "mkdir -p x && cat > x/a.py <<'EOF'\nprint(1)\nEOF\ncat >> notes.md << END\nmore\nEND\n";
    assert.deepEqual(edits('Bash', { command }), [
      { file: 'x/a.py', old: null, new: 'print(1)\n' },
      { file: 'notes.md', old: '', new: 'more\n' },
    ]);
    assert.deepEqual(edits('Bash', { command: 'cat <<EOF | tee out.txt\nhi\nEOF' }), [
      { file: 'out.txt', old: null, new: 'hi\n' },
    ]);
  });

  it('finds no edit in commands that only read, print or send elsewhere', () => {
    for (const command of [
      'cat a.txt',
      'ls > /dev/null',
      "python3 - <<'EOF'\nprint(1 > 0)\nEOF",
      'echo 2>&1',
    ]) {
      assert.deepEqual(edits('Bash', { command }), [], command);
    }
  });

  it('counts the lines that differ, not those around them', () => {
    const facts = editFacts({ file: 'a', old: 'a\nb\nc\n', new: 'a\nB\nB2\nc\n' });
    assert.deepEqual([facts.added, facts.removed], [2, 1]);
    assert.deepEqual([editFacts({ file: 'a', old: null, new: 'x\ny\n' }).added], [2]);
  });
});

describe('what a tool was asked', () => {
  it('tells the command of a shell, whichever way it was wrapped', () => {
    assert.equal(readInput('{"command":["bash","-lc","npm test"]}').summary, 'npm test');
    assert.equal(readInput('{"command":["git","status"]}').summary, 'git status');
    assert.equal(readInput('{"cmd":"ls -la"}').command, 'ls -la');
  });

  it('tells the file, the pattern, or the words themselves', () => {
    assert.equal(readInput('{"file_path":"/w/a.ts","offset":3}').summary, '/w/a.ts');
    assert.equal(readInput('{"pattern":"TODO","path":"src"}').summary, 'TODO in src');
    assert.equal(readInput('{"broken": ').summary, '{"broken":');
    assert.equal(readInput('{}').summary, '');
  });

  it('knows families by name, and those of MCP tools by their own name', () => {
    const cases = {
      Bash: 'shell',
      read_file: 'read',
      apply_patch: 'edit',
      Grep: 'search',
      WebFetch: 'web',
    };
    for (const [name, family] of Object.entries(cases)) assert.equal(familyOf(name), family);
    assert.equal(familyOf('mcp__github__search_code'), 'search');
    assert.equal(familyOf('mcp__happy__change_title'), 'other');
    assert.equal(familyOf('web_browser_click'), 'web');
    assert.equal(familyOf('constructor'), 'other');
  });
});
