import type { HttpResponse } from '../../core/capture/capture';
import { chunksOf } from '../../core/capture/door';
import type { HttpRequest } from '../../core/capture/model';
import { request } from '../shared/request';

/** Posts a prompt as JSON. The only place that sends a prompt anywhere; rejects as `request` does. */
export async function send(
  { url, headers, body }: HttpRequest,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const response = await request(url, {
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
