import assert from 'node:assert/strict';
import type { Edit } from '../../../../src/core/model/session';
import { editFacts, editsOf } from '../../../../src/core/session/edits';
import { familyOf } from '../../../../src/core/session/families';
import { readInput } from '../../../../src/core/session/toolInput';

const edits = (name: string, input: unknown): readonly Edit[] =>
  editsOf(name, readInput(typeof input === 'string' ? input : JSON.stringify(input), name));

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
      ['strReplace', { path: '/w/a.ts', oldStr: 'one', newStr: 'two' }],
      ['fsReplace', { path: '/w/a.ts', diffs: [{ oldStr: 'one', newStr: 'two' }] }],
      ['write', { command: 'strReplace', path: '/w/a.ts', oldStr: 'one', newStr: 'two' }],
      ['fs_write', { command: 'str_replace', path: '/w/a.ts', old_str: 'one', new_str: 'two' }],
      [
        'str-replace-editor',
        { command: 'str_replace', path: '/w/a.ts', old_str_1: 'one', new_str_1: 'two' },
      ],
      [
        'str-replace-editor',
        { path: '/w/a.ts', str_replace_entries: [{ old_str: 'one', new_str: 'two' }] },
      ],
      ['code_action', { path: 'file:///w/a.ts', original_content: 'one', new_content: 'two' }],
      ['replace_file', { file_name: '/w/a.ts', old_str: 'one', new_str: 'two' }],
      [
        'edit_files',
        [
          {
            beforeContent: { kind: 'TextFileContent', text: 'one' },
            afterContent: { kind: 'TextFileContent', text: 'two' },
            beforeRelativePath: '/w/old.ts',
            afterRelativePath: '/w/a.ts',
          },
        ],
      ],
      ['patch', { path: '/w/a.ts', search: 'one', operation: 'replace', content: 'two' }],
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

  it('takes whole files and what is added to them from the tools of newer agents', () => {
    const whole = { file: 'a.md', old: null, new: 'hello\n' };
    const cases: readonly (readonly [string, unknown])[] = [
      ['fsWrite', { path: 'a.md', text: 'hello\n' }],
      ['fs_write', { command: 'create', path: 'a.md', file_text: 'hello\n' }],
      ['save-file', { path: 'a.md', file_content: 'hello\n' }],
      ['write_file', { file_name: 'a.md', content: 'hello\n', append: false }],
      ['code_action', { path: 'a.md', new_content: 'hello\n' }],
      ['edit_files', [{ afterRelativePath: 'a.md', afterContent: { text: 'hello\n' } }]],
      ['patch', { path: 'a.md', operation: 'replace', content: 'hello\n' }],
    ];
    for (const [name, input] of cases) assert.deepEqual(edits(name, input), [whole], name);
    const added: readonly (readonly [string, unknown])[] = [
      ['fsAppend', { path: 'a.md', text: 'hello\n' }],
      ['fs_write', { command: 'append', path: 'a.md', new_str: 'hello\n' }],
      ['write', { command: 'append', path: 'a.md', content: 'hello\n' }],
      ['append_file', { file_name: 'a.md', content: 'hello\n' }],
      ['write_file', { file_name: 'a.md', content: 'hello\n', append: true }],
      ['patch', { path: 'a.md', operation: 'append', content: 'hello\n' }],
    ];
    for (const [name, input] of added)
      assert.deepEqual(edits(name, input), [{ ...whole, old: '' }], name);
  });

  it('reads all replacements that Augment numbers', () => {
    const input = {
      command: 'str_replace',
      path: 'a.ts',
      old_str_1: 'one',
      new_str_1: 'two',
      old_str_2: 'three',
      new_str_2: '',
    };
    assert.deepEqual(edits('str-replace-editor', input), [
      { file: 'a.ts', old: 'one', new: 'two' },
      { file: 'a.ts', old: 'three', new: '' },
    ]);
  });

  it('does with what Forge searched for what its operation says', () => {
    const patch = (operation: string) =>
      edits('patch', { path: 'a.rs', search: 'old', operation, content: 'new\n' });
    const file = 'a.rs';
    assert.deepEqual(patch('prepend'), [{ file, old: 'old', new: 'new\nold' }]);
    assert.deepEqual(patch('append'), [{ file, old: 'old', new: 'old\nnew\n' }]);
    assert.deepEqual(patch('replace_all'), [{ file, old: 'old', new: 'new\n', all: true }]);
    assert.deepEqual(patch('swap'), []);
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

  it('reads the hunks of a file that a patch moves where it goes', () => {
    const patch = [
      '*** Begin Patch',
      '*** Update File: lib/a.ts',
      '*** Move to: src/a.ts',
      '@@',
      '-old',
      '+new',
      '*** End Patch',
    ].join('\n');
    assert.deepEqual(edits('apply_patch', patch), [
      { file: 'src/a.ts', old: 'old\n', new: 'new\n' },
    ]);
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

  it('takes the sub-command of an edit tool for no command line, so that different edits differ', () => {
    const input = '{"command":"create","path":"/w/a.ts","file_text":"x"}';
    assert.deepEqual(
      [readInput(input, 'fs_write').command, readInput(input, 'fs_write').summary],
      [null, '/w/a.ts'],
    );
    assert.equal(readInput('{"command":"edit 1:1"}', 'edit').command, 'edit 1:1');
    assert.equal(readInput('{"command":"ls","path":"/w"}', 'execute_bash').command, 'ls');
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
