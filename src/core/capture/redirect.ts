import { say } from '../model/sentence';
import { SentenceError } from '../text/sentenceError';

/**
 * A server wants what was sent to it to go elsewhere. Following would hand prompt and key to a place that the user did not name, so nobody
 * does. Addresses are without query and credentials.
 */
export class RedirectRefused extends SentenceError {
  constructor(
    readonly from: string,
    /** Null where the platform does not tell. */
    readonly to: string | null,
    /** The platform has followed it unasked. */
    followed = false,
  ) {
    const sentence = followed
      ? say(
          '{0} redirected to {1}, and this editor followed: what was sent may be known there.',
          from,
          to ?? '',
        )
      : to === null
        ? say(
            '{0} redirects to another address. It was not followed: nothing was sent there.',
            from,
          )
        : say('{0} redirects to {1}. It was not followed: nothing was sent there.', from, to);
    super(sentence);
  }
}
