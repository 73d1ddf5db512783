import type { HttpResponse } from '../../core/capture/capture';
import { postJson } from '../../core/capture/door';
import type { HttpRequest } from '../../core/capture/model';
import { request } from '../shared/request';

/** Posts a prompt as JSON. The only place that sends a prompt anywhere; rejects as `request` does. */
export const send = (asked: HttpRequest, signal: AbortSignal): Promise<HttpResponse> =>
  postJson(request, asked, signal);
