import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/prompt/find';
import { noteSentence } from '../../../../src/core/prompt/notes';
import { inEnglish } from '../../../../src/core/text/voice';

const said = (text: string, fileName: string, languageId = '') =>
  findPrompts({ text, languageId, fileName }).flatMap((p) =>
    (p.notes ?? []).map((note) => inEnglish(noteSentence(note))),
  );

describe('what is said beside a prompt', () => {
  it('tells the tools that are not counted, with the length of their source', () => {
    const tools = '[{"type": "function", "function": {"name": "sum"}}]';
    const call = `client.chat.completions.create(model="gpt-4o", tools=${tools}, messages=[{"role": "user", "content": "Hi"}])`;
    assert.deepEqual(said(call, 'a.py'), [
      `Tool schemas are not counted (${tools.length} characters of source).`,
    ]);
  });

  it('tells that the longer text of a condition was taken', () => {
    const call =
      'client.responses.create({ model: "o3", input: brief ? "Short." : "Say it all, at length." });';
    assert.deepEqual(said(call, 'a.js'), [
      'Where a condition chooses, the longer text was taken (1).',
    ]);
  });

  it('tells that a condition chooses the model, or the effort', () => {
    const told = (count: number) => [
      `Where a condition chooses the model or the effort, the first model and the highest effort are shown (${count}).`,
    ];
    const both =
      'client.responses.create(model="gpt-5-mini" if brief else "gpt-5", reasoning={"effort": "low" if brief else "high"}, input="Name a tree.")';
    assert.deepEqual(said(both, 'a.py'), told(2));
    const made =
      'const model = brief ? openai("gpt-5-mini") : openai("gpt-5");\nawait generateText({ model, prompt: "Name a tree." });';
    assert.deepEqual(said(made, 'a.ts'), told(1));
    const fallback = 'client.responses.create(model=given or "gpt-5", input="Name a tree.")';
    assert.deepEqual(said(fallback, 'a.py'), []);
  });

  it('tells images and the loops of a template', () => {
    const image =
      'await client.chat.completions.create({ model: "gpt-4o", messages: [{ role: "user", content: [{ type: "text", text: "What is it?" }, { type: "image_url", image_url: { url } }] }] });';
    assert.deepEqual(said(image, 'a.ts'), [
      'Images, sounds and files sent beside the text are not counted (1).',
    ]);
    const template =
      'You answer mail.\n{# Of today. #}\n{% for m in mails %}\n{{ m }}\n{% endfor %}\n';
    assert.deepEqual(said(template, 'mail.j2'), [
      'Loops and conditions of the template are counted once (1).',
    ]);
  });

  it('says nothing beside a prompt that is all text', () => {
    assert.deepEqual(said('client.responses.create(model="o3", input="Hi there")', 'a.py'), []);
  });
});
