import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { contentText, requestEffort } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { parsed, placeOf } from '../../build/draft';
import { either } from '../../build/eitherCase';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { geminiUsage } from '../../build/usage';
import { GeminiPartStream } from './geminiPartStream';
import { functionResult } from './geminiParts';
import { at, bool, isObject, list, str, text } from '../../../text/json';

const CONTENT = ['serverContent', 'clientContent'];
const MESSAGES = [
  ...CONTENT,
  'setup',
  'realtimeInput',
  'toolCall',
  'toolResponse',
  'usageMetadata',
];

/** A message of either side, also inside what a log puts around it. */
function messageOf(value: unknown): unknown {
  const inside = ['message', 'data', 'payload'].map((key) => at(value, key));
  return [value, ...inside].find((m) => MESSAGES.some((key) => isObject(either(m, key)))) ?? null;
}

/**
 * Messages of Gemini's Live API as they went over the socket, of the server alone or of both sides, a line each or in a
 * list (ai.google.dev/api/live; googleapis/go-genai). The model's turn ends with `turnComplete`, or where a tool answers.
 */
export const geminiLive: Format = {
  id: 'gemini-live',
  title: msg('Gemini Live messages'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => CONTENT.some((key) => isObject(either(messageOf(value), key)))),
  parse(records) {
    const session = new LiveSession();
    for (const record of itemsOf(records)) session.add(messageOf(record.value), record);
    return parsed(...session.build());
  },
};

/** A turn of the model that is still coming. */
interface OpenTurn {
  readonly trace: TraceBuilder;
  readonly parts: GeminiPartStream;
  /** Some of it is a voice. */
  audio: boolean;
  /** What was heard of the user before it began. */
  heard: string;
}

class LiveSession {
  readonly #conversation = new Conversation();
  #model: string | null = null;
  #effort: string | null = null;
  /** What the user said, heard in pieces. */
  #heard = '';
  #turn: OpenTurn | null = null;

  add(message: unknown, record: FileRecord): void {
    const setup = either(message, 'setup');
    if (isObject(setup)) this.#setup(setup);
    for (const turn of list(either(message, 'clientContent'), 'turns')) this.#asked(turn);
    this.#conversation.prompt('user', text(either(message, 'realtimeInput'), 'text') ?? '');
    for (const response of list(either(either(message, 'toolResponse'), 'functionResponses'))) {
      this.#close();
      const { output, isError } = functionResult(response);
      this.#conversation.result(output, text(response, 'id'), isError, placeOf(record));
    }
    const content = either(message, 'serverContent');
    if (isObject(content)) this.#spoken(content, record);
    for (const call of list(either(either(message, 'toolCall'), 'functionCalls'))) {
      this.#open().parts.add({ functionCall: call }, record);
    }
    const usage = either(message, 'usageMetadata');
    const counted = this.#turn?.trace ?? this.#conversation.last;
    if (isObject(usage) && counted !== null) counted.usage = geminiUsage(usage);
    if (bool(either(content, 'turnComplete')) === true) this.#close();
  }

  build(): readonly TraceDraft[] {
    this.#close();
    return this.#conversation.build();
  }

  #setup(setup: unknown): void {
    this.#model = text(setup, 'model')?.replace(/^models\//, '') ?? this.#model;
    this.#effort = requestEffort(setup) ?? this.#effort;
    const system = contentText(either(setup, 'systemInstruction'));
    if (system !== '') this.#conversation.setSystem(system);
  }

  #asked(turn: unknown): void {
    this.#close();
    if (str(turn, 'role') !== 'model') this.#conversation.prompt('user', contentText(turn));
  }

  #spoken(content: unknown, record: FileRecord): void {
    this.#heard += text(either(content, 'inputTranscription'), 'text') ?? '';
    const parts = list(either(content, 'modelTurn'), 'parts');
    const said = text(either(content, 'outputTranscription'), 'text');
    if (parts.length > 0 || said !== null) {
      const turn = this.#open();
      // A voice is heard, not read: its words are the transcription.
      for (const part of parts) {
        if (isAudio(part)) turn.audio = true;
        else turn.parts.add(part, record);
      }
      if (said !== null) turn.parts.add({ text: said }, record);
    }
    if (bool(either(content, 'interrupted')) === true && this.#turn) {
      this.#turn.trace.finishReason = 'interrupted';
    }
  }

  #open(): OpenTurn {
    if (this.#turn === null) {
      const heard = this.#takeHeard();
      this.#conversation.prompt('user', heard);
      const trace = this.#conversation.begin();
      trace.model = this.#model;
      trace.effort = this.#effort;
      this.#turn = { trace, parts: new GeminiPartStream(this.#model), audio: false, heard };
    }
    return this.#turn;
  }

  /** The user's words may come as text when the model speaks already. */
  #askedLate({ trace, heard }: OpenTurn): void {
    const late = this.#takeHeard();
    if (late === '') return;
    if (heard !== '') trace.prompt.pop();
    trace.prompt.push({ role: 'user', text: heard + late });
  }

  #takeHeard(): string {
    const heard = this.#heard;
    this.#heard = '';
    return heard;
  }

  #close(): void {
    const turn = this.#turn;
    this.#turn = null;
    if (turn === null) return;
    // Who interrupts asks anew.
    if (turn.trace.finishReason !== 'interrupted') this.#askedLate(turn);
    const segments = turn.parts.segments();
    turn.trace.add(segments);
    const silent = !segments.some(({ kind }) => kind === 'answer' || kind === 'toolCall');
    if (turn.audio && silent) turn.trace.raw('audio', 'not transcribed', NOWHERE);
  }
}

const NOWHERE = placeOf(null);

function isAudio(part: unknown): boolean {
  const inline = either(part, 'inlineData');
  const type = either(inline, 'mimeType');
  return typeof type === 'string' && type.startsWith('audio/');
}
