import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/prompt/find';

const read = (languageId: string, text: string) =>
  findPrompts({ text, languageId, fileName: 'x' }).map((p) => [
    p.model,
    p.messages.map((m) => m.text).join(' | '),
    p.placeholders.join(),
  ]);
const ruby = (content: string, rest = '') =>
  `client.chat(parameters: { messages: [{ role: "user", content: ${content} }], model: "gpt-5" })${rest}`;
const csharp = (text: string) =>
  read(
    'csharp',
    `using OpenAI.Chat;\nChatClient client = new(model: "gpt-5", apiKey: key);\nvar r = await client.CompleteChatAsync(${text});`,
  );
const php = (text: string, rest = '') =>
  read(
    'php',
    `<?php\n$client = OpenAI::client($key);\n$client->chat()->create(['model' => 'gpt-5', 'messages' => [['role' => 'user', 'content' => ${text}]]]);${rest}`,
  );
const kotlin = (before: string, text: string) =>
  read(
    'kotlin',
    `${before}\nval model = GenerativeModel(modelName = "gemini-2.5-flash")\nval a = model.generateContent(${text})`,
  );

describe('strings of languages without a grammar here', () => {
  it('are here documents of Ruby, whose text stands behind their line', () => {
    const document = ruby('<<~PROMPT', '\n  Say hello\n    to #{name}.\nPROMPT\n');
    assert.deepEqual(read('ruby', document), [['gpt-5', 'Say hello\n  to {name}.', 'name']]);
    assert.deepEqual(read('ruby', document + ruby('"Second"')), [
      ['gpt-5', 'Say hello\n  to {name}.', 'name'],
      ['gpt-5', 'Second', ''],
    ]);
    assert.deepEqual(
      read('ruby', ruby('<<~A + <<~B', '\n  One.\nA\n  Two.\nB\n') + ruby('"Third"')),
      [
        ['gpt-5', 'One.Two.', ''],
        ['gpt-5', 'Third', ''],
      ],
    );
  });

  it('end where a line is the word of a here document alone', () => {
    assert.deepEqual(read('ruby', ruby('<<~TEXT', '\n  TEXT to sum up.\n  Be brief.\n  TEXT\n')), [
      ['gpt-5', 'TEXT to sum up.\nBe brief.', ''],
    ]);
    assert.deepEqual(read('ruby', ruby("<<~'EOS'", '\n  Costs #{literal}\n  and \\n.\nEOS\n')), [
      ['gpt-5', 'Costs #{literal}\nand \\n.', ''],
    ]);
    assert.deepEqual(read('ruby', `list <<NONE\n${ruby('"Hi"')}`), [['gpt-5', 'Hi', '']]);
  });

  it('do not begin with a quote that is a character or stands in a pattern', () => {
    assert.deepEqual(read('ruby', `case c\nwhen /"/ then 1\nend\n${ruby('"Hi"')}`), [
      ['gpt-5', 'Hi', ''],
    ]);
    const call =
      'OpenAI.chat_completion(model: "gpt-5", messages: [%{role: "user", content: "Hi"}])';
    assert.deepEqual(read('elixir', `def lex(?"), do: 1\n${call}`), [['gpt-5', 'Hi', '']]);
    assert.deepEqual(read('ruby', ruby('short ?"Hi" : "Hello"')), [['gpt-5', 'Hello', '']]);
  });

  it('are closed by the last three quotes of a run', () => {
    assert.deepEqual(kotlin('val quote = """He said "hi""""', '"Hello $name"'), [
      ['gemini-2.5-flash', 'Hello {name}', 'name'],
    ]);
  });

  it('have no hole behind a backslash', () => {
    assert.deepEqual(kotlin('', '"It costs \\$price for ${name}"'), [
      ['gemini-2.5-flash', 'It costs $price for {name}', 'name'],
    ]);
    assert.deepEqual(php('"Costs \\$x for {$who}"'), [['gpt-5', 'Costs $x for {who}', 'who']]);
    assert.deepEqual(read('ruby', ruby('"Say \\#{x} to #{y}"')), [
      ['gpt-5', 'Say #{x} to {y}', 'y'],
    ]);
  });

  it('of C# write a brace that is text twice, and a quote where a backslash is text', () => {
    assert.deepEqual(csharp('$"As {{\\"a\\": 1}} for {text}"'), [
      ['gpt-5', 'As {"a": 1} for {text}', 'text'],
    ]);
    assert.deepEqual(csharp('$$"""As {"a": 1} for {{text}}"""'), [
      ['gpt-5', 'As {"a": 1} for {text}', 'text'],
    ]);
    assert.deepEqual(csharp('@"Say ""hi"" to ${user} for $price \\o/"'), [
      ['gpt-5', 'Say "hi" to ${user} for $price \\o/', ''],
    ]);
  });

  it('of Semantic Kernel have the holes of its templates', () => {
    const text =
      'var kernel = Kernel.CreateBuilder().AddOpenAIChatCompletion("gpt-5", key).Build();\nawait kernel.InvokePromptAsync("Sum up: {{$input}}");';
    assert.deepEqual(read('csharp', text), [['gpt-5', 'Sum up: {{$input}}', '$input']]);
  });

  it('of PHP in single quotes have no holes, and a backslash before a quote alone', () => {
    assert.deepEqual(php("'It\\'s \\n for $x'"), [['gpt-5', "It's \\n for $x", '']]);
    assert.deepEqual(php("<<<'EOT'\nCosts $x and {$y}.\nEOT"), [
      ['gpt-5', 'Costs $x and {$y}.', ''],
    ]);
  });

  it('of Swift over several lines are joined by a backslash', () => {
    const text =
      'let model = FirebaseAI.firebaseAI().generativeModel(modelName: "gemini-2.5-flash")\nlet r = try await model.generateContent("""\n  You are a \\\n  friend of \\(name), \\"$5\\".\n  """)';
    assert.deepEqual(read('swift', text), [
      ['gemini-2.5-flash', 'You are a friend of {name}, "$5".', 'name'],
    ]);
  });
});
