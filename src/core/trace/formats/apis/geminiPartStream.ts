import type { FileRecord } from '../../format';
import type { Segment } from '../../../model/trace';
import { placeOf } from '../../build/draft';
import { SegmentStream } from '../../build/segmentStream';
import { GeminiCalls } from './geminiCalls';
import { geminiParts, thoughtFidelity } from './geminiParts';
import { bool, isObject, str } from '../../../text/json';

/** Parts of Gemini content that are still coming: text of neighbouring chunks is one segment, other parts come whole. */
export class GeminiPartStream {
  readonly #model: string | null;
  readonly #stream = new SegmentStream();
  readonly #calls = new GeminiCalls();

  constructor(model: string | null) {
    this.#model = model;
  }

  add(part: unknown, record: FileRecord, at: number | null = null): void {
    const words = isObject(part) ? str(part, 'text') : null;
    if (words === null) {
      const call = this.#calls.take(part, record);
      if (call !== 'pending') this.#put(call?.part ?? part, call?.record ?? record, at);
    } else if (words !== '') {
      const kind = bool(part, 'thought') === true ? 'reasoning' : 'answer';
      this.#stream.add(kind, words, { record, at });
    }
  }

  segments(): readonly Segment[] {
    const call = this.#calls.finish();
    if (call !== 'pending') this.#put(call.part, call.record, null);
    return this.#stream.finish(() => thoughtFidelity(this.#model));
  }

  #put(part: unknown, record: FileRecord, at: number | null): void {
    for (const s of geminiParts([part], placeOf(record, at), this.#model)) this.#stream.put(s);
  }
}
