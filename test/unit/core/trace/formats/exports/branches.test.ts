import assert from 'node:assert/strict';
import { inEnglish } from '../../../../../../src/core/text/voice';
import { openJson, outline, promptOf } from '../../openFixture';

const NO_ONE = '00000000-0000-4000-8000-000000000000';

const parts = (words: string) => [{ type: 'text', text: words }];
const claude = (uuid: string, after: string, sender: string, content: readonly object[]) => ({
  ...{ uuid, parent_message_uuid: after, sender, text: '', content },
});
const grok = (id: string, after: string, sender: string, message: string) => ({
  response: { _id: id, parent_response_id: after, sender, message },
});
const chatbox = (id: string, role: string, words: string) => ({
  ...{ id, role, contentParts: parts(words) },
});
const version = (role: string, words: string) => ({
  ...{ type: 'singleStep', role, content: parts(words) },
});

/** Chats in which `Q?` was asked again as `Q!`, or answered twice, and `new` is the answer that is shown. */
const CHATS: readonly { app: string; asked: string; document: object }[] = [
  {
    app: 'Claude, whose export tells the message that was shown last',
    asked: 'Q?',
    document: {
      chat_messages: [
        claude('1', NO_ONE, 'human', parts('Q?')),
        claude('2', '1', 'assistant', parts('new')),
        claude('3', '1', 'assistant', parts('old')),
      ],
      current_leaf_message_uuid: '2',
    },
  },
  {
    app: 'Claude, whose export does not tell it',
    asked: 'Q!',
    document: {
      chat_messages: [
        claude('1', NO_ONE, 'human', parts('Q?')),
        claude('2', '1', 'assistant', parts('old')),
        claude('3', NO_ONE, 'human', parts('Q!')),
        claude('4', '3', 'assistant', parts('new')),
      ],
    },
  },
  {
    app: 'Grok',
    asked: 'Q?',
    document: {
      conversations: [
        {
          conversation: { id: 'c', leaf_response_id: '2' },
          responses: [
            grok('1', 'root', 'human', 'Q?'),
            grok('2', '1', 'assistant', 'new'),
            grok('3', '1', 'assistant', 'old'),
          ],
        },
      ],
    },
  },
  {
    app: 'llama.cpp’s page',
    asked: 'Q?',
    document: {
      conv: { id: 'k', name: 'T', currNode: '2' },
      messages: [
        { id: '1', parent: 'r', role: 'user', content: 'Q?' },
        { id: '2', parent: '1', role: 'assistant', content: 'new' },
        { id: '3', parent: '1', role: 'assistant', content: 'old' },
      ],
    },
  },
  {
    app: 'Chatbox, which keeps them aside',
    asked: 'Q!',
    document: {
      id: 's',
      messages: [
        ...[chatbox('0', 'system', 'S'), chatbox('3', 'user', 'Q!')],
        chatbox('4', 'assistant', 'new'),
      ],
      messageForksHash: {
        '0': {
          position: 1,
          lists: [
            {
              id: 'f',
              messages: [chatbox('1', 'user', 'Q?'), chatbox('2', 'assistant', 'old')],
            },
            { id: 'g', messages: [] },
          ],
        },
      },
    },
  },
  {
    app: 'LM Studio',
    asked: 'Q?',
    document: {
      messages: [
        { versions: [version('user', 'Q?')], currentlySelected: 0 },
        {
          versions: [version('assistant', 'old'), version('assistant', 'new')],
          currentlySelected: 1,
        },
      ],
    },
  },
];

describe('a chat that branches', () => {
  for (const { app, asked, document } of CHATS) {
    it(`is shown along one branch, and says that there is another: ${app}`, async () => {
      const { traces, problems } = await openJson(document);
      assert.deepEqual(traces.map(outline), [['answer: new']]);
      assert.deepEqual(promptOf(traces[0])?.at(-1), `user: ${asked}`);
      assert.deepEqual(
        problems.map(({ code, message }) => [code, inEnglish(message)]),
        [['not-shown', '1 other branch of the chat is not shown.']],
      );
    });
  }
});
