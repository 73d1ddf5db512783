import { msg } from '../../../model/message';
import { at, text } from '../../../text/json';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt } from '../../build/draft';
import { roundsOf, type Round } from '../../build/rounds';
import { itemsOf } from '../../build/records';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { addMessage } from '../apis/logMessage';

/**
 * Chats of text-generation-webui (its `modules/chat.py`): pairs of what the user and the model said under `internal`, the
 * same as shown on the page under `visible`, and facts of each message under `metadata`. A pair that nobody asked is the
 * greeting of the character.
 */
export const textGenWebUi: Format = {
  id: 'text-generation-webui',
  title: msg('text-generation-webui chat'),
  unit: 'record',
  detect: ({ records }) => itemsOf(records).some(({ value }) => isChat(value)),
  parse: (records) => parsed(...itemsOf(records).flatMap(readChat)),
};

function isChat(value: unknown): boolean {
  const shown = at(value, 'visible') ?? at(value, 'data_visible');
  return Array.isArray(shown) && chatRounds(value).length > 0;
}

/** Its first versions said `data` and `data_visible`. */
function chatRounds(value: unknown): readonly Round[] {
  return roundsOf(at(value, 'internal') ?? at(value, 'data'));
}

function readChat({ value, range }: FileRecord): readonly TraceDraft[] {
  const conversation = new Conversation();
  let asked = false;
  for (const [i, round] of chatRounds(value).entries()) {
    asked ||= round.asked !== '';
    conversation.prompt('user', round.asked);
    if (round.answered === '') continue;
    if (!asked) {
      conversation.prompt('assistant', round.answered);
      continue;
    }
    const facts = at(value, 'metadata', `assistant_${i}`);
    const message = { role: 'assistant', content: round.answered };
    // Its times have the day and the minute of a clock that is not told.
    const trace = addMessage(conversation, message, placeAt(range));
    if (trace !== null) trace.model = text(facts, 'model_name');
  }
  return conversation.build();
}
