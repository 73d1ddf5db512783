import assert from 'node:assert/strict';
import { makesAttachment } from '../../../../src/core/prompt/attachments';
import { findPrompts } from '../../../../src/core/prompt/find';
import { readPrompts, type PromptCase } from './promptCases';

const send = 'client.chat.completions.create(model="gpt-4o", messages=[';
const cases: Readonly<Record<string, PromptCase>> = {
  'texts that are read from files and made of documents': {
    code: `system = read_file("prompts/system.txt")
${send}{"role": "system", "content": system}, {"role": "user", "content": format_documents(docs)}])`,
    found: [['openai', 'gpt-4o', null, 'system: {system}', 'user: {format_documents(docs)}']],
  },
  'an assistant that says nothing and calls a tool': {
    code: `${send}{"role": "user", "content": "How warm is it?"}, {"role": "assistant", "content": None, "tool_calls": calls}])`,
    found: [['openai', 'gpt-4o', null, 'user: How warm is it?']],
  },
  'parts of a message in Go': {
    language: 'go',
    code: `func See(c *openai.Client, ctx context.Context) {
  text := pages.RenderImageTemplate()
  c.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: openai.GPT4o, Messages: []openai.ChatCompletionMessage{
    {Role: openai.ChatMessageRoleSystem, Content: text},
    {Role: openai.ChatMessageRoleUser, MultiContent: []openai.ChatMessagePart{
      {Type: openai.ChatMessagePartTypeText, Text: "What stands on the sign?"},
      {Type: openai.ChatMessagePartTypeImageURL, ImageURL: &openai.ChatMessageImageURL{URL: url}},
    }},
  }})
}`,
    found: [['openai', 'gpt-4o', null, 'system: {text}', 'user: What stands on the sign?']],
  },
};

describe('what is sent beside a text', () => {
  readPrompts(cases);

  for (const name of [
    'ImagePart',
    'encode_image',
    'load_image',
    'upload_file',
    'createImagePart',
    'NewImageContent',
    'inlineData',
    'FilePart',
    'DocumentBlockParam',
    'image_url',
    'AudioContent',
    'Part.from_bytes',
    'ImageContent.from',
    'Image.open',
  ])
    it(`is a picture, sound or file: ${name}`, () =>
      assert.equal(makesAttachment(name.split('.')), true));

  for (const name of [
    'read_file',
    'readFileSync',
    'File.read',
    'file',
    'load_document',
    'format_documents',
    'get_file_content',
    'build_image_prompt',
    'describe_image',
    'transcribe_audio',
    'ProcessImageRecognitionTemplate',
    'extract_text_from_pdf',
    'Part.from_text',
    'profile',
  ])
    it(`is none, but gives a text: ${name}`, () =>
      assert.equal(makesAttachment(name.split('.')), false));

  it('counts no tools that are not there', () => {
    const call = (tools: string): string =>
      `client.chat.completions.create(model="gpt-4o", tools=${tools}, messages=[{"role": "user", "content": "Hi"}])`;
    const notes = (text: string, languageId = 'python') =>
      findPrompts({ text, languageId, fileName: 'x' })[0]?.notes;
    assert.deepEqual(notes(call('None')), []);
    assert.deepEqual(notes(call('[]')), []);
    const swift =
      'let r = ChatRequest(model: "gpt-4o", messages: [Message(role: "user", content: "Hi")], tools: nil)';
    assert.deepEqual(notes(swift, 'swift'), []);
  });
});
