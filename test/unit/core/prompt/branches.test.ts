import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/prompt/find';

const read = (code: string, languageId: string) =>
  findPrompts({ text: code, languageId, fileName: 'x' }).map((p) => [
    p.messages.map((m) => m.text).join(' '),
    (p.notes ?? []).some((n) => n.code === 'longer-branch'),
  ]);
const python = (code: string) =>
  read(`${code}\nclient.responses.create(model="gpt-4o", input=P)`, 'python');
const typescript = (code: string) =>
  read(`${code}\nawait client.responses.create({ model: 'gpt-4o', input: p });`, 'typescript');

describe('a text that a condition chooses', () => {
  it('is told as chosen where another way is not known', () => {
    assert.deepEqual(python('if a:\n    P = open("p.txt").read()\nelse:\n    P = "Name a sea."'), [
      ['Name a sea.', true],
    ]);
    assert.deepEqual(python('P = "Name a sea."\nif a:\n    P = load()'), [['Name a sea.', true]]);
  });

  it('may be the one before, where a way gives none', () => {
    assert.deepEqual(
      python('P = "Name a sea and a lake."\nif a:\n    P = "Name a sea."\nelse:\n    print()'),
      [['Name a sea and a lake.', true]],
    );
    assert.deepEqual(python('P = "Old and long."\nif a:\n    P = "A."\nelse:\n    P = "B."'), [
      ['A.', true],
    ]);
  });

  it('is the list of messages, which tells their roles, beside what is not known', () => {
    const list = '[{"role": "system", "content": a}, {"role": "user", "content": b}]';
    assert.deepEqual(python(`P = load("a name that is long", b)\nif short:\n    P = ${list}`), [
      ['{a} {b}', true],
    ]);
  });

  it('is that of what is tried or of what is done where it fails', () => {
    const tried = 'try:\n    P = open("p.txt").read()\nexcept OSError:\n    P = "Name a sea."';
    assert.deepEqual(python(tried), [['Name a sea.', true]]);
    assert.deepEqual(
      typescript(`let p = ''; try { p = 'Name a sea, now.'; } catch { p = 'Name one.'; }`),
      [['Name a sea, now.', true]],
    );
  });

  it('is sure in what is tried, and of what is done at last', () => {
    assert.deepEqual(
      read(
        'try:\n    P = "Name a sea."\n    client.responses.create(model="o3", input=P)\nexcept E:\n    P = "Name a lake, at last."',
        'python',
      ),
      [['Name a sea.', false]],
    );
    assert.deepEqual(python('try:\n    P = "Name a sea, now."\nfinally:\n    P = "Name a lake."'), [
      ['Name a lake.', false],
    ]);
  });

  it('is the longest of a match', () => {
    const clauses =
      'match k:\n    case "a":\n        P = "Name a sea."\n    case _:\n        P = "One."';
    assert.deepEqual(python(clauses), [['Name a sea.', true]]);
  });

  it('is the longest of a switch, whose labels may stand together', () => {
    const head = `let p = 'Name a sea and a lake.';\nswitch (k) {`;
    const two = `case 'a': case 'b': p = 'Name a sea.'; break;`;
    assert.deepEqual(typescript(`${head} ${two} }`), [['Name a sea and a lake.', true]]);
    assert.deepEqual(typescript(`${head} ${two} default: p = 'One.'; }`), [['Name a sea.', true]]);
  });
});
