import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/prompt/find';
import { readToml } from '../../../../src/core/prompt/syntax/toml';
import { assertLinearIn } from '../../growth';

const promptsOf = (text: string, fileName = 'a.toml') =>
  findPrompts({ text, languageId: 'toml', fileName }).map((p) => [
    p.call?.library,
    p.model,
    p.effort,
    ...p.messages.map((m) => `${m.role}: ${m.text}`),
  ]);

describe('prompts in TOML', () => {
  it('are the instructions of an agent of Codex, with its model and effort', () => {
    const text =
      'name = "clerk"\ndescription = "Keeps the keys"\nmodel = "gpt-6-sol"\nmodel_reasoning_effort = "medium"\ndeveloper_instructions = """\nYou keep the keys.\nYou lend "none".\n"""\n';
    assert.deepEqual(promptsOf(text), [
      ['codex', 'gpt-6-sol', 'medium', 'system: You keep the keys.\nYou lend "none".\n'],
    ]);
  });

  it('are the command of Gemini CLI, and the texts of a table', () => {
    const command = "description = 'Fixes'\nprompt = '''\nFix {{args}} at C:\\lamps.'''\n";
    assert.deepEqual(promptsOf(command), [
      ['gemini-cli', null, null, 'user: Fix {{args}} at C:\\lamps.'],
    ]);
    const tables =
      '# prompts\n[review]\nsystem = """Be \\\n  kind."""\nuser = "Title: {{title}}"\n[[other]]\nlimit = 5\n';
    assert.deepEqual(promptsOf(tables), [
      ['toml', null, null, 'system: Be kind.', 'user: Title: {{title}}'],
    ]);
  });

  it('are none where a table only describes something', () => {
    const text =
      '[package]\nname = "depot"\ndescription = "a prompt for the depot"\nkeywords = ["a", "b]", \'c\']\n\n[dependencies]\nserde = { version = "1", features = ["derive"] }\n';
    assert.deepEqual(promptsOf(text, 'Cargo.toml'), []);
    const settings =
      '[ssh]\nsystem = "linux"\nuser = "bob"\n\n[shell]\ndescription = "Asks before it deletes"\nprompt = "Continue? [y/N]"\n';
    assert.deepEqual(promptsOf(settings), []);
  });

  it('have the keys and values of each table', () => {
    const text =
      'a = 1_000 # rest\n"b.c" = true\nlist = [\n  "x", # ]\n  "y",\n]\n[t.u]\nd.e = "f"\n';
    const entries = readToml(text).records.map((r) =>
      r.entries.map((e) => [e.name, e.value.kind === 'literal' ? e.value.value : e.value.kind]),
    );
    assert.deepEqual(entries, [
      [
        ['a', 1000],
        ['c', true],
        ['list', 'other'],
      ],
      [['e', 'string']],
    ]);
  });

  it('are read in time that grows with the length alone', () => {
    for (const piece of ['a = """', '[', 'a = [', "a = '", 'a.b.', '\\\n', 'a = "\\'])
      assertLinearIn(piece, 60_000, readToml);
  });
});
