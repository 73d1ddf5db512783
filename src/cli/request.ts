import type { HttpResponse } from '../core/capture/capture';
import { chunksOf, sendTo } from '../core/capture/door';
import type { HttpRequest } from '../core/capture/model';

/**
 * Posts JSON: the terminal's one door to the network, for a trial with a budget and for a session that is sent to an address
 * which the command line names. Rejects as `sendTo` does.
 */
export async function send(
  { url, headers, body }: HttpRequest,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const response = await sendTo((to, options) => fetch(to, options), url, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    signal,
  });
  return {
    status: response.status,
    header: (name) => response.headers.get(name),
    chunks: () => chunksOf(response),
  };
}
