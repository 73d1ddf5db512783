import type { ComponentType } from 'preact';
import { SessionFootKeys, SessionKeys } from './keys';
import { SessionPage, type SessionContext } from './sessionPage';
import { SessionView } from './sessionView';

/** The session view with its data: what the page loads when a file turns out to be a session. */
export interface OpenSession {
  readonly page: SessionPage;
  readonly View: typeof SessionView;
  readonly Keys: typeof SessionKeys;
  readonly FootKeys: ComponentType;
}

export function openSession(context: SessionContext): OpenSession {
  return {
    page: new SessionPage(context),
    View: SessionView,
    Keys: SessionKeys,
    FootKeys: SessionFootKeys,
  };
}
