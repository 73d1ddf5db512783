import * as vscode from 'vscode';
import { endCapture } from '../../core/capture/capture';
import type {
  CaptureEnd,
  CaptureHead,
  EndReason,
  Question,
  WriteLine,
} from '../../core/capture/model';
import { say, type Sentence } from '../../core/model/sentence';
import { toldOf } from '../../core/text/errors';

/** Models that the editor provides to extensions, none where there is no such service. */
export async function editorModels(): Promise<readonly vscode.LanguageModelChat[]> {
  return vscode.lm.selectChatModels();
}

/** The editor's stream may hold thinking parts that the stable API does not type: `{ value, id }` beside text. */
function delta(part: unknown): Record<string, string> | null {
  if (part instanceof vscode.LanguageModelTextPart) return { content: part.value };
  if (typeof part !== 'object' || part === null || !('value' in part)) return null;
  const { value } = part;
  const text = Array.isArray(value) ? value.join('') : value;
  return typeof text === 'string' && part.constructor.name.includes('Thinking')
    ? { reasoning_content: text }
    : null;
}

/** Runs a prompt on a model of the editor; written in the shape of a Chat Completions stream. Never rejects. */
export async function captureFromEditor(
  model: vscode.LanguageModelChat,
  question: Question,
  write: WriteLine,
  token: vscode.CancellationToken,
): Promise<CaptureEnd> {
  const started = Date.now();
  const messages = question.messages.map(({ role, text }) => ({ role, content: text }));
  const head: CaptureHead = {
    lrmLens: 'capture/1',
    at: started,
    api: 'editor',
    host: model.vendor,
    request: { model: model.id, messages },
  };
  write(JSON.stringify(head), 'head');
  const event = (choice: object): void =>
    write(
      JSON.stringify({
        t: Date.now() - started,
        data: {
          object: 'chat.completion.chunk',
          model: model.id,
          choices: [{ index: 0, ...choice }],
        },
      }),
      'event',
    );
  const finish = (reason: EndReason, message: Sentence | null): CaptureEnd =>
    endCapture({ reason, message, status: null, durationMs: Date.now() - started }, write);
  try {
    const response = await model.sendRequest(
      // The editor's API has no system role: such text goes first, as the user's.
      question.messages.map((m) =>
        m.role === 'assistant'
          ? vscode.LanguageModelChatMessage.Assistant(m.text)
          : vscode.LanguageModelChatMessage.User(m.text),
      ),
      { justification: vscode.l10n.t('You asked LRM Lens to send this to a model.') },
      token,
    );
    for await (const part of response.stream) {
      const found = delta(part);
      if (found !== null) event({ delta: found, finish_reason: null });
    }
    event({ delta: {}, finish_reason: 'stop' });
    return finish('complete', null);
  } catch (error) {
    if (token.isCancellationRequested) return finish('cancelled', null);
    return finish('failed', say('The editor’s model failed: {0}', toldOf(error)));
  }
}
