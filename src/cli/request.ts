import type { HttpResponse } from '../core/capture/capture';
import { postJson, sendTo } from '../core/capture/door';
import type { HttpRequest } from '../core/capture/model';

/**
 * Posts JSON: the terminal's one door to the network, for a trial with a budget and for a session that is sent to an address
 * which the command line names. Rejects as `sendTo` does.
 */
export const send = (asked: HttpRequest, signal: AbortSignal): Promise<HttpResponse> =>
  postJson(
    (url, sending) => sendTo((to, options) => fetch(to, options), url, sending),
    asked,
    signal,
  );
