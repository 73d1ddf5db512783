import { sendTo, type Sending } from '../../core/capture/door';

/**
 * The one door to the network: every request of the extension goes through it, to the address that the user agreed to and no other.
 * Cookies of the browser stay out. Rejects with `RedirectRefused` where the server wants it elsewhere, and when there is no connection.
 */
export function request(url: string, sending: Sending): Promise<Response> {
  return sendTo((to, options) => fetch(to, options), url, sending);
}
