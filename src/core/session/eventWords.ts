import { msg, type Message } from '../model/message';
import type { SessionEventKind } from '../model/session';

/** What happened beside the calls, for pages and exports. */
export const EVENT_WORDS: Readonly<Record<SessionEventKind, Message>> = {
  compaction: msg('Context compacted'),
  interruption: msg('Interrupted'),
  refusal: msg('Refused by the user'),
  'api-error': msg('API error'),
  retry: msg('Tried again'),
  'rate-limit': msg('Rate limit'),
  'model-change': msg('Another model'),
  'effort-change': msg('Another effort'),
  rewind: msg('Rewound'),
  'cache-expired': msg('Cache expired'),
  'cache-miss': msg('Cache lost'),
};
